//! What each line of a table says, line by line.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};
use sha2::{Digest, Sha256};

use super::words::{Status, family, seniority};
use super::{Column, DateOrder, Lines, Table};
use crate::domain::{Close, CloseReason, Niche, Refusal, RoleDetails, RoleId, Stage, line};

/// A role as a line of the table says it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Planned {
    /// Where it stands in the file.
    pub line: u64,
    /// The same whenever the same line is read: importing twice adds nothing.
    pub id: RoleId,
    pub leader: String,
    pub team: String,
    /// Empty when the table names none.
    pub recruiter: String,
    pub details: RoleDetails,
    pub stage: Stage,
    /// Given exactly when the stage is [`Stage::Closed`].
    pub close: Option<Close>,
    pub held: bool,
}

/// What the lines read so far come to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    pub roles: Vec<Planned>,
    /// Lines that cannot be imported, with the reason.
    pub bad: Vec<(u64, String)>,
    /// Words of status that are not known, and how many lines have each: these are read as open, or as filled
    /// when there is a closing date.
    pub unknown: BTreeMap<String, u32>,
}

/// Reads a table's lines, some at a time, so that a page stays alive meanwhile.
pub struct Planner {
    lines: Lines,
    columns: Vec<Option<Column>>,
    order: DateOrder,
    today: NaiveDate,
    /// How often the same role was met.
    met: HashMap<RoleId, u32>,
    pub plan: Plan,
}

/// One line's cells by what they are.
struct Cells<'a>(BTreeMap<Column, &'a str>);

impl Cells<'_> {
    fn get(&self, column: Column) -> &str {
        self.0.get(&column).copied().unwrap_or("")
    }
}

impl Planner {
    pub fn new(table: &Table, order: DateOrder, today: NaiveDate) -> Self {
        let mut lines = Lines::new(table.text.clone(), table.delimiter);
        // The headings.
        lines.next_line();
        Self {
            lines,
            columns: table.columns.clone(),
            order,
            today,
            met: HashMap::new(),
            plan: Plan::default(),
        }
    }

    /// Reads so many lines more; false when there are no more.
    pub fn read(&mut self, count: usize) -> bool {
        for _ in 0..count {
            let Some((number, cells)) = self.lines.next_line() else {
                return false;
            };
            let named = self.columns.iter().zip(cells.iter());
            let cells = Cells(
                named
                    .filter_map(|(column, cell)| Some(((*column)?, unmarked(cell))))
                    .collect(),
            );
            match self.role(number, &cells) {
                Ok(role) => self.plan.roles.push(role),
                Err(reason) => self.plan.bad.push((number, reason)),
            }
        }
        true
    }

    /// Bytes read so far.
    pub fn progress(&self) -> usize {
        self.lines.read_bytes()
    }

    fn role(&mut self, number: u64, cells: &Cells) -> Result<Planned, String> {
        let text = |field: &str, column| {
            line(field, cells.get(column)).map_err(|refusal| match refusal {
                Refusal::Empty { field } => format!("it names no {field}"),
                refusal => refusal.to_string(),
            })
        };
        let optional = |field: &str, column| match cells.get(column) {
            "" => Ok(String::new()),
            _ => text(field, column),
        };
        let title = text("title", Column::Title)?;
        let leader = text("hiring leader", Column::Leader)?;
        let team = optional("team", Column::Team)?;
        let recruiter = optional("recruiter", Column::Recruiter)?;
        let (opened_on, closed_on) = self.days(cells)?;
        let (status, known) = self.status(cells, closed_on);
        let close = match status.close {
            None => None,
            Some(reason) => {
                let on =
                    closed_on.ok_or("closed, but on which day? Give a closing date or the days to fill")?;
                Some(Close {
                    reason,
                    on,
                    from: None,
                })
            }
        };
        if let Some(unknown) = known {
            *self.plan.unknown.entry(unknown).or_default() += 1;
        }
        let details = RoleDetails {
            family: family(&title, &team),
            seniority: seniority(cells.get(Column::Seniority), &title),
            niche: Niche::Common,
            title,
            opened_on,
            outlook: None,
        };
        let id = self.id(cells.get(Column::Number), &details, &leader);
        Ok(Planned {
            line: number,
            id,
            leader,
            team,
            recruiter,
            details,
            stage: status.stage,
            close,
            held: status.held,
        })
    }

