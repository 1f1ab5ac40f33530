//! What commands about interview questions say.

use super::saying::{Spoken, role_of};
use crate::domain::{
    KitDetails, State,
    kit::{self, Criterion},
};

/// All that is typed of it, so that what was refused is not lost.
fn said(criterion: &Criterion) -> String {
    let Criterion {
        id: _,
        what,
        serves: _,
        happened,
        would,
        asks,
        anchors: [low, middle, high],
        minutes,
    } = criterion;
    let words = [
        what,
        &happened.words,
        &happened.reason,
        &would.words,
        &would.reason,
        low,
        middle,
        high,
    ];
    let words = words
        .into_iter()
        .filter(|words| !words.is_empty())
        .map(String::as_str);
    let words = words.collect::<Vec<_>>().join(" / ");
    format!("{words} ({}, {minutes} minutes)", asks.label().to_lowercase())
}

pub(super) fn kit(spoken: Spoken, details: &KitDetails, base: Option<&KitDetails>) -> Spoken {
    let KitDetails { criteria, shown } = details;
    spoken
        .changes(
            "Questions",
            criteria,
            base.map(|base| &base.criteria),
            |criteria| criteria.iter().map(said).collect::<Vec<_>>().join("; "),
        )
        .changes("Who sees it", shown, base.map(|base| &base.shown), |shown| {
            shown.label().into()
        })
}

pub(super) fn of_kit(command: &kit::Command, state: &State) -> Spoken {
    let kit::Command::EditKit {
        role,
        leader: _,
        details,
        base,
    } = command;
    let spoken = Spoken::new("Change the interview questions").about([role_of(state, *role)]);
    kit(spoken, details, base.as_deref())
}
