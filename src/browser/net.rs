//! Requests to the server, and what their failure means.

use chrono::{DateTime, Utc};
use gloo_net::http::{Request, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use uuid::Uuid;
use web_sys::AbortController;

use super::clock;
use crate::domain::{Kind, Leader, Right, Row, UserId, WorkspaceId};
use crate::sync::{
    answer::{self, Strange},
    wire::{PullRequest, Pulled, Push, PushAnswer},
};

/// Why a request brought nothing. Nothing is lost by any of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// No answer at all.
    Unreachable,
    SignedOut,
    /// This person's session was ended from another device: nothing of theirs shows until they sign in.
    Locked(Option<UserId>, String),
    /// This person belongs to the workspace no more.
    NotAMember(Option<UserId>, String),
    /// This person's session was ended from another device, to forget everything of theirs.
    Wiped(Option<UserId>),
    /// Somebody else is signed in than whose board this is.
    AnotherPerson,
    /// The server is newer than this page.
    Older,
    /// The server is older than what this page would send: it waits, and news come all the same.
    ServerOlder,
    /// The server answered in words that this page does not know.
    Unreadable,
    /// The server's own words for a person.
    Said(String),
}

impl Trouble {
    pub fn words(&self) -> String {
        match self {
            Self::Unreachable => "The server does not answer. Check the connection and try again.".into(),
            Self::SignedOut => "Sign in again; what waits on this device is kept and will be sent.".into(),
            Self::Wiped(_) => "This device was wiped from another.".into(),
            Self::AnotherPerson => ANOTHER_PERSON.into(),
            Self::Older => "A new version is ready: reload to go on. Nothing is lost.".into(),
            Self::ServerOlder => {
                "The server is older than this page. Your changes wait here until it is updated.".into()
            }
            Self::Unreadable => UNREADABLE.into(),
            Self::Locked(_, words) | Self::NotAMember(_, words) | Self::Said(words) => words.clone(),
        }
    }
}

impl From<Strange> for Trouble {
    fn from(strange: Strange) -> Self {
        match strange {
            Strange::NotTheServer => Self::Unreachable,
            Strange::Unreadable => Self::Unreadable,
        }
    }
}

/// What is told of a board under somebody else's session.
pub const ANOTHER_PERSON: &str = "Somebody else is signed in on this browser. This board is kept as it is, and nothing of it is sent. Sign in as the person whose board it is.";
/// What is told of an answer that this page cannot read.
pub const UNREADABLE: &str = "The server answered in a way that this version cannot read. Reload to get the newer one; if that does not help, the server has to be updated first. Nothing is lost: what waits here is kept.";
/// What is told to whoever is let go while a push is on its way; before it, the server's own words are.
pub const NOT_A_MEMBER: &str = "You are no longer a member of this workspace. Ask one of its owners.";

#[derive(Deserialize)]
struct Said {
    error: String,
    message: String,
    /// Whose board it is about.
    person: Option<UserId>,
}

#[derive(Clone, PartialEq, Debug, Deserialize)]
pub struct Me {
    pub user: UserId,
    pub workspaces: Vec<Place>,
    /// The workspace that was just opened or joined.
    pub entered: Option<WorkspaceId>,
    /// Whose board now belongs to this person: the same one, whom the server had forgotten.
    pub instead_of: Option<UserId>,
}

/// A workspace to which one belongs.
#[derive(Clone, PartialEq, Debug, Deserialize)]
pub struct Place {
    pub id: WorkspaceId,
    pub name: String,
    pub right: Right,
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
    /// Whose board is kept here: for anybody else the server changes nothing.
    pub expects: Option<UserId>,
}

#[derive(Serialize)]
pub struct Join {
    pub secret: String,
    pub name: String,
    pub phone: String,
    pub email: String,
    pub password: String,
    /// Whose board is kept here: for anybody else the server changes nothing.
    pub expects: Option<UserId>,
    /// Whether this address signed in here as that person.
    pub is_their_address: bool,
}

/// What an invitation says to whoever opens it.
#[derive(Clone, Debug, Deserialize)]
pub struct Invited {
    pub workspace: String,
    pub invited_by: String,
    pub label: String,
    pub right: Right,
}

