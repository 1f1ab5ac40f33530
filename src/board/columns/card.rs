//! A role's card: whose it is, how long it is open, how it stands, and its moves.

use leptos::{html::Li, prelude::*};

use super::page::{Dragging, Toward, drop_at, now_in_columns, step};
use crate::board::{
    desk::{Route, Sheet, desk},
    frame::Link,
    kit::Dialog,
    role::MiniRail,
};
use crate::browser::{clock, drag, page, tab::capital};
use crate::domain::{
    Body, CloseReason, EffortId, EffortKind, Pace, Role, RoleId, Silence, Stage, Standing, WEEKS,
};
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

/// One tap: logged now, with the defaults of its kind.
pub fn log_one(role: RoleId, kind: EffortKind) {
    let desk = desk();
    let draft = desk.draft(kind, role, 1);
    let tab = desk.tab_with(role);
    let title = tab.peek(|state| {
        state
            .role(role)
            .map(|role| role.called().to_owned())
            .unwrap_or_default()
    });
    let words = format!("Logged: {} for {title}.", kind.label().to_lowercase());
    tab.submit(
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
        let role = desk.tab().peek(|state| state.role(id).ok().cloned())?;
        let stages = Stage::ALL
            .iter()
            .filter(|stage| **stage != Stage::Closed)
            .map(|stage| view! { <MoveChoice role=id stage=*stage reason=None hint=hint(&role, *stage)/> })
            .collect_view();
        let reasons = CloseReason::ALL
            .iter()
            .map(|reason| view! { <MoveChoice role=id stage=Stage::Closed reason=Some(*reason) hint=None/> })
            .collect_view();
        Some(view! {
            <p><bdi>{role.called().to_owned()}</bdi></p>
            <div class="tiles">{stages}</div>
            <h3>"Or close it"</h3>
            <div class="tiles">{reasons}</div>
        })
    };
    view! { <Dialog open title="Move to">{choices}</Dialog> }.into_any()
}

/// Why the role cannot be moved there.
fn hint(role: &Role, stage: Stage) -> Option<String> {
    if role.placement.stage == stage {
        return Some("It is here.".into());
    }
    role.can_enter(stage)
        .err()
        .map(|refusal| capital(&refusal.to_string()))
}

#[component]
fn MoveChoice(
    role: RoleId,
    stage: Stage,
    reason: Option<CloseReason>,
    hint: Option<String>,
) -> impl IntoView {
    let desk = desk();
    let name = reason.map_or(stage.label(), CloseReason::label);
    let barred = hint.is_some();
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
        <button class="tile" disabled=barred on:click=go>
            <b>{name}</b>
            {hint.map(|hint| view! { <span>{hint}</span> })}
        </button>
    }
    .into_any()
}
