//! When a leader is not there, and who answers for them meanwhile.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::{Ctx, Refusal, full_date, line};

/// Civil days, both included.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Away {
    pub from: NaiveDate,
    pub until: NaiveDate,
    /// Who answers meanwhile; empty where nobody does, and what was asked waits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub deputy: String,
}

impl Away {
    /// Days.
    const LONGEST: u64 = 366;

    /// # Errors
    /// When it ends before it begins, or a date is out of reach.
    pub(in crate::domain) fn checked(&self, ctx: &Ctx) -> Result<Self, Refusal> {
        ctx.require_reachable(self.from)?;
        ctx.require_reachable(self.until)?;
        if self.until < self.from {
            return Err(Refusal::EndsFirst {
                date: self.from.to_string(),
            });
        }
        // Whoever is away for longer comes back to another year.
        if self.from + Days::new(Self::LONGEST) < self.until {
            return Err(Refusal::DateOutOfReach {
                date: self.until.to_string(),
            });
        }
        let deputy = match self.deputy.trim() {
            "" => String::new(),
            name => line("deputy's name", name)?,
        };
        Ok(Self {
            deputy,
            ..self.clone()
        })
    }

    pub fn covers(&self, day: NaiveDate) -> bool {
        (self.from..=self.until).contains(&day)
    }

    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.until < today
    }

    /// Whether nobody answers on this day.
    pub fn pauses(&self, day: NaiveDate) -> bool {
        self.deputy.is_empty() && self.covers(day)
    }

    /// Whether this is who answers meanwhile: called in full or in part, as `Sam` and `Sam Reed`.
    pub fn is_with(&self, name: &str) -> bool {
        let (deputy, name) = (self.deputy.trim().to_lowercase(), name.trim().to_lowercase());
        !deputy.is_empty() && !name.is_empty() && (deputy.contains(&name) || name.contains(&deputy))
    }

    /// The first day after it on which one works.
    pub fn back_on(&self, is_business_day: impl Fn(NaiveDate) -> bool) -> NaiveDate {
        let mut days = self.until.iter_days().skip(1);
        days.find(|day| is_business_day(*day)).unwrap_or(self.until)
    }

    /// `9 May 2026 to 13 May 2026, Sam answers`.
    pub(in crate::domain) fn words(&self) -> String {
        let days = format!("{} to {}", full_date(self.from), full_date(self.until));
        match self.deputy.as_str() {
            "" => days,
            deputy => format!("{days}, {deputy} answers"),
        }
    }
}
