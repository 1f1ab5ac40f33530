//! On which days an event repeats (RFC 5545, 3.3.10), as far as calendars of work days use it.

use chrono::{Datelike, NaiveDate, Weekday};

use super::moment::Moment;

/// Every few days or weeks. Each day is asked for by itself, so one that repeats for ever costs nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Repeat {
    weekly: bool,
    interval: i64,
    /// On these days of the week; empty: on that of the first.
    days: Vec<Weekday>,
    week_begins: Weekday,
    count: Option<i64>,
    pub until: Option<Moment>,
}

impl Repeat {
    /// None when it repeats in another way: then only its first date is known.
    pub fn parse(rule: &str) -> Option<Self> {
        let mut weekly = None;
        let mut repeat = Self {
            weekly: false,
            interval: 1,
            days: Vec::new(),
            week_begins: Weekday::Mon,
            count: None,
            until: None,
        };
        for part in rule.split(';').filter(|part| !part.trim().is_empty()) {
            let (name, value) = part.split_once('=')?;
            let value = value.trim().to_ascii_uppercase();
            match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" => {
                    weekly = match value.as_str() {
                        "DAILY" => Some(false),
                        "WEEKLY" => Some(true),
                        _ => None,
                    }
                }
                "INTERVAL" => {
                    repeat.interval = value.parse().ok().filter(|every| (1..=10_000).contains(every))?
                }
                "COUNT" => {
                    repeat.count = Some(
                        value
                            .parse()
                            .ok()
                            .filter(|count| (1..=1_000_000).contains(count))?,
                    )
                }
                "UNTIL" => repeat.until = Some(Moment::parse(&value)?),
                "WKST" => repeat.week_begins = weekday(&value)?,
                "BYDAY" => repeat.days = value.split(',').map(weekday).collect::<Option<_>>()?,
                _ => return None,
            }
        }
        repeat.weekly = weekly?;
        if !repeat.weekly && !repeat.days.is_empty() {
            if repeat.interval != 1 {
                return None;
            }
            // Each day, but only on these: each week on these.
            repeat.weekly = true;
        }
        let begins = repeat.week_begins;
        repeat.days.sort_unstable_by_key(|day| day.days_since(begins));
        repeat.days.dedup();
        Some(repeat)
    }

    /// Whether it falls on a day, by the dates as they are written.
    pub fn falls_on(&self, first: NaiveDate, day: NaiveDate) -> bool {
        let apart = day.signed_duration_since(first).num_days();
        if apart < 0 {
            return false;
        }
        // How many come before it.
        let earlier = if self.weekly {
            let in_week = |date: NaiveDate| i64::from(date.weekday().days_since(self.week_begins));
            let weeks = (apart + in_week(first) - in_week(day)) / 7;
            let own = [first.weekday()];
            let days: &[Weekday] = if self.days.is_empty() { &own } else { &self.days };
            if weeks % self.interval != 0 || !days.contains(&day.weekday()) {
                return false;
            }
            let before = |date: NaiveDate| {
                let earlier = days
                    .iter()
                    .filter(|day| i64::from(day.days_since(self.week_begins)) < in_week(date));
                i64::try_from(earlier.count()).unwrap_or(0)
            };
            let each = i64::try_from(days.len()).unwrap_or(1);
            weeks / self.interval * each + before(day) - before(first)
        } else if apart % self.interval == 0 {
            apart / self.interval
        } else {
            return false;
        };
        self.count.is_none_or(|count| earlier < count)
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name.trim() {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(rule: &str) -> Vec<u32> {
        // The first of them is a Monday.
        let first = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        let repeat = Repeat::parse(rule).unwrap();
        let june = first.iter_days().take(30);
        june.filter(|day| repeat.falls_on(first, *day))
            .map(|day| day.day())
            .collect()
    }

    #[test]
    fn days_and_weeks_are_counted_from_the_first() {
        assert_eq!(days("FREQ=DAILY;INTERVAL=10"), [1, 11, 21]);
        assert_eq!(days("FREQ=DAILY;COUNT=3"), [1, 2, 3]);
        assert_eq!(days("FREQ=WEEKLY"), [1, 8, 15, 22, 29]);
        assert_eq!(days("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE"), [1, 3, 15, 17, 29]);
        assert_eq!(days("FREQ=WEEKLY;BYDAY=FR,MO;COUNT=3"), [1, 5, 8]);
        assert_eq!(days("FREQ=DAILY;BYDAY=SA,SU;COUNT=3"), [6, 7, 13]);
    }

    #[test]
    fn what_repeats_otherwise_is_not_guessed() {
        for rule in [
            "FREQ=MONTHLY",
            "FREQ=WEEKLY;BYSETPOS=1",
            "",
            "FREQ=DAILY;INTERVAL=0",
            "x",
        ] {
            assert_eq!(Repeat::parse(rule), None, "{rule}");
        }
    }
}
