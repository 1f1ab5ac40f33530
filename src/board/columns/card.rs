//! A role's card: whose it is, how long it is open, how it stands, and its moves.

use leptos::{html::Li, prelude::*};

use super::drag::{Dragging, Toward, drop_at, now_in_columns, step};
use crate::board::{
    desk::{Link, Route, desk},
    effort::log_one,
    role::{MiniRail, MoveTo},
};
use crate::browser::{drag, page};
use crate::domain::{EffortKind, Pace, RoleId, Silence, Standing, WEEKS};
use crate::ui::day;

#[component]
pub fn Card(id: RoleId) -> impl IntoView {
    let desk = desk();
    let dragging: Dragging = expect_context();
    let standing = Memo::new(move |_| desk.standings.with(|standings| standings.get(&id).cloned()));
    let element = NodeRef::<Li>::new();
    let press = move |event: leptos::ev::PointerEvent| {
        let Some(element) = element.get_untracked() else {
            return;
        };
        // Fingers drag by the grip, so that a swipe over cards scrolls; a mouse drags the whole card.
        if event.pointer_type() != "mouse" && !on_grip(&event) {
            return;
        }
        if on_control(&event) {
            return;
        }
        drag::follow(&event, element.into(), move |how| match how {
            drag::Drag::Begun => dragging.frozen.set(Some(untrack(now_in_columns))),
            drag::Drag::Over(over) => {
                if dragging.over.with_untracked(|now| *now != over) {
                    dragging.over.set(over);
                }
            }
            drag::Drag::Dropped(over) => {
                if let Some(over) = over {
                    drop_at(id, &over);
                }
                dragging.over.set(None);
                dragging.frozen.set(None);
            }
            drag::Drag::Cancelled => {
                dragging.over.set(None);
                dragging.frozen.set(None);
            }
        });
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let toward = match event.key().as_str() {
            "ArrowUp" => Toward::Up,
            "ArrowDown" => Toward::Down,
            "ArrowLeft" => Toward::Back,
            "ArrowRight" => Toward::Forward,
            _ => return,
        };
        if event.alt_key() {
            event.prevent_default();
            step(id, toward);
        }
    };
    let before = move || {
        dragging.over.with(|over| {
            over.as_ref()
                .is_some_and(|over| over.before.as_deref() == Some(&id.to_string()))
        })
    };
    let body = move || standing.get().map(|standing| view! { <Inside standing/> });
    view! {
        <li class="card role-card" node_ref=element data-card=id.to_string() class:drop-before=before
            class:held=move || standing.with(|standing| standing.as_ref().is_some_and(|standing| standing.role.hold.is_some()))
            on:pointerdown=press on:keydown=keys>
            {body}
        </li>
    }
    .into_any()
}

fn on_grip(event: &leptos::ev::PointerEvent) -> bool {
    page::happened_on(event, ".grip")
}

fn on_control(event: &leptos::ev::PointerEvent) -> bool {
    page::happened_on(event, "button, select, input")
}

#[component]
fn Inside(standing: Standing) -> impl IntoView {
    let Standing {
        role,
        leader,
        days_open,
        rail,
        skipped,
        silence,
        unanswered,
        weeks,
    } = standing;
    let id = role.id;
    let today = desk().today.get();
    let who = leader.unwrap_or_else(|| "No leader".into());
    let days = format!("day {days_open}");
    let hold = role
        .hold
        .as_ref()
        .map(|hold| format!("On hold until {}", day::said(hold.review_on, today)));
    let closed = role
        .placement
        .close
        .as_ref()
        .map(|close| format!("{}, {}", close.reason.label(), day::dated(close.on, today)));
    let replies = match unanswered {
        0 => None,
        1 => Some("your turn: a reply".to_owned()),
        count => Some(format!("your turn: {count} replies")),
    };
    let bars = weeks.iter().any(|count| *count > 0).then(|| spark(weeks));
    let open = role.is_open();
    let log = move |_| log_one(id, EffortKind::Outreach);
    let title = role.called().to_owned();
    let log_label = format!("Log one outreach for {title}");
    let move_label = format!("Move {title} to another stage");
    view! {
        <div class="row between top-row">
            <h3 dir="auto"><Link to=Route::Role(id)>{title}</Link></h3>
            <span class="grip" aria-hidden="true" title="Drag to move">"⠿"</span>
        </div>
        <p class="who"><bdi>{who}</bdi> <span class="quiet nowrap">" · " {days}</span></p>
        <MiniRail rail/>
        {hold.map(|hold| view! { <p class="small quiet">{hold}</p> })}
        {closed.map(|closed| view! { <p class="small quiet">{closed}</p> })}
        <div class="row between foot">{silence.map(|silence| quiet(silence, today))} {bars}</div>
        {skipped.map(|asked| view! { <p class="small quiet">"Skipped: still to ask. " {asked.question()}</p> })}
        {replies.map(|words| view! { <span class="tag wait">{words}</span> })}
        <div class="row card-actions">
            <MoveTo role=id label=move_label/>
            {open.then(|| view! { <button class="quick" aria-label=log_label title="Log one outreach, now" on:click=log>"+1" <span class="of-what">" reached"</span></button> })}
        </div>
    }
    .into_any()
}

/// How the silence clock stands, in words and colour.
fn quiet(silence: Silence, today: chrono::NaiveDate) -> impl IntoView {
    let (class, words) = match silence.pace {
        Pace::Late => (
            "silence late",
            format!("{} late", day::days((today - silence.due).num_days())),
        ),
        Pace::Soon => (
            "silence wait",
            format!("update {}", day::said(silence.due, today)),
        ),
        Pace::Calm => ("silence", format!("update {}", day::brief(silence.due, today))),
    };
    view! { <span class=class><i aria-hidden="true"></i>{words}</span> }
}

/// Efforts week by week as bars; one drawing with a sentence.
fn spark(weeks: [u32; WEEKS]) -> impl IntoView {
    let most = weeks.iter().copied().max().unwrap_or(0).max(1);
    let now = weeks.last().copied().unwrap_or(0);
    let words = format!("{now} {} this week", if now == 1 { "effort" } else { "efforts" });
    let bars = weeks.iter().zip(0u32..).filter(|(count, _)| **count > 0);
    let path: String = bars
        .map(|(count, at)| {
            let height = (count * 18 / most).max(2);
            format!("M{} 18v-{height}h6v{height}z", at * 8)
        })
        .collect();
    view! {
        <svg class="spark" viewBox="0 0 46 18" width="46" height="18" role="img" aria-label=words><path d=path></path></svg>
    }
}
