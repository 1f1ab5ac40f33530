//! A link of their own for whoever was hired, through which they are asked how it goes.

use super::{AskedHire, NewLink, ShareLink, Target};
use crate::domain::{Ctx, Hire, Kind, Refusal, State, UserId};

impl ShareLink {
    /// For whom such a link is made: somebody who is asked at this day, by the one who reads what they answer.
    pub(super) fn require_hired(
        state: &State,
        asked: AskedHire,
        new: &NewLink,
        keeper: UserId,
        ctx: &Ctx,
    ) -> Result<(), Refusal> {
        let hire = state.get::<Hire>(asked.hire)?;
        if hire.removed {
            return Err(Refusal::Unknown { what: Kind::Hire });
        }
        if new.panel.is_some() || new.brief.is_some() || new.target != Target::Role(hire.role) {
            return Err(Refusal::LinkForbids);
        }
        if hire.reader != Some(keeper) {
            return Err(Refusal::NotReader);
        }
        if !hire.is_asked_at(asked.day, ctx.claimed_at.date_naive()) {
            return Err(Refusal::NotAsked);
        }
        if new.expires_on.is_none() {
            return Err(Refusal::Empty {
                field: "last day on which the link of a form opens".into(),
            });
        }
        Ok(())
    }
}
