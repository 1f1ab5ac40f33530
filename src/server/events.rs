//! Streams: news of the head for devices, the projection itself for a leader's page.
//!
//! Access is checked again on each batch of news, and a stream says `bye` when it is lost or the server stops.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    http::HeaderName,
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures_util::Stream;
use tokio::sync::watch;

use super::{app::App, error::ApiError, session::InWorkspace};
use crate::sync::wire::Cursor;

/// How often a stream looks for what has no news: the day's end, an expiry.
pub const LOOK: Duration = Duration::from_secs(20);

/// `GET /api/v1/w/{ws}/events`: `head` with `epoch:seq` whenever there is something to pull; `bye` at the end.
pub async fn events(State(app): State<App>, at: InWorkspace) -> Result<Response, ApiError> {
    let space = app
        .workspaces
        .get(at.ws)
        .await?
        .ok_or_else(ApiError::no_such_workspace)?;
    let mut news = News::of(&app, space.watch());
    let stream = async_stream(move |emit| async move {
        let mut told = None;
        loop {
            let (Ok(valid), Ok(member)) = (at.session.is_valid(&app).await, at.is_member(&app).await) else {
                // The store does not answer just now: that says nothing about the session. The device asks again.
                return;
            };
            if !valid || !member || news.is_stopping() {
                let is_out = !valid || !member;
                emit.send(bye(if is_out { "signed-out" } else { "stopping" }))
                    .await;
                return;
            }
            let head = news.head();
            if told != Some(head) {
                if !emit
                    .send(
                        Event::default()
                            .event("head")
                            .id(head.to_string())
                            .data(head.to_string()),
                    )
                    .await
                {
                    return;
                }
                told = Some(head);
            }
            if news.head() == head {
                news.next(LOOK).await;
            }
        }
    });
    Ok(sse(stream))
}

pub fn bye(why: &str) -> Event {
    Event::default().event("bye").data(why)
}

/// A response that proxies pass on at once.
pub fn sse(stream: impl Stream<Item = Result<Event, Infallible>> + Send + 'static) -> Response {
    let keep_alive = KeepAlive::new().interval(Duration::from_secs(15));
    (
        [(HeaderName::from_static("x-accel-buffering"), "no")],
        Sse::new(stream).keep_alive(keep_alive),
    )
        .into_response()
}

/// What wakes a stream.
pub struct News {
    heads: watch::Receiver<Cursor>,
    sessions: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
}

impl News {
    pub fn of(app: &App, heads: watch::Receiver<Cursor>) -> Self {
        Self {
            heads,
            sessions: app.sessions_changed.subscribe(),
            stopping: app.stopping.subscribe(),
        }
    }

    pub fn head(&self) -> Cursor {
        *self.heads.borrow()
    }

    pub fn is_stopping(&self) -> bool {
        *self.stopping.borrow()
    }

    /// Returns when there may be something to look at; after `at_most` in any case.
    pub async fn next(&mut self, at_most: Duration) {
        tokio::select! {
            _ = self.heads.changed() => {}
            _ = self.sessions.changed() => {}
            _ = self.stopping.changed() => {}
            () = tokio::time::sleep(at_most.min(LOOK)) => {}
        }
    }
}

/// Where a stream's body leaves its events.
pub struct Emit(tokio::sync::mpsc::Sender<Event>);

impl Emit {
    /// False when nobody listens any more, or the listener lags.
    pub async fn send(&self, event: Event) -> bool {
        self.0.send_timeout(event, Duration::from_secs(30)).await.is_ok()
    }
}

/// Runs a stream's body until it returns or its listener has gone.
pub fn async_stream<F: Future<Output = ()> + Send + 'static>(
    body: impl FnOnce(Emit) -> F,
) -> impl Stream<Item = Result<Event, Infallible>> + Send + 'static {
    let (sender, receiver) = tokio::sync::mpsc::channel(4);
    let closed = sender.clone();
    let body = body(Emit(sender));
    tokio::spawn(async move {
        tokio::select! {
            () = body => {}
            () = closed.closed() => {}
        }
    });
    futures_util::stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|event| (Ok(event), receiver))
    })
}
