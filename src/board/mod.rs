//! The recruiter's board: runs in the browser only, on the device's own copy.
//!
//! One folder for each room. Views decide no rules: they ask `domain`, and show what it refuses.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic ends the page's script"
)]

mod candidate;
mod columns;
mod desk;
mod device;
mod discovery;
mod effort;
mod frame;
mod gate;
mod hire;
mod import;
mod keeps;
mod kit;
mod leader;
mod lever;
mod mount;
mod problems;
mod questions;
mod review;
mod role;
mod start;
mod today;
mod told;
mod workspace;

pub use mount::Board;
