//! What is got ready between the yes and the first day, a tick each.

use leptos::prelude::*;

use super::amend::tap;
use crate::board::{
    desk::desk,
    kit::{Check, Field, Form},
};
use crate::domain::{Hire, HireId, Ready};

#[component]
pub fn ReadyList(id: HireId) -> impl IntoView {
    let ready = Memo::new(move |_| {
        let today = desk().today.get();
        desk().tab().with(|state| {
            let hire = state.get::<Hire>(id).ok()?;
            let details = &hire.details;
            let is_between = details.yes_on.is_some() && details.left_on.is_none();
            // Once they are there, what was not ready is still to be done.
            let is_asked = !hire.has_started(today) || hire.unready() > 0;
            (is_between && is_asked).then(|| details.ready.clone())
        })
    });
    // What changes in the list changes nothing of what is typed for it.
    let another = RwSignal::new(String::new());
    move || ready.get().map(|ready| view! { <List id ready another/> })
}

#[component]
fn List(id: HireId, ready: Vec<Ready>, another: RwSignal<String>) -> impl IntoView {
    if ready.is_empty() {
        let usual = move || Ready::usual(desk().called_now());
        let begin = move |_| tap(id, "Noted.", |details| details.ready = usual());
        return view! { <div><button on:click=begin>"List what is to be ready"</button></div> }.into_any();
    }
    let count = ready.iter().filter(|ready| !ready.done).count();
    let open = match count {
        0 => "all is ready".to_owned(),
        count => format!("{count} of {} to do", ready.len()),
    };
    let lines = ready.into_iter().enumerate().map(|(at, ready)| {
        let (done, what) = (ready.done, ready.what);
        let remove = format!("Take out: {what}");
        let change = move |is: bool| {
            tap(id, "Noted.", |details| {
                if let Some(ready) = details.ready.get_mut(at) {
                    ready.done = is;
                }
            });
        };
        let take = move |_| {
            tap(id, "Taken out.", |details| {
                if at < details.ready.len() {
                    details.ready.remove(at);
                }
            });
        };
        view! {
            <li class="row between">
                <Check checked=Signal::derive(move || done) change><bdi>{what}</bdi></Check>
                <button class="close" aria-label=remove title="Take out" on:click=take>"×"</button>
            </li>
        }
    });
    let add = move |()| {
        let what = another.get_untracked();
        if !what.trim().is_empty() {
            another.set(String::new());
            tap(id, "Noted.", |details| {
                details.ready.push(Ready { what, done: false })
            });
        }
    };
    view! {
        <details class="more" open={count > 0}>
            <summary>"Ready for the first day: " {open}</summary>
            <ul class="ready" aria-label="Ready for the first day">{lines.collect_view()}</ul>
            <Form class="row wrap" save=add>
                <Field label="Another thing" value=another/>
                <button>"Add"</button>
            </Form>
        </details>
    }
    .into_any()
}
