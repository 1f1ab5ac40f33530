//! Whether an update has reached its leader: where it stands until then, and saying that it was sent or said.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::mail::address;
use crate::board::desk::{desk, ours};
use crate::browser::{clock, page, tab::Server};
use crate::domain::{
    Body, Channel, DecisionId, Leader, LeaderId, LinkState, Mail, MailState, Scope, ShareLink, State, Update,
    UpdateId, Way, update,
};
use crate::portal::project;
use crate::ui::{day, isolated};

/// Whether they have a page, and whether one of theirs shows this update.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    None,
    /// None that shows it.
    Another,
    Shows,
}

/// The open links of a leader that show anything.
fn open_links<'a>(state: &State<'a>, leader: LeaderId) -> Vec<&'a ShareLink> {
    let today = clock::today();
    let mut links = state.links();
    // Nobody else's page shows what is written to them.
    links.retain(|link| {
        let is_theirs = link.leader == leader && link.scope == Scope::Respond;
        is_theirs && link.state(today) == LinkState::Open && state.shows(link)
    });
    links
}

/// Whether there is a page on which what is written to them may stand.
pub fn has_page(state: &State, leader: LeaderId) -> bool {
    !open_links(state, leader).is_empty()
}

/// That something stands on a leader's page; where they have none, that instead.
pub fn on_their_page(state: &State, leader: LeaderId, words: &str) -> String {
    if has_page(state, leader) {
        return words.to_owned();
    }
    format!(
        "Kept. {} has no link yet: share one, or tell them yourself.",
        isolated(state.name_of(leader))
    )
}

impl Page {
    fn of(state: &State, leader: LeaderId, update: UpdateId) -> Self {
        let links = open_links(state, leader);
        if links.is_empty() {
            Self::None
        } else if links.into_iter().any(|link| is_shown(state, link, update)) {
            Self::Shows
        } else {
            Self::Another
        }
    }
}

/// Whether the page of this link shows the update.
fn is_shown(state: &State, link: &ShareLink, update: UpdateId) -> bool {
    let projected = project(state, link, clock::today(), clock::utc());
    let updates = projected.and_then(|projected| projected.view.updates);
    updates.is_some_and(|updates| updates.iter().any(|shown| shown.id == update))
}

/// Where a leader finds what was just asked of them, or answered: on a page of theirs that shows it, now or later, or with the next
/// update. To be said after a colon.
pub fn found(leader: LeaderId, decision: DecisionId) -> String {
    let is_on = |state: &State, link: &ShareLink| {
        let projected = project(state, link, clock::today(), clock::utc());
        let turns = projected.and_then(|projected| projected.view.turns);
        turns.is_some_and(|turns| {
            turns
                .theirs
                .iter()
                .chain(&turns.ours)
                .any(|turn| turn.id == decision)
        })
    };
    let is_shown = desk().tab().peek(|state| {
        let mut links = open_links(state, leader).into_iter();
        links.any(|link| is_on(state, link))
    });
    match (is_shown, waits()) {
        (true, None) => "it stands on their page.".into(),
        (true, Some(until)) => format!("it stands on their page once {until}."),
        (false, _) => "tell them, since no page of theirs shows it.".into(),
    }
}

fn name_of(state: &State, leader: LeaderId) -> String {
    let leader = state.get::<Leader>(leader);
    leader.map_or_else(
        |_| ours("The leader").into(),
        |leader| leader.details.name.clone(),
    )
}

/// What the server's silence means for what was just written; none while it listens.
fn waits_until(server: &Server) -> Option<&'static str> {
    Some(match server {
        Server::Talking => return None,
        Server::SignedOut | Server::AnotherPerson | Server::Locked(_) => "you have signed in again",
        Server::NeedsReload | Server::Unreadable => "you have reloaded",
        Server::None | Server::Offline | Server::Trouble(_) | Server::Left(_) | Server::Wiped => {
            "you are online"
        }
    })
}

/// What is waited for before anything written here reaches a page; none where it goes at once.
pub fn waits() -> Option<&'static str> {
    let status = desk().tab().status;
    status.with_untracked(|status| waits_until(&status.server))
}

/// Where an update goes that was just written: no more than is so.
pub fn whither(leader: LeaderId, update: UpdateId) -> String {
    let tab = desk().tab();
    let (name, page) = tab.peek(|state| (name_of(state, leader), Page::of(state, leader, update)));
    match page {
        Page::None => format!("Written. {name} has no link yet: share one, or copy the words."),
        Page::Another => {
            format!("Written. No link of {name}’s shows it: share one that does, or copy the words.")
        }
        Page::Shows => match tab.status.with_untracked(|status| waits_until(&status.server)) {
            None => format!("On its way to {name}’s page. Tell them that it is there."),
            Some(until) => {
                format!("Kept on this device: it goes to {name}’s page once {until}.")
            }
        },
    }
}

/// The words as they are sent another way: with the day by which the leader hears again.
pub fn message(words: &str, next_by: NaiveDate, today: NaiveDate) -> String {
    format!(
        "{words}\n\nYou hear from me again by {}.",
        day::date(next_by, today)
    )
}

/// Where a letter is, or why it is not sent.
fn mail_words(mail: &Mail, waits_here: bool) -> String {
    let to = &mail.to;
    match (mail.state, &mail.fault) {
        _ if waits_here => format!("Waits on this device, to be sent to {to}."),
        (MailState::Waits, None) | (MailState::UnderWay, _) => {
            format!("On its way by e-mail to {to}.")
        }
        (MailState::Waits, Some(fault)) => {
            format!("To {to}, tried in vain and soon again. {}", fault.words())
        }
        (MailState::Sent, _) => format!("Sent to {to}."),
        (MailState::Failed | MailState::Unclear, _) => {
            format!("To {to}. {}", mail.stopped().unwrap_or_default())
        }
    }
}

