//! On which devices a person is signed in, and ending one of these from another.

use crate::calls::told::{Done, OpenSession};
use crate::server::{
    accounts::session::Session,
    http::{call::Asked, error::ApiError},
    store::Ending,
};

/// # Errors
/// When nobody is signed in.
pub async fn list(mut asked: Asked) -> Result<Vec<OpenSession>, ApiError> {
    let session: Session = asked.read().await?;
    let app = &asked.app;
    let open = app.store.sessions(session.user, app.clock.now()).await?;
    let shown = open.into_iter().map(|one| OpenSession {
        id: id(&one.token_hash),
        here: one.token_hash == session.token_hash,
        device: one.device,
        opened_at: one.opened_at,
        seen_at: one.seen_at,
    });
    Ok(shown.collect())
}

/// One's own sessions only.
///
/// # Errors
/// When it is none of theirs.
pub async fn end(mut asked: Asked, given: String, wipe: bool) -> Result<Done, ApiError> {
    let session: Session = asked.read().await?;
    let app = &asked.app;
    let open = app.store.sessions(session.user, app.clock.now()).await?;
    let found = open.into_iter().find(|one| id(&one.token_hash) == given);
    let found = found.ok_or_else(ApiError::not_found)?;
    let ending = if wipe { Ending::Wipe } else { Ending::Lock };
    app.store.end_session(&found.token_hash, Some(ending)).await?;
    app.sessions_changed.send_modify(|changes| *changes += 1);
    Ok(Done {})
}

/// Tells a session from others without being the key to any.
fn id(token_hash: &str) -> String {
    token_hash.chars().take(16).collect()
}
