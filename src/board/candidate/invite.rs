//! A link of their own for somebody without an account who judges: made on this device, shown once.

use chrono::Days;
use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{Form, SaveOrCancel, heed},
    leader::{Made, MadeLink},
};
use crate::browser::clock;
use crate::domain::{Interview, Interviewer, InterviewerId, NewLink, Role, Target};
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
        // What is confidential opens by a passcode only.
        let link = MadeLink::make(Target::Role(role), leader, is_confidential, |link| NewLink {
            label: label.clone(),
            expires_on: Some(until),
            opens: is_confidential.then_some(role).into_iter().collect(),
            panel: Some(interviewer),
            ..link
        });
        made.set(heed(problem, link));
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
