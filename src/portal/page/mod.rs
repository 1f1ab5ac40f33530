//! The page behind a link: rendered by the server, readable without script, then live.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    effort::Effort,
    updates::{Notes, Updates},
    view::{PortalView, RoleView},
};
use crate::domain::{CloseReason, CommandId, LinkId, Stage, UpdateId};
use crate::ui::{Rail, day};

/// What the page knows besides the view: the visit, not the workspace.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Session {
    pub link: LinkId,
    /// Whoever visits has said that they are the leader.
    pub confirmed: bool,
    /// Drawn for this rendering: the forms' command ids are made from it, so that sending twice is sending once.
    pub seed: Uuid,
    /// `09:41`, in the workspace's zone.
    pub as_of: String,
    /// A form that came back without having been sent.
    pub returned: Option<Returned>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Returned {
    pub update: Option<UpdateId>,
    pub text: String,
    pub state: FormState,
}

/// Where a reply stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormState {
    Idle,
    Sending,
    Sent,
    /// No network: kept on this device until there is.
    Kept,
    /// A first gesture: are you the leader?
    Who,
    NotYou,
    Refused(String),
}

/// A reply on its way.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Outgoing {
    pub command: CommandId,
    pub update: Option<UpdateId>,
    pub text: String,
    /// Given in answer to "are you the leader?".
    pub i_am: bool,
}

