//! What all roles of a workspace teach of how long they take: worked out once for as long as they say the same.

use std::{cell::RefCell, rc::Rc};

use chrono::NaiveDate;

use crate::domain::{
    State,
    forecast::{Experience, Opened},
};

/// Of so many workspaces it is kept.
const KEPT: usize = 4;

struct Known {
    roles: Vec<Opened>,
    today: NaiveDate,
    experience: Rc<Experience>,
}

thread_local! {
    /// The latest first.
    static KNOWN: RefCell<Vec<Known>> = const { RefCell::new(Vec::new()) };
}

/// As of this day. Reactive as far as the roles are.
pub fn experience(state: &State, today: NaiveDate) -> Rc<Experience> {
    let roles = state.history();
    KNOWN.with_borrow_mut(|known| {
        let at = known
            .iter()
            .position(|one| one.today == today && one.roles == roles);
        let found = match at {
            Some(at) => known.remove(at),
            None => Known {
                experience: Rc::new(Experience::of(&roles, today)),
                roles,
                today,
            },
        };
        let experience = found.experience.clone();
        known.insert(0, found);
        known.truncate(KEPT);
        experience
    })
}
