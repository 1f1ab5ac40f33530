//! A value for each of many, such as roles: whoever reads one looks again when that one changes, and for no other. With one signal for all of
//! them, 200 cards would look at each change.

use std::collections::BTreeMap;

use leptos::prelude::*;

pub struct Each<K: 'static, V: 'static>(StoredValue<BTreeMap<K, ArcRwSignal<V>>>);

impl<K, V> Clone for Each<K, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, V> Copy for Each<K, V> {}

impl<K, V> Each<K, V>
where
    K: Ord + Copy + Send + Sync,
    V: Default + Clone + PartialEq + Send + Sync,
{
    pub fn new() -> Self {
        Self(StoredValue::new(BTreeMap::new()))
    }

    /// Reactive.
    pub fn get(self, key: K) -> V {
        self.signal(key).map(|signal| signal.get()).unwrap_or_default()
    }

    pub fn set(self, key: K, value: V) {
        let signal = self.signal(key);
        if let Some(signal) = signal.filter(|signal| signal.with_untracked(|now| *now != value)) {
            signal.set(value);
        }
    }

    /// None once its page has gone.
    fn signal(self, key: K) -> Option<ArcRwSignal<V>> {
        let signal = |all: &mut BTreeMap<K, ArcRwSignal<V>>| all.entry(key).or_default().clone();
        self.0.try_update_value(signal)
    }
}

/// One of many, or none of them.
pub struct OneOf<K: 'static> {
    now: StoredValue<Option<K>>,
    each: Each<K, bool>,
}

impl<K> Clone for OneOf<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for OneOf<K> {}

impl<K: Ord + Copy + Send + Sync> OneOf<K> {
    pub fn new() -> Self {
        Self {
            now: StoredValue::new(None),
            each: Each::new(),
        }
    }

    /// Reactive.
    pub fn is(self, key: K) -> bool {
        self.each.get(key)
    }

    /// Which one it is; not reactive.
    pub fn now(self) -> Option<K> {
        self.now.try_get_value().flatten()
    }

    pub fn set(self, now: Option<K>) {
        let former = self.now();
        if former == now || self.now.try_set_value(now).is_some() {
            return;
        }
        if let Some(former) = former {
            self.each.set(former, false);
        }
        if let Some(now) = now {
            self.each.set(now, true);
        }
    }
}
