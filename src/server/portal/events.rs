//! A leader's stream.

use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
    response::{IntoResponse, Response, sse::Event},
};
use serde::Deserialize;

use super::{door::Opened, page::private};
use crate::server::{
    app::App,
    http::{
        client_address::ComesFrom,
        streams::{LOOK, News, async_stream, bye, sse},
        watchers::Watcher,
    },
};

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
    let open = match app.watchers.enter(address, Watcher::Link(opened.link)) {
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
