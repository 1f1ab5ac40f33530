//! Claiming a new server, signing in and out.

use std::sync::PoisonError;

use argon2::{
    Argon2, PasswordHash, PasswordVerifier,
    password_hash::{PasswordHasher, SaltString},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::IntoResponse,
};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use super::{
    app::{App, Place},
    clock::random,
    error::ApiError,
    founding::{found, named},
    session::Session,
    store::Account,
};
use crate::domain::{Member, Refusal, Right, UserId, WorkspaceId, line};
use crate::sync::wire::Epoch;

/// Shortest password, in characters.
const MIN_PASSWORD: usize = 10;
/// Longest, so that hashing stays cheap.
const MAX_PASSWORD: usize = 200;

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

#[derive(Deserialize)]
pub struct SignIn {
    email: String,
    password: String,
    /// Whose board the browser keeps.
    #[serde(default)]
    expects: Option<UserId>,
}

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
    let name = line("name you go by", &claim.name).map_err(bad)?;
    let phone = claim.phone.trim();
    let phone = if phone.is_empty() {
        None
    } else {
        Some(crate::domain::phone(phone).map_err(bad)?)
    };
    let email = email(&claim.email)?;
    let password_hash = hash_password(claim.password).await?;

    let now = app.clock.millis();
    let (user, ws) = (UserId::new(now, random()), WorkspaceId::new(now, random()));
    let epoch = Epoch(uuid::Builder::from_random_bytes(random()).into_uuid());
    if !app
        .store
        .claim(
            &Account {
                user,
                email,
                name: name.clone(),
                password_hash,
            },
            ws,
            epoch,
        )
        .await?
    {
        return Err(ApiError::already_claimed());
    }
    *app.claim_code.lock().unwrap_or_else(PoisonError::into_inner) = None;
    let owner = Member {
        user,
        name,
        phone,
        right: Right::Owner,
        left: None,
    };
    found(&app, ws, workspace, owner).await?;
    let cookie = Session::open(&app, user, &headers).await?;
    tracing::info!(%ws, "the server was claimed");
    Ok((
        [(header::SET_COOKIE, cookie)],
        Json(Me::of(&app, user, Some(ws)).await?),
    ))
}

/// `POST /api/v1/sign-in`.
pub async fn sign_in(
    State(app): State<App>,
    headers: HeaderMap,
    Json(given): Json<SignIn>,
) -> Result<impl IntoResponse, ApiError> {
    let account = app.store.account(given.email.trim()).await?;
    // An unknown address takes as long as a wrong password.
    let hash = account
        .as_ref()
        .map_or_else(|| DECOY.to_owned(), |account| account.password_hash.clone());
    let right = verify_password(given.password, hash).await;
    let account = account.filter(|_| right).ok_or_else(ApiError::wrong_password)?;
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

/// `GET /api/v1/me`.
pub async fn me(State(app): State<App>, session: Session) -> Result<Json<Me>, ApiError> {
    Ok(Json(Me::of(&app, session.user, None).await?))
}

/// The hash of a password that nobody has.
const DECOY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$ZnVsY3J1bS1kZWNveS0x$4wVNnPZ1e0iLfCYuTMk1Q3Zb6JDR2mUqcVgZkOe8m1Y";

pub fn email(text: &str) -> Result<String, ApiError> {
    let text = text.trim();
    let sound = text.len() <= 254
        && text
            .split_once('@')
            .is_some_and(|(local, host)| !local.is_empty() && !host.is_empty() && !host.contains('@'))
        && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    if sound {
        Ok(text.into())
    } else {
        Err(ApiError::bad_request(
            "The e-mail address is not complete: it needs an @.",
        ))
    }
}

/// What the rules refuse, in words for a person.
pub fn bad(refusal: Refusal) -> ApiError {
    ApiError::bad_request(capital(&refusal.to_string()))
}

pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).chain(['.']).collect()
    })
}

/// The argon2id hash of a password, in PHC string format.
///
/// # Errors
/// When the password is too short or too long.
pub async fn hash_password(password: String) -> Result<String, ApiError> {
    let length = password.chars().count();
    if !(MIN_PASSWORD..=MAX_PASSWORD).contains(&length) {
        return Err(ApiError::bad_request(format!(
            "The password has {length} characters: use {MIN_PASSWORD} to {MAX_PASSWORD}; four words will do."
        )));
    }
    let salt = SaltString::encode_b64(&random::<16>())
        .map_err(|_| ApiError::bad_request("The password cannot be used."))?;
    let hashed = tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes(), &salt)
            .map(|hash| hash.to_string())
    });
    hashed
        .await
        .ok()
        .and_then(Result::ok)
        .ok_or_else(|| ApiError::bad_request("The password cannot be used: choose another."))
}

pub async fn verify_password(password: String, hash: String) -> bool {
    let verify = move || {
        PasswordHash::new(&hash).is_ok_and(|hash| {
            Argon2::default()
                .verify_password(password.as_bytes(), &hash)
                .is_ok()
        })
    };
    tokio::task::spawn_blocking(verify).await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_opens_only_its_own_hash() {
        let hash = hash_password("four words will do".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify_password("four words will do".into(), hash.clone()).await);
        assert!(!verify_password("four words will not".into(), hash).await);
        assert!(hash_password("short".into()).await.is_err());
    }

    #[test]
    fn the_decoy_is_a_hash_that_takes_as_long_as_any() {
        let decoy = PasswordHash::new(DECOY).unwrap();
        assert_eq!(
            decoy.params.get_decimal("m"),
            Some(Argon2::default().params().m_cost())
        );
    }
}
