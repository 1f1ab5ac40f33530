//! What working with leaders moves, in facts alone: where the time went, what was done twice, what was told against what came, what
//! hurts less, and whether leaders knew where they stood. Each says of how many it speaks and in which roles it was seen, and nothing
//! where too few speak. Nothing is told by who recruits or who asks in interviews.
//!
//! Of what hurts, the leader's own numbers count. What whoever was hired told their reader is not looked at.

mod fact;
mod passage;
mod table;
#[cfg(test)]
mod tests;
mod time;

pub use fact::{Behind, FEWEST, Fact, Measure};
pub use passage::{Counted, WentOn};
pub use time::{RoleTime, Spent, Time};

use crate::domain::{Role, Sorting, State, UserId};

/// All of it, over the roles that somebody sees.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lever {
    pub time: Time,
    pub facts: Vec<Fact>,
    pub passages: Vec<WentOn>,
}

impl State<'_> {
    /// As this person may read it.
    pub fn lever(&self, me: UserId) -> Lever {
        let mut roles: Vec<&Role> = self.all::<Role>().collect();
        roles.put_in_order_by(|role| (role.called().to_lowercase(), role.id));
        Lever {
            time: time::of(self, &roles, me),
            facts: fact::all(self, &roles),
            passages: passage::all(self, &roles),
        }
    }
}
