//! The board: roles by stage, moved by mouse, finger, keyboard or menu.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{
    card::Card,
    drag::{Dragging, now_in_columns},
    filter::{Filter, FilterBar},
};
use crate::board::{
    desk::{Sheet, desk},
    start::{FirstSteps, Welcome},
};
use crate::browser::page;
use crate::domain::{Role, RoleId, Stage};

/// Cards of each column in the first frame, and in each that follows.
const FIRST: usize = 4;
const MORE: usize = 12;

#[component]
pub fn Columns() -> impl IntoView {
    let desk = desk();
    page::set_title("Board · Fulcrum");
    let dragging = Dragging {
        over: RwSignal::new(None),
        frozen: RwSignal::new(None),
    };
    provide_context(dragging);
    let filter = RwSignal::new(Filter::default());
    let all = Memo::new(move |_| dragging.frozen.get().unwrap_or_else(now_in_columns));
    let columns = Memo::new(move |_| filter.with(|filter| filter.apply(all.get(), desk)));
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
    let count = |columns: Ids| {
        Memo::new(move |_| columns.with(|columns| columns.values().map(Vec::len).sum::<usize>()))
    };
    let (total, found) = (count(all), count(columns));
    let any = Memo::new(move |_| desk.tab().with(|state| state.all::<Role>().next().is_some()));
    view! {
        <div class="board-head row between wrap">
            <h1 tabindex="-1">"Board"</h1>
            <button on:click=move |_| desk.lay(Sheet::NewRole)>"Add a role " <kbd aria-hidden="true">"N"</kbd></button>
        </div>
        {move || if !any.get() {
            view! { <Welcome/> }.into_any()
        } else {
            let stages = Stage::ALL.iter().filter(|stage| **stage != Stage::Closed);
            view! {
                <FirstSteps/>
                <FilterBar filter total found/>
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
    let desk = desk();
    let older = Memo::new(move |_| {
        let today = desk.today.get();
        desk.tab()
            .with(|state| state.all::<Role>().filter(|role| !role.is_recent(today)).count())
    });
    let older_words = move || match older.get() {
        0 => None,
        1 => Some(format!(
            "1 more closed over {} days ago: find it by its name, with Ctrl-K.",
            Role::RECENT_DAYS
        )),
        more => Some(format!(
            "{more} more closed over {} days ago: find them by name, with Ctrl-K.",
            Role::RECENT_DAYS
        )),
    };
    move || {
        (!ids.with(Vec::is_empty) || older.get() > 0).then(|| {
            view! {
                <details class="closed">
                    <summary>{move || format!("Closed ({})", ids.with(Vec::len))}</summary>
                    {move || older_words().map(|words| view! { <p class="small quiet">{words}</p> })}
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
