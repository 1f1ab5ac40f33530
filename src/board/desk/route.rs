//! The board's addresses, built and read in one place.

use crate::browser::page;
use crate::domain::{LeaderId, RoleId};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Route {
    Today,
    Board,
    Leaders,
    /// All that concerns one leader.
    Leader(LeaderId),
    /// The rooms that the navigation does not name.
    More,
    Settings,
    Import,
    Role(RoleId),
    /// Twelve minutes with a role's leader, question by question.
    Talk(RoleId),
    /// A role's page as its leader sees it.
    Preview(RoleId),
    /// What each leader hears next, to be looked at and sent.
    Review,
    /// A reply that was written elsewhere.
    SharedIn,
    /// What was done, week by week.
    Effort,
    /// How dates came true.
    Calibration,
    /// What working with leaders moves.
    Leverage,
    /// What is kept, and why.
    Keeps,
    /// What comes back from role to role.
    Problems,
    /// Who belongs to the workspace.
    Team,
    Claim,
    SignIn,
    /// An invitation; its secret is in the address's fragment, which no server sees.
    Join,
    Unknown,
}

impl Route {
    pub fn path(&self) -> String {
        match self {
            Self::Today => "/today".into(),
            Self::Board => "/board".into(),
            // Never built, only read.
            Self::Unknown => "/nowhere".into(),
            Self::Leaders => "/leaders".into(),
            Self::Leader(leader) => format!("/leader/{leader}"),
            Self::More => "/more".into(),
            Self::Settings => "/settings".into(),
            Self::Import => "/import".into(),
            Self::Role(role) => format!("/role/{role}"),
            Self::Talk(role) => format!("/role/{role}/talk"),
            Self::Preview(role) => format!("/role/{role}/preview"),
            Self::Review => "/review".into(),
            Self::SharedIn => "/heard".into(),
            Self::Effort => "/effort".into(),
            Self::Calibration => "/calibration".into(),
            Self::Leverage => "/leverage".into(),
            Self::Keeps => "/keeps".into(),
            Self::Problems => "/problems".into(),
            Self::Team => "/team".into(),
            Self::Join => "/join".into(),
            Self::Claim => "/claim".into(),
            Self::SignIn => "/sign-in".into(),
        }
    }

    pub fn parse(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let role = |id: &str, make: fn(RoleId) -> Self| id.parse().map_or(Self::Unknown, make);
        match parts.as_slice() {
            [] => Self::home(),
            ["today"] => Self::Today,
            ["board"] => Self::Board,
            ["leaders"] => Self::Leaders,
            ["leader", id] => id.parse().map_or(Self::Unknown, Self::Leader),
            ["more"] => Self::More,
            ["settings"] => Self::Settings,
            ["import"] => Self::Import,
            ["role", id] => role(id, Self::Role),
            ["role", id, "talk"] => role(id, Self::Talk),
            ["role", id, "preview"] => role(id, Self::Preview),
            ["review"] => Self::Review,
            ["heard"] => Self::SharedIn,
            ["effort"] => Self::Effort,
            ["calibration"] => Self::Calibration,
            ["leverage"] => Self::Leverage,
            ["keeps"] => Self::Keeps,
            ["problems"] => Self::Problems,
            ["team"] => Self::Team,
            ["join"] => Self::Join,
            ["claim"] => Self::Claim,
            ["sign-in"] => Self::SignIn,
            _ => Self::Unknown,
        }
    }

    /// Whether it is a page before the board: nothing of the board shows on it.
    pub fn is_gate(&self) -> bool {
        matches!(self, Self::Claim | Self::SignIn | Self::Join)
    }

    /// Where one begins: on a phone with what is owed, where there is room with the whole board.
    pub fn home() -> Self {
        if page::is_narrow() {
            Self::Today
        } else {
            Self::Board
        }
    }

    pub fn here() -> Self {
        Self::parse(&page::address().0)
    }
}
