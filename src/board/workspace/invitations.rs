//! Inviting somebody into the workspace.

use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{Address, Asking, Field, Form, Problem, Select},
};
use crate::browser::page;
use crate::calls::{
    self,
    told::{Done, Failed, Secret, Waiting},
};
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
    let waiting = RwSignal::new(Vec::<Waiting>::new());
    let made = RwSignal::new(None::<(String, String)>);
    let asking = Asking::new();
    let problem = asking.problem;
    let (label, right) = (RwSignal::new(String::new()), RwSignal::new(Right::Recruiter));
    let look = move || {
        page::spawn(async move {
            match calls::invitations(ws).await {
                Ok(found) => drop(waiting.try_set(found)),
                Err(failed) => drop(problem.try_set(Some(failed.words()))),
            }
        });
    };
    // Whoever has come in meanwhile waits no more.
    let people = Memo::new(move |_| desk.tab().with(|state| state.members().count()));
    Effect::new(move |_| {
        people.get();
        look();
    });
    let invite = move |()| {
        asking.ask(async move {
            let whom = label.get_untracked();
            let invited = calls::invite(ws, whom.clone(), right.get_untracked()).await;
            let Secret(secret) = invited.map_err(Failed::words)?.secret;
            label.try_set(String::new());
            made.try_set(Some((whom, format!("{}/join#{secret}", page::origin()))));
            look();
            Ok(())
        });
    };
    let withdraw = move |id: String| {
        page::spawn(async move {
            match calls::withdraw(ws, id).await {
                Ok(Done {}) => look(),
                Err(failed) => drop(problem.try_set(Some(failed.words()))),
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
            <Form save=invite>
                <div class="grid-2">
                    <Field label="Whom?" value=label complete="off"/>
                    <Select label="As" all=Right::ALL name=Right::label value=right/>
                </div>
                <Problem words=problem/>
                <div class="row"><button class="primary" disabled=move || asking.is_busy()>"Make an invitation"</button></div>
            </Form>
            {move || made.get().map(|(whom, url)| view! {
                <Address label=format!("Send this address to {whom}; it is shown this once, and lets one person in") url/>
            })}
            <ul class="plain links">{items}</ul>
        </section>
    }
    .into_any()
}
