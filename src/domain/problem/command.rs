//! The commands of problems.

use chrono::{DateTime, FixedOffset, TimeDelta};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::{Problem, ProblemDetails, Reopened};
use crate::domain::{
    Changes, Commands, Ctx, Giver, Kind, Leader, ProblemId, Refusal, Role, Says, Spread, State, UserId,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    /// By hand, from a proposal, or to say that what comes back is no problem.
    RaiseProblem {
        problem: ProblemId,
        details: Box<ProblemDetails>,
    },
    EditProblem {
        problem: ProblemId,
        details: Box<ProblemDetails>,
        /// What the author saw when they began: what others changed meanwhile stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<Box<ProblemDetails>>,
    },
    RemoveProblem {
        problem: ProblemId,
    },
    /// Somebody says that both are one: the first becomes part of the second.
    MergeProblem {
        problem: ProblemId,
        into: ProblemId,
    },
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let (creates, needs) = match self {
            Self::RaiseProblem { problem, details } => (
                vec![Problem::key(*problem)],
                details.roles.iter().copied().map(Role::key).collect(),
            ),
            Self::EditProblem { problem, details, .. } => {
                let roles = details.roles.iter().copied().map(Role::key);
                (
                    vec![],
                    [Problem::key(*problem)].into_iter().chain(roles).collect(),
                )
            }
            Self::RemoveProblem { problem } => (vec![], vec![Problem::key(*problem)]),
            Self::MergeProblem { problem, into } => {
                (vec![], vec![Problem::key(*problem), Problem::key(*into)])
            }
        };
        let may_name = match self {
            Self::RaiseProblem { .. } | Self::EditProblem { .. } => needs.clone(),
            Self::RemoveProblem { .. } | Self::MergeProblem { .. } => vec![],
        };
        Says {
            by: Giver::Member,
            creates,
            needs,
            wants: vec![],
            names: vec![],
            may_name,
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        match self {
            Self::RaiseProblem { problem, details } => Problem::raise(state, *problem, details, by, ctx),
            Self::EditProblem {
                problem,
                details,
                base,
            } => {
                let now = state.problem(*problem)?;
                let edited = now.details.edited(details, base.as_deref(), ctx)?;
                now.require_words(state, &edited)?;
                now.with(state, edited, ctx)
            }
            Self::RemoveProblem { problem } => Ok(state.put(Problem {
                removed: true,
                ..state.get::<Problem>(*problem)?.clone()
            })),
            Self::MergeProblem { problem, into } => {
                let now = state.problem(*problem)?;
                now.require_mergeable(state, Some(*into))?;
                Ok(state.put(Problem {
                    into: Some(*into),
                    ..now.clone()
                }))
            }
        }
    }
}

impl<'a> State<'a> {
    fn problem(&self, id: ProblemId) -> Result<&'a Problem, Refusal> {
        let found = self.get::<Problem>(id)?;
        if found.removed {
            return Err(Refusal::Unknown { what: Kind::Problem });
        }
        Ok(found)
    }
}

impl Problem {
    fn raise(
        state: &State,
        id: ProblemId,
        details: &ProblemDetails,
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        state.require_new(Self::key(id))?;
        let details = details.checked(ctx)?;
        details.require_sound()?;
        details.require_known(state, None, ctx)?;
        let done_at = details.done_on.map(|_| ctx.claimed_at);
        Ok(state.put_hanging(Self {
            id,
            details: Box::new(details),
            into: None,
            by,
            at: ctx.claimed_at,
            done_at,
            reopened: None,
            removed: false,
        }))
    }

    /// After an edit, for whoever sees all the roles it hangs on by then.
    fn with(&self, state: &State, details: ProblemDetails, ctx: &Ctx) -> Result<Changes, Refusal> {
        if details == *self.details {
            return Ok(Changes::new());
        }
        details.require_known(state, Some(&self.details), ctx)?;
        if details.category != self.details.category
            && (self.into.is_some() || !state.seen_by(None).parts(self).is_empty())
        {
            return Err(Refusal::NotTheSame);
        }
        let (done_at, reopened) = self.done(state, details.done_on.is_some(), ctx.claimed_at);
        Ok(state.put_hanging(Self {
            details: Box::new(details),
            done_at,
            reopened,
            ..self.clone()
        }))
    }

