//! Rows on their way and on the disk, under their keys and as they were written: whether or not this build knows
//! their kind, and can read them.

use std::{borrow::Cow, collections::BTreeMap, fmt, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::{Map, Value};

use crate::domain::{Kind, RowKey, Stored};

/// The key of a row of any kind: `kind/id`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AnyKey(pub String);

impl AnyKey {
    /// The same, when this build knows the kind.
    pub fn known(&self) -> Option<RowKey> {
        self.0.parse().ok()
    }

    /// Its kind as a person says it, as far as it is known.
    pub fn noun(&self) -> &str {
        let word = self.0.split_once('/').map_or(self.0.as_str(), |(word, _)| word);
        word.parse().map_or(word, |kind: Kind| kind.noun())
    }
}

impl From<RowKey> for AnyKey {
    fn from(key: RowKey) -> Self {
        Self(key.to_string())
    }
}

impl fmt::Display for AnyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A row with its key, written as JSON: the fields of a [`Stored`] with `key` before them. What was read is written
/// again as it came, so that nothing is lost of what this build does not know.
#[derive(Clone, Debug)]
pub enum Carried {
    /// This build wrote it.
    Made(Box<Stored>),
    /// Somebody wrote it. It is read when somebody asks: most rows of a snapshot go to the disk as they came.
    Came { key: AnyKey, written: Arc<str> },
}

/// A row that this build cannot read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unread {
    pub key: AnyKey,
    pub written: Value,
}

/// The field that holds the key.
const KEY: &str = "key";

/// How the text of every row begins.
const BEGIN: &str = "{\"key\":\"";

/// How the text of this row begins.
pub(super) fn begins(key: &str) -> String {
    format!("{{\"{KEY}\":{}", Value::from(key))
}

/// What is damaged is a text.
fn value(written: &str) -> Value {
    serde_json::from_str(written).unwrap_or_else(|_| written.into())
}

/// The row under this key, when this build can read it.
fn read_as(key: &AnyKey, written: &str) -> Option<Stored> {
    let is_its_own = |stored: &Stored| key.known() == Some(stored.row.key());
    Found::read(written).filter(is_its_own)
}

/// What an unread row says, without its key.
fn without_key(mut written: Value) -> Value {
    if let Value::Object(fields) = &mut written {
        fields.shift_remove(KEY);
    }
    written
}

impl Carried {
    pub fn key(&self) -> AnyKey {
        match self {
            Self::Made(stored) => stored.row.key().into(),
            Self::Came { key, .. } => key.clone(),
        }
    }

    /// Takes a row as text that begins with its key; none when it does not.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let (key, _) = text.strip_prefix(BEGIN)?.split_once('"')?;
        let key = AnyKey(key.into());
        // One with an escaped character is longer than it looks.
        (!key.0.contains('\\')).then(|| Self::Came {
            key,
            written: text.into(),
        })
    }

    /// None when this build cannot read it, or not without misreading it.
    pub fn read(&self) -> Option<Stored> {
        match self {
            Self::Made(stored) => Some((**stored).clone()),
            Self::Came { key, written } => read_as(key, written),
        }
    }

    /// # Errors
    /// The row as it came, when this build cannot read it.
    pub fn into_read(self) -> Result<Stored, Unread> {
        match self {
            Self::Made(stored) => Ok(*stored),
            Self::Came { key, written } => read_as(&key, &written).ok_or_else(|| Unread {
                key,
                written: without_key(value(&written)),
            }),
        }
    }

    /// It as text, which begins with its key.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn text(&self) -> serde_json::Result<Cow<'_, str>> {
        match self {
            Self::Came { written, .. } => Ok(Cow::Borrowed(written)),
            Self::Made(_) => serde_json::to_string(self).map(Cow::Owned),
        }
    }
}

/// Whether it is in a shape that this build knows: a newer one it may misread.
fn is_understood(stored: &Stored) -> bool {
    stored.v <= stored.row.key().kind.version()
}

impl From<Stored> for Carried {
    fn from(stored: Stored) -> Self {
        Self::Made(stored.into())
    }
}

/// By what is read, or else by what is written.
impl PartialEq for Carried {
    fn eq(&self, other: &Self) -> bool {
        match (self.read(), other.read()) {
            (Some(one), Some(other)) => one == other,
            (None, None) => self.clone().into_read() == other.clone().into_read(),
            _ => false,
        }
    }
}

impl Eq for Carried {}

#[derive(Serialize)]
struct Written<'a> {
    key: AnyKey,
    #[serde(flatten)]
    row: &'a Stored,
}

impl Serialize for Carried {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Made(row) => Written { key: self.key(), row }.serialize(serializer),
            Self::Came { written, .. } => value(written).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Carried {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields = Map::deserialize(deserializer)?;
        let key = match fields.shift_remove(KEY) {
            Some(Value::String(key)) => AnyKey(key),
            Some(_) => return Err(D::Error::custom("a row's key is text")),
            // A server of before says no key; a row that can be read knows its own.
            None => {
                let stored = serde_json::from_str(&Value::from(fields.clone()).to_string());
                let stored: Stored = stored.map_err(D::Error::custom)?;
                stored.row.key().into()
            }
        };
        fields.shift_insert(0, KEY.into(), Value::from(key.0.as_str()));
        let written = Value::from(fields).to_string().into();
        Ok(Self::Came { key, written })
    }
}

/// The rows found on a disk: those that this build reads, and the others as they stand there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    pub rows: Vec<Stored>,
    pub unread: BTreeMap<AnyKey, Value>,
}

impl Found {
    /// Takes a row in, by the text that stands under its key. The text is damaged when it is no JSON.
    pub fn take(&mut self, key: &str, text: &str) {
        match Self::read(text) {
            Some(stored) => self.rows.push(stored),
            None => self.set_aside(key, text),
        }
    }

    /// Takes a row in, by a text that says its key.
    pub fn take_packed(&mut self, text: &str) {
        match Self::read(text) {
            Some(stored) => self.rows.push(stored),
            None => {
                let said = serde_json::from_str::<Value>(text).ok();
                let key = said.as_ref().and_then(|said| said.get(KEY)?.as_str());
                // What is damaged may say none.
                let key = key.map_or_else(|| format!("row/{}", self.unread.len()), Into::into);
                self.set_aside(&key, text);
            }
        }
    }

    /// The row, when this build can read it.
    pub fn read(text: &str) -> Option<Stored> {
        serde_json::from_str(text).ok().filter(is_understood)
    }

    pub fn set_aside(&mut self, key: &str, text: &str) {
        self.unread.insert(AnyKey(key.into()), without_key(value(text)));
    }
}

impl From<Vec<Stored>> for Found {
    fn from(rows: Vec<Stored>) -> Self {
        Self {
            rows,
            unread: BTreeMap::new(),
        }
    }
}

impl FromIterator<Carried> for Found {
    fn from_iter<I: IntoIterator<Item = Carried>>(all: I) -> Self {
        let mut found = Self::default();
        for carried in all {
            match carried.into_read() {
                Ok(stored) => found.rows.push(stored),
                Err(Unread { key, written }) => drop(found.unread.insert(key, written)),
            }
        }
        found
    }
}
