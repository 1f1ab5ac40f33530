//! The transactions that change what a device keeps.
//!
//! A transaction is planned from what the disk holds at that moment, into a list of [`Op`]s which are written
//! all or nothing. The tab that wrote them, and every other tab, then applies the same ops to its memory: disk and
//! memories follow one stream, numbered by [`Meta::rev`] (rule 6).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use super::settle::{Same, Settle, is_same_address};
pub use super::shelf::{
    Draft, Entry, Found, Half, Home, KEEP, Kept, Meta, Op, Records, Refused, Shadow, Shelf, Stale,
};
use super::{
    settle::settled,
    shelf::scrubbed,
    wire::{Delta, Epoch, Gone, Mid, Outcome, Page, Seq},
};
use crate::domain::{Body, CommandId, DeviceId, Refusal, RowKey, Sorting, erasure, gathered};

/// A change to what the device keeps.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Txn {
    /// New commands, in order: all are saved, or none.
    Queue(Vec<Draft>),
    Answered {
        device: DeviceId,
        epoch: Epoch,
        /// Where the server stood.
        head: Seq,
        /// The server's clock.
        at: DateTime<Utc>,
        results: Vec<(CommandId, Outcome)>,
        /// What builds on something that nobody has brought back yet, by the number under which it was sent.
        waits: Vec<Mid>,
    },
    Pulled(Delta),
    Paged(Page),
    /// Takes a new identity (rule 3).
    Reborn {
        from: DeviceId,
        to: DeviceId,
        offer_again: bool,
    },
    /// The board now belongs to a workspace (rule 11).
    Settle(Settle),
    /// Its person belongs to the workspace no more: only what was not sent stays (rule 14).
    LetGo,
    Dismiss(CommandId),
    /// Takes a command that cannot be read out of the way, in its place in the order.
    SetAside {
        mid: Mid,
        detail: String,
    },
}

impl Txn {
    /// The first of these as one transaction, and how many it takes: new commands that follow one another are
    /// saved together.
    pub fn first_of<'a>(queue: impl IntoIterator<Item = &'a Self>) -> Option<(Self, usize)> {
        let mut queue = queue.into_iter();
        let mut first = queue.next()?.clone();
        let mut count = 1;
        if let Self::Queue(drafts) = &mut first {
            for txn in queue {
                let Self::Queue(more) = txn else { break };
                drafts.extend(more.iter().cloned());
                count += 1;
            }
        }
        Some((first, count))
    }
}

