//! Civil days: weeks begin on Monday, and a date is said in words, without the library's reader of patterns.

use chrono::{Datelike, Days, NaiveDate, Timelike};

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The Monday of the day's week.
pub fn week_start(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// `Thursday`.
pub fn weekday(day: NaiveDate) -> &'static str {
    let at = day.weekday().num_days_from_monday() as usize;
    WEEKDAYS.get(at).copied().unwrap_or_default()
}

/// `November`.
pub fn month(day: NaiveDate) -> &'static str {
    MONTHS.get(day.month0() as usize).copied().unwrap_or_default()
}

/// `Thu`, `Nov`.
pub fn three_letters(name: &'static str) -> &'static str {
    name.get(..3).unwrap_or(name)
}

/// `9 May`.
pub fn short_date(day: NaiveDate) -> String {
    format!("{} {}", day.day(), three_letters(month(day)))
}

/// `9 May 2026`, for a day that may be far.
pub fn full_date(day: NaiveDate) -> String {
    format!("{} {}", short_date(day), day.year())
}

/// `09:41`.
pub fn time_of_day(at: &impl Timelike) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn dates_are_said_as_the_library_says_them() {
        let said = |day: NaiveDate| {
            let (weekday, month) = (weekday(day), month(day));
            format!("{weekday} {month} {} {}", three_letters(weekday), full_date(day))
        };
        for day in day("2026-01-01").iter_days().take(730) {
            assert_eq!(said(day), day.format("%A %B %a %-d %b %Y").to_string());
        }
        let at = day("2026-11-24").and_hms_opt(9, 5, 59).unwrap();
        assert_eq!(time_of_day(&at), "09:05");
    }

    #[test]
    fn a_week_starts_on_monday_across_the_year() {
        assert_eq!(week_start(day("2027-01-02")), day("2026-12-28"));
        assert_eq!(week_start(day("2026-12-28")), day("2026-12-28"));
    }
}
