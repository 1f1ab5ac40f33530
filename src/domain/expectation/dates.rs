//! The dates around what was told: the range it was taken from, the desk, and what came.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::labelled;

labelled! {
    /// How likely it is that somebody has said yes by the date told.
    #[derive(Default)]
    Level {
        Half = "half",
        #[default]
        EightInTen = "8 in 10",
        NineteenInTwenty = "19 in 20",
    }
}

/// The days by which somebody has said yes in half, in 8 of 10 and in 19 of 20 roles like this; each no earlier than the one before.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Range {
    pub half: NaiveDate,
    pub eight: NaiveDate,
    pub nineteen: NaiveDate,
}

/// The day that somebody plans for: at the desk where the notice is known, else the day of the yes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Coming {
    Desk(NaiveDate),
    Yes(NaiveDate),
}

/// A date told that no longer holds, and what is likely instead; both are of the same kind, so that they can be compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Slip {
    pub told: Coming,
    pub likely: Coming,
    /// The day by which somebody says yes by now, and the months of notice as one knows of them now.
    pub yes_by: NaiveDate,
    pub notice: Option<u16>,
}

/// Why a date told no longer holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lapse {
    /// Another is likely instead.
    Slipped(Slip),
    /// Nobody has said yes in time, and nobody said which kind of role it is: nothing tells what is likely instead.
    Missed(Coming),
}

/// Told against what came, in calendar days since the opening.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Turnout {
    pub told: i64,
    pub came: i64,
}

impl Level {
    /// From 0 to 1.
    pub fn likelihood(self) -> f64 {
        match self {
            Self::Half => 0.5,
            Self::EightInTen => 0.8,
            Self::NineteenInTwenty => 0.95,
        }
    }

    /// How many take longer by design.
    pub fn longer(self) -> &'static str {
        match self {
            Self::Half => "half take longer",
            Self::EightInTen => "one in five takes longer",
            Self::NineteenInTwenty => "one in twenty takes longer",
        }
    }
}

impl Range {
    /// Its day at a level.
    pub fn at(self, level: Level) -> NaiveDate {
        match level {
            Level::Half => self.half,
            Level::EightInTen => self.eight,
            Level::NineteenInTwenty => self.nineteen,
        }
    }

    pub fn is_in_order(self) -> bool {
        self.half <= self.eight && self.eight <= self.nineteen
    }
}

/// When somebody is at the desk who says yes on this day and has to give so many months of notice.
pub fn at_the_desk(yes: NaiveDate, notice: u16) -> NaiveDate {
    yes.checked_add_months(Months::new(notice.into())).unwrap_or(yes)
}

impl Coming {
    pub fn after(yes_by: NaiveDate, notice: Option<u16>) -> Self {
        notice.map_or(Self::Yes(yes_by), |notice| {
            Self::Desk(at_the_desk(yes_by, notice))
        })
    }

    pub fn day(self) -> NaiveDate {
        match self {
            Self::Desk(day) | Self::Yes(day) => day,
        }
    }
}

impl Slip {
    /// From a date as it was told (the yes, and the notice) to what is likely now.
    pub fn between(told: (NaiveDate, Option<u16>), now: (NaiveDate, Option<u16>)) -> Self {
        // A desk and a yes do not compare: where one notice is unknown, both are of the yes.
        let both = told.1.and(now.1).is_some();
        let coming =
            |(yes_by, notice): (NaiveDate, Option<u16>)| Coming::after(yes_by, notice.filter(|_| both));
        Self {
            told: coming(told),
            likely: coming(now),
            yes_by: now.0,
            notice: now.1,
        }
    }
}

impl Lapse {
    /// The date as it was told.
    pub fn told(self) -> Coming {
        match self {
            Self::Slipped(slip) => slip.told,
            Self::Missed(told) => told,
        }
    }

    /// What is likely instead, where anything tells.
    pub fn slip(self) -> Option<Slip> {
        match self {
            Self::Slipped(slip) => Some(slip),
            Self::Missed(_) => None,
        }
    }
}

/// Days between the day on which somebody is needed and the day at the desk; none where it fits.
pub fn gap(at_the_desk: NaiveDate, needed_by: NaiveDate) -> Option<i64> {
    let days = (at_the_desk - needed_by).num_days();
    (days > 0).then_some(days)
}

impl Turnout {
    /// `Told up to 12 months, filled in 8`; in days where it is about a few weeks.
    pub fn words(self) -> String {
        let months = |days: i64| (days * 12 + 182) / 365;
        match (months(self.told), months(self.came)) {
            (told @ 3.., came @ 2..) => format!("Told up to {told} months, filled in {came}"),
            _ => format!("Told up to {} days, filled in {}", self.told, self.came),
        }
    }
}
