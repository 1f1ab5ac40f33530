//! Where an import is: reading a table's lines, and adding what they say.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::lately::remember;
use crate::board::{desk::desk, kit::said};
use crate::browser::{clock, file::File, page, tab::capital};
use crate::domain::{
    Body, CloseReason, LeaderId, MAX_IMPORT, Role, State,
    import::{
        Column, DateOrder, Endings, Fresh, MAX_TABLE, NoTable, People, Plan, Planner, Step, Table, take_back,
    },
    role,
};

/// Lines read before the page gets its turn.
const LINES: usize = 2_000;
/// Commands that may wait for the disk before more are given.
const AHEAD: usize = 2;

/// Where the import is.
#[derive(Clone, Copy)]
pub struct Import {
    /// The file's name, while there is one.
    pub name: RwSignal<Option<String>>,
    pub table: RwSignal<Option<Table>>,
    pub order: RwSignal<DateOrder>,
    pub plan: RwSignal<Option<Plan>>,
    /// How roles ended of which the table says only that they are closed.
    pub endings: RwSignal<Endings>,
    /// The words that ask for it, and how many lines have each; they stay while the lines are read again.
    pub closed: RwSignal<BTreeMap<String, u32>>,
    /// Counts corrections, so that a reading that was overtaken stops.
    turn: RwSignal<u32>,
    /// What goes on, and how much of it is done, 0 to 100.
    pub working: RwSignal<Option<(&'static str, u32)>>,
    pub stop: RwSignal<bool>,
    pub problem: RwSignal<Option<String>>,
    pub done: RwSignal<Option<Done>>,
    /// What takes back the parts of what was imported, the first of them first.
    pub undo: RwSignal<Vec<Body>>,
}

#[derive(Clone, Copy, PartialEq)]
pub struct Done {
    pub imported: usize,
    pub left: usize,
    /// It was taken back.
    pub undone: bool,
}

impl Import {
    pub fn new() -> Self {
        Self {
            name: RwSignal::new(None),
            table: RwSignal::new(None),
            order: RwSignal::new(DateOrder::DayFirst),
            plan: RwSignal::new(None),
            endings: RwSignal::new(Endings::new()),
            closed: RwSignal::new(BTreeMap::new()),
            turn: RwSignal::new(0),
            working: RwSignal::new(None),
            stop: RwSignal::new(false),
            problem: RwSignal::new(None),
            done: RwSignal::new(None),
            undo: RwSignal::new(Vec::new()),
        }
    }

    pub async fn open(self, file: File) {
        self.problem.set(None);
        if file.size() > MAX_TABLE as f64 {
            return self.problem.set(Some(capital(&NoTable::TooLarge.to_string())));
        }
        self.working.set(Some(("Opening the file…", 0)));
        let text = file.text().await;
        self.working.set(None);
        match text {
            Ok(text) => self.begin(file.name(), &text),
            Err(()) => self.problem.set(Some(
                "The browser could not read this file. Is it still there? Choose it again.".into(),
            )),
        }
    }

    pub fn begin(self, name: String, text: &str) {
        match Table::parse(text) {
            Ok(table) => {
                self.problem.set(None);
                self.order.set(table.date_order().unwrap_or(DateOrder::DayFirst));
                self.name.set(Some(name));
                self.table.set(Some(table));
                self.read();
            }
            Err(no_table) => self.problem.set(Some(capital(&no_table.to_string()))),
        }
    }

    pub fn correct(self, index: usize, column: Option<Column>) {
        self.table.update(|table| {
            if let Some(table) = table {
                table.set(index, column);
                if let Some(order) = table.date_order() {
                    self.order.set(order);
                }
            }
        });
        self.read();
    }

    /// Says how the roles ended whose line has this word; none: it is not said yet.
    pub fn answer(self, word: String, ending: Option<CloseReason>) {
        self.endings.update(|endings| {
            match ending {
                Some(ending) => endings.insert(word, ending),
                None => endings.remove(&word),
            };
        });
        self.read();
    }

    /// Reads the lines under the columns as they are now.
    pub fn read(self) {
        self.turn.update(|turn| *turn += 1);
        self.stop.set(false);
        self.plan.set(None);
        let turn = self.turn.get_untracked();
        let planner = self.table.with_untracked(|table| {
            let table = table.as_ref().filter(|table| table.missing().is_empty())?;
            Some((
                Planner::new(
                    table,
                    self.order.get_untracked(),
                    clock::today(),
                    self.endings.get_untracked(),
                )
                .in_word(desk().called_now()),
                table.len().max(1),
            ))
        });
        let Some((mut planner, all)) = planner else {
            return self.working.set(None);
        };
        page::spawn(async move {
            while planner.read(LINES) {
                let percent = u32::try_from(planner.progress() * 100 / all).unwrap_or(100);
                self.working.set(Some(("Reading the lines…", percent)));
                page::breathe().await;
                // Left, corrected, or stopped.
                if self.turn.try_get_untracked() != Some(turn) {
                    return;
                }
                if self.stop.get_untracked() {
                    self.working.set(None);
                    return self.restart();
                }
            }
            self.working.set(None);
            self.closed.set(planner.plan.closed.clone());
            self.plan.set(Some(std::mem::take(&mut planner.plan)));
        });
    }

