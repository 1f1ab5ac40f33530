//! What the cells of a column look like.

use super::words::{Status, names_a_level};
use super::{DateOrder, whole_days};

/// The parts of a column's cells that look like something, 0 to 1; those that are empty do not count.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Shape {
    /// How many cells say anything.
    pub filled: usize,
    pub dates: f64,
    /// Whole numbers of days that a search may take, or would if they were not below zero.
    pub days: f64,
    pub numbers: f64,
    pub emails: f64,
    /// Words that say where a role stands.
    pub statuses: f64,
    pub levels: f64,
    /// Two to four words without digits, the first and the last of them capitalised.
    pub people: f64,
    /// One word with digits and no other sign than those that join.
    pub codes: f64,
    /// What somebody does for a living.
    pub jobs: f64,
    /// How many cells differ, as a part of all.
    pub different: f64,
}

/// Words in which titles of jobs end, or nearly.
const JOBS: &[&str] = &[
    "accountant",
    "administrator",
    "advisor",
    "agent",
    "analyst",
    "architect",
    "assistant",
    "associate",
    "attorney",
    "buyer",
    "clerk",
    "consultant",
    "controller",
    "coordinator",
    "designer",
    "developer",
    "director",
    "driver",
    "engineer",
    "executive",
    "head",
    "intern",
    "lead",
    "manager",
    "midwife",
    "nurse",
    "officer",
    "operator",
    "planner",
    "producer",
    "programmer",
    "recruiter",
    "representative",
    "researcher",
    "scientist",
    "specialist",
    "sre",
    "supervisor",
    "technician",
    "therapist",
    "trainer",
    "writer",
];

/// The longest word of status, in characters.
const LONGEST_STATUS: usize = 40;

impl Shape {
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let cells: Vec<&str> = cells
            .map(str::trim)
            .filter(|cell| !matches!(*cell, "" | "-" | "–"))
            .collect();
        let part = |looks_so: &dyn Fn(&str) -> bool| {
            share(cells.iter().filter(|cell| looks_so(cell)).count(), cells.len())
        };
        let mut different: Vec<String> = cells.iter().map(|cell| cell.to_lowercase()).collect();
        different.sort_unstable();
        different.dedup();
        Self {
            filled: cells.len(),
            dates: part(&is_date),
            days: part(&|cell| !is_date(cell) && whole_days(cell.trim_start_matches('-')).is_some()),
            numbers: part(&is_number),
            emails: part(&|cell| cell.contains('@') && !cell.contains(' ')),
            statuses: part(&|cell| cell.chars().count() <= LONGEST_STATUS && Status::of(cell).is_some()),
            levels: part(&names_a_level),
            people: part(&is_person),
            codes: part(&is_code),
            jobs: part(&is_job),
            different: share(different.len(), cells.len()),
        }
    }
}

fn share(part: usize, all: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "there are hundreds")]
    let share = part as f64 / all.max(1) as f64;
    share
}

fn is_date(cell: &str) -> bool {
    [DateOrder::DayFirst, DateOrder::MonthFirst]
        .iter()
        .any(|order| order.read(cell).is_some())
}

fn is_number(cell: &str) -> bool {
    cell.chars().any(|c| c.is_ascii_digit())
        && cell
            .chars()
            .all(|c| c.is_ascii_digit() || ".,' £$€%k".contains(c))
}

fn is_code(cell: &str) -> bool {
    cell.chars().any(|c| c.is_ascii_digit())
        && cell.chars().all(|c| c.is_alphanumeric() || "-_/.#".contains(c))
        && !is_date(cell)
}

fn is_person(cell: &str) -> bool {
    let words: Vec<&str> = cell.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let is_name = |word: &str| word.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c));
    let is_capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    // `van der`.
    let is_small = |word: &&str| word.chars().count() <= 3 || is_capital(word);
    (2..=4).contains(&words.len())
        && words.iter().all(|word| is_name(word) && is_small(word))
        && words.first().is_some_and(is_capital)
        && words.last().is_some_and(is_capital)
        && !is_job(cell)
}

pub(super) fn is_job(cell: &str) -> bool {
    let cell = cell.to_lowercase();
    let mut words = cell.split(|c: char| !c.is_alphanumeric());
    words.any(|word| JOBS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(cells: &[&str]) -> Shape {
        Shape::of(cells.iter().copied())
    }

    #[test]
    fn cells_that_are_empty_say_nothing() {
        let shape = shape(&["", "-", "Open", "", "Filled"]);
        assert_eq!((shape.filled, shape.statuses, shape.different), (2, 1.0, 1.0));
    }

    #[test]
    fn people_jobs_and_places_are_told_apart() {
        assert_eq!(
            shape(&["Dana Whitfield", "Ola van der Berg", "Leeds"]).people,
            2.0 / 3.0
        );
        let jobs = shape(&["Senior Accountant", "QA Engineer II"]);
        assert_eq!((jobs.jobs, jobs.people), (1.0, 0.0));
        assert_eq!(shape(&["Leeds", "Austin, TX"]).jobs, 0.0);
        assert_eq!(shape(&["£38,000", "45k"]).numbers, 1.0);
        assert_eq!(shape(&["dana@example.org"]).emails, 1.0);
    }
}
