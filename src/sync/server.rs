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
    disk::KEEP,
    wire::{
        Ack, Cursor, Delta, Epoch, Gone, Mid, Outcome, PROTO, Page, PullRequest, Pulled, Push, PushAnswer,
        Sent, Seq, Verdict,
    },
};
use crate::domain::{
    Actor, Anew, Audience, Body, COMMAND_VERSION, Change, Changes, CommandId, Ctx, DeviceId, Kind, LeaderId,
    LinkId, NewLink, Passcode, ROW_VERSION, Refusal, Row, RowKey, Rows, Settled, State, Stored, UserId,
    bounded, upcast,
};

/// The moment at which some ceased to see a row, and must drop it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Departed {
    pub key: RowKey,
    pub seq: Seq,
    /// Who held it until then and may still. Of the workspace those are meant who do not see the row now.
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
    /// By author as well: nobody's id brings another's answer.
    pub outcomes: BTreeMap<(Actor, CommandId), Outcome>,
    /// Of the links that are about to be made those whose ids are taken, by another workspace.
    pub taken: BTreeSet<LinkId>,
}

impl Recall {
    pub fn extend(&mut self, other: Self) {
        self.devices.extend(other.devices);
        self.receipts.extend(other.receipts);
        self.outcomes.extend(other.outcomes);
        self.taken.extend(other.taken);
    }
}

/// One command in the audit journal.
#[derive(Clone, PartialEq, Debug)]
pub struct JournalEntry {
    pub seq: Seq,
    pub id: CommandId,
    pub actor: Actor,
    pub version: u16,
    /// As it was read; none when it changed nothing, was refused, or named someone erased.
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
    /// Of the rows named, everything that is to be remembered from now on.
    pub departed: BTreeMap<RowKey, Vec<Departed>>,
    pub journal: Vec<JournalEntry>,
    pub receipts: Vec<(DeviceId, Mid, CommandId)>,
    pub devices: Vec<(DeviceId, Registered)>,
    /// Journal bodies that name these are to be nulled.
    pub erased: Vec<LeaderId>,
    /// Passcodes of new links.
    pub passcodes: Vec<(LinkId, Passcode)>,
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
    departed: BTreeMap<RowKey, Vec<Departed>>,
    /// Every key by the positions of its last change and of its departures.
    by_seq: BTreeSet<(Seq, RowKey)>,
    /// Decisions of before a restore about what the backup does not know yet: links that were revoked, people who
    /// were let go.
    barred: BTreeSet<RowKey>,
}

impl Authority {
    pub fn new(epoch: Epoch) -> Self {
        Self::load(epoch, 0, Vec::new(), Vec::new(), BTreeSet::new())
    }

    pub fn load(
        epoch: Epoch,
        head: Seq,
        rows: Vec<Stored>,
        departed: Vec<Departed>,
        barred: BTreeSet<RowKey>,
    ) -> Self {
        let mut authority = Self {
            epoch,
            head,
            rows: Rows::new(),
            departed: BTreeMap::new(),
            by_seq: BTreeSet::new(),
            barred,
        };
        rows.into_iter().for_each(|stored| authority.put(stored));
        for departed in departed {
            authority.by_seq.insert((departed.seq, departed.key));
            authority.departed.entry(departed.key).or_default().push(departed);
        }
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
        self.erasures().map(|departed| LeaderId(departed.key.id))
    }

