//! Inviting people into a workspace.

use axum::{Json, extract::State};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::domain::{Power, Right, line, secret_hash};
use crate::server::{
    accounts::{secret, session::InWorkspace},
    app::App,
    http::error::ApiError,
    store::Invitation,
};

/// Days for which an invitation is open.
const DAYS: i64 = 7;

#[derive(Deserialize)]
pub struct Invite {
    /// For whom.
    label: String,
    right: Right,
}

/// An invitation that waits, for whoever may withdraw it.
#[derive(Serialize)]
pub struct Waiting {
    id: String,
    label: String,
    right: Right,
    expires_at: DateTime<Utc>,
}

impl From<Invitation> for Waiting {
    fn from(invitation: Invitation) -> Self {
        Self {
            id: invitation.secret_hash,
            label: invitation.label,
            right: invitation.right,
            expires_at: invitation.expires_at,
        }
    }
}

#[derive(Deserialize)]
pub struct Withdraw {
    id: String,
}

/// `POST /api/v1/w/{ws}/invitations`: answers with the secret, which is told this once.
pub async fn invite(
    State(app): State<App>,
    at: InWorkspace,
    Json(given): Json<Invite>,
) -> Result<Json<Value>, ApiError> {
    manages(&app, &at).await?;
    let secret = secret::draw();
    app.store
        .invite(&Invitation {
            secret_hash: secret_hash(&secret),
            ws: at.ws,
            label: line("name", &given.label)?,
            right: given.right,
            invited_by: at.session.user,
            expires_at: app.clock.now() + TimeDelta::days(DAYS),
        })
        .await?;
    Ok(Json(json!({ "secret": secret })))
}

/// `GET /api/v1/w/{ws}/invitations`.
pub async fn list(State(app): State<App>, at: InWorkspace) -> Result<Json<Vec<Waiting>>, ApiError> {
    manages(&app, &at).await?;
    let waiting = app.store.invitations(at.ws, app.clock.now()).await?;
    Ok(Json(waiting.into_iter().map(Waiting::from).collect()))
}

/// `POST /api/v1/w/{ws}/invitations/withdraw`.
pub async fn withdraw(
    State(app): State<App>,
    at: InWorkspace,
    Json(given): Json<Withdraw>,
) -> Result<Json<Value>, ApiError> {
    manages(&app, &at).await?;
    app.store.withdraw(at.ws, &given.id).await?;
    Ok(Json(json!({})))
}

async fn manages(app: &App, at: &InWorkspace) -> Result<(), ApiError> {
    let space = app
        .workspaces
        .get(at.ws)
        .await?
        .ok_or_else(ApiError::no_such_workspace)?;
    if space.read().state().may(at.session.user, Power::ManageMembers) {
        Ok(())
    } else {
        Err(ApiError::owner_only())
    }
}
