//! The server's side: one workspace's rows, and batches of commands run against them.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound,
    panic::{AssertUnwindSafe, catch_unwind},
};

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde_json::Value;

use super::{
    Decide,
    wire::{
        Ack, Cursor, Delta, Epoch, Gone, Mid, Outcome, PROTO, Page, PullRequest, Pulled, Push, PushAnswer,
        Sent, Seq, Verdict,
    },
};
use crate::domain::{
    Actor, Audience, Body, COMMAND_VERSION, Change, Changes, CommandId, Ctx, DeviceId, Kind, LeaderId,
    ROW_VERSION, Refusal, Right, Row, RowKey, Rows, State, Stored, UserId, upcast,
};

/// A row that some may have held and must drop.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Departed {
    pub key: RowKey,
    pub seq: Seq,
    /// Who may still hold it.
    pub left: Audience,
    pub erased: bool,
}

/// A device as the server knows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Registered {
    pub user: UserId,
    pub last_mid: Mid,
}

/// What the store remembers of the commands at hand (rule 2).
#[derive(Clone, Debug, Default)]
pub struct Recall {
    pub devices: BTreeMap<DeviceId, Registered>,
    pub receipts: BTreeMap<(DeviceId, Mid), CommandId>,
    pub outcomes: BTreeMap<CommandId, Outcome>,
}

impl Recall {
    pub fn extend(&mut self, other: Self) {
        self.devices.extend(other.devices);
        self.receipts.extend(other.receipts);
        self.outcomes.extend(other.outcomes);
    }
}

/// One command in the audit journal.
#[derive(Clone, PartialEq, Debug)]
pub struct JournalEntry {
    pub seq: Seq,
    pub id: CommandId,
    pub actor: Actor,
    pub version: u16,
    /// None when it was refused (refused bodies are never stored) or named someone erased.
    pub body: Option<Value>,
    pub subjects: BTreeSet<LeaderId>,
    pub claimed_at: DateTime<FixedOffset>,
    pub received_at: DateTime<Utc>,
    pub outcome: Outcome,
}

/// What one transaction must write, all or nothing (rule 1).
#[derive(Clone, PartialEq, Debug)]
pub struct Commit {
    pub epoch: Epoch,
    /// The head that must still stand.
    pub from: Seq,
    pub to: Seq,
    pub rows: Vec<Stored>,
    pub dropped: Vec<RowKey>,
    pub departed: Vec<Departed>,
    pub journal: Vec<JournalEntry>,
    pub receipts: Vec<(DeviceId, Mid, CommandId)>,
    pub devices: Vec<(DeviceId, Registered)>,
    /// Journal bodies that name these are to be nulled.
    pub erased: Vec<LeaderId>,
    /// A rule panicked: load the workspace anew rather than trust the copy in memory.
    pub panicked: bool,
}

impl Commit {
    pub fn is_empty(&self) -> bool {
        self.journal.is_empty() && self.receipts.is_empty()
    }
}

/// The clock at the edge: the instant, and the workspace's civil day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Now {
    pub at: DateTime<Utc>,
    pub today: NaiveDate,
}

/// The server's confirmed copy of one workspace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Authority {
    pub epoch: Epoch,
    pub head: Seq,
    rows: Rows,
    departed: BTreeMap<RowKey, Departed>,
    /// Every key by the position of its last change.
    by_seq: BTreeSet<(Seq, RowKey)>,
}

impl Authority {
    pub fn new(epoch: Epoch) -> Self {
        Self::load(epoch, 0, Vec::new(), Vec::new())
    }

