//! What the board proposes to call a problem. Nothing of it is kept: it is worked out of what whoever asks may see.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    Problem, ProblemDetails,
    recurrence::{recurs, usual},
    source::Source,
};
use crate::domain::{Cause, ProblemId, RoleId, Sorting, State};

/// A kind of cause that came up in more than one role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    pub category: Cause,
    /// Where it is behind a pain or a declined offer, and no problem was raised of it, nor said to be none.
    pub roles: BTreeSet<RoleId>,
    /// Of how many roles one knows what is behind them, without those in which it was looked at already.
    pub of: u32,
    /// Whether it comes back more than chance would have it. Else it is only said that it was seen.
    pub recurs: bool,
    /// The open problem of this kind, which was seen in these roles, too.
    pub open: Option<ProblemId>,
}

impl Proposal {
    /// `Seen in 2 of 5 roles`.
    pub fn words(&self) -> String {
        format!("Seen in {} of {} roles", self.roles.len(), self.of)
    }

    /// That somebody looked at it, and it is no problem.
    pub fn as_none(&self) -> ProblemDetails {
        ProblemDetails {
            is_none: true,
            ..ProblemDetails::seen(self.category.label(), self.category, self.roles.clone())
        }
    }
}

fn count(roles: &BTreeSet<RoleId>) -> u32 {
    u32::try_from(roles.len()).unwrap_or(u32::MAX)
}

impl<'a> State<'a> {
    /// Kinds of causes that came up in two roles or more: what recurs first, then what came up most often.
    pub fn proposals(&self) -> Vec<Proposal> {
        let kinds = self.roles_by_kind();
        let raised: Vec<&'a Problem> = self.all_problems().collect();
        let proposals = kinds
            .keys()
            .filter_map(|category| self.proposal(*category, &kinds, &raised));
        let mut proposals: Vec<Proposal> = proposals.collect();
        proposals.put_in_order_by(|one| (!one.recurs, Reverse(one.roles.len()), one.category));
        proposals
    }

    fn proposal(
        &self,
        category: Cause,
        kinds: &BTreeMap<Cause, BTreeSet<RoleId>>,
        raised: &[&'a Problem],
    ) -> Option<Proposal> {
        let of_kind = raised
            .iter()
            .filter(|problem| problem.details.category == category);
        let of_kind: Vec<&'a Problem> = of_kind.copied().collect();
        let looked_at: BTreeSet<RoleId> = of_kind
            .iter()
            .flat_map(|problem| problem.details.roles.iter().copied())
            .collect();
        let rest = |roles: &BTreeSet<RoleId>| -> BTreeSet<RoleId> { roles - &looked_at };
        let known: BTreeSet<RoleId> = kinds.values().flat_map(rest).collect();
        let roles = rest(kinds.get(&category)?);
        let mut wholes = of_kind.into_iter().map(|problem| self.whole(problem));
        let open = wholes.find(|problem| problem.is_open());
        let open = open.map(|problem| problem.id);
        // One role more of what is known to be a problem is said at once.
        let least = if open.is_some() { 1 } else { 2 };
        if roles.len() < least {
            return None;
        }
        let others = kinds.iter().filter(|(kind, _)| **kind != category);
        let found = others.fold(0, |sum, (_, roles)| sum + count(&rest(roles)));
        let all = u32::try_from(Cause::BEHIND.len() - 1).unwrap_or(1);
        let of = count(&known);
        Some(Proposal {
            category,
            recurs: open.is_none() && recurs(count(&roles), of, usual(found, all, of)),
            of,
            open,
            roles,
        })
    }

    /// As a problem: of confidential roles only where there are no others, since it would be for few with them.
    pub fn taken(&self, proposal: &Proposal) -> ProblemDetails {
        let roles = self.shown_to_all(&proposal.roles);
        ProblemDetails::seen(proposal.category.label(), proposal.category, roles)
    }

    /// What a proposal is made of.
    pub fn sources_of_proposal(&self, proposal: &Proposal) -> Vec<Source> {
        let roles = proposal.roles.iter();
        let all = roles.flat_map(|role| self.sources_of(*role));
        let of_kind = all.filter(|one| one.sort.is_of_a_kind() && one.category == Some(proposal.category));
        of_kind.collect()
    }
}
