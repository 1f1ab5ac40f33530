//! News of the head for devices. Access is checked again on each batch of news.

use std::collections::BTreeMap;

use axum::{
    extract::{Query, State},
    response::{Response, sse::Event},
};
use serde::Deserialize;

use crate::domain::{UserId, WorkspaceId};
use crate::server::{
    accounts::session::Session,
    app::App,
    http::{
        client_address::ComesFrom,
        error::ApiError,
        streams::{Heads, LOOK, News, async_stream, bye, sse},
        watchers::Watcher,
    },
    store::Stored,
};
use crate::sync::wire::Cursor;

#[derive(Deserialize)]
pub struct EventsQuery {
    /// Whose boards it is for.
    person: Option<UserId>,
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
    let counted = app
        .watchers
        .enter(address, Watcher::Session(session.token_hash.clone()))?;
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
