//! What Today says of candidates.

use chrono::NaiveDate;

use crate::domain::Due;
use crate::ui::day;

pub fn of_a_candidate(of: Due, called: &str, title: &str, (due, today): (NaiveDate, NaiveDate)) -> String {
    let by = day::said(due, today);
    match of {
        Due::Wish if due < today => format!("was to say by {by}: meet {called}? {title}"),
        Due::Wish => format!("by {by}: meet {called}? {title}"),
        Due::Call => format!("wants a call about {called}, asked {by}: {title}"),
        Due::Time => format!("wants to meet {called}, said {by}: ask for a time, {title}"),
        Due::Withdrew => format!("{called} has withdrawn: tell them, {title}"),
        Due::Source => format!("tell them where we got their data by {by}: {title}"),
        Due::Forget(days) => format!("kept {}: {title}", day::days(i64::from(days))),
    }
}
