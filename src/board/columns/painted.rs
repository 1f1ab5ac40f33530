//! What of the board is painted first: a large one opens as quickly as a small one.

use leptos::prelude::*;

/// Cards of each column in the first frame, and in each that follows, which is as quick.
const FIRST: usize = 4;
const MORE: usize = 4;

#[derive(Clone, Copy)]
pub struct Painted {
    cards: RwSignal<usize>,
    with_actions: RwSignal<bool>,
}

impl Painted {
    /// Where one comes back to a place on it everything is, so that it is there.
    pub fn new(comes_back: bool) -> Self {
        Self {
            cards: RwSignal::new(if comes_back { usize::MAX } else { FIRST }),
            with_actions: RwSignal::new(comes_back),
        }
    }

    /// How many cards of a column are made. Reactive.
    pub fn cards(self) -> usize {
        self.cards.get()
    }

    /// Whether what lies in a card until it shows more is made, too. Reactive.
    pub fn with_actions(self) -> bool {
        self.with_actions.get()
    }

    /// The first frame is there. The page may have been left meanwhile.
    pub fn go_on(self) {
        self.with_actions.try_set(true);
        self.cards.try_update(|cards| *cards = cards.saturating_add(MORE));
    }
}
