//! Opening a workspace: the first of a new server, and further ones, a client's say.

use axum::{Json, extract::State};
use serde::Deserialize;

use super::{
    account::{Me, bad},
    app::App,
    clock::random,
    error::ApiError,
    session::Session,
    writer::Act,
};
use crate::domain::{Actor, Body, CommandId, Member, Power, Workspace, WorkspaceId, line};
use crate::sync::wire::{Epoch, Outcome};

#[derive(Deserialize)]
pub struct Open {
    /// Drawn by whoever asks, so that asking twice opens one.
    id: WorkspaceId,
    name: String,
    /// IANA zone in which its days are counted.
    zone: String,
}

/// `POST /api/v1/workspaces`: a further workspace, for somebody who owns one here.
pub async fn open(
    State(app): State<App>,
    session: Session,
    Json(given): Json<Open>,
) -> Result<Json<Me>, ApiError> {
    let owner = as_owner(&app, &session).await?;
    let workspace = named(&given.name, &given.zone)?;
    let epoch = Epoch(uuid::Builder::from_random_bytes(random()).into_uuid());
    if app.store.open_workspace(given.id, epoch, session.user).await? {
        found(&app, given.id, workspace, owner).await?;
        tracing::info!(ws = %given.id, "a workspace was opened");
    } else if !app.store.workspaces(session.user).await?.contains(&given.id) {
        return Err(ApiError::no_such_workspace());
    }
    // Heard by this person's streams, which then tell of the new one.
    app.sessions_changed.send_modify(|changes| *changes += 1);
    Ok(Json(Me::of(&app, session.user, Some(given.id)).await?))
}

/// The person as they are in a workspace where they may open others.
async fn as_owner(app: &App, session: &Session) -> Result<Member, ApiError> {
    for place in app.places_of(session.user).await? {
        let Some(space) = app.workspaces.get(place.id).await? else {
            continue;
        };
        let authority = space.read();
        let state = authority.state();
        if state.may(session.user, Power::OpenWorkspaces)
            && let Some(member) = state.member(session.user)
        {
            return Ok(member.clone());
        }
    }
    Err(ApiError::owner_only())
}

/// A workspace by this name.
///
/// # Errors
/// When the name is empty or too long. A zone that is not known becomes UTC.
pub fn named(name: &str, zone: &str) -> Result<Workspace, ApiError> {
    let is_known = zone.parse::<chrono_tz::Tz>().is_ok();
    Ok(Workspace {
        name: line("workspace's name", name).map_err(bad)?,
        zone: if is_known { zone } else { "UTC" }.into(),
    })
}

/// Gives a workspace its name and its owner. Its first rows are commands like any other.
///
/// # Errors
/// When the rules refuse them, or the server could not save them.
pub async fn found(app: &App, ws: WorkspaceId, workspace: Workspace, owner: Member) -> Result<(), ApiError> {
    let claimed_at = app.clock.now().fixed_offset();
    let user = owner.user;
    for body in [Body::PutWorkspace(workspace), Body::PutMember(owner)] {
        let act = Act {
            actor: Actor::User(user),
            id: CommandId::new(app.clock.millis(), random()),
            body,
            claimed_at,
        };
        if let Outcome::Refused { reason, .. } = app.writer.act(ws, act).await? {
            return Err(bad(reason));
        }
    }
    Ok(())
}