    /// Since when it is fixed, and was not after all: a slip of which nobody was written to leaves no trace.
    fn done(
        &self,
        state: &State,
        is_done: bool,
        now: DateTime<FixedOffset>,
    ) -> (Option<DateTime<FixedOffset>>, Option<Reopened>) {
        let is_slip = |since: DateTime<FixedOffset>| now - since < TimeDelta::minutes(Self::SLIP);
        match (self.done_at, is_done) {
            (Some(done_at), false) if is_slip(done_at) && !self.was_written_since(state, done_at) => {
                (None, self.reopened)
            }
            (Some(done_at), false) => (None, Some(Reopened { done_at, at: now })),
            (None, true) => match self.reopened.filter(|reopened| is_slip(reopened.at)) {
                Some(reopened) => (Some(reopened.done_at), None),
                None => (Some(now), None),
            },
            (done_at, _) => (done_at, self.reopened),
        }
    }

    /// Whether a leader of one of its roles was written to since, and so may have read that it is fixed.
    fn was_written_since(&self, state: &State, since: DateTime<FixedOffset>) -> bool {
        let leaders = self.details.roles.iter().filter_map(|role| {
            let leader = state.get::<Role>(*role).ok()?.leader?;
            state.get::<Leader>(leader).ok()
        });
        let mut written = leaders.filter_map(|leader| state.written(leader));
        written.any(|written| since < written.at)
    }

    /// Words about a confidential role are not made everybody's by taking it out.
    fn require_words(&self, state: &State, details: &ProblemDetails) -> Result<(), Refusal> {
        let spread = Spread::among(state);
        let audience =
            |details: &ProblemDetails| spread.audience_of(&details.roles.iter().copied().collect::<Vec<_>>());
        let (was, now) = (self.details.words(), details.words());
        let stays = was
            .into_iter()
            .zip(now)
            .any(|(was, now)| !was.is_empty() && was == now);
        if stays && !audience(&self.details).covers(&audience(details)) {
            return Err(Refusal::WordsForFewer);
        }
        Ok(())
    }

    /// Back to what it was, in words that were for whoever saw it then.
    pub(in crate::domain) fn restored(
        &self,
        state: &State,
        (details, into, removed): (&ProblemDetails, Option<ProblemId>, bool),
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        if into != self.into {
            self.require_mergeable(state, into)?;
        }
        let edited = Self {
            into,
            removed,
            ..self.clone()
        };
        let changes = edited.with(state, self.details.edited(details, None, ctx)?, ctx)?;
        Ok(if changes.is_empty() {
            state.put(edited)
        } else {
            changes
        })
    }

    /// Only what is of one kind is one. What becomes part of another is put with what stands for itself, so no way leads back.
    fn require_mergeable(&self, state: &State, into: Option<ProblemId>) -> Result<(), Refusal> {
        let Some(into) = into else { return Ok(()) };
        let into = state.problem(into)?;
        let is_kind =
            into.details.category == self.details.category && into.details.is_none == self.details.is_none;
        if into.id == self.id || into.into.is_some() || !is_kind {
            return Err(Refusal::NotTheSame);
        }
        Ok(())
    }
}

impl ProblemDetails {
    /// The roles and the member whom it names are here, and what is to come is yet to come.
    fn require_known(&self, state: &State, was: Option<&Self>, ctx: &Ctx) -> Result<(), Refusal> {
        for role in &self.roles {
            if was.is_none_or(|was| !was.roles.contains(role)) {
                state.get::<Role>(*role)?;
            }
        }
        if let Some(member) = self.member
            && was.is_none_or(|was| was.member != self.member)
            // A board that has no members yet is its holder's.
            && state.members().next().is_some()
        {
            state.present(member)?;
        }
        match self.due {
            Some(due) if self.done_on.is_none() && was.is_none_or(|was| was.due != self.due) => {
                ctx.require_coming(due)
            }
            _ => Ok(()),
        }
    }
}
