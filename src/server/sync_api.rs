//! Push and pull, for devices.

use axum::{
    Json,
    body::Bytes,
    extract::{Query, State},
    http::header,
    response::IntoResponse,
};
use serde::Deserialize;

use super::{app::App, error::ApiError, session::InWorkspace};
use crate::sync::wire::{MAX_PUSH, PROTO, PullRequest, Pulled, Push, PushAnswer};

/// Largest body of a push, in bytes.
pub const MAX_PUSH_BYTES: usize = 4 * 1024 * 1024;
/// About how many rows one pull carries.
const PULL_ROWS: usize = 2_000;

/// `POST /api/v1/w/{ws}/push`.
pub async fn push(
    State(app): State<App>,
    at: InWorkspace,
    body: Bytes,
) -> Result<Json<PushAnswer>, ApiError> {
    let push: Push = serde_json::from_slice(&body).map_err(|error| {
        ApiError::bad_request(format!(
            "This push cannot be read ({error}). Nothing was changed."
        ))
    })?;
    if push.commands.len() > MAX_PUSH {
        return Err(ApiError::bad_request(format!(
            "A push carries at most {MAX_PUSH} commands. Nothing was changed."
        )));
    }
    Ok(Json(app.writer.push(at.ws, at.session.user, push).await?))
}

#[derive(Deserialize)]
pub struct PullQuery {
    #[serde(default)]
    proto: Option<u16>,
    cursor: Option<String>,
    start: Option<String>,
    after: Option<String>,
}

/// `GET /api/v1/w/{ws}/pull?cursor=epoch:seq`.
pub async fn pull(
    State(app): State<App>,
    at: InWorkspace,
    Query(query): Query<PullQuery>,
) -> Result<impl IntoResponse, ApiError> {
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    if query.proto.is_some_and(|proto| proto < PROTO) {
        return Ok((no_store, Json(Pulled::Upgrade)));
    }
    fn parse<T: std::str::FromStr<Err = String>>(text: Option<String>) -> Result<Option<T>, ApiError> {
        text.map(|text| text.parse().map_err(ApiError::bad_request))
            .transpose()
    }
    let request = PullRequest {
        cursor: parse(query.cursor)?,
        start: parse(query.start)?,
        after: parse(query.after)?,
    };
    let space = app
        .workspaces
        .get(at.ws)
        .await?
        .ok_or_else(ApiError::no_such_workspace)?;
    let pulled = space.read().pull(at.session.user, &request, PULL_ROWS);
    Ok((no_store, Json(pulled)))
}
