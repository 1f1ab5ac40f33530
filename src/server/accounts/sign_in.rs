//! Signing in and out.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::IntoResponse,
};
use serde::Deserialize;

use super::{
    me::Me,
    password::{DECOY, verify_password},
    session::Session,
};
use crate::domain::UserId;
use crate::server::{
    app::App,
    http::{client_address::ComesFrom, error::ApiError},
};

#[derive(Deserialize)]
pub struct SignIn {
    email: String,
    password: String,
    /// Whose board the browser keeps.
    #[serde(default)]
    expects: Option<UserId>,
}

/// `POST /api/v1/sign-in`.
pub async fn sign_in(
    State(app): State<App>,
    ComesFrom(address): ComesFrom,
    headers: HeaderMap,
    Json(given): Json<SignIn>,
) -> Result<impl IntoResponse, ApiError> {
    // Before it is known whether there is such an account: the answer says nothing about that.
    let tried = app
        .tries
        .begin(&given.email, address, app.clock.now())
        .map_err(ApiError::too_many)?;
    let account = app.store.account(given.email.trim()).await?;
    // An unknown address takes as long as a wrong password.
    let hash = account
        .as_ref()
        .map_or_else(|| DECOY.to_owned(), |account| account.password_hash.clone());
    let right = verify_password(given.password, hash).await?;
    let account = account.filter(|_| right).ok_or_else(ApiError::wrong_password)?;
    tried.was_right(app.clock.now());
    if given.expects.is_some_and(|expected| expected != account.user) {
        return Err(ApiError::another_person());
    }
    let cookie = Session::open(&app, account.user, &headers).await?;
    Ok((
        [(header::SET_COOKIE, cookie)],
        Json(Me::of(&app, account.user, None).await?),
    ))
}

/// `POST /api/v1/sign-out`.
pub async fn sign_out(State(app): State<App>, session: Session) -> Result<impl IntoResponse, ApiError> {
    let cookie = session.end(&app).await?;
    Ok(([(header::SET_COOKIE, cookie)], Json(serde_json::json!({}))))
}
