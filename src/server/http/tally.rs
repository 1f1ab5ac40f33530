//! Counts of what is open, so that nobody takes all of it: connections, event streams.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// How many are open of each kind of key. Holds nothing for those who have nothing open.
pub struct Tally<K>(Arc<Mutex<HashMap<K, usize>>>);

impl<K> Default for Tally<K> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

/// One that is open, under each of its keys, until this is dropped.
#[must_use]
pub struct Counted<K: Eq + Hash> {
    tally: Arc<Mutex<HashMap<K, usize>>>,
    keys: Vec<K>,
}

impl<K: Eq + Hash + Clone> Tally<K> {
    /// Counts one more under each of these keys; none when any of them has as many as are given with it.
    pub fn enter(&self, keys: impl IntoIterator<Item = (K, usize)>) -> Option<Counted<K>> {
        let keys: Vec<_> = keys.into_iter().collect();
        let mut open = lock(&self.0);
        let is_full = |(key, most): &(K, usize)| open.get(key).is_some_and(|open| open >= most);
        if keys.iter().any(is_full) {
            return None;
        }
        let keys: Vec<K> = keys.into_iter().map(|(key, _)| key).collect();
        for key in &keys {
            *open.entry(key.clone()).or_default() += 1;
        }
        Some(Counted {
            tally: self.0.clone(),
            keys,
        })
    }
}

impl<K: Eq + Hash> Tally<K> {
    /// Whether fewer than `most` are open under this key.
    pub fn has_room(&self, key: &K, most: usize) -> bool {
        lock(&self.0).get(key).is_none_or(|open| *open < most)
    }
}

impl<K: Eq + Hash> Drop for Counted<K> {
    fn drop(&mut self) {
        let mut open = lock(&self.tally);
        for key in &self.keys {
            if let Some(count) = open.get_mut(key) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    open.remove(key);
                }
            }
        }
    }
}

fn lock<K>(tally: &Mutex<HashMap<K, usize>>) -> MutexGuard<'_, HashMap<K, usize>> {
    tally.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_closed_makes_room_and_a_refusal_counts_nowhere() {
        let tally = Tally::default();
        let first = tally.enter([("all", 3), ("one", 2)]).unwrap();
        let _second = tally.enter([("all", 3), ("one", 2)]).unwrap();
        assert!(tally.enter([("all", 3), ("one", 2)]).is_none());
        let other = tally.enter([("all", 3), ("other", 2)]);
        assert!(other.is_some(), "a refusal took no place of all");
        assert!(tally.enter([("all", 3), ("third", 2)]).is_none());
        drop(first);
        assert!(tally.enter([("all", 3), ("one", 2)]).is_some());
        drop((other, _second));
        assert!(lock(&tally.0).is_empty());
    }
}
