//! What a link may see of interviews: a leader which times they are asked about and whom they meet, everybody else days.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};

use super::{Alone, Seen, SeenRole, alone::STANDS};
use crate::domain::{
    Candidate, Chosen, Interview, InterviewId, Interviewer, Leader, OffCause, Role, RoleId, Scope, SitInTalk,
    State,
};

/// Most meetings that have a room of their own on a page.
const ROOMS: usize = 6;

/// The question which time suits the leader.
pub struct SeenSlot<'a> {
    pub interview: &'a Interview,
    /// Whom they meet, as they know them.
    pub called: String,
    /// Of a leader with several roles, which it is for.
    pub about: Option<String>,
    /// Of those that are offered, the ones that are still to come.
    pub times: Vec<DateTime<FixedOffset>>,
    pub due: NaiveDate,
}

/// An interview that has a time.
pub struct Meeting<'a> {
    pub role: SeenRole<'a>,
    pub on: NaiveDate,
    /// Until when the page has it.
    ends: DateTime<FixedOffset>,
    /// The leader's alone: the interview, and whom they meet.
    pub words: Option<(&'a Interview, String)>,
}

/// What was said to the leader after an interview.
pub struct SeenSitInTalk<'a> {
    pub talk: &'a SitInTalk,
    pub called: String,
    pub on: NaiveDate,
}

impl<'a> Seen<'a> {
    /// Those that are not over yet, the next first: of a team's page the next alone.
    pub fn meetings(&self) -> Vec<Meeting<'a>> {
        let open = self.roles.iter().filter(|role| role.is_open());
        let all = open.flat_map(|role| {
            self.state
                .on::<Interview>(Role::key(role.id))
                .map(|one| (*role, one))
        });
        let mut shown: Vec<(&Role, &Interview)> = all.filter(|(_, one)| self.shows_meeting(one)).collect();
        shown.sort_by_key(|(_, one)| (one.off.is_some(), one.starts, one.id));
        let most = match self.link.scope {
            Scope::TeamSafe => 1,
            _ => usize::MAX,
        };
        let meetings = shown.into_iter().take(most).filter_map(|(role, one)| {
            let candidate = self.state.get::<Candidate>(one.candidate).ok()?;
            let called = self.state.candidate_called(candidate);
            Some(Meeting {
                role: SeenRole(role),
                on: one.on()?,
                ends: one.ends()?,
                words: self.alone().map(|_| (one, called)),
            })
        });
        meetings.collect()
    }

    /// It is to come, or was to and its leader is told that it does not.
    fn shows_meeting(&self, one: &Interview) -> bool {
        let is_here = one.is_shown_by(self.link, &self.state);
        let is_to_come = one.ends().is_some_and(|ends| ends > self.now);
        let is_told_off = one.off.as_ref().is_some_and(|off| off.cause != OffCause::Mistake);
        is_here && is_to_come && (self.state.is_on(one) || is_told_off && self.alone().is_some())
    }

    /// When a time that is offered has passed, or an interview is over.
    pub(super) fn passes(&self) -> Vec<DateTime<Utc>> {
        let ends = self.meetings().into_iter().map(|one| one.ends);
        let slots = self.alone().map(Alone::slots).unwrap_or_default();
        let times = slots.into_iter().flat_map(|slot| slot.times);
        let all = ends.chain(times).map(|at| at.with_timezone(&Utc));
        all.filter(|at| *at > self.now).collect()
    }
}

