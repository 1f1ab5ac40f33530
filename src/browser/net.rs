//! Requests to the server, and what their failure means.

use gloo_net::http::{Request, Response};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::domain::{UserId, WorkspaceId};
use crate::sync::wire::{PROTO, PullRequest, Pulled, Push, PushAnswer};

/// Why a request brought nothing. Nothing is lost by any of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// No answer at all.
    Unreachable,
    SignedOut,
    /// The server's own words for a person.
    Said(String),
}

impl Trouble {
    pub fn words(&self) -> String {
        match self {
            Self::Unreachable => "The server does not answer. Check the connection and try again.".into(),
            Self::SignedOut => "Sign in again; what waits on this device is kept and will be sent.".into(),
            Self::Said(words) => words.clone(),
        }
    }
}

#[derive(Deserialize)]
struct Said {
    error: String,
    message: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Me {
    pub user: UserId,
    pub workspaces: Vec<WorkspaceId>,
}

#[derive(Serialize)]
pub struct Claim {
    pub code: String,
    pub workspace: String,
    pub zone: String,
    pub name: String,
    pub phone: String,
    pub email: String,
    pub password: String,
}

#[derive(Serialize)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

type Result<T> = std::result::Result<T, Trouble>;

/// # Errors
/// [`Trouble`]: nothing was written.
pub async fn push(ws: WorkspaceId, push: &Push) -> Result<PushAnswer> {
    post(&format!("/api/v1/w/{ws}/push"), push).await
}

/// # Errors
/// [`Trouble`].
pub async fn pull(ws: WorkspaceId, request: &PullRequest) -> Result<Pulled> {
    let mut url = format!("/api/v1/w/{ws}/pull?proto={PROTO}");
    let cursors = [("cursor", request.cursor), ("start", request.start)];
    for (name, cursor) in cursors
        .into_iter()
        .filter_map(|(name, cursor)| Some((name, cursor?)))
    {
        url.push_str(&format!("&{name}={cursor}"));
    }
    if let Some(after) = request.after {
        url.push_str(&format!("&after={after}"));
    }
    read(Request::get(&url).send().await).await
}

/// # Errors
/// [`Trouble`], in the server's words.
pub async fn claim(claim: &Claim) -> Result<Me> {
    post("/api/v1/claim", claim).await
}

/// # Errors
/// [`Trouble`], in the server's words.
pub async fn sign_in(given: &SignIn) -> Result<Me> {
    // A wrong password is told by the server, not by sending the person to the page they are on.
    match post("/api/v1/sign-in", given).await {
        Err(Trouble::SignedOut) => Err(Trouble::Said(
            "This e-mail address and password do not go together.".into(),
        )),
        other => other,
    }
}

/// # Errors
/// [`Trouble`]; the session may go on.
pub async fn sign_out() -> Result<()> {
    post::<serde_json::Value>("/api/v1/sign-out", &serde_json::json!({}))
        .await
        .map(drop)
}

async fn post<T: DeserializeOwned>(url: &str, body: &impl Serialize) -> Result<T> {
    let request = Request::post(url)
        .json(body)
        .map_err(|error| Trouble::Said(error.to_string()))?;
    read(request.send().await).await
}

async fn read<T: DeserializeOwned>(response: std::result::Result<Response, gloo_net::Error>) -> Result<T> {
    let response = response.map_err(|_| Trouble::Unreachable)?;
    if response.ok() {
        return response.json().await.map_err(|_| Trouble::Unreachable);
    }
    match response.json::<Said>().await {
        Ok(said) if said.error == "signed_out" => Err(Trouble::SignedOut),
        Ok(said) => Err(Trouble::Said(said.message)),
        Err(_) if response.status() == 429 => Err(Trouble::Said(
            "Too many attempts: wait a minute, then try again.".into(),
        )),
        Err(_) => Err(Trouble::Unreachable),
    }
}
