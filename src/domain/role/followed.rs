//! What somebody's yes to an offer makes of a role.

use chrono::NaiveDate;

use super::{Role, Stage};
use crate::domain::{Change, Changes, Ctx, Refusal, RoleId, Row, State};

impl Role {
    /// Followed up since that day; without one, back at the offer.
    pub(in crate::domain) fn follows(
        state: &State,
        id: RoleId,
        yes_on: Option<NaiveDate>,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let stage = if yes_on.is_some() {
            Stage::FollowUp
        } else {
            Stage::Offer
        };
        let mut changes = Self::shift(state, id, stage, (None, None), (None, None), ctx)?;
        if let Some(Change::Put {
            row: Row::Role(role), ..
        }) = changes.0.get_mut(&Self::key(id))
        {
            role.placement.yes_on = yes_on;
        }
        Ok(changes)
    }
}
