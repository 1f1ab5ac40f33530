//! Civil days: weeks begin on Monday, and a date is said in words.

use chrono::{Datelike, Days, NaiveDate};

/// The Monday of the day's week.
pub fn week_start(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// `9 May 2026`, for a day that may be far.
pub fn full_date(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_week_starts_on_monday_across_the_year() {
        assert_eq!(week_start(day("2027-01-02")), day("2026-12-28"));
        assert_eq!(week_start(day("2026-12-28")), day("2026-12-28"));
    }
}
