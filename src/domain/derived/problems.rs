//! What is said of problems elsewhere: on Today while a fix is due, on a role's rail, and to leaders once it is fixed.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::{
    owed::{Debt, What},
    silence::Pace,
};
use crate::domain::{LeaderId, Problem, Role, RoleId, State, Whose, mentions, sentence};

/// How far the problems of a role are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Solved {
    NotYet,
    /// One was raised.
    Raised,
    /// All that were raised are fixed.
    Fixed,
}

impl State<'_> {
    pub(super) fn solved(&self, role: RoleId) -> Solved {
        let problems = self
            .on::<Problem>(Role::key(role))
            .filter(|problem| !problem.removed);
        let wholes = problems.map(|problem| self.whole(problem));
        wholes
            .filter(|problem| !problem.details.is_none)
            .map(|problem| {
                if problem.is_open() {
                    Solved::Raised
                } else {
                    Solved::Fixed
                }
            })
            .min()
            .unwrap_or(Solved::NotYet)
    }

    /// The fixes that are due, and those that others are to make until then, each with whether it is theirs.
    pub(super) fn fixes_due(&self, whose: Whose, today: NaiveDate) -> Vec<(Debt, bool)> {
        let due = self.problems().into_iter().filter_map(|problem| {
            let details = &problem.details;
            let due = details.due.filter(|_| problem.is_open())?;
            let is_ours = details.owner.is_empty() && details.job.is_empty();
            if !self.looks_after(problem, whose) || (is_ours && due > today) {
                return None;
            }
            let owner = self.owner_of(details);
            let debt = Debt {
                name: if owner.is_empty() {
                    details.title.clone()
                } else {
                    owner
                },
                due,
                pace: Pace::of(due, today),
                what: What::Fix {
                    problem: problem.id,
                    title: details.title.clone(),
                    fix: details.fix.clone(),
                },
            };
            Some((debt, due > today))
        });
        due.collect()
    }

    /// Whether it is among these to ask after it: whose it is of us, else whoever looks after one of its roles.
    fn looks_after(&self, problem: &Problem, whose: Whose) -> bool {
        let member = problem
            .details
            .member
            .filter(|member| self.present(*member).is_ok());
        match (whose, member) {
            (Whose::Team, _) => true,
            (Whose::Of(user), Some(member)) => user == member,
            (Whose::Of(_), None) => {
                let mut roles = problem
                    .details
                    .roles
                    .iter()
                    .filter_map(|role| self.get::<Role>(*role).ok());
                roles.any(|role| self.is_of(role, whose))
            }
        }
    }

    /// What was fixed since something was last written to the leader, in the first of these roles of theirs that it was seen in; where
    /// everybody reads it, nothing that is for few. Nothing in it is another leader's.
    pub(super) fn fixed_untold(
        &self,
        role: &Role,
        theirs: &[RoleId],
        since: Option<DateTime<FixedOffset>>,
    ) -> Vec<String> {
        let Some(leader) = role.leader else {
            return Vec::new();
        };
        let is_for_all = self.audience_of::<Role>(role.id).is_workspace();
        let fixed = self.problems_of(role.id).into_iter().filter(|problem| {
            let is_new = problem
                .done_at
                .is_some_and(|done| since.is_none_or(|since| since < done));
            let seen_in = self.seen_in(problem);
            let is_first = theirs.iter().find(|id| seen_in.contains(id)) == Some(&role.id);
            is_new && is_first && (!is_for_all || self.audience_of::<Problem>(problem.id).is_workspace())
        });
        fixed.map(|problem| self.fixed_words(problem, leader)).collect()
    }

    /// `You raised it; it is fixed: on call one week in four.`
    fn fixed_words(&self, problem: &Problem, leader: LeaderId) -> String {
        let began = if self.has_raised(leader, problem) {
            "You raised it; it is fixed"
        } else {
            "Something that held this up is fixed"
        };
        let names = self.known_by_name(Some(leader));
        let mut names = names.people.iter().chain(&names.withheld);
        let fix = problem.details.fix.as_str();
        if names.any(|name| mentions(fix, name)) {
            return sentence(began);
        }
        sentence(&format!("{began}: {fix}"))
    }

    /// Whether what is behind a pain that they told of is of this kind.
    fn has_raised(&self, leader: LeaderId, problem: &Problem) -> bool {
        let roles = self.seen_in(problem);
        let mut pains = roles.into_iter().flat_map(|role| self.pains(role));
        pains.any(|pain| {
            let roots = self.ladder(pain.id).into_iter().filter(|rung| rung.is_root);
            let mut kinds = roots.map(|root| root.why.details.cause);
            pain.leader == Some(leader) && kinds.any(|kind| kind == Some(problem.details.category))
        })
    }
}

#[cfg(test)]
mod tests;
