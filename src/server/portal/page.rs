//! The page behind a link, and what stands in its place.

use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use chrono_tz::Tz;
use leptos::prelude::*;
use serde::Deserialize;

use super::door::{Door, Opened};
use crate::domain::{CommandId, LinkId, ReplyId};
use crate::portal::{
    About, BusyPage, Contact, FormState, Gesture, GonePage, GoneTemplate, PasscodePage, PortalPage, Returned,
    Templates, UnavailablePage, UnreadPage, Visit, html, title,
};
use crate::server::{
    app::App,
    http::{
        security,
        shell::{NAME, portal},
    },
    operate::clock::random,
    store::StoreError,
    work::workspaces::Looked,
};

/// Says to the page's worker that it may keep this view for when there is no connection.
const KEEP: HeaderName = HeaderName::from_static("fulcrum-keep");
/// Says to the page's script and its worker that the link opens nothing any more: a 404 may be anybody's on the way.
const GONE: HeaderName = HeaderName::from_static("fulcrum-gone");

#[derive(Deserialize)]
pub struct Asked {
    /// The reply that a form without script has just sent.
    sent: Option<ReplyId>,
}

/// `GET /p/{link}`: the page. That something was sent is said of what is there only: an address proves nothing.
pub async fn page(
    State(app): State<App>,
    Path(link): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let sent = |opened: &Opened| {
        let reply = opened.reply(asked.ok()?.sent?)?;
        let about = match reply.update {
            Some(update) => About::Update(update),
            None if reply.team => About::Team,
            None => About::Page,
        };
        Some(Returned {
            typed: Gesture::of(about, &reply.text),
            command: None,
            state: FormState::Sent,
        })
    };
    match Door::find(&app, &link, &headers).await {
        Ok(Some(Door::Open(opened))) => render(&app, &opened, StatusCode::OK, sent(&opened)),
        Ok(Some(Door::Locked { link, .. })) => ask_passcode(StatusCode::OK, link, None),
        Ok(None) => gone(None),
        Err(error) => unavailable(&error),
    }
}

pub fn ask_passcode(status: StatusCode, link: LinkId, problem: Option<&'static str>) -> Response {
    instead(status, false, || view! { <PasscodePage link problem/> })
}

pub fn render(app: &App, opened: &Opened, status: StatusCode, returned: Option<Returned>) -> Response {
    let Some(Looked { shown, .. }) = opened.view(app) else {
        // What was typed is given back, whatever ended it meanwhile.
        let unsent = returned.filter(|returned| returned.state != FormState::Sent);
        return gone(unsent.map(|returned| returned.typed.text));
    };
    let zone: Tz = shown.view.zone.parse().unwrap_or(Tz::UTC);
    let late = "It was not sent: this is not asked any more.";
    let visit = Visit {
        link: opened.link,
        confirmed: opened.confirmed,
        seed: CommandId::new(app.clock.millis(), random()).0,
        as_of: app.clock.now().with_timezone(&zone).format("%H:%M").to_string(),
        returned: returned.map(|returned| returned.fitting(&shown.view, late)),
    };
    let (link, stamp) = (opened.link, shown.stamp.to_string());
    let (view, again) = (shown.view.clone(), shown.view.clone());
    let body = html(|| {
        view! {
            <PortalPage view visit stamp/>
            <Templates view=again link/>
            <GoneTemplate/>
        }
    });
    let title = title(&shown.view, opened.is_kept);
    let html = portal(title.as_deref().unwrap_or(NAME), Some(opened.link), true, &body);
    let mut response = (status, Html(html)).into_response();
    if opened.is_kept {
        response
            .headers_mut()
            .insert(KEEP, HeaderValue::from_static("yes"));
    }
    private(response)
}

/// The one answer for links that do not open, with what was just sent to one. Its script shows what was written there
/// before and never sent.
pub fn gone(unsent: Option<String>) -> Response {
    let unsent = unsent.filter(|text| !text.trim().is_empty());
    let page = || {
        view! {
            <GonePage unsent/>
            <GoneTemplate/>
        }
    };
    let mut response = instead(StatusCode::NOT_FOUND, true, page);
    response
        .headers_mut()
        .insert(GONE, HeaderValue::from_static("yes"));
    response
}

/// The store cannot be read just now; that ends no link.
pub fn unavailable(error: &StoreError) -> Response {
    tracing::error!(%error, "a leader's page could not be read");
    instead(
        StatusCode::SERVICE_UNAVAILABLE,
        false,
        || view! { <UnavailablePage/> },
    )
}

pub fn unread(status: StatusCode, why: &'static str) -> Response {
    instead(status, false, || view! { <UnreadPage why/> })
}

pub fn busy(recruiter: Option<Contact>) -> Response {
    instead(
        StatusCode::TOO_MANY_REQUESTS,
        false,
        || view! { <BusyPage recruiter/> },
    )
}

/// A page that stands in the place of what the link shows.
pub fn instead<V: IntoView>(status: StatusCode, has_script: bool, page: impl FnOnce() -> V) -> Response {
    let body = html(page);
    private((status, Html(portal(NAME, None, has_script, &body))).into_response())
}

/// Whether the page's script asks, and not its form.
pub fn asks_for_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"))
}

pub fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, security::portal());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    response
}