/// Of an update that, as far as one knows, nobody has read: where it stands, and the ways to say that it was sent or said.
#[component]
pub fn Reach(leader: LeaderId, update: UpdateId) -> impl IntoView {
    let desk = desk();
    let seen = Memo::new(move |_| {
        desk.tab().with(|state| {
            let written = state.get::<Update>(update).ok()?;
            let details = state.get::<Leader>(leader).ok()?.details.clone();
            let words = message(&written.text, written.next_by, clock::today());
            Some((words, written.sent_at.date_naive(), details))
        })
    });
    let mail = Memo::new(move |_| {
        desk.tab().with(|state| {
            state
                .get::<Update>(update)
                .ok()
                .and_then(|update| update.mail.clone())
        })
    });
    let page = Memo::new(move |_| desk.tab().with(|state| Page::of(state, leader, update)));
    let waits = Memo::new(move |_| {
        desk.tab()
            .status
            .with(|status| status.waiting > 0 && waits_until(&status.server).is_some())
    });
    let words = move || {
        let (_, on, details) = seen.get()?;
        let name = details.name;
        if let Some(mail) = mail.get() {
            return Some(mail_words(&mail, waits.get()));
        }
        Some(match page.get() {
            _ if !desk.has_home.get() => "Written, and not sent yet.".to_owned(),
            Page::None => format!("{name} has no link yet: share one, or copy the words."),
            Page::Another => format!("No link of {name}’s shows it."),
            Page::Shows if waits.get() && !desk.tab().is_sent(Update::key(update)) => {
                "Waits on this device.".into()
            }
            Page::Shows => format!(
                "On {name}’s page since {}; tell them that it is there.",
                day::said(on, desk.today.get())
            ),
        })
    };
    let tells = move |way: Way| {
        let tell = update::Command::TellUpdate {
            update,
            way: Some(way),
        };
        desk.tab().submit(
            Body::Update(tell),
            format!("Told {}: the silence clock starts anew.", way.label()),
        );
    };
    let in_writing = move || {
        let channel = seen.get_untracked().and_then(|(.., details)| details.channel);
        if channel == Some(Channel::Mail) {
            Way::Mail
        } else {
            Way::Chat
        }
    };
    let take = move |_| {
        let Some((text, ..)) = seen.get_untracked() else {
            return;
        };
        page::spawn(async move {
            if page::has_share_sheet() {
                if page::share(&text).await {
                    tells(Way::Chat);
                }
            } else if page::copy(&text).await {
                desk.done("Copied. Say so once it is sent.", None);
            } else {
                desk.tab()
                    .complain("This browser does not let us copy: take the text from here.");
            }
        });
    };
    let asks = move |event: &leptos::ev::MouseEvent, wanted: bool| {
        // What stands in the place of a button that was tapped is not tapped with it.
        if event.detail() > 1 {
            return;
        }
        let ask = Body::Update(update::Command::MailUpdate { update, wanted });
        let words = if wanted {
            "It goes out by e-mail: told once the mail server took it."
        } else {
            "Not e-mailed. What was written stands all the same."
        };
        desk.tab().submit(ask, words);
    };
    let by_mail = move || {
        let again = |words: &'static str| view! { <button class="act-link" on:click=move |event| asks(&event, true)>{words}</button> };
        match mail.get().map(|mail| mail.state) {
            None => address(leader).map(|_| again("Send it by e-mail").into_any()),
            Some(MailState::Waits) => {
                Some(view! { <button class="act-link" on:click=move |event| asks(&event, false)>"Do not e-mail it"</button> }.into_any())
            }
            Some(MailState::UnderWay | MailState::Sent) => None,
            Some(MailState::Failed) => Some(again("Send it again").into_any()),
            Some(MailState::Unclear) => Some(
                view! { <button class="act-link" on:click=move |_| tells(Way::Mail)>"It arrived"</button> {again("Send it again")} }
                    .into_any(),
            ),
        }
    };
    let removes = move |event: leptos::ev::MouseEvent| {
        if event.detail() > 1 {
            return;
        }
        let takes = Body::Update(update::Command::RemoveTalk {
            update,
            removed: true,
        });
        desk.tab()
            .submit(takes, "Taken off the page: it counts as never written.");
    };
    let take_off = move || {
        mail.with(Option::is_none)
            .then(|| view! { <button class="act-link" on:click=removes>"Take it back"</button> })
    };
    let badge = move || {
        mail.with(|mail| match mail.as_ref().map(|mail| mail.state) {
            Some(MailState::Failed) => "Not sent",
            Some(MailState::Unclear) => "Perhaps sent",
            _ => "Not told yet",
        })
    };
    let is_stopped = move || mail.with(|mail| mail.as_ref().is_some_and(Mail::is_stopped));
    let take_words = if page::has_share_sheet() {
        "Share it"
    } else {
        "Copy the words"
    };
    view! {
        <p class="reach small">
            <span class=move || if is_stopped() { "tag late" } else { "tag wait" }>{badge}</span>
            " " <span class="quiet" dir="auto">{words}</span>
        </p>
        <div class="row wrap acts">
            {by_mail}
            <button class="act-link" on:click=take>{take_words}</button>
            <button class="act-link" on:click=move |_| tells(in_writing())>"I sent it"</button>
            <button class="act-link" on:click=move |_| tells(Way::Talk)>"I told them"</button>
            {take_off}
        </div>
    }
    .into_any()
}
