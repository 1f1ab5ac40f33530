//! A role: its page, its moves, and adding one.

mod edit;
mod effort;
mod hold;
mod leader;
mod move_to;
mod new;
mod open;
mod page;
mod people;
mod rail;

pub use move_to::{MoveSheet, MoveTo};
pub use new::NewRoleSheet;
pub use page::RolePage;
pub use rail::MiniRail;
