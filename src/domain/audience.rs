//! Who may hold a row: the workspace, or named people.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::UserId;

/// Every row has one. A pull never carries a row to a device whose person is outside its audience.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    #[default]
    Workspace,
    People(BTreeSet<UserId>),
}

impl Audience {
    pub fn includes(&self, user: UserId) -> bool {
        match self {
            Self::Workspace => true,
            Self::People(people) => people.contains(&user),
        }
    }

    pub fn is_workspace(&self) -> bool {
        *self == Self::Workspace
    }

    /// Those in both.
    pub fn intersect(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Workspace, one) | (one, Self::Workspace) => one.clone(),
            (Self::People(a), Self::People(b)) => Self::People(a & b),
        }
    }

    /// With one in another's place.
    pub fn replacing(self, who: UserId, by: UserId) -> Self {
        match self {
            Self::People(mut people) => {
                if people.remove(&who) {
                    people.insert(by);
                }
                Self::People(people)
            }
            Self::Workspace => Self::Workspace,
        }
    }

    /// Those in either.
    pub fn union(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Workspace, _) | (_, Self::Workspace) => Self::Workspace,
            (Self::People(a), Self::People(b)) => Self::People(a | b),
        }
    }
}