/// The writes of a transaction, given what the disk holds now.
///
/// # Errors
/// [`Stale`] when another tab was faster; nothing is to be written.
pub fn plan(txn: &Txn, shelf: &Shelf) -> Result<Vec<Op>, Stale> {
    let mut meta = shelf.meta.clone();
    meta.rev += 1;
    let mut ops = Vec::new();
    match txn {
        Txn::Queue(drafts) => {
            let new = |draft: &&Draft| shelf.outbox.values().all(|entry| entry.draft.id != draft.id);
            for draft in drafts.iter().filter(new) {
                ops.push(meta.queue(draft.clone(), None));
            }
            if ops.is_empty() {
                return Err(Stale);
            }
        }
        Txn::Answered {
            device,
            epoch,
            head,
            at,
            results,
            waits,
        } => {
            if *device != meta.device || meta.epoch.is_some_and(|known| known != *epoch) {
                return Err(Stale);
            }
            meta.epoch = Some(*epoch);
            answered(shelf, results, *at, &mut ops);
            park(shelf, waits, results, *head, &mut meta, &mut ops);
            age(shelf, *at, &mut meta, &mut ops);
        }
        Txn::Pulled(delta) => {
            if meta.cursor != Some(delta.from) {
                return Err(Stale);
            }
            meta.cursor = Some(delta.to);
            meta.shadow = None;
            ops.extend(delta.rows.iter().cloned().map(|row| Op::PutRow(meta.half, row)));
            let dropped = delta.gone.iter().map(|gone| gone.key.clone());
            ops.extend(dropped.map(|key| Op::DropRow(meta.half, key)));
            let erased: Vec<_> = delta.gone.iter().filter_map(Gone::erased_person).collect();
            scrub(shelf, &erased, &mut ops);
            prune(shelf, delta.to.seq, &mut ops);
            if !delta.rows.is_empty() {
                offer_again(shelf, &mut meta, &mut ops);
            }
        }
        Txn::Paged(page) => paged(shelf, page, &mut meta, &mut ops)?,
        Txn::Reborn {
            from,
            to,
            offer_again,
        } => {
            if *from != meta.device {
                return Err(Stale);
            }
            let mut kept: Vec<_> = if *offer_again {
                shelf.kept.values().collect()
            } else {
                Vec::new()
            };
            kept.put_in_order_by(|kept| (kept.seq, kept.draft.id));
            ops.extend(kept.iter().map(|kept| Op::DropKept(kept.draft.id)));
            ops.extend(shelf.outbox.keys().map(|mid| Op::DropEntry(*mid)));
            let offered = |id: &CommandId| kept.iter().any(|kept| kept.draft.id == *id);
            let waiting = shelf.outbox.values();
            let waiting: Vec<_> = waiting.filter(|entry| !offered(&entry.draft.id)).collect();
            meta.next_mid = 1;
            // It may have run before the server came back from its backup.
            let outlived = |draft: &Draft| Draft {
                outlived: draft.outlived || *offer_again,
                ..draft.clone()
            };
            for kept in &kept {
                ops.push(meta.queue(outlived(&kept.draft), Some(kept.acked_at)));
            }
            for entry in waiting {
                ops.push(meta.queue(outlived(&entry.draft), entry.again));
            }
            meta.device = *to;
            if *offer_again {
                meta.cursor = None;
                meta.epoch = None;
                meta.shadow = None;
            }
        }
        Txn::Settle(settle) => settled(settle, shelf, &mut meta, &mut ops)?,
        Txn::LetGo => {
            ops.extend([Op::Clear(meta.half), Op::Clear(meta.half.other())]);
            ops.extend(shelf.kept.keys().map(|id| Op::DropKept(*id)));
            let sent = shelf.outbox.values().filter(|entry| entry.outcome.is_some());
            ops.extend(sent.map(|entry| Op::DropEntry(entry.mid)));
            // As after a snapshot every tab reads the disk anew, and finds nothing there.
            meta.half = meta.half.other();
            (meta.cursor, meta.shadow) = (None, None);
        }
        Txn::Dismiss(id) => ops.push(Op::DropRefused(*id)),
        Txn::SetAside { mid, detail } => {
            // Another tab may have done it already.
            let broken = |entry: &&Entry| !entry.draft.is_newer() && entry.draft.read().is_err();
            let entry = shelf.outbox.get(mid).filter(broken).ok_or(Stale)?;
            let reason = Refusal::Malformed {
                detail: detail.clone(),
            };
            ops.push(Op::PutRefused(Refused {
                draft: entry.draft.clone(),
                reason,
            }));
            ops.push(Op::PutEntry(Entry {
                draft: scrubbed(&entry.draft, true),
                ..entry.clone()
            }));
        }
    }
    ops.push(Op::Meta(meta));
    Ok(ops)
}

