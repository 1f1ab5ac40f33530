//! The board: roles by stage, moved by mouse, finger, keyboard or menu.

use std::collections::BTreeMap;

use leptos::{html::Div, prelude::*};

use super::{
    card::Card,
    drag::{Dragging, now_in_columns},
    filter::{Filter, Filtering},
    opened::Opened,
    painted::Painted,
};
use crate::board::{
    desk::desk,
    start::{FirstSteps, Welcome},
};
use crate::browser::{
    drag, page,
    place::{Keeper, Place},
};
use crate::domain::{Role, RoleId, Stage};

/// Milliseconds in which the last cards are painted.
const SETTLES: u32 = 300;
/// Milliseconds until the frame that was made last is seen.
const SEEN: u32 = 60;

#[component]
pub fn Columns() -> impl IntoView {
    let desk = desk();
    page::set_title("Board · Fulcrum");
    let dragging = Dragging::new();
    provide_context(dragging);
    provide_context(Opened::new());
    let filtering: Filtering = expect_context();
    filtering.read_address();
    let all = Memo::new(move |_| dragging.frozen.get().unwrap_or_else(now_in_columns));
    let columns = Memo::new(move |_| filtering.apply(all.get()));
    let place = Place::kept();
    let painted = Painted::new(place.is_some());
    provide_context(painted);
    // Once each was seen with its height, those far from the view are left out of what is styled and laid out.
    let settled = RwSignal::new(false);
    Effect::new(move |_| {
        let shown = painted.cards();
        let is_all = columns.with(|columns| columns.values().all(|ids| ids.len() <= shown));
        if !is_all || !painted.with_actions() {
            page::later(SEEN, move || painted.go_on());
        } else {
            page::later(SETTLES, move || {
                settled.try_set(true);
            });
        }
    });
    let any = Memo::new(move |_| desk.tab().with(|state| state.all::<Role>().next().is_some()));
    let body = move || {
        if any.get() {
            view! { <FirstSteps/> <Stages columns place settled/> }.into_any()
        } else {
            view! { <Welcome/> }.into_any()
        }
    };
    view! {
        <h1 class="hidden" tabindex="-1">"Board"</h1>
        {body}
    }
    .into_any()
}

type Ids = Memo<BTreeMap<Stage, Vec<RoleId>>>;

#[component]
fn Stages(columns: Ids, place: Option<Place>, settled: RwSignal<bool>) -> impl IntoView {
    let (opened, filtering): (Opened, Filtering) = (expect_context(), expect_context());
    let element = NodeRef::<Div>::new();
    let keeper = StoredValue::new_local(None);
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            if let Some(place) = place {
                place.show(element.clone().into());
            }
            keeper.set_value(Some(Keeper::of(element.into())));
        }
    });
    let stages = Stage::ALL.iter();
    let elsewhere = move |event: leptos::ev::MouseEvent| {
        if !page::happened_on(&event, ".role-card") {
            opened.hide_all();
        }
    };
    view! {
        <div class="columns" class:filtering=move || filtering.open.get() class:settled=settled node_ref=element data-scrolls="" on:touchmove=|event| drag::hold_still(&event) on:click=elsewhere>
            {stages.map(|stage| view! { <Column stage=*stage columns/> }).collect_view()}
        </div>
    }
    .into_any()
}

#[component]
fn Column(stage: Stage, columns: Ids) -> impl IntoView {
    let (dragging, filtering): (Dragging, Filtering) = (expect_context(), expect_context());
    let painted: Painted = expect_context();
    let ids = Memo::new(move |_| columns.with(|columns| columns.get(&stage).cloned().unwrap_or_default()));
    let shown = move || ids.with(|ids| ids.iter().take(painted.cards()).copied().collect::<Vec<_>>());
    let here = move || {
        dragging
            .over
            .with(|over| over.as_ref().filter(|over| over.column == stage.label()).cloned())
    };
    let at_end = move || here().is_some_and(|over| over.before.is_none());
    let is_empty = Memo::new(move |_| ids.with(Vec::is_empty));
    let nothing = move || {
        let words = match filtering.filter.with(Filter::is_empty) {
            true => "Nothing here: drag a role in",
            false => "Nothing that matches",
        };
        is_empty
            .get()
            .then(|| view! { <p class="nothing small quiet">{words}</p> })
    };
    let foot = match stage {
        Stage::Closed => view! { <Older/> }.into_any(),
        _ => ().into_any(),
    };
    let title = format!("stage-{stage:?}");
    let id = title.clone();
    view! {
        <section class="column" class:target=move || here().is_some() class:closed=stage == Stage::Closed class:empty=is_empty
            data-column=stage.label() aria-labelledby=title>
            <h2 class="column-title" id=id>
                <span>{stage.label()}</span>
                <span class="quiet">{move || ids.with(Vec::len)}</span>
            </h2>
            <ul class="cards">
                <For each=shown key=|id| *id let:id>
                    <Card id stage/>
                </For>
            </ul>
            <div class="drop-end" class:on=at_end aria-hidden="true"></div>
            {nothing}
            {foot}
        </section>
    }
    .into_any()
}

/// What closed long ago is not on the board, and where it is.
#[component]
fn Older() -> impl IntoView {
    let desk = desk();
    let older = Memo::new(move |_| {
        let today = desk.today.get();
        desk.tab()
            .with(|state| state.all::<Role>().filter(|role| !role.is_recent(today)).count())
    });
    move || {
        let words = match older.get() {
            0 => return None,
            1 => format!(
                "1 more closed over {} days ago: look for it by its name.",
                Role::RECENT_DAYS
            ),
            more => format!(
                "{more} more closed over {} days ago: look for them by their names.",
                Role::RECENT_DAYS
            ),
        };
        Some(view! { <p class="small quiet">{words}</p> })
    }
}
