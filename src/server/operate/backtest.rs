//! `fulcrum backtest`.

use std::path::Path;

use anyhow::Context;
use chrono::NaiveDate;

use super::clock::Clock;
use crate::domain::import::history::{Report, text_of};

/// `fulcrum backtest FILE`: how the forecast would have done on the roles of a table. What is open counts as open until
/// `today`; none: until the clock's day, in UTC.
///
/// # Errors
/// When the file cannot be read, is no table of roles, or lacks columns.
pub fn backtest(file: &Path, today: Option<NaiveDate>) -> anyhow::Result<Report> {
    let bytes = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let today = today.unwrap_or_else(|| Clock::default().today("UTC"));
    Ok(Report::of(&text_of(&bytes), today)?)
}
