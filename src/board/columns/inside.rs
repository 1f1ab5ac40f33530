//! What a card shows: whose it is, how it stands, this week's effort, the one thing that is most urgent, and that something was skipped.

use leptos::prelude::*;

use super::{face::Face, filter::Filtering};
use crate::board::{
    desk::{Link, Route, desk, ours},
    leader::{Mood, outcome, said},
    role::MiniRail,
};
use crate::domain::{Standing, WORKDAYS};
use crate::ui::Mark;

/// Efforts of one day that fill its bar; more do not make it higher.
const FULL: u32 = 4;
const DAYS: [&str; WORKDAYS] = ["Mon", "Tue", "Wed", "Thu", "Fri"];

#[component]
pub fn Inside(standing: Standing) -> impl IntoView {
    let filtering: Filtering = expect_context();
    let today = desk().today.get();
    let role = &standing.role;
    let (id, owner, is_held) = (role.id, role.owner, role.hold.is_some());
    let (name, outcome) = (role.called().to_owned(), outcome(role, standing.days_open));
    let title = view! { <h3 dir="auto"><Link to=Route::Role(id)>{name}</Link></h3> };
    if let Some(outcome) = outcome {
        return view! {
            {title}
            <p class="small quiet">{outcome}</p>
        }
        .into_any();
    }
    let who = standing
        .leader
        .clone()
        .unwrap_or_else(|| ours("No leader").into());
    let days = match is_held {
        true => "on hold".to_owned(),
        false => format!("day {}", standing.days_open),
    };
    let face = move || filtering.several(owner).map(|name| view! { <Face name/> });
    let lines = standing.on_card(today).into_iter().map(|matter| {
        let (mood, words) = (Mood::of(&matter), said(&matter, today));
        let whole = words.clone();
        let sign = mood.part().map(|part| view! { <Mark part/> });
        view! { <p class=format!("free-line {}", mood.class())>{sign} <span class="cut" title=whole>{words}</span></p> }
    });
    view! {
        {title}
        <p class="who"><bdi class="cut">{who}</bdi><span class="days">" · " {days}</span></p>
        <div class="progress"><MiniRail rail=standing.rail/> {bars(standing.week)} {face}</div>
        {lines.collect_view()}
    }
    .into_any()
}

/// The week's efforts as a bar for each workday; one drawing with a sentence.
fn bars(week: [u32; WORKDAYS]) -> impl IntoView {
    let sum: u32 = week.iter().sum();
    let noun = if sum == 1 { "effort" } else { "efforts" };
    let days = DAYS.iter().zip(week).filter(|(_, count)| *count > 0);
    let days: Vec<String> = days.map(|(day, count)| format!("{day} {count}")).collect();
    let words = if days.is_empty() {
        "No efforts this week".into()
    } else {
        format!(
            "{sum} {noun} this week: {}. A weekend's count to Friday.",
            days.join(", ")
        )
    };
    let title = words.clone();
    let (mut none, mut some) = (String::new(), String::new());
    for (count, at) in week.into_iter().zip(0u32..) {
        let (x, height) = (at * 7, count.min(FULL) * 3);
        if height == 0 {
            none += &format!("M{x} 11h5v1h-5z");
        } else {
            some += &format!("M{x} 12v-{height}h5v{height}z");
        }
    }
    view! {
        <svg class="week" viewBox="0 0 33 12" width="33" height="12" role="img" aria-label=words>
            <title>{title}</title>
            <path class="none" d=none></path>
            <path d=some></path>
        </svg>
    }
}
