//! The stages of a role, and how it closed.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::labelled;

labelled! {
    /// The stages of a role, in order.
    Stage {
        Understand = "Understand",
        SetExpectations = "Set expectations",
        Source = "Source",
        Interview = "Interview",
        Offer = "Offer",
        FollowUp = "Follow up",
        Closed = "Closed",
    }
}

impl Stage {
    /// Whether somebody is sought by then, and not yet hired and gone.
    pub fn is_sourced(self) -> bool {
        (Self::Source..=Self::FollowUp).contains(&self)
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Close {
    pub reason: CloseReason,
    pub on: NaiveDate,
    /// Where it stood; none when it came in closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Stage>,
    /// When somebody closed it here; none when it came in closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<FixedOffset>>,
}

labelled! {
    CloseReason {
        Filled = "Filled",
        /// A success: the pain went away without anybody being hired.
        SolvedWithoutHire = "Solved without a hire",
        Cancelled = "Cancelled",
    }
}
