//! A leader by name: one who is known, or somebody new.

use std::rc::Rc;

use leptos::prelude::*;

use crate::board::desk::desk;
use crate::browser::{clock, tab::Tab};
use crate::domain::{Audience, Body, LeaderDetails, LeaderId, Refusal, leader};

/// The leader who is known by this name.
pub fn leader_known(tab: &Tab, name: &str) -> Option<LeaderId> {
    let is_it = |known: &str| known.eq_ignore_ascii_case(name.trim());
    tab.peek(|state| {
        let mut leaders = state.leaders().into_iter();
        leaders
            .find(|leader| is_it(&leader.details.name))
            .map(|leader| leader.id)
    })
}

/// The leader of this name; added for this audience, when there is none.
///
/// # Errors
/// When it is no name.
pub fn leader_named(tab: &Rc<Tab>, name: &str, audience: &Audience) -> Result<LeaderId, Refusal> {
    let name = crate::domain::line("leader's name", name)?;
    if let Some(leader) = leader_known(tab, &name) {
        return Ok(leader);
    }
    let leader = clock::fresh(LeaderId::new);
    tab.try_submit(Body::Leader(leader::Command::AddLeader {
        leader,
        details: LeaderDetails::named(name),
        audience: audience.clone(),
    }))?;
    Ok(leader)
}

/// The names to choose among where one is typed.
#[component]
pub fn KnownLeaders() -> impl IntoView {
    move || {
        desk().tab().with(|state| {
            let names = state.leaders().into_iter();
            names
                .map(|leader| view! { <option value=leader.details.name.clone()></option> })
                .collect_view()
        })
    }
}
