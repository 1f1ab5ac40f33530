//! What commands about interview questions say.

use super::saying::{CIRCLE, Spoken, role_of};
use crate::domain::{
    KitDetails, State,
    kit::{self, Criterion},
};

/// What a field was.
type Was = fn(&Criterion) -> &str;

/// What is typed of it, each after the name of its field: all of one that is new, else what was changed.
fn said(spoken: Spoken, now: &Criterion, base: Option<&Criterion>) -> Spoken {
    let Criterion {
        id: _,
        what,
        serves,
        happened,
        would,
        asks,
        anchors: [low, middle, high],
        minutes,
    } = now;
    let fields: [(&str, &str, Was); 7] = [
        ("what they did", &happened.words, |one| &one.happened.words),
        ("why that is asked", &happened.reason, |one| &one.happened.reason),
        ("what they would do", &would.words, |one| &one.would.words),
        ("why that is asked", &would.reason, |one| &one.would.reason),
        ("a weak answer", low, |one| &one.anchors[0]),
        ("a solid answer", middle, |one| &one.anchors[1]),
        ("a strong answer", high, |one| &one.anchors[2]),
    ];
    let mut spoken = match base {
        Some(base) if base.what == *what => spoken,
        Some(base) => spoken.says(&format!("{}, now called", base.what), what),
        None => spoken.says("We look for somebody who", what),
    };
    for (field, words, was) in fields {
        if base.is_none_or(|base| was(base) != words) {
            spoken = spoken.says(&format!("{what}, {field}"), words);
        }
    }
    let chosen = base.is_none_or(|base| (base.asks, base.minutes) != (*asks, *minutes));
    if chosen {
        let words = format!("{}, {minutes} minutes", asks.label().to_lowercase());
        spoken = spoken.says(&format!("{what}, asked"), words);
    }
    if base.is_some_and(|base| base.serves != *serves) {
        let words = if serves.is_some() {
            "something else"
        } else {
            "none of these"
        };
        spoken = spoken.says(&format!("{what}, for"), words);
    }
    spoken
}

/// The names of these, in their order.
fn named<'c>(criteria: impl Iterator<Item = &'c Criterion>) -> String {
    let names = criteria.map(|one| one.what.as_str());
    names.collect::<Vec<_>>().join("; ")
}

pub(super) fn kit(spoken: Spoken, details: &KitDetails, base: Option<&KitDetails>) -> Spoken {
    let KitDetails { criteria, shown } = details;
    let was = base.map_or(&[][..], |base| &base.criteria);
    let in_both = |all: &[Criterion], others: &[Criterion]| {
        let kept = all
            .iter()
            .filter(|one| others.iter().any(|other| other.id == one.id));
        kept.map(|one| one.id).collect::<Vec<_>>()
    };
    let gone = was
        .iter()
        .filter(|one| criteria.iter().all(|other| other.id != one.id));
    let mut spoken = spoken;
    for one in criteria {
        spoken = said(spoken, one, was.iter().find(|was| was.id == one.id));
    }
    spoken = spoken.says("Taken out", named(gone));
    if in_both(criteria, was) != in_both(was, criteria) {
        spoken = spoken.says("Order", named(criteria.iter()));
    }
    spoken.changes(CIRCLE, shown, base.map(|base| &base.shown), |shown| {
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
