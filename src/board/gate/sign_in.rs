//! Signing in, also on a locked device.

use leptos::prelude::*;

use super::{next::Next, upload::UploadStep};
use crate::board::{
    desk::{Route, desk},
    kit::{AskButton, Asking, Field, Form, Problem},
};
use crate::browser::{net, page, tab::Server};

#[component]
pub fn SignIn() -> impl IntoView {
    let desk = desk();
    page::set_title("Sign in · Fulcrum");
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let asking = Asking::new();
    let step = RwSignal::new(None::<Next>);
    let send = move |()| {
        let given = net::SignIn {
            email: email.get_untracked(),
            password: password.get_untracked(),
            expects: desk.tab().home().map(|home| home.user),
        };
        asking.ask(async move {
            let me = net::sign_in(&given).await.map_err(|trouble| trouble.words())?;
            Next::of(me, given.email)?.take(step);
            Ok(())
        });
    };
    let locked = move || desk.locked.get();
    view! {
        <main class="gate" id="main">
            <p class="brand">"Fulcrum"</p>
            {move || match step.get() {
                None => view! {
                    <Form class="card stack" save=send>
                        <h1 tabindex="-1">{move || if locked() { "Locked" } else { "Sign in" }}</h1>
                        {move || locked().then(|| view! { <p>{why_locked}</p> })}
                        <Field label="E-mail" name="email" value=email kind="email" complete="username"/>
                        <Field label="Password" name="password" value=password kind="password" complete="current-password"/>
                        <Problem words=asking.problem/>
                        <div class="row wrap">
                            <AskButton asking words="Sign in" class="primary"/>
                            {move || (!locked()).then(|| view! { <button type="button" on:click=move |_| desk.go(Route::home())>"Not now"</button> })}
                        </div>
                        <p class="small quiet">"No account yet? The server's operator claims it with the address it printed at its start."</p>
                    </Form>
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
