//! The one writer: drains whatever waits into one transaction, and answers when it is on the disk. Whoever comes while nobody writes
//! does it themselves.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, FixedOffset};
use tokio::{
    sync::{Mutex, mpsc, oneshot},
    time::timeout,
};

use crate::domain::{Actor, Body, CommandId, Kind, LinkId, Refusal, UserId, WorkspaceId, decide, link};
use crate::server::{
    mail::Courier,
    operate::clock::Clock,
    store::{Ask, Joining, Store, StoreError, Stored},
    work::{
        drain::{Drain, Turn},
        recent::{Recent, new_link},
        workspaces::{Space, Workspaces},
    },
};
use crate::sync::{
    server::{Batch, Commit, JournalEntry, Recall},
    wire::{Outcome, Push, PushAnswer},
};

/// How long a letter that is under way is waited for when the server ends.
const LAST_WORD: Duration = Duration::from_secs(10);
/// Most that is asked for in one transaction.
const MAX_BATCH: usize = 256;

/// Nothing was written; the same request may succeed later.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unsaved {
    NoWorkspace,
    Full,
    Failed,
}

impl From<StoreError> for Unsaved {
    fn from(error: StoreError) -> Self {
        if error.is_full() {
            return Self::Full;
        }
        tracing::error!(%error, "a batch was not committed");
        Self::Failed
    }
}

enum Asked {
    /// In one transaction with whatever else waits.
    Together(WorkspaceId, Work),
    /// By itself: when its invitation is gone nothing of it may be written, and all else must be.
    Alone(Box<Join>),
}

enum Work {
    Push {
        user: UserId,
        push: Push,
        answer: Answer<PushAnswer>,
    },
    Act {
        act: Box<Act>,
        answer: Answer<Outcome>,
    },
}

struct Join {
    ws: WorkspaceId,
    joining: Joining,
    act: Act,
    answer: Answer<Joined>,
}

/// What became of somebody who came with an invitation. Unless they are in, nothing was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Joined {
    In,
    InvitationGone,
    EmailTaken,
}

type Answer<T> = oneshot::Sender<Result<T, Unsaved>>;

/// A command that no device sent: a leader's, or the server's own.
pub struct Act {
    pub actor: Actor,
    pub id: CommandId,
    pub body: Body,
    pub claimed_at: DateTime<FixedOffset>,
    /// As of when whoever acts saw what stands there.
    pub seen_at: DateTime<FixedOffset>,
}

/// Where handlers leave what is to be written.
#[derive(Clone)]
pub struct Writer {
    asked: mpsc::Sender<Asked>,
    workspaces: Arc<Workspaces>,
    desk: Arc<Mutex<Desk>>,
}

impl Writer {
    /// Starts the writer's task. It ends, with all answers given, when the last handle is dropped.
    pub fn start(
        store: Arc<dyn Store>,
        workspaces: Arc<Workspaces>,
        courier: Courier,
        clock: Clock,
    ) -> (Self, tokio::task::JoinHandle<()>) {
        let (asked, mut queue) = mpsc::channel::<Asked>(4 * MAX_BATCH);
        let desk = Arc::new(Mutex::new(Desk {
            store: store.clone(),
            workspaces: workspaces.clone(),
            clock,
            recent: Recent::default(),
        }));
        let writer = Self {
            asked,
            workspaces: workspaces.clone(),
            desk: desk.clone(),
        };
        let task = tokio::spawn(async move {
            let mut waiting = Vec::new();
            let mut drain = Drain::begin(&*store, courier).await;
            loop {
                // What follows commits takes turns with what is given: neither waits for all of the other.
                tokio::select! {
                    biased;
                    received = queue.recv_many(&mut waiting, MAX_BATCH) => if received == 0 { break },
                    turn = drain.turn() => {
                        let _writes = desk.lock().await;
                        match turn {
                            Turn::Arrived(arrived) => drain.note(&*store, &workspaces, clock, arrived).await,
                            Turn::Page(ws) => drain.page(&store, &workspaces, ws).await,
                        }
                        continue;
                    }
                }
                let mut desk = desk.lock().await;
                // Who came while another wrote.
                while waiting.len() < MAX_BATCH
                    && let Ok(asked) = queue.try_recv()
                {
                    waiting.push(asked);
                }
                metrics::histogram!("fulcrum_batch_jobs")
                    .record(u32::try_from(waiting.len()).unwrap_or(u32::MAX));
                let (mut together, mut alone) = (Vec::new(), Vec::new());
                for asked in waiting.drain(..) {
                    match asked {
                        Asked::Together(ws, work) => together.push((ws, work)),
                        Asked::Alone(join) => alone.push(join),
                    }
                }
                let touched = together.iter().map(|(ws, _)| *ws);
                let touched: BTreeSet<WorkspaceId> =
                    touched.chain(alone.iter().map(|join| join.ws)).collect();
                desk.write(together).await;
                for join in alone {
                    let joined = admit(&desk, &join).await;
                    // Whoever asked may have gone.
                    let _ = join.answer.send(joined);
                }
                drain.look_at(&workspaces, touched).await;
                if let Some(ws) = drain.is_due() {
                    drain.page(&store, &workspaces, ws).await;
                }
            }
            // What is under way is waited for, since nobody would know what came of it.
            while let Ok(Some(arrived)) = timeout(LAST_WORD, drain.arrival()).await {
                drain.note(&*store, &workspaces, clock, arrived).await;
            }
        });
        (writer, task)
    }

