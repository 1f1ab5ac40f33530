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

    /// The fixes that are due, those that others are to make until then, each with whether it is theirs, and what nobody owns yet.
    pub(super) fn fixes_due(&self, whose: Whose, today: NaiveDate) -> Vec<(Debt, bool)> {
        let due = self.problems().into_iter().filter_map(|problem| {
            let details = &problem.details;
            if !problem.is_open() || !self.looks_after(problem, whose) {
                return None;
            }
            let owner = self.owner_of(details);
            let is_owned = details.member.is_some() || !owner.is_empty();
            let is_due = details.due.is_some_and(|due| due <= today);
            let is_theirs = !details.owner.is_empty() || !details.job.is_empty();
            let due = details.due.filter(|_| is_due || is_theirs);
            let raised = problem.at.date_naive();
            let due = due.or((!is_owned).then_some(raised))?;
            let debt = Debt {
                name: if owner.is_empty() {
                    details.title.clone()
                } else {
                    owner
                },
                due,
                pace: match is_due || is_theirs {
                    true => Pace::of(due, today),
                    false => Pace::Calm,
                },
                what: What::Fix {
                    problem: problem.id,
                    is_owned,
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
        let fixed = fixed.map(|problem| self.fixed_words(problem, leader));
        let open = self.open_again(role, theirs, since);
        fixed.chain(open).collect()
    }

    /// What they read to be fixed in what was written to them, and is not.
    fn open_again(
        &self,
        role: &Role,
        theirs: &[RoleId],
        since: Option<DateTime<FixedOffset>>,
    ) -> Vec<String> {
        let is_for_all = self.audience_of::<Role>(role.id).is_workspace();
        let again = self.problems_of(role.id).into_iter().filter(|problem| {
            let was_told = problem.is_open()
                && problem.reopened.is_some_and(|reopened| {
                    since.is_some_and(|since| reopened.done_at < since && since < reopened.at)
                });
            let seen_in = self.seen_in(problem);
            let is_first = theirs.iter().find(|id| seen_in.contains(id)) == Some(&role.id);
            was_told && is_first && (!is_for_all || self.audience_of::<Problem>(problem.id).is_workspace())
        });
        again
            .map(|problem| self.again_words(problem, role.leader))
            .collect()
    }

    /// `We wrote that this was fixed: on call one week in four. It is not yet.`
    fn again_words(&self, problem: &Problem, leader: Option<LeaderId>) -> String {
        let fix = problem.details.fix.trim_end_matches('.');
        if self.names_others(fix, leader) || fix.is_empty() {
            return "We wrote that something was fixed. It is not yet.".to_owned();
        }
        format!("We wrote that this was fixed: {fix}. It is not yet.")
    }

    fn names_others(&self, words: &str, leader: Option<LeaderId>) -> bool {
        let names = self.known_by_name(leader);
        let mut names = names.people.iter().chain(&names.withheld);
        names.any(|name| mentions(words, name))
    }

    /// `You raised it; it is fixed: on call one week in four.`
    fn fixed_words(&self, problem: &Problem, leader: LeaderId) -> String {
        let began = if self.has_raised(leader, problem) {
            "You raised it; it is fixed"
        } else {
            "Something that held this up is fixed"
        };
        let fix = problem.details.fix.as_str();
        if self.names_others(fix, Some(leader)) {
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
