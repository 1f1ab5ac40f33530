//! Fulcrum: a recruiter's partnership board and a hiring leader's live portal.
//!
//! See `ARCHITECTURE.md` beside this file for the map and the invariants.

#![recursion_limit = "256"]

#[cfg(feature = "csr")]
mod board;
#[cfg(feature = "csr")]
mod browser;
#[cfg(any(feature = "csr", feature = "ssr"))]
pub mod calls;
pub mod domain;
pub mod portal;
#[cfg(feature = "ssr")]
pub mod server;
pub mod sync;
pub mod ui;

/// The browser's entry.
#[cfg(feature = "csr")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    browser::page::report_panics();
    leptos::mount::mount_to_body(board::Board);
}

/// For benchmarks: how many rows this page has looked at for what it shows, since it was opened.
#[cfg(feature = "csr")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn rows_looked_at() -> u32 {
    browser::tab::rows_looked_at()
}
