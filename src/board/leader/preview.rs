//! "As the leader sees it": the portal's own page over the device's own rows, offline too.

use leptos::prelude::*;

use crate::board::{
    desk::{Link, Route, desk},
    kit::Select,
};
use crate::browser::clock;
use crate::domain::{Leader, LinkId, Role, RoleId, Scope, ShareLink, Target};
use crate::portal::{FormState, Host, Live, PortalPage, PortalView, Session, project};
use crate::sync::wire::{Cursor, Epoch};

#[component]
pub fn Preview(role: RoleId) -> impl IntoView {
    let desk = desk();
    let scope = RwSignal::new(Scope::Respond);
    let name = desk.tab().peek(|state| {
        state
            .get::<Role>(role)
            .ok()
            .and_then(|role| state.get::<Leader>(role.leader?).ok())
            .map(|leader| leader.details.name.clone())
    });
    let found = Memo::new(move |_| desk.tab().with(|state| view_of(state, role, scope.get())));
    let page = move || {
        found.with(Option::is_some).then(|| {
            let view = RwSignal::new(found.get_untracked()?);
            // What changes on the board changes here at once.
            Effect::new(move |_| {
                if let Some(fresh) = found.get() {
                    view.set(fresh)
                }
            });
            let session = Session {
                link: LinkId(uuid::Uuid::nil()),
                confirmed: false,
                seed: uuid::Uuid::nil(),
                as_of: clock::time(),
                returned: None,
            };
            let host = Host {
                live: RwSignal::new(Live::Live(clock::time())),
                send: nothing_is_sent,
            };
            Some(view! { <PortalPage view session host embedded=true/> })
        })
    };
    let key = move || scope.get();
    view! {
        <Link to=Route::Role(role) class="back">"← Back to the role"</Link>
        <div class="row between wrap preview-head">
            <h1 tabindex="-1" dir="auto">{format!("As {} sees it", name.unwrap_or_else(|| "the leader".into()))}</h1>
            <Select class="field inline" label="With a link that" all=Scope::ALL name=Scope::label value=scope/>
        </div>
        <div class="preview">{move || { key(); page() }}</div>
    }
    .into_any()
}

fn nothing_is_sent(_: crate::portal::Outgoing, state: RwSignal<FormState>) {
    state.set(FormState::Refused(
        "This is only how it looks to them: nothing is sent from here.".into(),
    ));
}

fn view_of(state: &crate::domain::State, role: RoleId, scope: Scope) -> Option<PortalView> {
    let leader = state.get::<Role>(role).ok()?.leader?;
    let today = clock::today();
    // Whoever has a link with a passcode may see confidential roles, too.
    let opens = state.all::<Role>().filter(|role| role.leader == Some(leader));
    let opens = opens.map(|role| role.id).collect();
    let link = ShareLink {
        id: LinkId(uuid::Uuid::nil()),
        target: Target::Leader(leader),
        leader,
        scope,
        label: String::new(),
        secret_hash: String::new(),
        keeper: desk().tab().me(),
        created_on: today,
        expires_on: None,
        revoked: false,
        locked: true,
        opens,
    };
    project(
        state,
        &link,
        Cursor {
            epoch: Epoch(uuid::Uuid::nil()),
            seq: 0,
        },
        today,
        clock::utc(),
    )
    .map(|projection| projection.view)
}
