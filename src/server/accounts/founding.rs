//! Opening a workspace: the first of a new server, and further ones, a client's say.

use uuid::Uuid;

use crate::calls::told::Me;
use crate::domain::{
    Actor, Body, CommandId, Member, Power, Workspace, WorkspaceId, decide, line, member, workspace,
};
use crate::server::{
    accounts::{me, session::Session},
    app::App,
    http::{call::Asked, error::ApiError},
    operate::clock::{Clock, random},
    store::{Account, Founding},
};
use crate::sync::{
    server::{Authority, Batch, Commit, Now, Recall},
    wire::{Epoch, Outcome},
};

/// A further workspace, for somebody who owns one here.
///
/// # Errors
/// When they own none, or the name will not do.
pub async fn open(mut asked: Asked, request: Uuid, name: String, zone: String) -> Result<Me, ApiError> {
    let session: Session = asked.read().await?;
    let app = &asked.app;
    let owner = as_owner(app, &session).await?;
    let workspace = named(&name, &zone)?;
    let ws = found(app, workspace, owner, request, None).await?;
    // Heard by this person's streams, which then tell of the new one.
    app.sessions_changed.send_modify(|changes| *changes += 1);
    me::of(app, session.user, ws).await
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
        name: line("workspace's name", name)?,
        zone: if is_known { zone } else { "UTC" }.into(),
    })
}

/// Founds a workspace with its name, its owner and, when it claims a new server, the owner's account: all or nothing.
/// Answers with the id of the workspace that stands for this person's request; none when the server was claimed
/// meanwhile.
///
/// # Errors
/// When the rules refuse its first rows, or the server could not save them.
pub async fn found(
    app: &App,
    workspace: Workspace,
    owner: Member,
    request: Uuid,
    claims: Option<Account>,
) -> Result<Option<WorkspaceId>, ApiError> {
    let ws = WorkspaceId::new(app.clock.millis(), random());
    let founding = Founding {
        ws,
        user: owner.user,
        request,
        claims,
        first: first_rows(app.clock, workspace, owner)?,
    };
    let stands = app.store.found(&founding).await?;
    if stands == Some(ws) {
        tracing::info!(%ws, "a workspace was opened");
    }
    Ok(stands)
}

/// The first rows are made by commands like any other, from nothing. No writer is asked: until they are committed
/// nobody knows of the workspace.
fn first_rows(clock: Clock, workspace: Workspace, owner: Member) -> Result<Commit, ApiError> {
    let nothing = Authority::new(Epoch(uuid::Builder::from_random_bytes(random()).into_uuid()));
    let now = Now {
        at: clock.now(),
        today: clock.today(&workspace.zone),
    };
    let actor = Actor::User(owner.user);
    let mut batch = Batch::new(&nothing, Recall::default(), decide);
    for body in [
        Body::Workspace(workspace::Command::PutWorkspace(workspace)),
        Body::Member(member::Command::PutMember(owner)),
    ] {
        let id = CommandId::new(clock.millis(), random());
        if let Outcome::Refused { reason, .. } = batch.act(actor, id, &body, now.at.fixed_offset(), now) {
            return Err(reason.into());
        }
    }
    Ok(batch.finish())
}
