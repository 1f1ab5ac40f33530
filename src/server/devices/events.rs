//! Streams: news of the head for devices, the projection itself for a leader's page.
//!
//! Access is checked again on each batch of news, and a stream says `bye` when it is lost or the server stops.

use std::{collections::BTreeMap, convert::Infallible, net::IpAddr, time::Duration};

use axum::{
    extract::{Query, State},
    http::HeaderName,
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures_util::{Stream, StreamExt, stream::FuturesUnordered};
use serde::Deserialize;
use tokio::sync::watch;

use crate::domain::{LinkId, UserId, WorkspaceId};
use crate::server::{
    accounts::session::Session,
    app::App,
    http::{client_address::ComesFrom, error::ApiError, tally::Counted},
    store::Stored,
};
use crate::sync::wire::Cursor;

/// How often a stream looks for what has no news: the day's end, an expiry.
pub const LOOK: Duration = Duration::from_secs(20);

#[derive(Deserialize)]
pub struct EventsQuery {
    /// Whose boards it is for.
    person: Option<UserId>,
}

/// Most streams of one address at once; an office behind one router has room.
const MOST_OF_AN_ADDRESS: usize = 256;
/// Most of one session: a browser keeps one for each window that is seen.
const MOST_OF_A_SESSION: usize = 16;
/// Most of one link: a page that is passed around stays a page.
const MOST_OF_A_LINK: usize = 1_024;

/// By whom open streams are counted.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Watcher {
    Address(IpAddr),
    /// By the hash of its token.
    Session(String),
    Link(LinkId),
}

/// Counts a stream as open, until the answer is dropped.
///
/// # Errors
/// When too many are open. Its page asks again after a while.
pub fn watch(app: &App, address: IpAddr, watcher: Watcher) -> Result<Counted<Watcher>, ApiError> {
    let most = match watcher {
        Watcher::Address(_) => MOST_OF_AN_ADDRESS,
        Watcher::Session(_) => MOST_OF_A_SESSION,
        Watcher::Link(_) => MOST_OF_A_LINK,
    };
    // From this machine itself, all kinds of people come through something that does not say so.
    let place = (!address.is_loopback()).then_some((Watcher::Address(address), MOST_OF_AN_ADDRESS));
    let counted = app.streams.enter([(watcher, most)].into_iter().chain(place));
    counted.ok_or_else(ApiError::too_many_streams)
}

/// `GET /api/v1/events`, one for all of a person's workspaces: `head` with `workspace epoch:seq` whenever there is
/// something to pull, also for a workspace they have just joined; `gone` with a workspace they left; `bye` at the end.
pub async fn events(
    State(app): State<App>,
    ComesFrom(address): ComesFrom,
    session: Session,
    Query(query): Query<EventsQuery>,
) -> Result<Response, ApiError> {
    let is_theirs = query.person.is_none_or(|person| person == session.user);
    let counted = watch(&app, address, Watcher::Session(session.token_hash.clone()))?;
    let mut news = News::of(&app);
    let stream = async_stream(move |emit| async move {
        let _counted = counted;
        if !is_theirs {
            emit.send(bye("another-person")).await;
            return;
        }
        let mut told: BTreeMap<WorkspaceId, Cursor> = BTreeMap::new();
        loop {
            let (Ok(valid), Ok(theirs)) = (session.is_valid(&app).await, heads_of(&app, session.user).await)
            else {
                // The store does not answer just now: that says nothing about the session. The device asks again.
                return;
            };
            if !valid || news.is_stopping() {
                emit.send(bye(if valid { "stopping" } else { "signed-out" }))
                    .await;
                return;
            }
            let now: BTreeMap<WorkspaceId, Cursor> =
                theirs.iter().map(|(ws, heads)| (*ws, *heads.borrow())).collect();
            let gone = told.keys().filter(|ws| !now.contains_key(ws));
            let gone = gone.map(|ws| Event::default().event("gone").data(ws.to_string()));
            let moved = now.iter().filter(|(ws, head)| told.get(ws) != Some(*head));
            let moved = moved.map(|(ws, head)| Event::default().event("head").data(format!("{ws} {head}")));
            for event in gone.chain(moved).collect::<Vec<_>>() {
                if !emit.send(event).await {
                    return;
                }
            }
            told = now;
            let mut heads: Vec<_> = theirs.into_values().collect();
            if heads.iter().all(|heads| !heads.has_changed().unwrap_or(false)) {
                news.next(&mut heads, LOOK).await;
            }
        }
    });
    Ok(sse(stream))
}

/// The heads of all workspaces to which this person belongs now.
async fn heads_of(app: &App, user: UserId) -> Stored<BTreeMap<WorkspaceId, Heads>> {
    let mut heads = BTreeMap::new();
    for place in app.places_of(user).await? {
        if let Some(space) = app.workspaces.get(place.id).await? {
            heads.insert(place.id, space.watch());
        }
    }
    Ok(heads)
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
    pub async fn next(&mut self, heads: &mut [Heads], at_most: Duration) {
        let is_empty = heads.is_empty();
        let moved = heads.iter_mut().map(|heads| Box::pin(heads.changed()));
        let moved = FuturesUnordered::from_iter(moved).into_future();
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
