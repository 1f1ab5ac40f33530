//! An interview for the leader's own calendar.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};

use super::{
    door::Opened,
    page::{gone, private, unavailable},
};
use crate::portal::MeetingWords;
use crate::server::{app::App, work::workspaces::Looked};

/// `GET /p/{link}/calendar/{interview}`: as the page has it now. An event that was taken over before is found again by its id, and
/// its number grows with each change.
pub async fn calendar(
    State(app): State<App>,
    Path((link, interview)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let opened = match Opened::by_cookie(&app, &link, &headers).await {
        Ok(Some(opened)) => opened,
        Ok(None) => return gone(None),
        Err(error) => return unavailable(&error),
    };
    let Some(Looked { shown, .. }) = opened.view(&app) else {
        return gone(None);
    };
    let mut words = shown
        .view
        .meetings
        .iter()
        .filter_map(|meeting| meeting.words.as_ref());
    let Some(words) = words.find(|words| words.id.to_string() == interview) else {
        return gone(None);
    };
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"interview.ics\"",
        ),
    ];
    private((headers, file(words, app.clock.now())).into_response())
}

/// Times are universal: they mean the same across a change of the clock, wherever the calendar is.
fn file(words: &MeetingWords, now: DateTime<Utc>) -> String {
    let place = &words.place;
    let starts = words.calendar.starts.with_timezone(&Utc);
    let mut event = Event::new();
    event
        .uid(&format!("{}@fulcrum", words.id))
        .sequence(words.calendar.revision)
        .timestamp(now)
        .summary(&words.calendar.title)
        .starts(starts)
        .ends(starts + TimeDelta::minutes(place.minutes.into()))
        .status(if words.off.is_some() {
            EventStatus::Cancelled
        } else {
            EventStatus::Confirmed
        });
    if !place.how.is_empty() {
        event.location(&place.how);
    }
    if let Some(address) = &place.address {
        event.url(address);
    }
    let mut calendar = Calendar::new();
    calendar.push(event.done());
    calendar.to_string()
}
