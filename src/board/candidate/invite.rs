//! A link of their own for somebody without an account who judges: made on this device, shown once.

use chrono::Days;
use data_encoding::BASE64URL_NOPAD;
use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{Form, SaveOrCancel, heed, said},
    leader::{Made, MadeLink, draw_passcode},
};
use crate::browser::{clock, page};
use crate::domain::{
    Body, Interview, Interviewer, InterviewerId, LinkId, NewLink, Role, Scope, Target, link, secret_hash,
};
use crate::ui::{day, isolated};

/// Days after they are to have handed in for which their link opens, if nothing is decided before.
const GRACE: u64 = 7;

#[component]
pub fn Invite(interviewer: InterviewerId, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let found = desk().tab().peek(|state| {
        let one = state.get::<Interviewer>(interviewer).ok()?;
        let interview = state.get::<Interview>(one.interview).ok()?;
        let is_confidential = !state.audience_of::<Role>(one.role).is_workspace();
        let latest = interview.on().unwrap_or(one.details.due).max(one.details.due);
        let until = latest.max(clock::today()).checked_add_days(Days::new(GRACE))?;
        let name = state.interviewer_called(one);
        Some((one.role, interview.leader, name, is_confidential, until))
    });
    let (role, leader, name, is_confidential, until) = found?;
    let made = RwSignal::new(None::<MadeLink>);
    let problem = RwSignal::new(None::<String>);
    let label = name.clone();
    let make = move |()| {
        let secret = BASE64URL_NOPAD.encode(&clock::random::<32>());
        let id = clock::fresh(LinkId::new);
        // What is confidential opens by a passcode only.
        let passcode = is_confidential.then(|| draw_passcode(clock::random()));
        let link = NewLink {
            id,
            target: Target::Role(role),
            leader: Some(leader),
            scope: Scope::TeamSafe,
            label: label.clone(),
            secret_hash: secret_hash(&secret),
            expires_on: Some(until),
            passcode: passcode.clone().and_then(|passcode| passcode.try_into().ok()),
            opens: is_confidential.then_some(role).into_iter().collect(),
            deputy: false,
            panel: Some(interviewer),
            brief: None,
        };
        let shared = desk()
            .tab()
            .try_submit(Body::Link(link::Command::ShareLink(link)));
        if heed(problem, shared.map_err(said)).is_some() {
            made.set(Some(MadeLink {
                id,
                label: label.clone(),
                url: format!("{}/p/{id}/{secret}", page::origin()),
                passcode,
            }));
        }
    };
    let words = StoredValue::new(format!(
        "For {} alone: whom they meet, what they ask, and their own scorecard; nothing else of the role. It is gone after the debrief, at the latest after {}.",
        isolated(&name),
        day::dated(until, desk().today.get_untracked()),
    ));
    let make = StoredValue::new_local(make);
    let shown = move || {
        match made.get() {
        Some(made) => view! {
            <div class="amend stack">
                <Made made earlier=RwSignal::new(false)/>
                <div class="row"><button on:click=move |_| done.run(())>"Close"</button></div>
            </div>
        }
        .into_any(),
        None if desk().has_home.get() => view! {
            <Form class="amend stack" save=move |()| make.with_value(|make| make(()))>
                <p class="small quiet" dir="auto">{words.get_value()}</p>
                <SaveOrCancel problem words="Make their link" cancel=move |()| done.run(())/>
            </Form>
        }
        .into_any(),
        None => view! {
            <div class="amend stack">
                <p class="small quiet">"A link needs a server: this board lives in this browser only. Write down what they tell you in your own scorecard."</p>
                <div class="row"><button on:click=move |_| done.run(())>"Close"</button></div>
            </div>
        }
        .into_any(),
    }
    };
    Some(shown.into_any())
}