fn answered(shelf: &Shelf, results: &[(CommandId, Outcome)], at: DateTime<Utc>, ops: &mut Vec<Op>) {
    let earlier = shelf.refused.values();
    let read = earlier.filter_map(|refused| Some((refused.draft.id, refused.draft.read().ok()?)));
    let mut refused: BTreeMap<CommandId, Body> = gathered(read);
    for (id, outcome) in results {
        let Some(entry) = shelf
            .outbox
            .values()
            .find(|entry| entry.draft.id == *id && entry.outcome.is_none())
        else {
            continue;
        };
        match outcome {
            Outcome::Refused { reason, .. } => {
                ops.push(Op::DropEntry(entry.mid));
                let body = entry.draft.read();
                // By its shape: to compare whole commands is code for each of them.
                if matches!(body, Ok(Body::Erasure(erasure::Command::Scrubbed { told: true }))) {
                    continue;
                }
                let reason = body
                    .as_ref()
                    .map_or_else(|_| reason.clone(), |body| grouped(reason, body, &refused));
                if let Ok(body) = body {
                    refused.insert(*id, body);
                }
                let draft = if reason == Refusal::Erased {
                    scrubbed(&entry.draft, true)
                } else {
                    entry.draft.clone()
                };
                ops.push(Op::PutRefused(Refused { draft, reason }));
            }
            Outcome::Applied { seq } | Outcome::NoOp { seq } => {
                ops.push(Op::PutKept(Kept {
                    seq: *seq,
                    draft: entry.draft.clone(),
                    acked_at: at,
                    waits: false,
                }));
                if shelf.meta.cursor.is_some_and(|cursor| cursor.seq >= *seq) {
                    ops.push(Op::DropEntry(entry.mid));
                } else {
                    ops.push(Op::PutEntry(Entry {
                        outcome: Some(outcome.clone()),
                        ..entry.clone()
                    }));
                }
            }
        }
    }
}

/// Commands that build on what is not back yet leave the outbox, and others may overtake them.
fn park(
    shelf: &Shelf,
    waits: &[Mid],
    results: &[(CommandId, Outcome)],
    head: Seq,
    meta: &mut Meta,
    ops: &mut Vec<Op>,
) {
    let went_through = |id: &CommandId| {
        let applied = |(other, outcome): &(CommandId, Outcome)| {
            other == id && matches!(outcome, Outcome::Applied { .. })
        };
        results.iter().any(applied)
    };
    let applied = shelf
        .outbox
        .values()
        .filter(|entry| went_through(&entry.draft.id));
    let last_applied = applied.map(|entry| entry.mid).max();
    for entry in shelf.outbox.values() {
        let Some(acked_at) = entry.again.filter(|_| waits.contains(&entry.mid)) else {
            continue;
        };
        ops.push(Op::DropEntry(entry.mid));
        // News that came meanwhile may have been what it waits for, and so may what was sent after it.
        let is_news = meta.cursor.is_some_and(|cursor| cursor.seq > head);
        if is_news || last_applied > Some(entry.mid) {
            ops.push(meta.queue(entry.draft.clone(), Some(acked_at)));
        } else {
            ops.push(Op::PutKept(Kept {
                seq: entry.mid,
                draft: entry.draft.clone(),
                acked_at,
                waits: true,
            }));
        }
    }
}

/// There is news: what waits for something may find it.
fn offer_again(shelf: &Shelf, meta: &mut Meta, ops: &mut Vec<Op>) {
    let mut waits: Vec<_> = shelf.kept.values().filter(|kept| kept.waits).collect();
    waits.put_in_order_by(|kept| kept.seq);
    for kept in waits {
        ops.push(Op::DropKept(kept.draft.id));
        ops.push(meta.queue(kept.draft.clone(), Some(kept.acked_at)));
    }
}

/// What was acknowledged long ago is kept no longer. What still waits then is sent once more as if it were new, so
/// that its author is told.
fn age(shelf: &Shelf, at: DateTime<Utc>, meta: &mut Meta, ops: &mut Vec<Op>) {
    // What has not been pulled yet keeps its place before what came after it.
    let pulled = |kept: &&Kept| shelf.outbox.values().all(|entry| entry.draft.id != kept.draft.id);
    let old = shelf.kept.values().filter(|kept| kept.acked_at < at - KEEP);
    for kept in old.filter(pulled) {
        ops.push(Op::DropKept(kept.draft.id));
        if kept.waits {
            ops.push(meta.queue(kept.draft.clone(), None));
        }
    }
}

