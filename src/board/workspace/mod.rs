//! The workspace: its settings, its team, and others beside it.

mod cadence;
mod calendar;
mod called;
mod invitations;
mod keeping;
mod let_go;
mod mail;
mod member;
mod name;
mod rights;
mod settings;
mod team;
mod workspaces;

use crate::board::desk::{Action, Route};
pub use settings::SettingsPage;
pub use team::Team;
pub use workspaces::Switcher;

/// What the palette offers of it.
pub const ACTIONS: &[Action] = &[
    Action::new(
        "Settings",
        "cadence holidays minutes hiring managers leaders calendar outlook appearance dark storage export wipe",
        |desk| desk.go(Route::Settings),
    )
    .on_key(","),
    Action::new(
        "Team",
        "members colleagues invite rights owners recruiters",
        |desk| desk.go(Route::Team),
    ),
];
