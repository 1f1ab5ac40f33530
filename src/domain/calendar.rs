//! Civil days: weeks that begin on Monday, business days that leave out weekends.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Longest silence towards a leader, in business days. A default that rests on judgement, not on a trial.
pub const LONGEST_SILENCE: u32 = 5;

/// The Monday of the day's week.
pub fn week_start(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// The day that lies `count` business days (Monday to Friday) after `day`.
pub fn add_business_days(day: NaiveDate, count: u32) -> NaiveDate {
    let business = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    day.iter_days()
        .skip(1)
        .filter(business)
        .nth(count.max(1) as usize - 1)
        .unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn five_business_days_from_a_thursday_is_the_next_thursday() {
        assert_eq!(add_business_days(day("2026-11-19"), 5), day("2026-11-26"));
        assert_eq!(
            add_business_days(day("2026-11-21"), 1),
            day("2026-11-23"),
            "from a Saturday: Monday"
        );
    }

    #[test]
    fn a_week_starts_on_monday_across_the_year() {
        assert_eq!(week_start(day("2027-01-02")), day("2026-12-28"));
        assert_eq!(week_start(day("2026-12-28")), day("2026-12-28"));
    }
}
