//! The browser's way back while a sheet lies over the page: it takes the sheet away and stays on the page. For that the sheet has an
//! entry of its own in the history, at the same address; however the sheet is left, that entry goes with it.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;

use super::{Desk, Route};
use crate::browser::page;

thread_local! {
    static ENTRY: Cell<Entry> = const { Cell::new(Entry::None) };
    /// An address to which one went while the sheet's entry was on its way out.
    static NEXT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The sheet's entry in the history.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    None,
    /// On top of the page's own.
    Here,
    /// Left, and not gone yet: the browser goes back in its own time.
    Leaves,
}

/// A sheet that is laid gets its entry, and one that is taken away loses it.
pub(super) fn follow_sheet(desk: Desk) {
    let is_laid = desk.sheet.with(Option::is_some);
    match (is_laid, ENTRY.get()) {
        (true, Entry::None | Entry::Leaves) => {
            page::push_address(&page::whole_address());
            ENTRY.set(Entry::Here);
        }
        (false, Entry::Here) => {
            ENTRY.set(Entry::Leaves);
            page::go_back();
        }
        _ => {}
    }
}

/// Goes to an address: from a sheet it takes the place of the sheet's entry.
pub(super) fn push(address: String) {
    match ENTRY.get() {
        Entry::None => page::push_address(&address),
        Entry::Here => {
            page::replace_address(&address);
            ENTRY.set(Entry::None);
        }
        Entry::Leaves => NEXT.set(Some(address)),
    }
}

/// The browser went back, or forth.
pub(super) fn on_back(desk: Desk) {
    match ENTRY.replace(Entry::None) {
        // It is we who went; what is shown stays.
        Entry::Leaves => {
            if let Some(address) = NEXT.take() {
                page::push_address(&address);
            }
            return;
        }
        Entry::Here => {
            desk.sheet.set(None);
            if desk.route.with_untracked(|route| *route == Route::here()) {
                return;
            }
        }
        Entry::None => desk.sheet.set(None),
    }
    desk.part.set(page::fragment());
    desk.route.set(Route::here());
}
