//! What a leader does on their page.

use axum::{
    Form, Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono::Offset;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{
    door::{Opened, set_cookie},
    page::{asks_for_json, gone, private, render, unavailable},
};
use crate::domain::{Actor, CommandId, UpdateId};
use crate::portal::{FormState, Gesture, Returned};
use crate::server::{
    app::App,
    work::writer::{Act, Unsaved},
};
use crate::sync::wire::Outcome;

#[derive(Deserialize)]
pub struct ReplyForm {
    command: String,
    #[serde(default)]
    update: Option<String>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    i_am: Option<String>,
}

impl ReplyForm {
    /// # Errors
    /// When it is not as the page rendered it, in words.
    fn read(&self) -> Result<(CommandId, Gesture), &'static str> {
        let command = self.command.parse().map_err(
            |_| "This form is incomplete. Reload the page; your text is kept here: copy it first.",
        )?;
        let update = self.answers().map(str::parse::<UpdateId>).transpose();
        let update = update.map_err(|_| "This form is incomplete. Reload the page and try again.")?;
        let text = self.text.clone();
        Ok((command, Gesture::Reply { update, text }))
    }

    fn answers(&self) -> Option<&str> {
        self.update.as_deref().filter(|update| !update.is_empty())
    }

    /// What was typed, wherever it was to go.
    fn typed(&self) -> Gesture {
        Gesture::Reply {
            update: self.answers().and_then(|update| update.parse().ok()),
            text: self.text.clone(),
        }
    }
}

/// What a page with script is told.
#[derive(Serialize)]
struct Answer {
    state: FormState,
}

/// `POST /p/{link}/reply`: by a plain form, or by the page's script, which asks for JSON.
pub async fn reply(
    State(app): State<App>,
    Path(link): Path<String>,
    headers: HeaderMap,
    Form(form): Form<ReplyForm>,
) -> Response {
    let opened = match Opened::by_cookie(&app, &link, &headers).await {
        Ok(Some(opened)) => opened,
        Ok(None) => return gone(),
        Err(error) => return unavailable(&error),
    };
    let said = form.i_am.as_deref();
    let (status, state) = match form.read() {
        Ok((command, gesture)) => send(&app, &opened, command, &gesture, said).await,
        Err(why) => (StatusCode::BAD_REQUEST, FormState::Refused(why.into())),
    };
    answer(&app, &opened, &headers, status, state, form.typed())
}

/// In the form that was asked for; a form that was not sent comes back with what was typed.
fn answer(
    app: &App,
    opened: &Opened,
    headers: &HeaderMap,
    status: StatusCode,
    state: FormState,
    typed: Gesture,
) -> Response {
    let json = asks_for_json(headers);
    let is_sent = state == FormState::Sent;
    let mut response = match (is_sent, json) {
        (_, true) => private((status, Json(Answer { state })).into_response()),
        (true, false) => private(Redirect::to(&format!("/p/{}", opened.link)).into_response()),
        (false, false) => {
            let gesture = typed;
            render(app, opened, status, Some(Returned { gesture, state }))
        }
    };
    if is_sent {
        response.headers_mut().insert(
            header::SET_COOKIE,
            set_cookie(app, "fulcrum-me", "1", opened.link),
        );
    }
    response
}

/// Gives the command that a gesture is, once whoever visits has said that they are the leader.
async fn send(
    app: &App,
    opened: &Opened,
    id: CommandId,
    gesture: &Gesture,
    said: Option<&str>,
) -> (StatusCode, FormState) {
    let refused = |status, why: &str| (status, FormState::Refused(why.into()));
    match (said, gesture.lacks()) {
        (Some("yes"), _) => {}
        (Some(_), _) => return (StatusCode::OK, FormState::NotYou),
        (None, _) if opened.confirmed => {}
        (None, Some(why)) => return refused(StatusCode::UNPROCESSABLE_ENTITY, why),
        (None, None) => return (StatusCode::OK, FormState::Who),
    }
    let zone: Tz = opened.space.zone().parse().unwrap_or(Tz::UTC);
    let claimed_at = app.clock.now().with_timezone(&zone);
    let act = Act {
        actor: Actor::Link(opened.link),
        id,
        body: gesture.body(id),
        claimed_at: claimed_at.with_timezone(&claimed_at.offset().fix()),
    };
    match app.writer.act(opened.ws, act).await {
        Ok(Outcome::Applied { .. } | Outcome::NoOp { .. }) => (StatusCode::OK, FormState::Sent),
        Ok(Outcome::Refused { reason, .. }) => refused(
            StatusCode::UNPROCESSABLE_ENTITY,
            &format!("It was not sent: {reason}."),
        ),
        Err(Unsaved::Full) => refused(
            StatusCode::INSUFFICIENT_STORAGE,
            "It could not be saved: the server's disk is full. Your text is kept here; try again in a while.",
        ),
        Err(_) => refused(
            StatusCode::SERVICE_UNAVAILABLE,
            "It could not be saved just now. Your text is kept here; try again.",
        ),
    }
}
