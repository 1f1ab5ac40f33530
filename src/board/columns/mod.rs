//! The board itself: roles by stage.

mod card;
mod filter;
mod page;

pub use card::{MoveSheet, MoveTo, log_one};
pub use page::Columns;
