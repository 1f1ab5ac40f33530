//! What lies over a page.

use crate::domain::{LeaderId, RoleId};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sheet {
    LogEffort,
    Sweep,
    NewRole,
    MoveRole(RoleId),
    /// An update to a leader.
    Update(LeaderId),
    SyncState,
    Palette,
    Help,
}

impl Sheet {
    /// What stands at its top.
    pub fn title(self) -> &'static str {
        match self {
            Self::LogEffort => "Log effort",
            Self::Sweep => "Evening sweep",
            Self::NewRole => "A new role",
            Self::MoveRole(_) => "Move to",
            Self::Update(_) => "Write an update",
            Self::SyncState => "Your data",
            Self::Palette => "Find or do",
            Self::Help => "Keyboard shortcuts",
        }
    }

    /// Whether both are of one kind, whatever they are about.
    pub fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}
