//! The leaders: who they are, what they are told, what they may open, and how it looks to them.

mod edit;
mod known;
mod leaders;
mod links;
mod made;
mod names;
mod preview;
mod share;
mod update;

use crate::board::desk::{Action, Route};
pub use known::{KnownLeaders, leader_named};
pub use leaders::Leaders;
pub use names::NamesHint;
pub use preview::Preview;
pub use share::Share;
pub use update::{UpdateForm, WriteUpdate};

/// What the palette offers of it.
pub const ACTIONS: &[Action] = &[Action::new("Leaders", "hiring managers people", |desk| {
    desk.go(Route::Leaders)
})
.on_key("l")];
