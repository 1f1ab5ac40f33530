//! A check-in: what was said at day 7, 30, 60 or 90 after somebody started. The leader says what still hurts of what hurt before, and
//! how far along they are. Whoever was hired is asked four questions in a talk, at day 7 about access alone.
//!
//! Where they would rather write it, they do so through a link of their own ([`Form`]).
//!
//! What they answer is for one reader, a member whom they know by name: the row's audience is that one. Nothing that others hold tells
//! whether they answered. What the leader is to hear of it is a row of its own, written once they agreed to it.

mod asked;
mod command;
mod due;
mod form;
#[cfg(test)]
mod tests;
mod word;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

pub use command::Command;
pub use form::{Form, FormStep};

use crate::domain::{
    CheckInId, Hire, HireId, LeaderId, LinkId, PainId, Role, RoleId, Sorting, State, UserId,
    hire::{Item, Score, is_default},
    labelled,
    problem::are_alike,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CheckIn {
    pub id: CheckInId,
    pub hire: HireId,
    pub role: RoleId,
    /// One of [`DAYS`].
    pub day: u8,
    pub voice: Voice,
    /// Of what whoever was hired said: who alone reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<UserId>,
    /// Of what the leader said: whose words they are; none once they were erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<LeaderId>,
    /// Through which link; none where a recruiter noted what they heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkId>,
    /// Of what whoever was hired wrote themself: how far that is. None where their reader noted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// How often that was changed: a step is of what was there when it was taken.
    #[serde(default, skip_serializing_if = "is_default")]
    pub edition: u32,
    pub details: Box<CheckInDetails>,
    pub by: UserId,
    pub at: DateTime<FixedOffset>,
}

labelled! {
    /// Who speaks.
    Voice {
        Leader = "The leader",
        Hire = "Whoever was hired",
        /// What the leader is to hear of what they said, since they agreed to it.
        PassedOn = "Passed on",
    }
}

/// What was said; nothing once it was taken back.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckInDetails {
    #[serde(skip_serializing_if = "is_default")]
    pub scores: Vec<Score>,
    #[serde(skip_serializing_if = "is_default")]
    pub words: String,
    /// They had nothing to say, or did not want to.
    #[serde(skip_serializing_if = "is_default")]
    pub nothing: bool,
    /// Somebody called them about it.
    #[serde(skip_serializing_if = "is_default")]
    pub called: bool,
    /// They would rather talk about it.
    #[serde(skip_serializing_if = "is_default")]
    pub talk: bool,
}

impl CheckInDetails {
    pub fn is_empty(&self) -> bool {
        self.scores.is_empty() && self.words.is_empty() && !self.nothing
    }

    pub fn pain(&self, pain: PainId) -> Option<u8> {
        let mut scores = self.scores.iter();
        Some(scores.find(|score| score.pain == Some(pain))?.worth)
    }

    pub fn item(&self, item: Item) -> Option<u8> {
        let mut scores = self.scores.iter();
        Some(scores.find(|score| score.item == Some(item))?.worth)
    }
}

impl Voice {
    /// What they say holds, in the words of this voice: a leader says of somebody else what those say of themselves.
    pub fn says(self, item: Item) -> &'static str {
        match (self, item) {
            (Self::Leader, Item::Tasks) => "They can do the core of the work",
            (_, item) => item.label(),
        }
    }
}

/// How much a pain hurts, as somebody said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hurts {
    /// It was not said again since.
    Now(u8),
    Then(u8),
}

impl<'a> State<'a> {
    /// How much this pain hurts by what was said there; none where it was not spoken of.
    pub fn hurts(&self, said: &CheckIn, pain: PainId) -> Option<Hurts> {
        let worth = said.details.pain(pain)?;
        let mut since = self.check_ins(said.hire).into_iter();
        let is_said_again = since.any(|one| one.day > said.day && one.details.pain(pain).is_some());
        Some(if is_said_again {
            Hurts::Then(worth)
        } else {
            Hurts::Now(worth)
        })
    }

