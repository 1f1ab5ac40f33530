//! What an offer, and somebody's yes to it, make of a role; how it closes, and what opening it again does.

use chrono::NaiveDate;

use super::{Close, CloseReason, Placement, Role, SkipReason, Stage};
use crate::domain::{Change, Changes, Ctx, Refusal, RoleId, Row, State};

impl Role {
    /// How it is closed at that stage, if it is. Another reason closes it anew.
    pub(super) fn closing(
        &self,
        stage: Stage,
        reason: Option<CloseReason>,
        ctx: &Ctx,
    ) -> Result<Option<Close>, Refusal> {
        if stage != Stage::Closed {
            return Ok(None);
        }
        let former = self.placement.close.as_ref();
        match (reason, former) {
            (None, None) => Err(Refusal::ReasonNeeded),
            (None, Some(former)) => Ok(Some(former.clone())),
            (Some(reason), Some(former)) if former.reason == reason => Ok(Some(former.clone())),
            (Some(reason), _) => Ok(Some(Close {
                reason,
                on: ctx.claimed_at.date_naive(),
                from: Some(self.stage_reached()).filter(|from| *from != Stage::Closed),
                at: Some(ctx.claimed_at),
            })),
        }
    }

    /// Days since it closed, where it goes back to a stage in which somebody is sought anew: no clock has run since.
    pub(super) fn closed_until(&self, stage: Stage, today: NaiveDate) -> Option<u32> {
        let close = self.placement.close.as_ref();
        let close = close.filter(|_| stage < Stage::FollowUp)?;
        let days = u32::try_from((today - close.on).num_days()).ok()?;
        (days > 0).then_some(days)
    }

    /// Where an offer or a yes of that day brings it, or back where it was. Nobody is asked: what happened goes before what was to be
    /// asked, and that it was not stays said. When it was sourced is not known by that. `back` is where it stood before the first of them.
    pub(in crate::domain) fn follows(
        state: &State,
        id: RoleId,
        (stage, yes_on): (Stage, Option<NaiveDate>),
        back: Option<Stage>,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let before = state.get::<Self>(id)?;
        let happened = match yes_on {
            Some(_) => SkipReason::SaidYes,
            None => SkipReason::Offered,
        };
        let skip = state.gate(before, stage).map(|_| happened);
        let mut changes = Self::shift(state, id, stage, (None, None), (None, skip), ctx)?;
        if let Some(Change::Put {
            row: Row::Role(role), ..
        }) = changes.0.get_mut(&Self::key(id))
        {
            role.placement.yes_on = yes_on;
            role.placement.before_offer = back;
            role.placement.sourced_on = before.placement.sourced_on;
        }
        Ok(changes)
    }

    /// They said yes on another day than the one on which the card was moved.
    pub(in crate::domain) fn said_yes(&self, state: &State, on: NaiveDate) -> Changes {
        let placement = Placement {
            yes_on: Some(on),
            ..self.placement.clone()
        };
        state.put(Self {
            placement,
            ..self.clone()
        })
    }
}
