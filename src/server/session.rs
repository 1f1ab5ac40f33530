//! Sessions: opaque tokens in a cookie, hashed at rest.

use axum::{
    extract::{FromRequestParts, Path},
    http::{HeaderMap, header, request::Parts},
};
use chrono::TimeDelta;

use super::{app::App, error::ApiError, secret};
use crate::domain::{UserId, WorkspaceId, secret_hash};

/// How long a session lasts, in days.
const DAYS: i64 = 90;

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct Session {
    pub user: UserId,
    pub token_hash: String,
}

fn cookie_name(app: &App) -> &'static str {
    // Browsers take the __Host- prefix only over https.
    if app.config.is_https() {
        "__Host-fulcrum"
    } else {
        "fulcrum"
    }
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

impl Session {
    /// Opens a session and answers with its cookie.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub async fn open(app: &App, user: UserId) -> Result<String, ApiError> {
        let token = secret::draw();
        app.store
            .put_session(
                &secret_hash(&token),
                user,
                app.clock.now() + TimeDelta::days(DAYS),
            )
            .await?;
        Ok(set_cookie(app, &token, DAYS * 86_400))
    }

    /// Ends it and answers with the cookie that takes it off the browser.
    ///
    /// # Errors
    /// When that cannot be stored.
    pub async fn end(&self, app: &App) -> Result<String, ApiError> {
        app.store.end_session(&self.token_hash).await?;
        app.sessions_changed.send_modify(|changes| *changes += 1);
        Ok(set_cookie(app, "", 0))
    }

    /// # Errors
    /// When the store does not answer.
    pub async fn is_valid(&self, app: &App) -> Result<bool, ApiError> {
        Ok(app
            .store
            .session(&self.token_hash, app.clock.now())
            .await?
            .is_some())
    }
}

fn set_cookie(app: &App, token: &str, seconds: i64) -> String {
    let secure = if app.config.is_https() { "; Secure" } else { "" };
    format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}",
        cookie_name(app)
    )
}

impl FromRequestParts<App> for Session {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let token = cookie(&parts.headers, cookie_name(app)).ok_or_else(ApiError::signed_out)?;
        let token_hash = secret_hash(token);
        let user = app
            .store
            .session(&token_hash, app.clock.now())
            .await?
            .ok_or_else(ApiError::signed_out)?;
        Ok(Self { user, token_hash })
    }
}

/// A session in a workspace its person belongs to: every `/api/v1/w/{ws}` route asks for one.
#[derive(Clone, Debug)]
pub struct InWorkspace {
    pub session: Session,
    pub ws: WorkspaceId,
}

impl FromRequestParts<App> for InWorkspace {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let session = Session::from_request_parts(parts, app).await?;
        let Path(ws) = Path::<WorkspaceId>::from_request_parts(parts, app)
            .await
            .map_err(|_| ApiError::no_such_workspace())?;
        if !app.store.workspaces(session.user).await?.contains(&ws) {
            return Err(ApiError::no_such_workspace());
        }
        Ok(Self { session, ws })
    }
}
