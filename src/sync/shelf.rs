//! What a device keeps, and the single writes to it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

pub use super::carried::Found;
use super::wire::{AnyKey, Carried, Cursor, Epoch, Mid, Outcome, PageToken, Seq, people};
use crate::domain::{
    Body, COMMAND_VERSION, CommandId, DeviceId, Refusal, RowKey, UserId, WorkspaceId, erasure, secret_hash,
};

/// How long acknowledged commands stay on the device, to be offered again to a restored server; by the server's
/// clock, from the acknowledgement.
pub const KEEP: TimeDelta = TimeDelta::days(14);

/// The few facts that every transaction reads and writes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Meta {
    /// The number of the last transaction.
    pub rev: u64,
    pub device: DeviceId,
    pub next_mid: Mid,
    pub cursor: Option<Cursor>,
    /// The epoch in which the outcomes in the outbox, and what is kept, were learnt.
    #[serde(default)]
    pub epoch: Option<Epoch>,
    /// The workspace this board belongs to; none while it lives on this device only.
    pub home: Option<Home>,
    /// With which e-mail address its person signed in here last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The snapshot being brought in, into the half that is not in use.
    pub shadow: Option<Shadow>,
    pub half: Half,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Home {
    pub workspace: WorkspaceId,
    pub user: UserId,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Shadow {
    pub start: Cursor,
    pub after: PageToken,
}

/// Rows are kept in one of two stores, so that a snapshot is swapped in whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Half {
    #[default]
    Left,
    Right,
}

impl Half {
    pub fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

impl Meta {
    /// Gives a command the next number.
    pub(super) fn queue(&mut self, draft: Draft, again: Option<DateTime<Utc>>) -> Op {
        let mid = self.next_mid;
        self.next_mid += 1;
        Op::PutEntry(Entry {
            mid,
            draft,
            outcome: None,
            again,
        })
    }

    pub fn new(device: DeviceId) -> Self {
        Self {
            rev: 0,
            device,
            next_mid: 1,
            cursor: None,
            epoch: None,
            home: None,
            address: None,
            shadow: None,
            half: Half::Left,
        }
    }
}

/// A command as it was given, before it has a number.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Draft {
    pub id: CommandId,
    pub version: u16,
    /// In the shape of `version`, so that what an older client stored stays readable.
    pub body: Value,
    pub claimed_at: DateTime<FixedOffset>,
    /// Whom it names or may name, as was known when it was given: scrubbed with them.
    #[serde(
        default,
        skip_serializing_if = "BTreeSet::is_empty",
        deserialize_with = "people"
    )]
    pub subjects: BTreeSet<RowKey>,
    /// Whether the server came back from a backup since it was given: it may have run there, though nobody knows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outlived: bool,
}

/// A command in the outbox.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Entry {
    pub mid: Mid,
    pub draft: Draft,
    /// Known once the server has answered; it leaves the outbox when a pull has brought its effect.
    pub outcome: Option<Outcome>,
    /// When it was acknowledged, by a server that has been restored from a backup since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<DateTime<Utc>>,
}

impl Entry {
    /// Reads what stands on the disk under this number. What is damaged keeps its number, so that the order has no hole,
    /// and is set aside next. Of an answer that a newer build has learnt and this one cannot read the command stays:
    /// sent again, it is answered again.
    pub fn read(mid: Mid, text: &str) -> Self {
        if let Ok(entry) = serde_json::from_str(text) {
            return entry;
        }
        let draft = serde_json::from_str::<Value>(text)
            .ok()
            .and_then(|entry| serde_json::from_value(entry.get("draft")?.clone()).ok());
        Self {
            mid,
            draft: draft.unwrap_or_else(|| damaged(text)),
            outcome: None,
            again: None,
        }
    }
}

/// What is left of a command whose record is damaged: the record.
fn damaged(text: &str) -> Draft {
    let hash = secret_hash(text);
    let id = u128::from_str_radix(hash.get(..32).unwrap_or("0"), 16).unwrap_or(0);
    Draft {
        id: CommandId(uuid::Uuid::from_u128(id)),
        version: COMMAND_VERSION,
        body: Value::String(text.into()),
        claimed_at: DateTime::default(),
        subjects: BTreeSet::new(),
        outlived: false,
    }
}

