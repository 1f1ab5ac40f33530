//! The help that a leader may have with an interview: what was offered, what they want, and, of a recruiter who sits in, who
//! speaks when, and whether the candidate knows beforehand. Nothing here is about how the leader does.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::domain::{LinkId, UserId, labelled};

labelled! {
    /// What helps, in the leader's words.
    HelpWay {
        Choose = "Choose my questions",
        Practise = "Practise ten minutes",
        SitIn = "Sit in with me",
        Watch = "I lead, you watch",
        None = "No help this time",
    }
}

impl HelpWay {
    /// Whether a recruiter is in the room.
    pub fn sits_in(self) -> bool {
        matches!(self, Self::SitIn | Self::Watch)
    }

    /// Whether the two do something beforehand.
    pub fn prepares(self) -> bool {
        matches!(self, Self::Choose | Self::Practise)
    }
}

#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Help {
    /// Since when it stands on the leader's page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offered: Option<DateTime<FixedOffset>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted: Option<Wanted>,
    /// What the two have done beforehand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepared: Option<HelpWay>,
    #[serde(default, skip_serializing_if = "SitIn::is_unsaid")]
    pub sit_in: SitIn,
}

/// What the leader wants; the last word counts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Wanted {
    pub way: HelpWay,
    pub at: DateTime<FixedOffset>,
    /// Through which link; none where a recruiter noted what they heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
}

/// How it goes with two in the room.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SitIn {
    /// Who speaks when, for the leader to read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub speaks: String,
    /// The candidate knows beforehand who will be there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub told: bool,
}

impl SitIn {
    fn is_unsaid(&self) -> bool {
        self == &Self::default()
    }
}
