//! What Fulcrum keeps, and why: for whoever it is about, and for a works council.

mod page;

use crate::board::desk::{Action, Route};
pub use page::Keeps;

/// What the palette offers of it.
pub const ACTIONS: &[Action] = &[Action::new(
    "What Fulcrum keeps, and why",
    "privacy data protection stored fields works council retention who reads until when print csv",
    |desk| desk.go(Route::Keeps),
)];
