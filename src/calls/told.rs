//! What calls take and tell, once for both sides, and how they travel.

use std::fmt;

use chrono::{DateTime, Utc};
use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

use crate::domain::{Right, UserId, WorkspaceId};
use crate::sync::answer::Strange;

/// How a call travels: what is asked and what is told are JSON, each an object, in a `POST`. The server's side stands in
/// `server/http/call.rs`, the browser's in `browser/net.rs`.
pub struct Call;

pub type Result<T> = std::result::Result<T, Failed>;

/// Why a call brought nothing. Nothing is lost by it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Failed {
    Told(Told),
    /// No answer at all. A server never says so, nor the other.
    #[serde(skip)]
    Unreachable,
    /// The server answered in words that this page does not know.
    #[serde(skip)]
    Unreadable,
}

/// What the server answers instead, everywhere under `/api`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Told {
    /// For programs; these codes stay.
    pub error: String,
    /// For a person.
    pub message: String,
    /// Whose board it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<UserId>,
}

impl Failed {
    pub fn words(self) -> String {
        match self {
            Self::Told(told) => told.message,
            Self::Unreachable => UNREACHABLE.into(),
            Self::Unreadable => UNREADABLE.into(),
        }
    }

    /// Whether nobody is signed in, or no more.
    pub fn is_signed_out(&self) -> bool {
        matches!(self, Self::Told(told) if told.error == code::SIGNED_OUT)
    }
}

/// Codes on which a browser acts. All others it only tells.
pub mod code {
    /// There is no session.
    pub const SIGNED_OUT: &str = "signed_out";
    /// The session was ended from another of the person's devices.
    pub const LOCKED: &str = "locked";
    /// The same, and the device is to forget everything.
    pub const WIPED: &str = "wiped";
    /// They were, and are no more.
    pub const NOT_A_MEMBER: &str = "not_a_member";
    /// The page speaks an older protocol.
    pub const OLDER_PAGE: &str = "older_page";
}

/// What is told when nobody answers.
pub const UNREACHABLE: &str = "The server does not answer. Check the connection and try again.";
/// What is told of an answer that this page cannot read.
pub const UNREADABLE: &str = "The server answered in a way that this version cannot read. Reload to get the newer one; if that does not help, the server has to be updated first. Nothing is lost: what waits here is kept.";

impl From<Strange> for Failed {
    fn from(strange: Strange) -> Self {
        match strange {
            Strange::NotTheServer => Self::Unreachable,
            Strange::Unreadable => Self::Unreadable,
        }
    }
}

/// Both sides of [`Call`] make their own; this is for whatever else the library might meet.
impl FromServerFnError for Failed {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self::Unreadable
    }
}

/// Opens something: a password, a code, an invitation's secret. It is written nowhere by accident.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Who comes in, and how they sign in from then on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Newcomer {
    /// As leaders know them.
    pub name: String,
    #[serde(default)]
    pub phone: String,
    pub email: String,
    pub password: Secret,
}

/// Who is signed in, and where they belong.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Me {
    pub user: UserId,
    pub workspaces: Vec<Place>,
    /// The workspace that was just opened or joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entered: Option<WorkspaceId>,
    /// Whose board now belongs to this person: the same one by their address, whom the server does not know any more,
    /// since it came back from a backup.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<UserId>,
}

impl Me {
    /// The workspace that was opened.
    ///
    /// # Errors
    /// When the server does not say which.
    pub fn opened(&self) -> Result<WorkspaceId> {
        self.entered.ok_or(Failed::Unreadable)
    }
}

/// Whether a server sends e-mail.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MailDesk {
    /// From which address; none where it sends nothing.
    pub from: Option<String>,
}

/// An e-mail went out to try whether any does.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MailTest {
    /// To the person's own address.
    pub to: String,
}

/// A person's own calendar of a workspace.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CalendarDesk {
    /// When its address was made; none where it has none.
    pub made_at: Option<DateTime<Utc>>,
    /// Titles name people.
    pub named: bool,
}

/// A new address for it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewCalendar {
    /// Told this once.
    pub secret: Secret,
}

/// A workspace to which one belongs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Place {
    pub id: WorkspaceId,
    pub name: String,
    pub right: Right,
}

/// What an invitation says to whoever opens it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Invited {
    pub workspace: String,
    pub invited_by: String,
    pub label: String,
    pub right: Right,
}

/// An invitation that waits, for whoever may withdraw it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Waiting {
    pub id: String,
    /// For whom.
    pub label: String,
    pub right: Right,
    pub expires_at: DateTime<Utc>,
}

/// A new invitation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Invitation {
    /// Told this once.
    pub secret: Secret,
}

/// A device on which one is signed in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OpenSession {
    pub id: String,
    pub device: String,
    pub opened_at: DateTime<Utc>,
    /// Within an hour.
    pub seen_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub here: bool,
}

/// It was done, and there is nothing more to tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Done {}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_secret_is_written_nowhere_by_accident() {
        let who = Newcomer {
            name: "Ida".into(),
            phone: String::new(),
            email: "ida@example.org".into(),
            password: Secret("four words and more".into()),
        };
        let written = format!("{who:?}");
        assert!(!written.contains("four words"), "{written}");
        assert_eq!(json!(who)["password"], "four words and more");
    }

    #[test]
    fn what_a_browser_finds_out_by_itself_no_server_says() {
        let told = json!({ "error": "too_large", "message": "This is more than the server takes at once." });
        let failed: Failed = serde_json::from_value(told.clone()).unwrap();
        assert_eq!(json!(failed), told, "as everything under the API is refused");
        for answer in [json!(null), json!("Unreachable"), json!({ "Unreadable": null })] {
            assert!(serde_json::from_value::<Failed>(answer).is_err());
        }
    }
}
