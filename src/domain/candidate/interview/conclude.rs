//! How an interview is concluded once those who judged have talked about it, and how that is taken back.

use chrono::{DateTime, FixedOffset};

use super::{Concluded, Debrief, Interview, at_time, carried};
use crate::domain::{Candidate, Changes, Ctx, Ending, Refusal, State, UserId, note};

impl Interview {
    /// # Errors
    /// [`Refusal::Concluded`], with what was decided.
    pub(in crate::domain) fn require_undecided(&self) -> Result<(), Refusal> {
        match &self.debrief {
            Some(debrief) => Err(Refusal::Concluded {
                how: debrief.concluded.label().to_lowercase(),
            }),
            None => Ok(()),
        }
    }

    /// # Errors
    /// [`Refusal::StillToCome`], where it has a time and that is not here yet.
    pub(in crate::domain) fn require_come(&self, ctx: &Ctx) -> Result<(), Refusal> {
        match self.starts {
            Some(starts) if starts > ctx.claimed_at => Err(Refusal::StillToCome {
                date: carried(starts),
            }),
            _ => Ok(()),
        }
    }

    /// It took place, then, and nobody's scorecard is waited for any more. Whoever is to judge by themselves does so first.
    pub(super) fn conclude(
        &self,
        state: &State,
        (concluded, because): (Concluded, &str),
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let because = note("reason", because)?;
        if self.debrief.as_ref().is_some_and(|was| {
            was.concluded == concluded && (was.because == because || concluded == Concluded::TurnedDown)
        }) {
            return Ok(Changes::new());
        }
        self.require_undecided()?;
        self.require_on()?;
        if state.is_to_judge(self.candidate, by) {
            return Err(Refusal::OwnFirst);
        }
        if self.starts.is_none() {
            return Err(Refusal::Empty { field: "time".into() });
        }
        self.require_come(ctx)?;
        let candidate = state.get::<Candidate>(self.candidate)?;
        candidate.require_in_play()?;
        let (mut changes, because) = match concluded {
            Concluded::TurnedDown => {
                let ended = candidate.end(state, (Ending::TurnedDown, &because), by, ctx)?;
                (ended, String::new())
            }
            Concluded::GoesOn | Concluded::TalkAgain => (Changes::new(), because),
        };
        changes.merge(state.put(Self {
            held: true,
            debrief: Some(Box::new(Debrief {
                concluded,
                because,
                at: ctx.claimed_at,
                by,
            })),
            ..self.clone()
        }));
        Ok(changes)
    }

    /// Those who had not handed in are waited for again; whoever was turned down by it is in play.
    pub(super) fn reconsider(&self, state: &State, ctx: &Ctx) -> Result<Changes, Refusal> {
        let Some(was) = &self.debrief else {
            return Ok(Changes::new());
        };
        let candidate = state.get::<Candidate>(self.candidate)?;
        let is_by_it = |at: DateTime<FixedOffset>| was.concluded == Concluded::TurnedDown && at == was.at;
        let mut changes = match &candidate.ended {
            Some(ended) if is_by_it(ended.at) => candidate.reopened(state, ctx),
            _ => Changes::new(),
        };
        changes.merge(state.put(Self {
            debrief: None,
            ..self.clone()
        }));
        Ok(changes)
    }

    /// What was decided in it, and why.
    pub fn concluded(&self, candidate: &Candidate) -> Option<(Concluded, String)> {
        let debrief = self.debrief.as_ref()?;
        let because = match (debrief.concluded, &candidate.ended) {
            (Concluded::TurnedDown, Some(ended)) if ended.at == debrief.at => ended.because.clone(),
            _ => debrief.because.clone(),
        };
        Some((debrief.concluded, because))
    }

    /// When it took place, in words.
    pub fn took_place(&self) -> String {
        self.starts.map(at_time).unwrap_or_default()
    }
}
