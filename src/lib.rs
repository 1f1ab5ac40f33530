//! Fulcrum: a recruiter's partnership board and a hiring leader's live portal.
//!
//! See `ARCHITECTURE.md` beside this file for the map and the invariants.

#![recursion_limit = "256"]

#[cfg(feature = "hydrate")]
mod board;
#[cfg(feature = "hydrate")]
mod browser;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod calls;
pub mod domain;
pub mod portal;
#[cfg(feature = "ssr")]
pub mod server;
pub mod sync;
pub mod ui;

/// The browser's entry: the page says which of the two it is.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    browser::page::report_panics();
    match browser::page::app().as_deref() {
        Some("board") => leptos::mount::mount_to_body(board::Board),
        // Where hydration fails the page stays as the server rendered it.
        Some("portal") => drop(browser::portal::hydrate()),
        _ => {}
    }
}

/// For benchmarks: how many rows this page has looked at for what it shows, since it was opened.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn rows_looked_at() -> u32 {
    browser::tab::rows_looked_at()
}
