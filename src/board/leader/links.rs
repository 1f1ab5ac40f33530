//! The links that were made, and taking one back.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::board::desk::desk;
use crate::browser::{clock, page};
use crate::domain::{Body, Hidden, LeaderId, LinkId, LinkState, Role, RoleId, ShareLink, Target, link};
use crate::ui::day;

/// When it was made: to the minute, since several may be of one day.
fn made(link: &ShareLink, today: NaiveDate) -> String {
    let on = day::said(link.created_on, today);
    match clock::drawn(link.id.0).filter(|at| at.date_naive() == link.created_on) {
        Some(at) => format!("{on} {}", at.format("%H:%M")),
        None => on,
    }
}

pub(super) fn shows_nothing(why: Hidden, keeper: &str, is_locked: bool) -> String {
    match why {
        Hidden::Keeper => {
            let sees = if keeper == "you" { "see" } else { "sees" };
            format!(
                "It shows nothing any more, since {keeper} no longer {sees} the role, and it shows what its keeper sees: make a new one."
            )
        }
        Hidden::Reader => "It asks nothing any more, since another reads what they say, or they were taken out: whoever reads it makes a new one.".into(),
        Hidden::NotAsked => "It asks nothing any more, since their days were changed or they left.".into(),
        Hidden::Confidential if is_locked => "It shows nothing any more, since what it was made for became confidential afterwards: make a new one.".into(),
        Hidden::Confidential => "It shows nothing any more, since what it was made for became confidential: make a new one, with a passcode.".into(),
    }
}

#[component]
pub fn Links(leader: LeaderId, #[prop(optional_no_strip)] role: Option<RoleId>) -> impl IntoView {
    let desk = desk();
    let me = desk.tab().me();
    // Of which link it is asked whether it is meant.
    let asked = RwSignal::new(None::<LinkId>);
    // What was pressed goes, and the focus not with it.
    let ask = move |id: Option<LinkId>| {
        asked.set(id);
        let next = if id.is_some() {
            ".links .keep"
        } else {
            ".links button"
        };
        page::focus(next.into());
    };
    let links = move || {
        let today = clock::today();
        desk.tab().with(|state| {
            let mine = state.links().into_iter().filter(|link| match link.target {
                Target::Leader(of) => of == leader,
                Target::Role(of) => role.map_or(link.leader == leader, |role| of == role),
            });
            mine.filter(|link| link.state(today) != LinkState::Revoked)
                .map(|link| {
                    let id = link.id;
                    let revoke = move |_| {
                        asked.set(None);
                        desk.tab().submit(Body::Link(link::Command::RevokeLink { link: id }), "Revoked: open pages close within a second.");
                    };
                    let passed_on = state.forwarded(link).filter(|other| other.state(today) == LinkState::Open).count();
                    let along = match passed_on {
                        0 => None,
                        1 => Some("The link that was passed on through it goes with it.".to_owned()),
                        count => Some(format!("The {count} links that were passed on through it go with it.")),
                    };
                    let along = along.map(|words| view! { <p class="small">{words}</p> });
                    let title = |of: RoleId| state.get::<Role>(of).map(|role| role.called().to_owned());
                    let shows = match link.target.role() {
                        None => "all roles".to_owned(),
                        Some(of) if role == Some(of) => "this role".to_owned(),
                        Some(of) => title(of).unwrap_or_else(|_| "one role".into()),
                    };
                    let until = match (link.state(today), link.expires_on) {
                        (LinkState::Expired, Some(last)) => format!(", expired {}", day::said(last, today)),
                        (_, Some(last)) => format!(", until {}", day::dated(last, today)),
                        _ => String::new(),
                    };
                    let asks = if link.locked { ", with a passcode" } else { "" };
                    let keeper = state.member(link.keeper).map(|member| member.name.as_str());
                    let kept = match keeper {
                        _ if link.keeper == me => ", kept by you".to_owned(),
                        Some(name) => format!(", kept by {name}"),
                        None => String::new(),
                    };
                    let answers = if link.deputy { "answers while they are away" } else { link.allows() };
                    let about = format!("{}, {shows}{asks}, made {}{kept}{until}", answers.to_lowercase(), made(link, today));
                    let nothing = state.hides(link, today).map(|why| {
                        let keeper = if link.keeper == me { "you" } else { keeper.unwrap_or("whoever kept it") };
                        view! { <span class="small block" dir="auto">{shows_nothing(why, keeper, link.locked)}</span> }
                    });
                    let label = format!("Revoke the link for {}", link.label);
                    let acts = if asked.get() == Some(id) {
                        view! {
                            <div class="stack" role="alert">
                                <p class="small">"Whoever has this address sees nothing any more, and an open page closes within a second. It cannot be opened again: another link is another address."</p>
                                {along}
                                <div class="row wrap">
                                    <button class="danger" on:click=revoke>"Revoke it"</button>
                                    <button class="keep" on:click=move |_| ask(None)>"Keep it"</button>
                                </div>
                            </div>
                        }
                        .into_any()
                    } else {
                        match link.state(today) {
                            // Nobody sees anything by it any more.
                            LinkState::Expired => view! { <button aria-label=format!("Take the link for {} off the list", link.label) on:click=revoke>"Take off the list"</button> }.into_any(),
                            _ => view! { <button aria-label=label on:click=move |_| ask(Some(id))>"Revoke…"</button> }.into_any(),
                        }
                    };
                    view! {
                        <li class="row between wrap">
                            <span><b dir="auto">{link.label.clone()}</b><span class="small quiet block">{about}</span>{nothing}</span>
                            {acts}
                        </li>
                    }
                })
                .collect_view()
        })
    };
    view! { <ul class="links">{links}</ul> }
}
