//! All that hurts, on a role's page: the worst first, and a place to write down more.

use leptos::prelude::*;

use super::pain::{Pain, PainForm};
use crate::board::desk::desk;
use crate::domain::{PainId, RoleId};

#[component]
pub fn RolePains(role: RoleId) -> impl IntoView {
    let desk = desk();
    let pains = Memo::new(move |_| {
        desk.tab().with(|state| {
            let pains = state.pains(role).into_iter();
            pains.map(|pain| pain.id).collect::<Vec<PainId>>()
        })
    });
    let asked = Memo::new(move |_| desk.tab().with(|state| state.asks_next(role)));
    let next = move || {
        asked.get().map(|asked| {
            view! { <p class="quiet">"Ask next: " <b>{asked.question()}</b></p> }
        })
    };
    // Nothing is to be opened first where nothing was written down yet.
    let is_first = pains.with_untracked(Vec::is_empty);
    view! {
        <section class="card stack" aria-labelledby="role-pains">
            <h2 id="role-pains" tabindex="-1">"What hurts"</h2>
            {next}
            <ul class="pains">
                <For each=move || pains.get() key=|id| *id let:id><Pain id/></For>
            </ul>
            <details class="more" open=is_first>
                <summary>{move || if pains.with(Vec::is_empty) { "Write down what hurts" } else { "Write down another" }}</summary>
                <PainForm role/>
            </details>
        </section>
    }
    .into_any()
}
