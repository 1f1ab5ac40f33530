//! Made-up exports in the manner of common trackers: what each of their columns is, and how many the guess gets right.
//!
//! The words of the guess were chosen on [`SEEN`]. [`UNSEEN`] judges them.

use super::{Column, Table};

/// A file, and its columns in order: `-` is passed over, `?` behind a kind means that one of the columns marked so is
/// of it and the others are passed over.
struct Export {
    name: &'static str,
    text: &'static str,
    columns: &'static str,
}

macro_rules! export {
    ($name:literal, $columns:literal) => {
        Export {
            name: $name,
            text: include_str!(concat!("exports/", $name, ".csv")),
            columns: $columns,
        }
    };
}

/// With these the words of the guess were chosen.
const SEEN: &[Export] = &[
    export!(
        "seen_analytics",
        "Title Recruiter Leader Opened Closed Days Status - Team Number -"
    ),
    export!(
        "seen_jazzhr",
        "Title Status? Status? - - Leader - Opened - Number"
    ),
    export!(
        "seen_recruitee",
        "Title Status Leader Recruiter Opened Closed Days - -"
    ),
    export!("seen_breezy", "Title Recruiter Team Opened Status - - Number"),
    export!("seen_sheet", "Title Leader Team Opened Closed Status - -"),
];

/// Kept apart from the words of the guess.
const UNSEEN: &[Export] = &[
    export!(
        "greenhouse",
        "Title Number? Number? Number? Status Team - Leader Recruiter Opened Closed - Days - -"
    ),
    export!(
        "lever",
        "Number Title Status - Leader Recruiter Team - - - - - Opened Closed -"
    ),
    export!(
        "ashby",
        "Title Number Status Leader Recruiter Team - - Opened Closed - Days -"
    ),
    export!(
        "workable",
        "Number Title Team - Recruiter Leader - Status - Opened Closed - -"
    ),
    export!(
        "smartrecruiters",
        "Number Title Status - Team - - Leader - Recruiter Opened Closed Days -"
    ),
    export!(
        "icims",
        "Number Title Status Leader Recruiter Team - - Opened Closed -"
    ),
    export!(
        "workday",
        "Number Title - Status Team Leader Recruiter - Opened - Closed - -"
    ),
    export!(
        "taleo",
        "Number Title Status Leader Recruiter Seniority - Team - Opened? Opened? Closed Days -"
    ),
    export!(
        "bamboohr",
        "Title Status Leader Team - - Seniority Opened Closed - Number"
    ),
    export!(
        "teamtailor",
        "Title - Status Team - - Recruiter Opened Closed - - -"
    ),
    export!(
        "personio",
        "Number Title - Team - - Seniority Status Recruiter Leader Opened - Closed -"
    ),
    export!(
        "spreadsheet",
        "Title Leader Team Opened Closed Status - Recruiter -"
    ),
];

impl Export {
    /// How many columns are right, of how many, and what is wrong in words.
    fn judged(&self) -> (usize, usize, Vec<String>) {
        let table = Table::parse(self.text).unwrap();
        let expected: Vec<&str> = self.columns.split_whitespace().collect();
        assert_eq!(expected.len(), table.headings.len(), "{}", self.name);
        let name = |column: Option<Column>| column.map_or("-".to_owned(), |column| format!("{column:?}"));
        let has_one = |kind: &str| {
            let all = expected.iter().zip(&table.columns);
            let mut of_kind = all.filter(|(expected, _)| expected.ends_with('?'));
            of_kind.any(|(_, column)| name(*column) == kind)
        };
        let mut wrong = Vec::new();
        for ((expected, column), heading) in expected.iter().zip(&table.columns).zip(&table.headings) {
            let found = name(*column);
            let is_right = match expected.strip_suffix('?') {
                Some(kind) => has_one(kind) && (found == kind || found == "-"),
                None => found == *expected,
            };
            if !is_right {
                wrong.push(format!(
                    "{}: {heading} is {expected}, taken for {found}",
                    self.name
                ));
            }
        }
        (expected.len() - wrong.len(), expected.len(), wrong)
    }
}

/// The share of columns that are right, 0 to 1, and what is wrong.
fn right(exports: &[Export]) -> (f64, Vec<String>) {
    let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
    for export in exports {
        let (hits, columns, misses) = export.judged();
        (right, all) = (right + hits, all + columns);
        wrong.extend(misses);
    }
    #[expect(clippy::cast_precision_loss, reason = "there are hundreds")]
    let share = right as f64 / all as f64;
    (share, wrong)
}

#[test]
fn of_exports_never_seen_before_nineteen_columns_in_twenty_are_right() {
    let (share, wrong) = right(UNSEEN);
    assert!(share >= 0.95, "{share:.3}\n{}", wrong.join("\n"));
}

#[test]
fn of_exports_it_was_made_with_all_columns_are_right() {
    let (_, wrong) = right(SEEN);
    assert_eq!(wrong, [""; 0]);
}
