//! Dates, times and lengths as calendars write them (RFC 5545, 3.3).

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::activity::Window;

/// A date, or a time on the clock that is written beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Moment {
    pub written: NaiveDateTime,
    is_utc: bool,
    pub is_date: bool,
}

impl Moment {
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
        let is_utc = match value.get(15..) {
            None | Some("") => false,
            Some("Z" | "z") => true,
            Some(_) => return None,
        };
        Some(Self {
            written: date.and_time(time),
            is_utc,
            is_date,
        })
    }

    /// What the clock says here; a time with the name of a place is taken as it is written.
    pub fn here(self, window: &Window) -> NaiveDateTime {
        if self.is_utc {
            (window.local)(self.written.and_utc())
        } else {
            self.written
        }
    }

    /// The same time on another day.
    pub fn on(self, day: NaiveDate) -> Self {
        Self {
            written: day.and_time(self.written.time()),
            ..self
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
        assert!(Moment::parse("20261119T093800Z").unwrap().is_utc);
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
