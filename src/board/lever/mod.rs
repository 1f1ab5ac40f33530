//! What working with leaders moves, in facts alone; nothing of it by person.

mod behind;
mod page;

use crate::board::desk::{Action, Route};
pub use page::Leverage;

/// What the palette offers of it.
pub const ACTIONS: &[Action] = &[Action::new(
    "Leverage",
    "time with leaders sourcing rework reopened pain eased solved without a hire where they stood csv print",
    |desk| desk.go(Route::Leverage),
)
.on_key("v")];
