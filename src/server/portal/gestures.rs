//! What a leader does on their page.

use std::num::ParseIntError;

use axum::{
    Form, Json,
    extract::{Path, State, rejection::FormRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{NaiveDate, Offset, TimeDelta};
use chrono_tz::Tz;
use serde::Serialize;

use super::{
    door::{Opened, set_cookie},
    page::{asks_for_json, gone, private, render, unavailable, unread},
};
use crate::domain::{Actor, CommandId, Item, RoleId, Score, Verdict, note, secret_hash};
use crate::portal::{About, FormState, Gesture, Returned, not_sent, spelt};
use crate::server::{
    accounts::secret,
    app::App,
    work::writer::{Act, Unsaved},
};
use crate::sync::wire::Outcome;

/// What was sent.
struct Read<'a> {
    command: CommandId,
    gesture: Gesture,
    /// Whether they say that they are the leader.
    i_am: Option<&'a str>,
    /// How old the page was by which it was done, in milliseconds: it may have waited, or the network may have gone before. Without
    /// script nobody knows, and it counts as new.
    behind: u32,
}

/// As it came: fields may be missing, or there twice.
struct ReplyForm(Vec<(String, String)>);

impl ReplyForm {
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |field| field.0 == name)
            .map(|field| field.1.as_str())
    }

    /// # Errors
    /// When it is not as the page rendered it, in words.
    fn read(&self) -> Result<Read<'_>, &'static str> {
        const INCOMPLETE: &str =
            "This form is incomplete. Reload the page; your text is kept here: copy it first.";
        if [
            "command", "about", "role", "text", "verdict", "choice", "asked", "hash", "from", "until",
            "i_am", "behind",
        ]
        .iter()
        .any(|name| self.all(name).count() > 1)
        {
            return Err(INCOMPLETE);
        }
        // A browser that knows no dates lets one type them.
        let is_day = |name| {
            self.all(name)
                .all(|day| day.is_empty() || self.day(name).is_some())
        };
        if !is_day("from") || !is_day("until") {
            return Err("Write each day as year-month-day, such as 2027-05-09.");
        }
        let command = self.all("command").next().and_then(|id| id.parse().ok());
        let command = command.ok_or(INCOMPLETE)?;
        if Item::ALL.iter().any(|item| self.answer(*item).is_err()) {
            return Err(INCOMPLETE);
        }
        let role = self.all("role").find(|role| !role.is_empty());
        if self.about().is_none() || role.is_some_and(|role| role.parse::<RoleId>().is_err()) {
            return Err("This form is incomplete. Reload the page and try again.");
        }
        let behind = self.all("behind").next().map_or(Ok(0), str::parse);
        Ok(Read {
            command,
            gesture: self.typed(),
            i_am: self.all("i_am").next(),
            behind: behind.map_err(|_| INCOMPLETE)?,
        })
    }

    fn day(&self, name: &'static str) -> Option<NaiveDate> {
        self.all(name).next()?.trim().parse().ok()
    }

    /// By which number a question is answered; none where it stayed empty.
    fn answer(&self, item: Item) -> Result<Option<u8>, ParseIntError> {
        let field = About::field(item);
        let said = self.all(&field).find(|said| !said.is_empty());
        said.map(str::parse).transpose()
    }

    /// Whether it comes back to be read once more, and not to be sent.
    fn is_looked_at(&self) -> bool {
        self.all("look").next().is_some()
    }

    fn about(&self) -> Option<About> {
        let about = self.all("about").find(|about| !about.is_empty());
        about.unwrap_or_default().parse().ok()
    }

    /// What was typed, wherever it was to go.
    fn typed(&self) -> Gesture {
        let verdict = self.all("verdict").next();
        let answers = Item::ALL.iter().filter_map(|item| {
            let worth = self.answer(*item).ok().flatten()?;
            Some(Score::of(*item, worth))
        });
        Gesture {
            about: self.about().unwrap_or(About::Page),
            role: self.all("role").find_map(|role| role.parse().ok()),
            text: self.all("text").collect::<Vec<_>>().join("\n\n"),
            verdict: Verdict::ALL
                .iter()
                .copied()
                .find(|one| Some(spelt(*one)) == verdict),
            choice: self.all("choice").next().unwrap_or_default().to_owned(),
            answers: answers.collect(),
            asked: self.all("asked").next().unwrap_or_default().to_owned(),
            secret_hash: self.all("hash").next().unwrap_or_default().to_owned(),
            from: self.day("from"),
            until: self.day("until"),
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
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Response {
    let form = form.map(|Form(fields)| ReplyForm(fields));
    let opened = match Opened::by_cookie(&app, &link, &headers).await {
        Ok(Some(opened)) => opened,
        // What was written is given back: nobody else has it.
        Ok(None) => return gone(form.ok().map(|form| form.typed().text)),
        Err(error) => return unavailable(&error),
    };
    let form = match form {
        Ok(form) => form,
        Err(rejected) => return unreadable(&headers, rejected.status()),
    };
    let read = form.read();
    let (status, state) = match &read {
        Ok(_) if form.is_looked_at() => (StatusCode::OK, FormState::Look),
        Ok(read) => send(&app, &opened, read).await,
        Err(why) => (StatusCode::BAD_REQUEST, FormState::Refused((*why).into())),
    };
    let is_sent = state == FormState::Sent;
    // A leader who says who they are is not asked again, whatever becomes of what they sent.
    let may_reply = || {
        let looked = opened.view(&app);
        looked.is_some_and(|looked| looked.shown.view.can_reply())
    };
    let says_so = form.all("i_am").next() == Some("yes");
    let is_them = is_sent || matches!(state, FormState::Forwarded(_)) || says_so && may_reply();
    let mut response = match read {
        _ if asks_for_json(&headers) => private((status, Json(Answer { state })).into_response()),
        Ok(Read { command, gesture, .. }) if is_sent => {
            // What was asked and answered stands in its own section, what was written beside its form.
            let place = match gesture.about {
                About::Asked(_) => "p-pains".into(),
                About::Date(told) => format!("p-date-{told}"),
                About::Decision(decision) => format!("p-decision-{decision}"),
                About::Candidate(candidate) => format!("p-candidate-{candidate}"),
                About::Interview(interview) => format!("p-interview-{interview}"),
                About::Help(interview) => format!("p-help-{interview}"),
                // What was taken is not offered any more.
                About::FormStep(..) => "p-form-stands".into(),
                about => about.place(),
            };
            let link = opened.link;
            private(Redirect::to(&format!("/p/{link}?sent={}#{place}", command.0)).into_response())
        }
        // A form that was not sent comes back with what was typed.
        _ => {
            let mut returned = Returned {
                typed: form.typed(),
                command: None,
                state,
            };
            returned.command = read.ok().map(|read| read.command).filter(|_| returned.asks_who());
            render(&app, &opened, status, Some(returned))
        }
    };
    if is_them {
        response.headers_mut().insert(
            header::SET_COOKIE,
            set_cookie(&app, "fulcrum-me", "1", opened.link),
        );
    }
    response
}

/// What did not arrive as a form.
fn unreadable(headers: &HeaderMap, status: StatusCode) -> Response {
    let why = match status {
        StatusCode::PAYLOAD_TOO_LARGE => "It is far too long: make several replies of it.",
        _ => "It did not arrive as a form.",
    };
    if asks_for_json(headers) {
        let state = FormState::Refused(format!("It was not sent. {why}"));
        private((status, Json(Answer { state })).into_response())
    } else {
        unread(status, why)
    }
}

/// Gives the command that a gesture is, once whoever visits has said that they are the leader.
async fn send(app: &App, opened: &Opened, read: &Read<'_>) -> (StatusCode, FormState) {
    let (id, gesture, said) = (read.command, &read.gesture, read.i_am);
    let refused = |status, why: &str| (status, FormState::Refused(why.into()));
    if said.is_some_and(|said| said != "yes") {
        return (StatusCode::OK, FormState::NotYou);
    }
    // A device that runs no script cannot draw a secret: then it is drawn here, told in this answer, and kept nowhere.
    let is_undrawn = matches!(gesture.about, About::Forward(_)) && gesture.secret_hash.is_empty();
    let secret = is_undrawn.then(secret::draw);
    let gesture = &Gesture {
        secret_hash: secret
            .as_deref()
            .map_or_else(|| gesture.secret_hash.clone(), secret_hash),
        ..gesture.clone()
    };
    let body = match gesture.body(id) {
        Ok(body) => body,
        Err(why) => return refused(StatusCode::UNPROCESSABLE_ENTITY, why),
    };
    if said.is_none() && !opened.confirmed {
        return (StatusCode::OK, FormState::Who);
    }
    let zone: Tz = opened.space.zone().parse().unwrap_or(Tz::UTC);
    let now = app.clock.now().with_timezone(&zone);
    let now = now.with_timezone(&now.offset().fix());
    let act = Act {
        actor: Actor::Link(opened.link),
        id,
        body,
        claimed_at: now,
        seen_at: now - TimeDelta::milliseconds(read.behind.into()),
    };
    match app.writer.act(opened.ws, act).await {
        // An id is answered as it was the first time, whatever comes with it now.
        Ok(Outcome::Applied { .. } | Outcome::NoOp { .. }) if has_other_words(opened, id, gesture) => {
            refused(
                StatusCode::CONFLICT,
                "This form was sent before, with other words. These were not sent: send them now.",
            )
        }
        Ok(Outcome::Applied { .. } | Outcome::NoOp { .. }) if opens_with_another(opened, id, gesture) => {
            refused(
                StatusCode::CONFLICT,
                "This was passed on before, and its address was shown then: press again for another.",
            )
        }
        Ok(Outcome::Applied { .. } | Outcome::NoOp { .. }) => {
            let address = |secret| format!("{}/p/{}/{secret}", app.config.origin(), id.0);
            let state = secret.map_or(FormState::Sent, |secret| FormState::Forwarded(address(secret)));
            (StatusCode::OK, state)
        }
        Ok(Outcome::Refused { reason, .. }) => {
            let called = opened.space.read().state().called();
            refused(StatusCode::UNPROCESSABLE_ENTITY, &not_sent(&reason, called))
        }
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

/// Whether this id made a link that another secret opens.
fn opens_with_another(opened: &Opened, id: CommandId, gesture: &Gesture) -> bool {
    let is_forward = matches!(gesture.about, About::Forward(_));
    is_forward && opened.forwarded(id).as_deref() != Some(&*gesture.secret_hash)
}

/// Whether this id has sent another text.
fn has_other_words(opened: &Opened, id: CommandId, gesture: &Gesture) -> bool {
    let sent = opened.sent(id, gesture.about);
    sent.is_some_and(|sent| note("text", &gesture.text).is_ok_and(|text| text != sent))
}
