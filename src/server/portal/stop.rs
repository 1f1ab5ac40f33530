//! Whoever gets letters says that they want no more of them: a page that asks once more, and the one tap of a mail program.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use chrono::Offset;
use chrono_tz::Tz;
use leptos::prelude::*;
use uuid::Uuid;

use super::page::{gone, instead, unavailable};
use crate::domain::{
    Actor, Body, CommandId, Leader, Member, Update, UpdateId, UserId, WorkspaceId, update::post::unwanted,
};
use crate::portal::StopPage;
use crate::server::{app::App, operate::clock::random, store::Stored, work::writer::Act};
use crate::sync::wire::Outcome;

/// What stands in the address that a letter carries.
type Named = (Uuid, Uuid, String);

/// What is known of the letter whose address this is.
struct Known {
    ws: WorkspaceId,
    zone: Tz,
    /// By whom it was written.
    from: String,
    /// Whether they get none any more.
    stopped: bool,
    /// What is to be done, and in whose name; none once it is, and where nobody is left who may.
    then: Option<(UserId, Body)>,
}

/// `GET /mail/stop/{workspace}/{update}/{proof}`: mail programs look at addresses by themselves, so this changes nothing.
pub async fn ask(state: State<App>, named: Path<Named>) -> Response {
    match known(&state, &named).await {
        Ok(Some(known)) => shows(StatusCode::OK, known.from, known.stopped),
        Ok(None) => gone(None),
        Err(error) => unavailable(&error),
    }
}

/// `POST` to the same: by the page, or by a mail program (RFC 8058), which comes from anywhere and has no cookies.
pub async fn stop(state: State<App>, named: Path<Named>) -> Response {
    let State(app) = &state;
    // What somebody changed meanwhile is looked at anew, once.
    for _ in 0..2 {
        let known = match known(app, &named).await {
            Ok(Some(known)) => known,
            Ok(None) => return gone(None),
            Err(error) => return unavailable(&error),
        };
        if known.stopped {
            return shows(StatusCode::OK, known.from, true);
        }
        let Some((by, body)) = known.then else {
            break;
        };
        let now = app.clock.now().with_timezone(&known.zone);
        let now = now.with_timezone(&now.offset().fix());
        let act = Act {
            actor: Actor::User(by),
            id: CommandId::new(app.clock.millis(), random()),
            body,
            claimed_at: now,
            seen_at: now,
        };
        if let Ok(Outcome::Applied { .. } | Outcome::NoOp { .. }) = app.writer.act(known.ws, act).await {
            return shows(StatusCode::OK, known.from, true);
        }
    }
    let later = "It could not be noted just now. Try it again in a minute, or answer the e-mail.";
    instead(StatusCode::SERVICE_UNAVAILABLE, false, || {
        view! { <StopPage from=String::new() stopped=false problem=Some(later)/> }
    })
}

fn shows(status: StatusCode, from: String, stopped: bool) -> Response {
    instead(status, false, || view! { <StopPage from stopped problem=None/> })
}

/// None unless this stands in a letter of an update that is still there.
async fn known(app: &App, (ws, update, proof): &Named) -> Stored<Option<Known>> {
    let (ws, id) = (WorkspaceId(*ws), UpdateId(*update));
    if !app.courier.knows(ws, id, proof) {
        return Ok(None);
    }
    let Some(space) = app.workspaces.get(ws).await? else {
        return Ok(None);
    };
    let authority = space.read();
    let state = authority.state();
    Ok(state.get::<Update>(id).ok().map(|update| Known {
        ws,
        zone: space.zone().parse().unwrap_or(Tz::UTC),
        from: state
            .get::<Member>(update.by)
            .map_or_else(|_| String::new(), |member| member.name.clone()),
        stopped: state
            .get::<Leader>(update.leader)
            .is_ok_and(|leader| leader.details.no_mail),
        then: unwanted(&state, id),
    }))
}
