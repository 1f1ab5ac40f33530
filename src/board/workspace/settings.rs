//! Settings: when leaders hear, what things take, how it looks, and what this device keeps.

use chrono::{NaiveDate, Weekday};
use leptos::prelude::*;

use super::workspaces::Workspaces;
use crate::board::{
    desk::{ExportButton, Route, Sheet, desk},
    device::Devices,
    frame::Link,
    kit::{Problem, chosen, options, whole_number},
};
use crate::browser::{
    clock, page,
    tab::{Notice, Storage, capital},
    theme::{self, Theme},
};
use crate::domain::{Body, Cadence, EffortKind, Power, Settings, Workspace};

const WEEKDAYS: &[Option<Weekday>] = &[
    None,
    Some(Weekday::Mon),
    Some(Weekday::Tue),
    Some(Weekday::Wed),
    Some(Weekday::Thu),
    Some(Weekday::Fri),
];

#[component]
pub fn SettingsPage() -> impl IntoView {
    page::set_title("Settings · Fulcrum");
    view! {
        <h1 tabindex="-1">"Settings"</h1>
        <div class="role-columns">
            <div class="stack">
                <Work/>
                {move || desk().has_home.get().then(|| view! { <Name/> })}
                <Workspaces/>
            </div>
            <div class="stack">
                <Appearance/>
                <ThisDevice/>
                {move || desk().has_home.get().then(|| view! { <Devices/> })}
            </div>
        </div>
    }
    .into_any()
}

/// Cadence and default minutes: the workspace's, alike on all its devices.
#[component]
fn Work() -> impl IntoView {
    let desk = desk();
    let now = desk.tab().peek(|state| state.settings());
    let silence = RwSignal::new(now.cadence.longest_silence.to_string());
    let weekday = RwSignal::new(now.cadence.weekday);
    let holidays = RwSignal::new(
        now.cadence
            .holidays
            .iter()
            .map(NaiveDate::to_string)
            .collect::<Vec<_>>()
            .join("\n"),
    );
    let minutes = EffortKind::ALL
        .iter()
        .map(|kind| (*kind, RwSignal::new(now.usual_minutes(*kind, 1).to_string())))
        .collect::<Vec<_>>();
    let fields = StoredValue::new(minutes.clone());
    let me = desk.tab().me();
    let may = Memo::new(move |_| desk.tab().with(|state| state.may(me, Power::ChangeSettings)));
    let problem = RwSignal::new(None::<String>);
    let read = move || {
        let days = holidays.get_untracked();
        let days = days
            .split([',', ';', '\n', ' '])
            .map(str::trim)
            .filter(|day| !day.is_empty());
        let holidays = days
            .map(|day| {
                day.parse::<NaiveDate>()
                    .map_err(|_| format!("{day} is not a day: write it as 2026-12-25, one on each line."))
            })
            .collect::<Result<_, _>>()?;
        let mut minutes = std::collections::BTreeMap::new();
        for (kind, field) in fields.get_value() {
            let each = whole_number(kind.label(), &field.get_untracked())?;
            if each != kind.default_minutes(1) {
                minutes.insert(kind, each);
            }
        }
        Ok::<_, String>(Settings {
            cadence: Cadence {
                longest_silence: whole_number("The longest silence", &silence.get_untracked())?,
                weekday: weekday.get_untracked(),
                holidays,
            },
            minutes,
        })
    };
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let saved = read().and_then(|settings| {
            let saved = desk.tab().try_submit(Body::PutSettings(settings));
            saved.map_err(|refusal| capital(&refusal.to_string()))
        });
        problem.set(saved.as_ref().err().cloned());
        if saved.is_ok() {
            desk.tab()
                .notice
                .set(Some(Notice::done("Saved for the whole workspace.", None)));
        }
    };
    let next = move || {
        let cadence = desk.tab().with(|state| state.settings().cadence);
        let today = desk.today.get();
        format!(
            "Who hears from you today hears again by {}.",
            crate::ui::day::said(cadence.next_after(today), today)
        )
    };
    let minute_fields = minutes.into_iter().map(|(kind, field)| {
        let name = match kind {
            EffortKind::Outreach | EffortKind::CvReview => format!("{}, each person", kind.label()),
            _ => kind.label().to_owned(),
        };
        view! {
            <label class="field">{name}
                <input inputmode="numeric" prop:value=move || field.get() on:input=move |event| field.set(event_target_value(&event))/>
            </label>
        }
    });
    view! {
        <form class="card stack" on:submit=save novalidate>
            <h2>"When leaders hear"</h2>
            <div class="grid-2">
                <label class="field">"Longest silence, in business days"
                    <input inputmode="numeric" prop:value=move || silence.get() on:input=move |event| silence.set(event_target_value(&event))/>
                </label>
                <label class="field">"Usual day for updates"
                    <select on:change=move |event| if let Some(found) = chosen(WEEKDAYS, &event) { weekday.set(found) }>
                        {options(WEEKDAYS, weekday_name, now.cadence.weekday)}
                    </select>
                </label>
            </div>
            <label class="field">"Holidays, one on each line"
                <textarea rows="3" placeholder="2026-12-25" prop:value=move || holidays.get() on:input=move |event| holidays.set(event_target_value(&event))></textarea>
            </label>
            <p class="small quiet">{next}</p>
            <h2>"Minutes that things usually take"</h2>
            <div class="grid-2">{minute_fields.collect_view()}</div>
            <Problem words=problem/>
            <div class="row wrap">
                <button class="primary" disabled=move || !may.get()>"Save"</button>
                {move || (!may.get()).then(|| view! { <span class="small quiet">"Only an owner of the workspace may change these."</span> })}
            </div>
        </form>
    }
    .into_any()
}

