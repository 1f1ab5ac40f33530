//! How the time is divided, and whether each pain is asked about.

use leptos::prelude::*;

use crate::board::{desk::desk, kit::counted};
use crate::domain::{RoleId, kit::Slice};

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

#[component]
pub fn Covers(role: RoleId) -> impl IntoView {
    let lines = Memo::new(move |_| {
        desk().tab().with(|state| {
            let criteria = state.kit(role).criteria;
            let coverage = state.coverage(role, &criteria);
            let mut lines = Vec::new();
            for pain in &coverage.open {
                lines.push(format!("Nothing is asked for “{}”.", pain.details.what));
            }
            for pain in &coverage.elsewhere {
                lines.push(format!(
                    "“{}” is fixed elsewhere: a hire would not.",
                    pain.details.what
                ));
            }
            let loose = coverage
                .loose
                .iter()
                .filter_map(|id| criteria.iter().find(|one| one.id == *id));
            for criterion in loose {
                lines.push(format!(
                    "“{}” is looked for, but for no pain point.",
                    criterion.what
                ));
            }
            if lines.is_empty() && !criteria.is_empty() {
                lines.push("Every pain point is asked about, and every question is for one.".into());
            }
            lines
        })
    });
    view! {
        <ul class="covers small quiet own" aria-label="What the questions cover">
            {move || lines.get().into_iter().map(|line| view! { <li dir="auto">{line}</li> }).collect_view()}
        </ul>
    }
    .into_any()
}
