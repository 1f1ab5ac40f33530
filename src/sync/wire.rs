//! What travels between a device and the server, as JSON. Released shapes are frozen: see `tests/wire/`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use serde_json::Value;
use uuid::Uuid;

pub use super::carried::{AnyKey, Carried, Unread};
use crate::domain::{CommandId, DeviceId, Leader, Refusal, RowKey, UserId, Vocabulary};

/// Raised when an older partner could misread an answer.
pub const PROTO: u16 = 3;
/// The oldest whose pushes are still read: since then they say whose board it is.
pub const OLDEST_PUSH: u16 = 2;

pub type Seq = u64;
pub type Mid = u64;

/// Most commands in one push.
pub const MAX_PUSH: usize = 200;
/// Bytes of commands after which a device begins another push: well below what a server reads at most.
pub const FULL_PUSH: usize = 1024 * 1024;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Epoch(pub Uuid);

/// A position in a workspace's one order of commands, written `epoch:seq`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cursor {
    pub epoch: Epoch,
    pub seq: Seq,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.epoch.0, self.seq)
    }
}

impl FromStr for Cursor {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("'{text}' is not a cursor such as 0190…:42");
        let (epoch, seq) = text.split_once(':').ok_or_else(bad)?;
        Ok(Self {
            epoch: Epoch(epoch.parse().map_err(|_| bad())?),
            seq: seq.parse().map_err(|_| bad())?,
        })
    }
}

impl Serialize for Cursor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(Error::custom)
    }
}

/// People by their rows' keys. Once they were leaders only, by their bare ids; one of a kind that this build does not know is
/// nobody of whom it could hold anything.
pub(super) fn people<'de, D, P>(deserializer: D) -> Result<P, D::Error>
where
    D: Deserializer<'de>,
    P: FromIterator<RowKey>,
{
    let written = Vec::<String>::deserialize(deserializer)?;
    let read = |person: &String| {
        let leader = person.parse().ok().map(Leader::key);
        person.parse().ok().or(leader)
    };
    Ok(written.iter().filter_map(read).collect())
}

/// A command on its way to the server.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Sent {
    pub id: CommandId,
    pub mid: Mid,
    pub version: u16,
    pub body: Value,
    pub claimed_at: DateTime<FixedOffset>,
    /// Whom it concerned where it was given.
    #[serde(
        default,
        skip_serializing_if = "BTreeSet::is_empty",
        deserialize_with = "people"
    )]
    pub subjects: BTreeSet<RowKey>,
    /// When the server acknowledged it before, if it is offered again to one that was restored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<DateTime<Utc>>,
    /// Whether it was given before the server came back from a backup: it may have run there, though nobody knows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outlived: bool,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Push {
    pub proto: u16,
    /// Whose board it is. Under a session of somebody else nothing runs (rule 14).
    pub person: UserId,
    pub device: DeviceId,
    /// The epoch that the device knows: in another nothing runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<Epoch>,
    pub commands: Vec<Sent>,
}

/// What became of a command, for ever.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    Applied { seq: Seq },
    NoOp { seq: Seq },
    Refused { seq: Seq, reason: Refusal },
}

