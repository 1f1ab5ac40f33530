//! What each line of a table says, line by line.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::cut::Cells;
use super::guess::says_filled;
use super::named::{is_last_first, turned};
use super::words::{Status, family, seniority};
use super::{Column, DateOrder, Lines, Table};
use crate::domain::{Called, Close, CloseReason, MAX_NAME, Niche, RoleDetails, RoleId, Stage};

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

impl Planned {
    /// Whether another line says the same of it.
    fn says_what(&self, other: &Self) -> bool {
        let other = Self {
            line: self.line,
            id: self.id,
            ..other.clone()
        };
        *self == other
    }
}

/// What the lines read so far come to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    pub roles: Vec<Planned>,
    /// Lines that cannot be imported, with the reason.
    pub bad: Vec<(u64, String)>,
    /// Words of status that are not known, and how many lines have each: without a closing day these are read as open.
    pub unknown: BTreeMap<String, u32>,
    /// What is said of lines that are closed without saying how, in small letters, and how many lines say it; nothing
    /// at all where there is only a closing day.
    pub closed: BTreeMap<String, u32>,
    /// A name that stands last name first in the table, as it is written and as it is read; none where none does.
    pub turned: Option<(String, String)>,
    /// How many roles have the title, the leader and the day of one before them, and no number that tells them apart.
    pub alike: u32,
    /// How many of these lines are not among the roles, since it is not answered yet how they ended.
    pub waiting: u32,
}

/// How lines ended that say only that they are closed, by the words of [`Plan::closed`].
pub type Endings = BTreeMap<String, CloseReason>;

/// The longest word of status that is told apart, in characters.
const LONGEST_WORD: usize = 40;

/// Reads a table's lines, some at a time, so that a page stays alive meanwhile.
pub struct Planner {
    lines: Lines,
    columns: Vec<Option<Column>>,
    order: DateOrder,
    today: NaiveDate,
    endings: Endings,
    /// The column that tells when it ended says that somebody said yes then: "Date filled".
    says_filled: bool,
    /// The columns whose names stand last name first.
    last_first: Vec<Column>,
    /// How often the same role was met.
    met: HashMap<RoleId, u32>,
    called: Called,
    pub plan: Plan,
}

/// Where a line's status and its closing day put a role.
enum Place {
    Open {
        stage: Stage,
        held: bool,
    },
    Closed(Close),
    /// It has to be answered first how it ended.
    Waiting,
}

impl Planner {
    /// Reads under the table's columns; `endings` answers what [`Plan::closed`] asks.
    pub fn new(table: &Table, order: DateOrder, today: NaiveDate, endings: Endings) -> Self {
        let mut lines = Lines::new(table.text.clone(), table.delimiter);
        // The headings.
        lines.next_line();
        let heading = |column| {
            let mut all = table.columns.iter().zip(&table.headings);
            all.find_map(|(known, heading)| (*known == Some(column)).then_some(heading))
        };
        let is_last_first = |column: &Column| {
            let at = table.columns.iter().position(|known| *known == Some(*column));
            let cells = table.sample.iter().filter_map(|line| line.get(at?));
            heading(*column).is_some_and(|heading| is_last_first(heading, cells.map(String::as_str)))
        };
        let people = [Column::Leader, Column::Recruiter].into_iter();
        let ended = heading(Column::Closed).or_else(|| heading(Column::Days));
        Self {
            lines,
            says_filled: ended.is_some_and(|heading| says_filled(heading)),
            last_first: people.filter(is_last_first).collect(),
            columns: table.columns.clone(),
            order,
            today,
            endings,
            met: HashMap::new(),
            called: Called::default(),
            plan: Plan::default(),
        }
    }

    /// What is wrong with a line is said in this word for leaders.
    pub fn in_word(self, called: Called) -> Self {
        Self { called, ..self }
    }

    /// Reads so many lines more; false when there are no more.
    pub fn read(&mut self, count: usize) -> bool {
        for _ in 0..count {
            let Some((number, cells)) = self.lines.next_line() else {
                return false;
            };
            let cells = Cells::of(&self.columns, &cells);
            match self.role(number, &cells) {
                Ok(role) => self.plan.roles.extend(role),
                Err(reason) => self.plan.bad.push((number, reason)),
            }
        }
        true
    }

    /// Bytes read so far.
    pub fn progress(&self) -> usize {
        self.lines.read_bytes()
    }

