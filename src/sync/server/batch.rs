//! A batch of commands: run against a workspace, and committed together or not at all.

use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use chrono::{DateTime, FixedOffset};

use super::{
    super::{
        Decide,
        carried::AnyKey,
        disk::KEEP,
        wire::{Ack, Outcome, PROTO, Push, PushAnswer, Sent, Seq, Verdict},
    },
    Authority, Commit, Departed, JournalEntry, Now, Recall, Registered,
};
use crate::domain::{
    Actor, Anew, Audience, Body, COMMAND_VERSION, Change, Changes, CommandId, Ctx, DeviceId, Kind, LinkId,
    NewLink, Overlay, Refusal, Row, RowKey, Settled, State, Stored, UserId, bounded, erasure, link,
};

/// A command with all that is known of it.
struct Given {
    actor: Actor,
    id: CommandId,
    /// Within reason, see [`bounded`].
    claimed_at: DateTime<FixedOffset>,
    seen_at: DateTime<FixedOffset>,
    body: Result<Body, Refusal>,
    /// Whom it concerned where it was given.
    subjects: BTreeSet<RowKey>,
    /// Whether it was acknowledged lately by a server that was restored since.
    again: bool,
    /// Whether it may have run there.
    outlived: bool,
}

impl Given {
    fn concerns(&self, body: &Body, state: &State) -> BTreeSet<RowKey> {
        let named = body.subjects(state);
        named.into_iter().chain(self.subjects.iter().copied()).collect()
    }
}

enum Decided {
    Is(Result<Changes, Refusal>),
    /// Not yet: what it builds on has not been brought back.
    Waits,
}

/// Commands run against a workspace, not yet committed. Dropping it forgets them (rule 7).
pub struct Batch<'a> {
    pub(super) authority: &'a Authority,
    decide: Decide,
    recall: Recall,
    pub(super) over: Overlay,
    erased: BTreeSet<RowKey>,
    seqs: BTreeMap<RowKey, Seq>,
    /// Rows of somebody who is to be forgotten, and who has held them in this batch.
    forgets: BTreeMap<RowKey, Audience>,
    /// Who gave a command about a leader, or knew them before a restore: they may keep words of them whether or not
    /// they see them here, and are told when the leader is erased.
    wrote: BTreeMap<RowKey, Audience>,
    pub(super) commit: Commit,
    /// Whether what follows is done within this batch, since an audience moves again.
    hands_on: bool,
}

