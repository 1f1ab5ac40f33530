//! How many people went on from one place to the next: in roles that came in from elsewhere, and in those that began here, with a talk
//! of what hurts and a date that was told. That the two differ proves nothing: much else does, too.

use super::fact::{Behind, FEWEST};
use crate::domain::{Funnel, Place, Role, State, problem};

/// From where to where it is looked at. Whoever had a first talk is who the leader hears of.
const PASSAGES: [(Place, Place); 2] = [
    (Place::FirstTalk, Place::Interview),
    (Place::Interview, Place::Offer),
];

/// How many went on, before and since.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WentOn {
    pub from: Place,
    pub to: Place,
    /// In roles that came in from elsewhere.
    pub before: Counted,
    /// In roles that began here.
    pub since: Counted,
}

/// How many of how many.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counted {
    passed: u32,
    of: u32,
    pub behind: Vec<Behind>,
}

impl Counted {
    fn add(&mut self, role: &Role, (passed, of): (u32, u32)) {
        self.passed = self.passed.saturating_add(passed);
        self.of = self.of.saturating_add(of);
        self.behind.push(Behind::of(role, String::new()));
    }

    /// Whether there are enough roles and people, and so many who went on and who did not that nobody is known by it.
    pub fn is_enough(&self) -> bool {
        let is_many = |people: u32| people as usize >= FEWEST;
        self.behind.len() >= FEWEST
            && self.of >= problem::FEWEST
            && is_many(self.passed)
            && is_many(self.of - self.passed)
    }

    /// What it says, with its numbers.
    pub fn words(&self) -> String {
        let roles = match self.behind.len() {
            0 => return "too few to judge (none yet)".into(),
            1 => "1 role".to_owned(),
            many => format!("{many} roles"),
        };
        if !self.is_enough() {
            return format!("too few to judge ({roles})");
        }
        let (low, high) = problem::likely(self.passed, self.of);
        format!(
            "{} of {} people in {roles}, which makes {:.0} to {:.0} of 100 likely",
            self.passed,
            self.of,
            low * 100.0,
            high * 100.0
        )
    }
}

pub(super) fn all(state: &State, roles: &[&Role]) -> Vec<WentOn> {
    let passages = PASSAGES.iter().map(|(from, to)| {
        let (mut before, mut since) = (Counted::default(), Counted::default());
        for role in roles {
            let went_on = Funnel::of(state, role.id).went_on(*from, *to);
            if went_on.1 > 0 {
                let side = if role.entered.is_some() {
                    &mut before
                } else {
                    &mut since
                };
                side.add(role, went_on);
            }
        }
        WentOn {
            from: *from,
            to: *to,
            before,
            since,
        }
    });
    passages.collect()
}
