//! An interviewer: somebody who is asked to judge one candidate in one interview by themselves. They are a member, the
//! leader, or a guest who has a link of their own; and everybody who may hold the candidate knows who was asked, what
//! for, and whether they have handed in. What they wrote is their [`Scorecard`](super::Scorecard), a row of its own.

mod asked;
mod command;
mod word;

use chrono::{DateTime, Days, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

pub use asked::Sits;
pub use command::Command;

use crate::domain::{
    CandidateId, CriterionId, InterviewId, InterviewerId, Refusal, RoleId, UserId, full_date, line, merged,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Interviewer {
    pub id: InterviewerId,
    pub role: RoleId,
    pub candidate: CandidateId,
    pub interview: InterviewId,
    pub who: Who,
    pub details: Asks,
    /// When the scorecard was handed in: from then on it stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_in: Option<DateTime<FixedOffset>>,
    /// Nobody waits for them any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub off: bool,
    pub by: UserId,
    pub at: DateTime<FixedOffset>,
}

/// Who judges.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    Member(UserId),
    /// Whoever leads the interview, on their page.
    Leader,
    /// Somebody without an account, by their name.
    Guest(String),
}

/// What a recruiter may edit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Asks {
    /// Which of the kit's things they ask about; none: all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<CriterionId>,
    /// By when they hand in.
    pub due: NaiveDate,
}

impl Who {
    fn checked(&self, by: UserId) -> Result<Self, Refusal> {
        Ok(match self {
            // A board that has not signed in does not know yet who its person is.
            Self::Member(UserId::THIS_DEVICE) => Self::Member(by),
            Self::Guest(name) => Self::Guest(line("name of the interviewer", name)?),
            other => other.clone(),
        })
    }
}

impl Asks {
    /// Most criteria that are named: more than a kit has, since that changes.
    const MOST: usize = 24;

    fn edited(&self, given: &Self, base: Option<&Self>) -> Result<Self, Refusal> {
        Ok(Self {
            criteria: merged(
                "questions",
                &self.criteria,
                base.map(|base| &base.criteria),
                &given.criteria,
                |criteria| match criteria.len() {
                    0 => "all of them".into(),
                    1 => "one of them".into(),
                    count => format!("{count} of them"),
                },
            )?,
            due: merged("day", &self.due, base.map(|base| &base.due), &given.due, |due| {
                full_date(*due)
            })?,
        })
    }

    fn checked(&self) -> Result<Self, Refusal> {
        if self.criteria.len() > Self::MOST {
            return Err(Refusal::OutOfRange {
                field: "the number of questions".into(),
                min: 0,
                max: Self::MOST as i64,
            });
        }
        let mut criteria: Vec<CriterionId> = Vec::new();
        for one in &self.criteria {
            if !criteria.contains(one) {
                criteria.push(*one);
            }
        }
        Ok(Self {
            criteria,
            due: self.due,
        })
    }
}

impl Interviewer {
    /// Most who judge in one interview.
    pub const MOST: usize = 12;

    /// Days after they are to have handed in for which their link opens, if nothing is decided before.
    const GRACE: Days = Days::new(7);

    /// The last day of a link of theirs, if they hand in on this day or before.
    pub fn link_ends(due: NaiveDate) -> NaiveDate {
        due.checked_add_days(Self::GRACE).unwrap_or(due)
    }
}