    /// What was said of a hire, as far as it is here, the earliest day first; not what was taken back, nor what was sent and not
    /// opened yet.
    pub fn check_ins(&self, hire: HireId) -> Vec<&'a CheckIn> {
        let on = self.on::<CheckIn>(Hire::key(hire));
        let mut all: Vec<&CheckIn> = on
            .filter(|one| one.is_heard() && !one.details.is_empty())
            .collect();
        all.put_in_order_by(|one| (one.day, one.voice, one.at, one.id));
        all
    }

    /// What one of them said at this day.
    pub fn check_in(&self, hire: HireId, day: u8, voice: Voice) -> Option<&'a CheckIn> {
        let mut all = self.check_ins(hire).into_iter();
        all.find(|one| one.day == day && one.voice == voice)
    }

    /// Whether whoever needs the role said of another hire how much this pain hurts, since the day came at which they are asked of
    /// this one: it is one pain, however many were hired.
    pub fn is_said_of_another(&self, hire: &Hire, day: u8, pain: PainId) -> bool {
        let leader = self.get::<Role>(hire.role).ok().and_then(|role| role.leader);
        let Some(on) = hire.asked_on(day) else {
            return false;
        };
        let others = self
            .hires(hire.role)
            .into_iter()
            .filter(|other| other.id != hire.id);
        let mut said = others.flat_map(|other| self.check_ins(other.id));
        said.any(|one| one.leader == leader && one.details.pain(pain).is_some() && one.at.date_naive() >= on)
    }

    /// Whether these words stand among the pains of a role already, and as a problem that was seen in it.
    pub fn stands_as(&self, words: &str, role: RoleId) -> (bool, bool) {
        let is_same = |other: &str| are_alike(other, words);
        let pains = self.pains(role);
        let problems = self.problems_of(role);
        let is_pain = pains.iter().any(|pain| is_same(&pain.details.what));
        (
            is_pain,
            problems.iter().any(|problem| is_same(&problem.details.title)),
        )
    }

    /// How far along whoever was hired is, as the leader sees it and as they do, where that is two or more apart. Both are here for the
    /// one reader alone.
    pub fn gap_between(&self, hire: HireId, day: u8) -> Option<(u8, u8)> {
        let said = self.check_ins(hire);
        let said = said.iter().rev().filter(|one| one.day == day);
        // What was said last counts: whoever wrote something may have talked about it since.
        let of = |voice| {
            let mut theirs = said.clone().filter(|one| one.voice == voice);
            theirs.find_map(|one| one.details.item(Item::Tasks))
        };
        let (leader, own) = (of(Voice::Leader)?, of(Voice::Hire)?);
        (leader.abs_diff(own) >= Item::FAR).then_some((leader, own))
    }

    /// Why to call them this week, in words; none where nothing of what they said asks for it. Only their reader knows.
    pub fn worry_of(&self, one: &CheckIn) -> Option<&'static str> {
        let details = &one.details;
        if one.voice != Voice::Hire || details.called {
            return None;
        }
        let is_low = |score: &Score| score.worth <= Item::LOW && score.item.is_some_and(Item::is_core);
        if details.item(Item::Told).is_some_and(|worth| worth <= Item::LOW) {
            return Some("the job is not what they were told");
        }
        if details.scores.iter().any(is_low) {
            return Some("something that counts is low");
        }
        let earlier = self.check_ins(one.hire).into_iter();
        let earlier = earlier.filter(|other| other.voice == Voice::Hire && other.day < one.day);
        let fell = |score: &Score| {
            let mut before = earlier.clone();
            let was = before.rfind(|other| score.item.is_some_and(|item| other.details.item(item).is_some()));
            let was = was.and_then(|was| was.details.item(score.item?));
            was.is_some_and(|was| was.saturating_sub(score.worth) >= Item::FAR)
        };
        if details.scores.iter().any(fell) {
            return Some("something fell since the last talk");
        }
        self.gap_between(one.hire, one.day)
            .map(|_| "their leader sees it otherwise")
    }
}
