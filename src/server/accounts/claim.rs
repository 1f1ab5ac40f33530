//! Claiming a new server.

use std::sync::PoisonError;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::IntoResponse,
};
use serde::Deserialize;
use subtle::ConstantTimeEq;

use super::{
    email::email,
    founding::{found, named},
    me::Me,
    password::hash_password,
    session::Session,
};
use crate::domain::{Member, Right, UserId, line};
use crate::server::{app::App, http::error::ApiError, operate::clock::random, store::Account};

#[derive(Deserialize)]
pub struct Claim {
    code: String,
    workspace: String,
    /// IANA zone of the claiming browser.
    zone: String,
    name: String,
    #[serde(default)]
    phone: String,
    email: String,
    password: String,
}

/// `POST /api/v1/claim`: the first account, with the code that the server printed.
pub async fn claim(
    State(app): State<App>,
    headers: HeaderMap,
    Json(claim): Json<Claim>,
) -> Result<impl IntoResponse, ApiError> {
    if app.store.is_claimed().await? {
        return Err(ApiError::already_claimed());
    }
    {
        let code = app.claim_code.lock().unwrap_or_else(PoisonError::into_inner);
        let right = code
            .as_ref()
            .is_some_and(|code| code.as_bytes().ct_eq(claim.code.as_bytes()).into());
        if !right {
            return Err(ApiError::wrong_code());
        }
    }
    let workspace = named(&claim.workspace, &claim.zone)?;
    let name = line("name you go by", &claim.name)?;
    let phone = claim.phone.trim();
    let phone = if phone.is_empty() {
        None
    } else {
        Some(crate::domain::phone(phone)?)
    };
    let email = email(&claim.email)?;
    let password_hash = hash_password(claim.password).await?;

    let user = UserId::new(app.clock.millis(), random());
    let account = Account {
        user,
        email,
        name: name.clone(),
        password_hash,
    };
    let owner = Member {
        user,
        name,
        phone,
        right: Right::Owner,
        left: None,
    };
    // Nobody else is there yet: any request is the first of its person.
    let request = uuid::Builder::from_random_bytes(random()).into_uuid();
    let Some(ws) = found(&app, workspace, owner, request, Some(account)).await? else {
        return Err(ApiError::already_claimed());
    };
    *app.claim_code.lock().unwrap_or_else(PoisonError::into_inner) = None;
    let cookie = Session::open(&app, user, &headers).await?;
    tracing::info!(%ws, "the server was claimed");
    Ok((
        [(header::SET_COOKIE, cookie)],
        Json(Me::of(&app, user, Some(ws)).await?),
    ))
}
