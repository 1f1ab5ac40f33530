//! What stays at the top of a role's page: what it is, whose turn it is, when the leader hears, and what can be done.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{move_to::StageMenu, open::Open};
use crate::board::{
    desk::{Link, Route, desk, ours_live},
    kit::said,
    leader::{CallLink, seal},
};
use crate::browser::page;
use crate::domain::{Body, Leader, Pace, Role, RoleId, Silence, role};
use crate::ui::{asked_for, day, isolated};

/// What the head says besides the role's own facts.
#[derive(Clone, PartialEq, Eq)]
struct Seen {
    leader: Option<Leader>,
    silence: Option<Silence>,
    told: Option<NaiveDate>,
    unanswered: usize,
    /// Whether what waits is what the leader's team asks.
    team_asks: bool,
    /// Who wrote last of what waits.
    wrote: Option<String>,
    has_members: bool,
}

#[component]
pub fn Head(role: Role, open: RwSignal<Open>) -> impl IntoView {
    let desk = desk();
    let today = desk.today.get();
    page::set_title(&format!("{} · Fulcrum", role.called()));
    let (id, of) = (role.id, role.leader);
    let seen = Memo::new(move |_| {
        desk.tab().with(|state| {
            let leader = of.and_then(|leader| state.get::<Leader>(leader).ok());
            let standing = state.standing(id, today);
            Seen {
                leader: leader.cloned(),
                silence: standing.as_ref().and_then(|standing| standing.silence),
                told: leader.and_then(|leader| state.told(leader)).map(|told| told.on()),
                unanswered: standing.map_or(0, |standing| standing.unanswered),
                team_asks: role
                    .leader
                    .is_some_and(|leader| state.opens_with(leader, Some(role.id)).is_some()),
                wrote: leader.and_then(|leader| state.wrote_last(leader, id)),
                has_members: state.members().next().is_some(),
            }
        })
    });
    let about = format!(
        "{} · {} · {}",
        role.details.family.label(),
        role.details.seniority.label(),
        role.details.niche.label().to_lowercase()
    );
    let confidential = role.code_name.is_some().then(|| {
        view! { <p class="small"><span class="tag">"Confidential"</span>" Its title: " <bdi>{role.details.title.clone()}</bdi></p> }
    });
    let title = role.called().to_owned();
    let leader = Memo::new(move |_| seen.with(|seen| seen.leader.clone()));
    let acts = move || {
        let details = leader.get()?.details;
        let words = format!("Write to {}", isolated(&details.name));
        let write = move |_| {
            desk.turn_to("updates");
            page::focus("#panel-updates textarea".into());
        };
        Some(view! {
            <button class="primary" on:click=write><span class="clip" dir="auto">{words}</span></button>
            <CallLink name=details.name phone=details.phone/>
        })
    };
    let facts = {
        let role = role.clone();
        move || {
            let seen = seen.get();
            let who = match &seen.leader {
                Some(leader) => {
                    let (to, name) = (Route::Leader(leader.id), leader.details.name.clone());
                    view! { <Link to><bdi>{name}</bdi></Link> }.into_any()
                }
                None => view! { <span class="quiet">{ours_live("No leader")}</span> }.into_any(),
            };
            let turn = turn(&role, &seen, today);
            let heard = seen.leader.is_some().then(|| heard(&seen, today));
            view! {
                {who}
                <StageMenu role=role.clone() today/>
                {turn}
                <span class="heard">{heard}</span>
            }
        }
    };
    view! {
        <header class="role-head">
            <div class="title">
                <h1 tabindex="-1" dir="auto">{title}</h1>
                <p class="small quiet" dir="auto">{about}</p>
                {confidential}
            </div>
            <div class="acts">
                {acts}
                <More role seen open/>
            </div>
            <div class="facts">{facts}</div>
        </header>
    }
    .into_any()
}

