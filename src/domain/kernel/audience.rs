//! Who may hold a row: the workspace, or named people.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::{Member, Refusal, RowKey, State, UserId};

/// Every row has one. A pull never carries a row to a device whose person is outside its audience.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    #[default]
    Workspace,
    People(BTreeSet<UserId>),
}

impl Audience {
    pub fn nobody() -> Self {
        Self::People(BTreeSet::new())
    }

    pub fn includes(&self, user: UserId) -> bool {
        match self {
            Self::Workspace => true,
            Self::People(people) => people.contains(&user),
        }
    }

    pub fn is_workspace(&self) -> bool {
        *self == Self::Workspace
    }

    /// The members whom it names.
    pub(in crate::domain) fn keys(&self) -> impl Iterator<Item = RowKey> {
        let people = match self {
            Self::Workspace => None,
            Self::People(people) => Some(people),
        };
        people.into_iter().flatten().copied().map(Member::key)
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
    pub(in crate::domain) fn checked(&self, state: &State, by: UserId) -> Result<(), Refusal> {
        let Self::People(people) = self else {
            return Ok(());
        };
        if !people.contains(&by) {
            return Err(Refusal::Malformed {
                detail: "you would lock yourself out: include yourself".into(),
            });
        }
        for one in people.iter().filter(|one| **one != by) {
            state.present(*one)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::Story;

    const NAMES: [&str; 4] = ["priya", "tom", "ola", "ines"];

    /// The workspace, or any of four people.
    fn any() -> impl Strategy<Value = Audience> {
        prop::option::of(prop::collection::btree_set(0..NAMES.len(), 0..=NAMES.len())).prop_map(|people| {
            people.map_or(Audience::Workspace, |people| {
                Audience::People(people.into_iter().map(|at| Story::user(NAMES[at])).collect())
            })
        })
    }

    proptest! {
        #[test]
        fn whoever_is_in_both_audiences_is_in_what_they_share_and_nobody_else(a in any(), b in any()) {
            for name in NAMES.into_iter().chain(["nobody"]) {
                let user = Story::user(name);
                prop_assert_eq!(a.intersect(&b).includes(user), a.includes(user) && b.includes(user));
                prop_assert_eq!(a.union(&b).includes(user), a.includes(user) || b.includes(user));
            }
            prop_assert_eq!(a.intersect(&b).is_workspace(), a.is_workspace() && b.is_workspace());
            prop_assert_eq!(a.union(&b).is_workspace(), a.is_workspace() || b.is_workspace());
        }

        #[test]
        fn a_successor_takes_the_place_that_was_held_and_no_other(audience in any(), who in 0..NAMES.len(), by in 0..NAMES.len()) {
            prop_assume!(who != by);
            let (who, by) = (Story::user(NAMES[who]), Story::user(NAMES[by]));
            let after = audience.clone().replacing(who, by);
            prop_assert_eq!(after.is_workspace(), audience.is_workspace());
            prop_assert_eq!(after.includes(who), audience.is_workspace());
            prop_assert_eq!(after.includes(by), audience.includes(by) || audience.includes(who));
            for other in NAMES.map(Story::user).into_iter().filter(|user| ![who, by].contains(user)) {
                prop_assert_eq!(after.includes(other), audience.includes(other));
            }
        }
    }
}
