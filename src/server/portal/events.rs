//! A leader's stream.

use std::time::Duration;

use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive},
    },
};
use serde::Deserialize;

use super::{
    door::Opened,
    page::{gone, private, unavailable},
};
use crate::server::{
    app::App,
    http::{
        client_address::ComesFrom,
        site::SITE,
        streams::{LOOK, News, async_stream, bye, sse, sse_keeping},
        watchers::Watcher,
    },
    work::workspaces::Looked,
};

/// How often a stream says that it is there, so that a page notices when nothing comes through any more. All its events
/// have data: a page's script hears no others.
const BEAT: Duration = Duration::from_secs(15);

#[derive(Deserialize)]
pub struct Asked {
    /// The stamp of what the page shows.
    #[serde(default)]
    from: String,
    /// The build of the portal's sheet and script that it has.
    #[serde(default)]
    build: String,
}

impl Asked {
    /// Whether the page is of another build, whose sheet and script may not fit what comes.
    fn is_older(&self) -> bool {
        !self.build.is_empty() && self.build != SITE.portal
    }
}

/// `GET /p/{link}/events`: the sections that have changed, whenever some have; `bye` when the link no longer opens.
pub async fn events(
    State(app): State<App>,
    ComesFrom(address): ComesFrom,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let opened = match Opened::by_cookie(&app, &link, &headers).await {
        Ok(Some(opened)) => opened,
        Ok(None) => {
            return sse(async_stream(|emit| async move {
                emit.send(bye("gone")).await;
            }));
        }
        Err(error) => return unavailable(&error),
    };
    let open = match app.watchers.enter(address, Watcher::Link(opened.link)) {
        Ok(open) => open,
        Err(refused) => return private(refused.into_response()),
    };
    let (mut news, mut heads) = (News::of(&app), [opened.space.watch()]);
    let counted = CountedStream::new();
    let stream = async_stream(move |emit| async move {
        let _counted = (open, counted);
        let mut at = asked.from.clone();
        let mut is_first = true;
        if asked.is_older() && !emit.send(Event::default().event("newer").data("-")).await {
            return;
        }
        loop {
            if news.is_stopping() {
                emit.send(bye("stopping")).await;
                return;
            }
            let head = *heads[0].borrow();
            let Some(Looked { shown, until, .. }) = opened.view(&app) else {
                emit.send(bye("gone")).await;
                return;
            };
            let event = match shown.since(&at) {
                Some(news) => Some(Event::default().event("view").data(&*news)),
                // A first word all the same, so that the page knows it is live.
                None => is_first.then(|| Event::default().event("same").data("-")),
            };
            if let Some(event) = event
                && !emit.send(event).await
            {
                return;
            }
            at.clone_from(&shown.stamp);
            is_first = false;
            if *heads[0].borrow() == head {
                let wait = until.map(|until| (until - app.clock.now()).to_std().unwrap_or_default());
                news.next(&mut heads, wait.unwrap_or(LOOK)).await;
            }
        }
    });
    let beat = KeepAlive::new()
        .interval(BEAT)
        .event(Event::default().event("beat").data("-"));
    private(sse_keeping(stream, beat))
}

/// `GET /p/{link}/news`: the same for a page whose stream does not come through; nothing when it shows it already.
pub async fn news(
    State(app): State<App>,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let opened = match Opened::by_cookie(&app, &link, &headers).await {
        Ok(opened) => opened,
        Err(error) => return unavailable(&error),
    };
    let Some(Looked { shown, .. }) = opened.and_then(|opened| opened.view(&app)) else {
        return gone(None);
    };
    private(match shown.since(&asked.from) {
        Some(news) => ([(header::CONTENT_TYPE, "application/json")], news.to_string()).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
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
