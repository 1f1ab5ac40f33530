//! All that hurts, on a role's page: the worst first, a place to write down more, and what is asked for because of it. It
//! prints to a page of its own.

use leptos::prelude::*;

use super::{
    brief::RoleBrief,
    pain::{Pain, PainForm},
    profiles::Profiles,
};
use crate::board::desk::{Link, Route, desk};
use crate::browser::page;
use crate::domain::{Leader, PainId, Role, RoleId};
use crate::ui::day;

#[component]
pub fn RolePains(role: RoleId) -> impl IntoView {
    let desk = desk();
    let pains = Memo::new(move |_| {
        desk.tab().with(|state| {
            let pains = state.pains(role).into_iter();
            pains.map(|pain| pain.id).collect::<Vec<PainId>>()
        })
    });
    let asked = Memo::new(move |_| desk.tab().with(|state| state.asks_next(role)));
    let next = move || {
        asked.get().map(|asked| {
            view! { <p class="quiet own">"Ask next: " <b>{asked.question()}</b></p> }
        })
    };
    // Nothing is to be opened first where nothing was written down yet.
    let is_first = pains.with_untracked(Vec::is_empty);
    view! {
        <div class="discovery stack">
            <Printed role/>
            <section class="card stack" aria-labelledby="role-pains">
                <div class="row between wrap">
                    <h2 id="role-pains" tabindex="-1">"What hurts"</h2>
                    <div class="row own">
                        <Link to=Route::Talk(role) class="button">"Talk it through"</Link>
                        <button on:click=move |_| page::print()>"Print"</button>
                    </div>
                </div>
                {next}
                <ul class="pains">
                    <For each=move || pains.get() key=|id| *id let:id><Pain id/></For>
                </ul>
                <details class="more own" open=is_first>
                    <summary>{move || if pains.with(Vec::is_empty) { "Write down what hurts" } else { "Write down another" }}</summary>
                    <PainForm role/>
                </details>
            </section>
            <RoleBrief role/>
            <Profiles role/>
        </div>
    }
    .into_any()
}

/// What stands at the top of the printed page only.
#[component]
fn Printed(role: RoleId) -> impl IntoView {
    let desk = desk();
    let words = move || {
        let names = desk.tab().with(|state| {
            let role = state.get::<Role>(role).ok()?;
            let leader = role.leader.and_then(|leader| state.get::<Leader>(leader).ok());
            let leader = leader.map(|leader| leader.details.name.clone());
            Some((role.called().to_owned(), leader.unwrap_or_default()))
        });
        let today = desk.today.get();
        names.map(|(title, leader)| {
            view! {
                <p class="title" dir="auto">{title}</p>
                <p class="small" dir="auto">{leader} " · " {day::dated(today, today)}</p>
            }
        })
    };
    view! { <div class="printed">{words}</div> }.into_any()
}
