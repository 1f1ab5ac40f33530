//! Moving a role without dragging: the way to the sheet, and its choices.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::crossing::cross;

use crate::board::{
    desk::{Crossing, Sheet, desk},
    kit::said,
};
use crate::browser::page;
use crate::domain::{Body, CloseReason, Role, RoleId, Stage, role};

/// Every move without dragging.
#[component]
pub fn MoveTo(role: RoleId, label: String) -> impl IntoView {
    let desk = desk();
    view! {
        <button class="move-to" aria-label=label aria-haspopup="dialog" on:click=move |_| desk.lay(Sheet::MoveRole(role))>
            "Move to…"
        </button>
    }
    .into_any()
}

/// The stage that a role is in, and the way to another.
#[component]
pub fn StageMenu(role: Role, today: NaiveDate) -> impl IntoView {
    let desk = desk();
    let id = role.id;
    let now = format!("{}, day {}", role.placement.stage.label(), role.days_open(today));
    let label = format!("{now}. Move {} to another stage", role.called());
    view! {
        <button class="move-to" aria-label=label aria-haspopup="dialog" on:click=move |_| desk.lay(Sheet::MoveRole(id))>
            {now} <span aria-hidden="true">"▾"</span>
        </button>
    }
    .into_any()
}

/// The stages to move to, and the reasons to close.
#[component]
pub fn MoveRole(role: RoleId) -> impl IntoView {
    let role = desk().tab().peek(|state| state.get::<Role>(role).ok().cloned())?;
    let id = role.id;
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
}

/// Why the role cannot be moved there.
fn hint(role: &Role, stage: Stage) -> Option<String> {
    if role.placement.stage == stage {
        return Some("It is here.".into());
    }
    role.can_enter(stage).err().map(said)
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
        if reason.is_some() {
            let title = desk.tab().peek(|state| {
                let role = state.get::<Role>(role);
                role.map_or_else(|_| String::new(), |role| role.called().to_owned())
            });
            // One tap: what it did, and that it is taken back, is said at once.
            let words = format!(
                "Closed: {}. Its clocks stopped; Undo opens {title} again.",
                name.to_lowercase()
            );
            desk.tab()
                .submit(Body::Role(role::Command::to_end(role, stage, reason)), words);
        } else {
            cross(Crossing::to_end(role, stage), format!("Moved to {name}."));
        }
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
