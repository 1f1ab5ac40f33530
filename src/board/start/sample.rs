//! A sample workspace: ten made-up roles in all stages, so that a newcomer sees a living board.
//!
//! It has a database of its own and never uploads; leaving it deletes it.

use leptos::prelude::*;

use super::story::story;
use crate::board::desk::{SETTLES, desk};
use crate::browser::{clock, page, tab::places};
use crate::domain::Role;

/// Opens the sample in place of what is shown; what is kept on the device stays as it is.
pub fn enter() {
    places::enter_sample();
    page::replace_address("/board");
    page::reload();
}

/// Tells the story on an empty sample.
pub fn begin() {
    let tab = desk().tab();
    if tab.is_sample() && tab.peek(|state| state.all::<Role>().next().is_none()) {
        tab.tell(story(clock::now()));
    }
}

fn leave() {
    page::spawn(async move {
        places::leave_sample();
        desk().tab().wipe();
        page::pause(SETTLES).await;
        page::replace_address("/");
        page::reload();
    });
}

/// Says on every page that this is the sample, and how to leave it.
#[component]
pub fn SampleBanner() -> impl IntoView {
    desk().tab().is_sample().then(|| {
        view! {
            <div class="banner">
                <p><b>"This is a sample."</b>" The people and roles are made up; change what you like. Nothing is sent anywhere."</p>
                <button on:click=move |_| leave()>"Leave the sample"</button>
            </div>
        }
    })
}

/// In place of signing in: the sample has no account.
#[component]
pub fn LeaveFirst() -> impl IntoView {
    view! {
        <main class="gate" id="main">
            <section class="card stack">
                <h1 tabindex="-1">"You are in the sample"</h1>
                <p>"An account belongs to your own board. Leave the sample, then open this page again."</p>
                <div><button class="primary" on:click=move |_| leave()>"Leave the sample"</button></div>
            </section>
        </main>
    }
    .into_any()
}
