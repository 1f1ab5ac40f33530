//! The board itself: roles by stage.

mod card;
mod drag;
mod filter;
mod page;

use crate::board::desk::{Action, Route};
pub use page::Columns;

/// What the palette offers of it.
pub const ACTIONS: &[Action] =
    &[Action::new("Board", "roles stages columns", |desk| desk.go(Route::Board)).on_key("b")];
