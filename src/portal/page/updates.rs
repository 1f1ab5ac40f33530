//! Updates, and what the leader answered.

use leptos::prelude::*;

use super::{
    reply::{about, reply_place, said_list},
    section::Section,
    visit::Visit,
};
use crate::portal::{
    gesture::About,
    view::{PortalView, UpdateView},
};
use crate::ui::day;

/// A section for each update, so that a new one brings itself only.
pub fn sections(view: &PortalView, visit: Option<&Visit>) -> Vec<Section> {
    match view.updates.as_deref() {
        None => Vec::new(),
        Some([]) => vec![none_yet()],
        Some(updates) => updates.iter().map(|update| card(update, view, visit)).collect(),
    }
}

fn none_yet() -> Section {
    let content = view! {
        <section id="p-updates" class="card stack">
            <h2>"Updates"</h2>
            <p class="quiet">"The first update will stand here."</p>
        </section>
    };
    Section::new("p-updates", content)
}

fn card(update: &UpdateView, view: &PortalView, visit: Option<&Visit>) -> Section {
    let key = format!("p-update-{}", update.id);
    let content = view! {
        <section id=key.clone() class="card stack update">
            <h2>{format!("Update, {}", day::said(update.said.on, view.today))} {about(&update.said)}</h2>
            <p class="said" dir="auto">{update.said.text.clone()}</p>
            {said_list(&update.answers, view.today)}
            {reply_place(view, About::Update(update.id), visit)}
        </section>
    };
    Section::new(key, content)
}
