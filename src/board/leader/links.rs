//! The links that were made, and taking one back.

use leptos::prelude::*;

use crate::board::desk::desk;
use crate::browser::clock;
use crate::domain::{Body, LeaderId, LinkState, RoleId, Target, link};
use crate::ui::day;

#[component]
pub fn Links(role: RoleId, leader: LeaderId) -> impl IntoView {
    let desk = desk();
    let me = desk.tab().me();
    let links = move || {
        let today = clock::today();
        desk.tab().with(|state| {
            let mine = state.links().into_iter().filter(|link| match link.target {
                Target::Leader(of) => of == leader,
                Target::Role(of) => of == role,
            });
            mine.filter(|link| link.state(today) != LinkState::Revoked)
                .map(|link| {
                    let id = link.id;
                    let revoke = move |_| {
                        desk.tab().submit(Body::Link(link::Command::RevokeLink { link: id }), "Revoked: open pages close within a second.");
                    };
                    let shows = if link.target.role().is_some() { "this role" } else { "all roles" };
                    let until = match (link.state(today), link.expires_on) {
                        (LinkState::Expired, Some(last)) => format!(", expired {}", day::said(last, today)),
                        (_, Some(last)) => format!(", until {}", day::dated(last, today)),
                        _ => String::new(),
                    };
                    let asks = if link.locked { ", with a passcode" } else { "" };
                    let keeper = state.member(link.keeper).filter(|_| link.keeper != me);
                    let kept = keeper.map_or_else(String::new, |member| format!(", kept by {}", member.name));
                    let about = format!("{}, {shows}{asks}, made {}{kept}{until}", link.scope.label().to_lowercase(), day::said(link.created_on, today));
                    let nothing = (!state.shows(link)).then(|| view! {
                        <span class="small block">"It shows nothing any more, since what it was made for became confidential: make a new one, with a passcode."</span>
                    });
                    let label = format!("Revoke the link for {}", link.label);
                    view! {
                        <li class="row between">
                            <span><b dir="auto">{link.label.clone()}</b><span class="small quiet block">{about}</span>{nothing}</span>
                            <button aria-label=label on:click=revoke>"Revoke"</button>
                        </li>
                    }
                })
                .collect_view()
        })
    };
    view! { <ul class="links">{links}</ul> }
}
