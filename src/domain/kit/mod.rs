//! The kit of a role: what is looked for in interviews, each with the must-have or the pain that it serves, the question
//! that is asked, and what a good answer sounds like. There is one for a role, under the role's own id, as of a brief.
//!
//! Other words: a kit is proposed from what hurts and what is asked for ([`Proposed`]); its wording begins in a bank
//! ([`bank`]) and is looked at for what is none of an interviewer's business ([`check`]).

pub mod bank;
pub mod check;
mod command;
mod coverage;
mod merge;
mod plan;
mod pointed_out;
mod practice;
mod propose;
mod reuse;
#[cfg(test)]
mod tests;
mod version;
mod word;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

pub use command::Command;
pub use coverage::Coverage;
pub use plan::{Slice, Timed};
pub use pointed_out::PointedOut;
pub use practice::{PracticeStep, Practised};
pub use propose::Proposed;

use crate::domain::{CriterionId, LeaderId, MustId, PainId, Role, RoleId, Shown, State, UserId, labelled};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Kit {
    pub role: RoleId,
    /// Who needs the role: it is shown to nobody else.
    pub leader: Option<LeaderId>,
    pub details: KitDetails,
    /// Every change of what is asked, each with how it was before; the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
}

/// What a recruiter may edit.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct KitDetails {
    /// In the order in which they are asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Criterion>,
    /// Never further than the leader.
    pub shown: Shown,
}

/// Something that is looked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Criterion {
    pub id: CriterionId,
    /// As it follows "We look for somebody who …".
    pub what: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serves: Option<Tie>,
    /// About what somebody did.
    pub happened: Question,
    /// About what they would do.
    pub would: Question,
    /// Which of the two is asked; the other is for whoever has nothing to tell.
    #[serde(default)]
    pub asks: Asks,
    /// What an answer worth 1, 3 and 5 sounds like; each may be empty.
    pub anchors: [String; 3],
    pub minutes: u16,
}

/// What a criterion is looked for: a must-have, and through it the pain that this serves; or a pain that none serves.
/// It stays when that is removed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    Must(MustId),
    Pain(PainId),
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Why it is asked although it was pointed out; on no page of a leader.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

labelled! {
    #[derive(Default)]
    Asks {
        #[default]
        Happened = "What they did",
        Would = "What they would do",
    }
}

/// A change of what is asked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Version {
    pub at: DateTime<FixedOffset>,
    pub by: UserId,
    /// How it was before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<Criterion>,
}

impl Question {
    /// With no reason given.
    pub fn new(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            reason: String::new(),
        }
    }
}

impl Criterion {
    /// The question that is asked.
    pub fn question(&self) -> &Question {
        self.of(self.asks)
    }
}

impl Kit {
    /// Most that is looked for: nobody judges more than that fairly.
    pub const MOST: usize = 8;
    /// Minutes of a question.
    pub const QUESTION: u16 = 8;
    pub const LEAST_MINUTES: u16 = 3;
    pub const MOST_MINUTES: u16 = 25;

    fn empty(role: RoleId, leader: Option<LeaderId>) -> Self {
        Self {
            role,
            leader,
            details: KitDetails::default(),
            versions: Vec::new(),
        }
    }

    /// Once another leader needs the role: the questions stay, and nobody is shown them until somebody shows them anew.
    pub(in crate::domain) fn given_to(&self, leader: LeaderId) -> Self {
        let mut kit = Self {
            leader: Some(leader),
            ..self.clone()
        };
        kit.details.shown = Shown::Us;
        kit
    }
}

impl State<'_> {
    /// What is asked in interviews for a role; nothing in it while nobody wrote it down.
    pub fn kit(&self, role: RoleId) -> KitDetails {
        let kit = self.get::<Kit>(role);
        kit.map_or_else(|_| KitDetails::default(), |kit| kit.details.clone())
    }

    /// Who sees a kit: whom it was shown to, while the role is still theirs.
    pub fn kit_readers(&self, role: RoleId) -> Shown {
        let leader = self.get::<Role>(role).ok().and_then(|role| role.leader);
        match self.get::<Kit>(role) {
            Ok(kit) if kit.leader == leader && leader.is_some() => kit.details.shown,
            _ => Shown::Us,
        }
    }
}
