//! A word to the recruiter that answers no update.

use leptos::prelude::*;

use super::{
    reply::{reply_list, reply_place},
    section::Section,
    visit::Visit,
};
use crate::portal::view::PortalView;

pub fn section(view: &PortalView, visit: Option<&Visit>) -> Option<Section> {
    let notes = reply_list(view.notes.as_deref()?, view.today);
    let title = match &view.head.recruiter {
        Some(who) => format!("Write to {}", who.name),
        None => "Write to us".into(),
    };
    let content = view! {
        <section id="p-notes" class="card stack" aria-labelledby="notes-title">
            <h2 id="notes-title" dir="auto">{title}</h2>
            {notes}
            {reply_place(view, None, visit)}
        </section>
    };
    Some(Section::new("p-notes", content))
}
