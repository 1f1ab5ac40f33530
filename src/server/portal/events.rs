//! A leader's stream.

use std::{convert::Infallible, mem::take, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use tokio::{
    sync::watch,
    time::{Instant, Interval, MissedTickBehavior, interval_at},
};

use super::{
    door::Opened,
    page::{gone, private, unavailable},
};
use crate::server::{
    app::App,
    http::{client_address::ComesFrom, site::SITE, streams::AT_ONCE, tally::Counted, watchers::Watcher},
    work::{broadcast::Told, workspaces::Looked},
};

/// How often a stream says that it is there, so that a page notices when nothing comes through any more. All its events
/// have data: a page's script hears no others.
const BEAT: Duration = Duration::from_secs(15);

const NEWER: &[u8] = b"event: newer\ndata: -\n\n";
const SAME: &[u8] = b"event: same\ndata: -\n\n";
const BEATS: &[u8] = b"event: beat\ndata: -\n\n";
const GONE: &[u8] = b"event: bye\ndata: gone\n\n";
const STOPPING: &[u8] = b"event: bye\ndata: stopping\n\n";

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
        Ok(None) => return stream(Body::from(GONE)),
        Err(error) => return unavailable(&error),
    };
    let open = match app.watchers.enter(address, Watcher::Link(opened.link)) {
        Ok(open) => open,
        Err(refused) => return private(refused.into_response()),
    };
    let page = Page {
        told: app.broadcasts.join(&opened.space, opened.link),
        has: asked.from.as_str().into(),
        is_older: asked.is_older(),
        is_first: true,
        is_over: false,
        beats: beats(),
        _open: (open, CountedStream::new()),
    };
    let events = futures_util::stream::unfold(page, |mut page| async move {
        let event = page.next().await?;
        Some((Ok::<_, Infallible>(event), page))
    });
    stream(Body::from_stream(events))
}

fn stream(events: Body) -> Response {
    let is_stream = (header::CONTENT_TYPE, "text/event-stream");
    private(([is_stream, AT_ONCE], events).into_response())
}

fn beats() -> Interval {
    let mut beats = interval_at(Instant::now() + BEAT, BEAT);
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beats
}

/// A page that is open.
struct Page {
    told: watch::Receiver<Option<Told>>,
    /// The stamp of what it has.
    has: Arc<str>,
    is_older: bool,
    is_first: bool,
    is_over: bool,
    /// One clock as long as it is open: to set one anew for each event would cost as much as the event.
    beats: Interval,
    _open: (Counted<Watcher>, CountedStream),
}

impl Page {
    /// What it is told next; none at the end. Whoever reads slowly is told what is shown by then.
    async fn next(&mut self) -> Option<Bytes> {
        if take(&mut self.is_older) {
            return Some(Bytes::from_static(NEWER));
        }
        while !self.is_over {
            let told = self.told.borrow_and_update().clone();
            match told {
                None => {}
                Some(Told::Gone) => {
                    self.is_over = true;
                    return Some(Bytes::from_static(GONE));
                }
                Some(Told::Stopping) => {
                    self.is_over = true;
                    return Some(Bytes::from_static(STOPPING));
                }
                Some(Told::Shows(shown)) => {
                    let is_first = take(&mut self.is_first);
                    let news = shown.since(&self.has);
                    self.has = shown.stamp.clone();
                    if let Some(news) = news {
                        return Some(news.event());
                    }
                    // A first word all the same, so that the page knows it is live.
                    if is_first {
                        return Some(Bytes::from_static(SAME));
                    }
                }
            }
            tokio::select! {
                changed = self.told.changed() => self.is_over = changed.is_err(),
                _ = self.beats.tick() => return Some(Bytes::from_static(BEATS)),
            }
        }
        None
    }
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
        Some(news) => ([(header::CONTENT_TYPE, "application/json")], news.json()).into_response(),
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
