//! The server's side: one workspace's rows ([`Authority`]), and batches of commands run against them ([`Batch`]).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde_json::Value;

use super::{
    carried::AnyKey,
    wire::{Epoch, Mid, Outcome, Seq},
};
use crate::domain::{Actor, Audience, CommandId, DeviceId, Job, LinkId, Passcode, RowKey, Stored, UserId};

mod authority;
mod batch;
mod drain;
#[cfg(test)]
mod tests;

pub use authority::Authority;
pub use batch::Batch;
pub use drain::Panicked;

/// The moment at which some ceased to see a row, and must drop it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Departed {
    pub key: RowKey,
    pub seq: Seq,
    /// Who held it until then and may still. Of the workspace those are meant who do not see the row now. At position 0,
    /// of which no pull tells: who wrote of a leader and does not see them.
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
    pub subjects: BTreeSet<RowKey>,
    pub claimed_at: DateTime<FixedOffset>,
    pub received_at: DateTime<Utc>,
    pub outcome: Outcome,
}

/// A job's name: the position of what it follows, and a number among what follows that.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct JobId {
    pub seq: Seq,
    pub n: u16,
}

/// What became of a workspace after a position.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Since {
    pub epoch: Epoch,
    pub head: Seq,
    pub rows: Vec<Stored>,
    /// Of every row that changed, or that some ceased to see, all who ever ceased to see it.
    pub departed: Vec<Departed>,
    /// All that is left to do.
    pub jobs: BTreeMap<JobId, Job>,
    /// Rows that this build cannot read.
    pub unread: BTreeSet<AnyKey>,
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
    pub erased: Vec<RowKey>,
    /// What is to be done after it, or is left of it; none: it is done.
    pub jobs: BTreeMap<JobId, Option<Job>>,
    /// Passcodes of new links.
    pub passcodes: Vec<(LinkId, Passcode)>,
}

impl Commit {
    pub fn nothing(epoch: Epoch, head: Seq) -> Self {
        Self {
            epoch,
            from: head,
            to: head,
            rows: Vec::new(),
            dropped: Vec::new(),
            departed: BTreeMap::new(),
            journal: Vec::new(),
            receipts: Vec::new(),
            devices: Vec::new(),
            erased: Vec::new(),
            jobs: BTreeMap::new(),
            passcodes: Vec::new(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.journal.is_empty() && self.receipts.is_empty() && self.jobs.is_empty()
    }

    /// Whether something of it leaves the store's log at once: who is erased, and what was written and is deleted.
    pub fn erases(&self) -> bool {
        !self.erased.is_empty() || self.rows.iter().any(|stored| stored.row.is_wiped())
    }
}

/// The clock at the edge: the instant, and the workspace's civil day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Now {
    pub at: DateTime<Utc>,
    pub today: NaiveDate,
}
