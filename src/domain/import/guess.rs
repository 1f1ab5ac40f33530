//! What the columns of a table seem to be, by the words of their headings and by their cells together.
//!
//! Each heading gets points for each [`Column`]: those of the best hint ([`HINTS`]) whose words it has, less some for each
//! word that the hint does not explain. The cells add some, take some, or speak against it. The most points come
//! first; a column is of one kind, and of each kind there is one column. What has too few is passed over: a column
//! that is left out is chosen in one tap, one that is taken for something else brings in what is wrong.

use chrono::NaiveDate;

use super::cells::Shape;
use super::hints::{ABOUT_ELSE, BESIDE, HINTS, NOISE, OBJECTS};
use super::words::Status;
use super::{Column, DateOrder};

/// Points from which a column is taken for something.
const ENOUGH: f64 = 6.5;
/// What each word costs that the hint does not explain.
const UNEXPLAINED: f64 = 4.0;
/// What each word costs that says it is about something else.
const ELSE: f64 = 8.0;

/// Most of the cells.
const MOST: f64 = 0.6;
/// Nearly all of the cells.
const NEARLY_ALL: f64 = 0.9;
/// A column whose words of status differ more than this is none.
const MOST_STATUSES: usize = 10;

/// The cells of a table's first lines.
type Sample = [Vec<String>];

/// What each column seems to be; none: it is passed over.
pub(super) fn columns(headings: &[String], sample: &Sample) -> Vec<Option<Column>> {
    let headings: Vec<Vec<String>> = headings.iter().map(|heading| words(heading)).collect();
    let shapes: Vec<Shape> = (0..headings.len())
        .map(|index| {
            Shape::of(
                sample
                    .iter()
                    .filter_map(|line| line.get(index).map(String::as_str)),
            )
        })
        .collect();
    let mut points: Vec<(f64, usize, Column)> = Vec::new();
    for (index, (heading, shape)) in headings.iter().zip(&shapes).enumerate() {
        for column in Column::ALL {
            let of = by_words(heading, *column) + by_cells(shape, *column);
            if of >= ENOUGH {
                points.push((of, index, *column));
            }
        }
    }
    // Stable: of equal points the first column wins.
    points.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut found = Found {
        columns: vec![None; headings.len()],
        headings,
        shapes,
        sample,
    };
    for (_, index, column) in points {
        if found.columns.get(index) == Some(&None) {
            found.take(index, column);
        }
    }
    found.fill_gaps();
    found.columns
}

/// The words of a heading, small and singular: `hiring`, `manager` for `Hiring Manager(s)` as for `hiringManager`.
fn words(heading: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut before = ' ';
    for c in heading.chars() {
        if c == '#' {
            spaced.push_str(" number ");
        } else if !c.is_alphanumeric() {
            spaced.push(' ');
        } else {
            if c.is_uppercase() && before.is_lowercase() {
                spaced.push(' ');
            }
            spaced.extend(c.to_lowercase());
        }
        before = c;
    }
    let singular = |word: &str| match word.strip_suffix('s') {
        Some(one) if one.len() > 2 && !one.ends_with(['s', 'u', 'i']) => one.to_owned(),
        _ => word.to_owned(),
    };
    let words = spaced.split_whitespace().map(singular);
    words.filter(|word| word != "s").collect()
}

/// Whether a heading says that somebody said yes, not only that it ended.
pub(super) fn says_filled(heading: &str) -> bool {
    let yes = [
        "filled",
        "fill",
        "hired",
        "hire",
        "accepted",
        "accept",
        "acceptance",
    ];
    words(heading).iter().any(|word| yes.contains(&word.as_str()))
}

