//! The events of a calendar file (RFC 5545) that have ended within some days.

use std::collections::HashSet;

use chrono::{NaiveDateTime, TimeDelta};

use super::activity::{Activity, Read, Window};
use super::moment::{Moment, length};
use super::repeat::Repeat;

/// Bytes that are kept of what an event says.
const WORDS: usize = 2_000;

pub(super) fn is_calendar(text: &str) -> bool {
    let head = text.trim_start().get(..15);
    head.is_some_and(|head| head.eq_ignore_ascii_case("BEGIN:VCALENDAR"))
}

/// What a calendar says, and whether it has any event at all.
pub(super) fn read(text: &str, window: &Window) -> (Read, bool) {
    let mut reading = Reading::default();
    let mut event: Option<Event> = None;
    // Alarms and the like stand within an event, and have properties of the same names.
    let mut within = 0_u32;
    let mut line = String::new();
    for next in text.split(['\n', '\r']).chain(["END:"]) {
        if let Some(rest) = next.strip_prefix([' ', '\t']) {
            line.push_str(rest);
            continue;
        }
        if next.is_empty() {
            continue;
        }
        let whole = std::mem::replace(&mut line, next.to_owned());
        let Some((name, details, value)) = property(&whole) else {
            continue;
        };
        let value = value.trim();
        match (name.as_str(), event.as_mut()) {
            ("BEGIN", None) if value.eq_ignore_ascii_case("VEVENT") => event = Some(Event::default()),
            ("BEGIN", Some(_)) => within += 1,
            ("END", Some(_)) if within > 0 => within -= 1,
            ("END", Some(_)) => reading.events.extend(event.take()),
            ("X-WR-CALNAME", None) => reading.whose = value.to_lowercase(),
            (name, Some(event)) if within == 0 => event.take(name, details, value),
            _ => {}
        }
    }
    let any = !reading.events.is_empty();
    (reading.ended(window), any)
}

/// A line's name, what is said of it, and its value.
fn property(line: &str) -> Option<(String, &str, &str)> {
    let mut quoted = false;
    let colon = line.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b':' && !quoted
    })?;
    let (head, value) = line.split_at_checked(colon)?;
    let (name, details) = head.split_once(';').unwrap_or((head, ""));
    Some((name.trim().to_ascii_uppercase(), details, value.get(1..)?))
}

/// Text without its escapes.
fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut escaped = false;
    for letter in value.chars() {
        match letter {
            '\\' if !escaped => escaped = true,
            'n' | 'N' if escaped => {
                text.push(' ');
                escaped = false;
            }
            letter => {
                text.push(letter);
                escaped = false;
            }
        }
    }
    text
}

/// Several moments; of spans of time when they begin.
fn listed(details: &str, value: &str) -> Vec<Moment> {
    let each = value.split(',').filter_map(|one| {
        let begins = one.split_once('/').map_or(one, |(begins, _)| begins);
        Moment::said(details, begins)
    });
    each.collect()
}

#[derive(Default)]
struct Event {
    id: String,
    start: Option<Moment>,
    end: Option<Moment>,
    length: Option<TimeDelta>,
    /// Some date or length of it could not be read.
    is_garbled: bool,
    repeat: Option<Repeat>,
    except: Vec<Moment>,
    /// Further times, without a rule.
    also: Vec<Moment>,
    /// Which one of those that repeat it takes the place of.
    instead_of: Option<Moment>,
    /// It takes no time, did not happen, or is private.
    is_out: bool,
    title: String,
    words: String,
    /// Who was asked, and whether they declined.
    asked: Vec<(String, bool)>,
}

/// What programs put before the title of a meeting that does not take place.
const CALLED_OFF: [&str; 7] = [
    "canceled:",
    "cancelled:",
    "blocked:",
    "abgesagt:",
    "annulé",
    "cancelado:",
    "cancelada:",
];

impl Event {
    fn take(&mut self, name: &str, details: &str, value: &str) {
        let capitals = value.to_ascii_uppercase();
        match name {
            "UID" => self.id = value.to_owned(),
            "DTSTART" => self.start = self.moment(details, value),
            "DTEND" => self.end = self.moment(details, value),
            "DURATION" => {
                self.length = length(&capitals);
                self.is_garbled |= self.length.is_none();
            }
            "RRULE" => self.repeat = Repeat::parse(value),
            "EXDATE" => self.except.extend(listed(details, value)),
            "RDATE" => self.also.extend(listed(details, value)),
            "RECURRENCE-ID" => self.instead_of = self.moment(details, value),
            "SUMMARY" => {
                self.title = unescaped(value).trim().to_owned();
                let title = self.title.to_lowercase();
                self.is_out |= CALLED_OFF.iter().any(|mark| title.starts_with(mark));
            }
            "DESCRIPTION" => self.says(&unescaped(value)),
            "STATUS" => self.is_out |= capitals == "CANCELLED",
            "TRANSP" => self.is_out |= capitals == "TRANSPARENT",
            "CLASS" => self.is_out |= matches!(capitals.as_str(), "PRIVATE" | "CONFIDENTIAL"),
            "X-MICROSOFT-CDO-BUSYSTATUS" => self.is_out |= matches!(capitals.as_str(), "FREE" | "OOF"),
            "ATTENDEE" | "ORGANIZER" => {
                self.says(details);
                self.says(value);
                if name == "ATTENDEE" {
                    let declined = details.to_ascii_uppercase().contains("PARTSTAT=DECLINED");
                    self.asked.push((value.to_lowercase(), declined));
                }
            }
            _ => {}
        }
    }