impl<'a> Batch<'a> {
    pub fn new(authority: &'a Authority, recall: Recall, decide: Decide) -> Self {
        let commit = Commit::nothing(authority.epoch, authority.head);
        let erased = authority.erased().collect();
        Self {
            authority,
            decide,
            recall,
            over: Overlay::new(),
            erased,
            seqs: BTreeMap::new(),
            forgets: BTreeMap::new(),
            wrote: BTreeMap::new(),
            commit,
            hands_on: false,
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
        let mut newer = push
            .commands
            .iter()
            .map(|sent| Body::is_newer(sent.version, &sent.body));
        if push.proto > PROTO || newer.any(|newer| newer) {
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
            seen_at: bounded(sent.claimed_at, now.at),
            body: Body::read(sent.version, sent.body.clone()),
            subjects: sent.subjects.clone(),
            outlived: sent.outlived,
            again: sent
                .again
                .is_some_and(|acked_at| acked_at <= now.at && now.at - acked_at < KEEP),
        };
        self.writes_of(&given, &Audience::People([user].into()));
        match self.decided(&given, now) {
            Decided::Waits => Verdict::Waits,
            Decided::Is(decided) => Verdict::Done(self.record(given, decided, now)),
        }
    }

    fn writes_of(&mut self, given: &Given, people: &Audience) {
        let state = State::new(&self.authority.rows, &self.over);
        let concerns = match &given.body {
            Ok(body) => given.concerns(body, &state),
            Err(_) => given.subjects.clone(),
        };
        for person in concerns {
            let wrote = self.wrote.entry(person).or_insert_with(Audience::nobody);
            *wrote = wrote.union(people);
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
        self.act_on(actor, id, body, (claimed_at, claimed_at), now)
    }

    pub fn act_on(
        &mut self,
        actor: Actor,
        id: CommandId,
        body: &Body,
        (claimed_at, seen_at): (DateTime<FixedOffset>, DateTime<FixedOffset>),
        now: Now,
    ) -> Outcome {
        if let Some(outcome) = self.recall.outcomes.get(&(actor, id)) {
            return outcome.clone();
        }
        let given = Given {
            actor,
            id,
            claimed_at: bounded(claimed_at, now.at),
            seen_at,
            body: Ok(body.clone()),
            subjects: BTreeSet::new(),
            again: false,
            outlived: false,
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
            Settled::Erased(person) if self.erased.contains(&person) => Anew::Stands,
            _ => settled.carried_out(&state, now.today),
        };
        let given = |user: UserId, body: &Body| Given {
            actor: Actor::User(user),
            id,
            claimed_at: now.at.fixed_offset(),
            seen_at: now.at.fixed_offset(),
            body: Ok(body.clone()),
            subjects: BTreeSet::new(),
            again: false,
            outlived: false,
        };
        match (&anew, settled) {
            (Anew::Changes(user, body, changes), _) => {
                let given = given(*user, body);
                if let Settled::Erased(person) = settled {
                    self.wrote.insert(person, left.clone());
                }
                self.record(given, Ok(changes.clone()), now);
            }
            (Anew::NotHere(key), Settled::Erased(person)) => {
                let body = Body::Erasure(erasure::Command::Scrubbed { told: true });
                self.record(given(UserId::THIS_DEVICE, &body), Err(Refusal::Erased), now);
                self.erased.insert(person);
                self.commit.erased.push(person);
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

    /// What the rules say to it, given all that ran before. Whose audience moves again, and whoever comes in, finds
    /// what moved before handed on: so `gone` is told to nobody who came later, and to all who held it.
    fn decided(&mut self, given: &Given, now: Now) -> Decided {
        let decided = self.decided_by_itself(given, now);
        match &decided {
            Decided::Is(Ok(changes)) if self.must_hand_on_first(changes) => {
                self.hands_on = true;
                self.hand_on();
                self.decided_by_itself(given, now)
            }
            _ => decided,
        }
    }

    fn decided_by_itself(&self, given: &Given, now: Now) -> Decided {
        let body = match &given.body {
            Ok(body) => body,
            Err(refusal) => return Decided::Is(Err(refusal.clone())),
        };
        let says = body.says();
        let state = State::new(&self.authority.rows, &self.over);
        let is_erased = |key: &RowKey| self.erased.contains(key);
        if body.erases().is_some_and(|person| is_erased(&person)) {
            // What it asks for stands.
            return Decided::Is(Ok(Changes::new()));
        }
        let is_erased_for_good = given.again && says.needs.iter().any(is_erased);
        if is_erased_for_good || !self.erased.is_disjoint(&given.concerns(body, &state)) {
            return Decided::Is(Err(Refusal::Erased));
        }
        let makes = |key: &RowKey| key.kind == Kind::Link && self.recall.taken.contains(&LinkId(key.id));
        if says.creates.iter().any(makes) {
            return Decided::Is(Err(Refusal::Exists { what: Kind::Link }));
        }
        let is_lost = |key: &RowKey| state.audience(key).is_none() && !is_erased(key);
        if given.again && says.builds_on().any(is_lost) {
            return Decided::Waits;
        }
        let ctx = Ctx {
            actor: given.actor,
            claimed_at: given.claimed_at,
            seen_at: given.seen_at,
            received_at: now.at,
            today: now.today,
        };
        // The rules change nothing themselves, so a panic leaves nothing behind.
        let decided = catch_unwind(AssertUnwindSafe(|| (self.decide)(&state, body, &ctx)))
            .unwrap_or(Err(Refusal::Internal));
        match decided {
            // It went through once: as long as others may still bring back what it built on, it is not refused.
            Err(refusal) if given.again && refusal.may_pass() => Decided::Waits,
            Ok(changes) => Decided::Is(
                self.writable(self.following(changes))
                    .and_then(|changes| self.barred(changes, given.again)),
            ),
            Err(refusal) => Decided::Is(Err(refusal)),
        }
    }

    /// What cannot be read is there all the same: nothing is written over it.
    fn writable(&self, changes: Changes) -> Result<Changes, Refusal> {
        let unread = &self.authority.unread;
        let is_unread = |key: &&RowKey| !unread.is_empty() && unread.contains(&AnyKey::from(**key));
        match changes.0.keys().find(is_unread) {
            Some(key) => Err(Refusal::Exists { what: key.kind }),
            None => Ok(changes),
        }
    }

    /// What was decided before a restore stays so for what comes back after it: a revoked link comes in as revoked,
    /// also when its author never heard that it was made, and nobody who was let go is put back by what was accepted
    /// before.
    fn barred(&self, mut changes: Changes, again: bool) -> Result<Changes, Refusal> {
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
                } if again => return Err(Refusal::NotAMember),
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
        // Words about a role may name its leader, and those about a candidate them, however many have edited them since.
        for change in applied.0.values() {
            if let Change::Put { row, .. } = change {
                let keys = state.hangs_on(row).into_iter().chain([row.key()]);
                let people = keys.filter_map(|key| state.person(key));
                // That they were erased, and by whom, stays known.
                let stays = |person: &RowKey| !matches!(applied.0.get(person), Some(Change::Gone { .. }));
                subjects.extend(people.filter(stays));
            }
        }
        let mut kept = None;
        if let (Outcome::Applied { .. }, Ok(body)) = (&outcome, &given.body) {
            kept = serde_json::to_value(body.journaled()).ok();
            if let Body::Link(link::Command::ShareLink(NewLink {
                id,
                passcode: Some(passcode),
                ..
            })) = body
            {
                self.commit.passcodes.push((*id, passcode.clone()));
            }
        }
        self.commit.to = seq;
        self.commit.journal.push(JournalEntry {
            seq,
            id: given.id,
            actor: given.actor,
            version: given.body.as_ref().map_or(COMMAND_VERSION, Body::version),
            body: kept,
            subjects,
            claimed_at: given.claimed_at,
            received_at: now.at,
            outcome: outcome.clone(),
        });
        let whose = (given.actor, given.id);
        self.recall.outcomes.insert(whose, outcome.clone());
        self.apply_and_hand_on(seq, applied);
        if given.outlived {
            self.may_have_followed(seq);
        }
        outcome
    }

    pub(super) fn apply(&mut self, seq: Seq, changes: Changes) {
        for (key, change) in &changes.0 {
            if let Change::Gone { erased: true } = change {
                let state = State::new(&self.authority.rows, &self.over);
                // Whoever gave a command about somebody may keep it, also if nobody ever saw them.
                let held = state.audience(key).filter(|_| key.kind.is_person()).cloned();
                let known = self.forgets.entry(*key);
                let known = known.or_insert_with(Audience::nobody);
                *known = held.iter().fold(known.clone(), |known, held| known.union(held));
                if key.kind.is_person() {
                    self.erased.insert(*key);
                    self.commit.erased.push(*key);
                }
            }
            self.seqs.insert(*key, seq);
        }
        self.begin_jobs(seq, &changes);
        self.over.merge(changes);
    }

    /// What of a batch nobody sees until it is whole moves nothing twice.
    fn apply_and_hand_on(&mut self, seq: Seq, changes: Changes) {
        self.apply(seq, changes);
        if self.hands_on {
            self.hand_on();
        }
    }

    /// Who ceases to see a row with this commit, and what is remembered of earlier departures. Whoever sees it again has
    /// nothing to hear of before; whoever ceased to see it earlier hears nothing of it any more, unless someone is to
    /// be forgotten. What was so between two commands of one batch nobody has seen.
    fn departures(&self, key: RowKey, seq: Seq, kept: Option<&Audience>) -> Option<Vec<Departed>> {
        let held = self.authority.rows.get(&key).map(|row| &row.audience);
        let earlier = self.authority.departed.get(&key).cloned().unwrap_or_default();
        if let Some(known) = self.forgets.get(&key) {
            let all = earlier.iter().map(|departed| &departed.left).chain(held);
            // Who was about to hold what others held never did.
            let begun = if held.is_some() {
                Audience::nobody()
            } else {
                known.clone()
            };
            let left = all
                .chain(self.wrote.get(&key))
                .fold(begun, |known, one| known.union(one));
            let departed = Departed {
                key,
                seq,
                left,
                erased: true,
            };
            let is_anybody = departed.left != Audience::nobody();
            return Some(is_anybody.then_some(departed).into_iter().collect());
        }
        if held == kept {
            return None;
        }
        let before = earlier.len();
        let mut all: Vec<_> = earlier
            .into_iter()
            .filter_map(|departed| {
                let left = match kept {
                    Some(kept) => departed.left.without(kept)?,
                    None => departed.left,
                };
                Some(Departed { left, ..departed })
            })
            .collect();
        let left = held.and_then(|held| match kept {
            Some(kept) => held.without(kept),
            None => Some(held.clone()),
        });
        all.extend(left.map(|left| Departed {
            key,
            seq,
            left,
            erased: false,
        }));
        (before > 0 || !all.is_empty()).then_some(all)
    }

    /// Whoever wrote of somebody whom they do not see is remembered beside those who ceased to see them: from the
    /// beginning, of which nobody is told, until that person is erased.
    fn remember_who_wrote(&mut self) {
        let state = State::new(&self.authority.rows, &self.over);
        for (key, wrote) in &self.wrote {
            if self.erased.contains(key) {
                continue;
            }
            let sees = state.audience(key).cloned().unwrap_or_else(Audience::nobody);
            let mut known = match self.commit.departed.get(key) {
                Some(known) => known.clone(),
                None => self.authority.departed.get(key).cloned().unwrap_or_default(),
            };
            let told = known
                .iter()
                .fold(sees, |told, departed| told.union(&departed.left));
            let Some(left) = wrote.without(&told) else {
                continue;
            };
            match known.iter_mut().find(|departed| departed.seq == 0) {
                Some(first) => first.left = first.left.union(&left),
                None => known.insert(
                    0,
                    Departed {
                        key: *key,
                        seq: 0,
                        left,
                        erased: false,
                    },
                ),
            }
            self.commit.departed.insert(*key, known);
        }
    }

    /// What the transaction must write.
    pub fn finish(mut self) -> Commit {
        for (key, change) in self.over.iter() {
            let kept = match change {
                Change::Put { audience, .. } => Some(audience),
                Change::Gone { .. } => None,
            };
            let seq = self.seqs.get(key).copied().unwrap_or(self.commit.to);
            if let Some(departed) = self.departures(*key, seq, kept) {
                self.commit.departed.insert(*key, departed);
            }
        }
        self.remember_who_wrote();
        for (key, change) in self.over {
            match change {
                Change::Put { row, audience } => {
                    let seq = self.seqs.get(&key).copied().unwrap_or(self.commit.to);
                    self.commit.rows.push(Stored {
                        v: row.version(),
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
