//! When leaders hear, and what things usually take: alike on all devices of the workspace.

use chrono::{NaiveDate, Weekday};
use leptos::prelude::*;

use crate::board::{
    desk::{desk, ours, ours_live},
    kit::{Area, Form, NumberField, Problem, Select, heed, said, whole_number},
};
use crate::domain::{Body, Cadence, EffortKind, Power, Rhythm, Settings, settings};
use crate::ui::day;

const WEEKDAYS: &[Option<Weekday>] = &[
    None,
    Some(Weekday::Mon),
    Some(Weekday::Tue),
    Some(Weekday::Wed),
    Some(Weekday::Thu),
    Some(Weekday::Fri),
];

/// Cadence and default minutes: the workspace's, alike on all its devices.
#[component]
pub fn Work() -> impl IntoView {
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
            ..desk.tab().peek(|state| state.settings())
        })
    };
    let save = move |()| {
        let saved = read().and_then(|settings| {
            let saved = desk
                .tab()
                .try_submit(Body::Settings(settings::Command::PutSettings(settings)));
            saved.map_err(said)
        });
        if heed(problem, saved).is_some() {
            let today = desk.today.get_untracked();
            let told = desk.tab().peek(|state| {
                let told = state.last_told();
                told.values().filter(|told| told.next_by >= today).count()
            });
            let stays = ours(match told {
                0 => "",
                1 => " The day that one leader was told stays.",
                _ => " The days that leaders were told stay.",
            });
            desk.done(format!("Saved for the whole workspace.{stays}"), None);
        }
    };
    let next = move || {
        let cadence = desk.tab().with(|state| state.settings().cadence);
        let today = desk.today.get();
        format!(
            "Who hears from you today hears again by {}.",
            day::said(cadence.next_after(today, Rhythm::default()), today)
        )
    };
    let minute_fields = minutes.into_iter().map(|(kind, field)| {
        let name = match kind {
            EffortKind::Outreach | EffortKind::CvReview => format!("{}, each person", kind.label()),
            _ => kind.label().to_owned(),
        };
        view! { <NumberField label=name value=field/> }
    });
    view! {
        <Form class="card stack" save>
            <h2>{ours_live("When leaders hear")}</h2>
            <div class="grid-2">
                <NumberField label="Longest silence, in business days" value=silence/>
                <Select label="Usual day for updates" all=WEEKDAYS name=weekday_name value=weekday/>
            </div>
            <Area label="Holidays, one on each line" value=holidays rows=3 placeholder="2026-12-25"/>
            <p class="small quiet">{next}</p>
            <h2>"Minutes that things usually take"</h2>
            <div class="grid-2">{minute_fields.collect_view()}</div>
            <Problem words=problem/>
            <div class="row wrap">
                <button class="primary" disabled=move || !may.get()>"Save"</button>
                {move || (!may.get()).then(|| view! { <span class="small quiet">"Only an owner of the workspace may change these."</span> })}
            </div>
        </Form>
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
