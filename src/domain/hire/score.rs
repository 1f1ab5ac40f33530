//! What is asked in the first ninety days, in our own words, informed by research and not validated.

use serde::{Deserialize, Serialize};

use crate::domain::{PainId, labelled};

/// The days after the start on which somebody asks.
pub const DAYS: [u8; 4] = [7, 30, 60, 90];

labelled! {
    /// What somebody says holds, from 1 to 5.
    Item {
        Access = "I have the tools and the access that I need",
        Expected = "I know what is expected of me",
        Tasks = "I can do the core of the work",
        Someone = "I have somebody to ask",
        Told = "The job is what I was told",
        Judged = "I know how it will be judged whether I do well",
        Team = "I am part of the team",
        Time = "I get enough time with my leader each week",
        Year = "I see myself here in a year",
    }
}

impl Item {
    /// At this, or below, somebody is called.
    pub const LOW: u8 = 2;
    /// So much less, or apart, is much.
    pub const FAR: u8 = 2;

    /// What whoever was hired is asked at this day: at the first of access alone.
    pub fn at(day: u8) -> &'static [Self] {
        match day {
            ..=7 => &[Self::Access],
            8..=30 => &[Self::Expected, Self::Tasks, Self::Someone, Self::Told],
            31..=60 => &[Self::Tasks, Self::Judged, Self::Team, Self::Time],
            _ => &[Self::Expected, Self::Tasks, Self::Access, Self::Year],
        }
    }

    /// Without which nobody can work.
    pub fn is_core(self) -> bool {
        !matches!(self, Self::Year | Self::Time)
    }
}

/// One number: how much a pain hurts, from 0 to 10, or how far something holds, from 1 to 5.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Score {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain: Option<PainId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Item>,
    pub worth: u8,
}

impl Score {
    pub fn of_pain(pain: PainId, worth: u8) -> Self {
        Self {
            pain: Some(pain),
            item: None,
            worth,
        }
    }

    pub fn of(item: Item, worth: u8) -> Self {
        Self {
            pain: None,
            item: Some(item),
            worth,
        }
    }

    pub(super) fn is_about(&self, other: &Self) -> bool {
        (self.pain, self.item) == (other.pain, other.item)
    }
}
