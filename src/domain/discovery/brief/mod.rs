//! The brief of a role: what somebody must bring and which pain each of it serves, the terms, what the team looks like,
//! and three example profiles on which its leader said yes or no. There is one for a role.
//!
//! What is asked for (its [`Spec`]) is versioned, so that a spec that changed after sourcing is a fact and not a feeling.

mod command;
mod merge;
mod spec;
#[cfg(test)]
mod tests;
mod version;
mod word;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

pub use command::Command;
pub use spec::{Must, Prompt, Spec, Version};
pub use version::Changed;

use crate::domain::{
    LeaderId, PainId, PainPoint, ProfileId, Refusal, Role, RoleId, Shown, Sorting, State, labelled,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Brief {
    pub role: RoleId,
    /// Who needs the role: it is shown to nobody else.
    pub leader: Option<LeaderId>,
    pub details: BriefDetails,
    /// Every change of what is asked for, each with how it was before; the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
}

/// What a recruiter may edit.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BriefDetails {
    pub spec: Spec,
    pub facts: Facts,
    /// The day on which somebody is to be at the desk, as the leader wishes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed_by: Option<NaiveDate>,
    /// Who does the work until then.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cover: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub profiles: Vec<Profile>,
    pub shown: Shown,
}

/// What the team looks like, as far as it was asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// How many they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<u16>,
    /// How many places are empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vacant: Option<u16>,
    /// How many left in the last twelve months.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<u16>,
    /// The months of notice that people like those who are sought usually have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<u16>,
}

/// An example of somebody who might come, without a name, and what the leader says of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Profile {
    pub id: ProfileId,
    pub lines: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// When the leader answered it on their page; none where a recruiter noted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<DateTime<FixedOffset>>,
}

labelled! {
    /// Whether the leader would meet them.
    Verdict {
        Yes = "Yes",
        No = "No",
    }
}

/// Which pain a must-have serves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Serves<'a> {
    Pain(&'a PainPoint),
    /// The one that it served was removed, or is not for whoever asks.
    Gone,
    Nothing,
}

impl BriefDetails {
    /// The words that whoever sees it may read.
    fn read(&self) -> String {
        let musts = self.spec.musts.iter();
        let musts = musts.map(|must| match must.pain {
            Some(pain) => format!("{} ({pain})", must.what),
            None => must.what.clone(),
        });
        let terms = self.spec.terms().map(|(_, words)| words.clone());
        musts.chain(terms).collect::<Vec<_>>().join("\n")
    }
}

impl Brief {
    /// Most that somebody must bring: whoever asks for more asks for nobody.
    pub const MOST_MUSTS: usize = 4;
    /// Example profiles of one role.
    pub const PROFILES: usize = 3;
    /// Longest of a profile: two or three lines.
    pub const MOST_LINES: usize = 3;
    /// Most people of a team.
    pub const MOST_PEOPLE: u16 = 9_999;
    /// Most months of notice.
    pub const MOST_NOTICE: u16 = 24;

    /// With nothing in it.
    fn empty(role: RoleId, leader: Option<LeaderId>) -> Self {
        Self {
            role,
            leader,
            details: BriefDetails::default(),
            versions: Vec::new(),
        }
    }
}

impl<'a> State<'a> {
    /// What is asked for in a role, and around it; nothing in it while nobody wrote it down.
    pub fn brief(&self, role: RoleId) -> BriefDetails {
        let brief = self.get::<Brief>(role);
        brief.map_or_else(|_| BriefDetails::default(), |brief| brief.details.clone())
    }

    /// Who sees a brief: whom it was shown to, while the role is still theirs.
    pub fn brief_readers(&self, role: RoleId) -> Shown {
        let leader = self.get::<Role>(role).ok().and_then(|role| role.leader);
        match self.get::<Brief>(role) {
            Ok(brief) if brief.leader == leader && leader.is_some() => brief.details.shown,
            _ => Shown::Us,
        }
    }

    pub fn serves(&self, must: &Must) -> Serves<'a> {
        match must.pain.map(|pain| self.pain(pain)) {
            Some(Ok(pain)) => Serves::Pain(pain),
            Some(Err(_)) => Serves::Gone,
            None => Serves::Nothing,
        }
    }

    /// The role whose brief is nearest to this one's: of its family, of its seniority if there is one, the newest. Words
    /// that fewer people read than would read them then are not offered.
    pub fn like_brief(&self, role: RoleId) -> Option<(&'a Role, &'a Brief)> {
        let this = self.get::<Role>(role).ok()?;
        let readers = self.audience_of::<Role>(role);
        let mut like: Vec<(&Role, &Brief)> = Vec::new();
        for brief in self.all::<Brief>().filter(|brief| !brief.details.spec.is_empty()) {
            if let Ok(other) = self.get::<Role>(brief.role)
                && other.id != role
                && other.details.family == this.details.family
                && self.audience_of::<Role>(other.id).covers(&readers)
            {
                like.push((other, brief));
            }
        }
        let newest = |brief: &Brief| brief.versions.last().map(|version| version.at);
        like.put_in_order_by(|(other, brief)| {
            let is_like = other.details.seniority == this.details.seniority;
            std::cmp::Reverse((is_like, newest(brief), other.id))
        });
        like.first().copied()
    }
}

impl Spec {
    /// Without what ties it to pains of another leader than this one: those may be for fewer people than the brief is.
    fn serving(self, leader: Option<LeaderId>, state: &State) -> Self {
        let is_theirs = |pain: &PainId| {
            let pain = state.get::<PainPoint>(*pain);
            pain.is_ok_and(|pain| pain.leader.is_none() || pain.leader == leader)
        };
        let musts = self.musts.into_iter().map(|must| Must {
            pain: must.pain.filter(is_theirs),
            ..must
        });
        Self {
            musts: musts.collect(),
            ..self
        }
    }
}

impl Brief {
    /// Once another leader needs the role: what is asked for stays, now and as it was, but not which pains of the former
    /// one it serves, nor what the former one said of the examples. Nobody is shown any of it until somebody shows it anew.
    pub(in crate::domain) fn given_to(&self, leader: LeaderId, everything: &State) -> Self {
        let mut brief = Self {
            leader: Some(leader),
            ..self.clone()
        };
        brief.details.shown = Shown::Us;
        for profile in &mut brief.details.profiles {
            profile.verdict = None;
            profile.because.clear();
            profile.told = None;
        }
        let specs = brief.versions.iter_mut().map(|version| &mut version.was);
        for spec in specs.chain([&mut brief.details.spec]) {
            *spec = std::mem::take(spec).serving(Some(leader), everything);
        }
        brief
    }
}

/// A role's must-haves name pains of that role only.
fn require_pains(state: &State, role: RoleId, now: &Spec, then: &Spec) -> Result<(), Refusal> {
    let changed = then.musts.iter().filter(|must| {
        let was = now.musts.iter().find(|was| was.id == must.id);
        was.is_none_or(|was| was.pain != must.pain)
    });
    for pain in changed.filter_map(|must| must.pain) {
        if state.get::<PainPoint>(pain)?.role != role {
            return Err(Refusal::Unknown {
                what: crate::domain::Kind::PainPoint,
            });
        }
    }
    Ok(())
}