    pub fn load(epoch: Epoch, head: Seq, rows: Vec<Stored>, departed: Vec<Departed>) -> Self {
        let mut authority = Self {
            epoch,
            head,
            rows: Rows::new(),
            departed: BTreeMap::new(),
            by_seq: BTreeSet::new(),
        };
        rows.into_iter().for_each(|stored| authority.put(stored));
        departed
            .into_iter()
            .for_each(|departed| authority.depart(departed));
        authority
    }

    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    pub fn state(&self) -> State<'_> {
        static NOTHING: Changes = Changes(BTreeMap::new());
        State::new(&self.rows, &NOTHING)
    }

    pub fn cursor(&self) -> Cursor {
        Cursor {
            epoch: self.epoch,
            seq: self.head,
        }
    }

    pub fn erased(&self) -> impl Iterator<Item = LeaderId> {
        self.departed
            .values()
            .filter(|row| row.erased && row.key.kind == Kind::Leader)
            .map(|row| LeaderId(row.key.id))
    }

    /// What this person's device has not seen yet. At most about `limit` rows, but never half a command.
    pub fn pull(&self, user: UserId, request: &PullRequest, limit: usize) -> Pulled {
        if request.person != user {
            return Pulled::AnotherPerson;
        }
        match (request.cursor, request.start, request.after) {
            (Some(cursor), _, _) if cursor.epoch == self.epoch && cursor.seq <= self.head => {
                Pulled::Delta(self.delta(user, cursor, limit))
            }
            (None, Some(start), after @ Some(_)) if start.epoch == self.epoch && start.seq <= self.head => {
                Pulled::Page(self.page(user, start, after, limit))
            }
            (from, _, _) => Pulled::Page(Page {
                from,
                ..self.page(user, self.cursor(), None, limit)
            }),
        }
    }

    fn delta(&self, user: UserId, from: Cursor, limit: usize) -> Delta {
        let (mut rows, mut gone, mut to) = (Vec::new(), Vec::new(), from.seq);
        let since = (Bound::Excluded((from.seq, MAX_KEY)), Bound::Unbounded);
        let mut more = false;
        for (seq, key) in self.by_seq.range(since) {
            if rows.len() + gone.len() >= limit && *seq > to {
                more = true;
                break;
            }
            to = *seq;
            match (self.rows.get(key), self.departed.get(key)) {
                (Some(row), _) if row.audience.includes(user) => rows.push(row.clone()),
                (_, Some(departed)) if departed.left.includes(user) => {
                    gone.push(Gone {
                        key: *key,
                        erased: departed.erased,
                    });
                }
                _ => {}
            }
        }
        let to = Cursor {
            epoch: self.epoch,
            seq: if more { to } else { self.head },
        };
        Delta {
            from,
            to,
            rows,
            gone,
            more,
        }
    }

    fn page(&self, user: UserId, start: Cursor, after: Option<RowKey>, limit: usize) -> Page {
        let range = (after.map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded);
        let mut visible = self
            .rows
            .range(range)
            .filter(|(_, row)| row.audience.includes(user));
        let rows: Vec<_> = visible.by_ref().take(limit).map(|(_, row)| row.clone()).collect();
        let next = visible.next().and(rows.last()).map(|row| row.row.key());
        let erased = if after.is_none() {
            self.erased().collect()
        } else {
            Vec::new()
        };
        Page {
            from: None,
            start,
            after,
            rows,
            next,
            erased,
        }
    }

    /// Takes over what the store has committed.
    pub fn merge(&mut self, commit: &Commit) {
        self.head = commit.to;
        for key in &commit.dropped {
            self.forget_position(key);
            self.rows.remove(key);
        }
        commit
            .departed
            .iter()
            .cloned()
            .for_each(|departed| self.depart(departed));
        commit.rows.iter().cloned().for_each(|stored| self.put(stored));
    }

    fn put(&mut self, stored: Stored) {
        let key = stored.row.key();
        self.forget_position(&key);
        self.by_seq.insert((stored.seq, key));
        self.rows.insert(key, stored);
    }

    fn depart(&mut self, departed: Departed) {
        self.forget_position(&departed.key);
        let live = self.rows.get(&departed.key).map_or(0, |row| row.seq);
        self.by_seq.insert((departed.seq.max(live), departed.key));
        self.departed.insert(departed.key, departed);
    }

    fn forget_position(&mut self, key: &RowKey) {
        for seq in [
            self.rows.get(key).map(|row| row.seq),
            self.departed.get(key).map(|row| row.seq),
        ]
        .into_iter()
        .flatten()
        {
            self.by_seq.remove(&(seq, *key));
        }
    }
}

const MAX_KEY: RowKey = RowKey {
    kind: Kind::Effort,
    id: uuid::Uuid::max(),
};

/// Commands run against a workspace, not yet committed. Dropping it forgets them (rule 7).
pub struct Batch<'a> {
    authority: &'a Authority,
    decide: Decide,
    recall: Recall,
    over: Changes,
    erased: BTreeSet<LeaderId>,
    seqs: BTreeMap<RowKey, Seq>,
    commit: Commit,
}

