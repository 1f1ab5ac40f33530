//! The workspace: its settings, its team, and others beside it.

mod settings;
mod team;
mod workspaces;

pub use settings::SettingsPage;
pub use team::Team;
pub use workspaces::{LeftBehind, Switcher, follow_role, heed_the_server};
