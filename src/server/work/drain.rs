//! Jobs: what follows commits, done by the writer in turn with what is given. A letter is carried aside, so that nobody waits for a
//! mail server; what came of it is written when it is known.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until},
};

use super::workspaces::{Space, Workspaces};
use crate::domain::{Letter, Posted, Repeat, WorkspaceId, decide};
use crate::server::{
    mail::Courier,
    operate::clock::Clock,
    store::{Store, StoreError},
};
use crate::sync::server::{Batch, Commit, JobId, Panicked, Recall};

/// Rows in one page.
const PAGE: usize = 1_000;
/// Before a page that failed is tried again; doubled each time up to the last.
const FIRST_REST: Duration = Duration::from_secs(1);
const LAST_REST: Duration = Duration::from_secs(300);
/// After so many times a job that fails by itself is given up, until the server is started anew.
const TRIES: u32 = 5;

/// How long a letter rests before it is tried again; doubled each time up to the last.
const FIRST_LETTER_REST: Duration = Duration::from_secs(1);
const LAST_LETTER_REST: Duration = Duration::from_secs(900);

/// The workspaces in which something is left to do, and the letters that are being carried.
pub struct Drain {
    waiting: BTreeMap<WorkspaceId, Waiting>,
    letters: Letters,
}

/// What is carried aside.
struct Letters {
    courier: Courier,
    told: mpsc::UnboundedSender<Arrived>,
    arriving: mpsc::UnboundedReceiver<Arrived>,
    under_way: BTreeSet<(WorkspaceId, JobId)>,
    /// Those that rest before they are tried again, and until when.
    resting: BTreeMap<(WorkspaceId, JobId), Instant>,
}

/// What comes next.
pub enum Turn {
    Page(WorkspaceId),
    Arrived(Arrived),
}

/// What came of a letter.
pub struct Arrived {
    ws: WorkspaceId,
    job: JobId,
    posted: Posted,
}

/// When the next page is due, and how often it has failed.
#[derive(Clone)]
struct Waiting {
    at: Instant,
    tries: u32,
    given_up: BTreeSet<JobId>,
}

impl Drain {
    fn new(courier: Courier) -> Self {
        let (told, arriving) = mpsc::unbounded_channel();
        Self {
            waiting: BTreeMap::new(),
            letters: Letters {
                courier,
                told,
                arriving,
                under_way: BTreeSet::new(),
                resting: BTreeMap::new(),
            },
        }
    }

    /// What was left when the server last ended.
    pub async fn begin(store: &dyn Store, courier: Courier) -> Self {
        let left = store.with_jobs().await.unwrap_or_else(|error| {
            tracing::error!(%error, "what is left to do could not be read");
            Vec::new()
        });
        let mut drain = Self::new(courier);
        left.into_iter().for_each(|ws| drain.wait(ws));
        drain
    }

