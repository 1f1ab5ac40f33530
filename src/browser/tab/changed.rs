//! Who is to look again: whoever asked for a kind of row that may be seen otherwise now, and nobody else.

use leptos::prelude::*;

use crate::domain::{Kind, Noted};

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
        for kind in noted.kinds() {
            self.kinds.get(kind as usize).inspect(|signal| signal.track());
        }
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
