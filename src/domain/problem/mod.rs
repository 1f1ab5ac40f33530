//! A problem: something that comes back from role to role and that no hire takes away. Anybody raises one by hand, or takes the one that
//! the board proposes; it has an owner, a fix with a date, and a measure. Nothing is kept of a proposal that nobody took, but that
//! something is no problem is said once.
//!
//! It hangs on the roles it was seen in, so it is for whoever sees all of them; what is counted for somebody is what they see.

mod alike;
mod attraction;
mod bottleneck;
mod brief;
mod chance;
mod command;
mod echo;
mod merge;
mod proposal;
pub mod recurrence;
mod source;
#[cfg(test)]
mod tests;
mod word;

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

pub use alike::are_alike;
pub use attraction::{Advice, Attraction, WeekCame};
pub use bottleneck::{FEWEST, Passage};
pub use chance::likely;
pub use command::Command;
pub use echo::Echo;
pub use proposal::Proposal;
pub use source::{Sort, Source};

use crate::domain::{Cause, ProblemId, Role, RoleId, Sorting, State, UserId, gathered};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Problem {
    pub id: ProblemId,
    pub details: Box<ProblemDetails>,
    /// The problem of which it is a part, since somebody said that both are one. It keeps its own roles, so that nobody sees more
    /// for it, and nobody less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<ProblemId>,
    pub by: UserId,
    pub at: DateTime<FixedOffset>,
    /// When it was said that it is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<DateTime<FixedOffset>>,
    /// When it was said to be fixed before, and that it is not after all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopened: Option<Reopened>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

/// What was said to be fixed is not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reopened {
    pub done_at: DateTime<FixedOffset>,
    pub at: DateTime<FixedOffset>,
}

/// What a recruiter may edit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ProblemDetails {
    pub title: String,
    /// What kind of thing it is, as of a root cause.
    pub category: Cause,
    /// Where it was seen.
    pub roles: BTreeSet<RoleId>,
    /// Somebody looked at what comes back, and it is no problem.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_none: bool,
    /// The member who owns it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<UserId>,
    /// Or who outside does, and as what: `Sara Lund`, `Reward`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub job: String,
    /// What is done about it. Leaders read it once it is done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fix: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_on: Option<NaiveDate>,
    /// By what one sees that it is fixed, and how that was before and after.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub measure: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub after: String,
    /// What is asked of its owner.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ask: String,
}

impl ProblemDetails {
    /// With nothing said about what is done.
    pub fn seen(title: impl Into<String>, category: Cause, roles: impl IntoIterator<Item = RoleId>) -> Self {
        Self {
            title: title.into(),
            category,
            roles: gathered(roles),
            is_none: false,
            member: None,
            owner: String::new(),
            job: String::new(),
            fix: String::new(),
            due: None,
            begun_on: None,
            done_on: None,
            measure: String::new(),
            before: String::new(),
            after: String::new(),
            ask: String::new(),
        }
    }

    /// Whether it is said who owns it, be it by their job alone.
    pub fn says_who(&self) -> bool {
        self.member.is_some()
            || [&self.owner, &self.job]
                .iter()
                .any(|words| !words.trim().is_empty())
    }

    /// All that is typed of it but for who owns it.
    fn words(&self) -> [&String; 6] {
        [
            &self.title,
            &self.fix,
            &self.measure,
            &self.before,
            &self.after,
            &self.ask,
        ]
    }

    /// The same with the job of who owns it, to be changed.
    fn words_mut(&mut self) -> [&mut String; 7] {
        [
            &mut self.title,
            &mut self.job,
            &mut self.fix,
            &mut self.measure,
            &mut self.before,
            &mut self.after,
            &mut self.ask,
        ]
    }
}

impl Problem {
    /// Most roles of one.
    pub const MOST_ROLES: usize = 100;

    /// Minutes within which that it is fixed, or open again, may have been a slip.
    const SLIP: i64 = 30;

    /// Whether something is still to be done about it.
    pub fn is_open(&self) -> bool {
        !self.details.is_none && self.details.done_on.is_none()
    }
}

impl<'a> State<'a> {
    /// The problem of which this one is a part, as far as it is here; itself while it is part of none.
    pub fn whole(&self, problem: &'a Problem) -> &'a Problem {
        let mut whole = problem;
        while let Some(next) = whole.into.and_then(|into| self.get::<Problem>(into).ok()) {
            if next.removed {
                break;
            }
            whole = next;
        }
        whole
    }

    fn all_problems(&self) -> impl Iterator<Item = &'a Problem> + use<'a> {
        self.all::<Problem>().filter(|problem| !problem.removed)
    }

    /// The problems that stand for themselves, what is open first, then what is due first.
    pub fn problems(&self) -> Vec<&'a Problem> {
        let state = *self;
        let whole = self
            .all_problems()
            .filter(move |problem| state.whole(problem).id == problem.id);
        let mut problems: Vec<&Problem> = whole.filter(|problem| !problem.details.is_none).collect();
        problems.put_in_order_by(|problem| {
            let details = &problem.details;
            let done = std::cmp::Reverse(details.done_on);
            (
                !problem.is_open(),
                done,
                details.due.is_none(),
                details.due,
                problem.id,
            )
        });
        problems
    }

    /// What somebody looked at and said to be no problem.
    pub fn no_problems(&self) -> Vec<&'a Problem> {
        let mut none: Vec<&Problem> = self
            .all_problems()
            .filter(|problem| problem.details.is_none)
            .collect();
        none.put_in_order_by(|problem| problem.id);
        none
    }

    /// Those that were seen in this role, themselves or by what became part of them.
    pub fn problems_of(&self, role: RoleId) -> Vec<&'a Problem> {
        let on: Vec<&Problem> = self
            .on::<Problem>(Role::key(role))
            .filter(|problem| !problem.removed)
            .collect();
        let wholes: BTreeSet<ProblemId> = gathered(on.into_iter().map(|problem| self.whole(problem).id));
        let mut problems = self.problems();
        problems.retain(|problem| wholes.contains(&problem.id));
        problems
    }

    /// What became part of it.
    pub fn parts(&self, problem: &Problem) -> Vec<&'a Problem> {
        let mut parts: Vec<&Problem> = self
            .all_problems()
            .filter(|part| part.id != problem.id && self.whole(part).id == problem.id)
            .collect();
        parts.put_in_order_by(|part| part.id);
        parts
    }

    /// The roles that it was seen in, its parts' with its own.
    pub fn seen_in(&self, problem: &Problem) -> BTreeSet<RoleId> {
        let parts = self.parts(problem);
        let all = parts.iter().flat_map(|part| &part.details.roles);
        gathered(all.chain(&problem.details.roles).copied())
    }

    /// Those that may be the same as this one: of its kind, in words that are alike.
    pub fn like(&self, problem: &Problem) -> Vec<&'a Problem> {
        let mut others = self.problems();
        others.retain(|other| {
            other.id != problem.id
                && other.details.category == problem.details.category
                && are_alike(&other.details.title, &problem.details.title)
        });
        others
    }

    /// Who owns it, by name; empty where nobody does.
    pub fn owner_of(&self, details: &ProblemDetails) -> String {
        let member = details.member.and_then(|user| self.member(user));
        match (member, details.owner.as_str(), details.job.as_str()) {
            (Some(member), ..) => member.name.clone(),
            (None, owner, "") => owner.to_owned(),
            (None, "", job) => job.to_owned(),
            (None, owner, job) => format!("{owner}, {job}"),
        }
    }
}
