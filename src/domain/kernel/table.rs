//! Rows by their keys, and by what they hang on: whoever asks for what hangs on a role or a leader looks at nothing else.

use std::{
    collections::{BTreeMap, BTreeSet, btree_map},
    ops::RangeBounds,
};

use uuid::Uuid;

use crate::domain::{Kind, Row, RowKey};

/// What is kept under a key: a row, or that there is none.
pub trait Holds {
    fn row(&self) -> Option<&Row>;
}

/// One order for all that hangs on a key: by kind, by mark, by time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Hanging {
    kind: Kind,
    mark: u8,
    /// In seconds since 1970.
    at: i64,
    id: Uuid,
}

/// Under this mark hangs what spoke of a role earlier, and does so no more.
const EARLIER: u8 = u8::MAX;

impl Hanging {
    pub fn key(&self) -> RowKey {
        RowKey::new(self.kind, self.id)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table<V> {
    all: BTreeMap<RowKey, V>,
    on: BTreeMap<RowKey, BTreeSet<Hanging>>,
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V> Table<V> {
    pub const fn new() -> Self {
        Self {
            all: BTreeMap::new(),
            on: BTreeMap::new(),
        }
    }

    pub fn get(&self, key: &RowKey) -> Option<&V> {
        self.all.get(key)
    }

    pub fn contains_key(&self, key: &RowKey) -> bool {
        self.all.contains_key(key)
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub fn iter(&self) -> btree_map::Iter<'_, RowKey, V> {
        self.all.iter()
    }

    pub fn keys(&self) -> btree_map::Keys<'_, RowKey, V> {
        self.all.keys()
    }

    pub fn values(&self) -> btree_map::Values<'_, RowKey, V> {
        self.all.values()
    }

    pub fn range(&self, keys: impl RangeBounds<RowKey>) -> btree_map::Range<'_, RowKey, V> {
        self.all.range(keys)
    }

    pub fn clear(&mut self) {
        self.all.clear();
        self.on.clear();
    }

    /// Of this kind and mark whatever hangs on the key and is not older, the oldest first.
    pub(in crate::domain) fn marked(
        &self,
        key: RowKey,
        (kind, mark): (Kind, u8),
        since: i64,
    ) -> impl DoubleEndedIterator<Item = RowKey> {
        let end = |at, id| Hanging { kind, mark, at, id };
        let range = end(since, Uuid::nil())..=end(i64::MAX, Uuid::max());
        let all = self.on.get(&key).into_iter();
        all.flat_map(move |on| on.range(range.clone())).map(Hanging::key)
    }

    /// Of this kind whatever hangs on the key.
    pub(in crate::domain) fn hanging(&self, key: RowKey, kind: Kind) -> impl Iterator<Item = RowKey> {
        let end = |mark, at, id| Hanging { kind, mark, at, id };
        let range = end(0, i64::MIN, Uuid::nil())..end(EARLIER, i64::MIN, Uuid::nil());
        let all = self.on.get(&key).into_iter();
        all.flat_map(move |on| on.range(range.clone())).map(Hanging::key)
    }

    /// Whatever hangs on the key, or spoke of it earlier.
    pub(in crate::domain) fn ever_on(&self, key: RowKey) -> impl Iterator<Item = RowKey> {
        self.on.get(&key).into_iter().flatten().map(Hanging::key)
    }
}

impl<V: Holds> Table<V> {
    pub fn insert(&mut self, key: RowKey, value: V) -> Option<V> {
        let former = self.remove(&key);
        if let Some(row) = value.row() {
            for (on, hanging) in places(key, row) {
                self.on.entry(on).or_default().insert(hanging);
            }
        }
        self.all.insert(key, value);
        former
    }

    pub fn remove(&mut self, key: &RowKey) -> Option<V> {
        let former = self.all.remove(key)?;
        if let Some(row) = former.row() {
            for (on, hanging) in places(*key, row) {
                if let btree_map::Entry::Occupied(mut entry) = self.on.entry(on) {
                    entry.get_mut().remove(&hanging);
                    if entry.get().is_empty() {
                        entry.remove();
                    }
                }
            }
        }
        Some(former)
    }
}

/// Where a row hangs.
fn places(key: RowKey, row: &Row) -> impl Iterator<Item = (RowKey, Hanging)> {
    let (mark, at) = row.mark();
    let hanging = move |mark| Hanging {
        kind: key.kind,
        mark,
        at,
        id: key.id,
    };
    let now = row.hangs_on().into_iter().map(move |on| (on, hanging(mark)));
    let earlier = row.spoke_of().into_iter();
    now.chain(earlier.map(move |role| (RowKey::of::<crate::domain::Role>(role), hanging(EARLIER))))
}

impl<V: Holds> Extend<(RowKey, V)> for Table<V> {
    fn extend<I: IntoIterator<Item = (RowKey, V)>>(&mut self, rows: I) {
        for (key, value) in rows {
            self.insert(key, value);
        }
    }
}

impl<V: Holds> FromIterator<(RowKey, V)> for Table<V> {
    fn from_iter<I: IntoIterator<Item = (RowKey, V)>>(rows: I) -> Self {
        let mut table = Self::new();
        table.extend(rows);
        table
    }
}

impl<V> IntoIterator for Table<V> {
    type Item = (RowKey, V);
    type IntoIter = btree_map::IntoIter<RowKey, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.into_iter()
    }
}
