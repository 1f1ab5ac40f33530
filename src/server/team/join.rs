//! Joining a workspace with an invitation.

use axum::{Json, extract::State, http::HeaderMap, http::header, response::IntoResponse};
use serde::{Deserialize, Serialize};

use crate::domain::{Actor, Body, CommandId, Member, Power, Right, UserId, line, member, secret_hash};
use crate::server::{
    accounts::{
        email::email,
        me::Me,
        password::{hash_password, verify_password},
        session::Session,
    },
    app::App,
    http::{client_address::ComesFrom, error::ApiError},
    operate::clock::random,
    store::{Account, Invitation, Joining, StoreError},
    work::writer::{Act, Joined},
};

#[derive(Deserialize)]
pub struct Open {
    secret: String,
}

/// What an invitation says to whoever opens it.
#[derive(Serialize)]
pub struct Invited {
    workspace: String,
    invited_by: String,
    label: String,
    right: Right,
}

#[derive(Deserialize)]
pub struct Join {
    secret: String,
    name: String,
    #[serde(default)]
    phone: String,
    email: String,
    password: String,
    /// Whose board the browser keeps, and whether it remembers that this address is theirs.
    #[serde(default)]
    expects: Option<UserId>,
    #[serde(default)]
    is_their_address: bool,
}

/// `POST /api/v1/invitation`: what an invitation is for. The secret travels in the body, so that no log holds it.
pub async fn invitation(State(app): State<App>, Json(given): Json<Open>) -> Result<Json<Invited>, ApiError> {
    open(&app, &given.secret).await.map(|(_, invited)| Json(invited))
}

/// `POST /api/v1/join`: with a new account, or with the one that has this address.
pub async fn join(
    State(app): State<App>,
    ComesFrom(address): ComesFrom,
    headers: HeaderMap,
    Json(given): Json<Join>,
) -> Result<impl IntoResponse, ApiError> {
    let (invitation, _) = open(&app, &given.secret).await?;
    let name = line("name you go by", &given.name)?;
    let phone = match given.phone.trim() {
        "" => None,
        phone => Some(crate::domain::phone(phone)?),
    };
    let email = email(&given.email)?;
    let (user, new) = match app.store.account(&email).await? {
        Some(account) => {
            let tried = app
                .tries
                .begin(&email, address, app.clock.now())
                .map_err(ApiError::too_many)?;
            if !verify_password(given.password, account.password_hash).await? {
                return Err(ApiError::wrong_password());
            }
            tried.was_right(app.clock.now());
            (account.user, None)
        }
        None => {
            let user = UserId::new(app.clock.millis(), random());
            let account = Account {
                user,
                email,
                name: name.clone(),
                password_hash: hash_password(given.password).await?,
            };
            (user, Some(account))
        }
    };
    let instead_of = match given.expects.filter(|expected| *expected != user) {
        None => None,
        // They joined after the backup from which the server came back.
        Some(gone) if given.is_their_address && !app.store.knows(gone).await? => Some(gone),
        Some(_) => return Err(ApiError::another_person()),
    };
    let act = Act {
        // As if whoever invited them had added them now.
        actor: Actor::User(invitation.invited_by),
        id: CommandId::new(app.clock.millis(), random()),
        body: Body::Member(member::Command::PutMember(Member {
            user,
            name,
            phone,
            right: invitation.right,
            left: None,
        })),
        claimed_at: app.clock.now().fixed_offset(),
    };
    let joining = Joining {
        secret_hash: invitation.secret_hash,
        user,
        account: new,
    };
    match app.writer.join(invitation.ws, joining, act).await? {
        Joined::In => {}
        Joined::InvitationGone => return Err(ApiError::invitation_gone()),
        Joined::EmailTaken => return Err(StoreError::EmailTaken.into()),
    }
    let cookie = Session::open(&app, user, &headers).await?;
    // Heard by this person's other streams, which then tell of the new workspace.
    app.sessions_changed.send_modify(|changes| *changes += 1);
    tracing::info!(ws = %invitation.ws, "someone joined");
    let me = Me {
        instead_of,
        ..Me::of(&app, user, Some(invitation.ws)).await?
    };
    Ok(([(header::SET_COOKIE, cookie)], Json(me)))
}

/// The invitation with this secret, while whoever gave it may still give it.
async fn open(app: &App, secret: &str) -> Result<(Invitation, Invited), ApiError> {
    let found = app
        .store
        .invitation(&secret_hash(secret), app.clock.now())
        .await?;
    let invitation = found.ok_or_else(ApiError::invitation_gone)?;
    let space = app
        .workspaces
        .get(invitation.ws)
        .await?
        .ok_or_else(ApiError::invitation_gone)?;
    let authority = space.read();
    let state = authority.state();
    let inviter = state.member(invitation.invited_by);
    if !state.may(invitation.invited_by, Power::ManageMembers) {
        return Err(ApiError::invitation_gone());
    }
    let invited = Invited {
        workspace: state
            .workspace()
            .map_or_else(String::new, |workspace| workspace.name.clone()),
        invited_by: inviter.map_or_else(String::new, |member| member.name.clone()),
        label: invitation.label.clone(),
        right: invitation.right,
    };
    Ok((invitation, invited))
}
