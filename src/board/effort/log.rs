//! Logging effort: six tiles of what was done last, one tap each; and a form for everything else.

use std::{collections::BTreeSet, rc::Rc};

use chrono::{DateTime, FixedOffset};
use leptos::prelude::*;

use super::{
    form::{EffortForm, Subject},
    one::log_one,
};
use crate::board::desk::{Sheet, desk};
use crate::browser::{clock, tab::Tab};
use crate::domain::{Body, Effort, EffortDraft, EffortId, EffortKind, Role, RoleId, Sorting, Stage, effort};

/// Tiles on the sheet.
const TILES: usize = 6;
/// Efforts that are looked at for habits, the newest.
const RECENT: usize = 200;

#[component]
pub fn LogEffort() -> impl IntoView {
    let desk = desk();
    let mut tiles: Vec<Tile> = desk.all().iter().flat_map(tiles_of).collect();
    // A new board has no habits yet: what was never done comes last, and a later stage before an earlier one.
    tiles.put_in_order_by(|tile| std::cmp::Reverse((tile.last, tile.stage)));
    let tiles = tiles.into_iter().take(TILES).enumerate().map(|(nth, tile)| {
        let Tile {
            kind,
            role,
            title,
            at,
            ..
        } = tile;
        let title = match untrack(|| desk.title_among_many(&at)) {
            Some(workspace) => format!("{title} · {workspace}"),
            None => title,
        };
        let log = move |_| {
            log_one(role, kind);
            desk.sheet.set(None);
        };
        view! {
            <button class="tile" autofocus=nth == 0 on:click=log>
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
                <button on:click=move |_| desk.lay(Sheet::Sweep)>"Evening sweep"</button>
                <button on:click=move |_| desk.lay(Sheet::FillDay)>"Fill in my day"</button>
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

/// What one tap logs.
struct Tile {
    kind: EffortKind,
    role: RoleId,
    title: String,
    /// The name of its workspace's database.
    at: String,
    /// When it was last done.
    last: Option<DateTime<FixedOffset>>,
    stage: Stage,
}

/// What was done of late in a workspace, each kind for each role once; to reach people, and to screen them, is
/// what one begins with.
fn tiles_of(tab: &Rc<Tab>) -> Vec<Tile> {
    tab.peek(|state| {
        let mut efforts: Vec<_> = state.efforts().collect();
        efforts.sort_unstable_by_key(|effort| std::cmp::Reverse(effort.happened_at));
        let of = |effort: &Effort| {
            let (kind, at) = (effort.kind, Some(effort.happened_at));
            let roles = effort.roles.clone();
            roles.into_iter().map(move |role| (kind, role, at))
        };
        let done = efforts.into_iter().take(RECENT).flat_map(of);
        let first = [EffortKind::Outreach, EffortKind::Screen];
        let begin = state
            .all::<Role>()
            .flat_map(|role| first.map(|kind| (kind, role.id, None)));
        let mut known = BTreeSet::new();
        let all = done
            .chain(begin)
            .filter(|(kind, role, _)| known.insert((*kind, *role)));
        all.filter_map(|(kind, role, last)| {
            let role = state.get::<Role>(role).ok().filter(|role| role.is_open())?;
            Some(Tile {
                kind,
                role: role.id,
                title: role.called().to_owned(),
                at: tab.name().to_owned(),
                last,
                stage: role.placement.stage,
            })
        })
        .collect()
    })
}

/// The last effort once more, as it was.
#[component]
fn Again() -> impl IntoView {
    let desk = desk();
    let last = desk.all().into_iter().filter_map(|tab| {
        let me = tab.me();
        let (last, draft, titles) = tab.peek(|state| {
            let last = state
                .efforts()
                .filter(|effort| effort.by == me)
                .max_by_key(|effort| (effort.id, effort.happened_at))?;
            let open = |role: &RoleId| state.get::<Role>(*role).is_ok_and(Role::is_open);
            let titles: Vec<String> = last
                .roles
                .iter()
                .filter_map(|role| state.get::<Role>(*role).ok())
                .map(|role| role.called().to_owned())
                .collect();
            let again = last.roles.iter().all(open);
            again.then(|| (last.id, last.draft(), titles.join(", ")))
        })?;
        Some((last, tab, draft, titles))
    });
    let last = last.max_by_key(|(last, ..)| *last);
    last.map(|(_, tab, draft, titles)| {
        let words = format!("{} {}", draft.quantity, draft.kind.unit(draft.quantity));
        let done = format!("Logged again: {words}.");
        let log = move |_| {
            let draft = EffortDraft {
                happened_at: clock::now(),
                // Words speak of what came of it that time.
                result: String::new(),
                ..draft.clone()
            };
            tab.submit(
                Body::Effort(effort::Command::LogEffort {
                    effort: clock::fresh(EffortId::new),
                    draft,
                }),
                done.clone(),
            );
            desk.sheet.set(None);
        };
        view! {
            <button class="tile again" autofocus on:click=log>
                <b>{format!("Again: {words}")}</b>
                <span dir="auto">{titles}</span>
            </button>
        }
    })
}
