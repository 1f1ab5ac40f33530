//! A word to the recruiter that answers no update, always at hand, and what was answered.

use leptos::prelude::*;

use super::{
    reply::{reply_place, said_list},
    section::Section,
    visit::Visit,
};
use crate::portal::{gesture::About, view::PortalView};

pub fn section(view: &PortalView, visit: Option<&Visit>) -> Option<Section> {
    let notes = view.notes.as_ref()?;
    if notes.threads.is_empty() && !view.can_reply() {
        return None;
    }
    let threads = notes.threads.iter().map(|thread| said_list(thread, view));
    let threads = threads.collect_view();
    let choice = (!notes.roles.is_empty() && view.can_reply()).then(|| {
        let roles = notes.roles.iter();
        let roles = roles.map(|(id, title)| view! { <option value=id.to_string()>{title.clone()}</option> });
        view! {
            <label class="row wrap about-role">
                "About"
                <select name="role" form=About::Page.place()><option value="">"all roles"</option>{roles.collect_view()}</select>
            </label>
        }
    });
    let title = match &view.head.recruiter {
        Some(who) => format!("Write to {}", who.name),
        None => "Write to us".into(),
    };
    let team = reply_place(view, About::Team, visit).map(|place| {
        let is_open = visit.is_some_and(|visit| visit.came_back(About::Team).is_some());
        view! {
            <details class="answers" open=is_open>
                <summary>"What is your team asking?"</summary>
                <p class="small quiet">"One line: the next update opens with the answer."</p>
                {place}
            </details>
        }
    });
    let written = (!notes.threads.is_empty() || team.is_some()).then(|| {
        let heading =
            (!notes.threads.is_empty()).then(|| view! { <h2>"What you wrote, and the answers"</h2> });
        view! { <div class="card stack">{heading} {threads} {team}</div> }
    });
    let dock =
        reply_place(view, About::Page, visit).map(|place| view! { <div class="dock">{choice} {place}</div> });
    let content = view! {
        <section id="p-notes" class="notes" aria-label=title>{written} {dock}</section>
    };
    Some(Section::new("p-notes", content))
}
