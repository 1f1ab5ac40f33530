//! Rows on their way and on the disk, under their keys and as they were written: whether or not this build knows
//! their kind, and can read them.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::{Map, Value, value::RawValue};

use crate::domain::{Kind, RowKey, Stored, secret_hash};

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
/// again as it came, letter by letter, so that nothing is lost of what this build does not know.
#[derive(Clone, Debug)]
pub enum Carried {
    /// This build wrote it.
    Made(Stored),
    /// Somebody wrote it; none when it cannot be read here, or not without misreading it.
    Came {
        key: AnyKey,
        written: Box<RawValue>,
        read: Option<Stored>,
    },
}

/// A row that this build cannot read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unread {
    pub key: AnyKey,
    pub written: Value,
}

/// The field that holds the key.
const KEY: &str = "key";

/// How the text of a row begins.
pub(super) fn begins(key: &str) -> String {
    format!("{{\"{KEY}\":{}", Value::from(key))
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

    /// None when this build cannot read it.
    pub fn read(&self) -> Option<&Stored> {
        match self {
            Self::Made(stored) => Some(stored),
            Self::Came { read, .. } => read.as_ref(),
        }
    }

    /// # Errors
    /// The row as it came, when this build cannot read it.
    pub fn into_read(self) -> Result<Stored, Unread> {
        match self {
            Self::Made(stored) => Ok(stored),
            Self::Came {
                read: Some(stored), ..
            } => Ok(stored),
            Self::Came {
                key,
                written,
                read: None,
            } => Err(Unread {
                key,
                written: without_key(serde_json::from_str(written.get()).unwrap_or_default()),
            }),
        }
    }

    /// It as text, which begins with its key.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn text(&self) -> serde_json::Result<String> {
        match self {
            Self::Came { written, .. } => Ok(written.get().into()),
            Self::Made(_) => serde_json::to_string(self),
        }
    }
}

/// Whether it is in a shape that this build knows: a newer one it may misread.
fn is_understood(stored: &Stored) -> bool {
    stored.v <= stored.row.key().kind.version()
}

impl From<Stored> for Carried {
    fn from(stored: Stored) -> Self {
        Self::Made(stored)
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
            Self::Came { written, .. } => written.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Carried {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Keyed {
            key: Option<AnyKey>,
        }
        let came = Box::<RawValue>::deserialize(deserializer)?;
        let keyed: Keyed = serde_json::from_str(came.get()).map_err(D::Error::custom)?;
        let stored: Result<Stored, _> = serde_json::from_str(came.get());
        let key = match (keyed.key, &stored) {
            (Some(key), _) => key,
            // A server of before says no key; a row that can be read knows its own.
            (None, Ok(stored)) => stored.row.key().into(),
            (None, Err(error)) => return Err(D::Error::custom(error)),
        };
        let written = if came.get().starts_with(&begins(&key.0)) {
            came
        } else {
            let fields: Map<_, _> = serde_json::from_str(came.get()).map_err(D::Error::custom)?;
            let others = fields.into_iter().filter(|(name, _)| name != KEY);
            let first = (KEY.to_owned(), Value::from(key.0.as_str()));
            let fields = Map::from_iter([first].into_iter().chain(others));
            serde_json::value::to_raw_value(&fields).map_err(D::Error::custom)?
        };
        let is_right = |stored: &Stored| is_understood(stored) && key.known() == Some(stored.row.key());
        let read = stored.ok().filter(is_right);
        Ok(Self::Came { key, written, read })
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
        #[derive(Deserialize)]
        struct Keyed {
            key: String,
        }
        match Self::read(text) {
            Some(stored) => self.rows.push(stored),
            None => {
                let keyed = serde_json::from_str::<Keyed>(text);
                let damaged = |_| format!("row/{}", secret_hash(text));
                self.set_aside(&keyed.map_or_else(damaged, |keyed| keyed.key), text);
            }
        }
    }

    /// The row, when this build can read it.
    pub fn read(text: &str) -> Option<Stored> {
        serde_json::from_str(text).ok().filter(is_understood)
    }

    pub fn set_aside(&mut self, key: &str, text: &str) {
        let written = serde_json::from_str(text).unwrap_or_else(|_| text.into());
        self.unread.insert(AnyKey(key.into()), without_key(written));
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
