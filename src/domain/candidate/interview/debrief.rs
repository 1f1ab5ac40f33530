//! What was decided once those who judged had talked about it: by people, never worked out.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::domain::{UserId, labelled};

labelled! {
    Concluded {
        GoesOn = "Goes on",
        TurnedDown = "Turned down",
        TalkAgain = "Talk again",
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Debrief {
    pub concluded: Concluded,
    /// Why; where they were turned down, the candidate has it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    pub at: DateTime<FixedOffset>,
    pub by: UserId,
}