    /// None when it has to be answered first how it ended.
    fn role(&mut self, number: u64, cells: &Cells) -> Result<Option<Planned>, String> {
        let optional = |field: &str, column| match cells.get(column) {
            "" => Ok(String::new()),
            _ => cells.line(field, column),
        };
        let title = cells.line("title", Column::Title)?;
        let team = optional("team", Column::Team)?;
        let has_leaders = self.columns.contains(&Some(Column::Leader));
        let written = if has_leaders {
            cells.line(&self.called.ours("hiring leader"), Column::Leader)?
        } else {
            head_of(&team)
        };
        let recruiter = self.named(Column::Recruiter, &optional("recruiter", Column::Recruiter)?);
        let leader = self.named(Column::Leader, &written);
        let (opened_on, closed_on) = cells.days(self.order, self.today)?;
        let place = self.place(cells, closed_on)?;
        let details = RoleDetails {
            family: family(&title, &team),
            seniority: seniority(cells.get(Column::Seniority), &title),
            niche: Niche::Common,
            title,
            opened_on,
            outlook: None,
        };
        // Also of one that waits: which turn the next one has must not hang on an answer. By the leader as written, so that it stays the same
        // role however names are read.
        let (id, first) = self.id(cells.get(Column::Number), &details, &written);
        let (stage, held, close) = match place {
            Place::Open { stage, held } => (stage, held, None),
            Place::Closed(close) => (Stage::Closed, false, Some(close)),
            Place::Waiting => return Ok(None),
        };
        let planned = Planned {
            line: number,
            id,
            leader,
            team,
            recruiter,
            details,
            stage,
            close,
            held,
        };
        let Some(first) = first else {
            return Ok(Some(planned));
        };
        if cells.get(Column::Number).is_empty() {
            self.plan.alike += 1;
            return Ok(Some(planned));
        }
        // A number that comes twice is the same role if all else is the same.
        let before = self.plan.roles.iter().find(|role| role.id == first);
        match before.filter(|before| before.says_what(&planned)) {
            Some(before) => Err(format!("the same role as in line {}", before.line)),
            None => Ok(Some(planned)),
        }
    }

    /// A name of this column, the first name first.
    fn named(&mut self, column: Column, written: &str) -> String {
        let read = turned(written).filter(|_| self.last_first.contains(&column));
        let Some(read) = read else {
            return written.to_owned();
        };
        let turned = &mut self.plan.turned;
        turned.get_or_insert_with(|| (written.to_owned(), read.clone()));
        read
    }

    /// Where it stands; counts the words that are not known, and those that do not say how it ended.
    fn place(&mut self, cells: &Cells, closed_on: Option<NaiveDate>) -> Result<Place, String> {
        let close = |reason| {
            let on = closed_on.ok_or("closed, but on which day? Give a closing date or the days to fill")?;
            let (from, at) = (None, None);
            Ok(Place::Closed(Close { reason, on, from, at }))
        };
        let said = cells.get(Column::Status);
        match Status::of(said) {
            Some(Status::Open { stage, held }) => return Ok(Place::Open { stage, held }),
            Some(Status::Closed(reason)) => return close(reason),
            None if closed_on.is_none() => {
                if !said.is_empty() {
                    let word = said.chars().take(LONGEST_WORD).collect();
                    *self.plan.unknown.entry(word).or_default() += 1;
                }
                return Ok(Place::Open {
                    stage: Stage::Source,
                    held: false,
                });
            }
            None if said.is_empty() && self.says_filled => return close(CloseReason::Filled),
            Some(Status::Over) | None => {}
        }
        let word: String = said.to_lowercase().chars().take(LONGEST_WORD).collect();
        let ending = self.endings.get(&word).copied();
        let place = close(ending.unwrap_or(CloseReason::Filled))?;
        *self.plan.closed.entry(word).or_default() += 1;
        self.plan.waiting += u32::from(ending.is_none());
        Ok(if ending.is_some() { place } else { Place::Waiting })
    }

    /// A number of ours is the role's id. The table's own number, or else title, leader and day, tell one role from another; what is equal in these
    /// is told apart by its turn, and comes with the id of the first.
    fn id(&mut self, number: &str, details: &RoleDetails, leader: &str) -> (RoleId, Option<RoleId>) {
        // Our own export comes back.
        if let Ok(id) = number.parse() {
            return (id, None);
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
            return (first, None);
        }
        hash.update(turn.to_le_bytes());
        (made_from(&hash), Some(first))
    }
}

