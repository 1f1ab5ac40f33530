//! The board: roles by stage, moved by mouse, finger, keyboard or menu.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{Sheet, card::Card, desk};
use crate::browser::{clock, drag::Over, page};
use crate::domain::{Body, Role, RoleId, Stage, column, week_start};

/// Cards of each column in the first frame, and in each that follows.
const FIRST: usize = 4;
const MORE: usize = 12;

/// Weeks in a card's small chart.
pub const WEEKS: usize = 6;

/// Efforts logged for each role in the last weeks, the oldest first.
pub type Pulse = BTreeMap<RoleId, [u32; WEEKS]>;

/// What a drag in progress shows.
#[derive(Clone, Copy)]
pub struct Dragging {
    pub over: RwSignal<Option<Over>>,
    /// Columns as they were when the drag began: incoming changes wait until it ends.
    pub frozen: RwSignal<Option<BTreeMap<Stage, Vec<RoleId>>>>,
}

#[component]
pub fn Columns() -> impl IntoView {
    let desk = desk();
    page::set_title("Board · Fulcrum");
    let dragging = Dragging {
        over: RwSignal::new(None),
        frozen: RwSignal::new(None),
    };
    provide_context(dragging);
    provide_context(Memo::new(move |_| {
        desk.tab().with(|state| pulse(state.efforts()))
    }));
    let columns = Memo::new(move |_| dragging.frozen.get().unwrap_or_else(now_in_columns));
    // The first cards of each column are painted at once, the rest right after: a large board opens as quickly.
    let painted = RwSignal::new(FIRST);
    provide_context(painted);
    Effect::new(move |_| {
        let shown = painted.get();
        if columns.with(|columns| columns.values().any(|ids| ids.len() > shown)) {
            page::later(60, move || {
                // The page may have been left meanwhile.
                painted.try_update(|painted| *painted += MORE);
            });
        }
    });
    let empty = move || columns.with(|columns| columns.values().all(Vec::is_empty));
    view! {
        <div class="board-head row between wrap">
            <h1 tabindex="-1">"Board"</h1>
            <button on:click=move |_| desk.sheet.set(Some(Sheet::NewRole))>"Add a role " <kbd aria-hidden="true">"N"</kbd></button>
        </div>
        {move || if empty() {
            view! { <Welcome/> }.into_any()
        } else {
            let stages = Stage::ALL.iter().filter(|stage| **stage != Stage::Closed);
            view! {
                <div class="columns">
                    {stages.map(|stage| view! { <Column stage=*stage columns/> }).collect_view()}
                </div>
                <ClosedColumn columns/>
            }
            .into_any()
        }}
    }
    .into_any()
}

/// The columns as they stand, not reactive by themselves.
pub fn now_in_columns() -> BTreeMap<Stage, Vec<RoleId>> {
    desk().tab().with(|state| {
        let ids = |stage: &Stage| {
            column(state, *stage)
                .into_iter()
                .map(|role: &Role| role.id)
                .collect()
        };
        Stage::ALL.iter().map(|stage| (*stage, ids(stage))).collect()
    })
}

fn pulse<'a>(efforts: impl Iterator<Item = &'a crate::domain::Effort>) -> Pulse {
    let this_week = week_start(clock::today());
    let mut pulse = Pulse::new();
    for effort in efforts {
        let back = (this_week - week_start(effort.on())).num_weeks();
        let Some(index) = usize::try_from(back)
            .ok()
            .and_then(|back| (WEEKS - 1).checked_sub(back))
        else {
            continue;
        };
        for role in &effort.roles {
            if let Some(week) = pulse.entry(*role).or_default().get_mut(index) {
                *week += 1;
            }
        }
    }
    pulse
}

type Ids = Memo<BTreeMap<Stage, Vec<RoleId>>>;

#[component]
fn Column(stage: Stage, columns: Ids) -> impl IntoView {
    let dragging: Dragging = expect_context();
    let painted: RwSignal<usize> = expect_context();
    let ids = Memo::new(move |_| columns.with(|columns| columns.get(&stage).cloned().unwrap_or_default()));
    let shown = move || ids.with(|ids| ids.iter().take(painted.get()).copied().collect::<Vec<_>>());
    let here = move || {
        dragging
            .over
            .with(|over| over.as_ref().filter(|over| over.column == stage.label()).cloned())
    };
    let at_end = move || here().is_some_and(|over| over.before.is_none());
    let title = format!("stage-{stage:?}");
    let id = title.clone();
    view! {
        <section class="column" class:target=move || here().is_some() data-column=stage.label() aria-labelledby=title>
            <h2 class="column-title" id=id>
                <span>{stage.label()}</span>
                <span class="quiet">{move || ids.with(Vec::len)}</span>
            </h2>
            <ul class="cards">
                <For each=shown key=|id| *id let:id>
                    <Card id/>
                </For>
            </ul>
            <div class="drop-end" class:on=at_end aria-hidden="true"></div>
        </section>
    }
    .into_any()
}

#[component]
fn ClosedColumn(columns: Ids) -> impl IntoView {
    let painted: RwSignal<usize> = expect_context();
    let ids =
        Memo::new(move |_| columns.with(|columns| columns.get(&Stage::Closed).cloned().unwrap_or_default()));
    move || {
        (!ids.with(Vec::is_empty)).then(|| {
            view! {
                <details class="closed">
                    <summary>{move || format!("Closed ({})", ids.with(Vec::len))}</summary>
                    <ul class="cards wide">
                        <For each=move || ids.with(|ids| ids.iter().take(painted.get()).copied().collect::<Vec<_>>()) key=|id| *id let:id>
                            <Card id/>
                        </For>
                    </ul>
                </details>
            }
        })
    }
}

/// What belongs here, and the first step.
#[component]
fn Welcome() -> impl IntoView {
    let desk = desk();
    view! {
        <section class="welcome card stack">
            <h2>"Start with one role that is on your mind"</h2>
            <p>
                "Whose role is it, and what is it called? That is enough to begin. Everything you do here is saved on \
                 this device, with or without a network; an account can wait."
            </p>
            <ol class="steps">
                <li>"Add a role and the leader who needs it."</li>
                <li>"Log what you do for it: one tap each."</li>
                <li>"Share a link: the leader sees the effort as it happens."</li>
            </ol>
            <div><button class="primary" on:click=move |_| desk.sheet.set(Some(Sheet::NewRole))>"Add your first role"</button></div>
        </section>
    }
    .into_any()
}

/// Moves a role to where it was dropped.
pub fn drop_at(role: RoleId, over: &Over) {
    let Some(stage) = Stage::ALL
        .iter()
        .find(|stage| stage.label() == over.column)
        .copied()
    else {
        return;
    };
    let before = over.before.as_ref().and_then(|id| id.parse::<RoleId>().ok());
    let desk = desk();
    let (after, title) = desk.tab().peek(|state| {
        let others: Vec<_> = column(state, stage)
            .into_iter()
            .map(|other| other.id)
            .filter(|id| *id != role)
            .collect();
        let at = before
            .and_then(|before| others.iter().position(|id| *id == before))
            .unwrap_or(others.len());
        let after = at.checked_sub(1).and_then(|at| others.get(at)).copied();
        (
            after,
            state
                .role(role)
                .map(|role| role.details.title.clone())
                .unwrap_or_default(),
        )
    });
    let words = format!("{title} is now in {}.", stage.label());
    desk.tab().submit(
        Body::MoveRole {
            role,
            stage,
            after,
            before,
            reason: None,
        },
        words,
    );
}
