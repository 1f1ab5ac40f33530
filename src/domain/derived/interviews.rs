//! What is owed about interviews, and to whom: which times wait for an answer, which are near, and which were to have been.

use chrono::{Days, NaiveDate};

use super::{
    owed::{Debt, What},
    silence::{Asking, Pace},
};
use crate::domain::{Candidate, Interview, Interviewer, Leader, Role, Slot, State, Who, Whose, at_time};

impl<'a> State<'a> {
    /// What is owed about all interviews of these roles, each with whether the leader owes it.
    pub(super) fn interviews_due(&self, whose: Whose, today: NaiveDate) -> Vec<(Debt, bool)> {
        let due = self.all::<Interview>().filter_map(|one| {
            let role = self.get::<Role>(one.role).ok()?;
            if !self.is_of(role, whose) {
                return None;
            }
            let (slot, due, pace) = match self.talk_due(one, role, whose, today) {
                Some(due) => due,
                None if !self.to_be_told(one, today).is_nobody() => {
                    let told = Slot::Told {
                        whom: one.untold,
                        at: one.starts,
                        is_off: one.off.is_some(),
                    };
                    (told, one.on().unwrap_or(today), Pace::Soon)
                }
                None if self.is_on(one) => self.slot_of(one, today)?,
                None => return None,
            };
            let is_theirs = matches!(slot, Slot::Choice { .. }) && pace != Pace::Late;
            let candidate = self.get::<Candidate>(one.candidate).ok()?;
            let debt = Debt {
                name: self.name_of(one.leader).to_owned(),
                due,
                pace,
                what: What::Interview {
                    role: one.role,
                    candidate: one.candidate,
                    interview: one.id,
                    title: role.called().to_owned(),
                    called: self.candidate_called(candidate),
                    slot,
                },
            };
            Some((debt, is_theirs))
        });
        due.chain(self.cards_due(whose, today)).collect()
    }

    /// The scorecards that are waited for, once the interview is over: one's own is one's own to do, another's is that of whoever
    /// wrote them until it is late.
    fn cards_due(&self, whose: Whose, today: NaiveDate) -> impl Iterator<Item = (Debt, bool)> {
        let cadence = self.settings().cadence;
        self.all::<Interviewer>().filter_map(move |one| {
            let role = self.get::<Role>(one.role).ok()?;
            let is_own = match (whose, &one.who) {
                (Whose::Of(user), Who::Member(member)) => user == *member,
                _ => false,
            };
            if !role.is_open() || !self.is_card_waited_for(one) || !(is_own || self.is_of(role, whose)) {
                return None;
            }
            let since = self.get::<Interview>(one.interview).ok()?.on()?;
            if since > today {
                return None;
            }
            let candidate = self.get::<Candidate>(one.candidate).ok()?;
            let due = self.card_due(one);
            let pace = Pace::in_business_days(due, today, &cadence);
            let debt = Debt {
                name: self.interviewer_called(one),
                due,
                pace,
                what: What::Interview {
                    role: one.role,
                    candidate: one.candidate,
                    interview: one.interview,
                    title: role.called().to_owned(),
                    called: self.candidate_called(candidate),
                    slot: Slot::Card { since, is_own },
                },
            };
            Some((debt, !is_own && pace != Pace::Late))
        })
    }

    /// The five minutes after a sit-in: asked of whoever works on the role alone, since nobody else's board knows whether they were.
    fn talk_due(
        &self,
        one: &Interview,
        role: &Role,
        whose: Whose,
        today: NaiveDate,
    ) -> Option<(Slot, NaiveDate, Pace)> {
        let Whose::Of(me) = whose else { return None };
        let starts = one
            .starts
            .filter(|_| role.owner == me && self.asks_talk(one, today))?;
        Some((Slot::Talk(starts), starts.date_naive(), Pace::Soon))
    }

