//! A hire: somebody who was made an offer for a role, from what is to be known before it to the end of their first ninety days. They say
//! yes or no by a day, sign, and start; between contract and start somebody is in touch each month, and gets ready what they need.
//!
//! An offer and a yes move the role along, and what they decline ends their card, so that nothing is said twice.

pub mod check_in;
mod command;
mod due;
mod edit;
pub(in crate::domain) mod forget;
mod kept;
mod score;
#[cfg(test)]
mod tests;
mod word;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

pub use command::Command;
pub use due::HireDue;
pub use score::{DAYS, Item, Score};

use crate::domain::{
    Called, Candidate, CandidateId, Cause, HireId, LeaderId, PainPoint, Role, RoleId, ShareLink, Sorting,
    Stage, State, UserId,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hire {
    pub id: HireId,
    pub role: RoleId,
    /// Whose card it is; none where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidate: Option<CandidateId>,
    pub details: Box<HireDetails>,
    /// Whereto the role went when they were taken out; none where it stayed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_back: Option<Stage>,
    /// Who alone reads what they answer, as they know; and the day on which they agreed to that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<UserId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_on: Option<NaiveDate>,
    /// Who read it before, until they know that another does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_before: Option<UserId>,
    pub by: UserId,
    pub at: DateTime<FixedOffset>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub removed: bool,
}

/// What a recruiter may edit.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct HireDetails {
    pub name: String,
    /// Whoever has to has approved the offer.
    #[serde(skip_serializing_if = "is_default")]
    pub approved: bool,
    /// The pay range was told before the interview.
    #[serde(skip_serializing_if = "is_default")]
    pub pay_told: bool,
    /// What matters to them.
    #[serde(skip_serializing_if = "is_default")]
    pub matters: String,
    /// Who calls them with the offer.
    #[serde(skip_serializing_if = "is_default")]
    pub calls: String,
    /// By when they say yes or no; none while no offer was made.
    #[serde(skip_serializing_if = "is_default")]
    pub accept_by: Option<NaiveDate>,
    #[serde(skip_serializing_if = "is_default")]
    pub yes_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "is_default")]
    pub declined_on: Option<NaiveDate>,
    /// Why they declined: what kind of thing it was, and in their words.
    #[serde(skip_serializing_if = "is_default")]
    pub cause: Option<Cause>,
    #[serde(skip_serializing_if = "is_default")]
    pub because: String,
    #[serde(skip_serializing_if = "is_default")]
    pub signed_on: Option<NaiveDate>,
    /// Their first day. It may move.
    #[serde(skip_serializing_if = "is_default")]
    pub starts_on: Option<NaiveDate>,
    /// Their last day, where they left early.
    #[serde(skip_serializing_if = "is_default")]
    pub left_on: Option<NaiveDate>,
    /// When somebody was last in touch before the start.
    #[serde(skip_serializing_if = "is_default")]
    pub touched_on: Option<NaiveDate>,
    /// What is got ready until the start.
    #[serde(skip_serializing_if = "is_default")]
    pub ready: Vec<Ready>,
    /// Of [`DAYS`], those at which nobody asks.
    #[serde(skip_serializing_if = "is_default")]
    pub without: Vec<u8>,
    /// The leader on whose page it stands; none: it is the board's alone.
    #[serde(skip_serializing_if = "is_default")]
    pub shown: Option<LeaderId>,
}

/// One thing that is got ready.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ready {
    pub what: String,
    #[serde(default, skip_serializing_if = "is_default")]
    pub done: bool,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Ready {
    /// With what one begins: each may be rewritten or taken out.
    pub const USUAL: [&str; 5] = [
        "Access to systems and data works on the first day",
        "A desk, a computer, a badge",
        "Somebody beside the leader to ask",
        "A plan for the first week",
        "A two-line hello from the leader",
    ];

    pub fn usual(called: Called) -> Vec<Self> {
        let usual = Self::USUAL.map(|what| Self {
            what: called.ours(what).into_owned(),
            done: false,
        });
        usual.into()
    }
}

impl HireDetails {
    /// Whether the first day comes before the yes: most often the yes was noted late, with the day on which it was noted.
    pub fn starts_first(yes_on: Option<NaiveDate>, starts_on: Option<NaiveDate>) -> bool {
        yes_on.zip(starts_on).is_some_and(|(yes, starts)| starts < yes)
    }

    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }
}

impl Hire {
    /// Most of one role.
    pub const MOST: usize = 100;
    /// Most things that are got ready.
    pub const MOST_READY: usize = 20;
    /// Days within which a contract is signed, and after which somebody is in touch again: a judgement, and no more than a reminder.
    pub const DAYS_TO_SIGN: u64 = 7;
    pub const DAYS_TO_TOUCH: u64 = 30;
    /// Days before the start within which what is not ready is asked after.
    pub const DAYS_TO_BE_READY: u64 = 7;

