//! The leaders: whom we work for, and on what.

use leptos::prelude::*;

use crate::board::desk::{Link, Route, desk, ours, ours_live};
use crate::browser::page;
use crate::domain::{Leader, LeaderId, Pace, Sorting};
use crate::ui::day;

#[component]
pub fn Leaders() -> impl IntoView {
    let desk = desk();
    page::set_title(ours("Leaders · Fulcrum"));
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
        <h1 tabindex="-1">{ours_live("Leaders")}</h1>
        {move || ids.with(Vec::is_empty).then(|| view! {
            <section class="card stack welcome">
                <p>{ours_live("The people you fill roles for appear here. Adding a role adds its leader.")}</p>
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
    let leader = Memo::new(move |_| desk.tab().with(|state| state.get::<Leader>(id).ok().cloned()));
    let roles = Memo::new(move |_| {
        desk.standings.with(|standings| {
            let theirs = standings.values().map(|standing| &standing.role);
            let open = theirs.filter(|role| role.leader == Some(id) && role.is_open());
            let mut titles: Vec<String> = open.map(|role| role.called().to_owned()).collect();
            titles.put_in_order_by(|title| title.to_lowercase());
            titles
        })
    });
    let due = move || {
        let today = desk.today.get();
        let (silence, waits_for_hello) = desk.standings.with(|standings| {
            let theirs = standings
                .values()
                .filter(|standing| standing.role.leader == Some(id));
            let silences = theirs.clone().filter_map(|standing| standing.silence);
            let waits = theirs.into_iter().any(|standing| standing.waits_for_hello);
            (silences.min_by_key(|silence| silence.due), waits)
        });
        let Some(silence) = silence else {
            return waits_for_hello.then(|| view! { <span class="quiet">"not greeted yet"</span> });
        };
        let due = day::said(silence.due, today);
        let (class, words) = match silence.pace {
            Pace::Late => ("late", format!("should have heard {due}")),
            Pace::Soon => ("wait", format!("next by {due}")),
            Pace::Calm => ("quiet", format!("next by {due}")),
        };
        Some(view! { <span class=class>{words}</span> })
    };
    let waits = Memo::new(move |_| desk.tab().with(|state| state.waiting(id).len()));
    let turn = move || (waits.get() > 0).then(|| view! { <span class="wait">"a reply waits"</span> });
    let about = move || match roles.get() {
        titles if titles.is_empty() => "No open role".to_owned(),
        titles => titles.join(", "),
    };
    move || {
        leader.get().map(|leader| {
            view! {
                <li data-leader=id.to_string()>
                    <Link to=Route::Leader(id)>
                        <span class="named"><b dir="auto">{leader.details.name}</b> <span class="small quiet" dir="auto">{leader.details.team}</span></span>
                        <span class="small quiet" dir="auto">{about}</span>
                        <span class="small when">{turn} {due}</span>
                    </Link>
                </li>
            }
        })
    }
}
