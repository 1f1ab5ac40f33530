//! Which candidates a role has, who waits for what about them, and what is said of those who withdrew.

use chrono::{Days, NaiveDate};

use super::{Candidate, Wish, Wished};
use crate::domain::{Away, Cadence, Role, RoleId, Sorting, Stage, State};

/// What is to be done about a candidate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Due {
    /// The leader has not said yet whether they want to meet.
    Wish,
    /// The leader wants to talk about them first.
    Call,
    /// The leader wants to meet them, and nobody has asked for a time yet.
    Time,
    /// They withdrew, and nobody has told the leader yet.
    Withdrew,
    /// They are to be told where their data came from.
    Source,
    /// They were kept for so many days since it was over: long enough.
    Forget(u32),
}

impl Candidate {
    /// The day by which a leader to whom the card was shown then answers; who is away and whom nobody stands in for, on
    /// the day on which they are back.
    pub fn due(&self, away: Option<&Away>, cadence: &Cadence) -> Option<NaiveDate> {
        let shown = self.shown?.at.date_naive();
        let mut days = shown
            .iter_days()
            .skip(1)
            .filter(|day| cadence.is_business_day(*day));
        let due = days.nth(Self::DAYS_TO_ANSWER as usize - 1)?;
        Some(match away {
            Some(away) if away.pauses(due) => away.back_on(|day| cadence.is_business_day(day)),
            _ => due,
        })
    }

    /// Whether it is still said on this day that they withdrew.
    pub fn is_said_to_have_withdrawn(&self, today: NaiveDate) -> bool {
        let ended = self.ended.as_ref().filter(|_| self.has_withdrawn());
        ended.is_some_and(|ended| today < ended.on() + Days::new(Self::STAYS_SAID))
    }

    /// The last day on which they can be told in time where their data came from; none where nothing is owed.
    pub fn source_due(&self) -> Option<NaiveDate> {
        let owes = self.details.approached && self.told_source.is_none();
        owes.then(|| self.at.date_naive() + Days::new(Self::TELL_WITHIN))
    }
}

impl<'a> State<'a> {
    /// Those of a role: who is in play first, by their letters.
    pub fn candidates(&self, role: RoleId) -> Vec<&'a Candidate> {
        let mut all: Vec<&Candidate> = self.on::<Candidate>(Role::key(role)).collect();
        all.put_in_order_by(|candidate| (candidate.over_on().is_some(), candidate.nth, candidate.id));
        all
    }

    /// Whether a leader is waited for to say if they want to meet somebody: the role is open and still theirs, nobody said
    /// it, they are not to meet anyway, and it is not over.
    pub fn is_wished_for(&self, candidate: &Candidate) -> bool {
        self.is_with_leader(candidate) && candidate.wish().is_none() && !self.is_to_meet(candidate)
    }

    /// Whether the card stands on the page of whoever needs the role, and the search goes on.
    pub fn is_with_leader(&self, candidate: &Candidate) -> bool {
        let is_theirs = |role: &Role| {
            let shown = candidate.shown.map(|shown| shown.leader);
            role.leader.is_some() && role.leader == shown
        };
        self.is_sought(candidate) && self.get::<Role>(candidate.role).is_ok_and(is_theirs)
    }

    /// Whether they are in play, and the search goes on.
    pub fn is_sought(&self, candidate: &Candidate) -> bool {
        let is_sought = |role: &Role| role.is_open() && role.placement.stage < Stage::FollowUp;
        self.get::<Role>(candidate.role).is_ok_and(is_sought) && candidate.ended.is_none()
    }

    /// Whether their leader may know the name: from the shortlist on, that is once they want to meet or a time is settled, if
    /// somebody shared it or the workspace shares names.
    pub fn is_named(&self, candidate: &Candidate) -> bool {
        (candidate.named || self.settings().candidates.names) && self.is_on_shortlist(candidate)
    }

    pub fn is_on_shortlist(&self, candidate: &Candidate) -> bool {
        match candidate.wish().map(|wished| wished.wish) {
            Some(Wish::Meet) => true,
            Some(Wish::Not) => false,
            Some(Wish::Call) | None => self.has_time(candidate),
        }
    }

    /// What the leader to whom they are shown knows them by.
    pub fn candidate_called(&self, candidate: &Candidate) -> String {
        if self.is_named(candidate) {
            candidate.details.name.clone()
        } else {
            candidate.alias()
        }
    }

    /// `Candidate D has withdrawn.`
    pub fn farewell(&self, candidate: &Candidate) -> String {
        format!("{} has withdrawn.", self.candidate_called(candidate))
    }
}

impl Wished {
    /// `meet Candidate C`, as it follows a name and a colon.
    pub fn of(&self, called: &str) -> String {
        match self.wish {
            Wish::Meet => format!("meet {called}"),
            Wish::Not => format!("not {called}"),
            Wish::Call => format!("call me about {called}"),
        }
    }
}
