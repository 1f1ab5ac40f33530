//! A line of a table, cut into cells of which it is known what they are.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use csv::StringRecord;

use super::words::Status;
use super::{Column, DateOrder};
use crate::domain::{Refusal, line};

/// One line's cells by what they are.
pub(super) struct Cells<'a>(BTreeMap<Column, &'a str>);

impl<'a> Cells<'a> {
    pub fn of(columns: &[Option<Column>], cells: &'a StringRecord) -> Self {
        let named = columns.iter().zip(cells.iter());
        Self(
            named
                .filter_map(|(column, cell)| Some(((*column)?, unmarked(cell))))
                .collect(),
        )
    }

    /// Empty when there is none.
    pub fn get(&self, column: Column) -> &str {
        self.0.get(&column).copied().unwrap_or("")
    }

    /// A cell as one line of text.
    ///
    /// # Errors
    /// When it is empty or too long, in words.
    pub fn line(&self, field: &str, column: Column) -> Result<String, String> {
        line(field, self.get(column)).map_err(|refusal| match refusal {
            Refusal::Empty { field } => format!("it names no {field}"),
            refusal => refusal.to_string(),
        })
    }

    /// When it was opened and closed, one told by the other and the days between where need be.
    ///
    /// # Errors
    /// What is wrong with the line, in words.
    pub fn days(&self, order: DateOrder, today: NaiveDate) -> Result<(NaiveDate, Option<NaiveDate>), String> {
        let read = |column: Column| match self.get(column) {
            "" => Ok(None),
            cell => match order.read(cell) {
                Some(date) => Ok(Some(date)),
                None => Err(format!("\"{cell}\" is not a date: write it as 2026-11-24")),
            },
        };
        let (opened, closed) = (read(Column::Opened)?, read(Column::Closed)?);
        let days = match self.get(Column::Days) {
            "" => None,
            // An open role's days to fill are blank in some exports and a dash in others.
            "-" | "–" | "n/a" | "N/A" => None,
            cell => Some(whole_days(cell).ok_or_else(|| format!("\"{cell}\" is not a number of days"))?),
        };
        let (opened, closed) = match (opened, closed, days) {
            (Some(opened), None, Some(days)) if self.is_over() => {
                (Some(opened), opened.checked_add_days(days))
            }
            (None, Some(closed), Some(days)) => (closed.checked_sub_days(days), Some(closed)),
            (opened, closed, _) => (opened, closed),
        };
        let opened = opened.ok_or("no day on which it was opened")?;
        for date in [Some(opened), closed].into_iter().flatten() {
            if date > today {
                return Err(format!(
                    "{date} is still to come: check the date, and the order of day and month"
                ));
            }
        }
        if closed.is_some_and(|closed| closed < opened) {
            return Err("closed before it was opened: check the dates".into());
        }
        Ok((opened, closed))
    }

    /// Whether the line's status, if it has one, says that the search is over.
    fn is_over(&self) -> bool {
        let status = self.get(Column::Status);
        status.is_empty() || Status::of(status).is_some_and(Status::is_over)
    }
}

/// A cell without the apostrophe that keeps spreadsheets from taking it for a formula.
fn unmarked(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

/// `34`, `34.0` and `34 days`.
pub(super) fn whole_days(cell: &str) -> Option<Days> {
    let number = cell.split_whitespace().next()?.replace(',', ".");
    let days: f64 = number.parse().ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within 0 to 20,000"
    )]
    (0.0..20_000.0)
        .contains(&days)
        .then(|| Days::new(days.round() as u64))
}
