//! Roles of the past from a table, and how the forecast would have done on them.

use std::collections::HashMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use serde_json::{Value, json};
use thiserror::Error;

use super::cut::Cells;
use super::words::{Status, family, seniority};
use super::{Column, DateOrder, Lines, NoTable, Table};
use crate::domain::forecast::{Backtest, Factors, LEVELS, Opened, Outcome, Scores, backtest};
use crate::domain::{CloseReason, Market, Niche, Stage, full_date};

/// Most roles that are forecast: each looks at all earlier ones, and more would take minutes.
const MOST_ROLES: usize = 5_000;

/// Days between the last day that a file names and today from which the file is thought to be an old one.
const OLD: i64 = 45;

/// Skipped lines that the report names.
const NAMED: usize = 20;

/// Roles of the past, as far as a forecast needs them.
#[derive(Clone, PartialEq, Debug)]
pub struct History {
    pub roles: Vec<Opened>,
    /// Lines that say too little, or what cannot be, with the reason.
    pub skipped: Vec<(u64, String)>,
    /// How many are counted as filled since they are closed and nothing says how.
    pub taken_for_filled: usize,
    /// How many are still open.
    pub open: usize,
    /// The last day that the table names.
    pub last_day: Option<NaiveDate>,
    /// Whether dates could be read in two ways, and were read day first.
    pub unclear_dates: bool,
}

/// Why a table tells no history.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum NoHistory {
    #[error(transparent)]
    NoTable(#[from] NoTable),
    #[error("no column was found that holds {missing}. The columns are: {headings}")]
    Missing { missing: String, headings: String },
    #[error("{0} roles are more than the {MOST_ROLES} that can be forecast one by one: keep the latest")]
    TooMany(usize),
}

/// Bytes of a file as text: UTF-8, UTF-16 with its mark, or else Latin-1.
pub fn text_of(bytes: &[u8]) -> String {
    let wide = |of: fn([u8; 2]) -> u16| {
        let pairs = bytes.chunks_exact(2).skip(1);
        let units: Vec<u16> = pairs
            .filter_map(|pair| <[u8; 2]>::try_from(pair).ok())
            .map(of)
            .collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8(bytes.to_vec())
            .unwrap_or_else(|_| bytes.iter().copied().map(char::from).collect()),
    }
}

impl History {
    /// Reads the roles. A table needs titles and two of the day of opening, the day of closing and the days between.
    /// `today` is the last day of which anything is known: roles that are open are open until then.
    ///
    /// # Errors
    /// When it is no table, or such columns are missing.
    pub fn read(text: &str, today: NaiveDate) -> Result<Self, NoHistory> {
        let table = Table::parse(text)?;
        let missing = missing(&table);
        if !missing.is_empty() {
            return Err(NoHistory::Missing {
                missing: missing.join(", and none that holds "),
                headings: table.headings.join(", "),
            });
        }
        let order = table.date_order().unwrap_or(DateOrder::DayFirst);
        let mut history = Self {
            roles: Vec::new(),
            skipped: Vec::new(),
            taken_for_filled: 0,
            open: 0,
            last_day: None,
            unclear_dates: table.has_unclear_dates(),
        };
        let mut lines = Lines::new(table.text.clone(), table.delimiter);
        // The headings.
        lines.next_line();
        let mut met = HashMap::new();
        while let Some((number, cells)) = lines.next_line() {
            let cells = Cells::of(&table.columns, &cells);
            let read = history.role(&cells, order, today).and_then(|role| {
                // A number that comes twice is the same role only if all else is the same.
                let known = cells.get(Column::Number).to_lowercase();
                let key = (
                    known,
                    cells.get(Column::Title).to_lowercase(),
                    role.on,
                    ended(role),
                );
                match met.insert(key, number) {
                    Some(line) if !cells.get(Column::Number).is_empty() => {
                        Err(format!("the same role as in line {line}"))
                    }
                    _ => Ok(role),
                }
            });
            match read {
                Ok(role) => history.take(role, &cells),
                Err(reason) => history.skipped.push((number, reason)),
            }
        }
        if history.roles.len() > MOST_ROLES {
            return Err(NoHistory::TooMany(history.roles.len()));
        }
        Ok(history)
    }

