//! What is asked of the leader, what they asked, and who answers while they are away.

use chrono::NaiveDate;
use serde::Serialize;

use super::seen::{Seen, SeenTurn};
use crate::domain::{Decided, DecisionId, Turn};

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TurnsView {
    /// Of the leader, the next to be due first, then what was answered lately.
    pub theirs: Vec<TurnView>,
    /// Of us.
    pub ours: Vec<TurnView>,
    pub away: Option<AwayView>,
    /// Whoever has this link answers for the leader.
    pub is_deputy: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TurnView {
    pub id: DecisionId,
    /// Of a leader with several roles, which it is about.
    pub role: Option<String>,
    pub what: String,
    pub choices: Vec<String>,
    pub due: NaiveDate,
    pub otherwise: String,
    pub asked_on: NaiveDate,
    pub answer: Option<DecidedView>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DecidedView {
    pub said: String,
    pub on: NaiveDate,
    pub by: DecidedBy,
}

/// Who decided, as whoever looks at the page knows them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub enum DecidedBy {
    /// Whoever has this link.
    You,
    /// Whoever answers for the leader.
    Deputy(String),
    /// Somebody with another link of the leader's.
    AnotherLink,
    /// A recruiter answered.
    Us(String),
    /// A recruiter heard it, and noted it.
    Noted(String),
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AwayView {
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub deputy: String,
}

/// None where the scope hides it.
pub fn section(seen: &Seen) -> Option<TurnsView> {
    let all = seen.turns()?;
    let of = |turn: Turn| {
        let of = all.iter().filter(|one| one.asked.turn == turn);
        of.map(|one| view(seen, one)).collect()
    };
    Some(TurnsView {
        theirs: of(Turn::Leader),
        ours: of(Turn::Us),
        away: seen.away().map(|away| AwayView {
            from: away.from,
            until: away.until,
            deputy: away.deputy.clone(),
        }),
        is_deputy: seen.is_deputy(),
    })
}

fn view(seen: &Seen, turn: &SeenTurn) -> TurnView {
    let (asked, details) = (turn.asked, &turn.asked.details);
    TurnView {
        id: asked.id,
        role: turn.about.clone(),
        what: details.what.clone(),
        choices: details.choices.clone(),
        due: turn.due,
        otherwise: details.otherwise.clone(),
        asked_on: asked.at.date_naive(),
        answer: asked.answer.as_ref().map(|decided| DecidedView {
            said: decided.said(),
            on: decided.at.date_naive(),
            by: by(seen, asked.turn, decided),
        }),
    }
}

fn by(seen: &Seen, turn: Turn, decided: &Decided) -> DecidedBy {
    let us = || seen.called(decided.by).unwrap_or("Your recruiter").to_owned();
    match decided.link {
        Some(link) if seen.is_own(link) => DecidedBy::You,
        Some(link) => match seen.stands_in(link) {
            Some(deputy) => DecidedBy::Deputy(deputy.to_owned()),
            None => DecidedBy::AnotherLink,
        },
        None if turn == Turn::Us => DecidedBy::Us(us()),
        None => DecidedBy::Noted(us()),
    }
}
