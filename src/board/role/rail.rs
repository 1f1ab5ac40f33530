//! The six-part rail: small on a card, in words on a role's page.

use leptos::prelude::*;

use crate::board::desk::desk;
use crate::domain::{Part, Rail, RoleId, Step};

/// The card's rail: one drawing, with a sentence for those who cannot see it.
#[component]
pub fn MiniRail(rail: Rail) -> impl IntoView {
    let parts = rail.iter().zip(0u32..);
    let lines = parts
        .map(|((part, _), at)| {
            let x = at * 17;
            let length = if *part == Part::Begun { 7 } else { 14 };
            let class = class(*part);
            view! {
                {(*part == Part::Begun).then(|| view! { <path class="not-yet" d=format!("M{} 2h14", x + 1)></path> })}
                <path class=class d=format!("M{} 2h{length}", x + 1)></path>
            }
        })
        .collect_view();
    view! {
        <svg class="mini-rail" viewBox="0 0 101 4" preserveAspectRatio="none" role="img" aria-label=sentence(&rail)>{lines}</svg>
    }
}

fn class(part: Part) -> &'static str {
    match part {
        Part::NotYet => "not-yet",
        Part::Begun | Part::Done => "done",
        Part::Waiting => "wait",
        Part::Late => "late",
        Part::Paused => "paused",
        Part::NotHere => "not-here",
    }
}

fn sentence(rail: &Rail) -> String {
    let said = Step::ALL
        .iter()
        .zip(rail)
        .filter(|(_, (part, _))| *part != Part::NotYet);
    let words: Vec<String> = said
        .map(|(step, (part, _))| format!("{}: {}", step.label(), part.label()))
        .collect();
    if words.is_empty() {
        "Nothing begun yet".into()
    } else {
        words.join(", ")
    }
}

/// The six steps in words, each with the rule that put it where it is.
#[component]
pub fn StepList(role: RoleId) -> impl IntoView {
    let desk = desk();
    let rail = Memo::new(move |_| {
        let today = desk.today.get();
        let standing = desk.tab().with(|state| state.standing(role, today));
        standing.map(|standing| standing.rail)
    });
    let items = move || {
        let rail = rail.get()?;
        let items = Step::ALL.iter().zip(rail).map(|(step, (part, why))| {
            view! {
                <li class=class(part)>
                    <b>{step.label()}</b>
                    <span class="small">{part.label()}</span>
                    <span class="small quiet why">{why}</span>
                </li>
            }
        });
        Some(items.collect_view())
    };
    view! { <ol class="step-list" aria-label="The six steps">{items}</ol> }.into_any()
}
