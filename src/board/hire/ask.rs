//! The form by link, where a talk does not suit: made on this device, shown once.

use chrono::Days;
use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{Form, SaveOrCancel, heed},
    leader::{Made, MadeLink},
};
use crate::browser::clock;
use crate::domain::{AskedHire, CheckIn, Hire, HireId, NewLink, Role, Target};
use crate::ui::{day as days, isolated};

#[component]
pub fn AskByLink(id: HireId, day: u8, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let found = desk().tab().peek(|state| {
        let hire = state.get::<Hire>(id).ok()?;
        let leader = state.get::<Role>(hire.role).ok()?.leader?;
        let is_confidential = !state.audience_of::<Role>(hire.role).is_workspace();
        let until = hire.asked_on(day)?.checked_add_days(Days::new(CheckIn::ASKED))?;
        let until = until.max(clock::today());
        Some((
            hire.role,
            leader,
            hire.details.name.clone(),
            is_confidential,
            until,
        ))
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
            hire: Some(AskedHire { hire: id, day }),
            ..link
        });
        made.set(heed(problem, link));
    };
    let words = StoredValue::new(format!(
        "For {} alone: the questions of day {day}, and nothing of the role or anybody else. You alone read what comes back; neither you nor anybody else is told whether it was opened. It opens until {}.",
        isolated(&name),
        days::dated(until, desk().today.get_untracked()),
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
                <p class="small quiet">"A link needs a server: this board lives in this browser only. Talk with them, and note what they say."</p>
                <div class="row"><button on:click=move |_| done.run(())>"Close"</button></div>
            </div>
        }
        .into_any(),
    }
    };
    Some(shown.into_any())
}
