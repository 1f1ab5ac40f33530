//! Logging effort: six tiles of what was done last, one tap each; and a form for everything else.

use leptos::prelude::*;

use super::{
    Sheet,
    card::log_one,
    desk,
    effort_form::{EffortForm, Subject},
    form::Dialog,
};
use crate::browser::clock;
use crate::domain::{Body, EffortDraft, EffortId, EffortKind, Role, RoleId};

/// Tiles on the sheet.
const TILES: usize = 6;

#[component]
pub fn LogSheet() -> impl IntoView {
    view! { <Dialog which=Sheet::LogEffort title="Log effort"><LogEffort/></Dialog> }
}

#[component]
fn LogEffort() -> impl IntoView {
    let desk = desk();
    let tiles = desk.tab().peek(|state| {
        let mut efforts: Vec<_> = state.efforts().collect();
        efforts.sort_unstable_by_key(|effort| std::cmp::Reverse(effort.happened_at));
        let mut tiles: Vec<(EffortKind, RoleId, String)> = Vec::new();
        let mut add = |kind: EffortKind, role: RoleId| {
            let known = tiles.iter().any(|(other, on, _)| (*other, *on) == (kind, role));
            if let Ok(role) = state.role(role)
                && role.is_open()
                && !known
                && tiles.len() < TILES
            {
                tiles.push((kind, role.id, role.called().to_owned()));
            }
        };
        efforts
            .iter()
            .take(200)
            .for_each(|effort| effort.roles.iter().for_each(|role| add(effort.kind, *role)));
        // A new board has no habits yet: the first thing done for each role is to reach people.
        let mut open: Vec<&Role> = state.roles().filter(|role| role.is_open()).collect();
        open.sort_by_key(|role| std::cmp::Reverse(role.placement.stage));
        open.iter().for_each(|role| add(EffortKind::Outreach, role.id));
        open.iter().for_each(|role| add(EffortKind::Screen, role.id));
        tiles
    });
    let tiles = tiles.into_iter().map(|(kind, role, title)| {
        let log = move |_| {
            log_one(role, kind);
            desk.sheet.set(None);
        };
        view! {
            <button class="tile" on:click=log>
                <b>{kind.label()}</b>
                <span dir="auto">{title}</span>
            </button>
        }
    });
    let timer = desk.timer;
    // What was measured fills the form once.
    let measured = timer.measured.get_untracked();
    timer.measured.set(None);
    let logged = move |()| {
        if measured.is_some() {
            timer.end();
        }
        desk.sheet.set(None);
    };
    let start = move |_| {
        timer.start();
        desk.sheet.set(None);
    };
    view! {
        {measured.is_none().then(|| view! {
            <p class="quiet small">"One tap logs one, just now. Undo is at hand."</p>
            <Again/>
            <div class="tiles">{tiles.collect_view()}</div>
            <div class="row wrap">
                <button on:click=move |_| desk.sheet.set(Some(Sheet::Sweep))>"Evening sweep"</button>
                {(!timer.is_running()).then(|| view! { <button on:click=start>"Start a timer"</button> })}
            </div>
        })}
        <details class="more" open=measured.is_some()>
            <summary>"With numbers, a result, or several roles"</summary>
            <EffortForm subject=Subject::New(None) measured done=logged/>
        </details>
    }
    .into_any()
}

/// The last effort once more, as it was.
#[component]
fn Again() -> impl IntoView {
    let desk = desk();
    let last = desk.tab().peek(|state| {
        let me = desk.tab().me();
        let last = state
            .efforts()
            .filter(|effort| effort.by == me)
            .max_by_key(|effort| (effort.id, effort.happened_at))?;
        let open = |role: &RoleId| state.role(*role).is_ok_and(Role::is_open);
        let titles: Vec<String> = last
            .roles
            .iter()
            .filter_map(|role| state.role(*role).ok())
            .map(|role| role.called().to_owned())
            .collect();
        last.roles
            .iter()
            .all(open)
            .then(|| (last.draft(), titles.join(", ")))
    });
    last.map(|(draft, titles)| {
        let words = format!("{} {}", draft.quantity, draft.kind.unit(draft.quantity));
        let done = format!("Logged again: {words}.");
        let log = move |_| {
            let draft = EffortDraft {
                happened_at: clock::now(),
                // Words speak of what came of it that time.
                result: String::new(),
                ..draft.clone()
            };
            desk.tab().submit(
                Body::LogEffort {
                    effort: clock::fresh(EffortId::new),
                    draft,
                },
                done.clone(),
            );
            desk.sheet.set(None);
        };
        view! {
            <button class="tile again" on:click=log>
                <b>{format!("Again: {words}")}</b>
                <span dir="auto">{titles}</span>
            </button>
        }
    })
}
