//! Share links: opening one, its page, its stream, and what a leader sends.

use std::sync::Arc;

use axum::{
    Form, Json,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response, sse::Event},
};
use chrono::Offset;
use chrono_tz::Tz;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use crate::domain::{Actor, Body, CommandId, LinkId, ReplyId, ShareLink, UpdateId, WorkspaceId, secret_hash};
use crate::portal::{FormState, GonePage, Host, PasscodePage, PortalPage, PortalView, Returned, Session};
use crate::server::{
    accounts::session::cookie,
    app::App,
    devices::events::{LOOK, News, Watcher, async_stream, bye, sse, watch},
    http::{client_address::ComesFrom, shell::document},
    operate::clock::random,
    store::Tried,
    work::{
        workspaces::{CachedView, Space},
        writer::{Act, Unsaved},
    },
};
use crate::sync::wire::Outcome;

/// How long a link's cookie lasts, in seconds: 400 days, the most that browsers keep.
const COOKIE_SECONDS: u32 = 400 * 86_400;

/// A link that was opened with its secret.
struct Opened {
    link: LinkId,
    ws: WorkspaceId,
    space: Arc<Space>,
    /// Whoever visits has said that they are the leader.
    confirmed: bool,
}

/// What an address and its cookies open.
enum Door {
    Open(Opened),
    /// The passcode is still to be given.
    Locked {
        link: LinkId,
        secret: String,
    },
}

impl Opened {
    /// None for every link that does not open, whatever the reason.
    async fn by_cookie(app: &App, link: &str, headers: &HeaderMap) -> Option<Self> {
        match Door::find(app, link, headers).await? {
            Door::Open(opened) => Some(opened),
            Door::Locked { .. } => None,
        }
    }

    fn view(&self, app: &App) -> Option<Arc<CachedView>> {
        self.space.view(self.link, &self.space.now(app.clock))
    }
}

impl Door {
    async fn find(app: &App, link: &str, headers: &HeaderMap) -> Option<Self> {
        let secret = cookie(headers, cookie_name(app))?.to_owned();
        let (ws, space, link) = by_secret(app, link, &secret).await?;
        if link.locked {
            let given = cookie(headers, PASSED).unwrap_or_default();
            let hash = app.store.passcode_hash(link.id).await.ok()?;
            if hash.is_none_or(|hash| !matches(&secret, &hash, given)) {
                return Some(Self::Locked {
                    link: link.id,
                    secret,
                });
            }
        }
        Some(Self::Open(Opened {
            link: link.id,
            ws,
            space,
            confirmed: cookie(headers, "fulcrum-me").is_some(),
        }))
    }
}

/// The link of this address, if it opens today.
async fn by_secret(app: &App, link: &str, secret: &str) -> Option<(WorkspaceId, Arc<Space>, ShareLink)> {
    let link: LinkId = link.parse().ok()?;
    let ws = app.store.workspace_of_link(link).await.ok()??;
    let space = app.workspaces.get(ws).await.ok()??;
    let today = app.clock.today(&space.zone());
    let link = space.open(link, secret, today)?;
    Some((ws, space, link))
}

/// The cookie of whoever has given the passcode.
const PASSED: &str = "fulcrum-passed";

/// Its value: only who has the secret, and the passcode's hash, can make it.
fn proof(secret: &str, hash: &str) -> String {
    secret_hash(&format!("{hash}:{secret}"))
}

fn matches(secret: &str, hash: &str, given: &str) -> bool {
    proof(secret, hash).as_bytes().ct_eq(given.as_bytes()).into()
}

fn cookie_name(app: &App) -> &'static str {
    if app.config.is_https() {
        "__Secure-fulcrum-link"
    } else {
        "fulcrum-link"
    }
}