    fn take(&mut self, role: Opened, cells: &Cells) {
        match role.outcome {
            Outcome::Open => self.open += 1,
            Outcome::Filled(_) => {
                let is_said = matches!(
                    Status::of(cells.get(Column::Status)),
                    Some(Status::Closed(_) | Status::Open { .. })
                );
                self.taken_for_filled += usize::from(!is_said);
            }
            Outcome::Ended(_) => {}
        }
        self.roles.push(role);
    }

    fn role(&mut self, cells: &Cells, order: DateOrder, today: NaiveDate) -> Result<Opened, String> {
        let title = cells.line("title", Column::Title)?;
        let (on, closed) = cells.days(order, today)?;
        self.last_day = self.last_day.max(Some(closed.unwrap_or(on)));
        if closed == Some(on) {
            return Err("closed on the day it was opened: somebody was in mind already".into());
        }
        let outcome = match (Status::of(cells.get(Column::Status)), closed) {
            (Some(Status::Closed(CloseReason::Filled) | Status::Over) | None, Some(on)) => {
                Outcome::Filled(on)
            }
            (Some(Status::Closed(_)), Some(on)) => Outcome::Ended(on),
            (Some(Status::Closed(_) | Status::Over), None) => {
                return Err("closed, but on which day? Give a closing date or the days to fill".into());
            }
            // Somebody has said yes, and follows up.
            (
                Some(Status::Open {
                    stage: Stage::FollowUp,
                    ..
                }),
                Some(on),
            ) => Outcome::Filled(on),
            (
                Some(Status::Open {
                    stage: Stage::FollowUp,
                    ..
                }),
                None,
            ) => return Err("somebody said yes, but on which day?".into()),
            (Some(Status::Open { .. }), Some(_)) => {
                return Err("its status says open, and it has a closing day: which is right?".into());
            }
            (Some(Status::Open { .. }) | None, None) => Outcome::Open,
        };
        let factors = Factors {
            family: family(&title, cells.get(Column::Team)),
            seniority: seniority(cells.get(Column::Seniority), &title),
            market: Market::Normal,
            niche: Niche::Common,
            middle: None,
        };
        Ok(Opened {
            factors,
            on,
            known_on: on,
            outcome,
        })
    }
}

/// The day on which a role ended; none while it is open.
fn ended(role: Opened) -> Option<NaiveDate> {
    match role.outcome {
        Outcome::Filled(on) | Outcome::Ended(on) => Some(on),
        Outcome::Open => None,
    }
}

/// What a table lacks; nothing when its roles can be read.
fn missing(table: &Table) -> Vec<&'static str> {
    let has = |column| usize::from(table.columns.contains(&Some(column)));
    let mut missing = Vec::new();
    if has(Column::Title) == 0 {
        missing.push("the role's title");
    }
    match has(Column::Opened) + has(Column::Closed) + has(Column::Days) {
        0 => missing.push("two of the day of opening, the day of closing and the days between"),
        1 => missing.push("a second of the day of opening, the day of closing and the days between"),
        _ => {}
    }
    missing
}

/// How the forecast would have done on the roles of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    pub history: History,
    pub found: Backtest,
    pub today: NaiveDate,
}

impl Report {
    /// Reads a table and forecasts each of its roles from what was known on the day on which it was opened.
    ///
    /// # Errors
    /// Those of [`History::read`].
    pub fn of(text: &str, today: NaiveDate) -> Result<Self, NoHistory> {
        let history = History::read(text, today)?;
        let found = backtest(&history.roles, today);
        Ok(Self {
            history,
            found,
            today,
        })
    }

