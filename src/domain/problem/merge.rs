//! What a problem is after an edit: checked, and field by field, so that two people who change different things lose nothing.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Problem, ProblemDetails};
use crate::domain::{Cause, Ctx, Refusal, RoleId, full_date, line, merged, note};

/// A line, or nothing.
fn maybe(field: &str, words: &str) -> Result<String, Refusal> {
    match words.trim() {
        "" => Ok(String::new()),
        words => line(field, words),
    }
}

impl ProblemDetails {
    pub(super) fn checked(&self, ctx: &Ctx) -> Result<Self, Refusal> {
        if let Some(due) = self.due {
            ctx.require_reachable(due)?;
        }
        for day in [self.begun_on, self.done_on].into_iter().flatten() {
            ctx.require_begun(day)?;
        }
        if self.roles.is_empty() {
            return Err(Refusal::NoRole);
        }
        if self.roles.len() > Problem::MOST_ROLES {
            return Err(Refusal::OutOfRange {
                field: "the number of roles".into(),
                min: 1,
                max: Problem::MOST_ROLES as i64,
            });
        }
        // One of us owns it, or somebody outside.
        let outside = |words: &String| {
            if self.member.is_some() {
                String::new()
            } else {
                words.clone()
            }
        };
        Ok(Self {
            title: line("title", &self.title)?,
            owner: maybe("name of who owns it", &outside(&self.owner))?,
            job: maybe("job of who owns it", &outside(&self.job))?,
            fix: note("fix", &self.fix)?,
            measure: maybe("measure", &self.measure)?,
            before: maybe("measure before", &self.before)?,
            after: maybe("measure after", &self.after)?,
            ask: note("ask", &self.ask)?,
            ..self.clone()
        })
    }

    /// What holds of all of it, whoever of two people changed which day.
    pub(super) fn require_sound(&self) -> Result<(), Refusal> {
        if let (Some(begun), Some(done)) = (self.begun_on, self.done_on)
            && done < begun
        {
            return Err(Refusal::EndsFirst {
                date: begun.to_string(),
            });
        }
        if self.done_on.is_some() && self.fix.is_empty() {
            return Err(Refusal::Empty { field: "fix".into() });
        }
        Ok(())
    }

    pub(super) fn edited(&self, given: &Self, base: Option<&Self>, ctx: &Ctx) -> Result<Self, Refusal> {
        let given = given.checked(ctx)?;
        let text = |field: &'static str, of: fn(&Self) -> &String| {
            merged(field, of(self), base.map(of), of(&given), Clone::clone)
        };
        let day = |field: &'static str, of: fn(&Self) -> &Option<NaiveDate>| {
            merged(field, of(self), base.map(of), of(&given), |day| {
                day.map_or_else(|| "no day".into(), full_date)
            })
        };
        // Who owns it is one thing, be it one of us or somebody outside.
        let who = |details: &Self| (details.member, details.owner.clone(), details.job.clone());
        let (member, owner, job) = merged(
            "owner",
            &who(self),
            base.map(who).as_ref(),
            &who(&given),
            |(member, owner, job)| match (member, owner.as_str()) {
                (Some(_), _) => "one of us".into(),
                (None, "") => "nobody".into(),
                (None, owner) => format!("{owner} {job}").trim().to_owned(),
            },
        )?;
        let edited = Self {
            title: text("title", |details| &details.title)?,
            category: merged(
                "kind of problem",
                &self.category,
                base.map(|base| &base.category),
                &given.category,
                |category: &Cause| category.label().into(),
            )?,
            roles: self.roles_with(&given.roles, base.map(|base| &base.roles)),
            is_none: merged(
                "answer to whether it is one",
                &self.is_none,
                base.map(|base| &base.is_none),
                &given.is_none,
                |is_none| if *is_none { "no problem" } else { "a problem" }.into(),
            )?,
            member,
            owner,
            job,
            fix: text("fix", |details| &details.fix)?,
            due: day("day by which it is fixed", |details| &details.due)?,
            begun_on: day("day on which it began", |details| &details.begun_on)?,
            done_on: day("day on which it was done", |details| &details.done_on)?,
            measure: text("measure", |details| &details.measure)?,
            before: text("measure before", |details| &details.before)?,
            after: text("measure after", |details| &details.after)?,
            ask: text("ask", |details| &details.ask)?,
        };
        if edited.roles.is_empty() {
            return Err(Refusal::NoRole);
        }
        edited.require_sound()?;
        Ok(edited)
    }

    /// Of the roles each counts by itself: what one person added and what another took out both happened.
    fn roles_with(&self, given: &BTreeSet<RoleId>, base: Option<&BTreeSet<RoleId>>) -> BTreeSet<RoleId> {
        let Some(base) = base else {
            return given.clone();
        };
        let stays = self
            .roles
            .iter()
            .filter(|role| given.contains(role) || !base.contains(role));
        let comes = given.iter().filter(|role| !base.contains(role));
        stays.chain(comes).copied().collect()
    }
}
