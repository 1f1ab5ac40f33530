//! Sessions: opaque tokens in a cookie, hashed at rest.

use axum::{
    extract::{FromRequestParts, Path},
    http::{HeaderMap, header, request::Parts},
};
use chrono::TimeDelta;

use crate::domain::{UserId, WorkspaceId, secret_hash};
use crate::server::{
    accounts::secret,
    app::App,
    http::{cookie::cookie, error::ApiError},
    store::{Ending, NewSession},
};

/// How long a session lasts, in days.
const DAYS: i64 = 90;

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct Session {
    pub user: UserId,
    pub token_hash: String,
}

fn cookie_name(app: &App) -> &'static str {
    // Browsers take the __Host- prefix only over https.
    if app.config.is_https() {
        "__Host-fulcrum"
    } else {
        "fulcrum"
    }
}

impl Session {
    /// Opens a session and answers with its cookie.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub async fn open(app: &App, user: UserId, headers: &HeaderMap) -> Result<String, ApiError> {
        let token = secret::draw();
        let now = app.clock.now();
        let agent = headers
            .get(header::USER_AGENT)
            .and_then(|agent| agent.to_str().ok());
        app.store
            .put_session(&NewSession {
                token_hash: secret_hash(&token),
                user,
                device: device(agent.unwrap_or("")),
                opened_at: now,
                expires_at: now + TimeDelta::days(DAYS),
            })
            .await?;
        Ok(set_cookie(app, &token, DAYS * 86_400))
    }

    /// Ends it and answers with the cookie that takes it off the browser.
    ///
    /// # Errors
    /// When that cannot be stored.
    pub async fn end(&self, app: &App) -> Result<String, ApiError> {
        app.store.end_session(&self.token_hash, None).await?;
        app.sessions_changed.send_modify(|changes| *changes += 1);
        Ok(set_cookie(app, "", 0))
    }

    /// # Errors
    /// When the store does not answer.
    pub async fn is_valid(&self, app: &App) -> Result<bool, ApiError> {
        Ok(app
            .store
            .session(&self.token_hash, app.clock.now())
            .await?
            .is_some())
    }
}

fn set_cookie(app: &App, token: &str, seconds: i64) -> String {
    let secure = if app.config.is_https() { "; Secure" } else { "" };
    format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}",
        cookie_name(app)
    )
}

impl FromRequestParts<App> for Session {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let token = cookie(&parts.headers, cookie_name(app)).ok_or_else(ApiError::signed_out)?;
        let token_hash = secret_hash(token);
        let now = app.clock.now();
        let Some(user) = app.store.session(&token_hash, now).await? else {
            return Err(match app.store.ending(&token_hash).await? {
                Some((person, Ending::Lock)) => ApiError::locked().of(person),
                Some((person, Ending::Wipe)) => ApiError::wiped().of(person),
                Some((person, Ending::LetGo)) => ApiError::not_a_member().of(person),
                None => ApiError::signed_out(),
            });
        };
        // A full disk ends no session.
        if let Err(error) = app.store.seen(&token_hash, now, now - TimeDelta::hours(1)).await {
            tracing::debug!(%error, "the use of a session was not noted");
        }
        Ok(Self { user, token_hash })
    }
}

/// A session at a workspace's address, whether or not its person belongs there.
#[derive(Clone, Debug)]
pub struct AtWorkspace {
    pub session: Session,
    pub ws: WorkspaceId,
}

impl FromRequestParts<App> for AtWorkspace {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let session = Session::from_request_parts(parts, app).await?;
        let Path(ws) = Path::<WorkspaceId>::from_request_parts(parts, app)
            .await
            .map_err(|_| ApiError::no_such_workspace())?;
        Ok(Self { session, ws })
    }
}

impl AtWorkspace {
    /// # Errors
    /// When the person does not belong there, or no more.
    pub async fn enter(self, app: &App) -> Result<InWorkspace, ApiError> {
        let Self { session, ws } = self;
        let at = InWorkspace { session, ws };
        // What is at hand says who belongs there. What is not is read for nobody but its people, whom the store knows.
        if let Some(space) = app.workspaces.at_hand(ws)
            && let member = space.read().state().member(at.session.user)
            && member.is_some_and(|member| member.left.is_none())
        {
            return Ok(at);
        }
        if !app.store.workspaces(at.session.user).await?.contains(&ws) {
            return Err(ApiError::no_such_workspace());
        }
        if !at.is_member(app).await? {
            return Err(ApiError::not_a_member().of(at.session.user));
        }
        Ok(at)
    }
}

/// A session in a workspace its person belongs to: every `/api/v1/w/{ws}` route asks for one, or for whoever may
/// enter, and so does each call that names a workspace.
#[derive(Clone, Debug)]
pub struct InWorkspace {
    pub session: Session,
    pub ws: WorkspaceId,
}

impl FromRequestParts<App> for InWorkspace {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        AtWorkspace::from_request_parts(parts, app)
            .await?
            .enter(app)
            .await
    }
}

impl InWorkspace {
    /// Whether the person belongs to the workspace at this moment.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn is_member(&self, app: &App) -> Result<bool, ApiError> {
        let space = app.workspaces.get(self.ws).await?;
        Ok(space.is_some_and(|space| space.read().state().is_member(self.session.user)))
    }
}

/// What a browser runs on, in words that its person knows it by.
fn device(agent: &str) -> String {
    let first = |known: &[(&str, &'static str)]| {
        let found = known.iter().find(|(sign, _)| agent.contains(sign));
        found.map(|(_, name)| *name)
    };
    // Browsers name others besides themselves: the most particular comes first.
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "an iPhone"),
        ("iPad", "an iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "a Mac"),
        ("CrOS", "a Chromebook"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(name), None) | (None, Some(name)) => name.into(),
        (None, None) => "A browser".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::device;

    #[test]
    fn a_device_is_named_as_its_person_knows_it() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
        assert_eq!(device(chrome), "Chrome on Linux");
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1";
        assert_eq!(device(phone), "Safari on an iPhone");
        assert_eq!(device("curl/8"), "A browser");
    }
}
