//! Who is to look again: whoever asked for a kind of row that may be seen otherwise now, and nobody else.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;

use crate::domain::{Kind, Noted};

static LOOKED_AT: AtomicU32 = AtomicU32::new(0);

/// How many rows this page has looked at for what it shows, since it was opened.
pub fn rows_looked_at() -> u32 {
    LOOKED_AT.load(Ordering::Relaxed)
}

/// A signal for each kind of row, and one for what waits, was refused, or says whose board it is.
#[derive(Clone, Copy)]
pub struct Changed {
    kinds: [RwSignal<u64>; Kind::ALL.len()],
    shelf: RwSignal<u64>,
}

impl Changed {
    pub fn new() -> Self {
        Self {
            kinds: std::array::from_fn(|_| RwSignal::new(0)),
            shelf: RwSignal::new(0),
        }
    }

    /// Whoever runs now looks again when one of the kinds that were asked for changes.
    pub fn track(&self, noted: &Noted) {
        let rows = u32::try_from(noted.rows()).unwrap_or(u32::MAX);
        LOOKED_AT.fetch_add(rows, Ordering::Relaxed);
        for kind in noted.kinds() {
            self.kinds.get(kind as usize).inspect(|signal| signal.track());
        }
    }

    /// Another number whenever rows may be seen otherwise. Not reactive.
    pub fn revision(&self) -> u64 {
        self.kinds.iter().map(GetUntracked::get_untracked).sum()
    }

    pub fn track_shelf(&self) {
        self.shelf.track();
    }

    pub fn raise(&self, kinds: impl IntoIterator<Item = Kind>) {
        let signals = kinds.into_iter().filter_map(|kind| self.kinds.get(kind as usize));
        for signal in signals.chain([&self.shelf]) {
            signal.update(|changes| *changes += 1);
        }
    }
}
