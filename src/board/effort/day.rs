//! Fill in my day: what a calendar or a table of activities says was done, proposed as efforts, a tap each. It is read on this device,
//! and its titles go nowhere.

use std::rc::Rc;

use chrono::{Days, NaiveDate};
use leptos::{
    ev::{DragEvent, Event},
    prelude::*,
};

use crate::board::{
    desk::{desk, ours_live, whose},
    kit::{Area, Form, Problem, Select},
};
use crate::browser::{
    clock,
    file::File,
    page,
    tab::{Tab, capital},
};
use crate::domain::{
    Body, Effort, EffortDraft, EffortId, EffortKind, Role, RoleId, Sorting, effort,
    import::day::{Day, MAX_DAY, Named, Proposal, Unreadable, Window, logged, proposals},
};
use crate::ui::day;

/// Days that are looked at, today included.
const DAYS: u64 = 7;

#[component]
pub fn FillDay() -> impl IntoView {
    let problem = RwSignal::new(None::<String>);
    let found = RwSignal::new(None::<Day>);
    let pasted = RwSignal::new(String::new());
    let read = move |text: &str| match read(text) {
        Ok(day) => {
            problem.set(None);
            found.set(Some(day));
        }
        Err(why) => problem.set(Some(capital(&why.to_string()))),
    };
    let open = move |file: Option<File>| {
        let Some(file) = file else { return };
        if file.size() > MAX_DAY as f64 {
            return problem.set(Some(capital(&Unreadable::TooLarge.to_string())));
        }
        page::spawn(async move {
            match file.text().await {
                Ok(text) => read(&text),
                Err(()) => problem.set(Some(
                    "The browser could not read this file. Is it still there? Choose it again.".into(),
                )),
            }
        });
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        open(File::dropped(&event));
    };
    let form = move || {
        view! {
            <div class="drop-day" on:dragover=move |event: DragEvent| event.prevent_default() on:drop=dropped>
                <p>"Drop a calendar file (.ics) or a CSV of activities here, or choose one. It is read on this device, and goes nowhere."</p>
                <label class="button file">"Choose a file"
                    <input type="file" accept=".ics,.csv,.txt,text/calendar,text/csv,text/plain" on:change=move |event: Event| open(File::chosen(&event))/>
                </label>
            </div>
            <Form save=move |()| read(&pasted.get_untracked())>
                <Area label="Or paste it" value=pasted rows=3/>
                <Problem words=problem/>
                <div class="row wrap"><button>"Read what was pasted"</button></div>
            </Form>
        }
    };
    move || match found.get() {
        None => form().into_any(),
        Some(day) => view! { <Found day again=move || found.set(None)/> }.into_any(),
    }
}

fn read(text: &str) -> Result<Day, Unreadable> {
    let desk = desk();
    let today = desk.today.get_untracked();
    let window = Window {
        first: today - Days::new(DAYS - 1),
        last: today,
        now: clock::now().naive_local(),
        local: &|at| clock::here(at).naive_local(),
        zoned: &clock::zoned,
    };
    // A day is spent for all workspaces.
    let named = desk.all().iter().fold(Named::default(), |named, tab| {
        let roles: Vec<RoleId> = mine_in(tab).into_iter().map(|(id, _)| id).collect();
        tab.peek(|state| named.and(state, &roles))
    });
    let was_logged = |roles: &[RoleId], kind, on| {
        let tab = roles.first().map(|role| desk.tab_with(*role));
        tab.map_or(0, |tab| tab.peek(|state| logged(state, roles, kind, on)))
    };
    proposals(text, &window, &named, &was_logged)
}

/// The open roles of whoever looks, by name; of several workspaces each with its own.
fn mine() -> Vec<(RoleId, String)> {
    let desk = desk();
    let all = desk.all().into_iter().flat_map(|tab| {
        let workspace = untrack(|| desk.title_among_many(tab.name()));
        let roles = mine_in(&tab).into_iter();
        let named = roles.map(move |(id, title)| match &workspace {
            Some(workspace) => (id, format!("{workspace} · {title}")),
            None => (id, title),
        });
        named.collect::<Vec<_>>()
    });
    all.collect()
}

