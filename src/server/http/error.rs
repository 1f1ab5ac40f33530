//! What goes wrong in a handler, and how a client hears of it.
//!
//! Everything under `/api` answers [`Told`]: `{"error": code, "message": words}`. Codes are for programs and stay;
//! words are for people. Use [`ApiError`] there; the portal renders pages of its own.

use axum::{
    Json,
    extract::Request,
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::calls::told::{Told, code};
use crate::domain::{Refusal, UserId};
use crate::server::{store::StoreError, work::writer::Unsaved};

#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    told: Told,
    /// Seconds to wait before asking again, where that is known.
    retry_after: Option<u32>,
}

impl ApiError {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            told: Told {
                error: code.into(),
                message: message.into(),
                person: None,
            },
            retry_after: None,
        }
    }

    pub fn status(&self) -> StatusCode {
        self.status
    }

    pub fn retry_after(&self) -> Option<u32> {
        self.retry_after
    }

    /// As it is told to whoever asked.
    pub fn told(self) -> Told {
        self.told
    }

    /// It is about this person's board only.
    pub fn of(mut self, person: UserId) -> Self {
        self.told.person = Some(person);
        self
    }

    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", message)
    }

    pub fn signed_out() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            code::SIGNED_OUT,
            "Sign in again; what waits on this device is kept and will be sent.",
        )
    }

    /// The session was ended from another of the person's devices.
    pub fn locked() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            code::LOCKED,
            "This device was locked from another. Sign in again; what waits on it is kept and will be sent.",
        )
    }

    /// The session was ended from another of the person's devices, and its device is to forget everything.
    pub fn wiped() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            code::WIPED,
            "This device was wiped from another.",
        )
    }

    /// They were, and are no more.
    pub fn not_a_member() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            code::NOT_A_MEMBER,
            "You are no longer a member of this workspace. Ask one of its owners.",
        )
    }

    /// The account is not the one whose board the device keeps.
    pub fn another_person() -> Self {
        Self::new(
            StatusCode::CONFLICT,
            "another_person",
            "This board holds the work of somebody else. Sign in as that person, or use another browser or profile for your own. Nothing was changed.",
        )
    }

    /// The page speaks an older protocol.
    pub fn older_page() -> Self {
        Self::new(
            StatusCode::UPGRADE_REQUIRED,
            code::OLDER_PAGE,
            "The server is newer than this page. Reload to go on; nothing is lost.",
        )
    }

    pub fn owner_only() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "owner_only",
            "Only an owner of the workspace may do this.",
        )
    }

    /// One answer for an invitation that was never given, was used, withdrawn, or has expired.
    pub fn invitation_gone() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "invitation_gone",
            "This invitation is no longer open. Ask for a new one.",
        )
    }

    pub fn wrong_password() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "wrong_password",
            "This e-mail address and password do not go together.",
        )
    }

    /// Too many tries of late, or too many people at this moment.
    pub fn too_many(seconds: u32) -> Self {
        let wait = match seconds {
            1 => "a second".to_owned(),
            2..=90 => format!("{seconds} seconds"),
            _ => format!("{} minutes", seconds.div_ceil(60)),
        };
        Self {
            retry_after: Some(seconds),
            ..Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                "too_many",
                format!("Too many tries: wait {wait}, then try again."),
            )
        }
    }

    /// The client asks again by itself.
    pub fn too_many_streams() -> Self {
        Self {
            retry_after: Some(5),
            ..Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                "too_many_streams",
                "Fulcrum is open too many times at this place: close some of its windows. This one goes live once \
                 there is room.",
            )
        }
    }

    pub fn wrong_code() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "wrong_code",
            "The claim code is not right. Open the address that the server printed when it started.",
        )
    }

    pub fn already_claimed() -> Self {
        Self::new(
            StatusCode::CONFLICT,
            "already_claimed",
            "This server has an owner: sign in instead.",
        )
    }

    /// One answer for a workspace that is not there and one that is someone else's.
    pub fn no_such_workspace() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "no_such_workspace",
            "There is no such workspace for you on this server.",
        )
    }

    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "There is nothing at this address.",
        )
    }

    pub fn foreign_origin() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "foreign_origin",
            "This request came from another site. Open Fulcrum at the address set as FULCRUM_PUBLIC_URL.",
        )
    }
}

