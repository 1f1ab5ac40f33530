//! What an edit of a hire makes of it, field by field, and what goes with no other.

use super::{DAYS, Hire, HireDetails, Ready};
use crate::domain::{Ctx, Refusal, full_date, line, merged, note};

impl HireDetails {
    fn checked(&self) -> Result<Self, Refusal> {
        if self.ready.len() > Hire::MOST_READY {
            return Err(Refusal::OutOfRange {
                field: "how many things are got ready".into(),
                min: 0,
                max: Hire::MOST_READY as i64,
            });
        }
        let ready = self.ready.iter().filter(|ready| !ready.what.trim().is_empty());
        let ready = ready.map(|ready| {
            Ok(Ready {
                what: line("thing that is got ready", &ready.what)?,
                done: ready.done,
            })
        });
        Ok(Self {
            name: line("name", &self.name)?,
            matters: note("what matters to them", &self.matters)?,
            calls: match self.calls.trim() {
                "" => String::new(),
                calls => line("name of who calls", calls)?,
            },
            because: note("reason", &self.because)?,
            ready: ready.collect::<Result<_, Refusal>>()?,
            without: DAYS
                .into_iter()
                .filter(|day| self.without.contains(day))
                .collect(),
            ..self.clone()
        })
    }

    /// What was is in the past, what is to come within reach, and each step follows the one before it.
    fn require_sound(&self, ctx: &Ctx) -> Result<(), Refusal> {
        let past = [self.yes_on, self.declined_on, self.signed_on, self.touched_on];
        for day in past.into_iter().flatten() {
            ctx.require_begun(day)?;
        }
        for day in [self.accept_by, self.starts_on, self.left_on]
            .into_iter()
            .flatten()
        {
            ctx.require_reachable(day)?;
        }
        if self.declined_on.is_some() && self.yes_on.is_some() {
            return Err(Refusal::SaidYes);
        }
        if (self.signed_on.is_some() || self.starts_on.is_some()) && self.yes_on.is_none() {
            return Err(Refusal::NoYes);
        }
        match (self.starts_on, self.left_on) {
            (None, Some(_)) => Err(Refusal::Empty {
                field: "first day".into(),
            }),
            (Some(starts), Some(left)) if left < starts => Err(Refusal::EndsFirst {
                date: starts.to_string(),
            }),
            _ => Ok(()),
        }
    }

    pub(super) fn added(&self, ctx: &Ctx) -> Result<Self, Refusal> {
        let checked = self.checked()?;
        checked.require_sound(ctx)?;
        Ok(checked)
    }

    pub(super) fn edited(&self, given: &Self, base: Option<&Self>, ctx: &Ctx) -> Result<Self, Refusal> {
        let given = given.checked()?;
        let text = |field: &'static str, of: fn(&Self) -> &String| {
            merged(field, of(self), base.map(of), of(&given), Clone::clone)
        };
        let tick = |field: &'static str, of: fn(&Self) -> &bool| {
            merged(field, of(self), base.map(of), of(&given), |is| {
                if *is { "yes" } else { "no" }.to_owned()
            })
        };
        let day = |field: &'static str, of: fn(&Self) -> &Option<chrono::NaiveDate>| {
            merged(field, of(self), base.map(of), of(&given), |day| {
                day.map_or_else(|| "none".into(), full_date)
            })
        };
        let edited = Self {
            name: text("name", |details| &details.name)?,
            approved: tick("approval", |details| &details.approved)?,
            pay_told: tick("note that the pay range was told", |details| &details.pay_told)?,
            matters: text("what matters to them", |details| &details.matters)?,
            calls: text("name of who calls", |details| &details.calls)?,
            accept_by: day("day by which they answer", |details| &details.accept_by)?,
            yes_on: day("day of the yes", |details| &details.yes_on)?,
            declined_on: day("day on which they declined", |details| &details.declined_on)?,
            cause: merged(
                "reason",
                &self.cause,
                base.map(|base| &base.cause),
                &given.cause,
                |cause| cause.map_or_else(|| "none".into(), |cause| cause.label().into()),
            )?,
            because: text("reason", |details| &details.because)?,
            signed_on: day("day of the contract", |details| &details.signed_on)?,
            starts_on: day("first day", |details| &details.starts_on)?,
            left_on: day("last day", |details| &details.left_on)?,
            touched_on: day("day of the last word", |details| &details.touched_on)?,
            ready: merged(
                "list of what is got ready",
                &self.ready,
                base.map(|base| &base.ready),
                &given.ready,
                |ready| {
                    let words = ready.iter().map(|ready| ready.what.as_str());
                    words.collect::<Vec<_>>().join(", ")
                },
            )?,
            without: merged(
                "days at which somebody asks",
                &self.without,
                base.map(|base| &base.without),
                &given.without,
                |days| format!("without {days:?}"),
            )?,
            shown: merged(
                "leader’s page",
                &self.shown,
                base.map(|base| &base.shown),
                &given.shown,
                |shown| {
                    if shown.is_some() {
                        "on the page"
                    } else {
                        "not on the page"
                    }
                    .to_owned()
                },
            )?,
        };
        if edited != *self {
            edited.require_sound(ctx)?;
        }
        Ok(edited)
    }
}
