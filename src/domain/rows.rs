//! Rows: the state of a workspace. What is seen is the confirmed rows under an overlay of changes.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Audience, Effort, Leader, LeaderId, Member, Refusal, Reply, Role, RoleId, Settings, ShareLink, Update,
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
            Self::Link(link) => Some(link.leader),
            Self::Workspace(_) | Self::Settings(_) | Self::Member(_) | Self::Effort(_) => None,
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

    /// Writes another content of a row, for whoever may hold it by these changes, or held it before them.
    pub(super) fn rewrite(&mut self, row: Row, before: &State) {
        let key = row.key();
        let audience = match self.0.get(&key) {
            Some(Change::Put { audience, .. }) => Some(audience),
            _ => before.audience(&key),
        };
        let audience = audience.cloned().unwrap_or_default();
        self.merge(Change::to(row, audience).into());
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
    viewer: Viewer<'a>,
}

/// For whom rows are read.
#[derive(Clone, Copy)]
enum Viewer<'a> {
    /// All of them: the rules, and the server.
    Everything,
    Member(UserId),
    Link(&'a ShareLink),
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

    /// The same, with no more than the link may show at this moment: what the whole workspace sees, and what hangs on
    /// the confidential roles for which it was made while whoever keeps it sees those.
    pub fn through(self, link: &'a ShareLink) -> Self {
        Self {
            viewer: Viewer::Link(link),
            ..self
        }
    }

    pub fn get(&self, key: &RowKey) -> Option<&'a Row> {
        self.entry(key)
            .filter(|(row, audience)| self.may_see(row, audience))
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
            .filter(move |(row, audience)| state.may_see(row, audience))
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

    fn may_see(&self, row: &Row, audience: &Audience) -> bool {
        match self.viewer {
            Viewer::Everything => true,
            Viewer::Member(viewer) => audience.includes(viewer),
            Viewer::Link(_) if audience.is_workspace() => true,
            Viewer::Link(link) => {
                let everything = self.seen_by(None);
                let is_for_it =
                    |id: RoleId| link.opens.contains(&id) || everything.role_audience(id).is_workspace();
                link.locked
                    && audience.includes(link.keeper)
                    && everything.is_member(link.keeper)
                    && match row {
                        Row::Role(role) => is_for_it(role.id),
                        // Known only by confidential roles: to a link that is for one of these.
                        Row::Leader(leader) => link.leader == leader.id && !link.opens.is_empty(),
                        row => everything.roles_of(row).into_iter().all(is_for_it),
                    }
            }
        }
    }
}