/// What the rules refuse, in words for a person.
impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self::bad_request(capital(&refusal.to_string()))
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            error if error.is_full() => Self::new(
                StatusCode::INSUFFICIENT_STORAGE,
                "disk_full",
                "The server's disk is full. Your changes wait on this device until there is room; reading goes on.",
            ),
            StoreError::EmailTaken => Self::new(
                StatusCode::CONFLICT,
                "email_taken",
                "This e-mail address already has an account: sign in.",
            ),
            error => {
                tracing::error!(%error, "the store did not answer");
                Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "not_saved",
                    "The server could not save this just now. Nothing is lost; it is tried again.",
                )
            }
        }
    }
}

impl From<Unsaved> for ApiError {
    fn from(unsaved: Unsaved) -> Self {
        match unsaved {
            Unsaved::NoWorkspace => Self::no_such_workspace(),
            Unsaved::Full => StoreError::Full.into(),
            Unsaved::Failed => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "not_saved",
                "The server could not save this just now. Nothing is lost; it is tried again.",
            ),
        }
    }
}

/// As a sentence.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).chain(['.']).collect()
    })
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let told = Json(self.told);
        let mut response = (self.status, [(header::CACHE_CONTROL, "no-store")], told).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// Under `/api`: what the framework itself refuses (a body that is no JSON, too much of it, too many requests), and a
/// panic, is told in the same form, and nothing is kept by caches.
pub async fn in_our_words(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let status = response.status();
    let is_json = |value: &header::HeaderValue| value.as_bytes().starts_with(b"application/json");
    if !status.is_success() && !response.headers().get(header::CONTENT_TYPE).is_some_and(is_json) {
        let (code, message) = match status {
            StatusCode::PAYLOAD_TOO_LARGE => (
                "too_large",
                "This is more than the server takes at once. Nothing was changed.",
            ),
            StatusCode::REQUEST_TIMEOUT => (
                "too_slow",
                "This took too long. Check the connection, then try again.",
            ),
            StatusCode::TOO_MANY_REQUESTS => ("too_many", "Too many tries: wait a little, then try again."),
            StatusCode::METHOD_NOT_ALLOWED => {
                ("method_not_allowed", "This address does not take such a request.")
            }
            status if status.is_server_error() => {
                ("internal", "Something went wrong on our side; it is tried again.")
            }
            _ => ("bad_request", "This request cannot be read. Nothing was changed."),
        };
        let mut told = ApiError::new(status, code, message).into_response();
        for name in [header::RETRY_AFTER, header::ALLOW] {
            if let Some(value) = response.headers_mut().remove(&name) {
                // The limiter rounds down, and asking again at once would be asking in vain.
                let is_at_once = name == header::RETRY_AFTER && value == "0";
                let value = if is_at_once { 1.into() } else { value };
                told.headers_mut().insert(name, value);
            }
        }
        response = told;
    }
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(header::HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, middleware, routing::post};
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    use super::*;

    #[tokio::test]
    async fn a_panic_is_told_like_anything_else() {
        let falls = async || -> &'static str { panic!("a bug") };
        let router: Router = Router::new()
            .route("/", post(falls))
            .layer(CatchPanicLayer::new())
            .layer(middleware::from_fn(in_our_words));
        let request = Request::post("/").body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let body = axum::body::to_bytes(response.into_body(), 1_000).await.unwrap();
        let told: Told = serde_json::from_slice(&body).unwrap();
        assert_eq!(told.error, "internal");
        assert!(!told.message.contains("a bug"));
    }
}
