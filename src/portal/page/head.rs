//! The head of the page: where things stand, whom to call, and when the leader hears next.

use leptos::prelude::*;

use super::call::Call;
use super::host::{Host, Live};
use crate::domain::{CloseReason, Stage};
use crate::portal::view::{PortalView, RoleView};
use crate::ui::{Rail, day};

#[component]
pub fn Head(view: RwSignal<PortalView>, host: Host) -> impl IntoView {
    let to_whom = move || {
        view.with(|view| match &view.head.leader {
            Some(leader) => format!("{} · for {leader}", view.head.workspace),
            None => view.head.workspace.clone(),
        })
    };
    let title = move || {
        view.with(|view| match view.head.roles.as_slice() {
            [] => "Nothing is open right now".to_owned(),
            [only] => only.title.clone(),
            several => format!("{} roles", several.len()),
        })
    };
    let next = move || {
        view.with(|view| view.head.next_update_by.map(|by| day::said(by, view.today)))
            .map(|by| {
                view! { <p class="next">{if by == "today" { "Next update: " } else { "Next update by " }}<b>{by}</b>"."</p> }
            })
    };
    let contact = move || {
        view.with(|view| view.head.recruiter.clone())
            .map(|contact| view! { <Call contact/> })
    };
    let roles = move || {
        view.with(|view| {
            let today = view.today;
            let several = view.head.roles.len() > 1;
            view.head
                .roles
                .iter()
                .map(|role| role_line(role, today, several))
                .collect_view()
        })
    };
    view! {
        <header class="portal-head">
            <div class="row between wrap">
                <span class="small quiet" dir="auto">{to_whom}</span>
                <LiveMark host/>
            </div>
            <h1 dir="auto">{title}</h1>
            <div class="stack">{roles}</div>
            {next}
            {contact}
        </header>
    }
}

fn role_line(role: &RoleView, today: chrono::NaiveDate, several: bool) -> impl IntoView + use<> {
    let days = (role.closed.map_or(today, |(_, on)| on) - role.opened_on)
        .num_days()
        .max(0);
    let status = status(role, today);
    let reached = match role.reached {
        0 => String::new(),
        count => format!(
            " {count} {} this week.",
            if count == 1 {
                "person reached"
            } else {
                "people reached"
            }
        ),
    };
    let line = format!("Day {days}: {status}{reached}");
    let title = role.title.clone();
    view! {
        <section class="role-line" class:held=role.held_until.is_some()>
            {several.then(|| view! { <h2><bdi>{title}</bdi></h2> })}
            <p>{line}</p>
            <Rail stage=role.stage/>
        </section>
    }
}

/// Where the role stands, in a sentence.
fn status(role: &RoleView, today: chrono::NaiveDate) -> String {
    if let Some(until) = role.held_until {
        return format!("on hold, looked at again {}.", day::said(until, today));
    }
    match (role.stage, role.closed) {
        (_, Some((CloseReason::Filled, on))) => format!("filled on {}.", day::dated(on, today)),
        (_, Some((CloseReason::SolvedWithoutHire, on))) => {
            format!("solved without a hire on {}.", day::dated(on, today))
        }
        (_, Some((CloseReason::Cancelled, on))) => format!("cancelled on {}.", day::dated(on, today)),
        (Stage::Understand, _) => "we are making sure we understand what you need.".into(),
        (Stage::SetExpectations, _) => "we are agreeing on what to expect.".into(),
        (Stage::Source, _) => "we are looking for people.".into(),
        (Stage::Interview, _) => "interviews are under way.".into(),
        (Stage::Offer, _) => "an offer is being made.".into(),
        (Stage::FollowUp, _) => "someone was hired, and we follow up.".into(),
        (Stage::Closed, None) => "closed.".into(),
    }
}

#[component]
fn LiveMark(host: Host) -> impl IntoView {
    let class = move || match host.live.get() {
        Live::Live(_) => "live-mark on small",
        _ => "live-mark small",
    };
    let words = move || match host.live.get() {
        Live::Live(at) => format!("Live, as of {at}"),
        Live::Still(at) => format!("As of {at}"),
        Live::Offline(at) => format!("Offline: as of {at}"),
        Live::Gone(_) => String::new(),
    };
    view! {
        <span class=class>
            <span class="dot" aria-hidden="true"></span>
            {words}
        </span>
    }
}
