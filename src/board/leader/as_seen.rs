//! The portal's own page over the device's own rows.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::board::desk::desk;
use crate::browser::clock;
use crate::domain::{LeaderId, LinkId, Role, RoleId, Scope, ShareLink, State, Target, time_of_day};
use crate::portal::{PortalPage, PortalView, Visit, project};

/// The page itself, as nobody in particular sees it.
#[component]
pub fn AsSeen(view: PortalView) -> impl IntoView {
    let visit = as_of(time_of_day(&clock::in_zone(&view.zone)));
    view! { <PortalPage view visit embedded=true/> }.into_any()
}

/// A visit of nobody's, at this time.
pub fn as_of(as_of: String) -> Visit {
    Visit {
        link: LinkId(uuid::Uuid::nil()),
        confirmed: false,
        seed: uuid::Uuid::nil(),
        as_of,
        returned: None,
    }
}

/// The page of a link that would be made now: with a passcode, if it is to open confidential roles.
pub fn view_of(
    state: &State,
    target: Target,
    leader: LeaderId,
    scope: Scope,
    opens: BTreeSet<RoleId>,
    deputy: Option<String>,
) -> Option<PortalView> {
    let today = clock::today();
    let link = ShareLink {
        id: LinkId(uuid::Uuid::nil()),
        target,
        leader,
        scope,
        deputy: deputy.is_some(),
        label: deputy.unwrap_or_default(),
        secret_hash: String::new(),
        keeper: desk().tab().me(),
        created_on: today,
        expires_on: None,
        revoked: false,
        locked: !opens.is_empty(),
        opens,
        panel: None,
        brief: None,
        hire: None,
        forwarded: None,
    };
    project(state, &link, today, clock::utc()).map(|projection| projection.view)
}

/// The confidential roles of this role's leader, each with what it is called.
pub fn confidential(state: &State, role: RoleId) -> Vec<(RoleId, String)> {
    let leader = state.get::<Role>(role).ok().and_then(|role| role.leader);
    let theirs = state
        .all::<Role>()
        .filter(|role| leader.is_some() && role.leader == leader);
    theirs
        .filter(|role| !state.audience_of::<Role>(role.id).is_workspace())
        .map(|role| (role.id, role.called().to_owned()))
        .collect()
}
