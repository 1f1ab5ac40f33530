//! Who is signed in.

use super::session::Session;
use crate::calls::told::Me;
use crate::domain::{UserId, WorkspaceId};
use crate::server::{
    app::App,
    http::{call::Asked, error::ApiError},
};

/// This person, and the workspace that they have just opened or joined.
///
/// # Errors
/// When the store does not answer.
pub async fn of(app: &App, user: UserId, entered: Option<WorkspaceId>) -> Result<Me, ApiError> {
    Ok(Me {
        user,
        workspaces: app.places_of(user).await?,
        entered,
        instead_of: None,
    })
}

/// # Errors
/// When nobody is signed in.
pub async fn me(mut asked: Asked) -> Result<Me, ApiError> {
    let session: Session = asked.read().await?;
    of(&asked.app, session.user, None).await
}
