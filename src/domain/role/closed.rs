//! Why and when a role closed, and what opening it again does.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Role, Stage};
use crate::domain::{Ctx, Refusal, labelled};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Close {
    pub reason: CloseReason,
    pub on: NaiveDate,
    /// Where it stood; none when it came in closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Stage>,
    /// When somebody closed it here; none when it came in closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<FixedOffset>>,
}

labelled! {
    CloseReason {
        Filled = "Filled",
        /// A success: the pain went away without anybody being hired.
        SolvedWithoutHire = "Solved without a hire",
        Cancelled = "Cancelled",
    }
}

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
}
