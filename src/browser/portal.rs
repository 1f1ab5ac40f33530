//! The portal in the browser: hydrates the server's page, keeps it live, and sends replies, kept while offline.

use std::cell::RefCell;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;

use super::{
    clock, local, page,
    stream::{Heard, Stream},
};
use crate::domain::{CommandId, LinkId};
use crate::portal::{FormState, Gesture, Host, Live, Outgoing, PortalPage, PortalView, Session};

#[derive(Deserialize)]
struct Data {
    view: PortalView,
    session: Session,
}

thread_local! {
    static LINK: std::cell::Cell<Option<LinkId>> = const { std::cell::Cell::new(None) };
    static SENDING: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
    /// Forms of this page whose replies wait for a network.
    static WAITING: RefCell<Vec<(CommandId, RwSignal<FormState>)>> = const { RefCell::new(Vec::new()) };
    /// What the server has refused of what was kept.
    static REFUSED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// Whoever visits has said that they are the leader.
    static CONFIRMED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Takes over the page that the server rendered; where that fails it stays a readable page.
pub fn hydrate() -> Option<()> {
    let data = page::document()?.get_element_by_id("data")?.text_content()?;
    let Data { view, session } = serde_json::from_str(&data).ok()?;
    LINK.with(|link| link.set(Some(session.link)));
    CONFIRMED.with(|confirmed| confirmed.set(session.confirmed));
    hydrate_body(move || {
        let host = Host {
            live: RwSignal::new(Live::Still(session.as_of.clone())),
            send,
        };
        let view = RwSignal::new(view);
        Effect::new(move |_| follow(view, host, session_link()));
        view! { <PortalPage view session host/> }
    });
    page::on_window("online", |_| send_kept());
    send_kept();
    Some(())
}

fn session_link() -> Option<LinkId> {
    LINK.with(std::cell::Cell::get)
}

fn follow(view: RwSignal<PortalView>, host: Host, link: Option<LinkId>) {
    let Some(link) = link else { return };
    let stream = std::rc::Rc::new(RefCell::new(None::<Stream>));
    let to_close = stream.clone();
    let url = move || format!("/p/{link}/events?from={}", view.with_untracked(PortalView::stamp));
    let opened = Stream::open(url, &["view", "same", "bye"], move |heard| match heard {
        Heard::Event("view", data) => {
            if let Ok(fresh) = serde_json::from_str::<PortalView>(&data) {
                view.set(fresh);
            }
            host.live.set(Live::Live(clock::time()));
            send_kept();
        }
        Heard::Event("bye", why) if why == "gone" => {
            host.live.set(Live::Gone(unsent(link)));
            local::remove(&kept_key(link));
            if let Some(stream) = to_close.borrow().as_ref() {
                stream.close();
            }
        }
        Heard::Event("same", _) => {
            host.live.set(Live::Live(clock::time()));
            send_kept();
        }
        Heard::Event(..) => {}
        Heard::Lost => {
            if let Live::Live(at) | Live::Still(at) = host.live.get_untracked() {
                host.live.set(Live::Offline(at));
            }
        }
    });
    *stream.borrow_mut() = Some(opened);
}

#[derive(Deserialize)]
struct Answer {
    state: FormState,
}

fn send(outgoing: Outgoing, state: RwSignal<FormState>) {
    state.set(FormState::Sending);
    spawn_local(async move {
        let answered = match post(&outgoing).await {
            Some(answered) => answered,
            // Asked here, since the server cannot ask.
            None if !outgoing.i_am && !CONFIRMED.with(std::cell::Cell::get) => FormState::Who,
            None if keep(&outgoing) => {
                WAITING.with(|waiting| waiting.borrow_mut().push((outgoing.command, state)));
                FormState::Kept
            }
            None => FormState::Refused(
                "There is no connection. Your text is kept here: try again in a while.".into(),
            ),
        };
        CONFIRMED.with(|confirmed| confirmed.set(confirmed.get() || answered == FormState::Sent));
        state.set(answered);
    });
}

/// None when the server was not reached.
async fn post(outgoing: &Outgoing) -> Option<FormState> {
    let link = session_link()?;
    let form = web_sys::UrlSearchParams::new().ok()?;
    form.append("command", &outgoing.command.to_string());
    for (name, value) in outgoing.gesture.fields() {
        form.append(name, &value);
    }
    if outgoing.i_am {
        form.append("i_am", "yes");
    }
    let request = gloo_net::http::Request::post(&format!("/p/{link}/{}", outgoing.gesture.address()))
        .header("accept", "application/json")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(String::from(form.to_string()))
        .ok()?;
    let response = request.send().await.ok()?;
    match response.json::<Answer>().await {
        Ok(answer) => Some(answer.state),
        Err(_) if response.status() == 429 => Some(FormState::Refused(
            "That was quick: wait a few seconds, then send it again.".into(),
        )),
        Err(_) => Some(FormState::Refused(
            "It was not sent. Your text is kept here; reload the page and try again.".into(),
        )),
    }
}

fn kept_key(link: LinkId) -> String {
    format!("fulcrum.replies.{link}")
}

/// What was written on this page and has not been sent: refused, kept, or half typed.
fn unsent(link: LinkId) -> Vec<String> {
    let Kept(kept) = local::get(&kept_key(link)).unwrap_or(Kept(Vec::new()));
    let kept = kept.into_iter().map(|outgoing| match outgoing.gesture {
        Gesture::Reply { text, .. } => text,
    });
    let refused = REFUSED.with(RefCell::take).into_iter();
    let mut all: Vec<String> = Vec::new();
    for text in refused.chain(kept).chain(page::typed()) {
        if !text.trim().is_empty() && !all.contains(&text) {
            all.push(text);
        }
    }
    all
}

/// A reply that waits for a network. Its command id makes sending it twice harmless.
#[derive(Serialize, Deserialize)]
struct Kept(Vec<Outgoing>);

fn keep(outgoing: &Outgoing) -> bool {
    let Some(link) = session_link() else { return false };
    let Kept(mut waiting) = local::get(&kept_key(link)).unwrap_or(Kept(Vec::new()));
    waiting.push(outgoing.clone());
    local::set(&kept_key(link), Kept(waiting))
}

fn send_kept() {
    let Some(link) = session_link() else { return };
    if SENDING.with(|sending| sending.replace(true)) {
        return;
    }
    spawn_local(async move {
        let Kept(waiting) = local::get(&kept_key(link)).unwrap_or(Kept(Vec::new()));
        for outgoing in waiting {
            // Only who had said that they are the leader could leave it here.
            let said = Outgoing {
                i_am: true,
                ..outgoing.clone()
            };
            let Some(answered) = post(&said).await else { break };
            let Kept(mut rest) = local::get(&kept_key(link)).unwrap_or(Kept(Vec::new()));
            rest.retain(|other| other.command != outgoing.command);
            local::set(&kept_key(link), Kept(rest));
            tell_form(&outgoing, answered);
        }
        SENDING.with(|sending| sending.set(false));
    });
}

/// The form of a kept reply hears what became of it; a refused one gets its words back with the reason.
fn tell_form(outgoing: &Outgoing, answered: FormState) {
    let form = WAITING.with(|waiting| {
        let mut waiting = waiting.borrow_mut();
        let at = waiting
            .iter()
            .position(|(command, _)| *command == outgoing.command)?;
        Some(waiting.swap_remove(at).1)
    });
    let answered = match answered {
        FormState::Refused(why) => match &outgoing.gesture {
            Gesture::Reply { text, .. } => {
                REFUSED.with(|refused| refused.borrow_mut().push(text.clone()));
                FormState::Refused(format!("{why} You wrote: {text}"))
            }
        },
        other => other,
    };
    // The form may have gone with its update; then the reason is at least in the log.
    match form {
        Some(form) => drop(form.try_set(answered)),
        None if answered != FormState::Sent => {
            leptos::logging::error!("a kept reply was not sent: {answered:?}")
        }
        None => {}
    }
}
