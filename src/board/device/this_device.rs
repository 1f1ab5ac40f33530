//! What this device keeps, and taking it along or away.

use leptos::prelude::*;

use super::{export::ExportButton, set_aside::SetAside};
use crate::board::{
    desk::{Link, Route, Sheet, desk, ours_live},
    kit::{SignInLink, Sure},
};
use crate::browser::{clock, page, tab::Storage};

#[component]
pub fn ThisDevice() -> impl IntoView {
    let desk = desk();
    let status = desk.tab().status;
    let kept = RwSignal::new(None::<bool>);
    page::spawn(async move {
        let is_kept = page::is_persisted().await;
        kept.try_set(Some(is_kept));
    });
    let ask = move |_| {
        page::spawn(async move {
            let is_kept = page::persist().await;
            kept.try_set(Some(is_kept));
            if !is_kept {
                desk.tab().complain(
                    "The browser did not agree. Adding Fulcrum to the home screen or the bookmarks often changes its mind.",
                );
            }
        });
    };
    let words = move || match (status.with(|status| status.storage.clone()), kept.get()) {
        (Storage::Memory, _) => "Nothing is kept: this browser gives no storage.",
        (Storage::Missing, _) => "What is kept here is not read yet: a part of Fulcrum did not load.",
        (Storage::Unread, _) => "A newer version of Fulcrum keeps its things here: reload to get it.",
        (_, Some(true)) => "Kept safely on this device: yes.",
        (_, Some(false)) => "Kept on this device, but the browser may clear it when it runs out of room.",
        (_, None) => "",
    };
    let zone = clock::zone();
    let workspace = move || {
        desk.tab().with(|state| {
            state
                .workspace()
                .map(|workspace| format!("{}. Its days are counted in {}.", workspace.name, workspace.zone))
        })
    };
    let has_home = desk.has_home;
    let wiping = RwSignal::new(false);
    let waiting = move || desk.status.with(|status| status.waiting);
    let loses = move || match (has_home.get(), waiting()) {
        (true, 0) => "Everything here is on the server, too. This device forgets all of it.".to_owned(),
        (true, 1) => "1 change was not sent yet and would be lost. Sync first, or export a copy.".to_owned(),
        (true, waiting) => {
            format!("{waiting} changes were not sent yet and would be lost. Sync first, or export a copy.")
        }
        (false, _) => {
            "This board lives on this device only: what is wiped is gone. Export a copy first.".to_owned()
        }
    };
    let wipe = move |()| {
        page::spawn(async move {
            desk.wipe().await;
            page::replace_address("/");
            page::reload();
        });
    };
    let export_roles = move |_| {
        let table = desk.tab().peek(|state| state.roles_csv());
        page::download("fulcrum-roles.csv", "text/csv", &table);
    };
    view! {
        <section class="card stack" aria-labelledby="device">
            <h2 id="device" tabindex="-1">"This device"</h2>
            {move || workspace().map(|words| view! { <p>{words} " " <Link to=Route::Team>"See who belongs to it"</Link></p> })}
            <p>{words}</p>
            {move || (kept.get() == Some(false)).then(|| view! { <div><button on:click=ask>"Ask the browser to keep it"</button></div> })}
            <SetAside/>
            <p class="small quiet">{format!("This device's own zone: {zone}.")}</p>
            <h3>"Your data"</h3>
            <p class="small quiet">{ours_live("Everything on this device as one JSON file: leaders, roles, effort, updates, what waits to be sent and what was refused, of every workspace here.")}</p>
            <div class="row wrap">
                <ExportButton/>
                <button on:click=export_roles>"Roles as CSV"</button>
                <Link to=Route::Import class="button">"Import roles…"</Link>
                {move || has_home.get().then(|| view! { <button on:click=move |_| desk.lay(Sheet::SyncState)>"Sign out…"</button> })}
                {move || (!has_home.get()).then(|| view! { <SignInLink/> })}
                <button class="danger" on:click=move |_| wiping.set(true)>"Wipe this device…"</button>
            </div>
            <Sure asks=wiping words=Signal::derive(loses) yes="Wipe it" no="Keep it" go=wipe/>
        </section>
    }
    .into_any()
}
