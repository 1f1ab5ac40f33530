//! Where the time went: with the leader, or looking for somebody.
//!
//! Minutes are for whoever logged them. A sum over one other person is that person's minutes, and so is one over two of whom one reads
//! it. Since work may be done for several roles at once, so is what one role has more than another, where one person did it. A sum is
//! told only while it differs from nothing, and from every other that is told, by the work of several others or of nobody else.

use std::collections::BTreeMap;

use crate::domain::{Effort, EffortId, Role, RoleId, Side, Sorting, State, UserId, gathered};

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

/// What others than whoever reads it logged, and which of them.
type OfOthers = BTreeMap<EffortId, UserId>;

/// Whether one person alone is behind what only one of the two holds.
fn differ_by_one(these: &OfOthers, those: &OfOthers) -> bool {
    let only = |some: &OfOthers, others: &OfOthers| -> Vec<UserId> {
        let only = some.iter().filter(|(id, _)| !others.contains_key(*id));
        only.map(|(_, by)| *by).collect()
    };
    let authors = [only(these, those), only(those, these)].concat();
    let first = authors.first();
    first.is_some_and(|first| authors.iter().all(|by| by == first))
}

/// The minutes of one side for each role, as far as this person may know them.
fn told(logged: &[(&Role, Vec<&Effort>)], side: Side, me: UserId) -> BTreeMap<RoleId, Spent> {
    let cells = logged.iter().map(|(role, efforts)| {
        let of_side = efforts.iter().filter(|effort| effort.side == side);
        let minutes = of_side
            .clone()
            .fold(0_u32, |sum, effort| sum.saturating_add(effort.minutes));
        let of_others = of_side.filter(|effort| effort.by != me);
        let of_others: OfOthers = gathered(of_others.map(|effort| (effort.id, effort.by)));
        (role.id, minutes, of_others)
    });
    let mut cells: Vec<(RoleId, u32, OfOthers)> = cells.collect();
    // What is least is told first: of two that tell too much together, the one that says more is withheld.
    cells.put_in_order_by(|(role, _, of_others)| (of_others.len(), *role));
    let nothing = OfOthers::new();
    let mut known = vec![&nothing];
    let mut spent = BTreeMap::new();
    for (role, minutes, of_others) in &cells {
        if known.iter().any(|known| differ_by_one(of_others, known)) {
            spent.insert(*role, Spent::Withheld);
            continue;
        }
        spent.insert(*role, Spent::Minutes(*minutes));
        if !of_others.is_empty() {
            known.push(of_others);
        }
    }
    spent
}

pub(super) fn of(state: &State, roles: &[&Role], me: UserId) -> Time {
    let logged = roles
        .iter()
        .map(|role| (*role, state.efforts_for(role.id).collect::<Vec<_>>()));
    let logged: Vec<(&Role, Vec<&Effort>)> = logged.filter(|(_, efforts)| !efforts.is_empty()).collect();
    let [with_leader, looking] = [Side::Partnership, Side::Sourcing].map(|side| told(&logged, side, me));
    let spent = |of: &BTreeMap<RoleId, Spent>, role| of.get(&role).copied().unwrap_or(Spent::Withheld);
    let times = logged.iter().map(|(role, _)| RoleTime {
        role: role.id,
        title: role.called().to_owned(),
        with_leader: spent(&with_leader, role.id),
        looking: spent(&looking, role.id),
    });
    Time {
        roles: times.collect(),
    }
}
