//! Work that follows a commit: written in its transaction, done in pages afterwards, so that no command waits for it.
//!
//! A job names rows and never copies what they say: whoever does it looks at them as they are by then. It is done at
//! least once. To add a kind, add it here; the compiler asks for the rest.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::table::Hanging;
use crate::domain::{
    Change, Changes, Letter, Mail, Posted, Row, RowKey, Spread, State, Update, UpdateId, gathered,
    update::post,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// The audience of a row has moved. What hangs on it is given to whoever may hold it by now, and taken from whoever
    /// may not: until then each read asks ([`State::holders`]).
    Audiences {
        of: RowKey,
        /// How far it has come.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Hanging>,
    },
    /// An update is sent by e-mail.
    Mail {
        update: UpdateId,
        /// Whether it was handed to the mail server, or may have been: then it is not sent again by itself.
        #[serde(default)]
        handed: bool,
    },
}

/// What may be done about a job that failed half way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Repeat {
    /// It is done again.
    Harmless,
    /// It may have had its effect outside: a person says whether it is to be done again.
    Asks,
}

impl Job {
    /// What is to be done once these changes are made.
    pub fn following(changes: &Changes, before: &State) -> Vec<Self> {
        let mut jobs = Self::moves(changes, before);
        jobs.extend(Self::letters(changes, before));
        jobs
    }

    /// What is to be handed on, since an audience moved.
    pub fn moves(changes: &Changes, before: &State) -> Vec<Self> {
        let moved = changes.0.iter().filter(|(key, change)| match change {
            Change::Put { row, audience } => {
                let held = before.audience(key);
                held.is_some_and(|held| held != audience) && row.hangs_on().is_empty()
            }
            Change::Gone { .. } => false,
        });
        let carries = |key: &RowKey| !before.next_on(*key, None, 1).is_empty();
        let moved = moved.map(|(key, _)| *key).filter(carries);
        moved.map(|of| Self::Audiences { of, after: None }).collect()
    }

    fn letters(changes: &Changes, before: &State) -> impl Iterator<Item = Self> {
        let waits = |update: &Update| update.mail.as_ref().is_some_and(Mail::waits);
        changes.0.values().filter_map(move |change| match change {
            Change::Put {
                row: Row::Update(update),
                ..
            } if waits(update) => {
                let waited = before.get::<Update>(update.id).is_ok_and(waits);
                (!waited).then_some(Self::Mail {
                    update: update.id,
                    handed: false,
                })
            }
            _ => None,
        })
    }

    /// Whether it is about who may hold what, and so comes before anything else that moves.
    pub fn hands_on(&self) -> bool {
        matches!(self, Self::Audiences { .. })
    }

    /// It as it is where it may have been done already.
    #[must_use]
    pub fn again(self) -> Self {
        match self {
            Self::Mail { update, .. } => Self::Mail { update, handed: true },
            Self::Audiences { .. } => self,
        }
    }

    pub fn repeat(&self) -> Repeat {
        match self {
            Self::Mail { .. } => Repeat::Asks,
            Self::Audiences { .. } => Repeat::Harmless,
        }
    }

    /// What it says on the board when it cannot be done.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Audiences { .. } => "handing on what belongs to a role whose people changed",
            Self::Mail { .. } => "sending an update by e-mail",
        }
    }

    /// Its next page, of about so many rows, and what is left to do after it.
    pub fn page(&self, state: &State, most: usize) -> (Changes, Option<Self>) {
        match self {
            Self::Mail { update, handed } => post::step(state, *update, *handed),
            Self::Audiences { of, after } => {
                let near = state.next_on(*of, *after, most);
                let rest = near
                    .last()
                    .filter(|_| near.len() == most)
                    .map(|last| Self::Audiences {
                        of: *of,
                        after: Some(*last),
                    });
                let on_them = near.iter().flat_map(|hanging| state.with_all_on(hanging.key()));
                let keys: BTreeSet<RowKey> = gathered(on_them);
                let spread = Spread::among(state);
                let everything = state.seen_by(None);
                let rows = keys.iter().filter_map(|key| everything.row(key));
                let changes = rows.flat_map(|row| spread.follows(row));
                (changes.collect(), rest)
            }
        }
    }

    /// The letter that is under way now; none where there is nothing to send.
    pub fn letter(&self, state: &State) -> Option<Letter> {
        match self {
            Self::Mail { update, .. } => post::letter(state, *update),
            Self::Audiences { .. } => None,
        }
    }

    /// How often a letter was tried that waits.
    pub fn tries(&self, state: &State) -> Option<u32> {
        match self {
            Self::Mail { update, .. } => post::tries(state, *update),
            Self::Audiences { .. } => None,
        }
    }

    /// What came of a letter.
    pub fn posted(&self, state: &State, posted: &Posted, at: DateTime<FixedOffset>) -> Changes {
        match self {
            Self::Mail { update, .. } => post::came_out(state, *update, posted, at),
            Self::Audiences { .. } => Changes::new(),
        }
    }
}
