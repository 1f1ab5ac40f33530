//! What must hold: at every write, and at the end when everyone has heard everything.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use fulcrum::{
    domain::{
        Body, CheckIn, CommandId, Effort, Form, Job, Refusal, Row, RowKey, Stored, UserId, erasure, leader,
        link, member, settings, workspace,
    },
    sync::{
        disk::{Entry, Op, Txn},
        wire::{AnyKey, Carried, Outcome},
    },
};
use serde_json::Value;

use super::{device::Device, store::Store, workload::Known, world::World};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Law {
    EveryoneComesToRest,
    AllHoldTheServersRows,
    MinutesAreThoseOfUniqueCommands,
    NothingAcceptedIsLost,
    NothingSavedIsLost,
    ARefusalIsToldOnce,
    EachDevicesOrderIsKept,
    ARowGoesOnlyToItsAudience,
    PrivateStaysPrivate,
    SecretsStayOnTheDevice,
    TheErasedAreForgotten,
    OnesOwnWorkStaysVisible,
    AnIdRunsOnce,
    TheJournalHasNoHoles,
    TheCopyInMemoryIsTheStore,
    OnlyAClonedProfileForks,
    MovesNameNeighbours,
    UndoExpects,
    DependentsAreGrouped,
    AFormSentTwiceIsSentOnce,
    OldCommandsAreRead,
    AGapWaits,
    NewerCommandsWait,
    OutsidersHearNothing,
    GoneIsToldToWhoeverHeldIt,
    RevokedStaysRevoked,
    WhatHangsOnARoleFollowsIt,
    WhoLeftIsNamedNowhere,
    WhoLeftChangesNothing,
    ADeviceIsOfOnePerson,
    WhatIsUnknownIsKept,
    ALetterIsSentOnce,
}

#[derive(Clone, Debug)]
pub struct Violation {
    pub law: Law,
    pub detail: String,
}

impl Violation {
    pub fn new(law: Law, detail: impl Into<String>) -> Self {
        Self {
            law,
            detail: detail.into(),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.law, self.detail)
    }
}

pub type Checked = Result<(), Violation>;

pub fn require(holds: bool, law: Law, detail: impl FnOnce() -> String) -> Checked {
    if holds {
        Ok(())
    } else {
        Err(Violation::new(law, detail()))
    }
}