/// An invitation that waits.
#[derive(Clone, PartialEq, Debug, Deserialize)]
pub struct Invitation {
    pub id: String,
    pub label: String,
    pub right: Right,
    pub expires_at: DateTime<Utc>,
}

/// A device on which one is signed in.
#[derive(Clone, PartialEq, Debug, Deserialize)]
pub struct OpenSession {
    pub id: String,
    pub device: String,
    pub opened_at: DateTime<Utc>,
    /// Within an hour.
    pub seen_at: DateTime<Utc>,
    pub here: bool,
}

#[derive(Deserialize)]
struct Secret {
    secret: String,
}

type Result<T> = std::result::Result<T, Trouble>;

/// Longest wait for the answer to a push or a pull, in milliseconds. What nobody answers is asked again.
const PATIENCE: u32 = 60_000;

/// Gives a request up, also in the middle of its answer, once it has taken too long; not after this is dropped.
struct Patience {
    controller: Option<AbortController>,
    _timer: Option<Timeout>,
}

impl Patience {
    fn begin() -> Self {
        let controller = AbortController::new().ok();
        let given_up = controller.clone();
        let timer = given_up.map(|controller| Timeout::new(PATIENCE, move || controller.abort()));
        Self {
            controller,
            _timer: timer,
        }
    }

    fn with(&self, request: RequestBuilder) -> RequestBuilder {
        let signal = self.controller.as_ref().map(AbortController::signal);
        request.abort_signal(signal.as_ref())
    }
}

/// # Errors
/// [`Trouble`]: nothing was written, or the answer was lost.
pub async fn push(ws: WorkspaceId, push: &Push) -> Result<PushAnswer> {
    let patience = Patience::begin();
    let request = patience.with(Request::post(&format!("/api/v1/w/{ws}/push")));
    send(request, push).await
}

/// # Errors
/// [`Trouble`].
pub async fn pull(ws: WorkspaceId, request: &PullRequest) -> Result<Pulled> {
    let PullRequest {
        proto, words, person, ..
    } = request;
    let mut url = format!("/api/v1/w/{ws}/pull?proto={proto}&words={words}&person={person}");
    let cursors = [("cursor", request.cursor), ("start", request.start)];
    for (name, cursor) in cursors
        .into_iter()
        .filter_map(|(name, cursor)| Some((name, cursor?)))
    {
        url.push_str(&format!("&{name}={cursor}"));
    }
    if let Some(after) = &request.after {
        // Whatever the server has noted, it gets back as it was.
        let after = js_sys::encode_uri_component(&after.0);
        url.push_str(&format!("&after={after}"));
    }
    let patience = Patience::begin();
    read(patience.with(Request::get(&url)).send().await).await
}

