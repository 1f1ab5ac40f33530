//! The leaders: whom we work for, and on what.

use leptos::prelude::*;

use super::edit::EditLeader;
use crate::board::desk::{Link, Route, desk};
use crate::browser::page;
use crate::domain::{Leader, LeaderId, Pace, Role, Sorting};
use crate::ui::day;

#[component]
pub fn Leaders() -> impl IntoView {
    let desk = desk();
    page::set_title("Leaders · Fulcrum");
    let ids = Memo::new(move |_| {
        desk.tab().with(|state| {
            state
                .leaders()
                .into_iter()
                .map(|leader| leader.id)
                .collect::<Vec<_>>()
        })
    });
    view! {
        <h1 tabindex="-1">"Leaders"</h1>
        {move || ids.with(Vec::is_empty).then(|| view! {
            <section class="card stack welcome">
                <p>"The people you fill roles for appear here. Adding a role adds its leader."</p>
            </section>
        })}
        <ul class="leaders">
            <For each=move || ids.get() key=|id| *id let:id><LeaderCard id/></For>
        </ul>
    }
    .into_any()
}

#[component]
fn LeaderCard(id: LeaderId) -> impl IntoView {
    let desk = desk();
    let editing = RwSignal::new(false);
    let leader = Memo::new(move |_| desk.tab().with(|state| state.get::<Leader>(id).ok().cloned()));
    let roles = move || {
        let today = desk.today.get();
        desk.standings.with(|standings| {
            let theirs = standings.values().map(|standing| &standing.role);
            let mut roles: Vec<Role> = theirs.filter(|role| role.leader == Some(id)).cloned().collect();
            roles.put_in_order_by(|role| (role.placement.stage, role.id));
            roles
                .into_iter()
                .map(|role| {
                    let about = format!("{}, day {}", role.placement.stage.label(), role.days_open(today));
                    view! { <li><Link to=Route::Role(role.id)><bdi>{role.called().to_owned()}</bdi></Link> <span class="quiet small block">{about}</span></li> }
                })
                .collect_view()
        })
    };
    let due = move || {
        let today = desk.today.get();
        let silence = desk.standings.with(|standings| {
            let theirs = standings
                .values()
                .filter(|standing| standing.role.leader == Some(id));
            theirs
                .filter_map(|standing| standing.silence)
                .min_by_key(|silence| silence.due)
        })?;
        let due = day::said(silence.due, today);
        let late = silence.pace == Pace::Late;
        let words = if late {
            format!("update was due {due}")
        } else {
            format!("next update by {due}")
        };
        Some(view! { <span class=if late { "tag late" } else { "tag" }>{words}</span> })
    };
    view! {
        <li class="card stack" data-leader=id.to_string()>
            // A form stays, with what was typed, whatever becomes of the leader meanwhile.
            {move || match (editing.get(), leader.get_untracked()) {
                (true, Some(leader)) => view! { <EditLeader leader editing/> }.into_any(),
                _ => view! { <LeaderHead leader editing/> }.into_any(),
            }}
            <div>{due}</div>
            <ul class="plain">{roles}</ul>
        </li>
    }
    .into_any()
}

#[component]
fn LeaderHead(leader: Memo<Option<Leader>>, editing: RwSignal<bool>) -> impl IntoView {
    move || {
        leader.get().map(|leader| {
            let label = format!("Edit {}", leader.details.name);
            view! {
                <div class="row between">
                    <h2 dir="auto">{leader.details.name.clone()}</h2>
                    <button aria-label=label on:click=move |_| editing.set(true)>"Edit"</button>
                </div>
                {(!leader.details.team.is_empty()).then(|| view! { <p class="quiet" dir="auto">{leader.details.team.clone()}</p> })}
            }
        })
    }
}
