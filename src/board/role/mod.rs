//! A role: its page, its moves, and adding one.

mod crossing;
mod edit;
mod effort;
mod head;
mod hold;
mod move_to;
mod new;
mod open;
mod page;
mod people;
mod rail;
mod tabs;
mod updates;

use crate::board::desk::{Action, Sheet};
pub use crossing::{Gate, cross};
pub use move_to::{MoveRole, MoveTo};
pub use new::NewRole;
pub use page::RolePage;
pub use rail::MiniRail;

/// What the palette offers of it.
pub const ACTIONS: &[Action] = &[
    Action::new("New need", "add a role requisition job opening", |desk| {
        desk.lay(Sheet::NewRole)
    })
    .on_key("n"),
];
