//! Which interviews there are, and who waits for what about them.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::{HelpWay, Interview, OffCause, Untold, at_time};
use crate::domain::{
    Away, Cadence, Candidate, CandidateId, Leader, LeaderId, Role, RoleId, Sorting, State, Wish,
};

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
    /// These are to be told how it stands now: when it begins, or was to where it does not take place.
    Told {
        whom: Untold,
        at: Option<DateTime<FixedOffset>>,
        is_off: bool,
    },
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
            let is_theirs = candidate.is_shown_to(one.leader);
            is_theirs && self.is_with_leader(candidate)
                || self.was_set_before(one) && self.is_sought(candidate)
        };
        one.off.is_none() && !one.held && candidate.is_ok_and(meets)
    }

    /// Whether it was settled with a leader whose role it is no more: whoever comes, comes all the same.
    pub fn was_set_before(&self, one: &Interview) -> bool {
        let is_anothers = |role: &Role| role.leader != Some(one.leader);
        one.starts.is_some() && self.get::<Role>(one.role).is_ok_and(is_anothers)
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

    /// Who is to be told how it stands with one, while that is of use to them.
    pub fn to_be_told(&self, one: &Interview, today: NaiveDate) -> Untold {
        let is_to_come = one.on().is_none_or(|on| on >= today);
        let candidate = self.get::<Candidate>(one.candidate).ok();
        let are_apart = candidate.is_some_and(|candidate| {
            let is_theirs = candidate.is_shown_to(one.leader);
            !is_theirs || !self.is_with_leader(candidate)
        });
        let comes_still =
            self.was_set_before(one) && candidate.is_some_and(|candidate| self.is_sought(candidate));
        if one.held || !is_to_come || are_apart && !comes_still {
            Untold::NOBODY
        } else {
            Untold {
                leader: one.untold.leader && !are_apart,
                ..one.untold
            }
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

    /// Whether somebody meets the leader already, or is to once they say when: then nobody asks whether they want to. Nor after it was
    /// called off: another time is looked for.
    pub fn is_to_meet(&self, candidate: &Candidate) -> bool {
        self.meant_with(candidate).next().is_some()
    }

    /// Who comes to a leader from this moment on, by their names, and when: the next first.
    pub fn booked_with(&self, leader: LeaderId, now: DateTime<FixedOffset>) -> Vec<(&'a str, String)> {
        let all = self.on::<Interview>(Leader::key(leader));
        let mut booked: Vec<_> = all
            .filter(|one| one.off.is_none() && !one.held)
            .filter_map(|one| {
                let candidate = self.get::<Candidate>(one.candidate).ok()?;
                let starts = one.starts.filter(|starts| *starts > now)?;
                Some((starts, candidate.details.name.as_str()))
            })
            .collect();
        booked.put_in_order_by(|(starts, name)| (starts.timestamp(), *name));
        let booked = booked.into_iter();
        booked.map(|(starts, name)| (name, at_time(starts))).collect()
    }

    /// Whether a time was settled at which somebody meets the leader to whom they are shown.
    pub fn has_time(&self, candidate: &Candidate) -> bool {
        self.meant_with(candidate).any(|one| one.starts.is_some())
    }

    fn meant_with(&self, candidate: &Candidate) -> impl Iterator<Item = &'a Interview> {
        let leader = candidate.shown.map(|shown| shown.leader);
        let all = self.on::<Interview>(Candidate::key(candidate.id));
        all.filter(move |one| {
            let is_meant = one.off.as_ref().is_none_or(|off| off.cause != OffCause::Mistake);
            Some(one.leader) == leader && is_meant
        })
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
