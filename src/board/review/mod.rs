//! Review and send all: what each leader hears next, drafted from what was logged; one after the other, then all of it at once.

mod card;
mod elsewhere;
mod meanwhile;
mod page;
mod send;
mod sent;
mod typed;

use crate::board::desk::{Action, Route};
pub use page::Review;

/// What the palette offers of it.
pub const ACTIONS: &[Action] = &[Action::new(
    "Review and send all updates",
    "updates due drafts weekly write leaders",
    |desk| desk.go(Route::Review),
)
.on_key("u")];