fn set_cookie(app: &App, name: &str, value: &str, link: LinkId) -> HeaderValue {
    let secure = if app.config.is_https() { "; Secure" } else { "" };
    let cookie =
        format!("{name}={value}; Path=/p/{link}; HttpOnly; SameSite=Lax; Max-Age={COOKIE_SECONDS}{secure}");
    // Names, ids and base64url secrets are plain ASCII.
    HeaderValue::from_str(&cookie).unwrap_or(HeaderValue::from_static(""))
}

/// `GET /p/{link}/{secret}`: keeps the secret in a cookie and takes it out of the address.
pub async fn open(State(app): State<App>, Path((link, secret)): Path<(String, String)>) -> Response {
    let Some((_, _, link)) = by_secret(&app, &link, &secret).await else {
        return gone();
    };
    let mut response = Redirect::to(&format!("/p/{}", link.id)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::SET_COOKIE,
        set_cookie(&app, cookie_name(&app), &secret, link.id),
    );
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    private(response)
}

/// `GET /p/{link}`: the page.
pub async fn page(State(app): State<App>, Path(link): Path<String>, headers: HeaderMap) -> Response {
    match Door::find(&app, &link, &headers).await {
        Some(Door::Open(opened)) => render(&app, &opened, StatusCode::OK, None),
        Some(Door::Locked { link, .. }) => ask_passcode(StatusCode::OK, link, None),
        None => gone(),
    }
}

#[derive(Deserialize)]
pub struct PasscodeForm {
    #[serde(default)]
    passcode: String,
}

/// `POST /p/{link}/passcode`: by a plain form, before anything is shown.
pub async fn passcode(
    State(app): State<App>,
    Path(link): Path<String>,
    headers: HeaderMap,
    Form(form): Form<PasscodeForm>,
) -> Response {
    let (link, secret) = match Door::find(&app, &link, &headers).await {
        Some(Door::Locked { link, secret }) => (link, secret),
        Some(Door::Open(opened)) => {
            return private(Redirect::to(&format!("/p/{}", opened.link)).into_response());
        }
        None => return gone(),
    };
    let tried = app
        .store
        .try_passcode(link, &form.passcode, app.clock.now())
        .await;
    match tried {
        Ok(Tried::Right) => {
            let hash = app
                .store
                .passcode_hash(link)
                .await
                .ok()
                .flatten()
                .unwrap_or_default();
            let passed = set_cookie(&app, PASSED, &proof(&secret, &hash), link);
            let mut response = Redirect::to(&format!("/p/{link}")).into_response();
            response.headers_mut().insert(header::SET_COOKIE, passed);
            private(response)
        }
        Ok(Tried::Wrong) => ask_passcode(
            StatusCode::FORBIDDEN,
            link,
            Some("This is not the passcode. It has six digits; your recruiter can tell it to you."),
        ),
        Ok(Tried::Resting) => ask_passcode(
            StatusCode::TOO_MANY_REQUESTS,
            link,
            Some(
                "Too many wrong passcodes. Wait a quarter of an hour, or ask your recruiter for a new link.",
            ),
        ),
        // A try that could not be counted is none.
        Err(error) => {
            tracing::error!(%error, "a passcode could not be tried");
            ask_passcode(
                StatusCode::SERVICE_UNAVAILABLE,
                link,
                Some("It could not be checked just now. Try again in a while."),
            )
        }
    }
}

fn ask_passcode(status: StatusCode, link: LinkId, problem: Option<&'static str>) -> Response {
    let owner = Owner::new();
    let body = owner.with(|| view! { <PasscodePage link problem/> }.to_html());
    let head = "<meta name=\"robots\" content=\"noindex\">";
    private((status, Html(document("gone", "Fulcrum", head, &body))).into_response())
}