/// Before a device writes: keeps its log, and looks at what is being written.
pub fn on_write(device: &mut Device, txn: &Txn, ops: &[Op], known: &Known) -> Checked {
    let shelf = &device.disk.shelf;
    let log = &mut device.log;
    match txn {
        Txn::Queue(drafts) => log.queued.extend(drafts.iter().map(|draft| draft.id)),
        Txn::Settle(settle) if settle.into_team => {
            let taken_out = ops.iter().filter_map(|op| match op {
                Op::PutEntry(entry)
                    if entry.draft.read() == Ok(Body::Erasure(erasure::Command::Scrubbed { told: true })) =>
                {
                    Some(entry.draft.id)
                }
                _ => None,
            });
            let is_the_teams = |id: &CommandId| {
                let given = known.commands.get(id).map(|issued| &issued.body);
                matches!(
                    given,
                    Some(
                        Body::Settings(
                            settings::Command::PutSettings(_) | settings::Command::CallLeaders { .. }
                        ) | Body::Workspace(workspace::Command::PutWorkspace(_))
                            | Body::Member(member::Command::PutMember(_))
                            | Body::Leader(leader::Command::EraseLeader { .. })
                    )
                )
            };
            log.left_behind.extend(taken_out.filter(is_the_teams));
        }
        Txn::Answered {
            results, waits, at, ..
        } => {
            let waited = waits.iter().filter_map(|mid| shelf.outbox.get(mid));
            log.waited.extend(waited.map(|entry| entry.draft.id));
            for (id, outcome) in results {
                // The two weeks run from the first answer, by the server's clock, however long it was under way.
                let new = |entry: &Entry| entry.draft.id == *id && entry.outcome.is_none();
                let waits = shelf.outbox.values().any(new);
                if waits && !matches!(outcome, Outcome::Refused { .. }) {
                    log.accepted.insert(*id, *at);
                    if let Some(Body::Link(link::Command::RevokeLink { link })) =
                        known.commands.get(id).map(|issued| &issued.body)
                    {
                        log.revoked.insert(*link);
                    }
                }
            }
        }
        _ => {}
    }
    for (at, op) in ops.iter().enumerate() {
        match op {
            Op::PutRow(_, carried) => {
                let Some(stored) = carried.read() else { continue };
                let allowed = stored.audience.includes(device.user);
                require(allowed, Law::ARowGoesOnlyToItsAudience, || {
                    format!("{} reached {}", stored.row.key(), device.user)
                })?;
            }
            Op::PutRefused(refused) if !shelf.refused.contains_key(&refused.draft.id) => {
                let id = refused.draft.id;
                log.reasons.insert(id, refused.reason.clone());
                let told = log.told.entry(id).or_default();
                *told += 1;
                require(*told == 1, Law::ARefusalIsToldOnce, || {
                    format!("{id} was told {told} times")
                })?;
                let version = known.commands.get(&id).map_or(0, |issued| issued.version);
                let unread = matches!(refused.reason, Refusal::Malformed { .. });
                require(
                    !(unread && version == 1 && !known.broken.contains(&id)),
                    Law::OldCommandsAreRead,
                    || format!("{id}: {}", refused.reason),
                )?;
                if matches!(refused.reason, Refusal::Unknown { .. }) {
                    let needs = refused
                        .draft
                        .read()
                        .map(|body| body.says().needs)
                        .unwrap_or_default();
                    let earlier = ops[..at].iter().filter_map(|op| match op {
                        Op::PutRefused(earlier) => Some(earlier),
                        _ => None,
                    });
                    let cause = shelf.refused.values().chain(earlier).find(|earlier| {
                        let creates = earlier
                            .draft
                            .read()
                            .map(|body| body.says().creates)
                            .unwrap_or_default();
                        creates.iter().any(|key| needs.contains(key))
                    });
                    require(cause.is_none(), Law::DependentsAreGrouped, || {
                        format!("{id} builds on a refused command, but says {}", refused.reason)
                    })?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The server's rows as they were written for one person; what may still be taken back without what it says.
fn rows_for(store: &Store, user: UserId) -> BTreeMap<&RowKey, Cow<'_, Stored>> {
    let mine = store.rows.iter().filter(|(_, row)| row.audience.includes(user));
    mine.map(|(key, row)| (key, sealed(row))).collect()
}

fn sealed(stored: &Stored) -> Cow<'_, Stored> {
    match &stored.row {
        Row::CheckIn(one) if one.form == Some(Form::Sent) => Cow::Owned(Stored {
            row: Row::CheckIn(CheckIn {
                details: Box::default(),
                ..one.clone()
            }),
            ..stored.clone()
        }),
        _ => Cow::Borrowed(stored),
    }
}

/// While a job goes on, a device holds what its person may hold, and perhaps what they could until lately.
fn holds_meanwhile(theirs: &BTreeMap<&RowKey, Cow<'_, Stored>>, user: UserId, store: &Store) -> bool {
    let ours = rows_for(store, user);
    let has = |key: &RowKey| theirs.get(key).map(|row| row.seq) == ours.get(key).map(|row| row.seq);
    // What is theirs no more is not brought up to date either.
    let may_differ = |key: &RowKey| has(key) || ours.contains_key(key) && !store.is_for(key, user);
    ours.keys().chain(theirs.keys()).all(|key| may_differ(key))
}

/// A device that has pulled up to the head holds exactly the server's rows.
pub fn at_the_head(d: usize, device: &Device, store: &Store) -> Checked {
    let cursor = device.disk.shelf.meta.cursor;
    if cursor.is_none_or(|cursor| cursor.epoch != store.epoch || cursor.seq != store.head) {
        return Ok(());
    }
    let rows = device.disk.rows().iter();
    let theirs: BTreeMap<_, _> = rows.map(|(key, row)| (key, Cow::Borrowed(row))).collect();
    if store.jobs.values().any(Job::hands_on) && holds_meanwhile(&theirs, device.user, store) {
        return Ok(());
    }
    let ours = rows_for(store, device.user);
    require(theirs == ours, Law::AllHoldTheServersRows, || {
        let extra = theirs.iter().find(|(key, row)| ours.get(*key) != Some(row));
        let missing = ours.iter().find(|(key, row)| theirs.get(*key) != Some(row));
        format!(
            "device {d} at {}: has {extra:?}, the server {missing:?}",
            store.head
        )
    })?;
    let unknown = store.of_tomorrow();
    let kept = device.disk.unread();
    require(
        kept.keys().eq(unknown.keys()) && unknown.values().all(|row| is_kept_as_it_came(row, kept)),
        Law::WhatIsUnknownIsKept,
        || {
            format!(
                "device {d} at {}: has {kept:?}, the server {unknown:?}",
                store.head
            )
        },
    )
}

fn is_kept_as_it_came(row: &Carried, kept: &BTreeMap<AnyKey, Value>) -> bool {
    let came = row.clone().into_read();
    came.is_err_and(|row| kept.get(&row.key) == Some(&row.written))
}

/// What a person has logged and saved is seen in every tab that follows, until it is refused or superseded (rule 4).
pub fn own_work_is_visible(device: &Device, t: usize, effort: usize, world: &World) -> Checked {
    let (store, known) = (&world.server.store, &world.known);
    let (Some(tab), Some((id, effort))) = (&device.tabs[t], device.log.efforts.get(effort)) else {
        return Ok(());
    };
    let (shelf, log) = (tab.engine.shelf(), &device.log);
    if shelf.meta.rev != device.disk.shelf.meta.rev || log.told.contains_key(id) || known.broken.contains(id)
    {
        return Ok(());
    }
    let excused = if shelf.outbox.values().any(|entry| entry.draft.id == *id) {
        tab.engine.hidden().contains_key(id)
    } else if !log.queued.contains(id) {
        return Ok(());
    } else {
        let same = shelf.meta.cursor.filter(|cursor| cursor.epoch == store.epoch);
        match (
            same,
            store.rows.get(&Effort::key(*effort)),
            store.outcomes.get(id),
        ) {
            (Some(cursor), Some(row), Some((_, outcome))) => {
                // What it is about has changed since, and comes with the next rows.
                let comes = |key: &RowKey| store.rows.get(key).is_none_or(|on| on.seq > cursor.seq);
                !store.is_for(&row.row.key(), device.user)
                    || (row.seq > cursor.seq && row.seq > outcome.seq())
                    || store.hangs_on(&row.row).iter().any(comes)
            }
            _ => true,
        }
    };
    let state = tab.engine.state();
    let seen = state.get::<Effort>(*effort).is_ok();
    // Whoever has let themselves go sees what everybody sees.
    let has_left = !state.is_member(device.user);
    require(seen || excused || has_left, Law::OnesOwnWorkStaysVisible, || {
        format!("{effort} of {id} vanished")
    })
}
