//! Dates, times and lengths as calendars write them (RFC 5545, 3.3).

use std::rc::Rc;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::activity::Window;

/// A date, or a time on the clock that is written beside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Moment {
    pub written: NaiveDateTime,
    clock: Clock,
    pub is_date: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Clock {
    /// Where it is read.
    Here,
    Utc,
    /// Of a zone, by its IANA name.
    Of(Rc<str>),
}

/// What Windows calls the zones in which most calendars are kept.
const WINDOWS: [(&str, &str); 12] = [
    ("GMT Standard Time", "Europe/London"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("Romance Standard Time", "Europe/Paris"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("E. Europe Standard Time", "Europe/Chisinau"),
    ("FLE Standard Time", "Europe/Kiev"),
    ("Eastern Standard Time", "America/New_York"),
    ("Central Standard Time", "America/Chicago"),
    ("Mountain Standard Time", "America/Denver"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("India Standard Time", "Asia/Calcutta"),
];

/// The zone that is named beside a time: `TZID=Europe/Berlin`.
fn zone(details: &str) -> Option<Rc<str>> {
    let named = details.split(';').find_map(|detail| {
        let (name, zone) = detail.split_once('=')?;
        name.trim().eq_ignore_ascii_case("TZID").then_some(zone)
    })?;
    let named = named.trim().trim_matches('"');
    let known = WINDOWS.iter().find(|(windows, _)| *windows == named);
    Some(known.map_or(named, |(_, iana)| *iana).into())
}

impl Moment {
    /// The same beside what is said of it.
    pub fn said(details: &str, value: &str) -> Option<Self> {
        let moment = Self::parse(value)?;
        let is_here = moment.clock == Clock::Here && !moment.is_date;
        Some(match zone(details).filter(|_| is_here) {
            Some(zone) => Self {
                clock: Clock::Of(zone),
                ..moment
            },
            None => moment,
        })
    }

    /// `20261119`, `20261119T093800` and `20261119T093800Z`.
    pub fn parse(value: &str) -> Option<Self> {
        let value = value.trim();
        let number = |from: usize, to: usize| {
            let digits = value.get(from..to)?;
            let all = digits.bytes().all(|byte| byte.is_ascii_digit());
            all.then(|| digits.parse::<u32>().ok()).flatten()
        };
        let year = i32::try_from(number(0, 4)?).ok()?;
        let date = NaiveDate::from_ymd_opt(year, number(4, 6)?, number(6, 8)?)
            .filter(|date| (1900..2200).contains(&date.year()))?;
        let is_date = value.len() == 8;
        let time = match value.get(8..) {
            Some("") => NaiveTime::MIN,
            Some(rest) if rest.starts_with(['T', 't']) => {
                // A leap second is the one before it.
                NaiveTime::from_hms_opt(number(9, 11)?, number(11, 13)?, number(13, 15)?.min(59))?
            }
            _ => return None,
        };
        let clock = match value.get(15..) {
            None | Some("") => Clock::Here,
            Some("Z" | "z") => Clock::Utc,
            Some(_) => return None,
        };
        Some(Self {
            written: date.and_time(time),
            clock,
            is_date,
        })
    }

    /// What the clock says here; a time of a zone that nobody knows is taken as it is written.
    pub fn here(&self, window: &Window) -> NaiveDateTime {
        match &self.clock {
            Clock::Here => self.written,
            Clock::Utc => (window.local)(self.written.and_utc()),
            Clock::Of(zone) => (window.zoned)(zone, self.written).map_or(self.written, window.local),
        }
    }

    /// How long it is from this to that.
    pub fn until(&self, end: &Self, window: &Window) -> TimeDelta {
        if self.clock == end.clock {
            end.written.signed_duration_since(self.written)
        } else {
            end.here(window).signed_duration_since(self.here(window))
        }
    }

    /// Whether it may be one of these days by some clock.
    pub fn is_near(&self, window: &Window) -> bool {
        let day = self.written.date();
        let apart = |from: NaiveDate, to: NaiveDate| (to - from).num_days();
        apart(day, window.first) <= 2 && apart(window.last, day) <= 2
    }

    /// The same time on another day.
    pub fn on(&self, day: NaiveDate) -> Self {
        Self {
            written: day.and_time(self.written.time()),
            ..self.clone()
        }
    }
}

/// `PT30M`, `P1D` and `-PT5M`.
pub(super) fn length(value: &str) -> Option<TimeDelta> {
    let value = value.trim();
    let (sign, rest) = match value.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, value.trim_start_matches('+')),
    };
    let (mut seconds, mut number, mut any) = (0_i64, None::<i64>, false);
    for letter in rest.strip_prefix('P')?.chars() {
        if let Some(digit) = letter.to_digit(10) {
            let grown = number.unwrap_or(0) * 10 + i64::from(digit);
            number = Some(grown).filter(|number| *number < 10_000_000);
            number?;
            continue;
        }
        let each = match letter {
            'T' if number.is_none() => continue,
            'W' => 604_800,
            'D' => 86_400,
            'H' => 3_600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        seconds = seconds.saturating_add(number.take()? * each);
        any = true;
    }
    (any && number.is_none())
        .then(|| TimeDelta::try_seconds(sign * seconds))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_lengths_are_read_or_refused() {
        assert!(Moment::parse("20261119").unwrap().is_date);
        assert_eq!(Moment::parse("20261119T093800Z").unwrap().clock, Clock::Utc);
        for garbage in [
            "",
            "20261319",
            "20261119T",
            "20261119T256000",
            "2026-11-19",
            "00000000",
            "ä0261119",
        ] {
            assert_eq!(Moment::parse(garbage), None, "{garbage}");
        }
        assert_eq!(length("PT1H30M"), Some(TimeDelta::minutes(90)));
        assert_eq!(length("P1W"), Some(TimeDelta::days(7)));
        assert_eq!(length("-PT5M"), Some(TimeDelta::minutes(-5)));
        assert_eq!(length(&format!("P{}", "9999999W".repeat(2_000))), None);
        for garbage in ["", "P", "PT", "PT5", "30M", "PT99999999999H", "PTH"] {
            assert_eq!(length(garbage), None, "{garbage}");
        }
    }
}
