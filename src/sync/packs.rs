//! Rows of a snapshot as they stand on a disk: many in one record, since a browser's database takes about as long for a record of hundreds of
//! rows as for one of a single row. A pack holds rows of one kind in the order of their keys, a line each, under the key of its last. What
//! is written or dropped later leaves its pack; a row that is written stands by itself from then on.

use std::{borrow::Cow, collections::BTreeMap};

use super::{carried::begins, wire::AnyKey};
use crate::domain::Sorting;

/// Most rows of a pack: so many are written anew when one of them changes for the first time.
const MOST: usize = 256;

/// Between rows: none holds it, since JSON writes it as two other characters.
const BETWEEN: char = '\n';

/// Rows in one record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pack {
    /// The key of its last row, which is its own.
    pub key: String,
    pub text: String,
}

/// Packs rows, given as their texts, which begin with their keys.
pub fn packed(mut rows: Vec<(AnyKey, Cow<'_, str>)>) -> Vec<Pack> {
    rows.put_in_order(|(one, _), (other, _)| one.cmp(other));
    let mut packs: Vec<Pack> = Vec::new();
    let mut count = 0;
    for (AnyKey(key), text) in rows {
        match packs.last_mut() {
            Some(pack) if count < MOST && kind_of(&pack.key) == kind_of(&key) => {
                pack.key = key;
                pack.text.push(BETWEEN);
                pack.text.push_str(&text);
                count += 1;
            }
            _ => {
                let text = text.into_owned();
                packs.push(Pack { key, text });
                count = 1;
            }
        }
    }
    packs
}

/// The rows of a pack.
pub fn rows_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(BETWEEN)
}

/// Of rows that are written or dropped, those that packs may hold, by the packs' keys; both in order.
pub fn concerned<'a>(packs: &'a [String], rows: &[&'a str]) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut concerned = BTreeMap::<_, Vec<_>>::new();
    for row in rows {
        let at = packs.partition_point(|pack| pack.as_str() < *row);
        if let Some(pack) = packs.get(at).filter(|pack| kind_of(pack) == kind_of(row)) {
            concerned.entry(pack.as_str()).or_default().push(*row);
        }
    }
    concerned
}

/// What is left of a pack without these rows: none when it held none of them, and an empty text when it held no others.
pub fn without(text: &str, rows: &[&str]) -> Option<String> {
    let begins: Vec<_> = rows.iter().map(|row| begins(row)).collect();
    let is_left = |line: &&str| !begins.iter().any(|begin| line.starts_with(begin.as_str()));
    let left: Vec<_> = rows_of(text).filter(is_left).collect();
    (left.len() < rows_of(text).count()).then(|| left.join(BETWEEN.encode_utf8(&mut [0; 4])))
}

fn kind_of(key: &str) -> &str {
    key.split_once('/').map_or(key, |(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    /// Both stores of a half of the disk, written as a browser writes them.
    #[derive(Default)]
    struct Stores {
        packs: BTreeMap<String, String>,
        rows: BTreeMap<String, String>,
    }

    impl Stores {
        fn page(&mut self, rows: &[(String, String)]) {
            let rows = rows.iter().map(|(key, text)| (AnyKey(key.clone()), text.into()));
            for Pack { key, text } in packed(rows.collect()) {
                assert!(self.packs.insert(key, text).is_none(), "each in its place");
            }
        }

        fn take_out(&mut self, row: &str) {
            let keys: Vec<_> = self.packs.keys().cloned().collect();
            for (pack, rows) in concerned(&keys, &[row]) {
                match without(&self.packs[pack], &rows) {
                    Some(left) if left.is_empty() => drop(self.packs.remove(pack)),
                    Some(left) => drop(self.packs.insert(pack.into(), left)),
                    None => {}
                }
            }
        }

        fn all(&self) -> Vec<String> {
            let packed = self.packs.values().flat_map(|text| rows_of(text));
            let mut all: Vec<_> = packed
                .chain(self.rows.values().map(String::as_str))
                .map(String::from)
                .collect();
            all.sort();
            all
        }
    }

    fn row(kind: bool, id: u16, times: u8) -> (String, String) {
        let key = format!("{}/{id:05}", if kind { "effort" } else { "role" });
        let text = format!(r#"{{"key":"{key}","seq":{times},"row":"\nis two characters"}}"#);
        (key, text)
    }

    proptest! {
        /// Whatever comes after a snapshot, a half of packs holds what one of single rows does.
        #[test]
        fn packs_hold_what_single_rows_do(
            first in vec((any::<bool>(), 0_u16..2_000), 0..900),
            pages in 1_usize..4,
            later in vec((any::<bool>(), 0_u16..2_000, any::<bool>()), 0..60),
        ) {
            let plain: BTreeMap<_, _> = first.iter().map(|(kind, id)| row(*kind, *id, 1)).collect();
            let (mut plain, mut stores) = (plain, Stores::default());
            let all: Vec<_> = plain.clone().into_iter().collect();
            for page in all.chunks(all.len() / pages + 1) {
                stores.page(page);
            }
            for (kind, id, is_written) in later {
                let (key, text) = row(kind, id, 2);
                stores.take_out(&key);
                if is_written {
                    stores.rows.insert(key.clone(), text.clone());
                    plain.insert(key, text);
                } else {
                    stores.rows.remove(&key);
                    plain.remove(&key);
                }
                let mut expected: Vec<_> = plain.values().cloned().collect();
                expected.sort();
                prop_assert_eq!(stores.all(), expected);
            }
            for (key, text) in &stores.packs {
                let rows: Vec<_> = rows_of(text).collect();
                prop_assert!(rows.len() <= MOST, "no pack is larger than most");
                let kind = format!(r#"{{"key":"{}/"#, kind_of(key));
                prop_assert!(rows.iter().all(|row| row.starts_with(&kind)), "each is of one kind");
            }
        }
    }
}