    /// # Errors
    /// [`Unsaved`]: nothing was written.
    pub async fn push(&self, ws: WorkspaceId, user: UserId, push: Push) -> Result<PushAnswer, Unsaved> {
        let space = self.opens(ws).await?;
        let push = match self.desk.try_lock() {
            Ok(mut desk) => match desk.write_alone(ws, &space, user, push).await {
                Ok(told) => return Ok(told),
                Err(waits) => waits,
            },
            Err(_) => push,
        };
        let (answer, answered) = oneshot::channel();
        self.send(Asked::Together(ws, Work::Push { user, push, answer }), answered)
            .await
    }

    /// # Errors
    /// [`Unsaved`]: nothing was written.
    pub async fn act(&self, ws: WorkspaceId, act: Act) -> Result<Outcome, Unsaved> {
        self.opens(ws).await?;
        let (answer, answered) = oneshot::channel();
        let act = Box::new(act);
        self.send(Asked::Together(ws, Work::Act { act, answer }), answered)
            .await
    }

    /// Uses an invitation up, and runs the act that makes the person a member unless they are one: both or neither.
    ///
    /// # Errors
    /// [`Unsaved`]: nothing was written.
    pub async fn join(&self, ws: WorkspaceId, joining: Joining, act: Act) -> Result<Joined, Unsaved> {
        self.opens(ws).await?;
        let (answer, answered) = oneshot::channel();
        let join = Join {
            ws,
            joining,
            act,
            answer,
        };
        self.send(Asked::Alone(Box::new(join)), answered).await
    }

    /// Reads the workspace before the writer needs it: nobody waits for what another has to load.
    async fn opens(&self, ws: WorkspaceId) -> Result<Arc<Space>, Unsaved> {
        self.workspaces.get(ws).await?.ok_or(Unsaved::NoWorkspace)
    }

    async fn send<T>(
        &self,
        asked: Asked,
        answered: oneshot::Receiver<Result<T, Unsaved>>,
    ) -> Result<T, Unsaved> {
        self.asked.send(asked).await.map_err(|_| Unsaved::Failed)?;
        answered.await.unwrap_or(Err(Unsaved::Failed))
    }
}

/// What writes, and what it remembers.
struct Desk {
    store: Arc<dyn Store>,
    workspaces: Arc<Workspaces>,
    clock: Clock,
    recent: Recent,
}

/// Nothing was written of this.
struct Undone {
    error: StoreError,
    works: Vec<(WorkspaceId, Work)>,
}

impl Undone {
    /// Where one of many may be to blame, or the copy in memory was stale, the others are written without it. A disk that is full or
    /// does not answer is nobody's fault.
    fn may_be_split(&self) -> bool {
        self.error.is_taken()
            || matches!(
                self.error,
                StoreError::Conflict | StoreError::Ledger(_) | StoreError::Corrupt(_) | StoreError::Stopped
            ) && !self.error.is_full()
    }

    fn fail(self) {
        let unsaved = self.error.into();
        self.works.into_iter().for_each(|(_, work)| work.fail(unsaved));
    }
}