    fn erasures(&self) -> impl Iterator<Item = &Departed> {
        let all = self.departed.values().flatten();
        all.filter(|departed| departed.erased && departed.key.kind == Kind::Leader)
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
            match self.rows.get(key) {
                Some(row) if row.audience.includes(user) => {
                    // Where it once departed there is nothing to tell: it is back.
                    if row.seq == *seq {
                        rows.push(row.clone());
                    }
                }
                // Only whoever held it until just then is told: nobody hears of what they never saw.
                _ => gone.extend(
                    self.departed_at(key, *seq)
                        .filter(|left| left.left.includes(user))
                        .map(|departed| Gone {
                            key: *key,
                            erased: departed.erased,
                        }),
                ),
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
            let known = self.erasures().filter(|departed| departed.left.includes(user));
            known.map(|departed| LeaderId(departed.key.id)).collect()
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

    fn departed_at(&self, key: &RowKey, seq: Seq) -> impl Iterator<Item = &Departed> {
        let all = self.departed.get(key).into_iter().flatten();
        all.filter(move |departed| departed.seq == seq)
    }

    /// Takes over what the store has committed.
    pub fn merge(&mut self, commit: &Commit) {
        self.head = commit.to;
        for key in &commit.dropped {
            if let Some(row) = self.rows.remove(key) {
                self.by_seq.remove(&(row.seq, *key));
            }
        }
        for (key, departed) in &commit.departed {
            for former in self.departed.remove(key).into_iter().flatten() {
                self.by_seq.remove(&(former.seq, *key));
            }
            if !departed.is_empty() {
                self.departed.insert(*key, departed.clone());
            }
            let live = self.rows.get(key).map(|row| row.seq);
            let positions = departed.iter().map(|departed| departed.seq).chain(live);
            self.by_seq.extend(positions.map(|seq| (seq, *key)));
        }
        commit.rows.iter().cloned().for_each(|stored| self.put(stored));
    }

    fn put(&mut self, stored: Stored) {
        let key = stored.row.key();
        if let Some(former) = self.rows.get(&key)
            && self.departed_at(&key, former.seq).next().is_none()
        {
            self.by_seq.remove(&(former.seq, key));
        }
        self.by_seq.insert((stored.seq, key));
        self.rows.insert(key, stored);
    }
}

const MAX_KEY: RowKey = RowKey {
    kind: Kind::Effort,
    id: uuid::Uuid::max(),
};

/// A command with all that is known of it.
struct Given {
    actor: Actor,
    id: CommandId,
    /// Within reason, see [`bounded`].
    claimed_at: DateTime<FixedOffset>,
    body: Result<Body, Refusal>,
    /// Whom it concerned where it was given.
    subjects: BTreeSet<LeaderId>,
    /// Whether it was acknowledged lately by a server that was restored since.
    again: bool,
}

impl Given {
    fn concerns(&self, body: &Body, state: &State) -> BTreeSet<LeaderId> {
        let mut all = body.subjects(state);
        all.extend(&self.subjects);
        all
    }
}

enum Decided {
    Is(Result<Changes, Refusal>),
    /// Not yet: what it builds on has not been brought back.
    Waits,
}

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
            departed: BTreeMap::new(),
            journal: Vec::new(),
            receipts: Vec::new(),
            devices: Vec::new(),
            erased: Vec::new(),
            passcodes: Vec::new(),
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
            at: now.at,
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
            let known = self.recall.receipts.get(&(id, sent.mid));
            if known != Some(&sent.id) {
                return Verdict::Fork;
            }
            let outcome = self.recall.outcomes.get(&(Actor::User(user), sent.id));
            // It has a receipt and no outcome: it did not run then, and waits.
            return outcome.map_or(Verdict::Waits, |outcome| Verdict::Duplicate(outcome.clone()));
        }
        device.last_mid = sent.mid;
        self.recall.devices.insert(id, *device);
        self.recall.receipts.insert((id, sent.mid), sent.id);
        self.commit.devices.retain(|(other, _)| *other != id);
        self.commit.devices.push((id, *device));
        self.commit.receipts.push((id, sent.mid, sent.id));
        let actor = Actor::User(user);
        if let Some(outcome) = self.recall.outcomes.get(&(actor, sent.id)) {
            return Verdict::Duplicate(outcome.clone());
        }
        let given = Given {
            actor,
            id: sent.id,
            claimed_at: bounded(sent.claimed_at, now.at),
            body: upcast(sent.version, sent.body.clone()),
            subjects: sent.subjects.clone(),
            again: sent.again.is_some_and(|acked_at| now.at < acked_at + KEEP),
        };
        match self.decided(&given, now) {
            Decided::Waits => Verdict::Waits,
            Decided::Is(decided) => Verdict::Done(self.record(given, decided, now)),
        }
    }

    /// Runs a command that came without a device: a leader's, or the server's own. Its id runs once (rule 12). What
    /// is refused to a link leaves no trace: whoever holds an address may not fill the journal.
    pub fn act(
        &mut self,
        actor: Actor,
        id: CommandId,
        body: &Body,
        claimed_at: DateTime<FixedOffset>,
        now: Now,
    ) -> Outcome {
        if let Some(outcome) = self.recall.outcomes.get(&(actor, id)) {
            return outcome.clone();
        }
        let given = Given {
            actor,
            id,
            claimed_at: bounded(claimed_at, now.at),
            body: Ok(body.clone()),
            subjects: BTreeSet::new(),
            again: false,
        };
        let decided = match self.decided(&given, now) {
            Decided::Is(decided) => decided,
            Decided::Waits => Err(Refusal::Internal),
        };
        match (actor, &decided) {
            (Actor::Link(_), Err(reason)) => Outcome::Refused {
                seq: self.commit.to,
                reason: reason.clone(),
            },
            _ => self.record(given, decided, now),
        }
    }

    /// Carries a decision out anew in a workspace that came back from a backup. Whoever was erased is so whether or
    /// not the backup knew them: `left` is told, and what names them is refused from now on.
    pub fn settle(&mut self, settled: Settled, left: &Audience, id: CommandId, now: Now) -> Anew {
        let state = State::new(&self.authority.rows, &self.over);
        let anew = match settled {
            Settled::Erased(leader) if self.erased.contains(&leader) => Anew::Stands,
            _ => settled.carried_out(&state, now.today),
        };
        let given = |user: UserId, body: &Body| Given {
            actor: Actor::User(user),
            id,
            claimed_at: now.at.fixed_offset(),
            body: Ok(body.clone()),
            subjects: BTreeSet::new(),
            again: false,
        };
        match (&anew, settled) {
            (Anew::Changes(user, body, changes), _) => {
                self.record(given(*user, body), Ok(changes.clone()), now);
            }
            (Anew::NotHere(key), Settled::Erased(leader)) => {
                let body = Body::EraseLeader { leader };
                self.record(given(UserId::THIS_DEVICE, &body), Err(Refusal::Erased), now);
                self.erased.insert(leader);
                self.commit.erased.push(leader);
                let departed = Departed {
                    key: *key,
                    seq: self.commit.to,
                    left: left.clone(),
                    erased: true,
                };
                self.commit.departed.insert(*key, vec![departed]);
            }
            _ => {}
        }
        anew
    }

    /// What the rules say to it, given all that ran before.
    fn decided(&self, given: &Given, now: Now) -> Decided {
        let body = match &given.body {
            Ok(body) => body,
            Err(refusal) => return Decided::Is(Err(refusal.clone())),
        };
        let state = State::new(&self.authority.rows, &self.over);
        let is_erased = |key: &RowKey| key.kind == Kind::Leader && self.erased.contains(&LeaderId(key.id));
        let is_erased_for_good = given.again && body.needs().iter().any(is_erased);
        if is_erased_for_good || !self.erased.is_disjoint(&given.concerns(body, &state)) {
            return Decided::Is(Err(Refusal::Erased));
        }
        if let Body::ShareLink(link) = body
            && self.recall.taken.contains(&link.id)
        {
            return Decided::Is(Err(Refusal::Exists { what: Kind::Link }));
        }
        let is_lost = |key: &RowKey| state.audience(key).is_none() && !is_erased(key);
        if given.again && body.builds_on().iter().any(is_lost) {
            return Decided::Waits;
        }
        let ctx = Ctx {
            actor: given.actor,
            claimed_at: given.claimed_at,
            received_at: now.at,
            today: now.today,
        };
        // The rules change nothing themselves, so a panic leaves nothing behind.
        let decided = catch_unwind(AssertUnwindSafe(|| (self.decide)(&state, body, &ctx)))
            .unwrap_or(Err(Refusal::Internal));
        match decided {
            // It went through once: as long as others may still bring back what it built on, it is not refused.
            Err(refusal) if given.again && refusal.may_pass() => Decided::Waits,
            Ok(changes) if given.again => Decided::Is(self.barred(changes)),
            other => Decided::Is(other),
        }
    }

    /// What was decided before a restore stays so for what comes back after it: a revoked link comes in as revoked,
    /// and nobody who was let go is put back.
    fn barred(&self, mut changes: Changes) -> Result<Changes, Refusal> {
        for (key, change) in &mut changes.0 {
            if !self.authority.barred.contains(key) {
                continue;
            }
            match change {
                Change::Put {
                    row: Row::Link(link), ..
                } => link.revoked = true,
                Change::Put {
                    row: Row::Member(_), ..
                } => return Err(Refusal::NotAMember),
                _ => {}
            }
        }
        Ok(changes)
    }

    /// Gives it its place in the order, and applies it.
    fn record(&mut self, given: Given, decided: Result<Changes, Refusal>, now: Now) -> Outcome {
        let seq = self.commit.to + 1;
        let outcome = match &decided {
            Ok(changes) if changes.is_empty() => Outcome::NoOp { seq },
            Ok(_) => Outcome::Applied { seq },
            Err(reason) => Outcome::Refused {
                seq,
                reason: reason.clone(),
            },
        };
        let state = State::new(&self.authority.rows, &self.over);
        let mut subjects = given
            .body
            .as_ref()
            .map(|body| given.concerns(body, &state))
            .unwrap_or_default();
        let applied = decided.unwrap_or_default();
        for change in applied.0.values() {
            if let Change::Put {
                row: row @ (Row::Reply(_) | Row::Link(_)),
                ..
            } = change
            {
                subjects.extend(row.subject());
            }
        }
        let mut kept = None;
        if let (Outcome::Applied { .. }, Ok(body)) = (&outcome, &given.body) {
            kept = serde_json::to_value(body.journaled()).ok();
            if let Body::ShareLink(NewLink {
                id,
                passcode: Some(passcode),
                ..
            }) = body
            {
                self.commit.passcodes.push((*id, passcode.clone()));
            }
        }
        self.commit.to = seq;
        self.commit.journal.push(JournalEntry {
            seq,
            id: given.id,
            actor: given.actor,
            version: COMMAND_VERSION,
            body: kept,
            subjects,
            claimed_at: given.claimed_at,
            received_at: now.at,
            outcome: outcome.clone(),
        });
        self.recall
            .outcomes
            .insert((given.actor, given.id), outcome.clone());
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
            if held.as_ref() != kept {
                self.depart(*key, seq, held, kept, erased);
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

    /// Remembers who ceases to see a row here. Whoever sees it again has nothing to hear of before; whoever ceased to
    /// see it earlier hears nothing of it any more, unless someone is to be forgotten.
    fn depart(
        &mut self,
        key: RowKey,
        seq: Seq,
        held: Option<Audience>,
        kept: Option<&Audience>,
        erased: bool,
    ) {
        let known = self
            .commit
            .departed
            .get(&key)
            .or_else(|| self.authority.departed.get(&key));
        let mut all = known.cloned().unwrap_or_default();
        if let Some(kept) = kept {
            all = all
                .into_iter()
                .filter_map(|departed| {
                    let left = departed.left.without(kept)?;
                    Some(Departed { left, ..departed })
                })
                .collect();
        }
        let mut left = held.and_then(|held| match kept {
            Some(kept) => held.without(kept),
            None => Some(held),
        });
        if erased {
            let earlier = all.drain(..).map(|departed| departed.left);
            left = earlier.chain(left).reduce(|one, other| one.union(&other));
        }
        all.extend(left.map(|left| Departed {
            key,
            seq,
            left,
            erased,
        }));
        let is_new = self.authority.departed.contains_key(&key) || !all.is_empty();
        if is_new {
            self.commit.departed.insert(key, all);
        }
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

#[cfg(test)]
mod tests;
