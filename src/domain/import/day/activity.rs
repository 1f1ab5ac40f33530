//! What a calendar or a table says was done at some time, before anybody knows what it was.

use std::fmt::Write;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

/// One event that has ended, or one line of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Activity {
    /// When it began, on the clock of the place where it is read.
    pub at: NaiveDateTime,
    /// None: the usual ones of its kind.
    pub minutes: Option<u32>,
    pub quantity: u32,
    pub title: String,
    /// What else it says: where a role or its leader may be named.
    pub words: String,
}

/// All that was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Read {
    pub activities: Vec<Activity>,
    /// How many have a date, or an end, that makes no sense.
    pub without_date: u32,
    /// How many say a number of times that cannot be.
    pub without_count: u32,
    /// How many said more than what was done, in a column for that.
    pub with_notes: u32,
}

/// Which days are looked at, and from where.
pub struct Window<'a> {
    pub first: NaiveDate,
    pub last: NaiveDate,
    /// What the clock says there: only what has ended by then counts.
    pub now: NaiveDateTime,
    /// What the clock says there at a moment.
    pub local: &'a dyn Fn(DateTime<Utc>) -> NaiveDateTime,
    /// The moment at which the clock of a zone says this; none for a zone that is not known.
    pub zoned: &'a dyn Fn(&str, NaiveDateTime) -> Option<DateTime<Utc>>,
}

impl Window<'_> {
    pub(super) fn holds(&self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// Words in small letters, one space before and after each: what is looked for in them is written so as well.
pub(super) fn plain(text: &str) -> String {
    let small = text.to_lowercase();
    let words = small
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut plain = String::from(" ");
    for word in words {
        // A string takes whatever is written to it.
        let _ = write!(plain, "{word} ");
    }
    plain
}
