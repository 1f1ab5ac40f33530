//! Rows: the state of a workspace. What is seen is the confirmed rows under an overlay of changes.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Audience, Effort, Leader, LeaderId, Member, Refusal, Reply, Role, Settings, ShareLink, Target, Update,
    UserId, Workspace,
};

/// The version that newly written rows carry.
pub const ROW_VERSION: u16 = 1;

/// The kinds of rows, in the order in which a snapshot carries them: efforts, the many, come last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Workspace,
    Settings,
    Member,
    Leader,
    Role,
    Update,
    Link,
    Reply,
    Effort,
}

impl Kind {
    pub const ALL: [Self; 9] = [
        Self::Workspace,
        Self::Settings,
        Self::Member,
        Self::Leader,
        Self::Role,
        Self::Update,
        Self::Link,
        Self::Reply,
        Self::Effort,
    ];

    /// The word in keys and in the store.
    pub fn word(self) -> &'static str {
        match self {
            Self::Workspace => "workspace",
            Self::Settings => "settings",
            Self::Member => "member",
            Self::Leader => "leader",
            Self::Role => "role",
            Self::Update => "update",
            Self::Link => "link",
            Self::Reply => "reply",
            Self::Effort => "effort",
        }
    }

    /// The word on screen.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Link => "share link",
            other => other.word(),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RowKey {
    pub kind: Kind,
    pub id: Uuid,
}

impl RowKey {
    pub fn new(kind: Kind, id: Uuid) -> Self {
        Self { kind, id }
    }
}

impl fmt::Display for RowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.word(), self.id)
    }
}

impl FromStr for RowKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("'{text}' is not a row key such as role/0190…");
        let (word, id) = text.split_once('/').ok_or_else(bad)?;
        let kind = Kind::ALL
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or_else(bad)?;
        Ok(Self {
            kind,
            id: id.parse().map_err(|_| bad())?,
        })
    }
}

impl Serialize for RowKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RowKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Row {
    Workspace(Workspace),
    Settings(Settings),
    Member(Member),
    Leader(Leader),
    Role(Role),
    Update(Update),
    Link(ShareLink),
    Reply(Reply),
    Effort(Effort),
}

impl Row {
    pub fn key(&self) -> RowKey {
        match self {
            Self::Workspace(_) => Workspace::KEY,
            Self::Settings(_) => Settings::KEY,
            Self::Member(member) => RowKey::new(Kind::Member, member.user.0),
            Self::Leader(leader) => RowKey::new(Kind::Leader, leader.id.0),
            Self::Role(role) => RowKey::new(Kind::Role, role.id.0),
            Self::Update(update) => RowKey::new(Kind::Update, update.id.0),
            Self::Link(link) => RowKey::new(Kind::Link, link.id.0),
            Self::Reply(reply) => RowKey::new(Kind::Reply, reply.id.0),
            Self::Effort(effort) => RowKey::new(Kind::Effort, effort.id.0),
        }
    }

    /// The leader whom this row concerns, for erasure.
    pub fn subject(&self) -> Option<LeaderId> {
        match self {
            Self::Leader(leader) => Some(leader.id),
            Self::Role(role) => role.leader,
            Self::Update(update) => Some(update.leader),
            Self::Reply(reply) => Some(reply.leader),
            Self::Link(ShareLink {
                target: Target::Leader(leader),
                ..
            }) => Some(*leader),
            Self::Link(_) | Self::Workspace(_) | Self::Settings(_) | Self::Member(_) | Self::Effort(_) => {
                None
            }
        }
    }
}

/// A row as it is kept and sent: with the position of its last change and who may hold it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stored {
    #[serde(default = "first_row_version")]
    pub v: u16,
    pub seq: u64,
    #[serde(default, skip_serializing_if = "Audience::is_workspace")]
    pub audience: Audience,
    pub row: Row,
}

fn first_row_version() -> u16 {
    1
}

/// Confirmed rows.
pub type Rows = BTreeMap<RowKey, Stored>;

