//! A scorecard: what one interviewer judges of a candidate, thing by thing that is looked for, each rating with what was
//! heard or seen. It is its author's alone until they hand it in, and stays as it is from then on; and whoever is to judge
//! the same candidate holds nobody else's before they have handed in their own.
//!
//! Other words: who judges is an [`interviewer`]; the card stands under the interviewer's own id, so that two devices
//! begin the same one. What all cards of an interview say is put side by side ([`compare`]); nothing adds them up.

mod command;
mod compare;
pub mod interviewer;
mod merge;
mod round;
#[cfg(test)]
mod tests;
mod word;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

pub use command::Command;
pub use compare::{Compared, Judged};
pub(in crate::domain) use round::handed_round;

use crate::domain::{CandidateId, CriterionId, InterviewerId, kit::Criterion};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Scorecard {
    /// That of its interviewer.
    pub id: InterviewerId,
    pub candidate: CandidateId,
    pub details: CardDetails,
    /// What they said after they had handed it in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub later: String,
    pub at: DateTime<FixedOffset>,
}

/// What its author may edit until it is handed in.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CardDetails {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
    /// About nothing in particular.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

/// What is judged of one thing that is looked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Remark {
    pub id: CriterionId,
    /// What was looked for and which question was asked, as they stood in the kit when this was written: a kit changes.
    pub what: String,
    pub asked: String,
    /// [`Remark::LEAST`] to [`Remark::MOST`]; none while it is not rated. Never without evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// What was heard or seen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
}

impl Remark {
    pub const LEAST: u8 = 1;
    pub const MOST: u8 = 5;

    /// About what is looked for, as it stands in the kit now.
    pub fn of(criterion: &Criterion, rating: Option<u8>, evidence: impl Into<String>) -> Self {
        Self {
            id: criterion.id,
            what: criterion.what.clone(),
            asked: criterion.question().words.clone(),
            rating,
            evidence: evidence.into(),
        }
    }

    fn is_empty(&self) -> bool {
        self.rating.is_none() && self.evidence.is_empty()
    }

    /// What a rating means where nothing else is written of it.
    pub fn label(rating: u8) -> &'static str {
        match rating {
            0 | 1 => "1, weak",
            2 => "2",
            3 => "3, solid",
            4 => "4",
            _ => "5, strong",
        }
    }
}

impl CardDetails {
    pub fn remark(&self, criterion: CriterionId) -> Option<&Remark> {
        self.remarks.iter().find(|remark| remark.id == criterion)
    }

    /// Whether anything is rated.
    pub fn is_rated(&self) -> bool {
        self.remarks.iter().any(|remark| remark.rating.is_some())
    }

    fn words_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let remarks = self.remarks.iter_mut();
        let words = remarks.flat_map(|remark| [&mut remark.what, &mut remark.asked, &mut remark.evidence]);
        words.chain([&mut self.notes])
    }
}