fn render(app: &App, opened: &Opened, status: StatusCode, returned: Option<Returned>) -> Response {
    let Some(cached) = opened.view(app) else {
        return gone();
    };
    let view = &cached.view;
    let zone: Tz = view.zone.parse().unwrap_or(Tz::UTC);
    let session = Session {
        link: opened.link,
        confirmed: opened.confirmed,
        seed: CommandId::new(app.clock.millis(), random()).0,
        as_of: app.clock.now().with_timezone(&zone).format("%H:%M").to_string(),
        returned,
    };
    let body = html(view.clone(), session.clone());
    private(
        (
            status,
            Html(document(
                "portal",
                "Fulcrum",
                &data(&cached.json, &session),
                &body,
            )),
        )
            .into_response(),
    )
}

/// The page's data for hydration, as a block that no browser runs.
fn data(view: &str, session: &Session) -> String {
    let session = serde_json::to_string(session).unwrap_or_default();
    let safe = |json: &str| json.replace('<', "\\u003c");
    format!(
        "<meta name=\"robots\" content=\"noindex\"><script type=\"application/json\" id=\"data\">\
         {{\"view\":{},\"session\":{}}}</script>",
        safe(view),
        safe(&session)
    )
}

fn html(view: PortalView, session: Session) -> String {
    let owner = Owner::new();
    owner.with(|| {
        let host = Host::inert(&session);
        let view = RwSignal::new(view);
        view! { <PortalPage view session host/> }.to_html()
    })
}

/// The one answer for links that do not open.
fn gone() -> Response {
    let owner = Owner::new();
    let body = owner.with(|| view! { <GonePage/> }.to_html());
    let head = "<meta name=\"robots\" content=\"noindex\">";
    private(
        (
            StatusCode::NOT_FOUND,
            Html(document("gone", "Fulcrum", head, &body)),
        )
            .into_response(),
    )
}

fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    response
}

#[derive(Deserialize)]
pub struct EventsQuery {
    from: Option<String>,
}

/// `GET /p/{link}/events`: the whole projection whenever it has changed; `bye` when the link no longer opens.
pub async fn events(
    State(app): State<App>,
    ComesFrom(address): ComesFrom,
    Path(link): Path<String>,
    Query(query): Query<EventsQuery>,
    headers: HeaderMap,
) -> Response {
    let Some(opened) = Opened::by_cookie(&app, &link, &headers).await else {
        return sse(async_stream(|emit| async move {
            emit.send(bye("gone")).await;
        }));
    };
    let open = match watch(&app, address, Watcher::Link(opened.link)) {
        Ok(open) => open,
        Err(refused) => return private(refused.into_response()),
    };
    let last_event = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    let seen = last_event.or(query.from.as_deref()).map(str::to_owned);
    let (mut news, mut heads) = (News::of(&app), [opened.space.watch()]);
    let counted = CountedStream::new();
    private(sse(async_stream(move |emit| async move {
        let _counted = (open, counted);
        let mut sent: Option<String> = None;
        loop {
            if news.is_stopping() {
                emit.send(bye("stopping")).await;
                return;
            }
            let head = *heads[0].borrow();
            let Some(cached) = opened.view(&app) else {
                emit.send(bye("gone")).await;
                return;
            };
            let stamp = cached.view.stamp();
            let up_to_date = sent.as_ref().or(seen.as_ref()) == Some(&stamp);
            let event = if up_to_date {
                // A first word all the same, so that the page knows it is live.
                Event::default().event("same").id(&stamp).data("live")
            } else {
                Event::default().event("view").id(&stamp).data(&cached.json)
            };
            let due = !up_to_date || sent.is_none();
            if due && !emit.send(event).await {
                return;
            }
            sent = Some(stamp);
            if *heads[0].borrow() == head {
                let wait = cached
                    .until
                    .map(|until| (until - app.clock.now()).to_std().unwrap_or_default());
                news.next(&mut heads, wait.unwrap_or(LOOK)).await;
            }
        }
    })))
}

struct CountedStream;

impl CountedStream {
    fn new() -> Self {
        metrics::gauge!("fulcrum_portal_streams").increment(1);
        Self
    }
}

