//! The device's side: one tab's memory of what the device keeps.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, Utc};
use serde_json::Value;

use super::{
    Rules,
    disk::{Draft, Entry, Found, Meta, Op, Refused, Shelf, Txn},
    wire::{
        AnyKey, Epoch, FULL_PUSH, MAX_PUSH, Mid, PROTO, PullRequest, Pulled, Push, PushAnswer, Sent, Unread,
        Verdict,
    },
};
use crate::domain::{
    Actor, Audience, Body, Change, CommandId, Ctx, DeviceId, Kind, Overlay, Refusal, Row, RowKey, Rows,
    State, Stored, UserId, gathered, inverse,
};

impl Draft {
    pub fn new(id: CommandId, body: &Body, claimed_at: DateTime<FixedOffset>) -> Self {
        let version = body.version();
        let body = serde_json::to_value(body).unwrap_or_default();
        Self {
            id,
            version,
            body,
            claimed_at,
            subjects: BTreeSet::new(),
            outlived: false,
        }
    }

    /// Whether a newer build has made it: this one may misread it, and lets it wait as it is.
    pub fn is_newer(&self) -> bool {
        Body::is_newer(self.version, &self.body)
    }

    /// # Errors
    /// [`Refusal::Malformed`] when it cannot be read.
    pub fn read(&self) -> Result<Body, Refusal> {
        if self.is_newer() {
            let detail = "a newer version of Fulcrum made this change".into();
            return Err(Refusal::Malformed { detail });
        }
        Body::read(self.version, self.body.clone())
    }
}

/// What is left to do after an answer.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Next {
    pub txns: Vec<Txn>,
    /// Why the exchange cannot go on. Nothing is written then, and everything waits.
    pub stop: Option<Stop>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// This client is older than the server's rows: read-only until it reloads.
    Upgrade,
    /// The server is older than this client's commands.
    ServerTooOld,
    /// Somebody else is signed in than whose board it is.
    AnotherPerson,
    /// They belong to the workspace no more.
    NotAMember,
}

impl From<Txn> for Next {
    fn from(txn: Txn) -> Self {
        Self {
            txns: vec![txn],
            stop: None,
        }
    }
}

impl From<Stop> for Next {
    fn from(stop: Stop) -> Self {
        Self {
            txns: Vec::new(),
            stop: Some(stop),
        }
    }
}

/// One tab's copy: confirmed rows, and the overlay of what waits (rule 4).
#[derive(Clone)]
pub struct Engine {
    shelf: Shelf,
    rows: Rows,
    /// Rows that this build cannot read, as they stand on the disk: kept for one that can (rule 16).
    unread: BTreeMap<AnyKey, Value>,
    /// Given, but not yet on the disk.
    unsaved: Vec<Draft>,
    over: Overlay,
    /// Commands in the outbox whose replay was refused: kept, hidden, told when the server says so too.
    hidden: BTreeMap<CommandId, Refusal>,
    /// Writes of other tabs that arrived ahead of their turn.
    ahead: BTreeMap<u64, Vec<Op>>,
    /// None while nothing waits: see [`Self::obey`].
    rules: Option<Rules>,
    replays: bool,
    /// The kinds of rows of which some may be seen otherwise than before.
    touched: BTreeSet<Kind>,
}

impl Engine {
    /// Opens what the disk holds. Without `replays` (safe mode) the outbox is kept and listed but not applied.
    pub fn open(shelf: Shelf, found: impl Into<Found>, rules: Option<Rules>, replays: bool) -> Self {
        let Found { rows, unread } = found.into();
        let rows = rows
            .into_iter()
            .map(|stored| (stored.row.key(), stored))
            .collect();
        let mut engine = Self {
            shelf,
            rows,
            unread,
            unsaved: Vec::new(),
            over: Overlay::new(),
            hidden: BTreeMap::new(),
            ahead: BTreeMap::new(),
            rules,
            replays,
            touched: gathered(Kind::ALL.iter().copied()),
        };
        engine.replay(Were::new());
        engine
    }

