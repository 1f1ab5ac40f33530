//! Rows by their keys, and by what they hang on: whoever asks for what hangs on a role or a leader looks at nothing else.

use std::{
    collections::{BTreeMap, BTreeSet, btree_map},
    ops::{Bound, RangeBounds},
};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{Kind, Row, RowKey};

/// What is kept under a key: a row, or that there is none.
pub trait Holds {
    fn row(&self) -> Option<&Row>;
}

/// One order for all that hangs on a key: by kind, by mark, by time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
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

    /// Whatever hangs on the key, or spoke of it earlier, behind this one in their order.
    pub(in crate::domain) fn ever_on(
        &self,
        key: RowKey,
        after: Option<Hanging>,
    ) -> impl Iterator<Item = Hanging> {
        let range = (after.map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded);
        let all = self.on.get(&key).into_iter();
        all.flat_map(move |on| on.range(range)).copied()
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
    let spoken = row.spoke_of().into_iter();
    now.chain(spoken.map(move |of| (of, hanging(EARLIER))))
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::{DateTime, TimeDelta};
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{
        Amended, Audience, Change, Effort, EffortDraft, EffortId, EffortKind, Leader, LeaderId, LinkId,
        Overlay, Reply, ReplyId, Role, RoleId, RowId, Rows, ShareLink, State, Stored, Update, UpdateId,
        UserId, Word,
    };

    fn id(n: u8) -> Uuid {
        Uuid::from_u128(u128::from(n))
    }

    fn roles(bits: u8) -> Vec<RoleId> {
        let all = 0..4;
        all.filter(|n| bits >> n & 1 == 1)
            .map(|n| RoleId(id(n)))
            .collect()
    }

    /// An effort, an update or a reply, as the numbers say.
    fn row((what, n, on, when, more): (u8, u8, u8, u8, u8)) -> Row {
        let start: DateTime<chrono::FixedOffset> = "2026-11-19T09:38:00+00:00".parse().unwrap();
        let at = start + TimeDelta::hours(i64::from(when));
        let kind = EffortKind::ALL[usize::from(more) % EffortKind::ALL.len()];
        let draft = |on| EffortDraft {
            roles: roles(on),
            ..EffortDraft::one(kind, RoleId(id(0)), at)
        };
        let (by, leader) = (UserId(id(9)), LeaderId(id(more % 2)));
        match what % 3 {
            0 => Row::Effort(Effort {
                id: EffortId(id(n)),
                roles: roles(on),
                kind,
                quantity: 1,
                replies: 0,
                result: String::new(),
                minutes: 1,
                shared: more % 3 > 0,
                side: kind.default_side(),
                happened_at: at,
                noted_at: None,
                by,
                removed: more % 5 == 0,
                words_from: None,
                history: vec![Amended {
                    at,
                    by,
                    was: draft(more),
                }],
            }),
            1 => Row::Update(Update {
                id: UpdateId(id(n)),
                leader,
                roles: roles(on),
                answers: None,
                text: "news".into(),
                sent_at: at,
                next_by: at.date_naive(),
                way: None,
                told_at: None,
                got_it: None,
                thanks: false,
                mail: None,
                removed: more % 4 == 0,
                by,
            }),
            _ => Row::Reply(Reply {
                id: ReplyId(id(n)),
                link: Some(LinkId(id(on % 3))),
                leader,
                update: (more % 2 == 0).then(|| UpdateId(id(on % 6))),
                roles: roles(more),
                noted_by: None,
                team: false,
                removed: false,
                text: "thanks".into(),
                at,
                settled: on % 2 == 0,
            }),
        }
    }

    fn keys<'a, W: Word + 'a>(words: impl Iterator<Item = &'a W>) -> BTreeSet<RowKey> {
        words.map(|word| RowKey::of::<W>(word.id())).collect()
    }

    /// What hangs on the key, found by it and found by looking at all.
    fn found_as_by_looking<W: Word + Clone>(state: &State, key: RowKey) {
        let all = || state.all::<W>().filter(|word| word.hangs_on().contains(&key));
        assert_eq!(keys(state.on::<W>(key)), keys(all()));
        for (mark, since) in all().map(Word::mark) {
            let plain = all().filter(|word| word.mark().0 == mark && word.mark().1 >= since);
            assert_eq!(keys(state.on_since::<W>(key, mark, since)), keys(plain));
            let mut newest: Vec<&W> = all().filter(|word| word.mark().0 == mark).collect();
            newest.sort_by_key(|word| std::cmp::Reverse((word.mark().1, word.id().uuid())));
            let at_least = keys(newest.into_iter().take(2));
            assert!(at_least.is_subset(&keys(state.newest_on::<W>(key, mark, 2, |_| true))));
        }
    }

    type Drawn = Vec<(u8, u8, u8, u8, u8)>;

    fn drawn() -> impl Strategy<Value = Drawn> {
        prop::collection::vec(
            (any::<u8>(), 0..6_u8, any::<u8>(), any::<u8>(), any::<u8>()),
            0..40,
        )
    }

    proptest! {
        /// Law: what is found by a key is what a look at all rows finds, under any overlay.
        #[test]
        fn what_hangs_on_a_row_is_found_by_it(confirmed in drawn(), over in drawn(), gone in drawn()) {
            let mut rows = Rows::new();
            for (seq, row) in (1..).zip(confirmed.into_iter().map(row)) {
                let (v, audience) = (row.version(), Audience::Workspace);
                rows.insert(row.key(), Stored { v, seq, audience, row });
            }
            let mut overlay = Overlay::new();
            for row in over.into_iter().map(row) {
                overlay.extend([Change::row(row, Audience::Workspace)]);
            }
            for row in gone.into_iter().take(8).map(row) {
                overlay.insert(row.key(), Change::Gone { erased: false });
                rows.remove(&Effort::key(EffortId(row.key().id)));
            }
            let state = State::new(&rows, &overlay);
            let ids = || (0..6).map(id);
            let keys = ids().map(|id| Role::key(RoleId(id)))
                .chain(ids().map(|id| Leader::key(LeaderId(id))))
                .chain(ids().map(|id| ShareLink::key(LinkId(id))))
                .chain(ids().map(|id| Update::key(UpdateId(id))));
            for key in keys {
                found_as_by_looking::<Effort>(&state, key);
                found_as_by_looking::<Update>(&state, key);
                found_as_by_looking::<Reply>(&state, key);
                let spoke = |row: &&Row| {
                    let earlier = row.spoke_of().into_iter();
                    earlier.chain(row.hangs_on()).any(|on| on == key)
                };
                let near: BTreeSet<RowKey> = state.rows().filter(spoke).map(Row::key).collect();
                let ever: BTreeSet<RowKey> = state.with_all_on(key).into_iter().collect();
                // The same, page by page.
                let (mut paged, mut after) = (BTreeSet::from([key]), None);
                while let [.., last] = state.next_on(key, after, 2)[..] {
                    let page = state.next_on(key, after, 2);
                    prop_assert!(page.is_sorted() && page.first() > after.as_ref());
                    paged.extend(page.iter().flat_map(|hanging| state.with_all_on(hanging.key())));
                    after = Some(last);
                }
                prop_assert_eq!(&paged, &ever);
                prop_assert!(near.is_subset(&ever));
            }
        }
    }
}
