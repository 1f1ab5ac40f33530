//! What lies over a page.

use crate::domain::{RoleId, Stage};

/// A role on its way to a stage, between two others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Crossing {
    pub role: RoleId,
    pub stage: Stage,
    pub after: Option<RoleId>,
    pub before: Option<RoleId>,
}

impl Crossing {
    /// To the end of a stage.
    pub const fn to_end(role: RoleId, stage: Stage) -> Self {
        Self {
            role,
            stage,
            after: None,
            before: None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sheet {
    LogEffort,
    Sweep,
    /// What a calendar says was done.
    FillDay,
    NewRole,
    MoveRole(RoleId),
    /// What is to be asked before a role is sourced.
    Gate(Crossing),
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
            Self::FillDay => "Fill in my day",
            Self::NewRole => "New need",
            Self::MoveRole(_) => "Move to",
            Self::Gate(_) => "Before anybody is sought",
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