/// Points for the words of a heading: far below zero when no hint fits.
fn by_words(heading: &[String], column: Column) -> f64 {
    let has = |word: &&str| heading.iter().any(|known| known == word);
    let beside = |word: &str| {
        BESIDE
            .iter()
            .any(|(of, words)| *of == column && words.contains(&word))
    };
    let cost = |hint: &[&str], word: &str| {
        if hint.contains(&word) || NOISE.contains(&word) || OBJECTS.contains(&word) || beside(word) {
            0.0
        } else if ABOUT_ELSE.contains(&word) {
            ELSE
        } else {
            UNEXPLAINED
        }
    };
    let hints = HINTS
        .iter()
        .filter(|hint| hint.column == column && hint.words.iter().all(has));
    let points = hints.map(|hint| {
        let costs: f64 = heading.iter().map(|word| cost(hint.words, word)).sum();
        hint.points - costs
    });
    points.fold(f64::NEG_INFINITY, f64::max)
}

/// Points for cells that look so, and against those that cannot be it. Cells that are all empty say nothing.
fn by_cells(shape: &Shape, column: Column) -> f64 {
    const NEVER: f64 = f64::NEG_INFINITY;
    if shape.filled == 0 {
        return 0.0;
    }
    let is_text = shape.dates < 0.5 && shape.numbers < 0.5 && shape.emails < 0.3;
    match column {
        Column::Title if !is_text || shape.codes > MOST || shape.people > MOST => NEVER,
        Column::Title => 2.0 * f64::from(u8::from(shape.jobs >= 0.5)),
        Column::Leader | Column::Recruiter
            if !is_text || shape.codes > MOST || shape.statuses > NEARLY_ALL =>
        {
            NEVER
        }
        Column::Leader | Column::Recruiter => f64::from(u8::from(shape.people >= 0.5)),
        Column::Team if !is_text => NEVER,
        Column::Team => -5.0 * f64::from(u8::from(shape.people > MOST)),
        Column::Opened | Column::Closed if shape.dates >= 0.5 => 0.0,
        Column::Days if shape.days >= 0.5 => 0.0,
        Column::Days if shape.dates >= 0.5 => NEVER,
        // Whoever has a heading that leaves no doubt is told what is wrong with the cells.
        Column::Opened | Column::Closed | Column::Days if is_text && shape.people < 0.5 => -2.5,
        Column::Opened | Column::Closed | Column::Days => NEVER,
        Column::Status if !is_text => NEVER,
        Column::Status if shape.statuses >= MOST => 3.0,
        Column::Status if shape.statuses < 0.3 => -3.0,
        Column::Status => 0.0,
        Column::Seniority if shape.dates >= 0.5 || shape.emails >= 0.3 => NEVER,
        Column::Seniority => 2.5 * f64::from(u8::from(shape.levels >= 0.5)),
        Column::Number if shape.dates >= 0.5 && shape.numbers < 0.5 => NEVER,
        Column::Number if shape.people > MOST || shape.emails >= 0.3 => NEVER,
        // A count is no number of a role.
        Column::Number if shape.filled >= 4 && shape.different < 0.5 => NEVER,
        Column::Number => 1.5 * f64::from(u8::from(shape.codes >= MOST)),
    }
}

/// What is found so far.
struct Found<'a> {
    columns: Vec<Option<Column>>,
    headings: Vec<Vec<String>>,
    shapes: Vec<Shape>,
    sample: &'a Sample,
}

