//! What stands in a recruiter's own calendar: their interviews, the days on which they ask how a start went, and the days by which
//! their leaders hear from them. Nothing that anybody said, and nothing that tells whether they said it.

use std::borrow::Cow;

use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::domain::{
    Candidate, Hire, Interview, Interviewer, Leader, LeaderId, Role, RoleId, RowKey, Settings, Sorting,
    State, UserId, Who,
};

/// Days for which what has passed still stands there.
const KEPT: u64 = 30;

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Appointment {
    /// The same however often it changes.
    pub uid: String,
    pub title: String,
    pub at: Occasion,
    pub revision: Revision,
    /// Where, or by what, and the address of it; both empty where nobody is named.
    pub place: String,
    pub address: Option<String>,
    /// It was called off.
    pub is_off: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Occasion {
    Day(NaiveDate),
    Time { starts: DateTime<Utc>, minutes: u16 },
}

/// By what a calendar tells a later wording from an earlier one.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Revision {
    Counted(u32),
    /// The last change of any of these rows: it was worked out from them.
    Of(Vec<RowKey>),
}

impl Occasion {
    fn on(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Time { starts, .. } => starts.date_naive(),
        }
    }
}

impl State<'_> {
    /// What concerns this person alone of all that they may hold, in the order of its days. With names only where the workspace may
    /// know them all: of a confidential role nothing is said but that there is something.
    pub fn appointments(&self, me: UserId, with_names: bool, today: NaiveDate) -> Vec<Appointment> {
        let seen = self.seen_by(Some(me));
        let meetings = seen.all::<Interview>();
        let meetings = meetings.filter_map(|one| seen.meeting(one, me, with_names));
        let hires = seen.all::<Hire>().filter(|hire| !hire.removed);
        let talks = hires.flat_map(|hire| seen.talks_with(hire, me, with_names));
        let leaders = seen.all::<Leader>();
        let updates = leaders.filter_map(|leader| seen.update_to(leader, me, with_names));
        let mut all: Vec<Appointment> = meetings.chain(talks).chain(updates).collect();
        let since = today - Days::new(KEPT);
        all.retain(|one| one.at.on() >= since);
        all.put_in_order_by(|one| (one.at.on(), one.at, one.uid.clone()));
        all
    }

    fn is_theirs(&self, role: RoleId, me: UserId) -> bool {
        self.get::<Role>(role).is_ok_and(|role| role.owner == me)
    }

    /// Whether everybody in the workspace may know what is named there.
    fn is_open(&self, key: RowKey) -> bool {
        self.holders(&key).is_some_and(|holders| holders.is_workspace())
    }

    fn leader_called(&self, leader: LeaderId) -> Cow<'_, str> {
        let nobody = |_| self.called().ours("the leader");
        self.get::<Leader>(leader)
            .map_or_else(nobody, |leader| leader.details.name.as_str().into())
    }

    fn meeting(&self, one: &Interview, me: UserId, with_names: bool) -> Option<Appointment> {
        let mut seats = self.on::<Interviewer>(Interview::key(one.id));
        let judges = seats.any(|seat| seat.who == Who::Member(me) && !seat.off);
        let starts = one.starts.filter(|_| judges || self.is_theirs(one.role, me))?;
        if one.off.is_none() && !one.held && !self.is_on(one) {
            return None;
        }
        let candidate = self.get::<Candidate>(one.candidate).ok()?;
        let kind = if one.has_sit_in() {
            "Sit-in"
        } else {
            one.details.round.label()
        };
        let names = with_names && self.is_open(Interview::key(one.id));
        let (place, address) = one.details.address();
        Some(Appointment {
            uid: one.id.to_string(),
            title: if names {
                let called = self.candidate_called(candidate);
                format!("{kind}: {called}, {}", self.leader_called(one.leader))
            } else {
                kind.to_owned()
            },
            at: Occasion::Time {
                starts: starts.with_timezone(&Utc),
                minutes: one.details.minutes,
            },
            revision: Revision::Counted(one.revision),
            address: address.filter(|_| names).map(str::to_owned),
            place: if names { place } else { String::new() },
            is_off: one.off.is_some(),
        })
    }

    /// Each day stands there from the start on and stays, whatever was said at it: nobody who looks over a shoulder reads more.
    fn talks_with(&self, hire: &Hire, me: UserId, with_names: bool) -> Vec<Appointment> {
        let owns = self.is_theirs(hire.role, me);
        // Whom the hire knows as their reader talks with them; until there is one, whoever looks after the role settles that.
        let talks = hire.reader.map_or(owns, |reader| reader == me);
        let names = with_names && self.is_open(Hire::key(hire.id));
        let leader = self
            .get::<Role>(hire.role)
            .ok()
            .and_then(|role| role.leader)
            .map(|leader| self.leader_called(leader));
        let name = &hire.details.name;
        let mut all = Vec::new();
        let mut add = |voice: &str, title: String, on: NaiveDate, day: u8| {
            all.push(Appointment {
                uid: format!("{}-{day}-{voice}", hire.id),
                title,
                at: Occasion::Day(on),
                revision: Revision::Of(vec![Hire::key(hire.id), Role::key(hire.role)]),
                place: String::new(),
                address: None,
                is_off: false,
            });
        };
        for day in hire.asked_days() {
            let Some(on) = hire.asked_on(day).filter(|_| hire.details.yes_on.is_some()) else {
                continue;
            };
            if talks {
                let kind = format!("Check-in, day {day}");
                let title = if names { format!("{kind}: {name}") } else { kind };
                add("hire", title, on, day);
            }
            if owns && Hire::asks_leader(day) {
                let kind = format!("{}, day {day}", self.called().ours("Check-in with the leader"));
                let title = match leader.as_ref().filter(|_| names) {
                    Some(leader) => format!("Check-in, day {day}: {leader} about {name}"),
                    None => kind,
                };
                add("leader", title, on, day);
            }
        }
        all
    }

    /// The day that the leader was told, or reads on their page. One that has passed stays where it was: Today says what is late.
    fn update_to(&self, leader: &Leader, me: UserId, with_names: bool) -> Option<Appointment> {
        let heard = self.written(leader).is_some();
        let theirs = self.all::<Role>().filter(|role| role.leader == Some(leader.id));
        let theirs: Vec<&Role> = theirs.collect();
        let roles = theirs.iter().copied().filter(|role| {
            let runs = role.is_open() && role.hold.is_none();
            // Of roles from elsewhere their leader is greeted first: until then no day was told.
            runs && (heard || role.entered.is_none()) && self.is_theirs(role.id, me)
        });
        let roles: Vec<&Role> = roles.collect();
        let opened = roles.iter().map(|role| role.clock_starts()).min()?;
        // Also of roles that are over, so that the number of the wording never falls.
        let mut of: Vec<RowKey> = theirs.iter().map(|role| Role::key(role.id)).collect();
        of.extend([Leader::key(leader.id), Settings::key(())]);
        let is_named = with_names
            && self.is_open(Leader::key(leader.id))
            && roles.iter().any(|role| self.is_open(Role::key(role.id)));
        Some(Appointment {
            uid: format!("{}-update", leader.id),
            title: if is_named {
                format!("Update: {}", leader.details.name)
            } else {
                "Update".into()
            },
            at: Occasion::Day(self.next_update_by(leader.id, opened)),
            revision: Revision::Of(of),
            place: String::new(),
            address: None,
            is_off: false,
        })
    }
}

#[cfg(test)]
mod tests;
