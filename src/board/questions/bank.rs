//! More to look for: from the bank, from other roles, or in one's own words.

use leptos::prelude::*;

use super::{
    amend::{opens, tap},
    edit::EditCriterion,
    kept::Kept,
};
use crate::board::desk::desk;
use crate::browser::clock;
use crate::domain::{
    CriterionId, Kit, RoleId,
    kit::{Asks, Criterion, Question, bank::BANK},
};

fn blank() -> Criterion {
    Criterion {
        id: clock::fresh(CriterionId::new),
        what: String::new(),
        serves: None,
        happened: Question::default(),
        would: Question::default(),
        asks: Asks::Happened,
        anchors: Default::default(),
        minutes: Kit::QUESTION,
    }
}

#[component]
pub fn AddQuestion(role: RoleId) -> impl IntoView {
    let own = RwSignal::new(Kept::of_new(role).is_begun());
    let is_full = Memo::new(move |_| {
        desk()
            .tab()
            .with(|state| state.kit(role).criteria.len() >= Kit::MOST)
    });
    // What is there already is not offered again.
    let choices = Memo::new(move |_| {
        desk().tab().with(|state| {
            let here = state.kit(role).criteria;
            let is_new = |one: &Criterion| {
                here.iter()
                    .all(|other| other.happened != one.happened || other.what != one.what)
            };
            let elsewhere = state.own_bank(role).into_iter().cloned();
            let elsewhere =
                elsewhere.filter(|one| BANK.iter().all(|bank| bank.happened != one.happened.words));
            let bank = BANK
                .iter()
                .map(|one| one.criterion(CriterionId(Default::default())));
            let bank = bank.filter(|one| is_new(one));
            (
                elsewhere.filter(|one| is_new(one)).collect::<Vec<_>>(),
                bank.collect::<Vec<_>>(),
            )
        })
    });
    let add = move |criterion: Criterion| {
        tap(role, "Added. What is it for?", |details| {
            details.criteria.push(Criterion {
                id: clock::fresh(CriterionId::new),
                serves: None,
                ..criterion
            });
        });
    };
    let listed = move |all: Vec<Criterion>| {
        let all = all.into_iter().map(|one| {
            let (name, question) = (one.what.clone(), one.question().words.clone());
            view! {
                <li>
                    <button class="tap" title=question on:click=move |_| add(one.clone())><bdi class="cut">{name}</bdi></button>
                </li>
            }
        });
        all.collect_view()
    };
    let elsewhere = move || {
        let all = choices.with(|(elsewhere, _)| elsewhere.clone());
        (!all.is_empty()).then(|| {
            view! {
                <p class="small quiet">"Written for other roles"</p>
                <ul class="taps" aria-label="Written for other roles">{listed(all)}</ul>
            }
        })
    };
    let bank = move || listed(choices.with(|(_, bank)| bank.clone()));
    // It stays open while one after the other is added.
    let more = move || {
        if is_full.get() {
            return view! { <p class="small quiet own">"Eight are the most: nobody judges more than that fairly."</p> }.into_any();
        }
        view! {
            <details class="more own">
                <summary>"Add a question"</summary>
                <div class="stack">
                    {elsewhere}
                    <p class="small quiet">"From the bank: somebody who…"</p>
                    <ul class="taps" aria-label="From the bank">{bank}</ul>
                    <div class="row wrap"><button on:click=move |_| opens(own)>"Write your own"</button></div>
                </div>
            </details>
        }
        .into_any()
    };
    let form = move || {
        own.get()
            .then(|| view! { <EditCriterion role criterion=blank() open=own/> })
    };
    view! { {more} {form} }.into_any()
}