impl<'a> Alone<'_, 'a> {
    /// Whom they meet in a role, the next first, and whom they met lately, the last first. Of whoever withdrew nothing is to be noted.
    pub fn in_the_room(self, role: RoleId) -> Vec<(InterviewId, String, NaiveDate)> {
        let seen = self.all();
        let on = seen.state.on::<Interview>(Role::key(role));
        let is_in_play = |one: &Interview| {
            let candidate = seen.state.get::<Candidate>(one.candidate);
            candidate.is_ok_and(|candidate| !candidate.has_withdrawn())
        };
        let mut held: Vec<(bool, TimeDelta, &Interview)> = on
            .filter(|one| one.off.is_none() && one.is_shown_by(seen.link, &seen.state))
            .filter(|one| is_in_play(one))
            .filter_map(|one| {
                let until = one.ends()?.with_timezone(&Utc) - seen.now;
                let is_late = one.on()? + TimeDelta::days(STANDS) <= seen.today;
                (!is_late).then_some((until <= TimeDelta::zero(), until.abs(), one))
            })
            .collect();
        held.sort_by_key(|(is_over, away, one)| (*is_over, *away, one.id));
        let rooms = held.into_iter().take(ROOMS).filter_map(|(.., one)| {
            let candidate = seen.state.get::<Candidate>(one.candidate).ok()?;
            Some((one.id, seen.state.candidate_called(candidate), one.on()?))
        });
        rooms.collect()
    }

    /// Whom the leader themself judges on this page, and what they call each, by what everybody wrote.
    pub fn judged(self, everything: &State<'a>) -> Vec<(&'a Interviewer, String)> {
        let seen = self.all();
        let roles = seen.roles.iter().filter(|role| role.is_open());
        let all = roles.flat_map(|role| everything.judged_by_leader(seen.link, &seen.state, role.id));
        let named = all.filter_map(|one| {
            let candidate = seen.state.get::<Candidate>(one.candidate).ok()?;
            Some((one, seen.state.candidate_called(candidate)))
        });
        named.collect()
    }

    /// What is asked of the leader, the next to be due first, and what was answered lately.
    pub fn slots(self) -> Vec<SeenSlot<'a>> {
        let seen = self.all();
        let leader = seen.state.get::<Leader>(seen.link.leader).ok();
        let away = leader.and_then(|leader| leader.details.away.as_ref());
        let cadence = seen.state.settings().cadence;
        let stands = |one: &&Interview| {
            let stood = |chosen: &Chosen| (seen.today - chosen.at.date_naive()).num_days() < STANDS;
            // Once it was moved, what they chose is not when they meet.
            let holds = |chosen: &Chosen| chosen.time == one.starts;
            let is_said = one.answer().is_some_and(|chosen| stood(chosen) && holds(chosen));
            let is_said = is_said && seen.state.is_on(one);
            one.is_shown_by(seen.link, &seen.state) && (is_said || seen.state.is_time_asked(one))
        };
        let roles = seen.roles.iter().filter(|role| role.is_open());
        let all = roles.flat_map(|role| seen.state.on::<Interview>(Role::key(role.id)));
        let mut slots: Vec<SeenSlot> = all
            .filter(stands)
            .filter_map(|one| {
                let candidate = seen.state.get::<Candidate>(one.candidate).ok()?;
                let times = one.offer.as_ref()?.times.iter().copied();
                Some(SeenSlot {
                    interview: one,
                    called: seen.state.candidate_called(candidate),
                    about: seen.about(&[one.role]),
                    times: times.filter(|time| *time > seen.now).collect(),
                    due: one.due(away, &cadence)?,
                })
            })
            .collect();
        slots.sort_by_key(|slot| (slot.interview.answer().is_some(), slot.due, slot.interview.id));
        slots
    }

    /// What was said to them lately, the last first; nothing to whoever answers for them.
    pub fn sit_in_talk(self) -> Vec<SeenSitInTalk<'a>> {
        let seen = self.all();
        let roles = seen.roles.iter().filter(|_| !self.is_deputy());
        let held = self.held_by_keeper();
        let all = roles.flat_map(|role| held.on::<SitInTalk>(Role::key(role.id)));
        let theirs = all.filter(|talk| talk.leader == seen.link.leader && talk.is_shown(seen.today));
        let mut talks: Vec<SeenSitInTalk> = theirs
            .filter_map(|talk| {
                let candidate = seen.state.get::<Candidate>(talk.candidate).ok()?;
                let interview = seen.state.get::<Interview>(talk.interview).ok()?;
                Some(SeenSitInTalk {
                    talk,
                    called: seen.state.candidate_called(candidate),
                    on: interview.on()?,
                })
            })
            .collect();
        talks.sort_by_key(|said| (std::cmp::Reverse(said.on), said.talk.id));
        talks
    }
}
