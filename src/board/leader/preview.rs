//! "As the leader sees it": the portal's own page over the device's own rows, offline too.

use std::collections::BTreeSet;

use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    as_seen::{AsSeen, confidential, view_of},
    envelope::Envelope,
};
use crate::board::{
    desk::{Link, Route, desk, ours},
    kit::{Check, Select, listed},
};
use crate::domain::{Leader, Role, RoleId, Scope, Target};

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
    // A link to a confidential role asks for a passcode; any other does where that is wanted.
    let known = Memo::new(move |_| desk.tab().with(|state| confidential(state, role)));
    let is_confidential = move || known.with(|known| known.iter().any(|(id, _)| *id == role));
    let asks = RwSignal::new(false);
    let opens = Memo::new(move |_| {
        let ids = known.with(|known| known.iter().map(|(id, _)| *id).collect::<BTreeSet<_>>());
        match (asks.get(), ids.contains(&role)) {
            (true, _) => ids,
            (false, true) => BTreeSet::from([role]),
            (false, false) => BTreeSet::new(),
        }
    });
    let shows = move || {
        opens.with(|opens| {
            let names: Vec<String> = known.with(|known| {
                let shown = known.iter().filter(|(id, _)| opens.contains(id));
                shown.map(|(_, called)| called.clone()).collect()
            });
            if names.is_empty() {
                "As through a link to all roles, without a passcode: confidential ones it does not show."
                    .to_owned()
            } else {
                format!(
                    "As through a link to all roles that asks for a passcode and was made for {}, too.",
                    listed(&names)
                )
            }
        })
    };
    let has_others = move || known.with(|known| known.iter().any(|(id, _)| *id != role));
    let ask = move || {
        let words = if is_confidential() {
            "Made for their other confidential roles, too"
        } else {
            "With a passcode, and made for their confidential roles"
        };
        has_others().then(|| {
            view! { <Check checked=asks change=move |is_ticked| asks.set(is_ticked)><span>{words}</span></Check> }
        })
    };
    let found = Memo::new(move |_| {
        desk.tab().with(|state| {
            let leader = state.get::<Role>(role).ok()?.leader?;
            view_of(
                state,
                Target::Leader(leader),
                leader,
                scope.get(),
                opens.get(),
                None,
            )
        })
    });
    // What changes on the board changes here at once.
    let page = move || {
        found.get().map(|view| {
            view! { <AsSeen view/> }
        })
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        desk.done(
            "This is only how it looks to them: nothing is sent from here.",
            None,
        );
    };
    view! {
        <Link to=Route::Role(role) class="back">"← Back to the role"</Link>
        <div class="row between wrap preview-head">
            <h1 tabindex="-1" dir="auto">{format!("As {} sees it", name.unwrap_or_else(|| ours("the leader").into()))}</h1>
            <Select class="field inline" label="With a link that" all=Scope::ALL name=Scope::label value=scope/>
        </div>
        <p class="small quiet" dir="auto">{move || scope.get().shows()} " " {shows}</p>
        {ask}
        <div class="preview" on:submit=send>{page}</div>
        <Envelope role/>
    }
    .into_any()
}
