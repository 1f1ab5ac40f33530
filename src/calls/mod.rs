//! What a browser asks the server for outside of sync: accounts, the team, devices. Both sides compile this file: on the
//! server each function does it, in a browser it asks for it to be done and answers with what was told.
//!
//! Each is mounted by its own path in `server/http/router.rs`, among the routes whose limits it needs.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic ends the page's script"
)]

pub mod told;

use leptos::prelude::server;
use uuid::Uuid;

use crate::domain::{Right, UserId, WorkspaceId};
use told::{
    CalendarDesk, Call, Done, Invitation, Invited, MailDesk, MailTest, Me, NewCalendar, Newcomer,
    OpenSession, Result, Secret, Waiting,
};

#[cfg(feature = "ssr")]
use crate::server::{accounts, calendar, devices, http::call::answer, team};

/// Makes a new server somebody's, with the code that it printed.
#[server(name = Claim, prefix = "/api/v1", endpoint = "claim", protocol = Call)]
pub async fn claim(
    code: Secret,
    workspace: String,
    /// IANA zone of the browser.
    zone: String,
    #[server(flatten)] who: Newcomer,
) -> Result<Me> {
    answer(|asked| accounts::claim::claim(asked, code, workspace, zone, who)).await
}

#[server(name = SignIn, prefix = "/api/v1", endpoint = "sign-in", protocol = Call)]
pub async fn sign_in(
    email: String,
    password: Secret,
    /// Whose board is kept here: for anybody else the server changes nothing.
    #[server(default)]
    expects: Option<UserId>,
) -> Result<Me> {
    answer(|asked| accounts::sign_in::sign_in(asked, email, password, expects)).await
}

/// Ends the session; where it fails, the session may go on.
#[server(name = SignOut, prefix = "/api/v1", endpoint = "sign-out", protocol = Call)]
pub async fn sign_out() -> Result<Done> {
    answer(accounts::sign_in::sign_out).await
}

/// Who is signed in.
#[server(name = AskWho, prefix = "/api/v1", endpoint = "me", protocol = Call)]
pub async fn me() -> Result<Me> {
    answer(accounts::me::me).await
}

/// Opens a further workspace; asked twice with one request, it opens one. It is the `entered` of the answer.
#[server(name = OpenWorkspace, prefix = "/api/v1", endpoint = "workspaces", protocol = Call)]
pub async fn open_workspace(
    /// Drawn by whoever asks. The workspace's own id is the server's to draw: nobody can take one that another is about
    /// to use.
    request: Uuid,
    name: String,
    /// IANA zone in which its days are counted.
    zone: String,
) -> Result<Me> {
    answer(|asked| accounts::founding::open(asked, request, name, zone)).await
}

/// What an invitation is for. Its secret travels in the body, so that no log holds it.
#[server(name = OpenInvitation, prefix = "/api/v1", endpoint = "invitation", protocol = Call)]
pub async fn invitation(secret: Secret) -> Result<Invited> {
    answer(|asked| team::join::invitation(asked, secret)).await
}

/// Joins with a new account, or with the one that has this address.
#[server(name = Join, prefix = "/api/v1", endpoint = "join", protocol = Call)]
pub async fn join(
    secret: Secret,
    #[server(flatten)] who: Newcomer,
    /// Whose board is kept here: for anybody else the server changes nothing.
    #[server(default)]
    expects: Option<UserId>,
    /// Whether this address signed in here as that person.
    #[server(default)]
    is_their_address: bool,
) -> Result<Me> {
    answer(|asked| team::join::join(asked, secret, who, expects, is_their_address)).await
}

/// Invitations into a workspace that wait.
#[server(name = ListInvitations, prefix = "/api/v1", endpoint = "invitations", protocol = Call)]
pub async fn invitations(ws: WorkspaceId) -> Result<Vec<Waiting>> {
    answer(|asked| team::invitations::list(asked, ws)).await
}

#[server(name = Invite, prefix = "/api/v1", endpoint = "invitations/invite", protocol = Call)]
pub async fn invite(
    ws: WorkspaceId,
    /// For whom.
    label: String,
    right: Right,
) -> Result<Invitation> {
    answer(|asked| team::invitations::invite(asked, ws, label, right)).await
}

#[server(name = Withdraw, prefix = "/api/v1", endpoint = "invitations/withdraw", protocol = Call)]
pub async fn withdraw(ws: WorkspaceId, id: String) -> Result<Done> {
    answer(|asked| team::invitations::withdraw(asked, ws, id)).await
}

/// Where the person is signed in.
#[server(name = ListSessions, prefix = "/api/v1", endpoint = "sessions", protocol = Call)]
pub async fn sessions() -> Result<Vec<OpenSession>> {
    answer(devices::sessions::list).await
}

/// Ends one of the person's own sessions from another; where it fails, it goes on.
#[server(name = EndSession, prefix = "/api/v1", endpoint = "sessions/end", protocol = Call)]
pub async fn end_session(
    id: String,
    /// Whether the device forgets everything, or keeps what waits until the same person signs in.
    wipe: bool,
) -> Result<Done> {
    answer(|asked| devices::sessions::end(asked, id, wipe)).await
}

/// Whether the person has an address for their calendar of a workspace.
#[server(name = AskCalendar, prefix = "/api/v1", endpoint = "calendar", protocol = Call)]
pub async fn calendar_desk(ws: WorkspaceId) -> Result<CalendarDesk> {
    answer(|asked| calendar::address::ask(asked, ws)).await
}

/// Makes an address by which calendar programs fetch the person's own calendar. The one before opens nothing any more.
#[server(name = MakeCalendar, prefix = "/api/v1", endpoint = "calendar/make", protocol = Call)]
pub async fn make_calendar(
    ws: WorkspaceId,
    /// Whether titles name people, where everybody in the workspace may know them.
    named: bool,
) -> Result<NewCalendar> {
    answer(|asked| calendar::address::make(asked, ws, named)).await
}

#[server(name = EndCalendar, prefix = "/api/v1", endpoint = "calendar/end", protocol = Call)]
pub async fn end_calendar(ws: WorkspaceId) -> Result<Done> {
    answer(|asked| calendar::address::end(asked, ws)).await
}

/// Whether the server sends e-mail, and from where.
#[server(name = AskMail, prefix = "/api/v1", endpoint = "mail", protocol = Call)]
pub async fn mail_desk() -> Result<MailDesk> {
    answer(accounts::mail::desk).await
}

/// Sends an e-mail to the person themselves; where it fails, says why.
#[server(name = TestMail, prefix = "/api/v1", endpoint = "mail/test", protocol = Call)]
pub async fn test_mail() -> Result<MailTest> {
    answer(accounts::mail::test).await
}
