//! The versions of what is asked: what one person changes in one go is one of them.

use chrono::TimeDelta;

use super::{Criterion, Kit, Version};
use crate::domain::{Ctx, UserId};

/// What one person changes within this time is one version.
const JOINS: TimeDelta = TimeDelta::minutes(30);

impl Kit {
    /// Most versions that are told apart: of more, the oldest go. What was asked of somebody years ago is kept with what
    /// was written of them.
    pub const MOST_VERSIONS: usize = 12;

    pub(super) fn versions_with(&self, then: &[Criterion], by: UserId, ctx: &Ctx) -> Vec<Version> {
        let mut versions = self.versions.clone();
        if then == self.details.criteria {
            return versions;
        }
        let joins = |last: &Version| {
            let since = ctx.claimed_at - last.at;
            last.by == by && (TimeDelta::zero()..=JOINS).contains(&since)
        };
        match versions.last() {
            // What was taken back was never asked.
            Some(last) if joins(last) && last.was == then => drop(versions.pop()),
            Some(last) if joins(last) => {}
            _ => versions.push(Version {
                at: ctx.claimed_at,
                by,
                was: self.details.criteria.clone(),
            }),
        }
        let too_many = versions.len().saturating_sub(Self::MOST_VERSIONS);
        versions.drain(..too_many);
        versions
    }
}
