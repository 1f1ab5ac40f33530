//! A sample workspace: eleven made-up roles in all stages, so that a newcomer sees a living board.
//!
//! It has a database of its own and never uploads; leaving it deletes it.

use chrono::{DateTime, FixedOffset};
use leptos::{
    prelude::*,
    wasm_split::{self, SplitLoaderError, wasm_split},
};

use super::{story::story, tour::SEEN};
use crate::board::{
    desk::{SETTLES, desk},
    kit::{Sure, counted},
};
use crate::browser::{clock, local, page, tab::places, worker};
use crate::domain::{Body, Role};

/// Opens the sample in place of what is shown, once its story has come; what is kept on the device stays as it is.
pub fn enter() {
    let tab = desk().tab();
    page::spawn(async move {
        if fetched().await.is_err() {
            worker::look_for_another();
            return tab.complain("The sample did not come: check the network, then try again.");
        }
        places::enter_sample();
        page::replace_address("/board");
        page::reload();
    });
}

/// Tells the story on an empty sample, once it has come: whoever has a board of their own never fetches it.
pub fn begin() {
    let desk = desk();
    let tab = desk.tab();
    if !tab.is_sample() || tab.peek(|state| state.all::<Role>().next().is_some()) {
        return;
    }
    page::spawn(async move {
        match fetched().await {
            Ok(story) => {
                local::set(TOLD, story.len());
                tab.tell(story);
            }
            Err(_) => {
                worker::look_for_another();
                tab.complain("The sample did not come: reload this page to try again.");
            }
        }
    });
}

type Story = Vec<(DateTime<FixedOffset>, Body)>;

#[wasm_split(more, fallible, wasm_split_path = wasm_split)]
fn fetched() -> Result<Story, SplitLoaderError> {
    Ok(story(clock::now()))
}

/// How many commands the story took: what comes on top was done by hand.
const TOLD: &str = "fulcrum.sample.told";

/// How much was added or changed here by hand. Reactive.
fn by_hand() -> usize {
    let given = desk().tab().status.with(|status| status.waiting);
    // Where the story never came, all of it was.
    let told = local::get(TOLD).unwrap_or_default();
    given.saturating_sub(told)
}

fn leave() {
    page::spawn(async move {
        places::leave_sample();
        local::remove(TOLD);
        local::remove(SEEN);
        desk().tab().wipe();
        page::pause(SETTLES).await;
        page::replace_address("/");
        page::reload();
    });
}

/// One tap leaves it; where something was done by hand, which goes with it, it asks first.
#[component]
fn LeaveButton(#[prop(optional, into)] class: Option<&'static str>) -> impl IntoView {
    let asks = RwSignal::new(false);
    let go = move |_| {
        if untrack(by_hand) == 0 {
            leave();
        } else {
            asks.set(true);
        }
    };
    let goes = move || {
        format!(
            "{} that you made here by hand would go with the sample, for good. Your own board is as you left it.",
            counted(by_hand(), "change")
        )
    };
    view! {
        <div><button class=class on:click=go>"Leave the sample"</button></div>
        <Sure asks words=Signal::derive(goes) yes="Leave it all the same" no="Stay in the sample" go=move |()| leave()/>
    }
    .into_any()
}

/// Says on every page that this is the sample, and how to leave it.
#[component]
pub fn SampleBanner() -> impl IntoView {
    desk().tab().is_sample().then(|| {
        view! {
            <div class="banner sample">
                <p><b>"This is a sample."</b><span class="roomy">" The people and roles are made up; change what you like."</span>" Nothing is sent anywhere."</p>
                <LeaveButton/>
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
                <LeaveButton class="primary"/>
            </section>
        </main>
    }
    .into_any()
}
