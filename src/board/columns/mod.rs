//! The board itself: roles by stage.

mod card;
mod drag;
mod face;
mod filter;
mod inside;
mod more;
mod opened;
mod page;
mod painted;
mod top;

use crate::board::desk::{Action, Route};
pub use filter::Filtering;
pub use page::Columns;
pub use top::FilterBar;

/// What the palette offers of it.
pub const ACTIONS: &[Action] =
    &[Action::new("Board", "roles stages columns", |desk| desk.go(Route::Board)).on_key("b")];