/// The workspace's name, as leaders read it, and the zone in which its days are counted.
#[component]
fn Name() -> impl IntoView {
    let desk = desk();
    let me = desk.tab().me();
    let may = Memo::new(move |_| desk.tab().with(|state| state.may(me, Power::NameWorkspace)));
    let now = desk.tab().peek(|state| state.workspace().cloned());
    let name = RwSignal::new(now.as_ref().map(|now| now.name.clone()).unwrap_or_default());
    let zone = RwSignal::new(now.map_or_else(clock::zone, |now| now.zone));
    let problem = RwSignal::new(None::<String>);
    let zones = clock::zones()
        .into_iter()
        .map(|zone| view! { <option value=zone></option> });
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let given = zone.get_untracked().trim().to_owned();
        if !clock::is_zone(&given) {
            return problem.set(Some(format!(
                "{given} is not a zone: choose one such as Europe/London."
            )));
        }
        let workspace = Workspace {
            name: name.get_untracked(),
            zone: given,
        };
        match desk.tab().try_submit(Body::PutWorkspace(workspace)) {
            Ok(_) => {
                problem.set(None);
                desk.tab()
                    .notice
                    .set(Some(Notice::done("Saved for the whole workspace.", None)));
            }
            Err(refusal) => problem.set(Some(capital(&refusal.to_string()))),
        }
    };
    view! {
        <form class="card stack" on:submit=save novalidate>
            <h2>"Workspace"</h2>
            <div class="grid-2">
                <label class="field">"Name, as leaders read it"
                    <input dir="auto" prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
                </label>
                <label class="field">"Its days are counted in"
                    <input list="zones" autocomplete="off" prop:value=move || zone.get() on:input=move |event| zone.set(event_target_value(&event))/>
                </label>
            </div>
            <datalist id="zones">{zones.collect_view()}</datalist>
            <Problem words=problem/>
            <div class="row">
                <button disabled=move || !may.get() title=move || if may.get() { "" } else { "Only an owner of the workspace may do this" }>"Save"</button>
            </div>
        </form>
    }
    .into_any()
}

fn weekday_name(day: Option<Weekday>) -> &'static str {
    match day {
        None => "No fixed day",
        Some(Weekday::Mon) => "Monday",
        Some(Weekday::Tue) => "Tuesday",
        Some(Weekday::Wed) => "Wednesday",
        Some(Weekday::Thu) => "Thursday",
        Some(Weekday::Fri) => "Friday",
        Some(Weekday::Sat) => "Saturday",
        Some(Weekday::Sun) => "Sunday",
    }
}

