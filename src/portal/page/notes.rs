//! A word to the recruiter that answers no update.

use leptos::prelude::*;

use super::{
    host::{Host, Session},
    reply::{ReplyForm, reply_list},
};
use crate::portal::view::PortalView;

/// A word to the recruiter that answers no update.
#[component]
pub fn Notes(view: RwSignal<PortalView>, session: Session, host: Host) -> impl IntoView {
    let is_shown = view.with_untracked(|view| view.notes.is_some());
    let notes = move || view.with(|view| reply_list(view.notes.as_deref().unwrap_or_default(), view.today));
    let title = move || {
        view.with(|view| {
            view.head
                .recruiter
                .as_ref()
                .map_or_else(|| "Write to us".into(), |who| format!("Write to {}", who.name))
        })
    };
    is_shown.then(|| {
        view! {
            <section class="card stack" aria-labelledby="notes-title">
                <h2 id="notes-title" dir="auto">{title}</h2>
                {notes}
                <ReplyForm view update=None session host/>
            </section>
        }
    })
}
