//! The silence clock: by when a leader hears, and how late that is.

use chrono::NaiveDate;

use crate::domain::{Cadence, Rhythm, Told};

/// It starts anew with whatever the leader was told, or when the role is opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Silence {
    /// The leader hears at the latest on this day.
    pub due: NaiveDate,
    pub pace: Pace,
    /// Business days since they should have heard; 0 while it is not late. It is counted from the first of the roles that are looked at.
    pub late: i64,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Pace {
    Calm,
    /// Due today or on the next day; for an update, on the next business day.
    Soon,
    Late,
}

/// Something that was asked about a role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asking {
    pub what: String,
    pub due: NaiveDate,
    pub pace: Pace,
}

impl Silence {
    /// `told`: what the leader was told last, or none; `opened`: when the role was opened. The day that was told with it stays,
    /// and the rhythm gives one where nothing was told since. `rhythm`: what is the leader's own.
    pub fn since(
        told: Option<Told>,
        opened: NaiveDate,
        today: NaiveDate,
        cadence: &Cadence,
        rhythm: Rhythm,
    ) -> Self {
        let told = told.filter(|told| told.on() >= opened);
        let due = told.map_or_else(|| cadence.next_after(opened, rhythm), |told| told.next_by);
        Self {
            due,
            pace: Pace::in_business_days(due, today, cadence),
            late: cadence.business_days(due, today),
        }
    }
}

impl Pace {
    /// Nobody is late over a weekend or a holiday.
    pub fn in_business_days(due: NaiveDate, today: NaiveDate, cadence: &Cadence) -> Self {
        match (
            cadence.business_days(due, today),
            cadence.business_days(today, due),
        ) {
            (1.., _) => Self::Late,
            (_, ..2) => Self::Soon,
            _ => Self::Calm,
        }
    }

    pub fn of(due: NaiveDate, today: NaiveDate) -> Self {
        match (due - today).num_days() {
            ..0 => Self::Late,
            0 | 1 => Self::Soon,
            _ => Self::Calm,
        }
    }
}
