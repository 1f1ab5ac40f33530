//! What Fulcrum keeps, and why: every word with each of its fields, who may read it and until when, and what is kept beside the rows.
//!
//! No command asks for it, so that only the page which shows it carries its words. Whoever adds a word is asked here what it is for,
//! or nothing compiles; whoever adds a field, by the test in `tests/wire/keeps.rs`.

mod line;
mod of;
mod outside;
mod people;
mod roles;
mod table;
mod told;

pub use line::{Kept, Line};
pub use of::of;
pub use outside::{OUTSIDE, Outside};
pub use table::table;