    pub fn restart(self) {
        self.turn.update(|turn| *turn += 1);
        self.table.set(None);
        self.plan.set(None);
        self.endings.set(Endings::new());
        self.closed.set(BTreeMap::new());
        self.name.set(None);
        self.done.set(None);
        self.undo.set(Vec::new());
        self.problem.set(None);
    }

    /// Adds the roles that are new; what was added stays when it is stopped, and importing again goes on from there.
    pub async fn import(self) {
        let Some(plan) = self.plan.get_untracked() else {
            return;
        };
        let (roles, mut people) = desk()
            .tab()
            .peek(|state| (Fresh::of(&plan, state).roles, People::of(state)));
        self.stop.set(false);
        let all = roles.len();
        let mut imported = 0;
        let (at, mut ways_back) = (clock::now(), Vec::new());
        for chunk in roles.chunks(MAX_IMPORT) {
            if self.stop.try_get_untracked() != Some(false) {
                break;
            }
            let percent = u32::try_from(imported * 100 / all.max(1)).unwrap_or(100);
            self.working.set(Some(("Importing…", percent)));
            let steps = people.add(chunk, || clock::fresh(LeaderId::new));
            let way_back = take_back(&steps);
            match submit(steps) {
                Ok(()) => {
                    imported += chunk.len();
                    ways_back.extend(way_back);
                    remember(at, &ways_back);
                    self.undo.try_set(ways_back.clone());
                }
                Err(words) => {
                    self.problem.set(Some(words));
                    break;
                }
            }
            self.saved().await;
        }
        self.working.try_set(None);
        let left = all - imported;
        if imported > 0 {
            // On any page it is taken back like whatever else was done last.
            let words = match imported {
                1 => "1 role was imported.".to_owned(),
                count => format!("{count} roles were imported."),
            };
            desk().tab().done(words, ways_back.into_iter().rev().collect());
        }
        self.done.try_set(Some(Done {
            imported,
            left,
            undone: false,
        }));
    }
}

impl Import {
    /// Lets the page have its turn, and the disk come along.
    async fn saved(self) {
        page::breathe().await;
        while desk()
            .tab()
            .status
            .with_untracked(|status| status.unsaved > AHEAD)
            && self.stop.try_get_untracked() == Some(false)
        {
            page::pause(30).await;
        }
    }

    /// Whether anything of it is still on the board. Reactive.
    pub fn is_here(self) -> bool {
        let is_here = |state: &State, body: &Body| match body {
            Body::Role(role::Command::TakeBackImport { roles, .. }) => {
                roles.iter().any(|role| state.get::<Role>(role.role).is_ok())
            }
            _ => false,
        };
        let tab = desk().tab();
        tab.with(|state| {
            self.undo
                .with(|undo| undo.iter().any(|body| is_here(state, body)))
        })
    }

    /// Takes back what was imported, its last part first, up to one on which somebody built already.
    pub async fn take_back(self) {
        self.stop.set(false);
        self.problem.set(None);
        let parts = self.undo.with_untracked(Vec::len).max(1);
        while let Some(body) = self.undo.try_update(Vec::pop).flatten() {
            let left = self.undo.try_with_untracked(Vec::len).unwrap_or(0);
            let percent = u32::try_from((parts - left) * 100 / parts).unwrap_or(100);
            self.working.try_set(Some(("Undoing the import…", percent)));
            if let Err(refusal) = desk().tab().try_submit(body) {
                self.working.try_set(None);
                self.problem.try_set(Some(said(refusal)));
                return;
            }
            self.saved().await;
            if self.stop.try_get_untracked() != Some(false) {
                break;
            }
        }
        self.working.try_set(None);
        self.done.try_update(|done| {
            if let Some(done) = done {
                done.undone = true;
            }
        });
    }
}

/// Gives the commands one after the other, up to the first that is refused.
fn submit(steps: Vec<Step>) -> Result<(), String> {
    for Step { line, body } in steps {
        let given = desk().tab().try_submit(body);
        given.map_err(|refusal| match line {
            Some(line) => capital(&format!("line {line}: {refusal}")),
            None => said(refusal),
        })?;
    }
    Ok(())
}
