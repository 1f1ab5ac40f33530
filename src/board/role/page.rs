//! A role's page: where it stands, what was done, and the partnership with its leader.

use leptos::prelude::*;

use super::{
    edit::EditRole, effort::RoleEffort, hold::HoldRole, leader::RoleLeader, move_to::MoveTo, open::Open,
    people::RolePeople, rail::StepList,
};
use crate::board::{
    desk::{Link, Route, desk},
    discovery::RolePains,
};
use crate::browser::{clock, page};
use crate::domain::{Body, Leader, Role, RoleId, role};
use crate::ui::day;

#[component]
pub fn RolePage(role: RoleId) -> impl IntoView {
    let desk = desk();
    let found = Memo::new(move |_| desk.tab().with(|state| state.get::<Role>(role).ok().cloned()));
    let is_there = Memo::new(move |_| found.with(Option::is_some));
    // A form stays open, with what was typed, whatever becomes of the role meanwhile.
    let open = RwSignal::new(Open::Nothing);
    let leader = Memo::new(move |_| found.with(|found| found.as_ref().and_then(|role| role.leader)));
    move || {
        if !is_there.get() {
            return view! { <NotHere/> }.into_any();
        }
        view! {
            <Link to=Route::Board class="back">"← Board"</Link>
            {move || found.get().map(|role| view! { <Head role open/> })}
            {move || form(role, open)}
            <div class="role-columns">
                <div class="stack">
                    <RolePains role/>
                    <RoleEffort role/>
                    <RolePeople role/>
                </div>
                {move || leader.get().map(|leader| view! { <RoleLeader role leader/> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn NotHere() -> impl IntoView {
    view! {
        <section class="card stack welcome">
            <h1 tabindex="-1">"This role is not here"</h1>
            <p>"It was removed, it is not shared with you, or this device has not received it yet."</p>
            <Link to=Route::Board class="button">"Back to the board"</Link>
        </section>
    }
    .into_any()
}

#[component]
fn Head(role: Role, open: RwSignal<Open>) -> impl IntoView {
    let desk = desk();
    let today = clock::today();
    page::set_title(&format!("{} · Fulcrum", role.called()));
    let id = role.id;
    let who = desk.tab().with(|state| {
        role.leader
            .and_then(|leader| state.get::<Leader>(leader).ok())
            .map_or_else(|| "No leader".to_owned(), |leader| leader.details.name.clone())
    });
    let about = format!(
        "{} · {} · {}",
        role.details.family.label(),
        role.details.seniority.label(),
        role.details.niche.label().to_lowercase()
    );
    let line = match (&role.hold, &role.placement.close) {
        (Some(hold), _) => format!(
            "On hold since {}, asked by {}: {}. Looked at again {}.",
            day::dated(hold.since, today),
            hold.requester,
            hold.cause,
            day::said(hold.review_on, today)
        ),
        (None, Some(close)) => format!(
            "{} on {}, after {}.",
            close.reason.label(),
            day::dated(close.on, today),
            day::days(role.days_open(today))
        ),
        (None, None) => format!(
            "{}. Day {}, since {}.",
            role.placement.stage.label(),
            role.days_open(today),
            day::dated(role.details.opened_on, today)
        ),
    };
    let held = role.hold.is_some();
    let resume = move |_| {
        desk.tab().submit(
            Body::Role(role::Command::ResumeRole { role: id }),
            "Resumed: the clocks run again.",
        );
    };
    let toggle =
        move |which| move |_| open.update(|open| *open = if *open == which { Open::Nothing } else { which });
    let label = format!("Move {} to another stage", role.called());
    let is_open = role.is_open();
    view! {
        <header class="role-head stack">
            <h1 tabindex="-1" dir="auto">{role.called().to_owned()}</h1>
            {role.code_name.is_some().then(|| view! { <p class="small"><span class="tag">"Confidential"</span>" Its title: " <bdi>{role.details.title.clone()}</bdi></p> })}
            <p dir="auto">{who} <span class="quiet">" · " {about}</span></p>
            <p>{line}</p>
            <StepList role=id/>
            <div class="row wrap">
                <MoveTo role=id label/>
                <button on:click=toggle(Open::Edit)>"Edit"</button>
                {is_open.then(|| if held {
                    view! { <button on:click=resume>"Resume"</button> }.into_any()
                } else {
                    view! { <button on:click=toggle(Open::Hold)>"Put on hold"</button> }.into_any()
                })}
            </div>
        </header>
    }
    .into_any()
}

fn form(role: RoleId, open: RwSignal<Open>) -> Option<AnyView> {
    let now = || desk().tab().peek(|state| state.get::<Role>(role).ok().cloned());
    match open.get() {
        Open::Nothing => None,
        Open::Edit => now().map(|role| view! { <EditRole role open/> }.into_any()),
        Open::Hold => Some(view! { <HoldRole role open/> }.into_any()),
    }
}
