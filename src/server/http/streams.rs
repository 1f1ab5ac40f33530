//! Event streams: what wakes them, and how they are sent. A stream says `bye` when its access is lost or the server stops.

use std::{convert::Infallible, time::Duration};

use axum::{
    http::HeaderName,
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures_util::{Stream, StreamExt, stream::FuturesUnordered};
use tokio::sync::watch;

use crate::server::{app::App, work::broadcast::LOOK};
use crate::sync::wire::Cursor;

pub fn bye(why: &str) -> Event {
    Event::default().event("bye").data(why)
}

/// What tells proxies to pass on at once what comes.
pub const AT_ONCE: (HeaderName, &str) = (HeaderName::from_static("x-accel-buffering"), "no");

/// A response that is kept open.
pub fn sse(stream: impl Stream<Item = Result<Event, Infallible>> + Send + 'static) -> Response {
    let beats = KeepAlive::new().interval(Duration::from_secs(15));
    ([AT_ONCE], Sse::new(stream).keep_alive(beats)).into_response()
}

/// Tells of every new head of a workspace.
pub type Heads = watch::Receiver<Cursor>;

/// What wakes a stream.
pub struct News {
    sessions: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
}

impl News {
    pub fn of(app: &App) -> Self {
        Self {
            sessions: app.sessions_changed.subscribe(),
            stopping: app.stopping.subscribe(),
        }
    }

    pub fn is_stopping(&self) -> bool {
        *self.stopping.borrow()
    }

    /// Returns when there may be something to look at in these workspaces; after `at_most` in any case.
    pub async fn next<'a>(&mut self, heads: impl IntoIterator<Item = &'a mut Heads>, at_most: Duration) {
        let moved: FuturesUnordered<_> = heads.into_iter().map(|heads| Box::pin(heads.changed())).collect();
        let is_empty = moved.is_empty();
        let moved = moved.into_future();
        tokio::select! {
            _ = moved, if !is_empty => {}
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
