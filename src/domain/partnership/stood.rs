//! Whether a leader knows where they stand with a role, as they say themselves: they are asked once while somebody is
//! sought, when it can still help, and once when somebody has said yes.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::domain::{RoleId, labelled};

labelled! {
    /// When it is asked.
    Moment {
        Search = "in mid-search",
        Yes = "when somebody said yes",
    }
}

/// One answer. It is for recruiters, and on no page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stood {
    pub role: RoleId,
    pub asked: Moment,
    pub knows: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    pub at: DateTime<FixedOffset>,
}
