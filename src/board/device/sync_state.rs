//! The true sync state, and what to do about it.

use std::rc::Rc;

use leptos::prelude::*;

use super::{
    export::ExportButton,
    set_aside::{ServersTroubles, SetAside},
    sign_out::{SignOut, SignOutOnly},
};
use crate::board::{
    desk::{Link, Route, Sheet, desk},
    kit::{CopyButton, Problem, SignInLink, Sure, counted, said as in_words},
};
use crate::browser::{
    net,
    tab::{Server, Status, Storage, Tab},
};
use crate::calls::told::UNREADABLE;
use crate::domain::{CommandId, Refusal, Spoken};
use crate::sync::disk::Refused;

#[component]
pub fn SyncChip() -> impl IntoView {
    let desk = desk();
    let status = desk.status;
    let class = move || {
        status.with(|status| {
            let troubled = status.refused > 0
                || !status.troubles.are_none()
                || !matches!(status.storage, Storage::Device | Storage::Opening);
            let waiting = status.waiting > 0
                || matches!(
                    status.server,
                    Server::SignedOut
                        | Server::AnotherPerson
                        | Server::Locked(_)
                        | Server::Left(_)
                        | Server::Offline
                        | Server::Trouble(_)
                        | Server::Unreadable
                );
            if troubled {
                "sync late"
            } else if waiting && status.server != Server::None {
                "sync wait"
            } else {
                "sync"
            }
        })
    };
    view! {
        <button class=class aria-haspopup="dialog" on:click=move |_| desk.lay(Sheet::SyncState)>
            <i aria-hidden="true"></i>
            <span aria-live="polite">{move || status.with(words)}</span>
        </button>
    }
    .into_any()
}

/// The state in a few words; "saved" only after the disk has confirmed it.
fn words(status: &Status) -> String {
    let saved = match &status.storage {
        Storage::Opening => return "Opening".into(),
        Storage::Missing => return "Not read yet".into(),
        Storage::Memory if status.server == Server::None => return "Kept in this tab only".into(),
        Storage::Memory => "Kept in this tab only",
        Storage::Unread => return "Kept in this tab only: reload".into(),
        Storage::Failing(_) => return "Not saved".into(),
        Storage::Device if status.unsaved > 0 => "Saving",
        Storage::Device => "Saved on this device",
    };
    let way = way(&status.server);
    // Without a server nothing waits to be sent.
    let waiting = if status.server == Server::None {
        0
    } else {
        status.waiting
    };
    let mut parts: Vec<String> = Vec::new();
    match (status.refused, waiting) {
        (0, 0) => parts.push(saved.into()),
        (0, _) if status.newer > 0 => {
            let waits = if status.newer == 1 { "waits" } else { "wait" };
            let newer = counted(status.newer, "change");
            parts.extend([saved.into(), format!("{newer} {waits} for a newer version")]);
        }
        (0, waiting) => parts.push(format!("{} waiting", counted(waiting, "change"))),
        (refused, 0) if way.is_none() => {
            return format!("{} refused: see why", counted(refused, "change"));
        }
        (refused, 0) => parts.push(format!("{refused} refused")),
        (refused, waiting) => {
            parts.extend([format!("{refused} refused"), format!("{waiting} waiting")]);
        }
    }
    if let Some(way) = way {
        parts.push(way.into());
    } else if let (Server::Talking, Some(at), 0, 0) =
        (&status.server, &status.synced_at, waiting, status.refused)
    {
        parts.push(format!("synced {at}"));
    }
    if !status.unread.is_empty() {
        parts.push("reload to see all of it".into());
    }
    if !status.troubles.are_none() {
        parts.push("the server needs you".into());
    }
    parts.join(" · ")
}

/// What stands between this device and the server.
fn way(server: &Server) -> Option<&'static str> {
    match server {
        Server::None | Server::Talking | Server::Trouble(_) => None,
        Server::SignedOut | Server::Locked(_) | Server::Wiped => Some("signed out"),
        Server::AnotherPerson => Some("somebody else is signed in"),
        Server::Left(_) => Some("no longer a member"),
        Server::NeedsReload => Some("reload for the new version"),
        Server::Unreadable => Some("reload: the server's answer cannot be read"),
        Server::Offline => Some("offline"),
    }
}

