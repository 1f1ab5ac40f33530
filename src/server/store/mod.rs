//! Where workspaces, accounts and sessions are kept. One trait, one suite of stories that every store must pass.

mod erased;
mod rows;
mod sqlite;

#[cfg(test)]
mod contract;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::domain::{CommandId, DeviceId, LinkId, UserId, WorkspaceId};
use crate::sync::{
    server::{Authority, Commit, Recall},
    wire::{Epoch, Mid},
};

pub use erased::ErasedList;
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
    #[error("a stored row cannot be read: {0}")]
    Corrupt(#[from] serde_json::Error),
}

pub type Stored<T> = Result<T, StoreError>;

#[derive(Clone, Debug)]
pub struct Account {
    pub user: UserId,
    pub email: String,
    pub name: String,
    /// In PHC string format.
    pub password_hash: String,
}

/// What is asked of the store's memory before a batch runs.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    pub device: Option<DeviceId>,
    pub mids: Vec<Mid>,
    pub ids: Vec<CommandId>,
}

#[async_trait]
pub trait Store: Send + Sync + 'static {
    async fn load(&self, ws: WorkspaceId) -> Stored<Option<Authority>>;
    async fn recall(&self, ws: WorkspaceId, ask: &Ask) -> Stored<Recall>;
    /// Writes all commits in one transaction, each comparing and setting its workspace's head.
    async fn commit(&self, commits: &[(WorkspaceId, Commit)]) -> Stored<()>;
    async fn workspace_of_link(&self, link: LinkId) -> Stored<Option<WorkspaceId>>;

    /// Opens a workspace with its first account, unless the server was claimed before.
    async fn claim(&self, account: &Account, ws: WorkspaceId, epoch: Epoch) -> Stored<bool>;
    async fn is_claimed(&self) -> Stored<bool>;
    async fn account(&self, email: &str) -> Stored<Option<Account>>;
    /// Also ends the account's sessions. False when there is no such account.
    async fn set_password(&self, email: &str, password_hash: &str) -> Stored<bool>;
    async fn workspaces(&self, user: UserId) -> Stored<Vec<WorkspaceId>>;

    async fn put_session(&self, token_hash: &str, user: UserId, expires_at: DateTime<Utc>) -> Stored<()>;
    /// Whose session it is, unless it is over.
    async fn session(&self, token_hash: &str, now: DateTime<Utc>) -> Stored<Option<UserId>>;
    async fn end_session(&self, token_hash: &str) -> Stored<()>;

    /// Whether it answers at all.
    async fn ping(&self) -> Stored<()>;
}
