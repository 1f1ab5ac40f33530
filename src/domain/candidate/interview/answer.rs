//! Which of the times a leader chooses: once, whoever says it, and of those that were read.

use chrono::{DateTime, FixedOffset};

use super::{Chosen, Interview, Untold, require_to_come};
use crate::domain::{
    Candidate, Changes, Ctx, InterviewId, Kind, Refusal, ShareLink, State, UserId, link::AtPage, note,
};

impl Interview {
    /// Whether this link's page shows it: to its leader, beside the card of whoever comes.
    pub fn is_shown_by(&self, link: &ShareLink, state: &State) -> bool {
        let candidate = state.get::<Candidate>(self.candidate);
        self.leader == link.leader && candidate.is_ok_and(|candidate| candidate.is_shown_by(link, state))
    }

    /// On the leader's page.
    pub(super) fn choose(
        state: &State,
        id: InterviewId,
        read: u32,
        (time, because): (Option<DateTime<FixedOffset>>, &str),
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let AtPage { link, shown } = state.at_page(ctx)?;
        let now = shown.get::<Self>(id)?;
        if !now.is_shown_by(link, &shown) {
            return Err(Refusal::Unknown {
                what: Kind::Interview,
            });
        }
        let chosen = Chosen {
            of: read,
            time,
            because: note("reason", because)?,
            at: ctx.claimed_at,
            link: Some(link.id),
            by: None,
        };
        now.with(state, chosen, ctx)
    }

    /// As a recruiter heard it.
    pub(super) fn note(
        &self,
        state: &State,
        (time, because): (Option<DateTime<FixedOffset>>, &str),
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let chosen = Chosen {
            of: self.edition,
            time,
            because: note("reason", because)?,
            at: ctx.claimed_at,
            link: None,
            by: Some(by),
        };
        self.with(state, chosen, ctx)
    }

    fn with(&self, state: &State, chosen: Chosen, ctx: &Ctx) -> Result<Changes, Refusal> {
        // The same, said twice, is said once.
        if self.answers.iter().any(|was| was.says_the_same(&chosen)) {
            return Ok(Changes::new());
        }
        self.require_on()?;
        self.require_meeting(state)?;
        if chosen.of != self.edition {
            return Err(Refusal::TimesChanged);
        }
        if let Some(was) = self.answer() {
            return Err(Refusal::Wished { said: was.said() });
        }
        // A recruiter knew the time before an answer came.
        if let Some(starts) = self.starts {
            return Err(Refusal::Wished {
                said: super::at_time(starts),
            });
        }
        match chosen.time {
            None if chosen.because.is_empty() => {
                return Err(Refusal::Empty {
                    field: "reason".into(),
                });
            }
            Some(time)
                if !self
                    .offer
                    .as_ref()
                    .is_some_and(|offer| offer.times.contains(&time)) =>
            {
                return Err(Refusal::ChoiceGone);
            }
            Some(time) => require_to_come(time, ctx)?,
            None => {}
        }
        let mut answers = self.answers.clone();
        let starts = chosen.time;
        answers.push(chosen);
        let settled = Self {
            answers,
            starts,
            // They know what they said; whoever comes does not.
            untold: match starts {
                Some(_) => Untold::CANDIDATE,
                None => self.untold,
            },
            ..self.clone()
        };
        let links = self.links_last(state, settled.on(), ctx);
        let mut changes = state.put_hanging(settled);
        changes.merge(links);
        Ok(changes)
    }

    /// What was said on a page stays said.
    pub(super) fn take_back(&self, state: &State) -> Result<Changes, Refusal> {
        let mut answers = self.answers.clone();
        match answers.pop() {
            Some(chosen) if chosen.by.is_none() => Err(Refusal::Wished { said: chosen.said() }),
            Some(chosen) if chosen.of == self.edition => Ok(state.put_hanging(Self {
                answers,
                // Where it was moved since, that stands.
                starts: self.starts.filter(|starts| chosen.time != Some(*starts)),
                untold: match chosen.time == self.starts {
                    true => Untold::NOBODY,
                    false => self.untold,
                },
                revision: self.revision.saturating_add(1),
                ..self.clone()
            })),
            _ => Ok(Changes::new()),
        }
    }
}