/// The same for whoever asked for more: how many are on their way, and since when none were.
fn account(status: &Status) -> Option<String> {
    let on_their_way = match (&status.server, status.waiting) {
        (Server::None, _) => return None,
        (_, 0) => None,
        (_, 1) => Some("1 change is kept here and not sent yet.".to_owned()),
        (_, count) => Some(format!("{count} changes are kept here and not sent yet.")),
    };
    let synced = status.synced_at.as_ref();
    let synced = synced.map(|at| format!("Everything was last on the server at {at}."));
    let facts: Vec<String> = on_their_way.into_iter().chain(synced).collect();
    (!facts.is_empty()).then(|| facts.join(" "))
}

#[component]
pub fn SyncState() -> impl IntoView {
    let desk = desk();
    let status = desk.status;
    let refusals = move || {
        let all = desk.tabs().into_iter().flat_map(|tab| {
            let refused = tab.refusals();
            refused.into_iter().map(move |refused| (tab.clone(), refused))
        });
        all.collect::<Vec<_>>()
    };
    // News leave a line as it is, with what is asked there.
    let refused = Memo::new(move |_| {
        let ids = refusals().into_iter().map(|(_, refused)| refused.draft.id);
        ids.collect::<Vec<CommandId>>()
    });
    let any_refused = Memo::new(move |_| refused.with(|ids| !ids.is_empty()));
    let line = move |id| {
        let mut all = untrack(refusals).into_iter();
        let found = all.find(|(_, refused)| refused.draft.id == id);
        found.map(|(tab, refused)| view! { <RefusedLine tab refused/> })
    };
    // Each workspace's own state, where there are several.
    let each = move || {
        let tabs = desk.tabs();
        (tabs.len() > 1).then(|| {
            let lines = tabs.into_iter().map(|tab| {
                let (title, words) = (tab.title(), tab.status.with(words));
                view! { <li class="row between"><span dir="auto">{title}</span><span class="small quiet">{words}</span></li> }
            });
            view! { <ul class="plain stack">{lines.collect_view()}</ul> }
        })
    };
    let has_home = desk.has_home;
    let signed_out = Memo::new(move |_| {
        status.with(|status| matches!(status.server, Server::SignedOut | Server::AnotherPerson))
    });
    let leaving = RwSignal::new(false);
    view! {
        <div class="stack">
            {move || status.with(account).map(|words| view! { <p>{words}</p> })}
            <p class="quiet">{move || status.with(long)}</p>
            {move || status.with(parked).map(|words| view! { <p class="quiet">{words}</p> })}
            <SetAside/>
            <ServersTroubles/>
            {each}
            {move || any_refused.get().then(|| view! {
                <section class="stack">
                    <h3>"Refused"</h3>
                    <ul class="plain stack">
                        <For each=move || refused.get() key=|id| *id let:id>{line(id)}</For>
                    </ul>
                </section>
            })}
            {move || if has_home.get() {
                let signed_out = signed_out.get();
                view! {
                    <div class="row wrap">
                        {signed_out.then(|| view! { <Link to=Route::SignIn class="button">"Sign in again"</Link> })}
                        {(!signed_out).then(|| view! { <button on:click=move |_| desk.all().iter().for_each(|tab| tab.exchange_now())>"Sync now"</button> })}
                        <button on:click=move |_| leaving.set(true)>"Sign out…"</button>
                    </div>
                }.into_any()
            } else {
                let signed_in = desk.signed_in.get();
                let is_signed_in = signed_in.is_some();
                let words = match signed_in {
                    Some(address) => format!("You are signed in as {address}. This board is in no workspace yet: it is kept here, and nothing of it is sent."),
                    None => "This board has no account yet. Sign in to share links and to use it on other devices; everything here comes along.".into(),
                };
                view! {
                    <p>{words}</p>
                    <div class="row wrap">
                        <SignInLink/>
                        {is_signed_in.then(|| view! { <SignOutOnly/> })}
                    </div>
                }.into_any()
            }}
            {move || leaving.get().then(|| view! { <SignOut/> })}
            <div class="row wrap">
                <ExportButton/>
            </div>
        </div>
    }
    .into_any()
}