    /// For machines. Coverage is a part, 0 to 1; the others are days; null where there is nothing to count.
    pub fn json(&self) -> Value {
        let skipped = self.history.skipped.iter();
        let skipped = skipped.map(|(line, reason)| json!({ "line": line, "reason": reason }));
        let mut report = json!({ "roles": self.found.roles });
        let mut first = scores(&self.found.first_forty);
        if let (Value::Object(report), Value::Object(all), Value::Object(first)) =
            (&mut report, scores(&self.found.all), &mut first)
        {
            report.extend(all);
            first.insert("roles".into(), json!(self.first()));
        }
        report["first40"] = first;
        report["skipped"] = skipped.collect();
        report
    }

    fn first(&self) -> usize {
        self.found.roles.min(40)
    }

    /// For people.
    pub fn text(&self) -> String {
        let history = &self.history;
        let mut text = String::new();
        // Writing to a string does not fail.
        let mut say = |words: String| {
            let _ = writeln!(text, "{words}");
        };
        let roles = self.found.roles;
        say(match roles {
            0 => "No role could be read.".into(),
            1 => "1 role, forecast from general figures alone.".into(),
            _ => format!("{roles} roles, each forecast from what was known on the day it was opened."),
        });
        if history.open > 0 {
            let today = full_date(self.today);
            say(format!(
                "Of these, {} still open count as open until {today}.",
                history.open
            ));
        }
        if let Some(last) = history.last_day
            && history.open > 0
            && (self.today - last).num_days() > OLD
        {
            say(format!(
                "The last day the file names is {}. If the file was made then, say so: --today {last}",
                full_date(last)
            ));
        }
        if history.taken_for_filled > 0 {
            say(format!(
                "Of these, {} closed without a word of how count as filled.",
                history.taken_for_filled
            ));
        }
        if history.unclear_dates {
            say("Dates such as 03/04/2026 were read day first: 3 April.".into());
        }
        if roles > 0 {
            say("The market is taken for normal and the skills for common.".into());
            say(String::new());
            say("How many of the dates that have passed held; if a forecast is right, chance puts 19 in 20 such shares between the two others.".into());
            say(in_words("All roles", &self.found.all));
            if roles > self.first() {
                say(in_words(
                    &format!("The first {}", self.first()),
                    &self.found.first_forty,
                ));
            }
        }
        if !history.skipped.is_empty() {
            say(String::new());
            say(format!("Skipped lines: {}", history.skipped.len()));
            for (line, reason) in history.skipped.iter().take(NAMED) {
                say(format!("  line {line}: {reason}"));
            }
            if history.skipped.len() > NAMED {
                say(format!("  and {} more", history.skipped.len() - NAMED));
            }
        }
        text
    }
}

/// How each level is called, with a column's width.
const NAMES: [&str; 3] = ["half", "8 in 10", "19 in 20"];

fn scores(scores: &Scores) -> Value {
    let levels = |of: [Option<f64>; 3]| json!({ "50": of[0], "80": of[1], "95": of[2] });
    json!({
        "coverage": levels(scores.coverage()),
        "crps": scores.crps(),
        "pinball": levels(scores.pinball()),
    })
}

