//! The head of the page: where things stand, whom to call, and when the leader hears next.

use leptos::prelude::*;

use super::{
    call::Call,
    section::Section,
    visit::{Own, Visit},
};
use crate::domain::{CloseReason, Stage};
use crate::portal::view::{PortalView, RoleView};
use crate::ui::{Rail, day};

pub fn section(view: &PortalView, visit: Option<&Visit>) -> Section {
    let head = &view.head;
    let to_whom = match (&head.leader, &head.deputy) {
        (Some(leader), Some(deputy)) => {
            format!("{} · for {deputy}, who answers for {leader}", head.workspace)
        }
        (Some(leader), None) => format!("{} · for {leader}", head.workspace),
        (None, _) => head.workspace.clone(),
    };
    let title = title(view);
    let next = head.next_update_by.map(|by| {
        let words = match (by - view.today).num_days() {
            ..0 => "An update was due ",
            0 => "Next update: ",
            _ => "Next update by ",
        };
        view! { <p class="next">{words}<b>{day::said(by, view.today)}</b>"."</p> }
    });
    let contact = head.recruiter.clone().map(|contact| view! { <Call contact/> });
    let several = head.roles.len() > 1;
    let roles = head.roles.iter().map(|role| role_line(role, view.today, several));
    let content = view! {
        <header id="p-head" class="portal-head">
            <div class="row between wrap">
                <span class="small quiet" dir="auto">{to_whom}</span>
                <Own name="live" inside=visit.map(|visit| live_mark(visit).into_any())/>
            </div>
            <h1 dir="auto">{title}</h1>
            <div class="stack">{roles.collect_view()}</div>
            {next}
            {contact}
        </header>
    };
    Section::new("p-head", content)
}

pub fn title(view: &PortalView) -> String {
    match view.head.roles.as_slice() {
        [] => "Nothing is open right now".to_owned(),
        [only] => only.title.clone(),
        several => format!("{} roles", several.len()),
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
                "person approached"
            } else {
                "people approached"
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

/// How fresh the page is. The script takes from it what to say while the page is live, and when it has no connection.
fn live_mark(visit: &Visit) -> impl IntoView + use<> {
    view! {
        <span class="live-mark small" data-live="Live, as of " data-still="As of " data-offline="Offline: as of ">
            <span class="dot" aria-hidden="true"></span>
            <span>{format!("As of {}", visit.as_of)}</span>
        </span>
    }
}
