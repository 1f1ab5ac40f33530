//! The finalists of a role, who is in play first, and the way to add one.

use leptos::prelude::*;

use super::{
    card::Card,
    counts::Counts,
    form::{CardForm, kept},
};
use crate::board::desk::desk;
use crate::browser::page;
use crate::domain::{CandidateDetails, CandidateId, RoleId};

/// Cards that are shown at first.
const SHOWN: usize = 20;

#[component]
pub fn Candidates(role: RoleId) -> impl IntoView {
    let ids = Memo::new(move |_| {
        desk().tab().with(|state| {
            let all = state.candidates(role).into_iter();
            all.map(|candidate| candidate.id).collect::<Vec<CandidateId>>()
        })
    });
    let all = RwSignal::new(false);
    let adding = RwSignal::new(kept(role, None).begun::<CandidateDetails>().is_some());
    let shown = move || {
        let most = if all.get() { usize::MAX } else { SHOWN };
        ids.with(|ids| ids.iter().take(most).copied().collect::<Vec<_>>())
    };
    let rest = move || {
        let hidden = ids.with(Vec::len).saturating_sub(SHOWN);
        (hidden > 0 && !all.get()).then(|| {
            view! { <button on:click=move |_| all.set(true)>{format!("Show {hidden} more")}</button> }
        })
    };
    let form = move || {
        adding
            .get()
            .then(|| view! { <CardForm role done=move || adding.set(false)/> })
    };
    let begin = move |_| {
        adding.set(true);
        page::focus(".adding-candidate input".into());
    };
    let none = move || {
        ids.with(Vec::is_empty).then(|| {
            view! {
                <p class="quiet">"A finalist has a card of five lines: what speaks for them, and what is still open. It is yours until you show it."</p>
            }
        })
    };
    view! {
        <div class="stack">
            <Counts role/>
            <section class="card stack" aria-labelledby="role-candidates">
                <h2 id="role-candidates">"Finalists"</h2>
                {none}
                <ul class="candidates" aria-label="Finalists, who is in play first">
                    <For each=shown key=|id| *id let:id><Card role id/></For>
                </ul>
                {rest}
                <div class="adding-candidate">{form}</div>
                {move || (!adding.get()).then(|| view! {
                    <div class="row wrap"><button class="primary" on:click=begin>"Add a finalist"</button></div>
                })}
            </section>
        </div>
    }
    .into_any()
}
