//! The one writer: drains whatever waits into one transaction, and answers when it is on the disk.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, FixedOffset};
use serde_json::Value;
use tokio::{
    sync::{mpsc, oneshot},
    time::timeout,
};

use crate::domain::{Actor, Body, CommandId, Kind, LinkId, Refusal, UserId, WorkspaceId, decide, link};
use crate::server::{
    mail::Courier,
    operate::clock::Clock,
    store::{Ask, Joining, Store, StoreError, Stored},
    work::{
        drain::{Drain, Turn},
        workspaces::{Space, Workspaces},
    },
};
use crate::sync::{
    server::{Batch, Commit, JournalEntry, Recall},
    wire::{Outcome, Push, PushAnswer, Sent},
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
}

/// Where handlers leave what is to be written.
#[derive(Clone)]
pub struct Writer {
    asked: mpsc::Sender<Asked>,
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
        let task = tokio::spawn(async move {
            let mut waiting = Vec::new();
            let mut drain = Drain::begin(&*store, courier).await;
            loop {
                // What follows commits takes turns with what is given: neither waits for all of the other.
                tokio::select! {
                    biased;
                    received = queue.recv_many(&mut waiting, MAX_BATCH) => if received == 0 { break },
                    turn = drain.turn() => {
                        match turn {
                            Turn::Arrived(arrived) => drain.note(&*store, &workspaces, clock, arrived).await,
                            Turn::Page(ws) => drain.page(&store, &workspaces, ws).await,
                        }
                        continue;
                    }
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
                write(&*store, &workspaces, clock, together).await;
                for join in alone {
                    let joined = admit(&*store, &workspaces, clock, &join).await;
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
        (Self { asked }, task)
    }

    /// # Errors
    /// [`Unsaved`]: nothing was written.
    pub async fn push(&self, ws: WorkspaceId, user: UserId, push: Push) -> Result<PushAnswer, Unsaved> {
        let (answer, answered) = oneshot::channel();
        self.send(Asked::Together(ws, Work::Push { user, push, answer }), answered)
            .await
    }

    /// # Errors
    /// [`Unsaved`]: nothing was written.
    pub async fn act(&self, ws: WorkspaceId, act: Act) -> Result<Outcome, Unsaved> {
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
        let (answer, answered) = oneshot::channel();
        let join = Join {
            ws,
            joining,
            act,
            answer,
        };
        self.send(Asked::Alone(Box::new(join)), answered).await
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

async fn write(store: &dyn Store, workspaces: &Workspaces, clock: Clock, jobs: Vec<(WorkspaceId, Work)>) {
    let alone = write_together(store, workspaces, clock, jobs).await;
    for one in alone {
        write_together(store, workspaces, clock, vec![one]).await;
    }
}

/// Answers with what is to be tried again one by one: what decides nothing does not wait for a broken ledger.
async fn write_together(
    store: &dyn Store,
    workspaces: &Workspaces,
    clock: Clock,
    jobs: Vec<(WorkspaceId, Work)>,
) -> Vec<(WorkspaceId, Work)> {
    let is_one = jobs.len() == 1;
    let mut by_workspace: BTreeMap<WorkspaceId, Vec<Work>> = BTreeMap::new();
    for (ws, work) in jobs {
        by_workspace.entry(ws).or_default().push(work);
    }
    let (mut commits, mut all_done) = (Vec::new(), Vec::new());
    // Of this batch, which is one transaction: the next workspace may not make them once more.
    let mut new_links = BTreeSet::new();
    for (ws, work) in by_workspace {
        let space = match workspaces.get(ws).await {
            Ok(Some(space)) => space,
            Ok(None) => {
                work.into_iter().for_each(|work| work.fail(Unsaved::NoWorkspace));
                continue;
            }
            Err(error) => {
                let unsaved = error.into();
                work.into_iter().for_each(|work| work.fail(unsaved));
                continue;
            }
        };
        match recall(store, ws, &work).await {
            Ok(mut remembered) => {
                remembered.taken.extend(&new_links);
                let (commit, done) = run(&space, remembered, work, clock);
                new_links.extend(links(&commit));
                all_done.extend(done.into_iter().map(|done| (ws, done)));
                commits.push((ws, space, commit));
            }
            Err(error) => {
                let unsaved = error.into();
                work.into_iter().for_each(|work| work.fail(unsaved));
            }
        }
    }
    let to_write: Vec<_> = commits
        .iter()
        .filter(|(_, _, commit)| !commit.is_empty())
        .map(|(ws, _, commit)| (*ws, commit.clone()))
        .collect();
    let written = if to_write.is_empty() {
        Ok(())
    } else {
        store.commit(&to_write).await
    };
    let unsaved = match written {
        Ok(()) => None,
        Err(StoreError::Ledger(_)) if !is_one => {
            return all_done
                .into_iter()
                .map(|(ws, done)| (ws, done.undone()))
                .collect();
        }
        Err(error) => {
            // The batch is dropped with all its effects. The copy in memory was never touched, but if the head
            // moved behind our back it is stale.
            let conflict = matches!(error, StoreError::Conflict);
            for (ws, ..) in commits.iter().filter(|_| conflict) {
                workspaces.catch_up(*ws).await;
            }
            Some(Unsaved::from(error))
        }
    };
    if unsaved.is_none() {
        for (ws, space, commit) in &commits {
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
            if !commit.is_empty() {
                space.merge(commit);
            }
            metrics::counter!("fulcrum_commands_total").increment(commit.journal.len() as u64);
        }
    }
    for (_, done) in all_done {
        done.answer(unsaved);
    }
    Vec::new()
}

/// The id of the link that a command would make.
fn new_link(sent: &Sent) -> Option<LinkId> {
    let makes = sent.body.get("do").and_then(Value::as_str) == Some("share_link");
    makes.then(|| sent.body.get("id")?.as_str()?.parse().ok())?
}

/// The same of a leader who passes their page on.
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

async fn admit(
    store: &dyn Store,
    workspaces: &Workspaces,
    clock: Clock,
    join: &Join,
) -> Result<Joined, Unsaved> {
    let Join { ws, joining, act, .. } = join;
    let ws = *ws;
    let space = workspaces.get(ws).await?.ok_or(Unsaved::NoWorkspace)?;
    let now = space.now(clock);
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

async fn recall(store: &dyn Store, ws: WorkspaceId, work: &[Work]) -> Stored<Recall> {
    let mut recall = Recall::default();
    for work in work {
        let ask = match work {
            Work::Push { user, push, .. } => Ask {
                device: Some(push.device),
                mids: push.commands.iter().map(|sent| sent.mid).collect(),
                ids: push
                    .commands
                    .iter()
                    .map(|sent| (Actor::User(*user), sent.id))
                    .collect(),
                links: push.commands.iter().filter_map(new_link).collect(),
            },
            Work::Act { act, .. } => Ask {
                ids: vec![(act.actor, act.id)],
                links: passed_on(&act.body).into_iter().collect(),
                ..Ask::default()
            },
        };
        recall.extend(store.recall(ws, &ask).await?);
    }
    Ok(recall)
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
    fn answer(self, unsaved: Option<Unsaved>) {
        // Whoever asked may have gone.
        match self {
            Self::Push { answer, told, .. } => drop(answer.send(unsaved.map_or(Ok(told), Err))),
            Self::Act { answer, told, .. } => drop(answer.send(unsaved.map_or(Ok(told), Err))),
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
            told: batch.act(act.actor, act.id, &act.body, act.claimed_at, now),
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
