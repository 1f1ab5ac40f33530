//! What every handler can reach.

use std::sync::{Arc, Mutex};

use tokio::sync::watch;

use crate::calls::told::Place;
use crate::domain::{Right, UserId};
use crate::server::{
    accounts::tries::Tries,
    http::watchers::Watchers,
    mail::Courier,
    operate::{clock::Clock, config::Config},
    store::{Store, Stored},
    work::{broadcast::Broadcasts, workspaces::Workspaces, writer::Writer},
};

/// The running server. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

pub struct Inner {
    pub config: Config,
    pub clock: Clock,
    pub store: Arc<dyn Store>,
    pub workspaces: Arc<Workspaces>,
    pub writer: Writer,
    pub courier: Courier,
    /// The code that claims this server; gone once it was used.
    pub claim_code: Mutex<Option<String>>,
    /// Wrong passwords of late.
    pub tries: Tries,
    pub watchers: Watchers,
    pub broadcasts: Broadcasts,
    /// Moves when a session ends, so that its streams look again.
    pub sessions_changed: watch::Sender<u64>,
    /// Becomes true when the server stops: streams end.
    pub stopping: watch::Sender<bool>,
}

impl App {
    pub fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// The workspaces to which this person belongs now, the oldest first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn places_of(&self, user: UserId) -> Stored<Vec<Place>> {
        let mut theirs = Vec::new();
        for id in self.store.workspaces(user).await? {
            let Some(space) = self.workspaces.get(id).await? else {
                continue;
            };
            let authority = space.read();
            let state = authority.state();
            if state.is_member(user) {
                theirs.push(Place {
                    id,
                    name: state
                        .workspace()
                        .map_or_else(String::new, |workspace| workspace.name.clone()),
                    right: state.member(user).map_or(Right::Owner, |member| member.right),
                });
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
