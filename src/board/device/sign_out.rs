//! Ways out of an account on this device.

use leptos::prelude::*;

use crate::board::{
    desk::{Route, desk},
    kit::{Asking, Problem},
};
use crate::browser::page;
use crate::calls::{self, told::Done};

/// While a board is in no workspace yet: it stays as it is, and nobody is signed in.
#[component]
pub fn SignOutOnly() -> impl IntoView {
    let asking = Asking::new();
    let leave = move |_| {
        asking.ask(async {
            end_session().await?;
            desk().note_signed_in(None);
            desk().go(Route::home());
            Ok(())
        });
    };
    view! {
        <button type="button" disabled=move || asking.is_busy() on:click=leave>"Sign out"</button>
        <Problem words=asking.problem/>
    }
    .into_any()
}

/// Without the server the session goes on there, so a shared device must say so.
async fn end_session() -> Result<(), String> {
    match calls::sign_out().await {
        Ok(Done {}) => Ok(()),
        Err(failed) if failed.is_signed_out() => Ok(()),
        Err(failed) => Err(format!("{} Nothing was changed.", failed.words())),
    }
}

#[component]
pub fn SignOut() -> impl IntoView {
    let desk = desk();
    let waiting = move || desk.status.with(|status| status.waiting);
    let problem = RwSignal::new(None::<String>);
    let leave = move |wipe: bool| {
        page::spawn(async move {
            if let Err(words) = end_session().await {
                return problem.set(Some(words));
            }
            if wipe {
                desk.wipe().await;
            } else {
                desk.lock(true);
            }
            page::replace_address("/");
            page::reload();
        });
    };
    view! {
        <div class="stack card">
            <p>"Is this your own device?"</p>
            {move || (waiting() > 0).then(|| view! {
                <p class="problem">{move || if waiting() == 1 {
                    "1 change is not sent yet. Wiping loses it.".to_owned()
                } else {
                    format!("{} changes are not sent yet. Wiping loses them.", waiting())
                }}</p>
            })}
            <div class="row wrap">
                <button on:click=move |_| leave(false)>"Mine: lock it, keep everything here"</button>
                <button class="danger" on:click=move |_| leave(true)>"Shared: wipe it"</button>
            </div>
            <Problem words=problem/>
        </div>
    }
    .into_any()
}
