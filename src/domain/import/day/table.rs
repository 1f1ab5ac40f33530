//! Activities from a table: its columns by their headings, or else by what their cells look like.

use chrono::NaiveTime;

use super::activity::{Activity, Read, Window, plain};
use crate::domain::{
    Effort,
    import::{DateOrder, Lines, NoTable, Table},
};

/// Words of headings, in English, German, French and Spanish.
const DATE: &[&str] = &[
    "date", "day", "when", "start", "datum", "tag", "jour", "fecha", "día",
];
const WHAT: &[&str] = &[
    "what",
    "activity",
    "type",
    "subject",
    "title",
    "task",
    "aktivität",
    "tätigkeit",
    "betreff",
    "was",
    "activité",
    "objet",
    "quoi",
    "actividad",
    "asunto",
    "tipo",
];
const COUNT: &[&str] = &[
    "count",
    "many",
    "number",
    "quantity",
    "anzahl",
    "menge",
    "nombre",
    "quantité",
    "cantidad",
];
const MINUTES: &[&str] = &[
    "minutes",
    "min",
    "duration",
    "minuten",
    "dauer",
    "durée",
    "duración",
    "minutos",
];
const NOTES: &[&str] = &[
    "note",
    "notes",
    "comment",
    "comments",
    "remark",
    "remarks",
    "details",
    "notiz",
    "notizen",
    "kommentar",
    "bemerkung",
    "remarque",
    "commentaire",
    "nota",
    "notas",
    "comentario",
];
const TIME: &[&str] = &["time", "uhrzeit", "heure", "hora"];

/// Which column holds what.
struct Columns {
    date: usize,
    what: usize,
    count: Option<usize>,
    minutes: Option<usize>,
    time: Option<usize>,
    notes: Option<usize>,
}

/// # Errors
/// It is no table. None: it is one, but of something else.
pub(super) fn read(text: &str, window: &Window) -> Result<Option<Read>, NoTable> {
    // A line that was pasted without the others has no heading.
    let (table, is_alone) = match Table::parse(text) {
        Err(NoTable::NoLines) => {
            let line = text.trim();
            (Table::parse(&format!("{line}\n{line}"))?, true)
        }
        table => (table?, false),
    };
    let Some(columns) = Columns::of(&table) else {
        return Ok(None);
    };
    let cells = table.sample.iter().filter_map(|line| line.get(columns.date));
    let order = DateOrder::of(cells.map(String::as_str)).unwrap_or(DateOrder::DayFirst);
    // Without headings the first line is one like the others.
    let first = table.headings.get(columns.date);
    let headings = usize::from(is_alone || first.is_none_or(|cell| order.read(cell).is_none()));
    let mut lines = Lines::new(table.text, table.delimiter);
    let mut read = Read::default();
    let mut skipped = 0;
    while let Some((_, cells)) = lines.next_line() {
        if skipped < headings {
            skipped += 1;
            continue;
        }
        let cell = |at: usize| cells.get(at).map_or("", str::trim);
        let Some(day) = order.read(cell(columns.date)) else {
            read.without_date += 1;
            continue;
        };
        let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
        let written = columns.time.and_then(|at| time(cell(at)));
        let written = written.or_else(|| time(cell(columns.date)));
        let mut at = day.and_time(written.unwrap_or(noon));
        if written.is_none() && day == window.now.date() {
            // What was done today was done by now.
            at = at.min(window.now);
        }
        if !window.holds(day) || at > window.now {
            continue;
        }
        let number =
            |at: Option<usize>| at.and_then(|at| cell(at).split_whitespace().next()?.parse::<u32>().ok());
        let counted = columns.count.map_or("", cell);
        let quantity = number(columns.count).filter(|count| (1..=Effort::MAX_QUANTITY).contains(count));
        if quantity.is_none() && !counted.is_empty() {
            read.without_count += 1;
        }
        let is_noted = columns.notes.is_some_and(|at| !cell(at).is_empty());
        read.with_notes += u32::from(is_noted);
        read.activities.push(Activity {
            at,
            minutes: number(columns.minutes),
            quantity: quantity.unwrap_or(1),
            title: cell(columns.what).to_owned(),
            words: cells.iter().collect::<Vec<_>>().join(" "),
        });
    }
    Ok(Some(read))
}

impl Columns {
    fn of(table: &Table) -> Option<Self> {
        let headings: Vec<String> = table.headings.iter().map(|heading| plain(heading)).collect();
        let named = |words: &[&str]| {
            headings
                .iter()
                .position(|heading| words.iter().any(|word| heading.contains(&format!(" {word} "))))
        };
        let share = |column: usize, fits: &dyn Fn(&str) -> bool| {
            let cells = table.sample.iter().filter_map(|line| line.get(column));
            cells.filter(|cell| fits(cell)).count()
        };
        let is_date = |cell: &str| {
            let orders = [DateOrder::DayFirst, DateOrder::MonthFirst];
            orders.iter().any(|order| order.read(cell).is_some())
        };
        let notes = named(NOTES);
        let says = |cell: &str| cell.chars().any(char::is_alphabetic) && !is_date(cell);
        let most = |fits: &dyn Fn(&str) -> bool| {
            (0..headings.len())
                .rev()
                .max_by_key(|column| share(*column, fits))
                .filter(|column| share(*column, fits) > 0)
        };
        let date = named(DATE).filter(|column| share(*column, &is_date) > 0);
        Some(Self {
            date: date.or_else(|| most(&is_date))?,
            what: named(WHAT).or_else(|| most(&says))?,
            notes,
            count: named(COUNT),
            minutes: named(MINUTES),
            time: named(TIME),
        })
    }
}

/// `09:30`, wherever it stands in a cell.
fn time(cell: &str) -> Option<NaiveTime> {
    let mut parts = cell.split([' ', 'T']);
    parts.find_map(|part| {
        let (hour, rest) = part.split_once(':')?;
        let minute = rest.get(..2)?;
        NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
    })
}
