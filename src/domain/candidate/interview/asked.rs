//! Which interviews there are, and who waits for what about them.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::{HelpWay, Interview};
use crate::domain::{Away, Cadence, Candidate, CandidateId, LeaderId, Role, RoleId, Sorting, State, Wish};

/// What is to be done about an interview.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slot {
    /// The leader has not said yet which time suits them, for so many business days.
    Choice {
        waited: i64,
        /// Nobody answers before that day: the leader is away.
        paused: Option<NaiveDate>,
    },
    /// None of the times suits them.
    None,
    /// It is near, and nobody has offered the leader help with it.
    Help(DateTime<FixedOffset>),
    /// It is near, somebody sits in, and the candidate does not know it yet.
    Tell(DateTime<FixedOffset>),
    /// The leader wants to do this beforehand, and the two have not yet.
    Prepare(DateTime<FixedOffset>, HelpWay),
    /// It took place, and whoever sat in has not said yet what went well, and what to try.
    Talk(DateTime<FixedOffset>),
    /// It takes place today or tomorrow.
    Near(DateTime<FixedOffset>),
    /// It was to take place, and nobody said whether it did.
    Past(DateTime<FixedOffset>),
    /// Somebody who judges has not handed in their scorecard since that day.
    Card {
        since: NaiveDate,
        /// It is that of whoever is asked about.
        is_own: bool,
    },
}

/// How it stands with an interview.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stands {
    /// The leader is waited for to choose.
    Asked,
    /// None of the times suits the leader, or none was settled.
    Open,
    Set,
    /// It was to take place, and nobody said whether it did.
    Past,
    Held,
    Off,
    /// The two are not to meet any more: the role is another leader's, or the candidate is out of the question.
    Idle,
}

/// How far a role is with its interviews.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Met {
    NotYet,
    /// Times are offered, or one is settled.
    Set,
    /// One took place.
    Held,
}

impl Interview {
    /// The day by which its leader answers; who is away and whom nobody stands in for, on the day on which they are back.
    pub fn due(&self, away: Option<&Away>, cadence: &Cadence) -> Option<NaiveDate> {
        let due = self.offer.as_ref()?.due;
        Some(match away {
            Some(away) if away.pauses(due) => away.back_on(|day| cadence.is_business_day(day)),
            _ => due,
        })
    }

    /// For how many business days an answer was waited for on this day.
    pub fn waited(&self, cadence: &Cadence, today: NaiveDate) -> i64 {
        let asked = self.offer.as_ref().map(|offer| offer.at.date_naive());
        asked.map_or(0, |asked| cadence.business_days(asked, today).max(0))
    }

    /// Nobody has said when, and nobody has answered.
    fn is_open(&self) -> bool {
        self.offer.is_some() && self.starts.is_none() && self.answer().is_none()
    }
}

impl<'a> State<'a> {
    /// Those with somebody: what takes place first, the next first.
    pub fn interviews(&self, candidate: CandidateId) -> Vec<&'a Interview> {
        let mut all: Vec<&Interview> = self.on::<Interview>(Candidate::key(candidate)).collect();
        all.put_in_order_by(|one| {
            let starts = one.starts.map(|starts| starts.timestamp());
            (one.off.is_some(), one.held, starts.unwrap_or(i64::MIN), one.id)
        });
        all
    }

    /// Whether the two are still to meet: nobody called it off, and nothing came between them.
    pub fn is_on(&self, one: &Interview) -> bool {
        let candidate = self.get::<Candidate>(one.candidate);
        let meets = |candidate: &Candidate| {
            let is_theirs = candidate.shown.is_some_and(|shown| shown.leader == one.leader);
            is_theirs && self.is_with_leader(candidate)
        };
        one.off.is_none() && !one.held && candidate.is_ok_and(meets)
    }

    /// Who may be asked when they meet somebody: the leader who was shown them, while nothing has come between the two.
    pub fn may_meet(&self, id: CandidateId) -> Option<LeaderId> {
        let candidate = self.get::<Candidate>(id).ok()?;
        let leader = candidate.shown?.leader;
        let is_wanted = candidate.wish().is_none_or(|wished| wished.wish != Wish::Not);
        (is_wanted && self.is_with_leader(candidate)).then_some(leader)
    }

    /// How it stands with one at this moment.
    pub fn stands(&self, one: &Interview, now: DateTime<FixedOffset>) -> Stands {
        if one.off.is_some() {
            Stands::Off
        } else if one.held {
            Stands::Held
        } else if !self.is_on(one) {
            Stands::Idle
        } else if one.starts.is_some() {
            if one.ends().is_some_and(|ends| ends < now) {
                Stands::Past
            } else {
                Stands::Set
            }
        } else if self.is_time_asked(one) {
            Stands::Asked
        } else {
            Stands::Open
        }
    }

    /// Whether the leader is waited for to choose a time.
    pub fn is_time_asked(&self, one: &Interview) -> bool {
        one.is_open() && self.is_on(one)
    }

    /// Those of a role that have a time and did not take place yet, the next first.
    pub fn coming(&self, role: RoleId) -> Vec<&'a Interview> {
        let set = self.on::<Interview>(Role::key(role));
        let mut set: Vec<&Interview> = set
            .filter(|one| one.starts.is_some() && self.is_on(one))
            .collect();
        set.put_in_order_by(|one| (one.starts.map(|starts| starts.timestamp()), one.id));
        set
    }

    /// Whether somebody meets the leader already, or is to once they say when: then nobody asks whether they want to.
    pub fn is_to_meet(&self, candidate: &Candidate) -> bool {
        let mut all = self.on::<Interview>(Candidate::key(candidate.id));
        all.any(|one| Some(one.leader) == candidate.shown.map(|shown| shown.leader) && one.off.is_none())
    }

    /// How far a role is with its interviews.
    pub fn met(&self, role: RoleId) -> Met {
        let mut met = Met::NotYet;
        for one in self
            .on::<Interview>(Role::key(role))
            .filter(|one| one.off.is_none())
        {
            if one.held {
                return Met::Held;
            }
            met = Met::Set;
        }
        met
    }
}
