//! Joining a workspace with an invitation.

use crate::calls::told::{Invited, Me, Newcomer, Secret};
use crate::domain::{Actor, Body, CommandId, Member, Power, UserId, line, member, secret_hash};
use crate::server::{
    accounts::{
        email::email,
        me,
        password::{hash_password, verify_password},
        session::Session,
    },
    app::App,
    http::{call::Asked, client_address::ComesFrom, error::ApiError},
    operate::clock::random,
    store::{Account, Invitation, Joining, StoreError},
    work::writer::{Act, Joined},
};

/// # Errors
/// When it is no longer open.
pub async fn invitation(asked: Asked, secret: Secret) -> Result<Invited, ApiError> {
    open(&asked.app, &secret.0).await.map(|(_, invited)| invited)
}

/// With a new account, or with the one that has this address. `is_their_address` says whether the browser remembers
/// that it is of the person whose board it keeps.
///
/// # Errors
/// When the invitation is no longer open, the person is not whose board the browser keeps, or what was given will not
/// do.
pub async fn join(
    mut asked: Asked,
    secret: Secret,
    who: Newcomer,
    expects: Option<UserId>,
    is_their_address: bool,
) -> Result<Me, ApiError> {
    let ComesFrom(address) = asked.read().await?;
    let app = &asked.app;
    let (invitation, _) = open(app, &secret.0).await?;
    let name = line("name you go by", &who.name)?;
    let phone = match who.phone.trim() {
        "" => None,
        phone => Some(crate::domain::phone(phone)?),
    };
    let email = email(&who.email)?;
    let (user, new) = match app.store.account(&email).await? {
        Some(account) => {
            let tried = app
                .tries
                .begin(&email, address, app.clock.now())
                .map_err(ApiError::too_many)?;
            if !verify_password(who.password.0, account.password_hash).await? {
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
                password_hash: hash_password(who.password.0).await?,
            };
            (user, Some(account))
        }
    };
    let instead_of = match expects.filter(|expected| *expected != user) {
        None => None,
        // They joined after the backup from which the server came back.
        Some(gone) if is_their_address && !app.store.knows(gone).await? => Some(gone),
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
        seen_at: app.clock.now().fixed_offset(),
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
    // Heard by this person's other streams, which then tell of the new workspace.
    app.sessions_changed.send_modify(|changes| *changes += 1);
    tracing::info!(ws = %invitation.ws, "someone joined");
    let me = Me {
        instead_of,
        ..me::of(app, user, Some(invitation.ws)).await?
    };
    asked.set_cookie(&Session::open(app, user, asked.headers()).await?);
    Ok(me)
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