    /// When it was opened and closed, one told by the other and the days between where need be.
    fn days(&self, cells: &Cells) -> Result<(NaiveDate, Option<NaiveDate>), String> {
        let read = |column: Column| match cells.get(column) {
            "" => Ok(None),
            cell => match self.order.read(cell) {
                Some(date) => Ok(Some(date)),
                None => Err(format!("\"{cell}\" is not a date: write it as 2026-11-24")),
            },
        };
        let (opened, closed) = (read(Column::Opened)?, read(Column::Closed)?);
        let days = match cells.get(Column::Days) {
            "" => None,
            // An open role's days to fill are blank in some exports and a dash in others.
            "-" | "–" | "n/a" | "N/A" => None,
            cell => Some(whole_days(cell).ok_or_else(|| format!("\"{cell}\" is not a number of days"))?),
        };
        let (opened, closed) = match (opened, closed, days) {
            (Some(opened), None, Some(days)) if is_over(cells) => {
                (Some(opened), opened.checked_add_days(days))
            }
            (None, Some(closed), Some(days)) => (closed.checked_sub_days(days), Some(closed)),
            (opened, closed, _) => (opened, closed),
        };
        let opened = opened.ok_or("no day on which it was opened")?;
        for date in [Some(opened), closed].into_iter().flatten() {
            if date > self.today {
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

    /// Where it stands, and the word that is not known.
    fn status(&self, cells: &Cells, closed: Option<NaiveDate>) -> (Status, Option<String>) {
        let otherwise = match closed {
            Some(_) => Status::closed(CloseReason::Filled),
            None => Status::open(Stage::Source),
        };
        match cells.get(Column::Status) {
            "" => (otherwise, None),
            cell => match Status::of(cell) {
                Some(status) => (status, None),
                None => (otherwise, Some(cell.chars().take(40).collect())),
            },
        }
    }

    /// A number of ours is the role's id. The table's own number, or else title, leader and day, tell one role from another; what is equal in these
    /// is told apart by its turn.
    fn id(&mut self, number: &str, details: &RoleDetails, leader: &str) -> RoleId {
        // Our own export comes back.
        if let Ok(id) = number.parse() {
            return id;
        }
        let mut hash = Sha256::new();
        if number.is_empty() {
            let opened = details.opened_on.to_string();
            for part in [&details.title, leader, &opened] {
                hash.update(part.to_lowercase());
                hash.update([0]);
            }
        } else {
            hash.update("number\0");
            hash.update(number);
        }
        let first = made_from(&hash);
        let turn = self.met.entry(first).or_default();
        *turn += 1;
        if *turn == 1 {
            return first;
        }
        hash.update(turn.to_le_bytes());
        made_from(&hash)
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

/// Whether the line's status, if it has one, says that the search is over.
fn is_over(cells: &Cells) -> bool {
    let status = cells.get(Column::Status);
    status.is_empty() || Status::of(status).is_some_and(|status| status.close.is_some())
}

/// `34`, `34.0` and `34 days`.
fn whole_days(cell: &str) -> Option<Days> {
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

fn made_from(hash: &Sha256) -> RoleId {
    let mut bytes = [0; 16];
    for (slot, byte) in bytes.iter_mut().zip(hash.clone().finalize()) {
        *slot = byte;
    }
    RoleId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Seniority;

    fn plan(text: &str) -> Plan {
        let table = Table::parse(text).unwrap();
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let order = table.date_order().unwrap_or(DateOrder::DayFirst);
        let mut planner = Planner::new(&table, order, today);
        while planner.read(2) {}
        planner.plan
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_trackers_export_is_read_in_any_order_of_columns() {
        let plan = plan(
            "Status;Opened;Hiring Manager;Department;Requisition Title;Recruiter;Filled;Level\n\
             Open;02.11.2026;Dana Whitfield;Platform;\"Engineer; data\nplatform\";Priya;;Senior\n\
             Filled;01.03.2026;Marcus Obi;Finance;Controller;;30.06.2026;\n",
        );
        assert_eq!((plan.bad, plan.unknown.len()), (vec![], 0));
        let [open, closed] = &plan.roles[..] else { panic!() };
        assert_eq!(
            (open.line, open.details.title.as_str()),
            (2, "Engineer; data platform")
        );
        assert_eq!(
            (open.leader.as_str(), open.team.as_str()),
            ("Dana Whitfield", "Platform")
        );
        assert_eq!(
            (open.stage, open.details.seniority),
            (Stage::Source, Seniority::Senior)
        );
        assert_eq!(open.details.opened_on, day("2026-11-02"));
        assert_eq!((closed.line, closed.stage), (4, Stage::Closed));
        let (reason, on) = (CloseReason::Filled, day("2026-06-30"));
        assert_eq!(
            closed.close,
            Some(Close {
                reason,
                on,
                from: None
            })
        );
    }

    #[test]
    fn bad_lines_are_listed_and_the_rest_is_read() {
        let plan = plan(
            "Title,Hiring manager,Opened,Closed,Days to fill,Status\n\
             ,Dana,2026-01-02,,,Open\n\
             SRE,,2026-01-02,,,Open\n\
             SRE,Dana,yesterday,,,Open\n\
             SRE,Dana,2026-01-02,2025-12-01,,Filled\n\
             SRE,Dana,2026-01-02,,,Filled\n\
             SRE,Dana,2027-01-02,,,Open\n\
             SRE,Dana,2026-01-02,,soon,Filled\n\
             SRE,Dana,2026-01-02,,34 days,Filled\n\
             SRE,Dana\n",
        );
        let lines: Vec<u64> = plan.bad.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 6, 7, 8, 10], "{:?}", plan.bad);
        assert!(plan.bad[2].1.contains("\"yesterday\" is not a date"));
        assert_eq!(plan.roles.len(), 1);
        assert_eq!(plan.roles[0].close.as_ref().unwrap().on, day("2026-02-05"));
    }

    #[test]
    fn an_opening_day_is_told_by_the_closing_day_and_the_days_between() {
        let plan = plan("Role,Leader,Hired,Time to fill\nSRE,Dana,2026-02-05,34\n");
        assert_eq!(plan.roles[0].details.opened_on, day("2026-01-02"));
    }

    #[test]
    fn an_open_roles_days_close_nothing() {
        let plan = plan("Role,Leader,Opened,Days open,Status\nSRE,Dana,2026-02-05,34,Interviewing\n");
        assert_eq!(
            (plan.roles[0].stage, &plan.roles[0].close),
            (Stage::Interview, &None)
        );
    }

    #[test]
    fn words_that_are_not_known_are_counted() {
        let plan = plan("Role,Leader,Opened,Status\nSRE,Dana,2026-02-05,Tier 2\nQA,Dana,2026-02-05,Tier 2\n");
        assert_eq!(plan.unknown, [("Tier 2".to_owned(), 2)].into());
        assert_eq!(plan.roles[0].stage, Stage::Source);
    }

    #[test]
    fn the_same_line_is_the_same_role_and_two_equal_lines_are_two() {
        let text = "Role,Leader,Opened\nSRE,Dana,2026-02-05\nSRE,Dana,2026-02-05\nsre,DANA,2026-02-06\n";
        let ids = |text: &str| {
            plan(text)
                .roles
                .into_iter()
                .map(|role| role.id)
                .collect::<Vec<_>>()
        };
        assert_eq!(ids(text), ids(text));
        let mut apart = ids(text);
        apart.sort_unstable();
        apart.dedup();
        assert_eq!(apart.len(), 3);
        let numbered = |title: &str| {
            ids(&format!(
                "Req ID,Role,Leader,Opened\nR-7,{title},Dana,2026-02-05\n"
            ))
        };
        assert_eq!(
            numbered("SRE"),
            numbered("SRE, platform".replace(',', "").as_str()),
            "a number outlives its title"
        );
    }
}
