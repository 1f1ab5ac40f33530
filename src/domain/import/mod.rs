//! Roles from a table that another tracker exported: what each column is, and what each line says.
//!
//! Reading has two steps, so that a person may correct the first: [`Table::parse`] finds the columns,
//! [`Planner`] then reads line by line under the columns and the order of dates that were agreed on. [`Fresh`] says
//! what of it is new on a board, [`People`] makes the commands that add it. [`history`] reads the same tables to tell
//! how the forecast would have done.

mod cells;
mod column;
mod cut;
mod date;
pub mod day;
#[cfg(test)]
mod exports;
mod fresh;
mod guess;
mod hints;
pub mod history;
mod named;
mod plan;
mod recent;
mod words;

use csv::{ReaderBuilder, StringRecord};
use thiserror::Error;

use crate::domain::{Family, Seniority};

pub use column::Column;
pub use date::DateOrder;
pub use fresh::{Fresh, People, Step, take_back};
pub use plan::{Endings, Plan, Planned, Planner};
pub use recent::{Recent, TakenBack};

use cut::whole_days;

/// Most bytes of a table that is read: some 500,000 lines.
pub const MAX_TABLE: usize = 64 * 1024 * 1024;

/// Lines from which columns and dates are guessed, and which are shown to the person.
const SAMPLE: usize = 200;

/// Text as delimited values (RFC 4180), with its headings and what its columns seem to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// Ends in a line break; lines end in `\n` alone.
    text: String,
    delimiter: u8,
    pub headings: Vec<String>,
    /// What each column is taken for; none: it is passed over.
    pub columns: Vec<Option<Column>>,
    /// The first lines, as they are.
    pub sample: Vec<Vec<String>>,
}

/// Why text is not a table of roles.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum NoTable {
    #[error("the file is empty: export the roles again, with their headings")]
    Empty,
    #[error(
        "this is not a table but a picture, a workbook or another kind of file: save or export it as CSV"
    )]
    NotText,
    #[error("the file has headings, but no lines below them: export the roles again")]
    NoLines,
    #[error("the file is too large: {} MB is the most. Split it, or leave out old roles", MAX_TABLE / 1024 / 1024)]
    TooLarge,
}

impl Table {
    /// Finds the delimiter (comma, semicolon, tab or bar), the headings, and what the columns seem to be.
    ///
    /// # Errors
    /// What is wrong with the file, and what to do.
    pub fn parse(text: &str) -> Result<Self, NoTable> {
        if text.len() > MAX_TABLE {
            return Err(NoTable::TooLarge);
        }
        let text = text.trim_start_matches('\u{feff}');
        if text.trim().is_empty() {
            return Err(NoTable::Empty);
        }
        let strange = |c: &char| (c.is_control() && !c.is_whitespace()) || *c == char::REPLACEMENT_CHARACTER;
        let (head, odd) = (text.chars().take(4_000), text.chars().take(4_000).filter(strange));
        if odd.count() * 50 > head.count() || text.contains('\0') {
            return Err(NoTable::NotText);
        }
        // One kind of line break, so that lines can be counted as an editor counts them.
        let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
        text.push('\n');
        let delimiter = delimiter(&text);
        let mut lines = Lines::new(text, delimiter);
        let headings: Vec<String> = lines
            .next_line()
            .map(|(_, cells)| owned(&cells))
            .unwrap_or_default();
        let mut sample = Vec::new();
        while sample.len() < SAMPLE
            && let Some((_, cells)) = lines.next_line()
        {
            sample.push(owned(&cells));
        }
        if sample.is_empty() {
            return Err(NoTable::NoLines);
        }
        Ok(Self {
            text: lines.into_text(),
            delimiter,
            columns: guess::columns(&headings, &sample),
            headings,
            sample,
        })
    }

    /// What is still missing before lines can be read; empty when nothing is.
    pub fn missing(&self) -> Vec<&'static str> {
        let has = |column| self.columns.contains(&Some(column));
        let mut missing = Vec::new();
        if !has(Column::Title) {
            missing.push("the role's title");
        }
        let is_told = has(Column::Opened) || has(Column::Closed) && has(Column::Days);
        if !is_told {
            missing.push("the day on which it was opened");
        }
        missing
    }

    /// Takes a column for something else; whatever was taken for that before is passed over.
    pub fn set(&mut self, index: usize, column: Option<Column>) {
        if column.is_some() {
            for other in &mut self.columns {
                if *other == column {
                    *other = None;
                }
            }
        }
        if let Some(slot) = self.columns.get_mut(index) {
            *slot = column;
        }
    }

    /// What the sample tells of the order of days and months; none when every date can be read both ways.
    pub fn date_order(&self) -> Option<DateOrder> {
        DateOrder::of(self.dates())
    }

    /// Whether some date can be read both ways, and no other date settles it.
    pub fn has_unclear_dates(&self) -> bool {
        let two_ways = |cell: &str| DateOrder::DayFirst.read(cell) != DateOrder::MonthFirst.read(cell);
        self.date_order().is_none() && self.dates().any(two_ways)
    }

    fn dates(&self) -> impl Iterator<Item = &str> {
        let columns = self.columns.iter().enumerate();
        let dates = columns.filter(|(_, column)| matches!(column, Some(Column::Opened | Column::Closed)));
        dates.flat_map(|(index, _)| {
            self.sample
                .iter()
                .filter_map(move |line| line.get(index).map(String::as_str))
        })
    }

    /// Bytes of the text: what [`Planner::progress`] counts towards.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Never: an empty text is no table.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