fn long(status: &Status) -> String {
    if status.newer > 0 {
        return "A newer version of Fulcrum made changes here that this one cannot read. They are kept as they are, and sent by the newer version. Reload to get it; if it does not come, the server has to be updated first.".into();
    }
    match &status.server {
        Server::None => "Everything is kept in this browser, also without a network.".into(),
        Server::Talking => "What you do is sent as soon as it is saved here.".into(),
        Server::Offline => {
            "The server cannot be reached. Go on working: everything is kept here and sent later.".into()
        }
        Server::SignedOut => {
            "Your session has ended. What waits here is kept, and sent once you have signed in again.".into()
        }
        Server::AnotherPerson => net::ANOTHER_PERSON.into(),
        Server::Unreadable => UNREADABLE.into(),
        Server::NeedsReload => "The server is newer than this page. Reload to go on; nothing is lost.".into(),
        Server::Locked(words) | Server::Left(words) | Server::Trouble(words) => words.clone(),
        Server::Wiped => "This device was wiped from another.".into(),
    }
}

/// What a restored server has lost and cannot have back yet.
fn parked(status: &Status) -> Option<String> {
    if status.parked == 0 {
        return None;
    }
    let count = counted(status.parked, "change");
    Some(format!(
        "The server was restored from a backup. {count} of yours built on work that is not back yet. It waits here for two \
         weeks, and is sent when that work is there; if it does not come, you are told."
    ))
}

#[component]
fn RefusedLine(tab: Rc<Tab>, refused: Refused) -> impl IntoView {
    let id = refused.draft.id;
    let said = match refused.draft.read() {
        Ok(body) => tab.peek(|state| body.spoken(state)),
        Err(_) => Spoken::unread(&refused.draft.body),
    };
    let tab = StoredValue::new_local(tab);
    let body = refused.draft.read().ok();
    // Whoever has read what others wrote meanwhile may mean it all the same.
    let again = body.filter(|_| matches!(refused.reason, Refusal::EditedMeanwhile { .. }));
    let problem = RwSignal::new(None::<String>);
    let again = again.map(|body| {
        let save = move |_| {
            let tab = tab.get_value();
            let meant = tab.peek(|state| body.meant(state));
            let Some(meant) = meant else {
                return problem.set(Some(
                    "What it changes is not here any more: copy the words if you need them.".into(),
                ));
            };
            match tab.try_submit(meant) {
                Ok(undo) => {
                    tab.dismiss(id);
                    tab.done("Saved again: what you wrote counts.", undo.into_iter().collect());
                }
                Err(refusal) => problem.set(Some(in_words(refusal))),
            }
        };
        view! { <button on:click=save>"Save again"</button> }
    });
    let text = said.text();
    let about = said.about.join(" · ");
    let when = refused.draft.claimed_at.format("%-d %b, %H:%M").to_string();
    let why = tab.get_value().refused(&refused.reason);
    let words = said.words.into_iter();
    let words = words.map(|(field, words)| view! { <dt>{field}</dt><dd dir="auto">{words}</dd> });
    let asks = RwSignal::new(false);
    let forget = move || tab.get_value().dismiss(id);
    let has_words = !text.is_empty();
    let dismiss = move |_| {
        if has_words {
            asks.set(true);
        } else {
            forget();
        }
    };
    view! {
        <li class="refused stack">
            <p><b>{said.verb}</b>" "<span class="quiet small">{when}</span></p>
            {(!about.is_empty()).then(|| view! { <p dir="auto">{about}</p> })}
            {(!text.is_empty()).then(|| view! { <dl>{words.collect_view()}</dl> })}
            <p>{why}</p>
            <div class="row wrap">
                {(!text.is_empty()).then(|| view! { <CopyButton text otherwise="This browser does not let us copy: select the words and copy them."/> })}
                {again}
                <button on:click=dismiss>"Dismiss"</button>
            </div>
            <Problem words=problem/>
            <Sure asks words="What was typed is then nowhere any more: copy it first if you need it." yes="Dismiss for good" no="Keep"
                go=move |()| forget()/>
        </li>
    }
    .into_any()
}
