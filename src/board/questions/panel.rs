//! The card of a role's interview questions. It prints to a page.

use leptos::prelude::*;

use super::{
    amend::tap,
    bank::AddQuestion,
    line::CriterionLine,
    plan::{Covers, Plan},
    proposal::Proposal,
    share::{SeenAtOnce, Share},
    versions::Versions,
};
use crate::board::desk::desk;
use crate::browser::{clock, page};
use crate::domain::{CriterionId, RoleId, kit::Criterion};

#[component]
pub fn Questions(role: RoleId) -> impl IntoView {
    let ids = Memo::new(move |_| {
        desk().tab().with(|state| {
            let criteria = state.kit(role).criteria.into_iter();
            criteria.map(|one| one.id).collect::<Vec<CriterionId>>()
        })
    });
    let is_empty = Memo::new(move |_| ids.with(Vec::is_empty));
    let proposing = RwSignal::new(false);
    let proposal = move || proposing.get().then(|| view! { <Proposal role open=proposing/> });
    let begin = move || (is_empty.get() && !proposing.get()).then(|| view! { <Begin role proposing/> });
    let made = move || {
        (!is_empty.get()).then(|| {
            view! {
                <Plan role/>
                <Covers role/>
                <Share role/>
                <Versions role/>
                <div class="row wrap own"><button on:click=move |_| page::print()>"Print"</button></div>
            }
        })
    };
    view! {
        <section class="interview-kit card stack" class:is-made=move || !is_empty.get() aria-labelledby="role-questions">
            <h2 id="role-questions" tabindex="-1">"Interview questions"</h2>
            <div class="own"><SeenAtOnce role/></div>
            {begin}
            {proposal}
            <ol class="criteria stack" aria-label="What is asked, in this order">
                <For each=move || ids.get() key=|id| *id let:id><CriterionLine role id/></For>
            </ol>
            <AddQuestion role/>
            {made}
        </section>
    }
    .into_any()
}

/// Nothing is asked yet: made from what hurts, or copied.
#[component]
fn Begin(role: RoleId, proposing: RwSignal<bool>) -> impl IntoView {
    let can_propose = Memo::new(move |_| desk().tab().with(|state| !state.proposed(role).is_empty()));
    let like = Memo::new(move |_| {
        desk().tab().with(|state| {
            let (other, _) = state.other_kits(role).into_iter().next()?;
            Some((other.id, other.called().to_owned()))
        })
    });
    let hurts = Memo::new(move |_| {
        desk()
            .tab()
            .with(|state| !state.coverage(role, &[]).open.is_empty())
    });
    let words = move || match (can_propose.get(), hurts.get()) {
        (true, _) => "From what hurts and what is asked for, in a minute: the same questions for everybody.",
        (false, true) => {
            "Nothing in the bank fits what hurts, and only recruiters read its words. Share it under Pains, or add a question in words of your own."
        }
        (false, false) => {
            "Write down under Pains what hurts, and the questions are proposed from it. Or choose from the bank."
        }
    };
    let propose = move || {
        can_propose.get().then(|| {
            view! { <button class="primary" on:click=move |_| proposing.set(true)>"Make the questions"</button> }
        })
    };
    let copy = move || {
        let (other, title) = like.get()?;
        let copy = move |_| {
            let theirs = desk().tab().peek(|state| state.kit(other));
            tap(role, "Copied. What is each of it for here?", |details| {
                // What it is for there is another's.
                let criteria = theirs.criteria.iter().map(|one| Criterion {
                    id: clock::fresh(CriterionId::new),
                    serves: None,
                    ..one.clone()
                });
                details.criteria = criteria.collect();
            });
        };
        Some(view! { <button on:click=copy>"Copy from " <bdi>{title}</bdi></button> })
    };
    view! {
        <p class="quiet own">{words}</p>
        <div class="row wrap own">{propose} {copy}</div>
    }
    .into_any()
}
