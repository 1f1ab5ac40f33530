//! When a leader was told, how, and by when they were told that they hear again.

use chrono::{DateTime, FixedOffset, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::domain::{Cadence, labelled};

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
    /// With the day that the rhythm gives; `usual`: the leader's own day of the week.
    pub(in crate::domain) fn by(
        at: DateTime<FixedOffset>,
        cadence: &Cadence,
        usual: Option<Weekday>,
    ) -> Self {
        Self {
            at,
            next_by: cadence.next_after(at.date_naive(), usual),
        }
    }

    pub fn on(&self) -> NaiveDate {
        self.at.date_naive()
    }
}
