//! Whether the leader knows where they stand: asked once in mid-search, and once when somebody has said yes.

use serde::Serialize;

use super::seen::Alone;
use crate::domain::{Moment, RoleId};

/// What was answered is on no page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct StandingView {
    pub role: RoleId,
    pub title: String,
    pub asked: Moment,
}

/// About one role at a time.
pub fn section(seen: Alone) -> Option<StandingView> {
    let (role, asked) = seen.standing()?;
    Some(StandingView {
        role: role.id(),
        title: role.title().to_owned(),
        asked,
    })
}
