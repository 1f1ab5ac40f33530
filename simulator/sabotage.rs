//! Engines with one rule broken: each must be caught, or the simulator proves nothing.

use fulcrum::{
    domain::{Change, Overlay, Refusal, State, decide},
    sync::{
        Rules,
        disk::{Entry, Half, Op, Txn},
        wire::{Pulled, Push},
    },
};

use super::disk::Disk;

macro_rules! sabotages {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Sabotage { $($(#[$doc])* $name),+ }
    };
}

sabotages! {
    // Rule 1.
    RowsWithoutJournal,
    JournalWithoutRows,
    HeadNotCompared,
    // Rule 2.
    IdsForgotten,
    ReceiptsForgotten,
    RefusalsForgotten,
    ForkCalledDuplicate,
    GapAccepted,
    // Rule 3.
    EpochKept,
    NothingOfferedAgain,
    /// The two weeks count from the author's clock, and not from the acknowledgement.
    KeptSinceGiven,
    MidsNotRenumbered,
    RenumberedInReverse,
    // Rule 4.
    HiddenDropped,
    OptimisticRowsKept,
    // Rule 5.
    PrunedWhenAnswered,
    CursorWithoutRows,
    ResetEmptiesTheOutbox,
    MidFromMemory,
    // Rule 6.
    PushReversed,
    WritesNotFollowed,
    // Rule 7.
    FailedCommitMerged,
    PanicNeverAnswered,
    // Rule 8.
    AudienceIgnored,
    GoneStripped,
    ErasedFlagStripped,
    ErasuresNotReapplied,
    /// Only who is in the backup is erased again.
    UnknownErasuresForgotten,
    UpcastSkipped,
    // Rule 9.
    NeighboursIgnored,
    ServersOrderNotFinal,
    // Rule 10.
    UndoWithoutExpectation,
    RefusalsNotGrouped,
    RefusedStaysInTheOutbox,
    // Rule 11.
    UploadForgets,
    // Rule 12.
    FormRunsTwice,
    // Rule 13.
    SecretInCommand,
    // Rule 16.
    UnknownRowsDropped,
    /// The projection shows what was not shared.
    PrivateProjected,
    // Who may, and who hears.
    GoneToldToAll,
    AnotherPersonsDevice,
    LinksKeptByErasure,
    /// Nobody is told of what follows a commit.
    JobsForgotten,
    /// Until it is handed on, what hangs on a role goes to those for whom it was written.
    HoldersNotAsked,
    /// Whoever is let go stays named for their roles.
    LeaversNotRemoved,
    /// What waited when a backup was made is sent again once it is put back.
    LettersSentAgain,
    RevocationUndone,
}

/// Breaks what a device writes.
pub fn twist(broken: Sabotage, txn: &Txn, disk: &Disk, ops: &mut Vec<Op>) {
    let is_row = |op: &Op| matches!(op, Op::PutRow(..));
    let drop_all = |ops: &mut Vec<Op>| {
        let all = disk.shelf.outbox.keys().map(|mid| Op::DropEntry(*mid));
        ops.extend(all.collect::<Vec<_>>());
    };
    match (broken, txn) {
        (
            Sabotage::NothingOfferedAgain,
            Txn::Reborn {
                offer_again: true, ..
            },
        ) => {
            let waited = |entry: &Entry| {
                disk.shelf
                    .outbox
                    .values()
                    .any(|old| old.draft.id == entry.draft.id)
            };
            ops.retain(|op| !matches!(op, Op::PutEntry(entry) if !waited(entry)));
        }
        (Sabotage::KeptSinceGiven, Txn::Answered { .. }) => {
            for op in ops {
                if let Op::PutKept(kept) = op {
                    kept.acked_at = kept.draft.claimed_at.to_utc();
                }
            }
        }
        (Sabotage::MidsNotRenumbered, Txn::Reborn { .. }) => {
            for op in ops {
                if let Op::PutEntry(entry) = op {
                    entry.mid += disk.shelf.meta.next_mid;
                } else if let Op::Meta(meta) = op {
                    meta.next_mid += disk.shelf.meta.next_mid;
                }
            }
        }
        (Sabotage::RenumberedInReverse, Txn::Reborn { .. }) => {
            let entries: Vec<_> = ops
                .iter()
                .filter_map(|op| match op {
                    Op::PutEntry(entry) => Some(entry.draft.clone()),
                    _ => None,
                })
                .collect();
            let mut reversed = entries.into_iter().rev();
            for op in ops {
                if let Op::PutEntry(entry) = op
                    && let Some(draft) = reversed.next()
                {
                    entry.draft = draft;
                }
            }
        }
        (Sabotage::HiddenDropped, Txn::Pulled(_) | Txn::Paged(_)) => hidden(disk, ops),
        (Sabotage::OptimisticRowsKept, Txn::Queue(drafts)) => {
            let Some(draft) = drafts.first() else { return };
            let nothing = Overlay::new();
            let user = disk.shelf.meta.home.map(|home| home.user);
            let ctx = fulcrum::domain::Ctx {
                actor: fulcrum::domain::Actor::User(user.unwrap_or(fulcrum::domain::UserId::THIS_DEVICE)),
                claimed_at: draft.claimed_at,
                seen_at: draft.claimed_at,
                received_at: draft.claimed_at.to_utc(),
                today: draft.claimed_at.date_naive(),
            };
            let changes = draft
                .read()
                .and_then(|body| decide(&State::new(disk.rows(), &nothing), &body, &ctx));
            for change in changes.unwrap_or_default().0.into_values() {
                if let Change::Put { row, audience } = change {
                    ops.push(Op::PutRow(
                        disk.shelf.meta.half,
                        fulcrum::domain::Stored {
                            v: 1,
                            seq: 0,
                            audience,
                            row,
                        }
                        .into(),
                    ));
                }
            }
        }
        (Sabotage::PrunedWhenAnswered, Txn::Answered { .. }) => {
            for op in ops {
                if let Op::PutEntry(entry) = op
                    && entry.outcome.is_some()
                {
                    *op = Op::DropEntry(entry.mid);
                }
            }
        }
        // Every fifth time.
        (Sabotage::CursorWithoutRows, Txn::Pulled(_)) if disk.shelf.meta.rev.is_multiple_of(5) => {
            ops.retain(|op| !is_row(op));
        }
        (Sabotage::UnknownRowsDropped, Txn::Pulled(_) | Txn::Paged(_)) => {
            ops.retain(|op| !matches!(op, Op::PutRow(_, row) if row.read().is_none()));
        }
        (Sabotage::ResetEmptiesTheOutbox, Txn::Paged(_)) | (Sabotage::UploadForgets, Txn::Settle(_)) => {
            drop_all(ops)
        }
        (Sabotage::ServersOrderNotFinal, Txn::Pulled(_)) => {
            let moved = |op: &Op| match op {
                Op::PutRow(Half::Left | Half::Right, row) => row.key().known().is_some_and(|key| {
                    key.kind == fulcrum::domain::Kind::Role && disk.rows().contains_key(&key)
                }),
                _ => false,
            };
            ops.retain(|op| !moved(op));
        }
        (Sabotage::RefusalsNotGrouped, Txn::Answered { results, .. }) => {
            for op in ops {
                if let Op::PutRefused(refused) = op
                    && let Some((_, fulcrum::sync::wire::Outcome::Refused { reason, .. })) =
                        results.iter().find(|(id, _)| *id == refused.draft.id)
                    && matches!(refused.reason, Refusal::DependsOn { .. })
                {
                    refused.reason = reason.clone();
                }
            }
        }
        (Sabotage::RefusedStaysInTheOutbox, Txn::Answered { .. }) => {
            ops.retain(|op| !matches!(op, Op::DropEntry(_)));
        }
        _ => {}
    }
}

/// Drops from the outbox what its replay refuses.
fn hidden(disk: &Disk, ops: &mut Vec<Op>) {
    let engine =
        fulcrum::sync::client::Engine::open(disk.shelf.clone(), disk.found(), Some(Rules::new(decide)), true);
    for entry in disk.shelf.outbox.values() {
        if engine.hidden().contains_key(&entry.draft.id) {
            ops.push(Op::DropEntry(entry.mid));
        }
    }
}

/// Breaks what a device sends.
pub fn twist_push(broken: Option<Sabotage>, push: &mut Push) {
    match broken {
        Some(Sabotage::PushReversed) => {
            let mids: Vec<_> = push.commands.iter().map(|sent| sent.mid).collect();
            push.commands.reverse();
            for (sent, mid) in push.commands.iter_mut().zip(mids) {
                sent.mid = mid;
            }
        }
        Some(Sabotage::UpcastSkipped) => push.commands.iter_mut().for_each(|sent| sent.version = 2),
        _ => {}
    }
}

/// Breaks how a device reads what it pulled.
pub fn twist_pulled(broken: Option<Sabotage>, answer: &mut Pulled) {
    match (answer, broken) {
        (Pulled::Delta(delta), Some(Sabotage::ErasedFlagStripped)) => {
            delta.gone.iter_mut().for_each(|gone| gone.erased = false);
        }
        (Pulled::Page(page), Some(Sabotage::ErasedFlagStripped)) => page.erased.clear(),
        _ => {}
    }
}