/// A refusal for want of something that a refused command would have added names that command (rule 10).
fn grouped(reason: &Refusal, body: &Body, refused: &BTreeMap<CommandId, Body>) -> Refusal {
    if !matches!(reason, Refusal::Unknown { .. }) {
        return reason.clone();
    }
    let needs = body.says().needs;
    let cause = refused
        .iter()
        .find(|(_, earlier)| earlier.says().creates.iter().any(|key| needs.contains(key)));
    cause.map_or_else(|| reason.clone(), |(on, _)| Refusal::DependsOn { on: *on })
}

fn prune(shelf: &Shelf, pulled: Seq, ops: &mut Vec<Op>) {
    let known = |entry: &&Entry| {
        entry
            .outcome
            .as_ref()
            .is_some_and(|outcome| outcome.seq() <= pulled)
    };
    ops.extend(
        shelf
            .outbox
            .values()
            .filter(known)
            .map(|entry| Op::DropEntry(entry.mid)),
    );
}

fn paged(shelf: &Shelf, page: &Page, meta: &mut Meta, ops: &mut Vec<Op>) -> Result<(), Stale> {
    let expected = match (&page.after, &shelf.meta.shadow) {
        (None, _) => true,
        (Some(after), Some(shadow)) => shadow.start == page.start && shadow.after == *after,
        (Some(_), None) => false,
    };
    let same_epoch = meta.epoch.is_none_or(|epoch| epoch == page.start.epoch);
    if !expected || meta.cursor != page.from || !same_epoch {
        return Err(Stale);
    }
    if meta.epoch.is_none() {
        // A copy of this device may have sent it in another epoch.
        let waiting = shelf.outbox.values().cloned();
        ops.extend(waiting.map(|mut entry| {
            entry.draft.outlived = true;
            Op::PutEntry(entry)
        }));
    }
    meta.epoch = Some(page.start.epoch);
    let shadow = meta.half.other();
    if page.after.is_none() {
        ops.push(Op::Clear(shadow));
    }
    ops.extend(page.rows.iter().cloned().map(|row| Op::PutRow(shadow, row)));
    scrub(shelf, &page.erased, ops);
    meta.shadow = page.next.clone().map(|after| Shadow {
        start: page.start,
        after,
    });
    if page.next.is_none() {
        ops.push(Op::Clear(meta.half));
        meta.half = shadow;
        meta.cursor = Some(page.start);
        prune(shelf, page.start.seq, ops);
        offer_again(shelf, meta, ops);
    } else {
        // A snapshot in progress is asked for page by page, not by cursor.
        meta.cursor = None;
    }
    Ok(())
}

/// Takes erased people out of everything that waits or is kept.
fn scrub(shelf: &Shelf, erased: &[RowKey], ops: &mut Vec<Op>) {
    if erased.is_empty() {
        return;
    }
    let names = |draft: &Draft| {
        let named = match draft.read() {
            Ok(body) => body.says().names.iter().any(|person| erased.contains(person)),
            Err(_) => {
                let unread = draft.body.to_string();
                erased
                    .iter()
                    .any(|person| unread.contains(&person.id.to_string()))
            }
        };
        named || erased.iter().any(|person| draft.subjects.contains(person))
    };
    for entry in shelf.outbox.values().filter(|entry| names(&entry.draft)) {
        ops.push(Op::PutEntry(Entry {
            draft: scrubbed(&entry.draft, false),
            ..entry.clone()
        }));
    }
    ops.extend(
        shelf
            .kept
            .values()
            .filter(|kept| names(&kept.draft))
            .map(|kept| Op::DropKept(kept.draft.id)),
    );
    for refused in shelf.refused.values().filter(|refused| names(&refused.draft)) {
        ops.push(Op::PutRefused(Refused {
            draft: scrubbed(&refused.draft, true),
            reason: Refusal::Erased,
        }));
    }
}
