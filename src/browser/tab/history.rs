//! What was done in this page and can be taken back, the last first; and what was, and can be done again.

use std::cell::Cell;

use crate::domain::Body;

/// Most deeds that are remembered.
const MOST: usize = 50;

thread_local! {
    /// Deeds in all workspaces of the page: they are taken back in the order in which they were done.
    static DEEDS: Cell<u64> = const { Cell::new(0) };
}

/// Something that was done, with what takes it back in this order; nothing for what stays.
pub struct Deed {
    at: u64,
    pub words: String,
    pub undo: Vec<Body>,
}

#[derive(Default)]
pub struct History {
    done: Vec<Deed>,
    undone: Vec<Deed>,
    /// Something was given since the last notice that cannot be taken back.
    pub(super) stays: bool,
}

impl Deed {
    fn new(words: String, undo: Vec<Body>) -> Self {
        let at = DEEDS.get() + 1;
        DEEDS.set(at);
        Self { at, words, undo }
    }
}

impl History {
    /// What was done is remembered, if anything was; what came before can be done again no more.
    pub(super) fn note(&mut self, words: String, undo: Vec<Body>) {
        let stays = std::mem::take(&mut self.stays);
        if undo.is_empty() && !stays {
            return;
        }
        self.undone.clear();
        self.push(Deed::new(words, undo));
    }

    fn push(&mut self, deed: Deed) {
        if self.done.len() >= MOST {
            self.done.remove(0);
        }
        self.done.push(deed);
    }

    /// Which deed of the page was the last; none when nothing was done.
    pub fn last(&self) -> Option<u64> {
        self.done.last().map(|deed| deed.at)
    }

    /// The last deed, to be taken back.
    pub fn take_back(&mut self) -> Option<Deed> {
        self.done.pop()
    }

    /// What was taken back last, to be done again.
    pub fn take_again(&mut self) -> Option<Deed> {
        self.undone.pop().filter(|deed| !deed.undo.is_empty())
    }

    /// It was taken back: this does it again.
    pub fn was_taken_back(&mut self, words: String, again: Vec<Body>) {
        self.stays = false;
        self.undone.push(Deed::new(words, again));
    }

    /// It was done again: this takes it back.
    pub fn was_done_again(&mut self, words: String, undo: Vec<Body>) {
        self.stays = false;
        self.push(Deed::new(words, undo));
    }
}
