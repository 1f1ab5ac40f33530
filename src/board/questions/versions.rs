//! How the questions were before.

use leptos::prelude::*;

use crate::board::desk::desk;
use crate::domain::{Kit, RoleId};
use crate::ui::day;

#[component]
pub fn Versions(role: RoleId) -> impl IntoView {
    let lines = Memo::new(move |_| {
        let today = desk().today.get();
        desk().tab().with(|state| {
            let Ok(kit) = state.get::<Kit>(role) else {
                return Vec::new();
            };
            // Before the first one nothing was asked.
            let earlier = kit
                .versions
                .iter()
                .rev()
                .filter(|version| !version.was.is_empty());
            let lines = earlier.map(|version| {
                let asked = version.was.iter().map(|one| one.question().words.as_str());
                let until = day::dated(version.at.date_naive(), today);
                (format!("Until {until}"), asked.collect::<Vec<_>>().join(" · "))
            });
            lines.collect::<Vec<_>>()
        })
    });
    move || {
        let lines = lines.get();
        (!lines.is_empty()).then(|| {
            let lines = lines
                .into_iter()
                .map(|(until, asked)| view! { <li dir="auto"><b>{until}</b> ": " {asked}</li> });
            view! {
                <details class="small quiet own">
                    <summary>"Earlier versions"</summary>
                    <ol class="stack">{lines.collect_view()}</ol>
                </details>
            }
        })
    }
}
