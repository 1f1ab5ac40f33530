//! What is said of a role in a line or on a card: its matters, in words.

use chrono::NaiveDate;

use crate::board::desk::ours;
use crate::domain::{Asks, CloseReason, Matter, Pace, Part, Role};
use crate::ui::{asked_again, asked_for, day, lapsed, lapsed_briefly, why_held};

/// How pressing something is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Late,
    /// Somebody waits.
    Waits,
    /// The clocks stand still.
    Still,
    Calm,
}

impl Mood {
    pub fn of(matter: &Matter) -> Self {
        match matter {
            Matter::Late { .. } => Self::Late,
            Matter::Owe(asks) if asks.pace == Pace::Late => Self::Late,
            Matter::Hire(next) if next.pace == Pace::Late => Self::Late,
            Matter::Held(_) => Self::Still,
            matter if matter.is_ours() => Self::Waits,
            _ => Self::Calm,
        }
    }

    pub fn class(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Waits => "wait",
            Self::Still => "paused",
            Self::Calm => "calm",
        }
    }

    /// What stands beside the words, in the shapes of the rail.
    pub fn part(self) -> Option<Part> {
        match self {
            Self::Late => Some(Part::Late),
            Self::Waits => Some(Part::Waiting),
            Self::Still => Some(Part::Paused),
            Self::Calm => None,
        }
    }
}

/// In the few words that a card has room for.
pub fn said(matter: &Matter, today: NaiveDate) -> String {
    match matter {
        Matter::Late { days } => format!("Update {} late: call", day::days(*days)),
        Matter::TooLate { told } => format!("{} is too late: call", day::brief(told.day(), today)),
        Matter::Lapsed(lapse) => format!("You said {}", lapsed_briefly(*lapse, today)),
        Matter::Owe(asks) => format!("Answer {}: {}", day::brief(asks.due, today), asks.what),
        Matter::Unanswered(asks) => format!("Ask again: {}", asks.what),
        Matter::Theirs(asks) => format!("Theirs by {}: {}", day::brief(asks.due, today), asks.what),
        Matter::Hire(next) | Matter::Coming(next) => {
            next.what.briefly(&next.called, &day::brief(next.due, today))
        }
        Matter::Reply { count: 1 } => "Your turn: a reply".into(),
        Matter::Reply { count } => format!("Your turn: {count} replies"),
        Matter::Review(hold) => asked_again(hold),
        Matter::UpdateSoon { due } => format!("Update {}", day::said(*due, today)),
        Matter::Held(hold) => format!("Until {}: {}", day::brief(hold.review_on, today), why_held(hold)),
        Matter::Skipped(_) => "Skipped: still to ask".into(),
        Matter::AskNext(asks @ (Asks::Date | Asks::Who | Asks::Again)) => asks.question().into(),
        Matter::AskNext(asks) => format!("Ask: {}", asks.question()),
        Matter::Hello => "Not greeted yet".into(),
        Matter::Update { due } => format!("Update {}", day::brief(*due, today)),
        Matter::Closed(close) => close.reason.label().into(),
    }
}

/// With all that is known of it.
pub fn explained(matter: &Matter, today: NaiveDate) -> String {
    match matter {
        Matter::Review(hold) => {
            let on = day::dated(hold.review_on, today);
            format!("{}: on hold to be looked at again on {on}", said(matter, today))
        }
        Matter::Held(hold) => {
            let on = day::dated(hold.review_on, today);
            format!("On hold until {on}, {}", asked_for(hold))
        }
        Matter::Skipped(asks) => format!("Skipped: still to ask. {}", asks.question()),
        Matter::UpdateSoon { due } | Matter::Update { due } => {
            format!("{} hears by {}", ours("The leader"), day::dated(*due, today))
        }
        Matter::TooLate { told } => format!(
            "{} says that {} is too late for them: call them",
            ours("The leader"),
            day::date(told.day(), today)
        ),
        Matter::Lapsed(lapse) => format!("{}: a person says so first", lapsed(*lapse, today)),
        Matter::Owe(asks) => format!("They ask, by {}: {}", day::said(asks.due, today), asks.what),
        Matter::Unanswered(asks) => {
            format!(
                "Asked for by {}, no answer yet: {}",
                day::said(asks.due, today),
                asks.what
            )
        }
        Matter::Theirs(asks) => format!(
            "Theirs to decide by {}: {}",
            day::said(asks.due, today),
            asks.what
        ),
        Matter::Hello => ours("Its leader has not heard from here yet: say hello").into(),
        Matter::Closed(close) => format!("{}, {}", close.reason.label(), day::dated(close.on, today)),
        matter => said(matter, today),
    }
}

/// How it ended, and how long it took where somebody came.
pub fn outcome(role: &Role, days: i64) -> Option<String> {
    let close = role.placement.close.as_ref()?;
    let ended = close.reason.label();
    Some(match close.reason {
        CloseReason::Filled => format!("{ended}, took {}", day::days(days)),
        _ => ended.into(),
    })
}