    fn moment(&mut self, details: &str, value: &str) -> Option<Moment> {
        let moment = Moment::said(details, value);
        self.is_garbled |= moment.is_none();
        moment
    }

    fn says(&mut self, words: &str) {
        let room = WORDS.saturating_sub(self.words.len());
        self.words.push(' ');
        self.words.extend(words.chars().take(room));
    }

    /// Declined by everybody, or by whoever's calendar it is.
    fn is_declined(&self, whose: &str) -> bool {
        let mut asked = self.asked.iter();
        let by_all = !self.asked.is_empty() && asked.clone().all(|(_, declined)| *declined);
        let is_theirs = |who: &str| whose.contains('@') && who.ends_with(whose);
        by_all || asked.any(|(who, declined)| *declined && is_theirs(who))
    }

    /// How long it takes; none when it ends before it begins.
    fn takes(&self, start: &Moment, window: &Window) -> Option<TimeDelta> {
        let takes = match (&self.end, self.length) {
            (Some(end), _) => start.until(end, window),
            (None, Some(length)) => length,
            (None, None) => TimeDelta::zero(),
        };
        (takes >= TimeDelta::zero()).then_some(takes)
    }
}

#[derive(Default)]
struct Reading {
    events: Vec<Event>,
    /// The calendar's name, which often is an address.
    whose: String,
}

impl Reading {
    fn ended(self, window: &Window) -> Read {
        let mut read = Read::default();
        let instead: HashSet<(&str, NaiveDateTime)> = self
            .events
            .iter()
            .filter_map(|event| {
                let instead_of = event.instead_of.as_ref().filter(|at| at.is_near(window))?;
                Some((event.id.as_str(), instead_of.here(window)))
            })
            .collect();
        for event in &self.events {
            if event.is_out || event.is_declined(&self.whose) {
                continue;
            }
            let Some(start) = event.start.as_ref().filter(|_| !event.is_garbled) else {
                read.without_date += 1;
                continue;
            };
            let Some(takes) = event.takes(start, window) else {
                read.without_date += 1;
                continue;
            };
            if start.is_date || takes >= TimeDelta::days(1) {
                continue;
            }
            let minutes = u32::try_from(takes.num_minutes())
                .ok()
                .filter(|minutes| *minutes > 0);
            for at in event.begins(start, window) {
                let is_over = at.checked_add_signed(takes).is_some_and(|end| end <= window.now);
                let is_moved = event.instead_of.is_none() && instead.contains(&(event.id.as_str(), at));
                if window.holds(at.date()) && is_over && !is_moved {
                    read.activities.push(Activity {
                        at,
                        minutes,
                        quantity: 1,
                        title: event.title.clone(),
                        words: event.words.clone(),
                    });
                }
            }
        }
        read
    }
}

impl Event {
    /// When it began here, each time that may be within the window.
    fn begins(&self, start: &Moment, window: &Window) -> Vec<NaiveDateTime> {
        let is_instead = self.instead_of.is_some();
        let also = self.also.iter().filter(|_| !is_instead);
        let also = also.filter(|at| at.is_near(window)).map(|at| match at.is_date {
            true => start.on(at.written.date()).here(window),
            false => at.here(window),
        });
        let mut begins = self.by_rule(start, window);
        begins.extend(also.filter(|at| !self.is_excepted(*at, window)));
        begins.sort_unstable();
        begins.dedup();
        begins
    }

    fn is_excepted(&self, at: NaiveDateTime, window: &Window) -> bool {
        let fits = |except: &Moment| match except.is_date {
            true => except.written.date() == at.date(),
            false => except.is_near(window) && except.here(window) == at,
        };
        self.except.iter().any(fits)
    }

    fn by_rule(&self, start: &Moment, window: &Window) -> Vec<NaiveDateTime> {
        let Some(repeat) = self.repeat.as_ref().filter(|_| self.instead_of.is_none()) else {
            let is_near = start.is_near(window);
            let begins = is_near.then(|| start.here(window));
            let is_instead = self.instead_of.is_some();
            return begins
                .into_iter()
                .filter(|at| is_instead || !self.is_excepted(*at, window))
                .collect();
        };
        let first = start.written.date();
        let is_late = |at: NaiveDateTime| {
            repeat.until.as_ref().is_some_and(|until| match until.is_date {
                true => at.date() > until.written.date(),
                false => at > until.here(window),
            })
        };
        // By another clock it may be written for the day before or after.
        let from = window.first.pred_opt().unwrap_or(window.first);
        let to = window.last.succ_opt().unwrap_or(window.last);
        let days = from.iter_days().take_while(|day| *day <= to);
        days.filter(|day| repeat.falls_on(first, *day))
            .map(|day| start.on(day).here(window))
            .filter(|at| !self.is_excepted(*at, window) && !is_late(*at))
            .collect()
    }
}
