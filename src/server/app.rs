//! What every handler can reach.

use std::sync::{Arc, Mutex};

use tokio::sync::watch;

use super::{clock::Clock, config::Config, store::Store, workspaces::Workspaces, writer::Writer};

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
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