impl<'a> Batch<'a> {
    pub fn new(authority: &'a Authority, recall: Recall, decide: Decide) -> Self {
        let commit = Commit {
            epoch: authority.epoch,
            from: authority.head,
            to: authority.head,
            rows: Vec::new(),
            dropped: Vec::new(),
            departed: Vec::new(),
            journal: Vec::new(),
            receipts: Vec::new(),
            devices: Vec::new(),
            erased: Vec::new(),
            panicked: false,
        };
        let erased = authority.erased().collect();
        Self {
            authority,
            decide,
            recall,
            over: Changes::new(),
            erased,
            seqs: BTreeMap::new(),
            commit,
        }
    }

    /// Adds what the store remembers of further commands; what ran in this batch stays as it is.
    pub fn remember(&mut self, recall: Recall) {
        let mut recall = recall;
        recall.extend(std::mem::take(&mut self.recall));
        self.recall = recall;
    }

    /// Runs a device's commands in their order (rules 2, 3 and 14). Membership is asked of the rows as they are at
    /// this place in the batch.
    pub fn push(&mut self, user: UserId, push: &Push, now: Now) -> PushAnswer {
        if push.person != user {
            return PushAnswer::AnotherPerson;
        }
        let newest = push.commands.iter().map(|sent| sent.version).max().unwrap_or(0);
        if push.proto > PROTO || newest > COMMAND_VERSION {
            return PushAnswer::TooNew {
                proto: PROTO,
                version: COMMAND_VERSION,
            };
        }
        if !State::new(&self.authority.rows, &self.over).is_member(user) {
            return PushAnswer::NotAMember;
        }
        let epoch = self.authority.epoch;
        if push.epoch.is_some_and(|known| known != epoch) {
            return PushAnswer::NewEpoch { epoch };
        }
        let mut device = self
            .recall
            .devices
            .get(&push.device)
            .copied()
            .unwrap_or(Registered { user, last_mid: 0 });
        let mut results = Vec::new();
        for sent in &push.commands {
            if sent.mid > device.last_mid + 1 {
                break;
            }
            let verdict = if device.user != user {
                Verdict::Fork
            } else {
                self.receive(user, push.device, &mut device, sent, now)
            };
            let forked = verdict == Verdict::Fork;
            results.push((sent.mid, verdict));
            if forked {
                break;
            }
        }
        PushAnswer::Ack(Ack {
            epoch,
            head: self.commit.to,
            last_mid: device.last_mid,
            results,
        })
    }

    fn receive(
        &mut self,
        user: UserId,
        id: DeviceId,
        device: &mut Registered,
        sent: &Sent,
        now: Now,
    ) -> Verdict {
        if sent.mid <= device.last_mid {
            let known = self
                .recall
                .receipts
                .get(&(id, sent.mid))
                .filter(|known| **known == sent.id);
            return known
                .and_then(|known| self.recall.outcomes.get(known))
                .map_or(Verdict::Fork, |outcome| Verdict::Duplicate(outcome.clone()));
        }
        device.last_mid = sent.mid;
        self.recall.devices.insert(id, *device);
        self.recall.receipts.insert((id, sent.mid), sent.id);
        self.commit.devices.retain(|(other, _)| *other != id);
        self.commit.devices.push((id, *device));
        self.commit.receipts.push((id, sent.mid, sent.id));
        if let Some(outcome) = self.recall.outcomes.get(&sent.id) {
            return Verdict::Duplicate(outcome.clone());
        }
        let body = upcast(sent.version, sent.body.clone());
        Verdict::Done(self.run(
            Actor::User(user),
            sent.id,
            sent.version,
            &sent.body,
            body,
            sent.claimed_at,
            now,
        ))
    }

    /// Runs a command that came without a device: a leader's, or the server's own. Its id runs once (rule 12).
    pub fn act(
        &mut self,
        actor: Actor,
        id: CommandId,
        body: &Body,
        claimed_at: DateTime<FixedOffset>,
        now: Now,
    ) -> Outcome {
        if let Some(outcome) = self.recall.outcomes.get(&id) {
            return outcome.clone();
        }
        let raw = serde_json::to_value(body).unwrap_or(Value::Null);
        self.run(
            actor,
            id,
            COMMAND_VERSION,
            &raw,
            Ok(body.clone()),
            claimed_at,
            now,
        )
    }

