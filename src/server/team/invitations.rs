//! Inviting people into a workspace.

use chrono::TimeDelta;

use crate::calls::told::{self, Done, Secret, Waiting};
use crate::domain::{Power, Right, WorkspaceId, line, secret_hash};
use crate::server::{
    accounts::{
        secret,
        session::{AtWorkspace, InWorkspace},
    },
    http::{call::Asked, error::ApiError},
    store::Invitation,
};

/// Days for which an invitation is open.
const DAYS: i64 = 7;

/// # Errors
/// When they may not invite, or the name will not do.
pub async fn invite(
    mut asked: Asked,
    ws: WorkspaceId,
    label: String,
    right: Right,
) -> Result<told::Invitation, ApiError> {
    let at = manages(&mut asked, ws).await?;
    let app = &asked.app;
    let secret = secret::draw();
    app.store
        .invite(&Invitation {
            secret_hash: secret_hash(&secret),
            ws,
            label: line("name", &label)?,
            right,
            invited_by: at.session.user,
            expires_at: app.clock.now() + TimeDelta::days(DAYS),
        })
        .await?;
    Ok(told::Invitation {
        secret: Secret(secret),
    })
}

/// # Errors
/// When they may not invite.
pub async fn list(mut asked: Asked, ws: WorkspaceId) -> Result<Vec<Waiting>, ApiError> {
    manages(&mut asked, ws).await?;
    let app = &asked.app;
    let waiting = app.store.invitations(ws, app.clock.now()).await?;
    let shown = waiting.into_iter().map(|invitation| Waiting {
        id: invitation.secret_hash,
        label: invitation.label,
        right: invitation.right,
        expires_at: invitation.expires_at,
    });
    Ok(shown.collect())
}

/// # Errors
/// When they may not invite. One that waits no more is no error.
pub async fn withdraw(mut asked: Asked, ws: WorkspaceId, id: String) -> Result<Done, ApiError> {
    manages(&mut asked, ws).await?;
    asked.app.store.withdraw(ws, &id).await?;
    Ok(Done {})
}

/// Whoever asks, in a workspace whose people they manage.
async fn manages(asked: &mut Asked, ws: WorkspaceId) -> Result<InWorkspace, ApiError> {
    let session = asked.read().await?;
    let app = &asked.app;
    let at = AtWorkspace { session, ws }.enter(app).await?;
    let space = app
        .workspaces
        .get(ws)
        .await?
        .ok_or_else(ApiError::no_such_workspace)?;
    if space.read().state().may(at.session.user, Power::ManageMembers) {
        Ok(at)
    } else {
        Err(ApiError::owner_only())
    }
}
