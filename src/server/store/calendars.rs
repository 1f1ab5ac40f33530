//! By which address a person's calendar is fetched.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Stored;
use crate::domain::{UserId, WorkspaceId};

/// An address that opens somebody's calendar of a workspace, to whoever has it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CalendarAddress {
    pub secret_hash: String,
    /// Titles name people, where everybody in the workspace may know them.
    pub named: bool,
    pub made_at: DateTime<Utc>,
}

/// Each person has one at most in each workspace. It also ends with their membership, with their password, and when a device of theirs
/// is locked or wiped from another: a lost one may know it.
#[async_trait]
pub trait Calendars: Send + Sync + 'static {
    /// Whose calendar of which workspace has this secret.
    async fn calendar(&self, secret_hash: &str) -> Stored<Option<(UserId, WorkspaceId, CalendarAddress)>>;
    async fn calendar_of(&self, user: UserId, ws: WorkspaceId) -> Stored<Option<CalendarAddress>>;
    /// The one before opens nothing from then on, and after a restore neither; with none, none does.
    async fn put_calendar(
        &self,
        user: UserId,
        ws: WorkspaceId,
        address: Option<CalendarAddress>,
    ) -> Stored<()>;
}
