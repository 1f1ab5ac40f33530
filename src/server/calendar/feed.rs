//! What Outlook, Google Calendar and others fetch, again and again.

use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Days, TimeDelta, Utc};
use data_encoding::BASE64URL_NOPAD;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use sha2::{Digest, Sha256};

use crate::domain::{Appointment, Occasion, Revision, UserId, is_secret, secret_hash};
use crate::server::{app::App, store::Stored, work::workspaces::Space};
use crate::sync::server::Authority;

/// Hours after which a calendar program is asked to look again; many look less often.
const AGAIN: i64 = 1;

/// `GET /calendar/{secret}.ics`: one answer for every address that opens nothing, whatever the reason.
pub async fn feed(
    State(app): State<App>,
    file: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    // What is no text at all is the secret of nobody.
    let file = file.map(|Path(file)| file).unwrap_or_default();
    let found = match find(&app, &file).await {
        Ok(found) => found,
        Err(error) => {
            tracing::error!(%error, "a calendar could not be read");
            let again = [(header::RETRY_AFTER, "60")];
            return private(
                (StatusCode::SERVICE_UNAVAILABLE, again, "Try again in a minute.").into_response(),
            );
        }
    };
    let Some(stands) = found else {
        return private((StatusCode::NOT_FOUND, "There is no calendar at this address.").into_response());
    };
    // Whenever it is asked for: only a change of what stands there is one.
    let tag = tag(&written(&stands, DateTime::UNIX_EPOCH));
    let known = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|tags| tags.to_str().ok());
    let is_known = known
        .flat_map(|tags| tags.split(','))
        .any(|known| known.trim() == tag);
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")];
        (kind, written(&stands, app.clock.now())).into_response()
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    private(response)
}

/// What stands in a calendar, each with the number of its wording.
struct Stands {
    name: String,
    events: Vec<(Appointment, u32)>,
}

/// What stands in the calendar that this address opens.
async fn find(app: &App, file: &str) -> Stored<Option<Stands>> {
    let Some(secret) = file.strip_suffix(".ics").filter(|secret| is_secret(secret)) else {
        return Ok(None);
    };
    let Some((user, ws, address)) = app.store.calendar(&secret_hash(secret)).await? else {
        return Ok(None);
    };
    let Some(space) = app.workspaces.get(ws).await? else {
        return Ok(None);
    };
    Ok(stands(app, &space, user, address.named))
}

/// None for whoever is no member now.
fn stands(app: &App, space: &Space, user: UserId, named: bool) -> Option<Stands> {
    let today = space.now(app.clock).today;
    let authority = space.read();
    let state = authority.state();
    state.is_member(user).then(|| {
        let all = state.appointments(user, named, today).into_iter();
        let events = all.map(|one| {
            let number = number(&authority, &one.revision);
            (one, number)
        });
        // Whoever has several tells them apart by it; it may be a client's, and so stands there where names do.
        let workspace = state.workspace().filter(|_| named);
        Stands {
            name: workspace.map_or_else(|| "Fulcrum".into(), |one| format!("Fulcrum: {}", one.name)),
            events: events.collect(),
        }
    })
}

fn number(authority: &Authority, revision: &Revision) -> u32 {
    match revision {
        Revision::Counted(count) => *count,
        Revision::Of(rows) => {
            let newest = rows.iter().filter_map(|key| authority.last_change(key)).max();
            newest.and_then(|seq| u32::try_from(seq).ok()).unwrap_or_default()
        }
    }
}

/// Times are universal: they mean the same across a change of the clock, wherever the calendar is.
fn written(Stands { name, events }: &Stands, now: DateTime<Utc>) -> String {
    let mut calendar = Calendar::new();
    calendar.name(name).ttl(&TimeDelta::hours(AGAIN));
    for (one, number) in events {
        let mut event = Event::new();
        event
            .uid(&format!("{}@fulcrum", one.uid))
            .sequence(*number)
            .timestamp(now)
            .summary(&one.title)
            .status(if one.is_off {
                EventStatus::Cancelled
            } else {
                EventStatus::Confirmed
            });
        match one.at {
            Occasion::Day(day) => {
                // Nobody is busy for a whole day with it.
                event
                    .starts(day)
                    .ends(day + Days::new(1))
                    .add_property("TRANSP", "TRANSPARENT");
            }
            Occasion::Time { starts, minutes } => {
                event
                    .starts(starts)
                    .ends(starts + TimeDelta::minutes(minutes.into()));
            }
        }
        if !one.place.is_empty() {
            event.location(&one.place);
        }
        if let Some(address) = &one.address {
            event.url(address);
        }
        calendar.push(event.done());
    }
    calendar.to_string()
}

/// Weak: when it was asked for stands in it, too.
fn tag(text: &str) -> String {
    format!("W/\"{}\"", BASE64URL_NOPAD.encode(&Sha256::digest(text)))
}

fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    response
}