impl Outcome {
    pub fn seq(&self) -> Seq {
        match self {
            Self::Applied { seq } | Self::NoOp { seq } | Self::Refused { seq, .. } => *seq,
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "verdict", content = "is", rename_all = "snake_case")]
pub enum Verdict {
    Done(Outcome),
    /// It ran before; this is what it answered then.
    Duplicate(Outcome),
    /// Another copy of this device has used the number: take a new identity.
    Fork,
    /// It was accepted before the server was restored, and builds on something that nobody has brought back yet:
    /// nothing was run. It is to be offered again when there is news, under another number.
    Waits,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ack {
    pub epoch: Epoch,
    pub head: Seq,
    /// The highest number seen of this device; what lies behind a gap got no result.
    pub last_mid: Mid,
    /// The server's clock: from here on the device counts how long it keeps what was acknowledged.
    pub at: DateTime<Utc>,
    pub results: Vec<(Mid, Verdict)>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum PushAnswer {
    Ack(Ack),
    /// The server was restored: positions of before mean nothing.
    NewEpoch {
        epoch: Epoch,
    },
    /// The server is older than these commands: nothing was run, they wait.
    TooNew {
        proto: u16,
        version: u16,
    },
    /// The session is somebody else's than the board: nothing was run, everything waits.
    AnotherPerson,
    /// They belong to the workspace no more: nothing was run, everything waits.
    NotAMember,
}

/// Where a snapshot goes on: the server's own note, which it alone reads.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PageToken(pub String);

impl fmt::Display for PageToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a device asks for: what changed since its cursor, or the next page of a snapshot.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PullRequest {
    pub proto: u16,
    /// What its build knows: to one that knows less than the server no rows are brought.
    pub words: Vocabulary,
    /// Whose board it is (rule 14).
    pub person: UserId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<Cursor>,
    /// Where the snapshot in progress began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Cursor>,
    /// Where its last page said that the next goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<PageToken>,
}

impl Gone {
    /// Who is to be forgotten everywhere.
    pub fn erased_person(&self) -> Option<RowKey> {
        let key = self.key.known().filter(|_| self.erased)?;
        key.kind.is_person().then_some(key)
    }
}

impl PullRequest {
    /// Everything that this person may hold, from its first page.
    pub fn snapshot(person: UserId) -> Self {
        Self {
            proto: PROTO,
            words: Vocabulary::of_this_build(),
            person,
            cursor: None,
            start: None,
            after: None,
        }
    }

    /// What is asked after this page of a snapshot; none after its last, and after anything else.
    pub fn after_page(&self, answer: &Pulled) -> Option<Self> {
        let Pulled::Page(page) = answer else {
            return None;
        };
        Some(Self {
            cursor: None,
            start: Some(page.start),
            after: Some(page.next.clone()?),
            ..self.clone()
        })
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Gone {
    pub key: AnyKey,
    /// Whoever it was is to be forgotten: scrub what waits as well.
    #[serde(default)]
    pub erased: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Delta {
    pub from: Cursor,
    pub to: Cursor,
    pub rows: Vec<Carried>,
    pub gone: Vec<Gone>,
    pub more: bool,
    /// For owners.
    #[serde(default, skip_serializing_if = "Troubles::are_none")]
    pub troubles: Troubles,
}

/// What is not well with a workspace on the server; nothing of it is lost.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Troubles {
    /// How many rows it cannot read, by the word for their kind.
    #[serde(default)]
    pub unread: BTreeMap<String, u32>,
    /// What was to be done after a change, and could not be.
    #[serde(default)]
    pub undone: BTreeSet<String>,
}

impl Troubles {
    pub fn are_none(&self) -> bool {
        self.unread.is_empty() && self.undone.is_empty()
    }
}

/// A page of a snapshot that began at `start`; what changes meanwhile comes in the next delta.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Page {
    /// The position that was asked from: an answer to an older question is passed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Cursor>,
    pub start: Cursor,
    pub after: Option<PageToken>,
    pub rows: Vec<Carried>,
    /// Where the next page goes on; none: this was the last.
    pub next: Option<PageToken>,
    /// Who was erased, with the first page.
    #[serde(default, deserialize_with = "people")]
    pub erased: Vec<RowKey>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Pulled {
    Delta(Delta),
    Page(Page),
    /// This client is too old to read the rows: reload for the new version.
    Upgrade,
    /// The session is somebody else's than the board: what they may see is not for it.
    AnotherPerson,
}

/// As if derived. That would hold all of an answer before it knows which one it is, and thousands of rows once more.
impl<'de> Deserialize<'de> for Pulled {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum Answer {
            Delta,
            Page,
            Upgrade,
            AnotherPerson,
        }
        #[derive(Deserialize)]
        struct Any {
            answer: Answer,
            from: Option<Cursor>,
            to: Option<Cursor>,
            rows: Option<Vec<Carried>>,
            gone: Option<Vec<Gone>>,
            more: Option<bool>,
            #[serde(default)]
            troubles: Troubles,
            start: Option<Cursor>,
            after: Option<PageToken>,
            next: Option<PageToken>,
            #[serde(default, deserialize_with = "people")]
            erased: Vec<RowKey>,
        }
        fn given<T, E: Error>(field: Option<T>, name: &'static str) -> Result<T, E> {
            field.ok_or_else(|| E::missing_field(name))
        }
        let any = Any::deserialize(deserializer)?;
        Ok(match any.answer {
            Answer::Delta => Self::Delta(Delta {
                from: given(any.from, "from")?,
                to: given(any.to, "to")?,
                rows: given(any.rows, "rows")?,
                gone: given(any.gone, "gone")?,
                more: given(any.more, "more")?,
                troubles: any.troubles,
            }),
            Answer::Page => Self::Page(Page {
                from: any.from,
                start: given(any.start, "start")?,
                after: any.after,
                rows: given(any.rows, "rows")?,
                next: any.next,
                erased: any.erased,
            }),
            Answer::Upgrade => Self::Upgrade,
            Answer::AnotherPerson => Self::AnotherPerson,
        })
    }
}