fn mine_in(tab: &Rc<Tab>) -> Vec<(RoleId, String)> {
    let whose = whose(tab, desk().team.get_untracked());
    tab.peek(|state| {
        let roles = state.all::<Role>();
        let roles = roles.filter(|role| role.is_open() && state.is_of(role, whose));
        let mut roles: Vec<_> = roles.map(|role| (role.id, role.called().to_owned())).collect();
        roles.put_in_order_by(|(id, title)| (title.to_lowercase(), *id));
        roles
    })
}

/// What was found, day by day, the newest first.
#[component]
fn Found(day: Day, #[prop(into)] again: Callback<()>) -> impl IntoView {
    let left_out = [
        (
            day.without_date,
            "has no day that makes sense",
            "have no day that makes sense",
        ),
        (
            day.before_opened,
            "was before its role was opened",
            "were before their role was opened",
        ),
    ];
    let left_out = left_out.into_iter().filter(|(count, ..)| *count > 0);
    let left_out = left_out.map(|(count, one, several)| {
        let words = if count == 1 {
            format!("1 entry {one}, and is left out.")
        } else {
            format!("{count} entries {several}, and are left out.")
        };
        view! { <p class="small quiet">{words}</p> }
    });
    let left_out = left_out.collect_view();
    let odd = (day.without_count > 0).then(|| {
        let words = match day.without_count {
            1 => "1 entry has a number that cannot be, and counts once: look at it before you log it.".to_owned(),
            odd => format!("{odd} entries have numbers that cannot be, and count once each: look at them before you log them."),
        };
        view! { <p class="small quiet">{words}</p> }
    });
    let notes = (day.with_notes > 0).then(|| {
        view! { <p class="small quiet">{ours_live("Notes are left out: leaders read what is logged, so say yourself what was learned.")}</p> }
    });
    let roles = StoredValue::new(mine());
    let mut found = day.proposals;
    let nothing = found.is_empty().then(|| {
        view! { <p>{ours_live("Nothing of the last seven days is about your roles: an entry counts where it names a role, its leader, or a kind of work such as a first talk.")}</p> }
    });
    found.put_in_order_by(|one| (std::cmp::Reverse(one.on), one.at, one.kind));
    let mut days: Vec<(NaiveDate, Vec<Proposal>)> = Vec::new();
    for one in found {
        match days.last_mut() {
            Some((on, of)) if *on == one.on => of.push(one),
            _ => days.push((one.on, vec![one])),
        }
    }
    let today = desk().today.get_untracked();
    let days = days.into_iter().map(|(on, of)| {
        let lines = of.into_iter().map(|one| view! { <Line one roles/> });
        view! {
            <section class="stack">
                <h3>{day::dated(on, today)}</h3>
                <ul class="proposed">{lines.collect_view()}</ul>
            </section>
        }
    });
    view! {
        {nothing}
        {days.collect_view()}
        {odd}
        {left_out}
        {notes}
        <div class="row wrap"><button on:click=move |_| again.run(())>"Read another"</button></div>
    }
    .into_any()
}

#[component]
fn Line(one: Proposal, roles: StoredValue<Vec<(RoleId, String)>>) -> impl IntoView {
    let is_out = RwSignal::new(false);
    move || (!is_out.get()).then(|| view! { <Offered one=one.clone() roles is_out/> })
}

