//! Claiming a new server.

use std::sync::PoisonError;

use subtle::ConstantTimeEq;

use super::{
    email::email,
    founding::{found, named},
    me,
    password::hash_password,
    session::Session,
};
use crate::calls::told::{Me, Newcomer, Secret};
use crate::domain::{Member, Right, UserId, line};
use crate::server::{
    http::{call::Asked, error::ApiError},
    operate::clock::random,
    store::Account,
};

/// The first account, with the code that the server printed.
///
/// # Errors
/// When the code is not right, somebody was first, or what was given will not do.
pub async fn claim(
    asked: Asked,
    code: Secret,
    workspace: String,
    zone: String,
    who: Newcomer,
) -> Result<Me, ApiError> {
    let app = &asked.app;
    if app.store.is_claimed().await? {
        return Err(ApiError::already_claimed());
    }
    {
        let printed = app.claim_code.lock().unwrap_or_else(PoisonError::into_inner);
        let right = printed
            .as_ref()
            .is_some_and(|printed| printed.as_bytes().ct_eq(code.0.as_bytes()).into());
        if !right {
            return Err(ApiError::wrong_code());
        }
    }
    let workspace = named(&workspace, &zone)?;
    let name = line("name you go by", &who.name)?;
    let phone = who.phone.trim();
    let phone = if phone.is_empty() {
        None
    } else {
        Some(crate::domain::phone(phone)?)
    };
    let email = email(&who.email)?;
    let password_hash = hash_password(who.password.0).await?;

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
    let Some(ws) = found(app, workspace, owner, request, Some(account)).await? else {
        return Err(ApiError::already_claimed());
    };
    *app.claim_code.lock().unwrap_or_else(PoisonError::into_inner) = None;
    tracing::info!(%ws, "the server was claimed");
    let me = me::of(app, user, Some(ws)).await?;
    asked.set_cookie(&Session::open(app, user, asked.headers()).await?);
    Ok(me)
}
