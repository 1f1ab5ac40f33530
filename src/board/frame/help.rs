//! The keys, and what else there is to know about getting around.

use leptos::prelude::*;

use super::actions::actions;
use crate::board::desk::{ours, ours_live};

#[component]
pub fn Help() -> impl IntoView {
    let keys = || {
        let keyed = actions().filter_map(|action| Some((action.key?, action.name)));
        let listed = [
            ("Ctrl K", ours("Find a role, a leader, words, or what to do")),
            ("Alt ← → ↑ ↓", "Move the role whose card has the focus"),
            (
                "Ctrl Z",
                "Take back what was done last, then what was done before that",
            ),
            ("Ctrl Y", "Do again what was taken back"),
            ("Esc", "Close what lies over the page"),
        ];
        let all = listed.into_iter().chain(keyed);
        all.map(|(key, name)| view! { <dt><kbd>{key.to_uppercase()}</kbd></dt><dd>{ours_live(name)}</dd> })
            .collect_view()
    };
    view! {
        <dl class="keys">{keys()}</dl>
        <h3>"On the board"</h3>
        <p class="small">"Tab goes from card to card. “Move to…” on a card moves it without a mouse; dragging does so with one, and with a finger that rests on it for a moment."</p>
    }
    .into_any()
}
