//! What every handler can reach.

use std::sync::{Arc, Mutex};

use tokio::sync::watch;

use super::{
    clock::Clock,
    config::Config,
    store::{Store, Stored},
    workspaces::Workspaces,
    writer::Writer,
};
use crate::domain::{UserId, WorkspaceId};

/// The running server. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

pub struct Inner {
    pub config: Config,
    pub clock: Clock,
    pub store: Arc<dyn Store>,
    pub workspaces: Arc<Workspaces>,
    pub writer: Writer,
    /// The code that claims this server; gone once it was used.
    pub claim_code: Mutex<Option<String>>,
    /// Moves when a session ends, so that its streams look again.
    pub sessions_changed: watch::Sender<u64>,
    /// Becomes true when the server stops: streams end.
    pub stopping: watch::Sender<bool>,
}

impl App {
    pub fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// The workspaces to which this person belongs now.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn workspaces_of(&self, user: UserId) -> Stored<Vec<WorkspaceId>> {
        let mut theirs = Vec::new();
        for ws in self.store.workspaces(user).await? {
            let space = self.workspaces.get(ws).await?;
            if space.is_some_and(|space| space.read().state().is_member(user)) {
                theirs.push(ws);
            }
        }
        Ok(theirs)
    }
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
