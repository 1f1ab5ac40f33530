//! On which devices a person is signed in, and ending one of these from another.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::server::{accounts::session::Session, app::App, http::error::ApiError, store::Ending};

#[derive(Serialize)]
pub struct Shown {
    id: String,
    device: String,
    opened_at: DateTime<Utc>,
    /// Within an hour.
    seen_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    here: bool,
}

#[derive(Deserialize)]
pub struct End {
    id: String,
    /// Whether the device forgets everything, or keeps what waits until the same person signs in.
    wipe: bool,
}

/// `GET /api/v1/sessions`.
pub async fn list(State(app): State<App>, session: Session) -> Result<Json<Vec<Shown>>, ApiError> {
    let open = app.store.sessions(session.user, app.clock.now()).await?;
    let shown = open.into_iter().map(|one| Shown {
        id: id(&one.token_hash),
        here: one.token_hash == session.token_hash,
        device: one.device,
        opened_at: one.opened_at,
        seen_at: one.seen_at,
    });
    Ok(Json(shown.collect()))
}

/// `POST /api/v1/sessions/end`: one's own sessions only.
pub async fn end(
    State(app): State<App>,
    session: Session,
    Json(given): Json<End>,
) -> Result<Json<Value>, ApiError> {
    let open = app.store.sessions(session.user, app.clock.now()).await?;
    let found = open.into_iter().find(|one| id(&one.token_hash) == given.id);
    let found = found.ok_or_else(ApiError::not_found)?;
    let ending = if given.wipe { Ending::Wipe } else { Ending::Lock };
    app.store.end_session(&found.token_hash, Some(ending)).await?;
    app.sessions_changed.send_modify(|changes| *changes += 1);
    Ok(Json(json!({})))
}

/// Tells a session from others without being the key to any.
fn id(token_hash: &str) -> String {
    token_hash.chars().take(16).collect()
}