    /// Erases someone anew in a workspace that came back from a backup, whether or not the backup knew them:
    /// devices that still name them are told, and what names them is refused from now on. False when the
    /// workspace has them as erased already.
    pub fn erase_again(&mut self, leader: LeaderId, id: CommandId, now: Now) -> bool {
        if self.erased.contains(&leader) {
            return false;
        }
        let state = State::new(&self.authority.rows, &self.over);
        let owner = state.scan(Kind::Member).find_map(|row| match row {
            Row::Member(member) if member.right == Right::Owner && member.left.is_none() => Some(member.user),
            _ => None,
        });
        let actor = Actor::User(owner.unwrap_or(UserId::THIS_DEVICE));
        self.act(
            actor,
            id,
            &Body::EraseLeader { leader },
            now.at.fixed_offset(),
            now,
        );
        if self.erased.insert(leader) {
            self.commit.erased.push(leader);
            self.commit.departed.push(Departed {
                key: leader.key(),
                seq: self.commit.to,
                left: Audience::Workspace,
                erased: true,
            });
        }
        true
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "a command with all that is known of it, called from two places"
    )]
    fn run(
        &mut self,
        actor: Actor,
        id: CommandId,
        version: u16,
        raw: &Value,
        body: Result<Body, Refusal>,
        claimed_at: DateTime<FixedOffset>,
        now: Now,
    ) -> Outcome {
        let seq = self.commit.to + 1;
        let mut subjects: BTreeSet<LeaderId> = body.iter().flat_map(Body::subjects).collect();
        let decided = body.and_then(|body| {
            if subjects.iter().any(|subject| self.erased.contains(subject)) {
                return Err(Refusal::Erased);
            }
            let ctx = Ctx {
                actor,
                claimed_at,
                received_at: now.at,
                today: now.today,
            };
            let state = State::new(&self.authority.rows, &self.over);
            catch_unwind(AssertUnwindSafe(|| (self.decide)(&state, &body, &ctx))).unwrap_or_else(|_| {
                self.commit.panicked = true;
                Err(Refusal::Internal)
            })
        });
        let outcome = match &decided {
            Ok(changes) if changes.is_empty() => Outcome::NoOp { seq },
            Ok(_) => Outcome::Applied { seq },
            Err(reason) => Outcome::Refused {
                seq,
                reason: reason.clone(),
            },
        };
        let applied = decided.unwrap_or_default();
        for change in applied.0.values() {
            if let Change::Put {
                row: Row::Reply(reply),
                ..
            } = change
            {
                subjects.insert(reply.leader);
            }
        }
        let stored = matches!(outcome, Outcome::Applied { .. } | Outcome::NoOp { .. });
        self.commit.to = seq;
        self.commit.journal.push(JournalEntry {
            seq,
            id,
            actor,
            version,
            body: stored.then(|| raw.clone()),
            subjects,
            claimed_at,
            received_at: now.at,
            outcome: outcome.clone(),
        });
        self.recall.outcomes.insert(id, outcome.clone());
        self.apply(seq, applied);
        outcome
    }

    fn apply(&mut self, seq: Seq, changes: Changes) {
        for (key, change) in &changes.0 {
            let held = State::new(&self.authority.rows, &self.over)
                .audience(key)
                .cloned();
            let (kept, erased) = match change {
                Change::Put { audience, .. } => (Some(audience), false),
                Change::Gone { erased } => (None, *erased),
            };
            if let Some(held) = held
                && kept != Some(&held)
            {
                let earlier = self.commit.departed.iter().find(|departed| departed.key == *key);
                let earlier = earlier
                    .or_else(|| self.authority.departed.get(key))
                    .map(|departed| departed.left.clone());
                let left = earlier.map_or(held.clone(), |earlier| earlier.union(&held));
                self.commit.departed.retain(|departed| departed.key != *key);
                self.commit.departed.push(Departed {
                    key: *key,
                    seq,
                    left,
                    erased,
                });
            }
            if erased && key.kind == Kind::Leader {
                let leader = LeaderId(key.id);
                self.erased.insert(leader);
                self.commit.erased.push(leader);
            }
            self.seqs.insert(*key, seq);
        }
        self.over.merge(changes);
    }

    /// What the transaction must write.
    pub fn finish(mut self) -> Commit {
        for (key, change) in self.over.0 {
            match change {
                Change::Put { row, audience } => {
                    let seq = self.seqs.get(&key).copied().unwrap_or(self.commit.to);
                    self.commit.rows.push(Stored {
                        v: ROW_VERSION,
                        seq,
                        audience,
                        row,
                    });
                }
                Change::Gone { .. } => self.commit.dropped.push(key),
            }
        }
        for entry in &mut self.commit.journal {
            if entry.subjects.iter().any(|subject| self.erased.contains(subject)) {
                entry.body = None;
            }
        }
        self.commit
    }
}