impl Desk {
    /// Writes a push of which all that is to be known is in memory, and which leaves nothing to be done but to answer; any other, and one
    /// that fails, is given back to be written with what waits. Its author may go at any moment: once it is written, nothing is awaited
    /// before the copy in memory has it.
    async fn write_alone(
        &mut self,
        ws: WorkspaceId,
        space: &Space,
        user: UserId,
        push: Push,
    ) -> Result<PushAnswer, Push> {
        let Some(recall) = self.recent.recall(ws, &push) else {
            return Err(push);
        };
        let now = space.now(self.clock);
        let (commit, told) = {
            let authority = space.read();
            let mut batch = Batch::new(&authority, recall, decide);
            let told = batch.push(user, &push, now);
            (batch.finish(), told)
        };
        if commit.erases() || !commit.jobs.is_empty() {
            return Err(push);
        }
        if !commit.is_empty() {
            let commits = [(ws, commit)];
            if self.store.commit(&commits).await.is_err() {
                return Err(push);
            }
            metrics::histogram!("fulcrum_batch_jobs").record(1);
            self.written(ws, &commits[0].1, space);
        }
        Ok(told)
    }

    /// What is on the disk is seen from now on.
    fn written(&mut self, ws: WorkspaceId, commit: &Commit, space: &Space) {
        let panicked = |entry: &JournalEntry| {
            matches!(
                &entry.outcome,
                Outcome::Refused {
                    reason: Refusal::Internal,
                    ..
                }
            )
        };
        if commit.journal.iter().any(panicked) {
            tracing::error!(%ws, "a rule panicked: the command was refused");
        }
        space.merge(commit);
        self.recent.note(ws, commit);
        metrics::counter!("fulcrum_commands_total").increment(commit.journal.len() as u64);
    }

    /// What fails is tried again smaller: each workspace by itself, then one by one.
    async fn write(&mut self, works: Vec<(WorkspaceId, Work)>) {
        let Err(undone) = self.write_together(works).await else {
            return;
        };
        if !undone.may_be_split() {
            return undone.fail();
        }
        let mut by_workspace: BTreeMap<WorkspaceId, Vec<_>> = BTreeMap::new();
        for work in undone.works {
            by_workspace.entry(work.0).or_default().push(work);
        }
        for works in by_workspace.into_values() {
            match self.write_together(works).await {
                Err(undone) if undone.may_be_split() && undone.works.len() > 1 => {
                    for work in undone.works {
                        if let Err(undone) = self.write_together(vec![work]).await {
                            undone.fail();
                        }
                    }
                }
                Err(undone) => undone.fail(),
                Ok(()) => {}
            }
        }
    }

    async fn write_together(&mut self, works: Vec<(WorkspaceId, Work)>) -> Result<(), Undone> {
        let mut by_workspace: BTreeMap<WorkspaceId, Vec<Work>> = BTreeMap::new();
        for (ws, work) in works {
            by_workspace.entry(ws).or_default().push(work);
        }
        let (mut spaces, mut commits, mut all_done) = (Vec::new(), Vec::new(), Vec::new());
        // Of this batch, which is one transaction: the next workspace may not make them once more.
        let mut new_links = BTreeSet::new();
        for (ws, work) in by_workspace {
            let recalled = match self.workspaces.get(ws).await {
                Ok(Some(space)) => self.recall(ws, &work).await.map(|recall| (space, recall)),
                Ok(None) => {
                    work.into_iter().for_each(|work| work.fail(Unsaved::NoWorkspace));
                    continue;
                }
                Err(error) => Err(error),
            };
            match recalled {
                Ok((space, mut remembered)) => {
                    remembered.taken.extend(&new_links);
                    let (commit, done) = run(&space, remembered, work, self.clock);
                    new_links.extend(links(&commit));
                    all_done.extend(done.into_iter().map(|done| (ws, done)));
                    if !commit.is_empty() {
                        spaces.push(space);
                        commits.push((ws, commit));
                    }
                }
                Err(error) => {
                    let unsaved = error.into();
                    work.into_iter().for_each(|work| work.fail(unsaved));
                }
            }
        }
        if !commits.is_empty()
            && let Err(error) = self.store.commit(&commits).await
        {
            // The batch is dropped with all its effects. The copy in memory was never touched, but if the head moved behind our back
            // it is stale.
            for (ws, _) in &commits {
                self.recent.forget(*ws);
                if matches!(error, StoreError::Conflict) {
                    self.workspaces.catch_up(*ws).await;
                }
            }
            let works = all_done.into_iter().map(|(ws, done)| (ws, done.undone()));
            let works = works.collect();
            return Err(Undone { error, works });
        }
        for ((ws, commit), space) in commits.iter().zip(spaces) {
            self.written(*ws, commit, &space);
        }
        all_done.into_iter().for_each(|(_, done)| done.answer());
        Ok(())
    }

