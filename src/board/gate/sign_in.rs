//! Signing in, also on a locked device.

use leptos::prelude::*;

use super::{next::Next, upload::UploadStep};
use crate::board::{
    desk::{Route, desk},
    kit::{Field, Problem},
};
use crate::browser::{net, page, tab::Server};

#[component]
pub fn SignIn() -> impl IntoView {
    let desk = desk();
    page::set_title("Sign in · Fulcrum");
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (problem, busy) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let step = RwSignal::new(None::<Next>);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let given = net::SignIn {
            email: email.get_untracked(),
            password: password.get_untracked(),
            expects: desk.tab().home().map(|home| home.user),
        };
        page::spawn(async move {
            match net::sign_in(&given).await {
                Ok(me) => match Next::of(me, given.email) {
                    Ok(next) => next.take(step),
                    Err(words) => problem.set(Some(words)),
                },
                Err(trouble) => problem.set(Some(trouble.words())),
            }
            busy.set(false);
        });
    };
    let locked = move || desk.locked.get();
    view! {
        <main class="gate" id="main">
            <p class="brand">"Fulcrum"</p>
            {move || match step.get() {
                None => view! {
                    <form class="card stack" on:submit=send novalidate>
                        <h1 tabindex="-1">{move || if locked() { "Locked" } else { "Sign in" }}</h1>
                        {move || locked().then(|| view! { <p>{why_locked}</p> })}
                        <Field label="E-mail" name="email" value=email kind="email" complete="username"/>
                        <Field label="Password" name="password" value=password kind="password" complete="current-password"/>
                        <Problem words=problem/>
                        <div class="row wrap">
                            <button class="primary" disabled=move || busy.get()>{move || if busy.get() { "One moment…" } else { "Sign in" }}</button>
                            {move || (!locked()).then(|| view! { <button type="button" on:click=move |_| desk.go(Route::home())>"Not now"</button> })}
                        </div>
                        <p class="small quiet">"No account yet? The server's operator claims it with the address it printed at its start."</p>
                    </form>
                }.into_any(),
                Some(next) => view! { <UploadStep next/> }.into_any(),
            }}
        </main>
    }
    .into_any()
}

/// Why nothing shows until the same person signs in, and what became of their work.
fn why_locked() -> String {
    let tab = desk().tab();
    let status = tab.status.get();
    let Server::Left(words) = status.server else {
        return "Someone's board is kept here. Sign in as the same person to go on.".into();
    };
    match status.waiting {
        0 => words,
        1 => format!("{words} 1 change that was not sent is kept here."),
        count => format!("{words} {count} changes that were not sent are kept here."),
    }
}
