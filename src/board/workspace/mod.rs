//! The workspace: its settings, its team, and others beside it.

mod cadence;
mod invitations;
mod let_go;
mod member;
mod name;
mod rights;
mod settings;
mod team;
mod workspaces;

pub use settings::SettingsPage;
pub use team::Team;
pub use workspaces::Switcher;
