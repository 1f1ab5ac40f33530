//! When a leader was told, how, and by when they were told that they hear again.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::labelled;

labelled! {
    /// How words reached a leader. To stand on their page is none of these: nobody was told by that.
    #[derive(Default)]
    Way {
        #[default]
        Talk = "in a talk",
        Mail = "by e-mail",
        Chat = "by text or chat",
    }
}

/// That a leader was told something, or that something was written to them. The day by which they hear again was part of it, and
/// stays whatever the rhythm becomes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Told {
    pub at: DateTime<FixedOffset>,
    pub next_by: NaiveDate,
}

impl Told {
    pub fn on(&self) -> NaiveDate {
        self.at.date_naive()
    }
}
