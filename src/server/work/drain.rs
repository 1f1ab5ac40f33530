//! Jobs: what follows commits, done by the writer in turn with what is given.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use tokio::time::{Instant, sleep_until};

use super::workspaces::Workspaces;
use crate::domain::{Repeat, WorkspaceId, decide};
use crate::server::store::{Store, StoreError};
use crate::sync::server::{Batch, JobId, Panicked, Recall};

/// Rows in one page.
const PAGE: usize = 1_000;
/// Before a page that failed is tried again; doubled each time up to the last.
const FIRST_REST: Duration = Duration::from_secs(1);
const LAST_REST: Duration = Duration::from_secs(300);
/// After so many times a job that fails by itself is given up, until the server is started anew.
const TRIES: u32 = 5;

/// The workspaces in which something is left to do.
pub struct Drain(BTreeMap<WorkspaceId, Waiting>);

/// When the next page is due, and how often it has failed.
#[derive(Clone)]
struct Waiting {
    at: Instant,
    tries: u32,
    given_up: BTreeSet<JobId>,
}

impl Drain {
    /// What was left when the server last ended.
    pub async fn begin(store: &dyn Store) -> Self {
        let left = store.with_jobs().await.unwrap_or_else(|error| {
            tracing::error!(%error, "what is left to do could not be read");
            Vec::new()
        });
        let mut drain = Self(BTreeMap::new());
        left.into_iter().for_each(|ws| drain.wait(ws));
        drain
    }

    fn wait(&mut self, ws: WorkspaceId) {
        let waiting = self.0.entry(ws).or_insert_with(|| Waiting {
            at: Instant::now(),
            tries: 0,
            given_up: BTreeSet::new(),
        });
        if waiting.tries == 0 {
            waiting.at = Instant::now();
        }
    }

    /// Something was written to these.
    pub async fn look_at(&mut self, workspaces: &Workspaces, touched: BTreeSet<WorkspaceId>) {
        for ws in touched {
            if let Ok(Some(space)) = workspaces.get(ws).await
                && !space.read().jobs().is_empty()
            {
                self.wait(ws);
            }
        }
    }

    /// The workspace whose next page is due first.
    fn first(&self) -> Option<(WorkspaceId, Instant)> {
        let all = self.0.iter().map(|(ws, waiting)| (*ws, waiting.at));
        all.min_by_key(|(_, at)| *at)
    }

    pub fn is_due(&self) -> Option<WorkspaceId> {
        self.first()
            .filter(|(_, at)| *at <= Instant::now())
            .map(|(ws, _)| ws)
    }

    /// Waits until a page is due; for ever when nothing is left to do.
    pub async fn due(&self) -> WorkspaceId {
        match self.first() {
            Some((ws, at)) => {
                sleep_until(at).await;
                ws
            }
            None => std::future::pending().await,
        }
    }

    /// Does the next page of the oldest job of a workspace, in a transaction of its own.
    pub async fn page(&mut self, store: &dyn Store, workspaces: &Workspaces, ws: WorkspaceId) {
        let given_up = self.0.get(&ws).map(|waiting| waiting.given_up.clone());
        let done = page(store, workspaces, ws, &given_up.unwrap_or_default()).await;
        let Some(waiting) = self.0.get_mut(&ws) else {
            return;
        };
        let (job, repeat) = match done {
            Ok(None) => {
                // What was given up is not asked for again; whatever else comes is.
                if waiting.given_up.is_empty() {
                    self.0.remove(&ws);
                } else {
                    waiting.at = Instant::now() + LAST_REST;
                }
                return;
            }
            Ok(Some(())) => {
                (waiting.at, waiting.tries) = (Instant::now(), 0);
                return;
            }
            Err(Failed::Store(error)) => {
                if matches!(error, StoreError::Conflict) {
                    workspaces.catch_up(ws).await;
                } else {
                    tracing::error!(%ws, %error, "a page of a job was not committed");
                }
                (None, Repeat::Harmless)
            }
            Err(Failed::Itself(job, repeat)) => {
                tracing::error!(%ws, ?job, "a rule panicked in a job");
                (Some(job), repeat)
            }
        };
        waiting.tries += 1;
        waiting.at = Instant::now() + LAST_REST.min(FIRST_REST * 2_u32.saturating_pow(waiting.tries - 1));
        let Some(job) = job else { return };
        if waiting.tries >= TRIES || repeat == Repeat::Asks {
            (waiting.at, waiting.tries) = (Instant::now(), 0);
            waiting.given_up.insert(job);
            if let Ok(Some(space)) = workspaces.get(ws).await {
                space.give_up(job);
            }
        }
    }
}

enum Failed {
    Store(StoreError),
    Itself(JobId, Repeat),
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// None when nothing is left to do.
async fn page(
    store: &dyn Store,
    workspaces: &Workspaces,
    ws: WorkspaceId,
    given_up: &BTreeSet<JobId>,
) -> Result<Option<()>, Failed> {
    let Some(space) = workspaces.get(ws).await? else {
        return Ok(None);
    };
    let commit = {
        let authority = space.read();
        let mut jobs = authority.jobs().iter();
        let Some((id, job)) = jobs.find(|(id, _)| !given_up.contains(id)) else {
            return Ok(None);
        };
        let mut batch = Batch::new(&authority, Recall::default(), decide);
        batch
            .page(*id, PAGE)
            .map_err(|Panicked| Failed::Itself(*id, job.repeat()))?;
        batch.finish()
    };
    store.commit(&[(ws, commit.clone())]).await?;
    space.merge(&commit);
    Ok(Some(()))
}
