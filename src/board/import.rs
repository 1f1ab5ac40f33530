//! Roles from another tracker's table: choose, check, import. The file stays on the device.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use crate::board::{
    desk::{Action, Link, Route, desk},
    kit::{Area, chosen, options, said},
};
use crate::browser::{clock, file::File, page, tab::capital};
use crate::domain::{
    Body, ImportedRole, LeaderDetails, LeaderId, MAX_IMPORT, Role, RoleId, UserId,
    import::{Column, DateOrder, MAX_TABLE, NoTable, Plan, Planned, Planner, Table},
    leader, role,
};

/// What the palette offers of it.
pub const ACTIONS: &[Action] = &[Action::new(
    "Import roles",
    "csv spreadsheet tracker upload requisitions",
    |desk| desk.go(Route::Import),
)];

/// Lines read before the page gets its turn.
const LINES: usize = 2_000;
/// Bad lines that are listed.
const LISTED: usize = 100;
/// Lines of the table that are shown.
const SHOWN: usize = 3;
/// Commands that may wait for the disk before more are given.
const AHEAD: usize = 2;

const COLUMNS: &[Option<Column>] = &[
    None,
    Some(Column::Title),
    Some(Column::Leader),
    Some(Column::Team),
    Some(Column::Recruiter),
    Some(Column::Opened),
    Some(Column::Closed),
    Some(Column::Days),
    Some(Column::Status),
    Some(Column::Seniority),
    Some(Column::Number),
];

