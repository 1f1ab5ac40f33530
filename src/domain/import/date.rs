//! Dates as exports write them.

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::labelled;

labelled! {
    /// How `03/04/2026` is read.
    DateOrder {
        DayFirst = "3 April (day first)",
        MonthFirst = "4 March (month first)",
    }
}

/// Names of months by their first letters, in English, German, French and Spanish.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene"],
    &["feb", "fév", "fev"],
    &["mar", "mär"],
    &["apr", "avr", "abr"],
    &["may", "mai"],
    &["jun", "juin"],
    &["jul", "juil"],
    &["aug", "aoû", "aou", "ago"],
    &["sep"],
    &["oct", "okt"],
    &["nov"],
    &["dec", "dez", "déc", "dic"],
];

impl DateOrder {
    /// What these cells tell: some date makes sense in one order only; dots are always day first.
    pub(in crate::domain) fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Self> {
        cells.into_iter().find_map(|cell| {
            let date = cell.split_whitespace().next()?;
            let parts: Vec<u32> = date
                .split(['/', '-', '.'])
                .filter_map(|part| part.parse().ok())
                .collect();
            match parts[..] {
                [1..=12, 13..=31, _] => Some(Self::MonthFirst),
                [13..=31, 1..=12, _] => Some(Self::DayFirst),
                [1..=31, _, _] if date.contains('.') => Some(Self::DayFirst),
                _ => None,
            }
        })
    }

    /// The day that a cell names; what follows it, such as a time, is passed over. A plain number of five digits
    /// counts days as spreadsheets do.
    pub(in crate::domain) fn read(self, cell: &str) -> Option<NaiveDate> {
        let cell = cell.trim();
        if cell.bytes().all(|byte| byte.is_ascii_digit()) {
            return match cell.len() {
                8 => NaiveDate::parse_from_str(cell, "%Y%m%d").ok(),
                5 => NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(cell.parse().ok()?)),
                _ => None,
            };
        }
        let mut month = None;
        let mut numbers: Vec<(u32, usize)> = Vec::new();
        for part in cell
            .split(|c: char| !c.is_alphanumeric())
            .filter(|part| !part.is_empty())
        {
            if numbers.len() + usize::from(month.is_some()) == 3 {
                break;
            }
            let digits = part.chars().take_while(char::is_ascii_digit).count();
            match part.split_at_checked(digits) {
                // A weekday, unless it is a month.
                Some(("", name)) => month = month.or_else(|| month_named(name)),
                // `19`, `4th`, or the `19T09` of a timestamp.
                Some((number, _)) => numbers.push((number.parse().ok()?, digits)),
                None => return None,
            }
        }
        let year = |(year, digits): (u32, usize)| match (digits, year) {
            (4, year) => i32::try_from(year).ok(),
            (2, 0..70) => i32::try_from(2000 + year).ok(),
            (2, _) => i32::try_from(1900 + year).ok(),
            _ => None,
        };
        match (month, &numbers[..]) {
            (Some(month), [day, of]) if of.1 == 4 || day.1 != 4 => {
                NaiveDate::from_ymd_opt(year(*of)?, month, day.0)
            }
            (Some(month), [of, day]) => NaiveDate::from_ymd_opt(year(*of)?, month, day.0),
            (None, [of, month, day]) if of.1 == 4 => NaiveDate::from_ymd_opt(year(*of)?, month.0, day.0),
            (None, [one, two, of]) => {
                let (day, month) = match self {
                    Self::DayFirst => (one.0, two.0),
                    Self::MonthFirst => (two.0, one.0),
                };
                NaiveDate::from_ymd_opt(year(*of)?, month, day)
            }
            _ => None,
        }
        .filter(|date| (1990..2100).contains(&date.year()))
    }
}

fn month_named(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    let starts = |names: &&[&str]| names.iter().any(|known| name.starts_with(known));
    MONTHS
        .iter()
        .position(starts)
        .and_then(|at| u32::try_from(at + 1).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn many_forms_name_the_same_day() {
        let day_first = [
            "2026-03-04",
            "2026/3/4",
            "20260304",
            "2026-03-04T09:38:00Z",
            "2026-03-04 23:59",
            "04/03/2026",
            "4.3.2026",
            "04-03-26",
            "4 Mar 2026",
            "4th March 2026",
            "Mar 4, 2026",
            "Wed 4 March 2026",
            "04-Mar-26",
            "4. März 2026",
            "4 mars 2026",
            "2026 Mar 4",
            "46085",
            "04/03/2026 09:38 AM",
            "2026-03-04 14:05",
            "2026-03-04T14:05:00.000+01:00",
            "4/3/2026 2:05 PM",
        ];
        let expected = NaiveDate::from_ymd_opt(2026, 3, 4);
        for cell in day_first {
            assert_eq!(DateOrder::DayFirst.read(cell), expected, "{cell}");
        }
        for cell in ["03/04/2026", "3/4/2026 2:05 PM"] {
            assert_eq!(DateOrder::MonthFirst.read(cell), expected, "{cell}");
        }
    }

    #[test]
    fn what_names_no_day_is_no_date() {
        for cell in [
            "",
            "soon",
            "30/02/2026",
            "2026-13-01",
            "Q3 2026",
            "12",
            "March 2026",
            "1/2/3/4",
            "3/4/1026",
        ] {
            assert_eq!(DateOrder::DayFirst.read(cell), None, "{cell}");
        }
    }

    #[test]
    fn one_clear_date_settles_the_order() {
        let of = |cells: &[&str]| DateOrder::of(cells.iter().copied());
        assert_eq!(of(&["03/04/2026", "", "03/14/2026"]), Some(DateOrder::MonthFirst));
        assert_eq!(of(&["03/04/2026", "14/03/2026 10:00"]), Some(DateOrder::DayFirst));
        assert_eq!(of(&["3.4.2026"]), Some(DateOrder::DayFirst));
        assert_eq!(of(&["03/04/2026", "2026-04-03"]), None);
    }

    proptest! {
        #[test]
        fn a_day_is_read_as_it_was_written(days in 0_u64..36_000, form in 0_usize..4) {
            let date = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + Days::new(days);
            prop_assume!(date.year() < 2069);
            let (form, order) = [
                ("%Y-%m-%d", DateOrder::DayFirst), ("%d/%m/%Y", DateOrder::DayFirst),
                ("%m/%d/%Y", DateOrder::MonthFirst), ("%e %B %Y", DateOrder::DayFirst),
            ][form];
            prop_assert_eq!(order.read(&date.format(form).to_string()), Some(date));
        }

        #[test]
        fn no_cell_breaks_it(cell in ".{0,40}") {
            let _ = (DateOrder::DayFirst.read(&cell), DateOrder::of([cell.as_str()].into_iter()));
        }
    }
}
