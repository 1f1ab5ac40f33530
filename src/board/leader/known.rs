//! A leader by name: one who is known, or somebody new.

use std::rc::Rc;

use leptos::prelude::*;

use crate::board::desk::desk;
use crate::browser::{clock, tab::Tab};
use crate::domain::{Audience, Body, LeaderDetails, LeaderId, Refusal, leader};

/// The leader of this name; added for this audience, when there is none.
///
/// # Errors
/// When it is no name.
pub fn leader_named(tab: &Rc<Tab>, name: &str, audience: &Audience) -> Result<LeaderId, Refusal> {
    let name = crate::domain::line("leader's name", name)?;
    let known = tab.peek(|state| {
        state
            .leaders()
            .into_iter()
            .find(|leader| leader.details.name.eq_ignore_ascii_case(&name))
            .map(|leader| leader.id)
    });
    if let Some(leader) = known {
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
