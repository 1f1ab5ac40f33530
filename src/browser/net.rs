//! Requests to the server, and what their failure means.

use gloo_net::http::{Method, Request, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use leptos::server_fn::{
    Protocol, client::Client, mock::BrowserMockServer, request::BrowserMockReq, response::BrowserMockRes,
};
use send_wrapper::SendWrapper;
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;
use web_sys::AbortController;

use super::clock;
use crate::calls::told::{Call, Failed, Told, UNREACHABLE, UNREADABLE, code};
use crate::domain::{Kind, Leader, Row, UserId, WorkspaceId};
use crate::sync::{
    answer, lines,
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
            Self::Unreachable => UNREACHABLE.into(),
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

impl From<Failed> for Trouble {
    fn from(failed: Failed) -> Self {
        let told = match failed {
            Failed::Told(told) => told,
            Failed::Unreachable => return Self::Unreachable,
            Failed::Unreadable => return Self::Unreadable,
        };
        match told.error.as_str() {
            code::SIGNED_OUT => Self::SignedOut,
            code::LOCKED => Self::Locked(told.person, told.message),
            code::NOT_A_MEMBER => Self::NotAMember(told.person, told.message),
            code::WIPED => Self::Wiped(told.person),
            code::OLDER_PAGE => Self::Older,
            _ => Self::Said(told.message),
        }
    }
}

/// What is told of a board under somebody else's session.
pub const ANOTHER_PERSON: &str = "Somebody else is signed in on this browser. This board is kept as it is, and nothing of it is sent. Sign in as the person whose board it is.";
/// What is told to whoever is let go while a push is on its way; before it, the server's own words are.
pub const NOT_A_MEMBER: &str = "You are no longer a member of this workspace. Ask one of its owners.";

/// Longest wait for an answer, in milliseconds. What nobody answers is asked again.
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
pub async fn push(ws: WorkspaceId, push: &Push) -> Result<PushAnswer, Trouble> {
    Ok(post(&format!("/api/v1/w/{ws}/push"), push).await?)
}

/// # Errors
/// [`Trouble`].
pub async fn pull(ws: WorkspaceId, request: &PullRequest) -> Result<Pulled, Trouble> {
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
    let response = patience.with(Request::get(&url)).send().await;
    Ok(read(response, lines::read).await?)
}

/// The leaders of a workspace that this device does not hold yet.
///
/// # Errors
/// [`Trouble`].
pub async fn leaders(ws: WorkspaceId, person: UserId) -> Result<Vec<Leader>, Trouble> {
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

/// What a request is known by when it is asked again, since its answer was lost.
pub fn request() -> Uuid {
    clock::fresh(|millis, random| uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}

/// A browser's side of all calls.
impl<Given, Answer, C> Protocol<Given, Answer, C, BrowserMockServer, Failed> for Call
where
    Given: Serialize + Send,
    Answer: DeserializeOwned + Send,
    C: Client<Failed>,
{
    const METHOD: Method = Method::POST;

    async fn run_server<F, Fut>(_: BrowserMockReq, _: F) -> Result<BrowserMockRes, Failed>
    where
        F: Fn(Given) -> Fut + Send,
        Fut: Future<Output = Result<Answer, Failed>> + Send,
    {
        Err(Failed::Unreachable)
    }

    fn run_client(path: &str, given: Given) -> impl Future<Output = Result<Answer, Failed>> + Send {
        // A page has one thread.
        SendWrapper::new(async move { post(path, &given).await })
    }
}

async fn post<T: DeserializeOwned>(url: &str, body: &impl Serialize) -> Result<T, Failed> {
    let patience = Patience::begin();
    let request = patience.with(Request::post(url));
    // What is sent is made of words and numbers, of which JSON knows all.
    let request = request.json(body).map_err(|_| Failed::Unreadable)?;
    read(request.send().await, |text| serde_json::from_str(text)).await
}

async fn read<T>(
    response: Result<Response, gloo_net::Error>,
    by: fn(&str) -> serde_json::Result<T>,
) -> Result<T, Failed> {
    let response = response.map_err(|_| Failed::Unreachable)?;
    let (is_ok, status) = (response.ok(), response.status());
    let content = response.headers().get("content-type").unwrap_or_default();
    // An answer that breaks off is none.
    let text = response.text().await.map_err(|_| Failed::Unreachable)?;
    if is_ok {
        return answer::read_by(&content, &text, by).map_err(Failed::from);
    }
    Err(match answer::read(&content, &text) {
        Ok(told) => Failed::Told(told),
        // Said by whatever stands before the server.
        Err(_) if status == 429 => Failed::Told(Told {
            error: "too_many".into(),
            message: "Too many attempts: wait a minute, then try again.".into(),
            person: None,
        }),
        Err(strange) => strange.into(),
    })
}
