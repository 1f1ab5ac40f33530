//! What is owed about candidates, and to whom: what a leader is asked, what they are told, and what candidates are.

use chrono::{Days, NaiveDate};

use super::{
    owed::{Debt, What},
    silence::{Asking, Pace},
};
use crate::domain::{
    Away, Cadence, Candidate, Due, Interview, Leader, LeaderId, OffCause, Role, RoleId, State, Turn, Whose,
    Wish,
};

/// Days before the last one on which somebody can be told where their data came from: from then on Today says so.
const AHEAD: u64 = 7;

/// What a leader wished for waits from the same day on; kindly so, until the business day after is over.
fn wished_pace(on: NaiveDate, today: NaiveDate, cadence: &Cadence) -> Pace {
    if cadence.business_days(on, today) > 1 {
        Pace::Late
    } else {
        Pace::Soon
    }
}

/// Whether it fell through, and not because the leader does not want to meet them.
fn is_to_be_found_anew(one: &Interview) -> bool {
    one.off
        .as_ref()
        .is_some_and(|off| off.cause != OffCause::NotWanted)
}

impl<'a> State<'a> {
    /// Who withdrew from a role after its leader had seen the card, and nothing was written to that leader since.
    pub fn withdrawn_untold(&self, role: &Role) -> Vec<&'a Candidate> {
        let leader = role.leader.and_then(|leader| self.get::<Leader>(leader).ok());
        let written = leader.and_then(|leader| self.written(leader));
        let mut all = self.candidates(role.id);
        all.retain(|candidate| {
            let was_shown = candidate
                .shown
                .is_some_and(|shown| Some(shown.leader) == role.leader);
            let ended = candidate.ended.as_ref().filter(|_| candidate.has_withdrawn());
            let is_untold = ended.is_some_and(|ended| written.is_none_or(|written| written.at < ended.at));
            was_shown && is_untold
        });
        all
    }

    /// What a role's leader is told of those who withdrew, and of who comes all the same; nothing where they know.
    pub fn farewells(&self, role: RoleId) -> Vec<String> {
        let Ok(role) = self.get::<Role>(role) else {
            return Vec::new();
        };
        let gone = self.withdrawn_untold(role);
        let gone: Vec<String> = gone
            .into_iter()
            .map(|candidate| self.farewell(candidate))
            .collect();
        let comes = self.still_comes(role).filter(|_| !gone.is_empty());
        gone.into_iter().chain(comes).collect()
    }

    /// Whether their leader is still to be told that they have withdrawn.
    fn is_withdrawal_untold(&self, candidate: &Candidate) -> bool {
        let role = self.get::<Role>(candidate.role).ok();
        let role = role.filter(|role| candidate.has_withdrawn() && role.is_open());
        role.is_some_and(|role| {
            let untold = self.withdrawn_untold(role);
            untold.iter().any(|other| other.id == candidate.id)
        })
    }

    /// What is left undone once they are forgotten, since nothing remembers it any more; none where nothing is.
    pub fn undone_when_forgotten(&self, candidate: &Candidate) -> Option<String> {
        let role = self.get::<Role>(candidate.role).ok();
        let leader = role.and_then(|role| role.leader);
        let leader = leader.filter(|_| self.is_withdrawal_untold(candidate))?;
        Some(format!(
            "{} was not told yet that they have withdrawn, and Today will not say so any more.",
            self.name_of(leader)
        ))
    }

    /// Whether somebody stands on the page of whoever needs the role and is considered: nobody said no to them, or they are met all the same.
    pub fn has_finalist(&self, role: &Role) -> bool {
        let is_wanted = |candidate: &Candidate| {
            let wish = candidate.wish().map(|wished| wished.wish);
            wish != Some(Wish::Not) || self.is_to_meet(candidate)
        };
        let mut all = self.candidates(role.id).into_iter();
        // Whoever said yes is considered no more.
        all.any(|one| self.is_with_leader(one) && is_wanted(one) && !self.said_yes(one))
    }

    /// What waits for an answer about this role, be it a decision, a candidate or a time, and is due first.
    pub(super) fn asking(
        &self,
        role: &Role,
        turn: Turn,
        today: NaiveDate,
        cadence: &Cadence,
    ) -> Option<Asking> {
        let decision = self.asking_of_decisions(role, turn, today, cadence);
        let candidate = self.asking_of_candidates(role, turn, today);
        let time = match turn {
            Turn::Leader => self.asking_of_interviews(role, today),
            Turn::Us => None,
        };
        decision
            .into_iter()
            .chain(candidate)
            .chain(time)
            .min_by_key(|asking| asking.due)
    }

    /// The candidate about whom somebody is waited for first: the leader for an answer, or we with a call.
    fn asking_of_candidates(&self, role: &Role, turn: Turn, today: NaiveDate) -> Option<Asking> {
        let away = self.absence(role.leader?);
        let cadence = self.settings().cadence;
        let mut candidates = self.candidates(role.id);
        candidates.retain(|candidate| match turn {
            Turn::Leader => self.is_wished_for(candidate),
            Turn::Us => {
                self.is_with_leader(candidate) && candidate.waits_for_call() || self.waits_for_time(candidate)
            }
        });
        let asking = |candidate: &Candidate| {
            let called = self.candidate_called(candidate);
            match turn {
                Turn::Leader => {
                    let due = candidate.due(away, &cadence)?;
                    let is_paused = away.is_some_and(|away| away.pauses(today));
                    let pace = Pace::in_business_days(due, today, &cadence);
                    Some(Asking {
                        what: format!("Meet {called}?"),
                        due,
                        pace: if is_paused { Pace::Calm } else { pace },
                    })
                }
                Turn::Us => {
                    let due = candidate.wish()?.at.date_naive();
                    Some(Asking {
                        what: match candidate.waits_for_call() {
                            true => format!("Call about {called}"),
                            false => format!("Ask for a time with {called}"),
                        },
                        due,
                        pace: wished_pace(due, today, &cadence),
                    })
                }
            }
        };
        let asked = candidates.into_iter().filter_map(asking);
        asked.min_by_key(|asking| asking.due)
    }

    /// What a leader is asked of candidates, as an update says it: `Would you meet Candidate C? By Wed 26 Nov.`
    pub(super) fn candidates_needed(
        &self,
        role: &Role,
        said: impl Fn(NaiveDate) -> String,
        today: NaiveDate,
    ) -> Vec<String> {
        let away = role.leader.and_then(|leader| self.absence(leader));
        let cadence = self.settings().cadence;
        let asked = self.candidates(role.id).into_iter();
        let asked = asked.filter(|candidate| self.is_wished_for(candidate));
        let words = asked.filter_map(|candidate| {
            let due = candidate.due(away, &cadence)?;
            let (called, due_said) = (self.candidate_called(candidate), said(due));
            // A day that is over asks for nothing by then.
            Some(match due < today {
                true => format!("Would you meet {called}? That was asked for by {due_said}."),
                false => format!("Would you meet {called}? By {due_said}."),
            })
        });
        words.collect()
    }

    /// What is owed about all candidates of these roles, each with whether the leader owes it.
    pub(super) fn candidates_due(&self, whose: Whose, today: NaiveDate) -> Vec<(Debt, bool)> {
        let keeping = self.settings().candidates;
        let mut due = Vec::new();
        for candidate in self.all::<Candidate>() {
            let Ok(role) = self.get::<Role>(candidate.role) else {
                continue;
            };
            if !self.is_of(role, whose) {
                continue;
            }
            let owed = self.due_of(candidate, role, today);
            let is_to_tell = owed.is_some_and(|(due, ..)| due == Due::Withdrew);
            due.extend(owed.map(|(due, on, pace)| {
                let is_theirs = due == Due::Wish && pace != Pace::Late;
                (self.debt_of(candidate, role, (due, on, pace)), is_theirs)
            }));
            if let Some(on) = candidate.source_due()
                && today + Days::new(AHEAD) >= on
            {
                let pace = if on < today { Pace::Late } else { Pace::Soon };
                due.push((self.debt_of(candidate, role, (Due::Source, on, pace)), false));
            }
            if let Some(until) = self.candidate_kept_until(candidate)
                && until <= today
                // Whoever was hired is followed for longer.
                && !self.is_kept_as_hire(candidate)
                // What is to be told of them is told first.
                && !is_to_tell
            {
                let forget = (Due::Forget(keeping.days), until, Pace::Calm);
                due.push((self.debt_of(candidate, role, forget), false));
            }
        }
        due
    }

    /// What passes between us and the leader about somebody.
    fn due_of(&self, candidate: &Candidate, role: &Role, today: NaiveDate) -> Option<(Due, NaiveDate, Pace)> {
        if self.is_wished_for(candidate) {
            let away = self.absence(role.leader?);
            let cadence = self.settings().cadence;
            let due = candidate.due(away, &cadence)?;
            let is_paused = away.is_some_and(|away| away.pauses(today));
            let pace = Pace::in_business_days(due, today, &cadence);
            return Some((Due::Wish, due, if is_paused { Pace::Calm } else { pace }));
        }
        let wished = |due| {
            let on = candidate.wish()?.at.date_naive();
            Some((due, on, wished_pace(on, today, &self.settings().cadence)))
        };
        if self.is_with_leader(candidate) && candidate.waits_for_call() {
            return wished(Due::Call);
        }
        if self.waits_for_time(candidate) {
            return wished(Due::Time);
        }
        // It is told on the same day.
        let on = candidate.ended.as_ref()?.on();
        let pace = if on < today { Pace::Late } else { Pace::Soon };
        self.is_withdrawal_untold(candidate)
            .then_some((Due::Withdrew, on, pace))
    }

    /// Whether their leader wants to meet them, and nothing was done about it yet.
    fn waits_for_time(&self, candidate: &Candidate) -> bool {
        let is_wanted = candidate.wish().is_some_and(|wished| wished.wish == Wish::Meet);
        is_wanted
            && self.is_with_leader(candidate)
            && self
                .interviews(candidate.id)
                .iter()
                .all(|one| is_to_be_found_anew(one))
            && !self
                .hires(candidate.role)
                .iter()
                .any(|hire| hire.candidate == Some(candidate.id))
    }

    fn debt_of(&self, candidate: &Candidate, role: &Role, (due, on, pace): (Due, NaiveDate, Pace)) -> Debt {
        let leader = role.leader.map_or("", |leader| self.name_of(leader));
        let name = match due {
            Due::Wish | Due::Call | Due::Time | Due::Withdrew => leader,
            Due::Source | Due::Forget(_) => &candidate.details.name,
        };
        Debt {
            name: name.to_owned(),
            due: on,
            pace,
            what: What::Candidate {
                leader: role.leader,
                role: role.id,
                candidate: candidate.id,
                title: role.called().to_owned(),
                called: self.candidate_called(candidate),
                due,
            },
        }
    }

    fn absence(&self, leader: LeaderId) -> Option<&'a Away> {
        self.get::<Leader>(leader).ok()?.details.away.as_ref()
    }
}

#[cfg(test)]
mod tests;