/// Where the import is.
#[derive(Clone, Copy)]
struct Import {
    /// The file's name, while there is one.
    name: RwSignal<Option<String>>,
    table: RwSignal<Option<Table>>,
    order: RwSignal<DateOrder>,
    plan: RwSignal<Option<Plan>>,
    /// Counts corrections, so that a reading that was overtaken stops.
    turn: RwSignal<u32>,
    /// What goes on, and how much of it is done, 0 to 100.
    working: RwSignal<Option<(&'static str, u32)>>,
    stop: RwSignal<bool>,
    problem: RwSignal<Option<String>>,
    done: RwSignal<Option<Done>>,
}

#[derive(Clone, Copy, PartialEq)]
struct Done {
    imported: usize,
    left: usize,
}

#[component]
pub fn ImportPage() -> impl IntoView {
    page::set_title("Import roles · Fulcrum");
    let import = Import {
        name: RwSignal::new(None),
        table: RwSignal::new(None),
        order: RwSignal::new(DateOrder::DayFirst),
        plan: RwSignal::new(None),
        turn: RwSignal::new(0),
        working: RwSignal::new(None),
        stop: RwSignal::new(false),
        problem: RwSignal::new(None),
        done: RwSignal::new(None),
    };
    view! {
        <h1 tabindex="-1">"Import roles"</h1>
        {move || import.problem.get().map(|words| view! { <p class="banner problem" role="alert">{words}</p> })}
        {move || import.working.get().map(|(words, percent)| view! {
            <section class="card stack" aria-label="Progress">
                <p role="status">{words}</p>
                <progress class="reading" max="100" value=percent aria-label=words></progress>
                <div><button on:click=move |_| import.stop.set(true)>"Stop"</button></div>
            </section>
        })}
        {move || match (import.done.get(), import.table.with(Option::is_some)) {
            (Some(done), _) => view! { <Finished import done/> }.into_any(),
            (None, true) => view! { <Check import/> }.into_any(),
            (None, false) => view! { <Choose import/> }.into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Choose(import: Import) -> impl IntoView {
    let choose = move |event: leptos::ev::Event| {
        if let Some(file) = File::chosen(&event) {
            page::spawn(import.open(file));
        }
    };
    let pasted = RwSignal::new(String::new());
    let read = move |_| import.begin("What you pasted".into(), &pasted.get_untracked());
    view! {
        <section class="card stack">
            <p>"Bring the roles you have from another tracker: export them as CSV and choose the file. You see what each line becomes before anything is added."</p>
            <label class="button primary file">"Choose a file"
                <input type="file" accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values" on:change=choose/>
            </label>
            <p class="small quiet">"The first line holds the headings. Needed are a title, a hiring leader and an opening date; recruiter, team, closing date, days to fill, status and seniority are read when they are there. Nothing leaves this device until you import."</p>
            <details>
                <summary>"Or paste from a spreadsheet"</summary>
                <div class="stack">
                    <Area label="Cells, with their headings" value=pasted rows=6/>
                    <div><button on:click=read>"Read it"</button></div>
                </div>
            </details>
        </section>
    }
    .into_any()
}

impl Import {
    async fn open(self, file: File) {
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

    fn begin(self, name: String, text: &str) {
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

    fn correct(self, index: usize, column: Option<Column>) {
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

    /// Reads the lines under the columns as they are now.
    fn read(self) {
        self.turn.update(|turn| *turn += 1);
        self.stop.set(false);
        self.plan.set(None);
        let turn = self.turn.get_untracked();
        let planner = self.table.with_untracked(|table| {
            let table = table.as_ref().filter(|table| table.missing().is_empty())?;
            Some((
                Planner::new(table, self.order.get_untracked(), clock::today()),
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
            self.plan.set(Some(std::mem::take(&mut planner.plan)));
        });
    }

    fn restart(self) {
        self.turn.update(|turn| *turn += 1);
        self.table.set(None);
        self.plan.set(None);
        self.name.set(None);
        self.done.set(None);
        self.problem.set(None);
    }

    /// Adds the roles that are new; what was added stays when it is stopped, and importing again goes on from there.
    async fn import(self) {
        let Some(plan) = self.plan.get_untracked() else {
            return;
        };
        let fresh = Fresh::of(&plan);
        self.stop.set(false);
        let mut leaders = fresh.leaders;
        let all = fresh.roles.len();
        let mut imported = 0;
        for chunk in fresh.roles.chunks(MAX_IMPORT) {
            if self.stop.try_get_untracked() != Some(false) {
                break;
            }
            let percent = u32::try_from(imported * 100 / all.max(1)).unwrap_or(100);
            self.working.set(Some(("Importing…", percent)));
            match add(chunk, &mut leaders) {
                Ok(()) => imported += chunk.len(),
                Err(words) => {
                    self.problem.set(Some(words));
                    break;
                }
            }
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
        self.working.try_set(None);
        let left = all - imported;
        self.done.try_set(Some(Done { imported, left }));
    }
}

/// What of a plan is not on the board yet.
struct Fresh<'a> {
    roles: Vec<&'a Planned>,
    /// Leaders on the board by their names in small letters.
    leaders: BTreeMap<String, LeaderId>,
    /// How many leaders are new.
    new_leaders: usize,
    /// How many roles are on the board already.
    known: usize,
    /// Recruiters who are no members: their roles become one's own.
    strangers: BTreeSet<&'a str>,
}

impl<'a> Fresh<'a> {
    fn of(plan: &'a Plan) -> Self {
        desk().tab().peek(|state| {
            let there: BTreeSet<RoleId> = state.all::<Role>().map(|role| role.id).collect();
            let roles: Vec<&Planned> = plan
                .roles
                .iter()
                .filter(|role| !there.contains(&role.id))
                .collect();
            let leaders: BTreeMap<String, LeaderId> = state
                .leaders()
                .into_iter()
                .map(|leader| (leader.details.name.to_lowercase(), leader.id))
                .collect();
            let new: BTreeSet<String> = roles.iter().map(|role| role.leader.to_lowercase()).collect();
            let new_leaders = new.iter().filter(|name| !leaders.contains_key(*name)).count();
            let members: BTreeSet<String> =
                state.members().map(|member| member.name.to_lowercase()).collect();
            let named = roles.iter().map(|role| role.recruiter.as_str());
            let strangers = named
                .filter(|name| !name.is_empty() && !members.contains(&name.to_lowercase()))
                .collect();
            Self {
                known: plan.roles.len() - roles.len(),
                roles,
                leaders,
                new_leaders,
                strangers,
            }
        })
    }
}

/// Adds some roles, and their leaders where they are new.
fn add(roles: &[&Planned], leaders: &mut BTreeMap<String, LeaderId>) -> Result<(), String> {
    let tab = desk().tab();
    let members: BTreeMap<String, UserId> = tab.peek(|state| {
        let named = state
            .members()
            .map(|member| (member.name.to_lowercase(), member.user));
        named.collect()
    });
    let mut imported = Vec::with_capacity(roles.len());
    for role in roles {
        let leader = match leaders.get(&role.leader.to_lowercase()) {
            Some(leader) => *leader,
            None => {
                let leader = clock::fresh(LeaderId::new);
                let details = LeaderDetails {
                    name: role.leader.clone(),
                    team: role.team.clone(),
                };
                tab.try_submit(Body::Leader(leader::Command::add(leader, details)))
                    .map_err(|refusal| capital(&format!("line {}: {refusal}", role.line)))?;
                leaders.insert(role.leader.to_lowercase(), leader);
                leader
            }
        };
        imported.push(ImportedRole {
            role: role.id,
            leader,
            owner: members.get(&role.recruiter.to_lowercase()).copied(),
            details: role.details.clone(),
            stage: role.stage,
            close: role.close.clone(),
            held: role.held,
        });
    }
    let body = Body::Role(role::Command::ImportRoles { roles: imported });
    tab.try_submit(body).map(drop).map_err(said)
}

#[component]
fn Check(import: Import) -> impl IntoView {
    let busy = move || import.working.with(Option::is_some);
    let headings = Memo::new(move |_| {
        import.table.with(|table| {
            table
                .as_ref()
                .map(|table| table.headings.clone())
                .unwrap_or_default()
        })
    });
    let missing = move || {
        import
            .table
            .with(|table| table.as_ref().map(Table::missing))
            .filter(|missing| !missing.is_empty())
            .map(|missing| format!("Say which column holds {}.", missing.join(", and which ")))
    };
    view! {
        <section class="card stack" aria-labelledby="columns">
            <div class="row between wrap">
                <h2 id="columns" dir="auto">{move || import.name.get()}</h2>
                <button disabled=busy on:click=move |_| import.restart()>"Another file"</button>
            </div>
            <p class="small quiet">"What each column is taken for, with its first lines. Change what is wrong."</p>
            {move || columns(import, headings.get())}
            <DateOrderChoice import/>
            {move || missing().map(|words| view! { <p class="problem" role="alert">{words}</p> })}
        </section>
        {move || import.plan.with(|plan| plan.as_ref().map(|plan| preview(import, plan)))}
    }
    .into_any()
}

/// One column of the table; it stays in the page while others are corrected.
fn columns(import: Import, headings: Vec<String>) -> AnyView {
    let of = move |index: usize| {
        import.table.with(|table| {
            table
                .as_ref()
                .and_then(|table| table.columns.get(index).copied().flatten())
        })
    };
    let items = headings.into_iter().enumerate().map(|(index, heading)| {
        let column = Memo::new(move |_| of(index));
        let cells = import.table.with_untracked(|table| {
            let lines = table.iter().flat_map(|table| table.sample.iter().take(SHOWN));
            let cells = lines.map(|line| line.get(index).cloned().unwrap_or_default());
            cells.collect::<Vec<_>>()
        });
        let heading = if heading.is_empty() { format!("Column {}", index + 1) } else { heading };
        let change = move |event| {
            if let Some(column) = chosen(COLUMNS, &event) {
                import.correct(index, column);
            }
        };
        let value = move || {
            let at = COLUMNS.iter().position(|known| *known == column.get());
            at.unwrap_or(0).to_string()
        };
        view! {
            <li class:passed=move || column.get().is_none()>
                <label class="field"><span dir="auto">{heading}</span>
                    <select prop:value=value on:change=change>{options(COLUMNS, column_name, column.get_untracked())}</select>
                </label>
                {cells.into_iter().map(|cell| view! { <p class="small quiet cell" dir="auto">{cell}</p> }).collect_view()}
            </li>
        }
    });
    view! { <ul class="import-columns">{items.collect_view()}</ul> }.into_any()
}

fn column_name(column: Option<Column>) -> &'static str {
    column.map_or("Leave out", Column::label)
}

/// Shown when every date could be read both ways.
#[component]
fn DateOrderChoice(import: Import) -> impl IntoView {
    let unsure = move || {
        import
            .table
            .with(|table| table.as_ref().is_some_and(|table| table.has_unclear_dates()))
    };
    let change = move |event| {
        if let Some(order) = chosen(DateOrder::ALL, &event) {
            import.order.set(order);
            import.read();
        }
    };
    move || {
        unsure().then(|| {
            view! {
                <label class="field inline">"03/04/2026 is"
                    <select on:change=change>{options(DateOrder::ALL, DateOrder::label, import.order.get_untracked())}</select>
                </label>
            }
        })
    }
}

fn preview(import: Import, plan: &Plan) -> AnyView {
    let fresh = Fresh::of(plan);
    let count = fresh.roles.len();
    let closed = fresh.roles.iter().filter(|role| role.close.is_some()).count();
    let mut words = vec![match count {
        0 => "Nothing new to import.".to_owned(),
        _ => format!(
            "{}, {closed} of them closed, for {}.",
            counted(count, "role", "roles"),
            {
                let leaders: BTreeSet<String> = fresh
                    .roles
                    .iter()
                    .map(|role| role.leader.to_lowercase())
                    .collect();
                let new = match fresh.new_leaders {
                    0 => String::new(),
                    new => format!(", {new} of them new"),
                };
                format!("{}{new}", counted(leaders.len(), "leader", "leaders"))
            }
        ),
    }];
    if fresh.known > 0 {
        words.push(format!(
            "{} on the board already and left alone.",
            is_are(fresh.known, "role")
        ));
    }
    if !fresh.strangers.is_empty() {
        let names: Vec<&str> = fresh.strangers.iter().take(5).copied().collect();
        let more = if fresh.strangers.len() > names.len() {
            " and others"
        } else {
            ""
        };
        words.push(format!(
            "Not in this workspace: {}{more}. Their roles become yours.",
            names.join(", ")
        ));
    }
    if !plan.unknown.is_empty() {
        let known: Vec<String> = plan
            .unknown
            .iter()
            .take(5)
            .map(|(word, count)| format!("\"{word}\" ({count})"))
            .collect();
        words.push(format!(
            "Unknown words of status: {}. They are read as open, in Source, or as filled where there is a closing date.",
            known.join(", ")
        ));
    }
    let bad = plan.bad.len();
    let listed = plan.bad.iter().take(LISTED).map(|(line, reason)| {
        view! { <li><b>{format!("Line {line}")}</b>": " <span dir="auto">{capital(reason)}</span></li> }
    });
    let first = fresh.roles.iter().take(5).map(|role| {
        let state = match &role.close {
            Some(close) => format!("{} on {}", close.reason.label(), close.on),
            None if role.held => format!("{}, on hold", role.stage.label()),
            None => role.stage.label().to_owned(),
        };
        view! {
            <tr>
                <td dir="auto">{role.details.title.clone()}</td>
                <td dir="auto">{role.leader.clone()}</td>
                <td class="nowrap">{role.details.opened_on.to_string()}</td>
                <td>{state}</td>
            </tr>
        }
    });
    let start = move |_| page::spawn(import.import());
    let busy = move || import.working.with(Option::is_some);
    view! {
        <section class="card stack" aria-labelledby="becomes">
            <h2 id="becomes">"What it becomes"</h2>
            {words.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
            {(count > 0).then(|| view! {
                <table class="listing wide-table">
                    <caption class="hidden">"The first roles"</caption>
                    <thead><tr><th scope="col">"Title"</th><th scope="col">"Hiring leader"</th><th scope="col">"Opened"</th><th scope="col">"Where it stands"</th></tr></thead>
                    <tbody>{first.collect_view()}</tbody>
                </table>
                <p class="small quiet">"They come in where they are. Of the steps that came before nothing is asked: they read “not done here”."</p>
                <div><button class="primary" disabled=busy on:click=start>{format!("Import {}", counted(count, "role", "roles"))}</button></div>
            })}
            {(bad > 0).then(|| view! {
                <details open=count == 0>
                    <summary class="problem">{format!("{} cannot be imported", counted(bad, "line", "lines"))}</summary>
                    <ul class="plain small">{listed.collect_view()}</ul>
                    {(bad > LISTED).then(|| view! { <p class="small">{format!("and {} more.", bad - LISTED)}</p> })}
                </details>
            })}
        </section>
    }
    .into_any()
}

#[component]
fn Finished(import: Import, done: Done) -> impl IntoView {
    let words = match done.imported {
        0 => "Nothing was imported.".to_owned(),
        count => format!("{} imported.", counted(count, "role was", "roles were")),
    };
    let left = (done.left > 0).then(|| {
        format!(
            "{} left. Import the same file again to go on: what is here already is passed over.",
            counted(done.left, "role is", "roles are")
        )
    });
    view! {
        <section class="card stack" role="status">
            <h2>{words}</h2>
            {left.map(|words| view! { <p>{words}</p> })}
            <div class="row wrap">
                <Link to=Route::Board class="button primary">"Open the board"</Link>
                <button on:click=move |_| import.restart()>"Import another file"</button>
            </div>
        </section>
    }
    .into_any()
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn is_are(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what} is")
    } else {
        format!("{count} {what}s are")
    }
}