/// The leaders of a workspace that this device does not hold yet.
///
/// # Errors
/// [`Trouble`].
pub async fn leaders(ws: WorkspaceId, person: UserId) -> Result<Vec<Leader>> {
    let mut leaders = Vec::new();
    let mut request = PullRequest::snapshot(person);
    loop {
        let page = match pull(ws, &request).await? {
            Pulled::Page(page) => page,
            Pulled::Upgrade => return Err(Trouble::Older),
            Pulled::AnotherPerson => return Err(Trouble::AnotherPerson),
            Pulled::Delta(_) => return Err(Trouble::Unreadable),
        };
        let (start, next) = (page.start, page.next);
        // A snapshot comes kind by kind: leaders are among the first.
        let mut is_past = false;
        for row in page.rows {
            match row.into_read().map(|stored| stored.row) {
                Ok(Row::Leader(leader)) => leaders.push(leader),
                Ok(row) => is_past |= row.key().kind > Kind::Leader,
                Err(_) => {}
            }
        }
        let Some(after) = next.filter(|_| !is_past) else {
            return Ok(leaders);
        };
        request = PullRequest {
            start: Some(start),
            after: Some(after),
            ..PullRequest::snapshot(person)
        };
    }
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

/// Who is signed in.
///
/// # Errors
/// [`Trouble`]: nobody is, say.
pub async fn me() -> Result<Me> {
    read(Request::get("/api/v1/me").send().await).await
}

/// # Errors
/// [`Trouble`]; the session may go on.
pub async fn sign_out() -> Result<()> {
    post::<Value>("/api/v1/sign-out", &json!({})).await.map(drop)
}

/// What a request is known by when it is asked again, since its answer was lost.
pub fn request() -> Uuid {
    clock::fresh(|millis, random| uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}

/// Opens a further workspace; asked twice with one request, it opens one. Answers with its id, too.
///
/// # Errors
/// [`Trouble`], in the server's words.
pub async fn open_workspace(request: Uuid, name: &str, zone: &str) -> Result<(Me, WorkspaceId)> {
    let body = json!({ "request": request, "name": name, "zone": zone });
    let me: Me = post("/api/v1/workspaces", &body).await?;
    let opened = me.entered.ok_or(Trouble::Unreachable)?;
    Ok((me, opened))
}

/// A new invitation's secret, told this once.
///
/// # Errors
/// [`Trouble`], in the server's words.
pub async fn invite(ws: WorkspaceId, label: &str, right: Right) -> Result<String> {
    let body = json!({ "label": label, "right": right });
    let made: Secret = post(&format!("/api/v1/w/{ws}/invitations"), &body).await?;
    Ok(made.secret)
}

/// # Errors
/// [`Trouble`], in the server's words.
pub async fn invitations(ws: WorkspaceId) -> Result<Vec<Invitation>> {
    read(Request::get(&format!("/api/v1/w/{ws}/invitations")).send().await).await
}

/// # Errors
/// [`Trouble`], in the server's words.
pub async fn withdraw(ws: WorkspaceId, id: &str) -> Result<()> {
    let url = format!("/api/v1/w/{ws}/invitations/withdraw");
    post::<Value>(&url, &json!({ "id": id })).await.map(drop)
}

/// # Errors
/// [`Trouble`]: it is no longer open, say.
pub async fn invitation(secret: &str) -> Result<Invited> {
    post("/api/v1/invitation", &json!({ "secret": secret })).await
}

/// # Errors
/// [`Trouble`], in the server's words.
pub async fn join(join: &Join) -> Result<Me> {
    post("/api/v1/join", join).await
}

/// # Errors
/// [`Trouble`].
pub async fn sessions() -> Result<Vec<OpenSession>> {
    read(Request::get("/api/v1/sessions").send().await).await
}

/// # Errors
/// [`Trouble`]: the session goes on.
pub async fn end_session(id: &str, wipe: bool) -> Result<()> {
    post::<Value>("/api/v1/sessions/end", &json!({ "id": id, "wipe": wipe }))
        .await
        .map(drop)
}

async fn post<T: DeserializeOwned>(url: &str, body: &impl Serialize) -> Result<T> {
    send(Request::post(url), body).await
}

async fn send<T: DeserializeOwned>(request: RequestBuilder, body: &impl Serialize) -> Result<T> {
    let request = request
        .json(body)
        .map_err(|error| Trouble::Said(error.to_string()))?;
    read(request.send().await).await
}

async fn read<T: DeserializeOwned>(response: std::result::Result<Response, gloo_net::Error>) -> Result<T> {
    let response = response.map_err(|_| Trouble::Unreachable)?;
    let (is_ok, status) = (response.ok(), response.status());
    let content = response.headers().get("content-type").unwrap_or_default();
    // An answer that breaks off is none.
    let text = response.text().await.map_err(|_| Trouble::Unreachable)?;
    if is_ok {
        return answer::read(&content, &text).map_err(Trouble::from);
    }
    match answer::read::<Said>(&content, &text) {
        Ok(said) => Err(match said.error.as_str() {
            "signed_out" => Trouble::SignedOut,
            "locked" => Trouble::Locked(said.person, said.message),
            "not_a_member" => Trouble::NotAMember(said.person, said.message),
            "wiped" => Trouble::Wiped(said.person),
            "older_page" => Trouble::Older,
            _ => Trouble::Said(said.message),
        }),
        Err(_) if status == 429 => Err(Trouble::Said(
            "Too many attempts: wait a minute, then try again.".into(),
        )),
        Err(strange) => Err(strange.into()),
    }
}
