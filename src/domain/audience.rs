//! Who may hold a row: the workspace, or named people.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Ctx, Refusal, State, UserId};

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

    /// Whether all of the other's people are among these.
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Workspace, _) => true,
            (Self::People(_), Self::Workspace) => false,
            (Self::People(ours), Self::People(theirs)) => theirs.is_subset(ours),
        }
    }

    /// Those in both.
    pub fn intersect(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Workspace, one) | (one, Self::Workspace) => one.clone(),
            (Self::People(a), Self::People(b)) => Self::People(a & b),
        }
    }

    /// Those who are left once the others are taken away; none when nobody is. Of the workspace without some people
    /// the workspace is left: whoever asks must look, too, who still sees the row.
    pub fn without(&self, others: &Self) -> Option<Self> {
        match (self, others) {
            (_, Self::Workspace) => None,
            (Self::Workspace, Self::People(_)) => Some(Self::Workspace),
            (Self::People(all), Self::People(others)) => {
                let left = all - others;
                (!left.is_empty()).then_some(Self::People(left))
            }
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

    /// Named people are members, at most as many as there are, and whoever names them is one of them.
    pub(super) fn checked(&self, state: &State, ctx: &Ctx) -> Result<(), Refusal> {
        let Self::People(people) = self else {
            return Ok(());
        };
        let user = ctx.require_user()?;
        if !people.contains(&user) {
            return Err(Refusal::Malformed {
                detail: "you would lock yourself out: include yourself".into(),
            });
        }
        for one in people.iter().filter(|one| **one != user) {
            state.present(*one)?;
        }
        Ok(())
    }
}
