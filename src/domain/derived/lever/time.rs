//! Where the time went: with the leader, or looking for somebody.
//!
//! Minutes are for whoever logged them. A sum over one other person is that person's minutes, and so is one over two of whom one reads
//! it: it is withheld. What was done for several roles counts in the first of them alone, so that no two sums have anything in common,
//! and none that is told says more of another.

use std::collections::BTreeSet;

use crate::domain::{Effort, Role, RoleId, Side, State, UserId, gathered};

/// Minutes of several people, or one's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spent {
    Minutes(u32),
    /// One other person's minutes would follow from it.
    Withheld,
}

/// Where the time of one role went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoleTime {
    pub role: RoleId,
    pub title: String,
    pub with_leader: Spent,
    pub looking: Spent,
}

/// Where the time went, role by role; without roles of which nothing was logged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Time {
    pub roles: Vec<RoleTime>,
}

impl Spent {
    /// None where it is withheld.
    pub fn minutes(self) -> Option<u32> {
        match self {
            Self::Minutes(minutes) => Some(minutes),
            Self::Withheld => None,
        }
    }
}

impl Time {
    /// What is told of one side: its minutes, in how many roles, and in how many more they are withheld.
    pub fn sum(&self, of: fn(&RoleTime) -> Spent) -> (u32, usize, usize) {
        let all = self.roles.iter().map(of);
        let told = all
            .clone()
            .filter_map(Spent::minutes)
            .filter(|minutes| *minutes > 0);
        let minutes = told.clone().fold(0_u32, u32::saturating_add);
        let withheld = all.filter(|spent| *spent == Spent::Withheld);
        (minutes, told.count(), withheld.count())
    }
}

/// The minutes of one side of a role, as far as this person may know them.
fn told(efforts: &[&Effort], side: Side, me: UserId) -> Spent {
    let of_side = efforts.iter().filter(|effort| effort.side == side);
    let others: BTreeSet<UserId> = gathered(of_side.clone().map(|effort| effort.by).filter(|by| *by != me));
    if others.len() == 1 {
        return Spent::Withheld;
    }
    Spent::Minutes(of_side.fold(0_u32, |sum, effort| sum.saturating_add(effort.minutes)))
}

pub(super) fn of(state: &State, roles: &[&Role], me: UserId) -> Time {
    let known: BTreeSet<RoleId> = gathered(roles.iter().map(|role| role.id));
    let is_first_of = |effort: &Effort, role: RoleId| {
        let mut of = effort.roles.iter();
        of.find(|role| known.contains(role)) == Some(&role)
    };
    let logged = roles.iter().map(|role| {
        let efforts = state.efforts_for(role.id);
        (
            *role,
            efforts
                .filter(|effort| is_first_of(effort, role.id))
                .collect::<Vec<_>>(),
        )
    });
    let times = logged
        .filter(|(_, efforts)| !efforts.is_empty())
        .map(|(role, efforts)| RoleTime {
            role: role.id,
            title: role.called().to_owned(),
            with_leader: told(&efforts, Side::Partnership, me),
            looking: told(&efforts, Side::Sourcing, me),
        });
    Time {
        roles: times.collect(),
    }
}