/// Who leads a team, as long as nobody says so.
fn head_of(team: &str) -> String {
    if team.is_empty() {
        return "Name unknown".into();
    }
    format!("Head of {team}").chars().take(MAX_NAME).collect()
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
        answered(text, Endings::new())
    }

    fn answered(text: &str, endings: Endings) -> Plan {
        let table = Table::parse(text).unwrap();
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let order = table.date_order().unwrap_or(DateOrder::DayFirst);
        let mut planner = Planner::new(&table, order, today, endings);
        while planner.read(2) {}
        planner.plan
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_wrong_with_a_line_says_the_word_of_the_workspace() {
        let table = Table::parse("Title,Hiring leader,Opened\nEngineer,,2026-05-01\n").unwrap();
        let today = day("2026-11-24");
        for (called, reason) in [
            (Called::Leader, "it names no hiring leader"),
            (Called::HiringManager, "it names no hiring manager"),
        ] {
            let planner = Planner::new(&table, DateOrder::DayFirst, today, Endings::new());
            let mut planner = planner.in_word(called);
            planner.read(10);
            assert_eq!(planner.plan.bad, [(2, reason.to_owned())]);
        }
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
                from: None,
                at: None,
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
    fn without_a_column_of_leaders_a_role_is_its_teams_heads() {
        let plan = plan("Title,Department,Opened\nBuyer,Finance,2026-01-02\nClerk,,2026-01-03\n");
        let leaders: Vec<_> = plan.roles.iter().map(|role| role.leader.as_str()).collect();
        assert_eq!(leaders, ["Head of Finance", "Name unknown"]);
        assert_eq!(plan.roles[0].team, "Finance");
    }

    #[test]
    fn names_that_stand_last_name_first_are_turned_and_one_of_them_is_told() {
        let text = "Title,\"Hiring Mgr (Last, First)\",Owner,Opened\n\
            SRE,\"Whitfield, Dana\",Priya Nair,2026-01-02\n\
            Buyer,\"Okafor, Ines\",Priya Nair,2026-01-03\n";
        let turned = plan(text);
        let names: Vec<_> = turned.roles.iter().map(|role| role.leader.as_str()).collect();
        assert_eq!(names, ["Dana Whitfield", "Ines Okafor"]);
        assert_eq!(turned.roles[0].recruiter, "Priya Nair");
        let told = ("Whitfield, Dana".to_owned(), "Dana Whitfield".to_owned());
        assert_eq!(turned.turned, Some(told));
        // Read before names were turned, it was the same role.
        let plain =
            plan("Title,Manager,Opened\nSRE,\"Whitfield, Dana\",2026-01-02\nBuyer,Tom Bell,2026-01-03\n");
        assert_eq!((plain.turned, &plain.roles[0].id), (None, &turned.roles[0].id));
        assert_eq!(plain.roles[0].leader, "Whitfield, Dana");
    }

    #[test]
    fn how_it_ended_is_asked_once_a_word_and_never_guessed() {
        use CloseReason::{Cancelled, Filled, SolvedWithoutHire};
        let text = "Title,Leader,Opened,Closed,Status\n\
            SRE,Dana,2026-01-02,2026-02-03,Closed\n\
            QA,Dana,2026-01-02,2026-02-03,CLOSED\n\
            Buyer,Dana,2026-01-02,2026-02-03,Tier 2\n\
            Clerk,Dana,2026-01-02,2026-02-03,\n\
            Nurse,Dana,2026-01-02,2026-02-03,Filled\n\
            Porter,Dana,2026-01-02,,Closed\n";
        let asked = plan(text);
        let counts = [("", 1), ("closed", 2), ("tier 2", 1)].map(|(word, count)| (word.to_owned(), count));
        assert_eq!(asked.closed, counts.into());
        assert_eq!((asked.waiting, asked.roles.len(), asked.bad.len()), (4, 1, 1));
        let endings = Endings::from([
            ("closed".to_owned(), Cancelled),
            (String::new(), SolvedWithoutHire),
        ]);
        let answered = answered(text, endings);
        assert_eq!(answered.closed, asked.closed, "the question stays");
        assert_eq!(answered.waiting, 1);
        let reasons = answered
            .roles
            .iter()
            .map(|role| role.close.as_ref().unwrap().reason);
        assert_eq!(
            reasons.collect::<Vec<_>>(),
            [Cancelled, Cancelled, SolvedWithoutHire, Filled]
        );
    }

    #[test]
    fn a_closing_day_without_a_status_is_asked_about_unless_its_heading_says_filled() {
        let of = |heading: &str| {
            plan(&format!(
                "Title,Leader,Opened,{heading}\nSRE,Dana,2026-01-02,2026-02-03\n"
            ))
        };
        assert_eq!((of("Date closed").waiting, of("Date closed").roles.len()), (1, 0));
        assert_eq!((of("Date filled").waiting, of("Date filled").roles.len()), (0, 1));
    }

    #[test]
    fn an_answer_changes_no_roles_number() {
        let text = "Title,Leader,Opened,Closed,Status\nSRE,Dana,2026-01-02,2026-02-03,Closed\nSRE,Dana,2026-01-02,,Open\n";
        let endings = Endings::from([("closed".to_owned(), CloseReason::Filled)]);
        assert_eq!(plan(text).roles[0].id, answered(text, endings).roles[1].id);
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
        assert_eq!(plan(text).alike, 1, "which is said");
        let twice = "Req ID,Role,Leader,Opened\nR-7,SRE,Dana,2026-02-05\nR-7,SRE,Dana,2026-02-05\nR-7,SRE,Ann,2026-02-05\n";
        let twice = plan(twice);
        assert_eq!((twice.roles.len(), twice.alike), (2, 0));
        assert_eq!(twice.bad, [(3, "the same role as in line 2".to_owned())]);
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
