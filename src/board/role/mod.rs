//! A role: its page, and adding one.

mod effort;
mod leader;
mod new;
mod page;
mod people;
mod rail;

pub use new::NewRoleSheet;
pub use page::RolePage;
pub use rail::MiniRail;
