//! The board itself: roles by stage.

mod card;
mod drag;
mod filter;
mod page;

pub use page::Columns;