fn owned(cells: &StringRecord) -> Vec<String> {
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// The delimiter that the first line has most of, outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0), (b'|', 0)];
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts
                .iter_mut()
                .filter(|(delimiter, _)| *delimiter == byte)
                .for_each(|(_, count)| *count += 1),
        }
    }
    // The first wins a tie.
    counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(delimiter, _)| *delimiter)
}

/// The lines of a table, each with the number an editor shows for its first row.
struct Lines {
    reader: csv::Reader<std::io::Cursor<String>>,
}

impl Lines {
    fn new(text: String, delimiter: u8) -> Self {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(std::io::Cursor::new(text));
        Self { reader }
    }

    /// The next line that says anything.
    fn next_line(&mut self) -> Option<(u64, StringRecord)> {
        let mut record = StringRecord::new();
        loop {
            // The text is in memory, is UTF-8, and may have lines of any length: nothing is left that could fail.
            if !self.reader.read_record(&mut record).unwrap_or(false) {
                return None;
            }
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                break;
            }
        }
        let within: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        let number = self.reader.position().line().saturating_sub(1 + within as u64);
        Some((number, record))
    }

    fn read_bytes(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX)
    }

    fn into_text(self) -> String {
        self.reader.into_inner().into_inner()
    }
}

/// The family and the seniority that a title names: operations and mid when it names none.
pub fn guess(title: &str) -> (Family, Seniority) {
    (words::family(title, ""), words::seniority("", title))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Table {
        Table::parse(text).unwrap()
    }

    #[test]
    fn commas_semicolons_tabs_and_bars_are_told_apart() {
        for delimiter in [",", ";", "\t", "|"] {
            let heads = ["Job title", "Hiring Manager", "Date opened"].join(delimiter);
            let line = ["SRE", "Dana", "2026-01-02"].join(delimiter);
            let table = parse(&format!("\u{feff}{heads}\r\n{line}\r\n"));
            assert_eq!(table.headings, ["Job title", "Hiring Manager", "Date opened"]);
            assert_eq!(
                table.columns,
                [Some(Column::Title), Some(Column::Leader), Some(Column::Opened)]
            );
            assert_eq!(table.sample, [["SRE", "Dana", "2026-01-02"]]);
        }
    }

    #[test]
    fn a_delimiter_within_quotes_does_not_count() {
        let table = parse("\"Title, as posted, in full\";Manager\nSRE;Dana\n");
        assert_eq!(table.headings, ["Title, as posted, in full", "Manager"]);
    }

    #[test]
    fn what_is_not_a_table_is_said_in_words() {
        assert_eq!(Table::parse("\u{feff} \r\n"), Err(NoTable::Empty));
        assert_eq!(Table::parse("Title,Leader,Opened\r\n\r\n"), Err(NoTable::NoLines));
        assert_eq!(
            Table::parse("PK\u{3}\u{4}\u{14}\u{6}\u{8}\u{0}x"),
            Err(NoTable::NotText)
        );
        assert_eq!(
            Table::parse("\u{fffd}PNG\u{1a}\u{fffd}\u{fffd},b"),
            Err(NoTable::NotText)
        );
    }

    #[test]
    fn a_column_is_taken_for_one_thing_only() {
        let mut table = parse("Title,Requisition title,Manager,Opened\na,b,c,2026-01-02\n");
        assert_eq!(table.columns[..2], [Some(Column::Title), None]);
        assert_eq!(table.missing(), [""; 0]);
        table.set(1, Some(Column::Title));
        assert_eq!(table.columns[..2], [None, Some(Column::Title)]);
        table.set(1, None);
        table.set(3, None);
        assert_eq!(
            table.missing(),
            ["the role's title", "the day on which it was opened"]
        );
    }

    #[test]
    fn lines_are_numbered_as_an_editor_numbers_them() {
        let text = "Title,Leader\r\n\r\n\"one\r\ntwo\",Dana\r\n,\r\nthree,Ola\rfour,Ola".to_owned();
        let table = parse(&text);
        let mut lines = Lines::new(table.text.clone(), table.delimiter);
        let mut numbers = Vec::new();
        while let Some((number, cells)) = lines.next_line() {
            numbers.push((number, cells[0].to_owned()));
        }
        let expected = [(1, "Title"), (3, "one\ntwo"), (6, "three"), (7, "four")];
        assert_eq!(
            numbers,
            expected.map(|(number, title)| (number, title.to_owned()))
        );
    }
}
