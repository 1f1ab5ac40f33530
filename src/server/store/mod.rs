//! Where workspaces, accounts and sessions are kept. One trait, one suite of stories that every store must pass.

mod ledger;
mod passcodes;
mod people;
mod restored;
mod rows;
mod sqlite;
mod sqlite_people;

#[cfg(test)]
mod contract;

use async_trait::async_trait;

use crate::domain::{Actor, CommandId, DeviceId, LinkId, WorkspaceId};
use crate::sync::{
    server::{Authority, Commit, Recall},
    wire::Mid,
};

pub use ledger::{Decision, Entry, Ledger};
pub use passcodes::{Passcodes, Tried};
pub use people::{Account, Ending, Founding, Invitation, Joining, NewSession, OpenSession, People};
pub use sqlite::{Sqlite, restore};

/// Why the store did not answer. Nothing was written; trying again may succeed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the disk is full: free some space, nothing needs a restart")]
    Full,
    /// Another writer moved the head, or the epoch is another: the copy in memory is stale.
    #[error("the workspace has moved on since it was read")]
    Conflict,
    #[error("this e-mail address already has an account")]
    EmailTaken,
    #[error("the database answered: {0}")]
    Failed(#[from] sqlx::Error),
    #[error("the ledger beside the database cannot be written ({0}): nothing was decided")]
    Ledger(std::io::Error),
    #[error("a stored row cannot be read: {0}")]
    Corrupt(#[from] serde_json::Error),
}

impl StoreError {
    /// Also of the ledger's disk.
    pub fn is_full(&self) -> bool {
        match self {
            Self::Full => true,
            Self::Ledger(error) => error.kind() == std::io::ErrorKind::StorageFull,
            _ => false,
        }
    }
}

pub type Stored<T> = Result<T, StoreError>;

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
pub trait Store: People + Passcodes {
    async fn load(&self, ws: WorkspaceId) -> Stored<Option<Authority>>;
    async fn recall(&self, ws: WorkspaceId, ask: &Ask) -> Stored<Recall>;
    /// Writes all commits in one transaction, each comparing and setting its workspace's head.
    async fn commit(&self, commits: &[(WorkspaceId, Commit)]) -> Stored<()>;
    async fn workspace_of_link(&self, link: LinkId) -> Stored<Option<WorkspaceId>>;

    /// Whether it answers at all.
    async fn ping(&self) -> Stored<()>;
}
