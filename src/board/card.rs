//! A role's card: whose it is, how long it is open, how it stands, and its moves.

use leptos::{html::Li, prelude::*};

use super::{
    Route, Sheet,
    columns::{Dragging, Pulse, WEEKS, drop_at, now_in_columns},
    desk,
    form::Dialog,
    frame::Link,
};
use crate::browser::{clock, drag, page};
use crate::domain::{Body, CloseReason, EffortDraft, EffortId, EffortKind, Role, RoleId, Stage};
use crate::ui::{Rail, day};

#[component]
pub fn Card(id: RoleId) -> impl IntoView {
    let desk = desk();
    let dragging: Dragging = expect_context();
    let role = Memo::new(move |_| desk.tab().with(|state| state.role(id).ok().cloned()));
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
    let before = move || {
        dragging.over.with(|over| {
            over.as_ref()
                .is_some_and(|over| over.before.as_deref() == Some(&id.to_string()))
        })
    };
    let body = move || role.get().map(|role| view! { <Inside role/> });
    view! {
        <li class="card role-card" node_ref=element data-card=id.to_string() class:drop-before=before
            class:held=move || role.with(|role| role.as_ref().is_some_and(|role| role.hold.is_some()))
            on:pointerdown=press>
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
fn Inside(role: Role) -> impl IntoView {
    let desk = desk();
    let id = role.id;
    let today = clock::today();
    let pulse: Memo<Pulse> = expect_context();
    let leader = role.leader;
    let who = desk.tab().with(|state| {
        leader
            .and_then(|leader| state.leader(leader).ok())
            .map_or_else(|| "No leader".to_owned(), |leader| leader.details.name.clone())
    });
    let replies = desk.tab().with(|state| {
        let today = clock::today();
        state
            .replies()
            .iter()
            .filter(|reply| Some(reply.leader) == leader && (today - reply.at.date_naive()).num_days() < 2)
            .count()
    });
    let days = format!("day {}", role.days_open(today));
    let quiet = leader
        .filter(|_| role.is_open() && role.hold.is_none())
        .map(|leader| {
            let due = desk
                .tab()
                .with(|state| state.next_update_by(leader, role.details.opened_on));
            silence(due, today)
        });
    let hold = role
        .hold
        .as_ref()
        .map(|hold| format!("On hold until {}", day::said(hold.review_on, today)));
    let closed = role
        .placement
        .close
        .as_ref()
        .map(|close| format!("{}, {}", close.reason.label(), day::dated(close.on, today)));
    let bars = move || pulse.with(|pulse| pulse.get(&id).copied()).map(spark);
    let open = role.is_open();
    let log = move |_| log_one(id, EffortKind::Outreach);
    let stage = role.placement.stage;
    let title = role.details.title.clone();
    let log_label = format!("Log one outreach for {title}");
    let move_label = format!("Move {title} to another stage");
    view! {
        <div class="row between top-row">
            <h3 dir="auto"><Link to=Route::Role(id)>{title.clone()}</Link></h3>
            <span class="grip" aria-hidden="true" title="Drag to move">"⠿"</span>
        </div>
        <p class="who"><bdi>{who}</bdi> <span class="quiet nowrap">" · " {days}</span></p>
        <Rail stage mini=true/>
        {hold.map(|hold| view! { <p class="small quiet">{hold}</p> })}
        {closed.map(|closed| view! { <p class="small quiet">{closed}</p> })}
        <div class="row between foot">{quiet} {bars}</div>
        {(replies > 0).then(|| view! { <span class="tag good">{if replies == 1 { "new reply".to_owned() } else { format!("{replies} new replies") }}</span> })}
        <div class="row card-actions">
            <MoveTo role=id label=move_label/>
            {open.then(|| view! { <button class="quick" aria-label=log_label title="Log one outreach, now" on:click=log>"+1"</button> })}
        </div>
    }
    .into_any()
}

/// How the silence clock stands, in words and colour.
fn silence(due: chrono::NaiveDate, today: chrono::NaiveDate) -> impl IntoView {
    let (class, words) = match (due - today).num_days() {
        late if late < 0 => ("silence late", format!("{} late", day::days(-late))),
        0..=1 => ("silence wait", format!("update {}", day::said(due, today))),
        _ => ("silence", format!("update {}", day::said(due, today))),
    };
    view! { <span class=class><i aria-hidden="true"></i>{words}</span> }
}

fn spark(weeks: [u32; WEEKS]) -> impl IntoView {
    let most = weeks.iter().copied().max().unwrap_or(0).max(1);
    let now = weeks.last().copied().unwrap_or(0);
    let words = format!("{now} {} this week", if now == 1 { "effort" } else { "efforts" });
    let title = words.clone();
    let bars = weeks.iter().zip(0u32..).map(|(count, index)| {
        let height = if *count == 0 {
            0
        } else {
            (count * 18 / most).max(2)
        };
        view! { <rect x=index * 8 y=18 - height width="6" height=height rx="2"></rect> }
    });
    view! {
        <svg class="spark" viewBox="0 0 46 18" width="46" height="18" role="img" aria-label=words>
            <title>{title}</title>
            {bars.collect_view()}
        </svg>
    }
}

/// One tap: logged now, with the defaults of its kind.
pub fn log_one(role: RoleId, kind: EffortKind) {
    let desk = desk();
    let draft = EffortDraft::one(kind, role, clock::now());
    let title = desk.tab().peek(|state| {
        state
            .role(role)
            .map(|role| role.details.title.clone())
            .unwrap_or_default()
    });
    let words = format!("Logged: {} for {title}.", kind.label().to_lowercase());
    desk.tab().submit(
        Body::LogEffort {
            effort: clock::fresh(EffortId::new),
            draft,
        },
        words,
    );
}

/// Every move without dragging.
#[component]
pub fn MoveTo(role: RoleId, label: String) -> impl IntoView {
    let desk = desk();
    view! {
        <button class="move-to" aria-label=label aria-haspopup="dialog" on:click=move |_| desk.sheet.set(Some(Sheet::MoveRole(role)))>
            "Move to…"
        </button>
    }
    .into_any()
}

/// The stages to move to, and the reasons to close.
#[component]
pub fn MoveSheet() -> impl IntoView {
    let desk = desk();
    let moving = move || match desk.sheet.get() {
        Some(Sheet::MoveRole(role)) => Some(role),
        _ => None,
    };
    let open = Signal::derive(move || moving().is_some());
    let choices = move || {
        let id = moving()?;
        let (title, now) = desk.tab().peek(|state| {
            state
                .role(id)
                .ok()
                .map(|role| (role.details.title.clone(), role.placement.stage))
        })?;
        let stages = Stage::ALL
            .iter()
            .filter(|stage| **stage != Stage::Closed)
            .map(|stage| view! { <MoveChoice role=id stage=*stage reason=None now/> })
            .collect_view();
        let reasons = CloseReason::ALL
            .iter()
            .map(|reason| view! { <MoveChoice role=id stage=Stage::Closed reason=Some(*reason) now/> })
            .collect_view();
        Some(view! {
            <p><bdi>{title}</bdi></p>
            <div class="tiles">{stages}</div>
            <h3>"Or close it"</h3>
            <div class="tiles">{reasons}</div>
        })
    };
    view! { <Dialog open title="Move to">{choices}</Dialog> }.into_any()
}

#[component]
fn MoveChoice(role: RoleId, stage: Stage, reason: Option<CloseReason>, now: Stage) -> impl IntoView {
    let desk = desk();
    let name = reason.map_or(stage.label(), CloseReason::label);
    let is_now = reason.is_none() && stage == now;
    let go = move |_| {
        desk.sheet.set(None);
        let words = if reason.is_some() {
            format!("Closed: {}.", name.to_lowercase())
        } else {
            format!("Moved to {name}.")
        };
        desk.tab().submit(
            Body::MoveRole {
                role,
                stage,
                after: None,
                before: None,
                reason,
            },
            words,
        );
        page::focus(format!("[data-card=\"{role}\"] .move-to, .role-head .move-to"));
    };
    view! {
        <button class="tile" disabled=is_now on:click=go>
            <b>{name}</b>
            {is_now.then(|| view! { <span>"it is here"</span> })}
        </button>
    }
    .into_any()
}