impl Found<'_> {
    fn has(&self, column: Column) -> bool {
        self.columns.contains(&Some(column))
    }

    fn take(&mut self, index: usize, column: Column) {
        if !self.has(column)
            && let Some(slot) = self.columns.get_mut(index)
        {
            *slot = Some(column);
        }
    }

    /// What no heading names, the cells may tell, where only one column can be meant.
    fn fill_gaps(&mut self) {
        self.fill(Column::Title, |found, index| {
            found.shapes.get(index).is_some_and(|shape| shape.jobs >= MOST)
        });
        self.fill(Column::Status, |found, index| {
            found.shapes.get(index).is_some_and(|shape| {
                #[expect(clippy::cast_precision_loss, reason = "there are hundreds")]
                let kinds = shape.different * shape.filled as f64;
                shape.filled >= 2 && shape.statuses >= NEARLY_ALL && kinds <= MOST_STATUSES as f64
            })
        });
        if !(self.has(Column::Closed) && self.has(Column::Days)) {
            self.fill(Column::Opened, Self::begins);
        }
        self.fill(Column::Closed, Self::ends);
    }

    fn fill(&mut self, column: Column, fits: impl Fn(&Self, usize) -> bool) {
        if self.has(column) {
            return;
        }
        let about_else =
            |heading: &Vec<String>| heading.iter().any(|word| ABOUT_ELSE.contains(&word.as_str()));
        let free: Vec<usize> = (0..self.columns.len())
            .filter(|index| self.columns.get(*index) == Some(&None))
            .filter(|index| !self.headings.get(*index).is_some_and(about_else))
            .filter(|index| fits(self, *index))
            .collect();
        if let [index] = free[..] {
            self.take(index, column);
        }
    }

    /// The days that a column's cells name, line by line; none of one that is mostly something else.
    fn days(&self, index: usize) -> Option<Vec<Option<NaiveDate>>> {
        let shape = self.shapes.get(index)?;
        if shape.dates < NEARLY_ALL || shape.numbers >= 0.5 {
            return None;
        }
        let cells = || {
            let cells = self.sample.iter().map(|line| line.get(index));
            cells.map(|cell| cell.map_or("", String::as_str))
        };
        let order = DateOrder::of(cells()).unwrap_or(DateOrder::DayFirst);
        Some(cells().map(|cell| order.read(cell)).collect())
    }

    fn place(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|known| *known == Some(column))
    }

    /// Whether a column names a day on nearly every line, and never a later one than another column does.
    fn begins(&self, index: usize) -> bool {
        let Some(days) = self.days(index) else {
            return false;
        };
        let others = (0..self.columns.len()).filter(|other| *other != index);
        let mut others = others.filter_map(|other| self.days(other));
        nearly_all(days.iter().map(Option::is_some))
            && others.all(|other| nearly_all(pairs(&days, &other).map(|(day, other)| day <= other)))
    }

    /// Whether a column names a day on just those lines whose status says that the search is over, after the opening.
    fn ends(&self, index: usize) -> bool {
        let found = || {
            let days = self.days(index)?;
            let opened = self.days(self.place(Column::Opened)?)?;
            let status = self.place(Column::Status)?;
            Some((days, opened, status))
        };
        let Some((days, opened, status)) = found() else {
            return false;
        };
        let agrees = self.sample.iter().zip(&days).map(|(line, day)| {
            let status = line.get(status).and_then(|cell| Status::of(cell));
            status.is_some_and(Status::is_over) == day.is_some()
        });
        nearly_all(agrees) && nearly_all(pairs(&opened, &days).map(|(opened, day)| opened <= day))
    }
}

/// Of two columns, the days of those lines that name both.
fn pairs(
    one: &[Option<NaiveDate>],
    other: &[Option<NaiveDate>],
) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
    let lines = one.iter().zip(other);
    lines.filter_map(|(one, other)| Some(((*one)?, (*other)?)))
}

