//! Where workspaces, accounts and sessions are kept. One trait, one suite of stories that every store must pass.

mod calendars;
mod error;
mod ledger;
pub mod passcode_key;
mod passcodes;
mod people;
mod sqlite;

#[cfg(test)]
mod contract;

use async_trait::async_trait;

use crate::domain::{Actor, CommandId, DeviceId, LinkId, WorkspaceId};
use crate::sync::{
    server::{Authority, Commit, Recall, Since},
    wire::{Mid, Seq},
};

pub use calendars::{CalendarAddress, Calendars};
pub use error::{StoreError, Stored};
pub use ledger::{Decision, Entry, Ledger};
pub use passcodes::{Passcodes, Tried};
pub use people::{Account, Ending, Founding, Invitation, Joining, NewSession, OpenSession, People};
pub use sqlite::{Sqlite, restore};

/// What is asked of the store's memory before a batch runs.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    pub device: Option<DeviceId>,
    pub mids: Vec<Mid>,
    /// Of commands, each with its author.
    pub ids: Vec<(Actor, CommandId)>,
    /// Of links that are about to be made.
    pub links: Vec<LinkId>,
}

#[async_trait]
pub trait Store: People + Passcodes + Calendars {
    async fn load(&self, ws: WorkspaceId) -> Stored<Option<Authority>>;
    /// What became of the workspace after a position, for whoever knows it up to there.
    async fn since(&self, ws: WorkspaceId, seq: Seq) -> Stored<Option<Since>>;
    /// The workspaces in which something is left to do.
    async fn with_jobs(&self) -> Stored<Vec<WorkspaceId>>;
    async fn recall(&self, ws: WorkspaceId, ask: &Ask) -> Stored<Recall>;
    /// Writes all commits in one transaction, each comparing and setting its workspace's head.
    async fn commit(&self, commits: &[(WorkspaceId, Commit)]) -> Stored<()>;
    async fn workspace_of_link(&self, link: LinkId) -> Stored<Option<WorkspaceId>>;

    /// Whether it answers at all.
    async fn ping(&self) -> Stored<()>;
}