/// An acknowledged command, kept for a server that loses it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Kept {
    pub seq: Seq,
    pub draft: Draft,
    /// When the server acknowledged it, by its clock.
    pub acked_at: DateTime<Utc>,
    /// A restored server has lost it, and what it builds on has not been brought back yet: it is offered again
    /// with all news.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waits: bool,
}

/// A command that was refused, until its author has dismissed the notice.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Refused {
    pub draft: Draft,
    pub reason: Refusal,
}

/// Everything on the disk but the rows.
#[derive(Clone, PartialEq, Debug)]
pub struct Shelf {
    pub meta: Meta,
    pub outbox: BTreeMap<Mid, Entry>,
    pub kept: BTreeMap<CommandId, Kept>,
    pub refused: BTreeMap<CommandId, Refused>,
}

impl Shelf {
    pub fn new(meta: Meta) -> Self {
        Self {
            meta,
            outbox: BTreeMap::new(),
            kept: BTreeMap::new(),
            refused: BTreeMap::new(),
        }
    }

    /// Reads the records into it, and sets aside what is none.
    pub fn take(&mut self, records: Records, aside: &mut Found) {
        for (key, text) in records.outbox {
            match key.parse::<Mid>() {
                Ok(mid) => drop(self.outbox.insert(mid, Entry::read(mid, &text))),
                Err(_) => aside.set_aside(&format!("{WAITING}/{key}"), &text),
            }
        }
        for kept in parsed::<Kept>(records.kept, ACCEPTED, aside) {
            self.kept.insert(kept.draft.id, kept);
        }
        for refused in parsed::<Refused>(records.refused, TURNED_DOWN, aside) {
            self.refused.insert(refused.draft.id, refused);
        }
    }

    /// Follows the stream; rows are the caller's.
    pub fn follow(&mut self, op: &Op) {
        match op {
            Op::Meta(meta) => self.meta = meta.clone(),
            Op::PutEntry(entry) => drop(self.outbox.insert(entry.mid, entry.clone())),
            Op::DropEntry(mid) => drop(self.outbox.remove(mid)),
            Op::PutKept(kept) => drop(self.kept.insert(kept.draft.id, kept.clone())),
            Op::DropKept(id) => drop(self.kept.remove(id)),
            Op::PutRefused(refused) => drop(self.refused.insert(refused.draft.id, refused.clone())),
            Op::DropRefused(id) => drop(self.refused.remove(id)),
            Op::PutRow(..) | Op::DropRow(..) | Op::Clear(_) => {}
        }
    }
}

/// What stands on the disk of a shelf beside its [`Meta`]: the texts with their keys.
#[derive(Default)]
pub struct Records {
    pub outbox: Vec<(String, String)>,
    pub kept: Vec<(String, String)>,
    pub refused: Vec<(String, String)>,
}

impl Records {
    pub fn is_empty(&self) -> bool {
        self.outbox.is_empty() && self.kept.is_empty() && self.refused.is_empty()
    }
}

/// What a damaged record is called.
const WAITING: &str = "waiting change";
const ACCEPTED: &str = "accepted change";
const TURNED_DOWN: &str = "refused change";

/// What cannot be read is set aside under this word.
fn parsed<T: DeserializeOwned>(records: Vec<(String, String)>, word: &str, aside: &mut Found) -> Vec<T> {
    let read = records.into_iter().filter_map(|(key, text)| {
        let read = serde_json::from_str(&text).ok();
        if read.is_none() {
            aside.set_aside(&format!("{word}/{key}"), &text);
        }
        read
    });
    read.collect()
}

/// One write.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    Meta(Meta),
    PutEntry(Entry),
    DropEntry(Mid),
    PutKept(Kept),
    DropKept(CommandId),
    PutRefused(Refused),
    DropRefused(CommandId),
    PutRow(Half, Carried),
    DropRow(Half, AnyKey),
    Clear(Half),
}

/// What a transaction was prepared from is no longer so: prepare it anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stale;

pub(super) fn scrubbed(draft: &Draft, told: bool) -> Draft {
    Draft::new(
        draft.id,
        &Body::Erasure(erasure::Command::Scrubbed { told }),
        draft.claimed_at,
    )
}
