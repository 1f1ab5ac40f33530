//! The browser's way back while a sheet lies over the page: it takes the sheet away and stays on the page. For that the sheet has an
//! entry of its own in the history, at the same address; however the sheet is left, that entry goes with it.

use std::cell::{Cell, RefCell};

use crate::browser::page;

thread_local! {
    /// Whether the sheet's entry stands on top of its page's own.
    static IS_LAID: Cell<bool> = const { Cell::new(false) };
    /// How many such entries were left and are not gone yet: the browser goes back in its own time.
    static LEAVING: Cell<u32> = const { Cell::new(0) };
    /// An address to which one went meanwhile.
    static NEXT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What the browser left when it went back, or forth.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// The entry of a sheet that is gone already.
    Nothing,
    Sheet,
    Page,
}

/// A sheet that is laid gets its entry, and one that is taken away loses it.
pub fn follow_sheet(is_laid: bool) {
    if is_laid == IS_LAID.replace(is_laid) {
        return;
    }
    if is_laid {
        page::push_address(&page::whole_address());
    } else {
        LEAVING.set(LEAVING.get() + 1);
        page::go_back();
    }
}

/// Goes to an address: from a sheet it takes the place of the sheet's entry.
pub fn push(address: String) {
    let was_laid = IS_LAID.replace(false);
    if LEAVING.get() > 0 {
        NEXT.set(Some(address));
    } else if was_laid {
        page::replace_address(&address);
    } else {
        page::push_address(&address);
    }
}

/// The browser went back, or forth.
pub fn on_back() -> Left {
    if let Some(others) = LEAVING.get().checked_sub(1) {
        LEAVING.set(others);
        if others == 0
            && let Some(address) = NEXT.take()
        {
            page::push_address(&address);
        }
        return Left::Nothing;
    }
    match IS_LAID.replace(false) {
        true => Left::Sheet,
        false => Left::Page,
    }
}
