//! Rows: the state of a workspace. What is seen is the confirmed rows under an overlay of changes.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::table::{Holds, Table};
use crate::domain::{Audience, Kind, Listed, Row, RowId, State, Word, gathered};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RowKey {
    pub kind: Kind,
    pub id: Uuid,
}

impl RowKey {
    pub fn new(kind: Kind, id: Uuid) -> Self {
        Self { kind, id }
    }

    pub fn of<W: Word>(id: W::Id) -> Self {
        Self::new(W::KIND, id.uuid())
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
        Ok(Self {
            kind: word.parse().map_err(|_| bad())?,
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
pub type Rows = Table<Stored>;

/// What several commands have changed, over confirmed rows.
pub type Overlay = Table<Change>;

impl Holds for Stored {
    fn row(&self) -> Option<&Row> {
        Some(&self.row)
    }
}

impl Holds for Change {
    fn row(&self) -> Option<&Row> {
        match self {
            Self::Put { row, .. } => Some(row),
            Self::Gone { .. } => None,
        }
    }
}

impl Overlay {
    /// Lays newer changes over these.
    pub fn merge(&mut self, newer: Changes) {
        self.extend(newer.0);
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(clippy::large_enum_variant, reason = "nearly every change is a put")]
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
    /// Writes a row for everybody.
    pub fn put(word: impl Listed) -> (RowKey, Self) {
        Self::to(word, Audience::Workspace)
    }

    pub fn to(word: impl Listed, audience: Audience) -> (RowKey, Self) {
        Self::row(word.into_row(), audience)
    }

    pub fn row(row: Row, audience: Audience) -> (RowKey, Self) {
        (row.key(), Self::Put { row, audience })
    }
}

/// What a command changes.
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
    pub(in crate::domain) fn rewrite(&mut self, word: impl Listed, before: &State) {
        let row = word.into_row();
        let held = before.audience(&row.key()).cloned().unwrap_or_default();
        self.keep(row, held);
    }

    /// The same of a row for these people, unless these changes give it to others.
    pub(in crate::domain) fn keep(&mut self, row: Row, held: Audience) {
        let audience = match self.0.get(&row.key()) {
            Some(Change::Put { audience, .. }) => audience.clone(),
            _ => held,
        };
        self.merge(Change::row(row, audience).into());
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
        Self(gathered(changes))
    }
}