/// What the browser adds to the page; inert on the server.
#[derive(Clone, Copy)]
pub struct Host {
    pub live: RwSignal<Live>,
    pub send: fn(Outgoing, RwSignal<FormState>),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Live {
    /// As the server rendered it.
    Still(String),
    /// What is logged appears by itself; the time of the last word.
    Live(String),
    /// No connection since.
    Offline(String),
    /// The link was revoked, or has expired.
    Gone,
}

impl Host {
    pub fn inert(session: &Session) -> Self {
        Self {
            live: RwSignal::new(Live::Still(session.as_of.clone())),
            send: |_, _| {},
        }
    }
}

impl Session {
    /// The command id of a form on this page.
    pub fn command(seed: Uuid, update: Option<UpdateId>) -> CommandId {
        let update = update.map_or(0, |update| update.0.as_u128());
        // Unlike seeds give unlike ids, and so do unlike updates under one seed.
        CommandId(Uuid::from_u128(seed.as_u128() ^ update.rotate_left(1)))
    }
}

/// The page; `embedded` in a page that has its own main part, as the preview has.
#[component]
pub fn PortalPage(
    view: RwSignal<PortalView>,
    session: Session,
    host: Host,
    #[prop(optional)] embedded: bool,
) -> impl IntoView {
    let gone = Memo::new(move |_| host.live.get() == Live::Gone);
    move || {
        if gone.get() {
            return view! { <GonePage/> }.into_any();
        }
        let (forms, notes) = (session.clone(), session.clone());
        let parts = view! {
            <Header view host/>
            <Effort view/>
            <Updates view session=forms host/>
            <Notes view session=notes host/>
            <footer class="quiet small">
                "Times are by your recruiter's clock. "
                "Nobody is told when you open this page."
            </footer>
        };
        if embedded {
            view! { <div class="portal">{parts}</div> }.into_any()
        } else {
            view! { <main class="portal">{parts}</main> }.into_any()
        }
    }
}

/// One answer for links that are unknown, expired or revoked.
#[component]
pub fn GonePage() -> impl IntoView {
    view! {
        <main class="portal gone">
            <h1>"This link does not open anything"</h1>
            <p role="status">
                "It may have been replaced, or its time is over. Ask your recruiter for a new one; \
                 whatever you wrote has reached them."
            </p>
        </main>
    }
}

/// Asks for the passcode of a link; works without script.
#[component]
pub fn PasscodePage(link: LinkId, problem: Option<&'static str>) -> impl IntoView {
    view! {
        <main class="portal gone">
            <h1>"This page asks for a passcode"</h1>
            <form class="card stack" method="post" action=format!("/p/{link}/passcode")>
                <label class="field">"The six digits that your recruiter told you"
                    <input name="passcode" inputmode="numeric" autocomplete="one-time-code" maxlength="20" required autofocus/>
                </label>
                {problem.map(|words| view! { <p class="problem" role="alert">{words}</p> })}
                <div class="row"><button class="primary">"Open the page"</button></div>
            </form>
        </main>
    }
}

#[component]
fn Header(view: RwSignal<PortalView>, host: Host) -> impl IntoView {
    let to_whom = move || {
        view.with(|view| match &view.leader {
            Some(leader) => format!("{} · for {leader}", view.workspace),
            None => view.workspace.clone(),
        })
    };
    let title = move || {
        view.with(|view| match view.roles.as_slice() {
            [] => "Nothing is open right now".to_owned(),
            [only] => only.title.clone(),
            several => format!("{} roles", several.len()),
        })
    };
    let next = move || {
        view.with(|view| view.next_update_by.map(|by| day::said(by, view.today)))
            .map(|by| {
                view! { <p class="next">{if by == "today" { "Next update: " } else { "Next update by " }}<b>{by}</b>"."</p> }
            })
    };
    let contact = move || {
        view.with(|view| view.recruiter.clone())
            .map(|contact| match contact.phone {
                Some(phone) => {
                    let href = format!(
                        "tel:{}",
                        phone.replace(|c: char| !c.is_ascii_digit() && c != '+', "")
                    );
                    view! { <a class="button" href=href>{format!("Call {} on {phone}", contact.name)}</a> }
                        .into_any()
                }
                None => view! { <p class="quiet small">{format!("Your recruiter is {}.", contact.name)}</p> }
                    .into_any(),
            })
    };
    let roles = move || {
        view.with(|view| {
            let today = view.today;
            let several = view.roles.len() > 1;
            view.roles
                .iter()
                .map(|role| role_line(role, today, several))
                .collect_view()
        })
    };
    view! {
        <header class="portal-head">
            <div class="row between wrap">
                <span class="small quiet" dir="auto">{to_whom}</span>
                <LiveMark host/>
            </div>
            <h1 dir="auto">{title}</h1>
            <div class="stack">{roles}</div>
            {next}
            {contact}
        </header>
    }
}

fn role_line(role: &RoleView, today: chrono::NaiveDate, several: bool) -> impl IntoView + use<> {
    let days = (role.closed.map_or(today, |(_, on)| on) - role.opened_on)
        .num_days()
        .max(0);
    let status = status(role, today);
    let reached = match role.reached {
        0 => String::new(),
        count => format!(
            " {count} {} this week.",
            if count == 1 {
                "person reached"
            } else {
                "people reached"
            }
        ),
    };
    let line = format!("Day {days}: {status}{reached}");
    let title = role.title.clone();
    view! {
        <section class="role-line" class:held=role.held_until.is_some()>
            {several.then(|| view! { <h2><bdi>{title}</bdi></h2> })}
            <p>{line}</p>
            <Rail stage=role.stage/>
        </section>
    }
}

/// Where the role stands, in a sentence.
fn status(role: &RoleView, today: chrono::NaiveDate) -> String {
    if let Some(until) = role.held_until {
        return format!("on hold, looked at again {}.", day::said(until, today));
    }
    match (role.stage, role.closed) {
        (_, Some((CloseReason::Filled, on))) => format!("filled on {}.", day::dated(on, today)),
        (_, Some((CloseReason::SolvedWithoutHire, on))) => {
            format!("solved without a hire on {}.", day::dated(on, today))
        }
        (_, Some((CloseReason::Cancelled, on))) => format!("cancelled on {}.", day::dated(on, today)),
        (Stage::Understand, _) => "we are making sure we understand what you need.".into(),
        (Stage::SetExpectations, _) => "we are agreeing on what to expect.".into(),
        (Stage::Source, _) => "we are looking for people.".into(),
        (Stage::Interview, _) => "interviews are under way.".into(),
        (Stage::Offer, _) => "an offer is being made.".into(),
        (Stage::FollowUp, _) => "someone was hired, and we follow up.".into(),
        (Stage::Closed, None) => "closed.".into(),
    }
}

#[component]
fn LiveMark(host: Host) -> impl IntoView {
    let class = move || match host.live.get() {
        Live::Live(_) => "live-mark on small",
        _ => "live-mark small",
    };
    let words = move || match host.live.get() {
        Live::Live(at) => format!("Live, as of {at}"),
        Live::Still(at) => format!("As of {at}"),
        Live::Offline(at) => format!("Offline: as of {at}"),
        Live::Gone => String::new(),
    };
    view! {
        <span class=class>
            <span class="dot" aria-hidden="true"></span>
            {words}
        </span>
    }
}