/// Whether nearly all are so; not of none.
fn nearly_all(are_so: impl Iterator<Item = bool>) -> bool {
    let (mut all, mut so) = (0_u32, 0_u32);
    for is_so in are_so {
        (all, so) = (all + 1, so + u32::from(is_so));
    }
    all > 0 && f64::from(so) >= NEARLY_ALL * f64::from(all)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn guess(text: &str) -> Vec<Option<Column>> {
        super::super::Table::parse(text).unwrap().columns
    }

    /// By its heading alone.
    fn named(heading: &str) -> Option<Column> {
        columns(&[heading.to_owned()], &[])[0]
    }

    #[test]
    fn headings_of_common_trackers_are_known() {
        let known = [
            ("Requisition Title", Column::Title),
            ("Requisition Display Job Title", Column::Title),
            ("Job", Column::Title),
            ("HIRING MANAGER", Column::Leader),
            ("hiring_manager", Column::Leader),
            ("Reports to", Column::Leader),
            ("Department", Column::Team),
            ("Cost centre", Column::Team),
            ("Job Owner", Column::Recruiter),
            ("Requisition Owner - Name", Column::Recruiter),
            ("Created At", Column::Opened),
            ("Approval date", Column::Opened),
            ("Start of search", Column::Opened),
            ("Date filled", Column::Closed),
            ("Offer accepted on", Column::Closed),
            ("Time to fill (days)", Column::Days),
            ("Requisition Time to Fill", Column::Days),
            ("Req. ID", Column::Number),
            ("Req #", Column::Number),
            ("Status", Column::Status),
            ("Stage", Column::Status),
            ("Pipeline stage", Column::Status),
            ("Career level", Column::Seniority),
        ];
        for (heading, column) in known {
            assert_eq!(named(heading), Some(column), "{heading}");
        }
    }

    #[test]
    fn what_is_about_something_else_is_passed_over() {
        for heading in [
            "Salary band midpoint",
            "Candidate status",
            "Number of openings",
            "# of hires",
            "Target start date",
            "Last updated",
            "Hiring manager email",
            "Location",
            "Employment status",
            "Postal code",
            "",
        ] {
            assert_eq!(named(heading), None, "{heading}");
        }
    }

    #[test]
    fn cells_speak_against_a_heading() {
        assert_eq!(guess("Title,State\nSRE,TX\nNurse,CA\n")[1], None);
        assert_eq!(guess("Title,State\nSRE,New York\nNurse,Ohio\n")[1], None);
        assert_eq!(
            guess("Title,State\nSRE,Open\nNurse,Filled\n")[1],
            Some(Column::Status)
        );
        assert_eq!(guess("Title,Published\nSRE,Yes\nNurse,No\n")[1], None);
        assert_eq!(guess("Title,Hired\nSRE,1\nNurse,0\n")[1], None);
    }

    #[test]
    fn an_owner_is_the_recruiter_unless_another_column_is() {
        let [leader, recruiter] = [Some(Column::Leader), Some(Column::Recruiter)];
        assert_eq!(guess("Job,Owner\nSRE,Dana Moss\n")[1], recruiter);
        assert_eq!(
            guess("Job,Owner,Hiring manager\nSRE,Priya Nair,Dana Moss\n")[1..],
            [recruiter, leader]
        );
        assert_eq!(
            guess("Job,Owner,Recruiter\nSRE,Dana Moss,Priya Nair\n")[1..],
            [leader, recruiter]
        );
        assert_eq!(
            guess("Job,Owner,Recruiter,Hiring manager\nSRE,A Bo,C Do,E Fo\n")[1..],
            [None, recruiter, leader]
        );
    }

    #[test]
    fn cells_tell_what_no_heading_names() {
        let table = "A,B,C,D\n\
            SRE,Open,2026-01-05,\n\
            Senior Nurse,Filled,2026-01-06,2026-04-01\n\
            Buyer,Cancelled,2026-01-07,2026-02-01\n";
        let found = [Column::Title, Column::Status, Column::Opened, Column::Closed];
        assert_eq!(guess(table), found.map(Some));
        // Without a status nothing says what the second day is.
        assert_eq!(
            guess("Job,X,Y\nSRE,2026-01-05,\nBuyer,2026-01-07,2026-02-01\n")[1..],
            [Some(Column::Opened), None]
        );
    }

    proptest! {
        #[test]
        fn whatever_the_table_each_kind_is_found_once(headings in prop::collection::vec(".{0,30}", 1..8), cells in prop::collection::vec(prop::collection::vec(".{0,20}", 0..8), 0..5)) {
            let found = columns(&headings, &cells);
            prop_assert_eq!(found.len(), headings.len());
            for column in Column::ALL {
                prop_assert!(found.iter().filter(|known| **known == Some(*column)).count() <= 1);
            }
        }
    }
}
