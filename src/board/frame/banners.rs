//! What stands above every page when it must.

use leptos::prelude::*;

use super::pages::export_button;
use crate::board::{desk::desk, kit::SignInLink};
use crate::browser::{
    page,
    tab::{Hands, Storage},
    worker,
};
use crate::ui::day;

/// What the person must know before going on, above every page.
#[component]
pub fn Banners() -> impl IntoView {
    let desk = desk();
    let status = desk.status;
    let storage = move || {
        match status.with(|status| status.storage.clone()) {
        Storage::Memory => Some(format!(
            "This browser keeps nothing for this site, so {} lasts as long as this tab. Allow site data, or leave \
             private browsing, and reload.",
            if desk.has_home.get() { "what was not sent yet" } else { "your work" }
        )),
        Storage::Unread => Some(
            "A newer version of Fulcrum has written what this device keeps, and this one cannot open it. All of it stays as \
             it is: reload to get the newer version. What you do here meanwhile lasts as long as this tab."
                .to_owned(),
        ),
        Storage::Missing => Some(
            "A workspace on this device is not shown yet: the part of Fulcrum that reads it did not load, and is asked for \
             again. All of it stays as it is."
                .to_owned(),
        ),
        Storage::Failing(words) => Some(words),
        Storage::Device | Storage::Opening => None,
    }
    };
    let undecided = move || {
        let is_alone = !desk.has_home.get() && !desk.tab().is_sample();
        desk.signed_in.get().filter(|_| is_alone)
    };
    let idle = move || status.with(|status| status.hands == Hands::Missing);
    let safe = move || status.with(|status| status.safe_mode);
    view! {
        {move || storage().map(|words| view! {
            <div class="banner problem" role="alert">
                <p>{words}</p>
                {export_button()}
            </div>
        })}
        {move || idle().then(|| view! {
            <div class="banner problem" role="alert">
                <p>"Nothing can be changed yet: a part of Fulcrum did not load, and is asked for again. What you see is as you left it."</p>
                <button on:click=move |_| desk.begin_anew()>"Try again"</button>
            </div>
        })}
        {move || safe().then(|| view! {
            <div class="banner problem" role="alert">
                <p>"Safe mode: your waiting changes made this page fail twice, so they are kept but not shown. Nothing is lost."</p>
                {export_button()}
                <button on:click=move |_| page::reload()>"Try again"</button>
            </div>
        })}
        {move || desk.wiped.get().map(|on| view! {
            <div class="banner" role="status">
                <p>{format!(
                    "This device was wiped on {}, from another device of the person who was signed in here. Nothing of theirs is kept on it any more.",
                    day::dated(on, desk.today.get()),
                )}</p>
                <button on:click=move |_| desk.note_wiped(None)>"Understood"</button>
            </div>
        })}
        {move || undecided().map(|address| view! {
            <div class="banner" role="status">
                <p>{format!("You are signed in as {address}, and this device's board is in no workspace yet: nothing of it is sent.")}</p>
                <SignInLink/>
            </div>
        })}
        {move || desk.new_version.get().then(|| view! {
            <div class="banner" role="status">
                <p>"A new version is ready."</p>
                <button on:click=move |_| worker::activate()>"Reload"</button>
            </div>
        })}
    }
    .into_any()
}
