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
        let Some(waiting) = self.0.get(&ws) else { return };
        let done = page(store, workspaces, ws, &waiting.given_up).await;
        if matches!(done, Err(Failed::Store(StoreError::Conflict))) {
            workspaces.catch_up(ws).await;
        }
        if let Some(job) = self.ended(ws, done)
            && let Ok(Some(space)) = workspaces.get(ws).await
        {
            space.give_up(job);
        }
    }

    /// How a page ended: when the next one is due, and which job is given up from now on.
    fn ended(&mut self, ws: WorkspaceId, done: Result<Left, Failed>) -> Option<JobId> {
        let waiting = self.0.get_mut(&ws)?;
        let failed = match done {
            Ok(Left::Nothing) if waiting.given_up.is_empty() => {
                self.0.remove(&ws);
                return None;
            }
            Ok(Left::Nothing) => {
                waiting.at = Instant::now() + LAST_REST;
                return None;
            }
            Ok(Left::Perhaps) => {
                (waiting.at, waiting.tries) = (Instant::now(), 0);
                return None;
            }
            Err(failed) => failed,
        };
        waiting.tries += 1;
        let rest = FIRST_REST * 2_u32.saturating_pow(waiting.tries.min(16) - 1);
        waiting.at = Instant::now() + rest.min(LAST_REST);
        match failed {
            Failed::Store(error) => {
                tracing::warn!(%ws, %error, "a page of a job was not committed");
                None
            }
            Failed::Itself(job, repeat) => {
                tracing::error!(%ws, ?job, "a rule panicked in a job");
                let gives_up = waiting.tries >= TRIES || repeat == Repeat::Asks;
                gives_up.then(|| {
                    (waiting.at, waiting.tries) = (Instant::now(), 0);
                    waiting.given_up.insert(job);
                    job
                })
            }
        }
    }
}

/// What a page leaves.
enum Left {
    Nothing,
    Perhaps,
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

async fn page(
    store: &dyn Store,
    workspaces: &Workspaces,
    ws: WorkspaceId,
    given_up: &BTreeSet<JobId>,
) -> Result<Left, Failed> {
    let Some(space) = workspaces.get(ws).await? else {
        return Ok(Left::Nothing);
    };
    let commit = {
        let authority = space.read();
        let mut jobs = authority.jobs().iter();
        let Some((id, job)) = jobs.find(|(id, _)| !given_up.contains(id)) else {
            return Ok(Left::Nothing);
        };
        let mut batch = Batch::new(&authority, Recall::default(), decide);
        batch
            .page(*id, PAGE)
            .map_err(|Panicked| Failed::Itself(*id, job.repeat()))?;
        batch.finish()
    };
    store.commit(&[(ws, commit.clone())]).await?;
    space.merge(&commit);
    Ok(Left::Perhaps)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const HERE: WorkspaceId = WorkspaceId(Uuid::from_u128(1));
    const JOB: JobId = JobId { seq: 7, n: 0 };

    fn waiting() -> Drain {
        let mut drain = Drain(BTreeMap::new());
        drain.wait(HERE);
        drain
    }

    fn panicked(repeat: Repeat) -> Result<Left, Failed> {
        Err(Failed::Itself(JOB, repeat))
    }

    #[tokio::test]
    async fn a_job_that_fails_by_itself_rests_and_is_given_up_after_some_tries() {
        let mut drain = waiting();
        for _ in 1..TRIES {
            assert_eq!(drain.ended(HERE, panicked(Repeat::Harmless)), None);
            assert_eq!(drain.is_due(), None, "it rests");
            // What is written meanwhile does not shorten that.
            drain.wait(HERE);
            assert_eq!(drain.is_due(), None);
        }
        assert_eq!(drain.ended(HERE, panicked(Repeat::Harmless)), Some(JOB));
        assert_eq!(drain.is_due(), Some(HERE), "whatever else there is goes on");
        assert_eq!(drain.ended(HERE, Ok(Left::Nothing)), None);
        assert_eq!(drain.is_due(), None);
        drain.wait(HERE);
        assert_eq!(drain.is_due(), Some(HERE));
    }

    #[tokio::test]
    async fn what_may_have_had_its_effect_is_not_tried_again() {
        let mut drain = waiting();
        assert_eq!(drain.ended(HERE, panicked(Repeat::Asks)), Some(JOB));
    }

    #[tokio::test]
    async fn a_store_that_does_not_answer_is_asked_again_for_ever() {
        let mut drain = waiting();
        for _ in 0..40 {
            assert_eq!(drain.ended(HERE, Err(Failed::Store(StoreError::Full))), None);
            assert_eq!(drain.is_due(), None);
        }
        assert_eq!(drain.ended(HERE, Ok(Left::Perhaps)), None);
        assert_eq!(drain.is_due(), Some(HERE));
        assert_eq!(drain.ended(HERE, Ok(Left::Nothing)), None);
        drain.wait(HERE);
        assert_eq!(drain.is_due(), Some(HERE));
    }
}
