//! Inviting somebody into the workspace.

use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{Problem, chosen, options},
};
use crate::browser::{net, page};
use crate::domain::Right;
use crate::ui::day;

/// Ways in that wait, and a new one. They are the server's business: this needs a connection.
#[component]
pub fn Invitations() -> impl IntoView {
    let desk = desk();
    let Some(home) = desk.tab().home() else {
        return ().into_any();
    };
    let ws = home.workspace;
    let waiting = RwSignal::new(Vec::<net::Invitation>::new());
    let made = RwSignal::new(None::<(String, String)>);
    let (problem, busy) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let (label, right) = (RwSignal::new(String::new()), RwSignal::new(Right::Recruiter));
    let look = move || {
        page::spawn(async move {
            match net::invitations(ws).await {
                Ok(found) => drop(waiting.try_set(found)),
                Err(trouble) => drop(problem.try_set(Some(trouble.words()))),
            }
        });
    };
    look();
    let invite = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        page::spawn(async move {
            let whom = label.get_untracked();
            match net::invite(ws, &whom, right.get_untracked()).await {
                Ok(secret) => {
                    problem.try_set(None);
                    label.try_set(String::new());
                    made.try_set(Some((whom, format!("{}/join#{secret}", page::origin()))));
                    look();
                }
                Err(trouble) => drop(problem.try_set(Some(trouble.words()))),
            }
            busy.try_set(false);
        });
    };
    let withdraw = move |id: String| {
        page::spawn(async move {
            match net::withdraw(ws, &id).await {
                Ok(()) => look(),
                Err(trouble) => drop(problem.try_set(Some(trouble.words()))),
            }
        });
    };
    let items = move || {
        let today = desk.today.get();
        waiting
            .get()
            .into_iter()
            .map(|one| {
                let about = format!("{}, open until {}", one.right.label(), day::said(one.expires_at.date_naive(), today));
                let name = format!("Withdraw the invitation for {}", one.label);
                view! {
                    <li class="row between">
                        <span><b dir="auto">{one.label}</b><span class="small quiet block">{about}</span></span>
                        <button aria-label=name on:click=move |_| withdraw(one.id.clone())>"Withdraw"</button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <section class="card stack" aria-labelledby="invite">
            <h2 id="invite">"Invite someone"</h2>
            <form class="stack" on:submit=invite novalidate>
                <div class="grid-2">
                    <label class="field">"Whom?"
                        <input dir="auto" autocomplete="off" prop:value=move || label.get() on:input=move |event| label.set(event_target_value(&event))/>
                    </label>
                    <label class="field">"As"
                        <select on:change=move |event| if let Some(found) = chosen(Right::ALL, &event) { right.set(found) }>
                            {options(Right::ALL, Right::label, Right::Recruiter)}
                        </select>
                    </label>
                </div>
                <Problem words=problem/>
                <div class="row"><button class="primary" disabled=move || busy.get()>"Make an invitation"</button></div>
            </form>
            {move || made.get().map(|(whom, url)| view! { <Made whom url/> })}
            <ul class="plain links">{items}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn Made(whom: String, url: String) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let text = url.clone();
    let copy = move |_| {
        let text = text.clone();
        page::spawn(async move {
            let is_copied = page::copy(&text).await;
            copied.try_set(Some(is_copied));
        });
    };
    view! {
        <div class="made stack" role="status">
            <label class="field">{format!("Send this address to {whom}; it is shown this once, and lets one person in")}
                <input class="address" readonly value=url on:focus=page::select_all/>
            </label>
            <div class="row wrap">
                <button on:click=copy>"Copy"</button>
                <span class="small quiet">
                    {move || match copied.get() {
                        Some(true) => "Copied.",
                        Some(false) => "This browser does not let us copy: select the address and copy it.",
                        None => "",
                    }}
                </span>
            </div>
        </div>
    }
    .into_any()
}
