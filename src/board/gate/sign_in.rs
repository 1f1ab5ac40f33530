//! Signing in, also on a locked device.

use leptos::prelude::*;

use super::{next::Next, upload::UploadStep};
use crate::board::{
    desk::{Route, desk},
    device::ExportUnsent,
    kit::{AskButton, Asking, Field, Form, Problem, Sure},
};
use crate::browser::{page, tab::Server};
use crate::calls::{
    self,
    told::{Failed, Secret},
};

#[component]
pub fn SignIn() -> impl IntoView {
    let desk = desk();
    page::set_title("Sign in · Fulcrum");
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let asking = Asking::new();
    let step = RwSignal::new(None::<Next>);
    let send = move |()| {
        let (email, password) = (email.get_untracked(), Secret(password.get_untracked()));
        let expects = desk.tab().home().map(|home| home.user);
        asking.ask(async move {
            let me = calls::sign_in(email.clone(), password, expects).await;
            Next::of(me.map_err(Failed::words)?, email)?.take(step);
            Ok(())
        });
    };
    // Signed in before, and left the question open whether this device's board comes along: it is asked again.
    if let Some(address) = desk
        .signed_in
        .get_untracked()
        .filter(|_| desk.tab().home().is_none())
    {
        asking.ask(async move {
            match calls::me().await {
                Ok(me) => Next::of(me, address)?.take(step),
                // The session has ended since.
                Err(failed) if failed.is_signed_out() => desk.note_signed_in(None),
                Err(failed) => return Err(failed.words()),
            }
            Ok(())
        });
    }
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
                        {move || (!locked()).then(|| view! {
                            <p class="small quiet">"No account yet? The server's operator claims it with the address it printed at its start."</p>
                        })}
                        {move || (locked() && is_left()).then(|| view! { <TakeAway/> })}
                    </Form>
                }.into_any(),
                Some(next) => view! { <UploadStep next/> }.into_any(),
            }}
        </main>
    }
    .into_any()
}

/// Whether whoever is signed out belongs to the workspace no more: signing in leads nowhere then.
fn is_left() -> bool {
    desk().tab().is_shut()
}

/// What an ex-member can still do with the device: take along what was not sent, and wipe it.
#[component]
fn TakeAway() -> impl IntoView {
    let desk = desk();
    let waiting = move || desk.tab().status.with(|status| status.waiting);
    let wiping = RwSignal::new(false);
    let loses = move || match waiting() {
        0 => "This device forgets all that is kept on it.".to_owned(),
        1 => "This device forgets all that is kept on it, and 1 change that was not sent.".into(),
        count => {
            format!("This device forgets all that is kept on it, and {count} changes that were not sent.")
        }
    };
    let wipe = move |()| {
        page::spawn(async move {
            desk.wipe().await;
            desk.lock(false);
            page::replace_address("/");
            page::reload();
        });
    };
    view! {
        <div class="row wrap">
            {move || (waiting() > 0).then(|| view! { <ExportUnsent/> })}
            <button type="button" class="danger" on:click=move |_| wiping.set(true)>"Wipe this device…"</button>
        </div>
        <Sure asks=wiping words=Signal::derive(loses) yes="Wipe it" no="Keep it" go=wipe/>
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
