//! Who may come in: accounts, sessions, invitations.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use uuid::Uuid;

use super::Stored;
use crate::domain::{Right, UserId, WorkspaceId};
use crate::sync::server::Commit;

#[derive(Clone, Debug)]
pub struct Account {
    pub user: UserId,
    pub email: String,
    pub name: String,
    /// In PHC string format.
    pub password_hash: String,
}

#[derive(Clone, Debug)]
pub struct NewSession {
    pub token_hash: String,
    pub user: UserId,
    /// What it runs on, as its person would say it.
    pub device: String,
    pub opened_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenSession {
    pub token_hash: String,
    pub device: String,
    pub opened_at: DateTime<Utc>,
    /// When it was last used, within an hour.
    pub seen_at: DateTime<Utc>,
}

/// What a device is told whose session was ended elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Keep what waits, show nothing until the same person signs in.
    Lock,
    /// Forget everything.
    Wipe,
    /// They belong to no workspace any more.
    LetGo,
}

impl Ending {
    pub const ALL: [Self; 3] = [Self::Lock, Self::Wipe, Self::LetGo];

    /// The word in the store.
    pub fn word(self) -> &'static str {
        match self {
            Self::Lock => "lock",
            Self::Wipe => "wipe",
            Self::LetGo => "let_go",
        }
    }
}

/// A way into a workspace, for one person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invitation {
    pub secret_hash: String,
    pub ws: WorkspaceId,
    /// For whom, in the words of whoever invited them.
    pub label: String,
    pub right: Right,
    pub invited_by: UserId,
    pub expires_at: DateTime<Utc>,
}

/// A workspace that comes into being, with its owner.
#[derive(Clone, Debug)]
pub struct Founding {
    pub ws: WorkspaceId,
    pub user: UserId,
    /// Drawn by whoever asks: the same person's same request founds one workspace.
    pub request: Uuid,
    /// The owner's account, when this claims a new server; none for somebody who has one.
    pub claims: Option<Account>,
    /// The first rows, from nothing. Its epoch is the workspace's.
    pub first: Commit,
}

/// Somebody who comes in by an invitation.
#[derive(Clone, Debug)]
pub struct Joining {
    /// Of the invitation's secret.
    pub secret_hash: String,
    pub user: UserId,
    /// None for somebody who has an account.
    pub account: Option<Account>,
}

#[async_trait]
pub trait People: Send + Sync + 'static {
    /// Writes the workspace, its owner's membership, its first rows and what claims the server in one transaction.
    /// Answers with the workspace that stands for the request, this one or that of before; none, with nothing
    /// written, when it claims a server that has an account already.
    async fn found(&self, founding: &Founding) -> Stored<Option<WorkspaceId>>;
    async fn is_claimed(&self) -> Stored<bool>;
    async fn account(&self, email: &str) -> Stored<Option<Account>>;
    /// The address with which this person signs in.
    async fn address_of(&self, user: UserId) -> Stored<Option<String>>;
    /// Whether there is an account under this id.
    async fn knows(&self, user: UserId) -> Stored<bool>;
    /// Also ends the account's sessions. False when there is no such account.
    async fn set_password(&self, email: &str, password_hash: &str) -> Stored<bool>;
    async fn workspaces(&self, user: UserId) -> Stored<Vec<WorkspaceId>>;

    async fn put_session(&self, session: &NewSession) -> Stored<()>;
    /// Whose session it is, unless it is over.
    async fn session(&self, token_hash: &str, now: DateTime<Utc>) -> Stored<Option<UserId>>;
    /// Notes that it was used now, unless it was since `unless_since`.
    async fn seen(&self, token_hash: &str, now: DateTime<Utc>, unless_since: DateTime<Utc>) -> Stored<()>;
    /// A person's sessions, the latest used first.
    async fn sessions(&self, user: UserId, now: DateTime<Utc>) -> Stored<Vec<OpenSession>>;
    /// Sessions and invitations that open nothing any more go; one that was ended from elsewhere a month later, since a clock that is slow
    /// sends its secret for longer, and its device is to be told.
    async fn forget_expired(&self, now: DateTime<Utc>) -> Stored<()>;
    /// With an ending, the session is remembered, so that its device can be told.
    async fn end_session(&self, token_hash: &str, ending: Option<Ending>) -> Stored<()>;
    /// Whose session it was, and how it ended.
    async fn ending(&self, token_hash: &str) -> Stored<Option<(UserId, Ending)>>;

    async fn invite(&self, invitation: &Invitation) -> Stored<()>;
    /// Those that wait in a workspace, the first to expire first.
    async fn invitations(&self, ws: WorkspaceId, now: DateTime<Utc>) -> Stored<Vec<Invitation>>;
    async fn invitation(&self, secret_hash: &str, now: DateTime<Utc>) -> Stored<Option<Invitation>>;
    async fn withdraw(&self, ws: WorkspaceId, secret_hash: &str) -> Stored<()>;
    /// Uses an invitation into this workspace up, in one transaction with what makes the person a member: a new
    /// account if one is given, the membership, and the commit, which may be empty. False, with nothing written, when
    /// it was used or withdrawn.
    async fn join(&self, ws: WorkspaceId, joining: &Joining, commit: &Commit) -> Stored<bool>;
}
