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
        streams::{Heads, News, async_stream, bye, sse},
        watchers::Watcher,
    },
    store::Stored,
    work::broadcast::LOOK,
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
        let mut followed = Followed::default();
        loop {
            let mut heads = followed.heads();
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
            if !followed.follow(theirs) {
                continue;
            }
            heads.retain(|ws, _| followed.0.contains_key(ws));
            let gone = told.keys().filter(|ws| !heads.contains_key(ws));
            let gone = gone.map(|ws| Event::default().event("gone").data(ws.to_string()));
            let moved = heads.iter().filter(|(ws, head)| told.get(ws) != Some(*head));
            let moved = moved.map(|(ws, head)| Event::default().event("head").data(format!("{ws} {head}")));
            for event in gone.chain(moved).collect::<Vec<_>>() {
                if !emit.send(event).await {
                    return;
                }
            }
            told = heads;
            news.next(followed.0.values_mut(), LOOK).await;
        }
    });
    Ok(sse(stream))
}

/// The workspaces of a person whose news wakes a stream.
#[derive(Default)]
struct Followed(BTreeMap<WorkspaceId, Heads>);

impl Followed {
    /// Asked before the store is: whatever is written after that wakes the stream, also when the store did not tell it.
    fn heads(&mut self) -> BTreeMap<WorkspaceId, Cursor> {
        let heads = self.0.iter_mut();
        heads
            .map(|(ws, heads)| (*ws, *heads.borrow_and_update()))
            .collect()
    }

    /// From now on these. False when one is new: the store told of it before it was followed, and is to be asked again.
    fn follow(&mut self, theirs: BTreeMap<WorkspaceId, Heads>) -> bool {
        self.0.retain(|ws, _| theirs.contains_key(ws));
        let all = self.0.len() == theirs.len();
        for (ws, heads) in theirs {
            self.0.entry(ws).or_insert(heads);
        }
        all
    }
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

#[cfg(test)]
mod tests {
    use tokio::sync::watch;
    use uuid::Uuid;

    use super::*;
    use crate::sync::wire::Epoch;

    #[test]
    fn what_is_written_while_the_store_is_asked_wakes_the_stream() {
        let ws = WorkspaceId(Uuid::from_u128(1));
        let head = |seq| Cursor {
            epoch: Epoch(Uuid::from_u128(2)),
            seq,
        };
        let here = watch::Sender::new(head(1));
        let mut followed = Followed::default();
        assert_eq!(followed.heads(), BTreeMap::new());
        let theirs = BTreeMap::from([(ws, here.subscribe())]);
        assert!(
            !followed.follow(theirs),
            "it is new: the store is asked once more"
        );
        assert_eq!(followed.heads(), BTreeMap::from([(ws, head(1))]));
        // They are let go after the store was asked.
        here.send_replace(head(2));
        assert!(followed.follow(BTreeMap::from([(ws, here.subscribe())])));
        assert!(followed.0[&ws].has_changed().unwrap());
        assert_eq!(followed.heads(), BTreeMap::from([(ws, head(2))]));
        assert!(followed.follow(BTreeMap::new()), "nothing is new");
        assert_eq!(followed.heads(), BTreeMap::new());
    }
}