    fn wait(&mut self, ws: WorkspaceId) {
        let waiting = self.waiting.entry(ws).or_insert_with(|| Waiting {
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
        let all = self.waiting.iter().map(|(ws, waiting)| (*ws, waiting.at));
        let resting = self.letters.resting.iter().map(|((ws, _), at)| (*ws, *at));
        all.chain(resting).min_by_key(|(_, at)| *at)
    }

    pub fn is_due(&self) -> Option<WorkspaceId> {
        self.first()
            .filter(|(_, at)| *at <= Instant::now())
            .map(|(ws, _)| ws)
    }

    /// Waits until a page is due, or something is known of a letter; for ever when nothing is left to do.
    pub async fn turn(&mut self) -> Turn {
        let due = self.first();
        let page = async {
            match due {
                Some((ws, at)) => {
                    sleep_until(at).await;
                    ws
                }
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            Some(arrived) = self.letters.arriving.recv() => Turn::Arrived(arrived),
            ws = page => Turn::Page(ws),
        }
    }

    /// Does the next page of the oldest job of a workspace, in a transaction of its own.
    pub async fn page(&mut self, store: &Arc<dyn Store>, workspaces: &Workspaces, ws: WorkspaceId) {
        self.letters.wake(ws);
        self.wait(ws);
        let given_up = self.waiting.get(&ws).map(|waiting| waiting.given_up.clone());
        let done = self
            .next(store, workspaces, ws, &given_up.unwrap_or_default())
            .await;
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
        let waiting = self.waiting.get_mut(&ws)?;
        let failed = match done {
            Ok(Left::Nothing) if waiting.given_up.is_empty() => {
                self.waiting.remove(&ws);
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

impl Drain {
    async fn next(
        &mut self,
        store: &Arc<dyn Store>,
        workspaces: &Workspaces,
        ws: WorkspaceId,
        given_up: &BTreeSet<JobId>,
    ) -> Result<Left, Failed> {
        let Some(space) = workspaces.get(ws).await? else {
            return Ok(Left::Nothing);
        };
        let (id, commit, letter) = {
            let authority = space.read();
            let mut jobs = authority.jobs().iter();
            let is_free = |id: &JobId| !given_up.contains(id) && !self.letters.has(ws, *id);
            let Some((id, job)) = jobs.find(|(id, _)| is_free(id)) else {
                return Ok(Left::Nothing);
            };
            let mut batch = Batch::new(&authority, Recall::default(), decide);
            batch
                .page(*id, PAGE)
                .map_err(|Panicked| Failed::Itself(*id, job.repeat()))?;
            let letter = batch.letter(*id);
            (*id, batch.finish(), letter)
        };
        let commits = [(ws, commit)];
        store.commit(&commits).await?;
        space.merge(&commits[0].1);
        if let Some(letter) = letter {
            self.letters.carry(store.clone(), (ws, id), letter);
        }
        Ok(Left::Perhaps)
    }

    /// What came of the letters that are still being carried, one by one.
    pub async fn arrival(&mut self) -> Option<Arrived> {
        if self.letters.under_way.is_empty() {
            return None;
        }
        self.letters.arriving.recv().await
    }

    /// Writes down what came of a letter.
    pub async fn note(&mut self, store: &dyn Store, workspaces: &Workspaces, clock: Clock, arrived: Arrived) {
        let written = write_down(store, workspaces, clock, &arrived).await;
        let Arrived { ws, job, posted } = &arrived;
        if let Posted::NotYet(fault) | Posted::Never(fault) = posted {
            // The mail server's words may name somebody.
            tracing::warn!(%ws, why = ?fault.why, "a letter was not sent");
        }
        match written {
            Ok(again) => {
                self.letters.under_way.remove(&(*ws, *job));
                for (job, tries) in again {
                    self.letters.rest((*ws, job), tries);
                }
                self.wait(*ws);
            }
            Err(error) => {
                tracing::warn!(%ws, %error, "what came of a letter could not be written");
                if matches!(error, StoreError::Conflict) {
                    workspaces.catch_up(*ws).await;
                }
                let told = self.letters.told.clone();
                tokio::spawn(async move {
                    tokio::time::sleep(FIRST_REST).await;
                    let _ = told.send(arrived);
                });
            }
        }
    }
}

/// Writes what came of a letter. Tells what is to be tried again, and how often it was.
async fn write_down(
    store: &dyn Store,
    workspaces: &Workspaces,
    clock: Clock,
    arrived: &Arrived,
) -> Result<Vec<(JobId, u32)>, StoreError> {
    let Some(space) = workspaces.get(arrived.ws).await? else {
        return Ok(Vec::new());
    };
    let commit = noted(&space, clock, arrived.job, &arrived.posted);
    let commits = [(arrived.ws, commit)];
    store.commit(&commits).await?;
    let commit = &commits[0].1;
    space.merge(commit);
    let authority = space.read();
    let state = authority.state();
    let new = commit
        .jobs
        .iter()
        .filter_map(|(id, job)| Some((*id, job.as_ref()?)));
    Ok(new
        .filter_map(|(id, job)| Some((id, job.tries(&state)?)))
        .collect())
}

fn noted(space: &Space, clock: Clock, job: JobId, posted: &Posted) -> Commit {
    let at = clock.in_zone(&space.zone());
    let authority = space.read();
    let mut batch = Batch::new(&authority, Recall::default(), decide);
    batch.posted(job, posted, at);
    batch.finish()
}

impl Letters {
    fn has(&self, ws: WorkspaceId, job: JobId) -> bool {
        self.under_way.contains(&(ws, job)) || self.resting.contains_key(&(ws, job))
    }

    fn carry(&mut self, store: Arc<dyn Store>, job: (WorkspaceId, JobId), letter: Letter) {
        self.under_way.insert(job);
        let (courier, told) = (self.courier.clone(), self.told.clone());
        tokio::spawn(async move {
            let answers_to = store.address_of(letter.by).await.ok().flatten();
            let posted = courier.carry(job.0, &letter, answers_to.as_deref()).await;
            let (ws, job) = job;
            // When nobody listens any more, the letter is one of which nobody knows.
            let _ = told.send(Arrived { ws, job, posted });
        });
    }

    /// Lets a letter rest that was tried in vain so many times.
    fn rest(&mut self, job: (WorkspaceId, JobId), tries: u32) {
        let rest = FIRST_LETTER_REST * 2_u32.saturating_pow(tries.min(16).saturating_sub(1));
        self.resting
            .insert(job, Instant::now() + rest.min(LAST_LETTER_REST));
    }

    /// Those of a workspace that have rested long enough.
    fn wake(&mut self, ws: WorkspaceId) {
        let now = Instant::now();
        self.resting.retain(|(of, _), until| *of != ws || *until > now);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const HERE: WorkspaceId = WorkspaceId(Uuid::from_u128(1));
    const JOB: JobId = JobId { seq: 7, n: 0 };

    fn waiting() -> Drain {
        let mut drain = Drain::new(Courier::nobody());
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