#[component]
fn Offered(
    one: Proposal,
    roles: StoredValue<Vec<(RoleId, String)>>,
    /// It is not this.
    is_out: RwSignal<bool>,
) -> impl IntoView {
    let desk = desk();
    let kind = RwSignal::new(one.kind);
    let role = RwSignal::new(one.roles.first().copied());
    let (at, quantity, minutes) = (one.at, one.quantity, one.minutes);
    let all = one.roles.clone();
    let logged = RwSignal::new(None::<(EffortId, RoleId)>);
    let problem = RwSignal::new(None::<String>);
    // What was taken back may be logged again.
    let is_logged = Memo::new(move |_| {
        let logged = logged.get();
        let is_there = |(id, role): (EffortId, RoleId)| {
            desk.tab_with(role)
                .with(|state| state.get::<Effort>(id).is_ok_and(|effort| !effort.removed))
        };
        logged.is_some_and(is_there)
    });
    let log = move |_| {
        let Some(chosen) = role.get_untracked() else {
            return problem.set(Some("Choose the role it was for.".into()));
        };
        let Some(happened_at) = clock::parse_field(&at.format("%Y-%m-%dT%H:%M").to_string()) else {
            return problem.set(Some("This day is none by the clock of this device.".into()));
        };
        let kind = kind.get_untracked();
        let usual = desk.draft(kind, chosen, quantity);
        let roles = if all.contains(&chosen) {
            all.clone()
        } else {
            vec![chosen]
        };
        let id = clock::fresh(EffortId::new);
        let draft = EffortDraft {
            roles,
            minutes: if minutes > 0 {
                minutes.min(Effort::MAX_MINUTES)
            } else {
                usual.minutes
            },
            happened_at,
            ..usual
        };
        problem.set(None);
        let words = format!("Logged: {quantity} {}.", kind.unit(quantity));
        let effort = Body::Effort(effort::Command::LogEffort { effort: id, draft });
        if desk.tab_with(chosen).submit(effort, words) {
            logged.set(Some((id, chosen)));
        }
    };
    // The notice's own way back lies below the sheet.
    let take_back = move |_| {
        if let Some((id, role)) = logged.get_untracked() {
            desk.tab_with(role).submit(
                Body::Effort(effort::Command::RemoveEffort { effort: id }),
                "Taken back.",
            );
        }
    };
    let options = roles.get_value().into_iter().map(|(id, title)| {
        let is_chosen = role.get_untracked() == Some(id);
        view! { <option value=id.to_string() selected=is_chosen>{title}</option> }
    });
    let options = options.collect_view();
    let choose = move |event: Event| role.set(event_target_value(&event).parse().ok());
    let spent = if minutes > 0 {
        format!(", {minutes} minutes")
    } else {
        String::new()
    };
    // What only may have been a kind of work is asked about until one was chosen.
    let guessed = (!one.is_sure).then_some(one.kind);
    let is_guess = Memo::new(move |_| guessed == Some(kind.get()));
    let what = move || {
        let asks = if is_guess.get() { "?" } else { "" };
        format!("{quantity} {}{spent}{asks}", kind.get().unit(quantity))
    };
    let unsure = move || {
        is_guess.get().then(
            || view! { <p class="small wait">"Its words name no kind of work: choose what it was."</p> },
        )
    };
    let titles = one.titles.join(" · ");
    let known = (one.logged > 0).then(|| {
        view! { <p class="small wait">{format!("Already logged for that day: {}", one.logged)}</p> }
    });
    // What was logged already is counted twice only by somebody who means it.
    let is_known = one.logged > 0;
    let label = move || {
        let again = if is_known { " again" } else { "" };
        format!("Log{again} {quantity} {}", kind.get().unit(quantity))
    };
    let acts = move || {
        if is_logged.get() {
            view! {
                <p class="tag good" role="status">"Logged"</p>
                <button on:click=take_back>"Undo"</button>
            }
            .into_any()
        } else {
            let log = log.clone();
            view! {
                <button class:primary=move || !is_known && !is_guess.get() aria-label=label on:click=log>{if is_known { "Log it again" } else { "Log" }}</button>
                <button on:click=move |_| is_out.set(true)>"Not this"</button>
            }
            .into_any()
        }
    };
    view! {
        <li class="stack">
            <div>
                <p><b>{what}</b></p>
                <p class="small quiet" dir="auto">{titles}</p>
            </div>
            <div class="grid-2">
                <Select label="What it was" all=EffortKind::ALL name=EffortKind::label value=kind/>
                <label class="field">"For which role"
                    <select on:change=choose><option value="">"Choose"</option>{options}</select>
                </label>
            </div>
            {unsure}
            {known}
            <Problem words=problem/>
            <div class="row wrap">{acts}</div>
        </li>
    }
    .into_any()
}