    fn slot_of(&self, one: &Interview, today: NaiveDate) -> Option<(Slot, NaiveDate, Pace)> {
        if let Some(starts) = one.starts {
            let on = starts.date_naive();
            return if on < today {
                Some((Slot::Past(starts), on, Pace::Soon))
            } else if self.was_set_before(one) {
                // Whom it was set with is not whose role it is: what is to be got ready is nobody's.
                (on <= today + Days::new(1)).then_some((Slot::Near(starts), on, Pace::Calm))
            } else if one.asks_help(today) {
                Some((Slot::Help(starts), on, Pace::Soon))
            } else if one.asks_to_tell(today) {
                Some((Slot::Tell(starts), on, Pace::Soon))
            } else if let Some(way) = one.asks_to_prepare(today) {
                let pace = if one.is_near(today) {
                    Pace::Soon
                } else {
                    Pace::Calm
                };
                Some((Slot::Prepare(starts, way), on, pace))
            } else {
                (on <= today + Days::new(1)).then_some((Slot::Near(starts), on, Pace::Calm))
            };
        }
        if let Some(chosen) = one.answer() {
            return Some((Slot::None, chosen.at.date_naive(), Pace::Soon));
        }
        let away = self.get::<Leader>(one.leader).ok()?.details.away.as_ref();
        let cadence = self.settings().cadence;
        let due = one.due(away, &cadence)?;
        let away = away.filter(|away| away.pauses(today));
        let paused = away.map(|away| away.back_on(|day| cadence.is_business_day(day)));
        let pace = match paused {
            Some(_) => Pace::Calm,
            None => Pace::in_business_days(due, today, &cadence),
        };
        let waited = one.waited(&cadence, today);
        Some((Slot::Choice { waited, paused }, due, pace))
    }

    /// The interview of this role whose time is waited for first.
    pub(super) fn asking_of_interviews(&self, role: &Role, today: NaiveDate) -> Option<Asking> {
        let asked = self.on::<Interview>(Role::key(role.id));
        let asked = asked.filter(|one| self.is_time_asked(one));
        let asking = asked.filter_map(|one| {
            let (_, due, pace) = self.slot_of(one, today)?;
            let candidate = self.get::<Candidate>(one.candidate).ok()?;
            Some(Asking {
                what: format!("When with {}?", self.candidate_called(candidate)),
                due,
                pace,
            })
        });
        asking.min_by_key(|asking| asking.due)
    }

    /// What a leader is asked of interviews, as an update says it.
    pub(super) fn times_needed(&self, role: &Role, said: impl Fn(NaiveDate) -> String) -> Vec<String> {
        let asked = self.candidates(role.id).into_iter();
        let asked = asked.flat_map(|candidate| {
            let all = self.interviews(candidate.id).into_iter();
            all.map(move |one| (candidate, one))
        });
        let asked = asked.filter(|(_, one)| self.is_time_asked(one));
        let words = asked.filter_map(|(candidate, one)| {
            let offer = one.offer.as_ref()?;
            let times: Vec<String> = offer.times.iter().map(|time| at_time(*time)).collect();
            Some(format!(
                "Which time suits you for {}: {}? By {}.",
                self.candidate_called(candidate),
                times.join("; "),
                said(offer.due)
            ))
        });
        words.collect()
    }

    /// `Candidate C still comes Thu 26 Nov, 15:00.`: who does, after somebody withdrew.
    pub fn still_comes(&self, role: &Role) -> Option<String> {
        let mut coming = self.coming(role.id).into_iter();
        // One that was set with the leader before stands on nobody's page.
        let next = coming.find(|one| !self.was_set_before(one))?;
        let candidate = self.get::<Candidate>(next.candidate).ok()?;
        let called = self.candidate_called(candidate);
        let comes = if next.moved_from.is_some() {
            "now comes"
        } else {
            "still comes"
        };
        Some(format!("{called} {comes} {}.", at_time(next.starts?)))
    }
}

#[cfg(test)]
mod tests;