    pub fn has_declined(&self) -> bool {
        self.details.declined_on.is_some()
    }

    /// Whether an offer was made that they have not answered yet.
    pub fn has_offer(&self) -> bool {
        !self.removed
            && self.details.accept_by.is_some()
            && self.details.yes_on.is_none()
            && !self.has_declined()
    }

    pub fn has_started(&self, today: NaiveDate) -> bool {
        self.details.starts_on.is_some_and(|on| on <= today)
    }

    pub fn has_left(&self, today: NaiveDate) -> bool {
        self.details.left_on.is_some_and(|on| on < today)
    }

    /// How much a pain hurt when they said yes, or as it was written down since where nobody knew then.
    pub fn hurt_before(&self, pain: &PainPoint) -> Option<u8> {
        pain.at_yes_of(self.id).or(pain.details.severity)
    }

    /// Since when it hurt as much; none where nobody said how much.
    pub fn hurt_since(&self, pain: &PainPoint) -> Option<NaiveDate> {
        let is_known = pain.at_yes_of(self.id).is_some();
        // What nobody had said by then was not known then, be the yes noted after it.
        let said_by = |yes: &NaiveDate| is_known && pain.details.said_on <= *yes;
        let by_then = self.details.yes_on.filter(said_by);
        self.hurt_before(pain)?;
        let rated = pain.rated_on.unwrap_or(pain.details.said_on);
        // Of one that was rated anew since, it is known that it was so when they said yes.
        Some(by_then.map_or(rated, |yes| rated.min(yes)))
    }

    /// Whether this link's page shows it: to the leader it was shown to, while the role is theirs.
    pub fn is_shown_by(&self, link: &ShareLink, state: &State) -> bool {
        let is_here = link.target.role().is_none_or(|role| role == self.role);
        let is_theirs = |role: &Role| role.leader == Some(link.leader);
        self.details.shown == Some(link.leader)
            && is_here
            && state.get::<Role>(self.role).is_ok_and(is_theirs)
    }

    /// Days after the last one asked about for which it stands on its leader's page.
    const STANDS: i64 = 30;

    /// Whether its leader's page tells of it on this day: whoever declined is nobody's to follow up, and after the last day the page is
    /// for others.
    pub fn stands(&self, today: NaiveDate) -> bool {
        let details = &self.details;
        let days: Vec<_> = self.asked_days().filter_map(|day| self.asked_on(day)).collect();
        let last = details.left_on.or(days.last().copied()).or(details.starts_on);
        details.yes_on.is_some() && last.is_none_or(|last| (today - last).num_days() <= Self::STANDS)
    }

    /// How many things are not ready yet.
    pub fn unready(&self) -> usize {
        self.details.ready.iter().filter(|ready| !ready.done).count()
    }
}

impl<'a> State<'a> {
    /// The hires of a role, who was offered it first stands first.
    pub fn hires(&self, role: RoleId) -> Vec<&'a Hire> {
        let on = self.on::<Hire>(Role::key(role));
        let mut hires: Vec<&Hire> = on.filter(|hire| !hire.removed).collect();
        hires.put_in_order_by(|hire| (hire.has_declined(), hire.at, hire.id));
        hires
    }

    /// Whether a page of all that its leader needs shows this role: it is open or closed lately, or they still hear of whoever was hired.
    pub fn is_on_pages(&self, role: &Role, today: NaiveDate) -> bool {
        let is_followed = |hire: &&Hire| {
            let is_shown = hire.details.shown.is_some() && hire.details.shown == role.leader;
            is_shown && hire.stands(today)
        };
        role.is_recent(today) || self.hires(role.id).iter().any(is_followed)
    }

    /// The day of the last yes to an offer for this role that was noted, of somebody who did not leave since.
    pub fn last_yes(&self, role: RoleId) -> Option<NaiveDate> {
        self.last_hired(role).and_then(|hire| hire.details.yes_on)
    }

    /// Whether this one said yes to an offer, as it was noted.
    pub fn said_yes(&self, candidate: &Candidate) -> bool {
        let mut hires = self.hires(candidate.role).into_iter();
        hires.any(|hire| hire.candidate == Some(candidate.id) && hire.details.yes_on.is_some())
    }

    /// Whose yes that was.
    pub fn last_hired(&self, role: RoleId) -> Option<&'a Hire> {
        let mut hires = self.hires(role);
        hires.retain(|hire| hire.details.left_on.is_none() && hire.details.yes_on.is_some());
        hires
            .into_iter()
            .max_by_key(|hire| (hire.details.yes_on, hire.id))
    }
}
