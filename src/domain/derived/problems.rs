//! What is said of problems elsewhere: on Today while a fix is due, on a role's rail, and to leaders once it is fixed.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::{
    owed::{Debt, What},
    silence::Pace,
};
use crate::domain::{Leader, LeaderId, Problem, Role, RoleId, State, Update, Whose, mentions, sentence};

/// For how many days it is news that something is fixed.
const NEWS: i64 = 30;

/// How one says so.
const FIXED: [&str; 4] = ["is fixed", "are fixed", "was fixed", "were fixed"];

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

    /// What the leader of these roles has not read yet: that something which held them up is fixed, or is not after all.
    pub fn fixes_to_tell(&self, roles: &[RoleId], today: NaiveDate) -> Vec<String> {
        let all = roles.iter().filter_map(|role| self.get::<Role>(*role).ok());
        all.flat_map(|role| self.fixed_untold(role, roles, today))
            .collect()
    }

    /// What was fixed lately and nothing told the leader, in the first of these roles of theirs that it was seen in; where everybody reads
    /// it, nothing that is for few. Nothing in it is another leader's.
    pub(super) fn fixed_untold(&self, role: &Role, theirs: &[RoleId], today: NaiveDate) -> Vec<String> {
        let Some(leader) = role.leader else {
            return Vec::new();
        };
        let is_for_all = self.audience_of::<Role>(role.id).is_workspace();
        let fixed = self.problems_of(role.id).into_iter().filter(|problem| {
            let is_new = problem.done_at.is_some_and(|done| {
                let days = (today - done.date_naive()).num_days();
                days <= NEWS && !self.wrote_of_fixed(leader, done, None)
            });
            let seen_in = self.seen_in(problem);
            let is_first = theirs.iter().find(|id| seen_in.contains(id)) == Some(&role.id);
            is_new && is_first && (!is_for_all || self.audience_of::<Problem>(problem.id).is_workspace())
        });
        let fixed = fixed.map(|problem| self.fixed_words(problem, leader));
        let open = self.open_again(role, leader, theirs);
        fixed.chain(open).collect()
    }

    /// Whether something that was written to the leader between these moments speaks of something that is fixed, or is not.
    fn wrote_of_fixed(
        &self,
        leader: LeaderId,
        from: DateTime<FixedOffset>,
        to: Option<DateTime<FixedOffset>>,
    ) -> bool {
        let written = self.on_since::<Update>(Leader::key(leader), 0, from.timestamp());
        let between = |update: &&Update| from < update.sent_at && to.is_none_or(|to| update.sent_at < to);
        written
            .filter(|update| update.arrives())
            .filter(between)
            .any(|update| {
                // A contract may be for a fixed term.
                let text = update.text.to_lowercase();
                FIXED.iter().any(|words| text.contains(words))
            })
    }

    /// What they read to be fixed in what was written to them, and is not.
    fn open_again(&self, role: &Role, leader: LeaderId, theirs: &[RoleId]) -> Vec<String> {
        let is_for_all = self.audience_of::<Role>(role.id).is_workspace();
        let again = self.problems_of(role.id).into_iter().filter(|problem| {
            let was_told = problem.is_open()
                && problem.reopened.is_some_and(|reopened| {
                    self.wrote_of_fixed(leader, reopened.done_at, Some(reopened.at))
                        && !self.wrote_of_fixed(leader, reopened.at, None)
                });
            let seen_in = self.seen_in(problem);
            let is_first = theirs.iter().find(|id| seen_in.contains(id)) == Some(&role.id);
            was_told && is_first && (!is_for_all || self.audience_of::<Problem>(problem.id).is_workspace())
        });
        again
            .map(|problem| self.again_words(problem, Some(leader)))
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