/// What is done seldom.
#[component]
fn More(role: Role, seen: Memo<Seen>, open: RwSignal<Open>) -> impl IntoView {
    let desk = desk();
    let id = role.id;
    let show = move |which| {
        move |_| {
            open.update(|open| *open = if *open == which { Open::Nothing } else { which });
            page::close_menus();
        }
    };
    let resume = move |_| {
        page::close_menus();
        let resumes = Body::Role(role::Command::ResumeRole { role: id });
        match desk.tab().try_submit(resumes) {
            // The date told before counted on months in which nobody was sought.
            Ok(undo) if is_stale(id) => {
                desk.done(
                    "Resumed: the clocks run again. The date told before no longer counts: tell another.",
                    undo,
                );
                desk.turn_to("told");
                page::focus("#role-told".into());
            }
            Ok(undo) => desk.done("Resumed: the clocks run again.", undo),
            Err(refusal) => desk.tab().complain(&said(refusal)),
        }
    };
    let print = move |_| {
        page::close_menus();
        page::print();
    };
    let hold = role.is_open().then(|| match role.hold {
        Some(_) => view! { <button on:click=resume>"Resume"</button> }.into_any(),
        None => view! { <button on:click=show(Open::Hold)>"Put on hold"</button> }.into_any(),
    });
    let people = move || {
        seen.with(|seen| seen.has_members)
            .then(|| view! { <button on:click=show(Open::People)>"Owner and confidentiality"</button> })
    };
    let preview = move || {
        seen.with(|seen| seen.leader.is_some()).then(|| {
            view! {
                <Link to=Route::Preview(id)>{ours_live("See as the leader sees it")}</Link>
                <button on:click=move |_| seal(id)>"The page in an envelope"</button>
            }
        })
    };
    view! {
        <details class="menu">
            <summary aria-label="More about this role">"…"</summary>
            <div>
                <button on:click=show(Open::Edit)>"Edit"</button>
                {hold}
                {people}
                {preview}
                <button on:click=print>"Print"</button>
            </div>
        </details>
    }
    .into_any()
}

/// Whether a hold has made the date stale that was told of it.
fn is_stale(role: RoleId) -> bool {
    desk().tab().peek(|state| {
        let role = state.get::<Role>(role);
        role.is_ok_and(|role| state.asks_anew(role).is_some())
    })
}

/// Whose turn it is, if somebody waits; or why nobody does.
fn turn(role: &Role, seen: &Seen, today: NaiveDate) -> Option<AnyView> {
    if let Some(hold) = &role.hold {
        let words = format!(
            "On hold since {}, {}. Looked at again {}.",
            day::dated(hold.since, today),
            asked_for(hold),
            day::said(hold.review_on, today)
        );
        return Some(view! { <span class="quiet" dir="auto">{words}</span> }.into_any());
    }
    if let Some(close) = &role.placement.close {
        let words = format!(
            "{} on {}, after {}.",
            close.reason.label(),
            day::dated(close.on, today),
            day::days(role.days_open(today))
        );
        return Some(view! { <span>{words}</span> }.into_any());
    }
    let name = isolated(&seen.leader.as_ref()?.details.name);
    (seen.unanswered > 0).then(|| {
        let words = if seen.team_asks {
            format!("Your turn: {name}’s team asks")
        } else {
            format!("Your turn: {} wrote", seen.wrote.as_deref().unwrap_or(&name))
        };
        view! { <span class="turn" dir="auto">{words}</span> }.into_any()
    })
}

/// When the leader last heard, and when they hear next.
fn heard(seen: &Seen, today: NaiveDate) -> AnyView {
    let last = match seen.told {
        Some(told) => format!("Last heard from you {}", day::said(told, today)),
        None => "Has not heard from you yet".into(),
    };
    let next = seen.silence.map(|silence| {
        let due = day::said(silence.due, today);
        match silence.pace {
            Pace::Late => view! { <b class="late">{format!("was due {due}")}</b> }.into_any(),
            Pace::Soon => view! { "next by " <b class="wait">{due}</b> }.into_any(),
            Pace::Calm => view! { "next by " <b>{due}</b> }.into_any(),
        }
    });
    match next {
        Some(next) => view! { {last} ", " {next} }.into_any(),
        None => last.into_any(),
    }
}
