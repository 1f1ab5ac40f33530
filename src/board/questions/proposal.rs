//! What the questions would be, worked out from what hurts: looked at, left out or kept, in one go.

use leptos::prelude::*;

use super::amend::tap;
use crate::board::{desk::desk, kit::counted};
use crate::browser::{clock, page};
use crate::domain::{CriterionId, RoleId, kit::Proposed};

#[component]
pub fn Proposal(role: RoleId, open: RwSignal<bool>) -> impl IntoView {
    let proposed = StoredValue::new(desk().tab().peek(|state| state.proposed(role)));
    let count = proposed.with_value(Vec::len);
    let kept = RwSignal::new(vec![true; count]);
    let line = |at: usize, one: &Proposed| {
        let is_kept = move || kept.with(|kept| kept.get(at).copied().unwrap_or_default());
        let toggle = move |_| {
            kept.update(|kept| {
                if let Some(one) = kept.get_mut(at) {
                    *one = !*one;
                }
            });
        };
        // What is asked about in its own words has said them.
        let because = one.competency.is_some().then(|| {
            view! { <span class="small quiet" dir="auto">" · because of: " {one.because.clone()}</span> }
        });
        view! {
            <li>
                <label class="check">
                    <input type="checkbox" prop:checked=is_kept on:change=toggle/>
                    <span><b dir="auto">{one.name()}</b> {because}</span>
                </label>
                <p class="small" dir="auto">{one.happened()}</p>
            </li>
        }
    };
    let lines = proposed.with_value(|all| {
        all.iter()
            .enumerate()
            .map(|(at, one)| line(at, one))
            .collect_view()
    });
    let left = move || kept.with(|kept| kept.iter().filter(|kept| **kept).count());
    let keep = move |_| {
        let kept = kept.get_untracked();
        let chosen = proposed.with_value(|all| {
            let pairs = all.iter().zip(&kept).filter(|(_, kept)| **kept);
            pairs
                .map(|(one, _)| one.criterion(clock::fresh(CriterionId::new)))
                .collect::<Vec<_>>()
        });
        tap(role, "The questions are made. Each can be changed.", |details| {
            details.criteria.extend(chosen);
        });
        open.set(false);
        page::focus("#role-questions".into());
    };
    view! {
        <div class="stack">
            <p class="small quiet">"We look for somebody who…"</p>
            <ul class="proposed" aria-label="Proposed">{lines}</ul>
            <div class="row wrap">
                <button class="primary" disabled=move || left() == 0 on:click=keep>
                    {move || format!("Keep {}", counted(left(), "question"))}
                </button>
                <button on:click=move |_| open.set(false)>"Cancel"</button>
            </div>
        </div>
    }
    .into_any()
}
