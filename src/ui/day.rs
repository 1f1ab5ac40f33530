//! Dates as a person says them.

use chrono::{Datelike, NaiveDate};

use crate::domain::{full_date, month, short_date, three_letters, weekday};

/// `today`, `tomorrow`, `yesterday`, `Thursday` within the coming six days, else `Thu 9 May`; with the year
/// when it is not this one.
pub fn said(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => "today".into(),
        1 => "tomorrow".into(),
        -1 => "yesterday".into(),
        2..=6 => weekday(day).into(),
        _ => dated(day, today),
    }
}

/// `Thu 9 May`; with the year when it is not this one.
pub fn dated(day: NaiveDate, today: NaiveDate) -> String {
    format!("{} {}", three_letters(weekday(day)), date(day, today))
}

/// `Thu 9 May 2026`, for words that are kept: they may be read in another year.
pub fn kept(day: NaiveDate) -> String {
    format!("{} {}", three_letters(weekday(day)), full_date(day))
}

/// `9 May`; with the year when it is not this one.
pub fn date(day: NaiveDate, today: NaiveDate) -> String {
    match day.year() == today.year() {
        true => short_date(day),
        false => full_date(day),
    }
}

/// `today`, `Thu` within the coming six days, else `9 May`, and `May 2027` where that is another year and not near: for cards, where each
/// character counts.
pub fn brief(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => "today".into(),
        1..=6 => three_letters(weekday(day)).into(),
        away if day.year() == today.year() || away.abs() < NEAR => short_date(day),
        _ => format!("{} {}", three_letters(month(day)), day.year()),
    }
}

/// How near a day is, in days, whose year goes without saying.
const NEAR: i64 = 60;

/// `2 days`, `1 day`.
pub fn days(count: i64) -> String {
    if count == 1 {
        "1 day".into()
    } else {
        format!("{count} days")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_days_have_names_and_far_ones_dates() {
        let today: NaiveDate = "2026-11-22".parse().unwrap();
        let say = |day: &str| said(day.parse().unwrap(), today);
        assert_eq!(say("2026-11-22"), "today");
        assert_eq!(say("2026-11-26"), "Thursday");
        assert_eq!(say("2026-11-29"), "Sun 29 Nov");
        assert_eq!(say("2027-01-05"), "Tue 5 Jan 2027");
        assert_eq!(say("2026-11-20"), "Fri 20 Nov");
        assert_eq!(kept("2026-11-20".parse().unwrap()), "Fri 20 Nov 2026");
        let brief = |day: &str| brief(day.parse().unwrap(), today);
        assert_eq!(brief("2026-11-26"), "Thu");
        assert_eq!(brief("2027-01-05"), "5 Jan");
        assert_eq!(brief("2027-05-09"), "May 2027");
        assert_eq!(brief("2026-02-01"), "1 Feb");
    }
}
