//! What an offer, and somebody's yes to it, make of a role.

use chrono::NaiveDate;

use super::{Placement, Role, SkipReason, Stage};
use crate::domain::{Change, Changes, Ctx, Refusal, RoleId, Row, State};

impl Role {
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