#[component]
fn Appearance() -> impl IntoView {
    let chosen = RwSignal::new(theme::chosen());
    let choices = Theme::ALL.iter().map(|theme| {
        let theme = *theme;
        let choose = move |_| {
            theme::choose(theme);
            chosen.set(theme);
        };
        view! {
            <label class="check">
                <input type="radio" name="theme" prop:checked=move || chosen.get() == theme on:change=choose/>
                <span>{theme.label()}</span>
            </label>
        }
    });
    view! {
        <section class="card stack" aria-labelledby="appearance">
            <h2 id="appearance">"Appearance"</h2>
            <fieldset class="row wrap"><legend class="hidden">"Appearance"</legend>{choices.collect_view()}</fieldset>
        </section>
    }
    .into_any()
}

#[component]
fn ThisDevice() -> impl IntoView {
    let desk = desk();
    let status = desk.tab().status;
    let kept = RwSignal::new(None::<bool>);
    page::spawn(async move {
        let is_kept = page::is_persisted().await;
        kept.try_set(Some(is_kept));
    });
    let ask = move |_| {
        page::spawn(async move {
            let is_kept = page::persist().await;
            kept.try_set(Some(is_kept));
            if !is_kept {
                desk.tab().complain(
                    "The browser did not agree. Adding Fulcrum to the home screen or the bookmarks often changes its mind.",
                );
            }
        });
    };
    let words = move || match (status.with(|status| status.storage.clone()), kept.get()) {
        (Storage::Memory, _) => "Nothing is kept: this browser gives no storage.",
        (_, Some(true)) => "Kept safely on this device: yes.",
        (_, Some(false)) => "Kept on this device, but the browser may clear it when it runs out of room.",
        (_, None) => "",
    };
    let zone = clock::zone();
    let workspace = move || {
        desk.tab().with(|state| {
            state
                .workspace()
                .map(|workspace| format!("{}. Its days are counted in {}.", workspace.name, workspace.zone))
        })
    };
    let wiping = RwSignal::new(false);
    let waiting = move || desk.status.with(|status| status.waiting);
    let wipe = move |_| {
        page::spawn(async move {
            desk.wipe().await;
            page::replace_address("/");
            page::reload();
        });
    };
    let has_home = desk.has_home;
    let export_roles = move |_| {
        let table = desk.tab().peek(|state| state.roles_csv());
        page::download("fulcrum-roles.csv", "text/csv", &table);
    };
    view! {
        <section class="card stack" aria-labelledby="device">
            <h2 id="device">"This device"</h2>
            {move || workspace().map(|words| view! { <p>{words} " " <Link to=Route::Team>"See who belongs to it"</Link></p> })}
            <p>{words}</p>
            {move || (kept.get() == Some(false)).then(|| view! { <div><button on:click=ask>"Ask the browser to keep it"</button></div> })}
            <p class="small quiet">{format!("This device's own zone: {zone}.")}</p>
            <h3>"Your data"</h3>
            <p class="small quiet">"Everything on this device as one JSON file: leaders, roles, effort, updates, and what waits to be sent."</p>
            <div class="row wrap">
                <ExportButton/>
                <button on:click=export_roles>"Roles as CSV"</button>
                <Link to=Route::Import class="button">"Import roles…"</Link>
                {move || has_home.get().then(|| view! { <button on:click=move |_| desk.sheet.set(Some(Sheet::SyncState))>"Sign out…"</button> })}
                {move || (!has_home.get()).then(|| view! { <Link to=Route::SignIn class="button">"Sign in"</Link> })}
                <button class="danger" on:click=move |_| wiping.set(true)>"Wipe this device…"</button>
            </div>
            {move || wiping.get().then(|| view! {
                <div class="problem stack" role="alert">
                    <p>{move || match (has_home.get(), waiting()) {
                        (true, 0) => "Everything here is on the server, too. This device forgets all of it.".to_owned(),
                        (true, waiting) => format!("{waiting} changes were not sent yet and would be lost. Sync first, or export a copy."),
                        (false, _) => "This board lives on this device only: what is wiped is gone. Export a copy first.".to_owned(),
                    }}</p>
                    <div class="row wrap">
                        <button class="danger" on:click=wipe>"Wipe it"</button>
                        <button on:click=move |_| wiping.set(false)>"Keep it"</button>
                    </div>
                </div>
            })}
        </section>
    }
    .into_any()
}
