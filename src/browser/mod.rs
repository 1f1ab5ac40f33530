//! Everything that touches the browser. Nothing else names web-sys, js-sys or gloo.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic ends the page's script"
)]

pub mod ahead;
pub mod clock;
pub mod database;
pub mod drag;
pub mod failure;
pub mod file;
pub mod lead;
pub mod local;
pub mod net;
pub mod page;
pub mod place;
pub mod sheet;
pub mod stream;
pub mod tab;
pub mod theme;
pub mod worker;
