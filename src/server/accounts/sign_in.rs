//! Signing in and out.

use super::{
    me,
    password::{DECOY, verify_password},
    session::Session,
};
use crate::calls::told::{Done, Me, Secret};
use crate::domain::UserId;
use crate::server::http::{call::Asked, client_address::ComesFrom, error::ApiError};

/// Opens a session for whoever has this address and password, when they are whose board the browser keeps.
///
/// # Errors
/// When they are not, or there were too many tries.
pub async fn sign_in(
    mut asked: Asked,
    email: String,
    password: Secret,
    expects: Option<UserId>,
) -> Result<Me, ApiError> {
    let ComesFrom(address) = asked.read().await?;
    let app = &asked.app;
    // Before it is known whether there is such an account: the answer says nothing about that.
    let tried = app
        .tries
        .begin(&email, address, app.clock.now())
        .map_err(ApiError::too_many)?;
    let account = app.store.account(email.trim()).await?;
    // An unknown address takes as long as a wrong password.
    let hash = account
        .as_ref()
        .map_or_else(|| DECOY.to_owned(), |account| account.password_hash.clone());
    let right = verify_password(password.0, hash).await?;
    let account = account.filter(|_| right).ok_or_else(ApiError::wrong_password)?;
    tried.was_right(app.clock.now());
    if expects.is_some_and(|expected| expected != account.user) {
        return Err(ApiError::another_person());
    }
    let me = me::of(app, account.user, None).await?;
    asked.set_cookie(&Session::open(app, account.user, asked.headers()).await?);
    Ok(me)
}

/// # Errors
/// When nobody is signed in, or it could not be stored: the session goes on.
pub async fn sign_out(mut asked: Asked) -> Result<Done, ApiError> {
    let session: Session = asked.read().await?;
    asked.set_cookie(&session.end(&asked.app).await?);
    Ok(Done {})
}