impl Drop for CountedStream {
    fn drop(&mut self) {
        metrics::gauge!("fulcrum_portal_streams").decrement(1);
    }
}

#[derive(Deserialize)]
pub struct ReplyForm {
    command: String,
    #[serde(default)]
    update: Option<String>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    i_am: Option<String>,
}

/// What a page with script is told.
#[derive(Serialize)]
struct ReplyAnswer {
    state: FormState,
}

/// `POST /p/{link}/reply`: by a plain form, or by the page's script, which asks for JSON.
pub async fn reply(
    State(app): State<App>,
    Path(link): Path<String>,
    headers: HeaderMap,
    Form(form): Form<ReplyForm>,
) -> Response {
    let Some(opened) = Opened::by_cookie(&app, &link, &headers).await else {
        return gone();
    };
    let (status, state) = send(&app, &opened, &form).await;
    let json = headers
        .get(header::ACCEPT)
        .is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"));
    let mut response = match (&state, json) {
        (_, true) => private((status, Json(ReplyAnswer { state: state.clone() })).into_response()),
        (FormState::Sent, false) => private(Redirect::to(&format!("/p/{}", opened.link)).into_response()),
        _ => {
            let update = form.update.as_deref().and_then(|update| update.parse().ok());
            let returned = Returned {
                update,
                text: form.text.clone(),
                state: state.clone(),
            };
            render(&app, &opened, status, Some(returned))
        }
    };
    if state == FormState::Sent {
        response.headers_mut().insert(
            header::SET_COOKIE,
            set_cookie(&app, "fulcrum-me", "1", opened.link),
        );
    }
    response
}

async fn send(app: &App, opened: &Opened, form: &ReplyForm) -> (StatusCode, FormState) {
    let refused = |status, why: &str| (status, FormState::Refused(why.into()));
    let Ok(id) = form.command.parse::<CommandId>() else {
        return refused(
            StatusCode::BAD_REQUEST,
            "This form is incomplete. Reload the page; your text is kept here: copy it first.",
        );
    };
    let update = match form.update.as_deref().map(str::parse::<UpdateId>) {
        Some(Err(_)) => {
            return refused(
                StatusCode::BAD_REQUEST,
                "This form is incomplete. Reload the page and try again.",
            );
        }
        Some(Ok(update)) => Some(update),
        None => None,
    };
    match form.i_am.as_deref() {
        Some("yes") => {}
        Some(_) => return (StatusCode::OK, FormState::NotYou),
        None if opened.confirmed => {}
        None if form.text.trim().is_empty() => {
            return refused(StatusCode::UNPROCESSABLE_ENTITY, "Write something first.");
        }
        None => return (StatusCode::OK, FormState::Who),
    }
    let zone: Tz = opened.space.zone().parse().unwrap_or(Tz::UTC);
    let claimed_at = app.clock.now().with_timezone(&zone);
    let act = Act {
        actor: Actor::Link(opened.link),
        id,
        // The command's id is the reply's: sent twice, it is written once.
        body: Body::SendReply {
            reply: ReplyId(id.0),
            update,
            text: form.text.clone(),
        },
        claimed_at: claimed_at.with_timezone(&claimed_at.offset().fix()),
    };
    match app.writer.act(opened.ws, act).await {
        Ok(Outcome::Applied { .. } | Outcome::NoOp { .. }) => (StatusCode::OK, FormState::Sent),
        Ok(Outcome::Refused { reason, .. }) => refused(
            StatusCode::UNPROCESSABLE_ENTITY,
            &format!("It was not sent: {reason}."),
        ),
        Err(Unsaved::Full) => refused(
            StatusCode::INSUFFICIENT_STORAGE,
            "It could not be saved: the server's disk is full. Your text is kept here; try again in a while.",
        ),
        Err(_) => refused(
            StatusCode::SERVICE_UNAVAILABLE,
            "It could not be saved just now. Your text is kept here; try again.",
        ),
    }
}
