//! Who is signed in.

use axum::{Json, extract::State};
use serde::Serialize;

use super::session::Session;
use crate::domain::{UserId, WorkspaceId};
use crate::server::{
    app::{App, Place},
    http::error::ApiError,
};

/// Who is signed in, and where they belong.
#[derive(Serialize)]
pub struct Me {
    pub user: UserId,
    pub workspaces: Vec<Place>,
    /// The workspace that was just opened or joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entered: Option<WorkspaceId>,
    /// Whom the server does not know any more, since it came back from a backup: the same person, by their address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<UserId>,
}

impl Me {
    /// # Errors
    /// When the store does not answer.
    pub async fn of(app: &App, user: UserId, entered: Option<WorkspaceId>) -> Result<Self, ApiError> {
        Ok(Self {
            user,
            workspaces: app.places_of(user).await?,
            entered,
            instead_of: None,
        })
    }
}

/// `GET /api/v1/me`.
pub async fn me(State(app): State<App>, session: Session) -> Result<Json<Me>, ApiError> {
    Ok(Json(Me::of(&app, session.user, None).await?))
}
