//! Where the time went: with the leader, or looking for somebody.
//!
//! Minutes are for whoever logged them. A sum over one other person is that person's minutes, and so is one over two of whom one reads
//! it: it is withheld wherever exactly one other person is behind it. Nothing is added up over roles in another way than line by line.
//! Where work was done for several roles at once, two lines may still differ by what one person did.

use std::collections::BTreeSet;

use crate::domain::{Effort, Role, RoleId, Side, State, UserId};

/// Minutes of several people, or one's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spent {
    Minutes(u32),
    /// One other person alone is behind it.
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
    fn of(efforts: &[&Effort], side: Side, me: UserId) -> Self {
        let of_side = efforts.iter().filter(|effort| effort.side == side);
        let others: BTreeSet<UserId> = of_side
            .clone()
            .map(|effort| effort.by)
            .filter(|by| *by != me)
            .collect();
        if others.len() == 1 {
            return Self::Withheld;
        }
        Self::Minutes(of_side.fold(0_u32, |sum, effort| sum.saturating_add(effort.minutes)))
    }

    /// None where it is withheld.
    pub fn minutes(self) -> Option<u32> {
        match self {
            Self::Minutes(minutes) => Some(minutes),
            Self::Withheld => None,
        }
    }
}

impl Time {
    /// What is told of one side: its minutes, in how many roles, and in how many more they are withheld. What was done for several
    /// roles counts in each.
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

pub(super) fn of(state: &State, roles: &[&Role], me: UserId) -> Time {
    let times = roles.iter().filter_map(|role| {
        let efforts: Vec<&Effort> = state.efforts_for(role.id).collect();
        (!efforts.is_empty()).then(|| RoleTime {
            role: role.id,
            title: role.called().to_owned(),
            with_leader: Spent::of(&efforts, Side::Partnership, me),
            looking: Spent::of(&efforts, Side::Sourcing, me),
        })
    });
    Time {
        roles: times.collect(),
    }
}