/// Scores in a few lines, with what chance would do.
fn in_words(of: &str, scores: &Scores) -> String {
    let mut lines = vec![format!("{of}:")];
    if !scores.is_enough() {
        lines.push("  too few to judge".into());
    }
    let figures = scores.coverage().into_iter().zip(scores.uncertainty());
    for (((covered, strays), level), (name, judged)) in
        figures.zip(LEVELS).zip(NAMES.iter().zip(scores.judged()))
    {
        let percent = |share: f64| (share.clamp(0.0, 1.0) * 100.0).round();
        lines.push(match (covered, strays) {
            (Some(covered), Some(strays)) => format!(
                "  {name:<9}{:.0} %, by chance between {:.0} and {:.0} % (of {judged})",
                percent(covered),
                percent(level - 2.0 * strays),
                percent(level + 2.0 * strays),
            ),
            _ => format!("  {name:<9}no such date has passed"),
        });
    }
    lines.push(scores.crps().map_or_else(
        || "  nobody has said yes yet: no distance to tell".into(),
        |days| format!("  a forecast was {days:.0} days from what came, on average (CRPS)"),
    ));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn today() -> NaiveDate {
        "2026-11-24".parse().unwrap()
    }

    fn report(text: &str) -> Report {
        Report::of(text, today()).unwrap()
    }

    /// So many roles, a week apart, that each took as long as `days` says.
    fn filled(count: u64, days: impl Fn(u64) -> u64) -> String {
        let mut text = String::from("Title,Opened,Days to fill,Status\n");
        let first: NaiveDate = "2021-01-04".parse().unwrap();
        for number in 0..count {
            let on = first + chrono::Days::new(number * 7);
            writeln!(text, "Accountant,{on},{},Filled", days(number)).unwrap();
        }
        text
    }

    #[test]
    fn a_report_has_this_shape() {
        let found = report(&filled(50, |number| 20 + number * 37 % 90)).json();
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(
            keys(&found),
            ["roles", "coverage", "crps", "pinball", "first40", "skipped"]
        );
        assert_eq!(keys(&found["coverage"]), ["50", "80", "95"]);
        assert_eq!(keys(&found["first40"]), ["coverage", "crps", "pinball", "roles"]);
        assert_eq!(
            (&found["roles"], &found["first40"]["roles"]),
            (&json!(50), &json!(40))
        );
        assert!(found["crps"].as_f64().unwrap() > 0.0);
        assert_eq!(found["skipped"], json!([]));
    }

    #[test]
    fn two_of_opened_closed_and_days_are_enough() {
        for text in [
            "Job,Opened,Closed\nSRE,2026-01-02,2026-02-05\n",
            "Job,Opened,Days to fill\nSRE,2026-01-02,34\n",
            "Job,Closed,Days to fill\nSRE,2026-02-05,34\n",
        ] {
            let history = report(text).history;
            let on: NaiveDate = "2026-02-05".parse().unwrap();
            assert_eq!(
                (history.roles[0].outcome, history.taken_for_filled),
                (Outcome::Filled(on), 1)
            );
        }
        let refused = History::read("Job,Opened\nSRE,2026-01-02\n", today()).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "no column was found that holds a second of the day of opening, the day of closing and the days between. The columns are: Job, Opened"
        );
        assert_eq!(
            History::read("Job,Opened,Closed\n", today()),
            Err(NoTable::NoLines.into())
        );
    }

    #[test]
    fn a_status_says_how_it_ended() {
        let history = report(
            "Job,Opened,Closed,Status\n\
             A,2026-01-02,2026-02-05,Cancelled\n\
             B,2026-01-02,2026-02-05,Solved without a hire\n\
             C,2026-01-02,2026-02-05,Closed\n\
             D,2026-01-02,,Open\n\
             E,2026-01-02,2026-02-05,Onboarding\n",
        )
        .history;
        let on: NaiveDate = "2026-02-05".parse().unwrap();
        let outcomes: Vec<_> = history.roles.iter().map(|role| role.outcome).collect();
        use Outcome::{Ended, Filled, Open};
        assert_eq!(outcomes, [Ended(on), Ended(on), Filled(on), Open, Filled(on)]);
        assert_eq!((history.taken_for_filled, history.open), (1, 1));
    }

    #[test]
    fn what_cannot_be_is_skipped_with_a_reason() {
        let report = report(
            "ID,Job,Opened,Closed,Days,Status\n\
             1,A,2026-02-05,2026-01-02,,Filled\n\
             2,B,2026-01-02,,-5,Filled\n\
             3,C,2026-01-02,,0,Filled\n\
             4,D,2027-01-02,,,Open\n\
             5,E,1986-01-02,,,Open\n\
             6,F,1990-01-02,,,Open\n\
             7,G,2026-01-02,2026-03-04,,Filled\n\
             7,G,2026-01-02,2026-03-04,,Filled\n\
             8,H,2026-01-02,2026-03-04,,Open\n\
             9,,2026-01-02,2026-03-04,,Filled\n",
        );
        let lines: Vec<u64> = report.history.skipped.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 6, 9, 10, 11], "{:?}", report.history.skipped);
        assert_eq!(report.found.roles, 2);
        let text = report.text();
        for words in [
            "2 roles, each forecast",
            "1 still open count as open until 24 Nov 2026",
            "The last day the file names is 4 Mar 2026. If the file was made then, say so: --today 2026-03-04",
            "too few to judge",
            "line 2: closed before it was opened: check the dates",
            "line 9: the same role as in line 8",
        ] {
            assert!(text.contains(words), "{words}\n{text}");
        }
    }

    #[test]
    fn what_is_still_open_says_only_that_it_takes_longer() {
        let found = report("Job,Opened,Closed\nSRE,2026-11-20,\nBuyer,2026-11-21,\n");
        let json = found.json();
        assert_eq!((&json["roles"], &json["crps"]), (&json!(2), &Value::Null));
        assert_eq!(json["coverage"], json!({ "50": null, "80": null, "95": null }));
        assert!(found.text().contains("no such date has passed"));
        assert_eq!(
            report("Job,Opened,Closed\nSRE,soon,\nQA,2026-99-01,2026-99-02\nA,2026-01-01,2025-01-01\n")
                .json()["roles"],
            json!(0)
        );
    }

    #[test]
    fn equal_durations_are_told_with_what_chance_would_do() {
        let found = report(&filled(45, |_| 30));
        let text = found.text();
        assert!(
            text.contains("8 in 10  100 %, by chance between 68 and 92 % (of 45)"),
            "{text}"
        );
        assert!(text.contains("The first 40:"), "{text}");
    }

    #[test]
    fn bytes_are_text_in_the_usual_ways() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        assert_eq!(text_of(&[&[0xff, 0xfe], &wide("Zoë")[..]].concat()), "Zoë");
        assert_eq!(text_of("Zoë".as_bytes()), "Zoë");
        assert_eq!(text_of(b"Zo\xeb"), "Zoë");
    }

    /// Cells that make sense here and there.
    fn cell() -> impl Strategy<Value = String> {
        prop_oneof![
            Just(String::new()),
            (1985_i32..2040, 1_u32..14, 1_u32..33)
                .prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}")),
            (-5_i32..30_000).prop_map(|days| days.to_string()),
            prop::sample::select(vec![
                "Open",
                "Filled",
                "Closed",
                "Cancelled",
                "On hold",
                "Onboarding",
                "NaN",
                "inf"
            ])
            .prop_map(str::to_owned),
            ".{0,12}",
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn whatever_is_in_a_table_each_line_is_counted_once_and_every_number_is_one(
            lines in prop::collection::vec((cell(), cell(), cell(), cell(), cell()), 1..12)
        ) {
            let mut table = csv::Writer::from_writer(Vec::new());
            table.write_record(["ID", "Title", "Opened", "Closed", "Days to fill", "Status"]).unwrap();
            // One that is in order, so that the columns are known.
            table.write_record(["x-1", "SRE", "2024-01-02", "2024-03-04", "62", "Filled"]).unwrap();
            for (id, opened, closed, days, status) in &lines {
                table.write_record([id, "SRE", opened, closed, days, status]).unwrap();
            }
            let text = String::from_utf8(table.into_inner().unwrap()).unwrap();
            if let Ok(report) = Report::of(&text, today()) {
                let history = &report.history;
                prop_assert_eq!(history.roles.len() + history.skipped.len(), lines.len() + 1);
                prop_assert_eq!(report.found.roles, history.roles.len());
                for scores in [&report.found.all, &report.found.first_forty] {
                    let figures = scores.coverage().into_iter().chain(scores.pinball()).chain([scores.crps()]);
                    for figure in figures.flatten() {
                        prop_assert!(figure.is_finite() && figure >= 0.0, "{}", figure);
                    }
                }
                let text = report.text();
                let mut told = text.lines().filter(|line| !line.starts_with("  line"));
                prop_assert!(!told.any(|line| line.contains("NaN")), "{}", text);
            }
        }

        #[test]
        fn no_text_breaks_it(text in "\\PC{0,200}") {
            let _ = Report::of(&text, today());
        }
    }
}
