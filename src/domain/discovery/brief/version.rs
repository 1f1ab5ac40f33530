//! The versions of what is asked for: what one person changes in one go is one of them.

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::{Brief, Prompt, Spec, Version};
use crate::domain::{Ctx, UserId};

/// A version as it is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Changed<'a> {
    /// From 1.
    pub number: usize,
    pub version: &'a Version,
    /// What was changed, each as it follows a name: `added Scala in production`.
    pub changes: Vec<String>,
}

/// What one person changes within this time, for one reason, is one version: a talk takes twelve minutes.
const JOINS: TimeDelta = TimeDelta::minutes(30);

impl Brief {
    /// Most versions that are told apart; what is changed after that joins the last.
    pub const MOST_VERSIONS: usize = 60;

    /// The versions once this is what is asked for.
    pub(super) fn versions_with(
        &self,
        then: &Spec,
        (prompt, sourced): (Option<Prompt>, bool),
        by: UserId,
        ctx: &Ctx,
    ) -> Vec<Version> {
        let mut versions = self.versions.clone();
        if *then == self.details.spec {
            return versions;
        }
        let is_full = versions.len() >= Self::MOST_VERSIONS;
        let joins = |last: &Version| {
            let since = ctx.claimed_at - last.at;
            let is_meant = prompt.is_none() || prompt == last.prompt;
            last.by == by
                && last.sourced == sourced
                && is_meant
                && (TimeDelta::zero()..=JOINS).contains(&since)
        };
        match versions.last() {
            // What was taken back was never asked for.
            Some(last) if joins(last) && last.was == *then => drop(versions.pop()),
            Some(last) if is_full || joins(last) => {}
            _ => versions.push(Version {
                at: ctx.claimed_at,
                by,
                prompt,
                sourced,
                was: self.details.spec.clone(),
            }),
        }
        versions
    }

    /// What somebody must bring, in one line.
    pub fn asks_for(&self) -> String {
        let musts: Vec<&str> = self
            .details
            .spec
            .musts
            .iter()
            .map(|must| must.what.as_str())
            .collect();
        musts.join("; ")
    }

    /// What was asked for at a moment.
    pub fn spec_at(&self, moment: DateTime<FixedOffset>) -> &Spec {
        let mut later = self.versions.iter();
        let changed = later.find(|version| version.at > moment);
        changed.map_or(&self.details.spec, |version| &version.was)
    }

    /// All versions, the first first.
    pub fn told(&self) -> Vec<Changed<'_>> {
        let then = self.versions.iter().skip(1).map(|version| &version.was);
        let then = then.chain([&self.details.spec]);
        let pairs = self.versions.iter().zip(then).enumerate();
        pairs
            .map(|(at, (version, then))| Changed {
                number: at + 1,
                version,
                changes: version.was.changes(then),
            })
            .collect()
    }

    /// How often what is asked for changed although somebody was sought by then. What is written down for the first time
    /// changes nothing, nor does what is only said more clearly.
    pub fn changed_after_sourcing(&self) -> usize {
        let changed = self.versions.iter().skip(1);
        changed
            .filter(|version| version.sourced && version.prompt != Some(Prompt::Clearer))
            .count()
    }
}
