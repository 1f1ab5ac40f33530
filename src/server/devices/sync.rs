//! Push and pull, for devices.

use axum::{
    Json,
    body::Bytes,
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use crate::domain::{UserId, Vocabulary};
use crate::server::{accounts::session::AtWorkspace, app::App, http::error::ApiError};
use crate::sync::{
    lines,
    wire::{MAX_PUSH, OLDEST_PUSH, PageToken, PullRequest, Pulled, Push, PushAnswer},
};

/// Largest body of a push, in bytes.
pub const MAX_PUSH_BYTES: usize = 4 * 1024 * 1024;
/// About how many rows one pull carries.
const PULL_ROWS: usize = 2_000;
/// How many a page of a snapshot does: a device writes each page in one transaction.
const SNAPSHOT_ROWS: usize = 6_000;

/// What every push has said since the first.
#[derive(Deserialize)]
struct Speaks {
    proto: u16,
}

/// `POST /api/v1/w/{ws}/push`.
pub async fn push(
    State(app): State<App>,
    at: AtWorkspace,
    body: Bytes,
) -> Result<Json<PushAnswer>, ApiError> {
    // It does not say whose board it is. In words, since its page knows no answer that would say so. Any younger build
    // may push, also one that is too old to be brought rows: its commands are read in the shape that they have.
    if serde_json::from_slice::<Speaks>(&body).is_ok_and(|speaks| speaks.proto < OLDEST_PUSH) {
        return Err(ApiError::older_page());
    }
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
    // Before membership is asked: somebody else's says nothing about this board.
    if push.person != at.session.user {
        return Ok(Json(PushAnswer::AnotherPerson));
    }
    let at = at.enter(&app).await?;
    Ok(Json(app.writer.push(at.ws, at.session.user, push).await?))
}

#[derive(Deserialize)]
pub struct PullQuery {
    #[serde(default)]
    proto: Option<u16>,
    words: Option<String>,
    person: Option<UserId>,
    cursor: Option<String>,
    start: Option<String>,
    after: Option<String>,
}

/// `GET /api/v1/w/{ws}/pull?cursor=epoch:seq`.
pub async fn pull(
    State(app): State<App>,
    at: AtWorkspace,
    Query(query): Query<PullQuery>,
) -> Result<Response, ApiError> {
    if query.person.is_some_and(|person| person != at.session.user) {
        return Ok(answer(&Pulled::AnotherPerson));
    }
    let at = at.enter(&app).await?;
    // Older than all that say so.
    let (Some(person), Some(proto)) = (query.person, query.proto) else {
        return Ok(answer(&Pulled::Upgrade));
    };
    fn parse<T: std::str::FromStr<Err = String>>(text: Option<String>) -> Result<Option<T>, ApiError> {
        text.map(|text| text.parse().map_err(ApiError::bad_request))
            .transpose()
    }
    let request = PullRequest {
        proto,
        words: parse(query.words)?.unwrap_or(Vocabulary::UNSAID),
        person,
        cursor: parse(query.cursor)?,
        start: parse(query.start)?,
        after: query.after.map(PageToken),
    };
    let space = app
        .workspaces
        .get(at.ws)
        .await?
        .ok_or_else(ApiError::no_such_workspace)?;
    let rows = match request.cursor {
        Some(_) => PULL_ROWS,
        None => SNAPSHOT_ROWS,
    };
    let pulled = space.read().pull(at.session.user, &request, rows);
    Ok(answer(&pulled))
}

fn answer(pulled: &Pulled) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    match lines::write(pulled) {
        Ok(text) => (headers, text).into_response(),
        Err(error) => {
            tracing::error!(%error, "what a device pulls could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
