//! The page behind a link, and what stands in its place.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use chrono_tz::Tz;
use leptos::prelude::*;

use super::door::{Door, Opened};
use crate::domain::{CommandId, LinkId};
use crate::portal::{
    BusyPage, Contact, GonePage, Host, PasscodePage, PortalPage, PortalView, Returned, Session,
};
use crate::server::{app::App, http::shell::document, operate::clock::random};

/// `GET /p/{link}`: the page.
pub async fn page(State(app): State<App>, Path(link): Path<String>, headers: HeaderMap) -> Response {
    match Door::find(&app, &link, &headers).await {
        Some(Door::Open(opened)) => render(&app, &opened, StatusCode::OK, None),
        Some(Door::Locked { link, .. }) => ask_passcode(StatusCode::OK, link, None),
        None => gone(),
    }
}

pub fn ask_passcode(status: StatusCode, link: LinkId, problem: Option<&'static str>) -> Response {
    instead(status, || view! { <PasscodePage link problem/> })
}

pub fn render(app: &App, opened: &Opened, status: StatusCode, returned: Option<Returned>) -> Response {
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
pub fn gone() -> Response {
    instead(StatusCode::NOT_FOUND, || view! { <GonePage/> })
}

pub fn busy(recruiter: Option<Contact>) -> Response {
    instead(StatusCode::TOO_MANY_REQUESTS, || view! { <BusyPage recruiter/> })
}

/// A page that stands in the place of what the link shows.
fn instead<V: IntoView>(status: StatusCode, page: impl FnOnce() -> V) -> Response {
    let body = Owner::new().with(|| page().to_html());
    let head = "<meta name=\"robots\" content=\"noindex\">";
    private((status, Html(document("gone", "Fulcrum", head, &body))).into_response())
}

/// Whether the page's script asks, and not its form.
pub fn asks_for_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"))
}

pub fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    response
}
