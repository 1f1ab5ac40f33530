//! What a card says of its role, in words.

use chrono::NaiveDate;

use crate::domain::{CloseReason, Hold, Matter, Role};
use crate::ui::day;

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
            Matter::Quiet { .. } => Self::Late,
            Matter::Held(_) => Self::Still,
            matter if matter.is_ours() => Self::Waits,
            _ => Self::Calm,
        }
    }

    pub fn class(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Waits => "wait",
            Self::Still => "still",
            Self::Calm => "calm",
        }
    }

    /// The sign beside the words: each mood has a shape of its own.
    pub fn sign(self) -> Option<&'static str> {
        match self {
            Self::Late => Some("M8 .6 16 15H0zM7.1 5.6h1.8v4.6H7.1zm0 5.9h1.8v1.8H7.1z"),
            Self::Waits => {
                Some("M8 .6a7.4 7.4 0 1 0 .01 0zM8 2.6a5.4 5.4 0 1 1-.01 0zM7.1 4v4.5l3 1.8.9-1.5-2.1-1.3V4z")
            }
            Self::Still => Some("M4.5 3h2.2v10H4.5zM9.3 3h2.2v10H9.3z"),
            Self::Calm => None,
        }
    }
}

/// In the few words that a card has room for.
pub fn said(matter: &Matter, today: NaiveDate) -> String {
    match matter {
        Matter::Quiet { days: 1 } => "1 quiet day: call".into(),
        Matter::Quiet { days } => format!("{days} quiet days: call"),
        Matter::Reply { count: 1 } => "Your turn: a reply".into(),
        Matter::Reply { count } => format!("Your turn: {count} replies"),
        Matter::Review(Hold { requester, cause, .. }) => format!("Ask {requester}: {cause}"),
        Matter::UpdateSoon { due } => format!("Update {}", day::said(*due, today)),
        Matter::Held(hold) => format!("Until {}: {}", day::brief(hold.review_on, today), hold.cause),
        Matter::Skipped(_) => "Skipped: still to ask".into(),
        Matter::AskNext(asked) => format!("Ask: {}", asked.question()),
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
            format!("On hold until {on}, asked by {}: {}", hold.requester, hold.cause)
        }
        Matter::Skipped(asked) => format!("Skipped: still to ask. {}", asked.question()),
        Matter::UpdateSoon { due } | Matter::Update { due } => {
            format!("The leader hears by {}", day::dated(*due, today))
        }
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
