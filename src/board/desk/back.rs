//! The browser's way back while a sheet lies over the page: it takes the sheet away and stays on the page. The browser has left the
//! page's entry of the history by then, so the page gets another.

use std::cell::RefCell;

use crate::browser::page;

thread_local! {
    /// The address of the page over which a sheet lies.
    static BELOW: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A sheet was laid, or taken away.
pub fn note_sheet(is_laid: bool) {
    BELOW.set(is_laid.then(page::whole_address));
}

/// The browser went back, or forth: whether the page stays, since it was left over a sheet.
pub fn stays() -> bool {
    let below = BELOW.take();
    if let Some(address) = &below {
        page::push_address(address);
    }
    below.is_some()
}