    /// Before a command is given or followed, and where something waits already at opening, there must be rules.
    pub fn obey(&mut self, rules: Rules) {
        self.rules = Some(rules);
    }

    /// What is seen: confirmed rows under what waits, as far as the board's person may see them. While a narrowed role is
    /// handed on that is less than what is still on the device.
    pub fn state(&self) -> State<'_> {
        let viewer = self.shelf.meta.home.map(|home| home.user);
        State::new(&self.rows, &self.over).seen_by(viewer)
    }

    /// The kinds of rows of which some may be seen otherwise than when this was asked last.
    pub fn take_touched(&mut self) -> BTreeSet<Kind> {
        std::mem::take(&mut self.touched)
    }

    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Confirmed rows only.
    pub fn confirmed(&self) -> &Rows {
        &self.rows
    }

    /// The confirmed rows that the board's person may hold, with no words that were written for fewer.
    pub fn held(&self) -> Vec<Stored> {
        let nothing = Overlay::new();
        let everything = State::new(&self.rows, &nothing);
        let rows = self.rows.values();
        match self.shelf.meta.home {
            Some(home) => rows
                .filter_map(|row| row.for_person(home.user, &everything))
                .collect(),
            None => rows.cloned().collect(),
        }
    }

    /// What stands on the disk and cannot be read by this build.
    pub fn unread(&self) -> &BTreeMap<AnyKey, Value> {
        &self.unread
    }

    /// How many of these there are of which kind, as a person says it.
    pub fn unread_by_noun(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for key in self.unread.keys() {
            *counts.entry(key.noun().to_owned()).or_default() += 1;
        }
        counts
    }

    pub fn hidden(&self) -> &BTreeMap<CommandId, Refusal> {
        &self.hidden
    }

    pub fn replays(&self) -> bool {
        self.replays
    }

    pub fn user(&self) -> UserId {
        self.shelf.meta.home.map_or(UserId::THIS_DEVICE, |home| home.user)
    }

    /// Commands that the server has not answered, saved or not.
    pub fn waiting(&self) -> usize {
        self.shelf
            .outbox
            .values()
            .filter(|entry| entry.outcome.is_none())
            .count()
            + self.unsaved.len()
    }

    /// Commands that a restored server has lost, and that wait for what they build on to be brought back.
    pub fn parked(&self) -> usize {
        self.shelf.kept.values().filter(|kept| kept.waits).count()
    }

    /// Those of them that only a newer build can read.
    pub fn newer(&self) -> usize {
        let waiting = self.shelf.outbox.values();
        waiting
            .filter(|entry| entry.outcome.is_none() && entry.draft.is_newer())
            .count()
    }

    pub fn unsaved(&self) -> usize {
        self.unsaved.len()
    }

    pub fn unsaved_drafts(&self) -> &[Draft] {
        &self.unsaved
    }

    pub fn refused(&self) -> impl Iterator<Item = &Refused> {
        self.shelf.refused.values()
    }

    /// Repairs to write after opening: commands that this build should be able to read and cannot are set aside, the
    /// rest goes on.
    pub fn repairs(&self) -> Vec<Txn> {
        let broken = self
            .shelf
            .outbox
            .values()
            .filter(|entry| !entry.draft.is_newer())
            .filter_map(|entry| match entry.draft.read() {
                Err(reason) => Some(Txn::SetAside {
                    mid: entry.mid,
                    detail: reason.to_string(),
                }),
                Ok(_) => None,
            });
        broken.collect()
    }

    /// Applies a command at once, and answers with the transaction that stores it and with its undo.
    ///
    /// # Errors
    /// A refusal: nothing was changed or stored.
    pub fn submit(&mut self, mut draft: Draft) -> Result<(Txn, Option<Body>), Refusal> {
        let Rules { decide, read } = self.rules.ok_or(Refusal::Internal)?;
        let body = read(&draft)?;
        draft.subjects = body.subjects(&self.state());
        let changes = decide(&self.state(), &body, &self.ctx(&draft))?;
        let before = self.over.clone();
        self.touched.extend(changes.0.keys().map(|key| key.kind));
        self.over.merge(changes);
        let undo = inverse(&State::new(&self.rows, &before), &self.state(), &body);
        self.unsaved.push(draft.clone());
        Ok((Txn::Queue(vec![draft]), undo))
    }

    /// Follows a transaction that was committed, by this tab or by another (rule 6). Out of turn, it waits.
    pub fn follow(&mut self, ops: Vec<Op>) {
        let Some(rev) = rev(&ops) else { return };
        if rev <= self.shelf.meta.rev {
            return self.forget_saved(&ops);
        }
        self.ahead.insert(rev, ops);
        let (mut replay, mut were) = (false, Were::new());
        while let Some(ops) = self.ahead.remove(&(self.shelf.meta.rev + 1)) {
            let only_queued = self.apply(ops, &mut were);
            replay |= !only_queued;
        }
        if replay {
            self.replay(were);
        }
    }

    /// Whether writes are missing: the tab should open the disk anew.
    pub fn is_behind(&self) -> bool {
        !self.ahead.is_empty()
    }

    /// Brings in older rows that were left on the disk at opening; newer ones stay.
    pub fn backfill(&mut self, found: impl Into<Found>) {
        let Found { rows, unread } = found.into();
        for stored in rows {
            let key = stored.row.key();
            self.touched.insert(key.kind);
            if !self.rows.contains_key(&key) {
                self.rows.insert(key, stored);
            }
        }
        for (key, written) in unread {
            let is_newer_read = key.known().is_some_and(|key| self.rows.contains_key(&key));
            if !is_newer_read {
                self.unread.entry(key).or_insert(written);
            }
        }
        self.replay(Were::new());
    }

    /// Takes over what waits unsaved from the tab's memory before it opened the disk anew.
    pub fn adopt_unsaved(&mut self, other: &mut Self) {
        // What the other had heard of ahead of its turn says, too, what was saved.
        for ops in std::mem::take(&mut other.ahead).into_values() {
            other.forget_saved(&ops);
        }
        self.unsaved.append(&mut other.unsaved);
        self.unsaved
            .retain(|draft| self.shelf.outbox.values().all(|entry| entry.draft.id != draft.id));
        self.replay(Were::new());
    }

    /// What these ops saved is not unsaved, even if it has left the outbox since and the disk was opened anew.
    fn forget_saved(&mut self, ops: &[Op]) {
        let saved = |draft: &Draft| {
            let puts = |op: &Op| matches!(op, Op::PutEntry(entry) if entry.draft.id == draft.id);
            ops.iter().any(puts)
        };
        if self.unsaved.iter().any(saved) {
            self.unsaved.retain(|draft| !saved(draft));
            self.replay(Were::new());
        }
    }

    /// Whether these only save what waited unsaved; what they put something else in the place of is noted down.
    fn apply(&mut self, ops: Vec<Op>, were: &mut Were) -> bool {
        let (half_before, home_before) = (self.shelf.meta.half, self.shelf.meta.home);
        // Rows of a snapshot become visible with the swap: the tab opens the disk anew for them.
        let mut own_unsaved_only = true;
        for op in ops {
            self.shelf.follow(&op);
            match op {
                Op::PutRow(half, carried) if half == half_before => {
                    own_unsaved_only = false;
                    self.forget(&carried.key(), were);
                    match carried.into_read() {
                        Ok(stored) => drop(self.rows.insert(stored.row.key(), stored)),
                        Err(Unread { key, written }) => drop(self.unread.insert(key, written)),
                    }
                }
                Op::DropRow(half, key) if half == half_before => {
                    own_unsaved_only = false;
                    self.forget(&key, were);
                }
                Op::PutEntry(entry) => {
                    let at = self.unsaved.iter().position(|draft| draft.id == entry.draft.id);
                    // The first unsaved command that was saved keeps its place: nothing to replay.
                    own_unsaved_only &= at == Some(0);
                    if let Some(at) = at {
                        self.unsaved.remove(at);
                    }
                }
                Op::DropEntry(_) => own_unsaved_only = false,
                _ => {}
            }
        }
        // After signing in, what waits is someone's.
        own_unsaved_only && self.shelf.meta.home == home_before
    }

    /// Whatever was known under this key is so no more.
    fn forget(&mut self, key: &AnyKey, were: &mut Were) {
        self.unread.remove(key);
        if let Some(key) = key.known() {
            let was = self.rows.remove(&key);
            were.entry(key).or_insert(was);
        }
    }

    fn ctx(&self, draft: &Draft) -> Ctx {
        Ctx {
            actor: Actor::User(self.user()),
            claimed_at: draft.claimed_at,
            seen_at: draft.claimed_at,
            received_at: draft.claimed_at.with_timezone(&Utc),
            today: draft.claimed_at.date_naive(),
        }
    }

    /// Works out what waits on top of what is confirmed now, where some rows were others before.
    fn replay(&mut self, were: Were) {
        let before = std::mem::take(&mut self.over);
        self.hidden.clear();
        let saved = self.shelf.outbox.values().map(|entry| &entry.draft);
        let given = saved.chain(&self.unsaved).filter(|draft| !draft.is_newer());
        if let Some(Rules { decide, read }) = self.rules.filter(|_| self.replays) {
            for draft in given {
                let ctx = self.ctx(draft);
                let state = State::new(&self.rows, &self.over);
                match read(draft).and_then(|body| decide(&state, &body, &ctx)) {
                    Ok(changes) => self.over.merge(changes),
                    Err(refusal) => drop(self.hidden.insert(draft.id, refusal)),
                }
            }
        }
        // What was seen already and is confirmed now is no change to whoever looks.
        let keys = were.keys().chain(before.keys()).chain(self.over.keys());
        let differing = keys.filter(|key| {
            let was = were.get(key).map_or_else(|| self.rows.get(key), Option::as_ref);
            seen(before.get(key), was) != seen(self.over.get(key), self.rows.get(key))
        });
        let kinds: Vec<_> = differing.map(|key| key.kind).collect();
        self.touched.extend(kinds);
    }

    /// The next push, in order; none when nothing waits or the board lives on this device only. Before a pull has told
    /// the epoch nothing is sent: on its way while the server is restored, it would run there as if it were new.
    pub fn next_push(&self) -> Option<Push> {
        let meta = &self.shelf.meta;
        meta.home?;
        meta.epoch?;
        let waiting = self.shelf.outbox.values().filter(|entry| entry.outcome.is_none());
        let mut bytes = 0;
        let mut commands = Vec::new();
        for entry in waiting.take(MAX_PUSH) {
            // What an older server can run does not wait for what it cannot.
            if entry.draft.is_newer() && !commands.is_empty() {
                break;
            }
            bytes += entry.draft.body.to_string().len();
            if bytes > FULL_PUSH && !commands.is_empty() {
                break;
            }
            commands.push(Sent::from(entry));
        }
        (!commands.is_empty()).then_some(Push {
            proto: PROTO,
            person: self.user(),
            device: meta.device,
            epoch: meta.epoch,
            commands,
        })
    }

    /// What to write after the server answered a push. `fresh` is an identity to take if it must be.
    pub fn pushed(&self, sent: &Push, answer: &PushAnswer, fresh: DeviceId) -> Next {
        let reborn = |offer_again| Txn::Reborn {
            from: sent.device,
            to: fresh,
            offer_again,
        };
        match answer {
            PushAnswer::TooNew { .. } => Stop::ServerTooOld.into(),
            PushAnswer::AnotherPerson => Stop::AnotherPerson.into(),
            PushAnswer::NotAMember => Stop::NotAMember.into(),
            PushAnswer::NewEpoch { .. } => reborn(true).into(),
            // Outcomes of another epoch say nothing about this one.
            PushAnswer::Ack(ack) if self.is_foreign(ack.epoch) => reborn(true).into(),
            PushAnswer::Ack(ack) => {
                let id_of = |mid: Mid| {
                    sent.commands
                        .iter()
                        .find(|sent| sent.mid == mid)
                        .map(|sent| sent.id)
                };
                let (mut results, mut waits) = (Vec::new(), Vec::new());
                for (mid, verdict) in &ack.results {
                    let Some(id) = id_of(*mid) else { continue };
                    match verdict {
                        Verdict::Done(outcome) | Verdict::Duplicate(outcome) => {
                            results.push((id, outcome.clone()));
                        }
                        Verdict::Waits => waits.push(*mid),
                        Verdict::Fork => {}
                    }
                }
                let forked = ack.results.iter().any(|(_, verdict)| *verdict == Verdict::Fork);
                // A gap that nothing in the outbox can fill.
                let lost = ack.results.is_empty()
                    && sent
                        .commands
                        .first()
                        .is_some_and(|first| first.mid > ack.last_mid + 1);
                let mut txns = vec![Txn::Answered {
                    device: sent.device,
                    epoch: ack.epoch,
                    head: ack.head,
                    at: ack.at,
                    results,
                    waits,
                }];
                if forked || lost {
                    txns.push(reborn(false));
                }
                Next { txns, stop: None }
            }
        }
    }

    fn is_foreign(&self, epoch: Epoch) -> bool {
        self.shelf.meta.epoch.is_some_and(|known| known != epoch)
    }

    /// What to ask for next.
    pub fn next_pull(&self) -> PullRequest {
        let meta = &self.shelf.meta;
        let snapshot = PullRequest::snapshot(self.user());
        match (meta.cursor, &meta.shadow) {
            (None, Some(shadow)) => PullRequest {
                start: Some(shadow.start),
                after: Some(shadow.after.clone()),
                ..snapshot
            },
            (cursor, _) => PullRequest { cursor, ..snapshot },
        }
    }

    /// What to write after a pull.
    pub fn pulled(&self, answer: Pulled, fresh: DeviceId) -> Next {
        let meta = &self.shelf.meta;
        match answer {
            Pulled::Upgrade => Stop::Upgrade.into(),
            Pulled::AnotherPerson => Stop::AnotherPerson.into(),
            Pulled::Delta(delta) => Txn::Pulled(delta).into(),
            // The answer to a question of before.
            Pulled::Page(page) if page.from != meta.cursor => Next::default(),
            Pulled::Page(page) => {
                let txn = if self.is_foreign(page.start.epoch) {
                    Txn::Reborn {
                        from: meta.device,
                        to: fresh,
                        offer_again: true,
                    }
                } else {
                    Txn::Paged(page)
                };
                txn.into()
            }
        }
    }

    /// Whether these ops need the rows read from the disk anew: a snapshot was swapped in. Open, take over what
    /// is unsaved, and then follow the ops all the same.
    pub fn swaps(&self, ops: &[Op]) -> bool {
        let Meta { rev, half, .. } = self.shelf.meta;
        ops.iter()
            .any(|op| matches!(op, Op::Meta(meta) if meta.half != half && meta.rev > rev))
    }

    /// The confirmed row.
    pub fn row(&self, key: &RowKey) -> Option<&Stored> {
        self.rows.get(key)
    }
}

/// What confirmed rows were before, of those that are otherwise now.
type Were = BTreeMap<RowKey, Option<Stored>>;

/// What is seen of a row, and for whom it is.
fn seen<'a>(over: Option<&'a Change>, confirmed: Option<&'a Stored>) -> Option<(&'a Row, &'a Audience)> {
    match over {
        Some(Change::Put { row, audience }) => Some((row, audience)),
        Some(Change::Gone { .. }) => None,
        None => confirmed.map(|stored| (&stored.row, &stored.audience)),
    }
}

fn rev(ops: &[Op]) -> Option<u64> {
    ops.iter().find_map(|op| match op {
        Op::Meta(meta) => Some(meta.rev),
        _ => None,
    })
}

impl From<&Entry> for Sent {
    fn from(
        Entry {
            mid, draft, again, ..
        }: &Entry,
    ) -> Self {
        Self {
            id: draft.id,
            mid: *mid,
            version: draft.version,
            body: draft.body.clone(),
            claimed_at: draft.claimed_at,
            subjects: draft.subjects.clone(),
            again: *again,
            outlived: draft.outlived,
        }
    }
}