#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::large_enum_variant, reason = "nearly every change is a put")
)]
pub enum Change {
    Put {
        row: Row,
        audience: Audience,
    },
    /// Erased rows leave no trace on any device, not even in what waits to be sent.
    Gone {
        erased: bool,
    },
}

impl Change {
    pub fn put(row: Row) -> (RowKey, Self) {
        Self::to(row, Audience::Workspace)
    }

    pub fn to(row: Row, audience: Audience) -> (RowKey, Self) {
        (row.key(), Self::Put { row, audience })
    }
}

/// What a command changes, or what several have changed so far.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changes(pub BTreeMap<RowKey, Change>);

impl Changes {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Lays newer changes over these.
    pub fn merge(&mut self, newer: Self) {
        self.0.extend(newer.0);
    }
}

impl From<(RowKey, Change)> for Changes {
    fn from(change: (RowKey, Change)) -> Self {
        Self([change].into())
    }
}

impl FromIterator<(RowKey, Change)> for Changes {
    fn from_iter<I: IntoIterator<Item = (RowKey, Change)>>(changes: I) -> Self {
        Self(changes.into_iter().collect())
    }
}

/// Rows under an overlay, as one person (or nobody in particular) may see them.
#[derive(Clone, Copy)]
pub struct State<'a> {
    base: &'a Rows,
    over: &'a Changes,
    viewer: Viewer,
}

/// For whom rows are read.
#[derive(Clone, Copy)]
enum Viewer {
    /// All of them: the rules, and the server.
    Everything,
    Member(UserId),
    /// Only what the whole workspace may see.
    Workspace,
}

impl<'a> State<'a> {
    pub fn new(base: &'a Rows, over: &'a Changes) -> Self {
        Self {
            base,
            over,
            viewer: Viewer::Everything,
        }
    }

    /// The same, without the rows whose audience leaves this person out.
    pub fn seen_by(self, viewer: Option<UserId>) -> Self {
        let viewer = viewer.map_or(Viewer::Everything, Viewer::Member);
        Self { viewer, ..self }
    }

    /// The same, with nothing that is for named people only.
    pub fn open_to_all(self) -> Self {
        Self {
            viewer: Viewer::Workspace,
            ..self
        }
    }

    pub fn get(&self, key: &RowKey) -> Option<&'a Row> {
        self.entry(key)
            .filter(|(_, audience)| self.may_see(audience))
            .map(|(row, _)| row)
    }

    pub fn audience(&self, key: &RowKey) -> Option<&'a Audience> {
        self.entry(key).map(|(_, audience)| audience)
    }

    /// All rows of a kind, in no particular order.
    pub fn scan(&self, kind: Kind) -> impl Iterator<Item = &'a Row> {
        let range = RowKey::new(kind, Uuid::nil())..=RowKey::new(kind, Uuid::max());
        let (over, state) = (self.over, *self);
        let base = self
            .base
            .range(range.clone())
            .filter(move |(key, _)| !over.0.contains_key(key))
            .map(|(_, stored)| (&stored.row, &stored.audience));
        let over = over.0.range(range).filter_map(|(_, change)| match change {
            Change::Put { row, audience } => Some((row, audience)),
            Change::Gone { .. } => None,
        });
        base.chain(over)
            .filter(move |(_, audience)| state.may_see(audience))
            .map(|(row, _)| row)
    }

    pub(super) fn require_new(&self, key: RowKey) -> Result<(), Refusal> {
        match self.entry(&key) {
            Some(_) => Err(Refusal::Exists { what: key.kind }),
            None => Ok(()),
        }
    }

    fn entry(&self, key: &RowKey) -> Option<(&'a Row, &'a Audience)> {
        match self.over.0.get(key) {
            Some(Change::Put { row, audience }) => Some((row, audience)),
            Some(Change::Gone { .. }) => None,
            None => self.base.get(key).map(|stored| (&stored.row, &stored.audience)),
        }
    }

    fn may_see(&self, audience: &Audience) -> bool {
        match self.viewer {
            Viewer::Everything => true,
            Viewer::Member(viewer) => audience.includes(viewer),
            Viewer::Workspace => audience.is_workspace(),
        }
    }
}
