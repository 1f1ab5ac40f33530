//! How the time is divided, and whether each pain and each must-have is asked about.

use leptos::prelude::*;

use super::amend::tap;
use crate::board::{desk::desk, kit::counted};
use crate::browser::clock;
use crate::domain::{
    CriterionId, RoleId, State,
    kit::{Slice, Tie},
};

/// `45 minutes: 5 to begin, 4 questions, 5 for theirs, 3 to close`; of each interview.
fn times(role: RoleId) -> Vec<String> {
    let interviews = desk().tab().with(|state| state.kit(role).interviews());
    let count = interviews.len();
    let told = interviews.into_iter().enumerate().map(|(at, parts)| {
        let minutes: u16 = parts.iter().map(|part| part.minutes).sum();
        let of = |slice: Slice| {
            parts
                .iter()
                .filter(|part| part.slice == slice)
                .map(|part| part.minutes)
                .sum::<u16>()
        };
        let asked = parts
            .iter()
            .filter(|part| matches!(part.slice, Slice::Asked(_)))
            .count();
        let which = if count > 1 {
            format!("Interview {} of {count}, ", at + 1)
        } else {
            String::new()
        };
        format!(
            "{which}{minutes} minutes: {} to begin, {}, {} for what they want to know, {} to close.",
            of(Slice::Opening),
            counted(asked, "question"),
            of(Slice::Theirs),
            of(Slice::Close)
        )
    });
    told.collect()
}

#[component]
pub fn Plan(role: RoleId) -> impl IntoView {
    let lines = Memo::new(move |_| times(role));
    view! {
        <div class="small quiet">
            {move || lines.get().into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
        </div>
    }
    .into_any()
}

/// What the questions cover, or leave open.
#[derive(Clone, PartialEq)]
struct Cover {
    words: String,
    /// What nothing is asked for yet.
    open: Option<Tie>,
}

fn covers(state: &State, role: RoleId) -> Vec<Cover> {
    let criteria = state.kit(role).criteria;
    let coverage = state.coverage(role, &criteria);
    let told = |words: String| Cover { words, open: None };
    let open = coverage.open.iter().map(|pain| {
        let tie = Tie::Pain(pain.id);
        let words = format!("Nothing is asked for “{}”.", pain.details.what);
        match state.proposed_for(role, tie) {
            Some(_) => Cover { words, open: Some(tie) },
            // Its own words would be all that could be asked.
            None => told(format!(
                "{words} Only recruiters read that: share it under Pains, or add a question in words of your own."
            )),
        }
    });
    let unasked = coverage.unasked.iter().map(|must| Cover {
        words: format!("Nothing is asked for the must-have “{}”.", must.what),
        open: Some(Tie::Must(must.id)),
    });
    let elsewhere = coverage.elsewhere.iter().map(|pain| {
        told(format!(
            "“{}” is fixed elsewhere: a hire would not.",
            pain.details.what
        ))
    });
    let loose = coverage.loose.iter();
    let loose = loose.filter_map(|id| criteria.iter().find(|one| one.id == *id));
    let loose = loose.map(|one| told(format!("“{}” is looked for, but for no pain point.", one.what)));
    let mut lines: Vec<Cover> = open.chain(unasked).chain(elsewhere).chain(loose).collect();
    if lines.is_empty() {
        lines.push(told(
            "Every pain point is asked about, and every question is for one.".into(),
        ));
    }
    lines
}

/// Adds what would be looked for because of this.
fn propose(role: RoleId, tie: Tie) {
    let proposed = desk().tab().peek(|state| state.proposed_for(role, tie));
    if let Some(proposed) = proposed {
        let criterion = proposed.criterion(clock::fresh(CriterionId::new));
        tap(role, "Added. It can be changed.", |details| {
            details.criteria.push(criterion)
        });
    }
}

#[component]
pub fn Covers(role: RoleId) -> impl IntoView {
    let lines = Memo::new(move |_| desk().tab().with(|state| covers(state, role)));
    let line = move |cover: Cover| {
        let more = cover.open.map(|tie| {
            view! { <button class="tap" on:click=move |_| propose(role, tie)>"Propose a question"</button> }
        });
        view! { <li dir="auto">{cover.words} " " {more}</li> }
    };
    view! {
        <ul class="covers small quiet own" aria-label="What the questions cover">
            {move || lines.get().into_iter().map(line).collect_view()}
        </ul>
    }
    .into_any()
}
