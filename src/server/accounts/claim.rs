//! Claiming a new server, signing in and out.

use std::sync::PoisonError;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::IntoResponse,
};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use crate::domain::{Member, Refusal, Right, UserId, WorkspaceId, line};
use crate::server::{
    accounts::{
        founding::{found, named},
        password::{DECOY, hash_password, verify_password},
        session::Session,
    },
    app::{App, Place},
    http::{client_address::ComesFrom, error::ApiError},
    operate::clock::random,
    store::Account,
};

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

/// `GET /api/v1/me`.
pub async fn me(State(app): State<App>, session: Session) -> Result<Json<Me>, ApiError> {
    Ok(Json(Me::of(&app, session.user, None).await?))
}

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