    async fn recall(&self, ws: WorkspaceId, work: &[Work]) -> Stored<Recall> {
        let mut recall = Recall::default();
        for work in work {
            let ask = match work {
                Work::Push { user, push, .. } => {
                    if let Some(known) = self.recent.recall(ws, push) {
                        recall.extend(known);
                        continue;
                    }
                    Ask {
                        device: Some(push.device),
                        mids: push.commands.iter().map(|sent| sent.mid).collect(),
                        ids: push
                            .commands
                            .iter()
                            .map(|sent| (Actor::User(*user), sent.id))
                            .collect(),
                        links: push.commands.iter().filter_map(new_link).collect(),
                    }
                }
                Work::Act { act, .. } => Ask {
                    ids: vec![(act.actor, act.id)],
                    links: passed_on(&act.body).into_iter().collect(),
                    ..Ask::default()
                },
            };
            recall.extend(self.store.recall(ws, &ask).await?);
        }
        Ok(recall)
    }
}

/// The id of the link that a leader makes who passes their page on.
fn passed_on(body: &Body) -> Option<LinkId> {
    match body {
        Body::Link(link::Command::ForwardLink { link, .. }) => Some(*link),
        _ => None,
    }
}

fn links(commit: &Commit) -> impl Iterator<Item = LinkId> {
    let keys = commit.rows.iter().map(|stored| stored.row.key());
    keys.filter(|key| key.kind == Kind::Link)
        .map(|key| LinkId(key.id))
}

async fn admit(desk: &Desk, join: &Join) -> Result<Joined, Unsaved> {
    let Join { ws, joining, act, .. } = join;
    let (ws, store, workspaces) = (*ws, &desk.store, &desk.workspaces);
    let space = workspaces.get(ws).await?.ok_or(Unsaved::NoWorkspace)?;
    let now = space.now(desk.clock);
    let (commit, refused) = {
        let authority = space.read();
        let member = authority.state().member(joining.user).cloned();
        let mut batch = Batch::new(&authority, Recall::default(), decide);
        let is_new = member.is_none_or(|member| member.left.is_some());
        let outcome = is_new.then(|| batch.act(act.actor, act.id, &act.body, act.claimed_at, now));
        (batch.finish(), matches!(outcome, Some(Outcome::Refused { .. })))
    };
    if refused {
        // Whoever gave the invitation may no longer give it.
        return Ok(Joined::InvitationGone);
    }
    match store.join(ws, joining, &commit).await {
        Ok(true) => {
            space.merge(&commit);
            metrics::counter!("fulcrum_commands_total").increment(commit.journal.len() as u64);
            Ok(Joined::In)
        }
        Ok(false) => Ok(Joined::InvitationGone),
        Err(StoreError::EmailTaken) => Ok(Joined::EmailTaken),
        Err(error) => {
            if matches!(error, StoreError::Conflict) {
                workspaces.catch_up(ws).await;
            }
            Err(error.into())
        }
    }
}

/// What has run, with its answer for when it is known whether the batch was written.
enum Done {
    Push {
        user: UserId,
        push: Push,
        answer: Answer<PushAnswer>,
        told: PushAnswer,
    },
    Act {
        act: Box<Act>,
        answer: Answer<Outcome>,
        told: Outcome,
    },
}

impl Done {
    fn answer(self) {
        // Whoever asked may have gone.
        match self {
            Self::Push { answer, told, .. } => drop(answer.send(Ok(told))),
            Self::Act { answer, told, .. } => drop(answer.send(Ok(told))),
        }
    }

    /// Nothing of it was written.
    fn undone(self) -> Work {
        match self {
            Self::Push {
                user, push, answer, ..
            } => Work::Push { user, push, answer },
            Self::Act { act, answer, .. } => Work::Act { act, answer },
        }
    }
}

fn run(space: &Space, recall: Recall, work: Vec<Work>, clock: Clock) -> (Commit, Vec<Done>) {
    let now = space.now(clock);
    let authority = space.read();
    let mut batch = Batch::new(&authority, recall, decide);
    let run = work.into_iter().map(|work| match work {
        Work::Push { user, push, answer } => Done::Push {
            told: batch.push(user, &push, now),
            user,
            push,
            answer,
        },
        Work::Act { act, answer } => Done::Act {
            told: batch.act_on(act.actor, act.id, &act.body, (act.claimed_at, act.seen_at), now),
            act,
            answer,
        },
    });
    let done = run.collect();
    (batch.finish(), done)
}

impl Work {
    fn fail(self, unsaved: Unsaved) {
        match self {
            Self::Push { answer, .. } => drop(answer.send(Err(unsaved))),
            Self::Act { answer, .. } => drop(answer.send(Err(unsaved))),
        }
    }
}

#[cfg(test)]
mod tests;
