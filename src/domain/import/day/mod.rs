//! What was done on the last days, as a calendar or a table of activities tells it: efforts to be logged by a tap each.
//!
//! It is only proposed. Titles from a calendar help to choose, and stand in nothing that is logged.

mod activity;
mod calendar;
mod kind;
mod moment;
mod named;
mod repeat;
mod table;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use thiserror::Error;

use crate::domain::{Ctx, Effort, EffortKind, Role, RoleId, State};

pub use activity::Window;
pub use named::Named;

use activity::{Activity, plain};

/// Most bytes of a file that is read.
pub const MAX_DAY: usize = 10 * 1024 * 1024;

/// Titles that are kept of each proposal.
const TITLES: usize = 12;

/// Efforts of one day, kind and role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    pub on: NaiveDate,
    pub kind: EffortKind,
    /// Its words named the kind; else it is to be chosen.
    pub is_sure: bool,
    pub quantity: u32,
    pub minutes: u32,
    /// Empty when they are to be chosen.
    pub roles: Vec<RoleId>,
    /// What stood in the calendar, each once; the first of them.
    pub titles: Vec<String>,
    /// When the first of them began.
    pub at: NaiveDateTime,
    /// How many were logged for the same day, kind and role already.
    pub logged: u32,
}

/// What a file says of these days.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Day {
    /// By day, kind and role.
    pub proposals: Vec<Proposal>,
    /// Left out: a date that is none, or an end before the beginning.
    pub without_date: u32,
    /// Taken for once: the number that stands there cannot be.
    pub without_count: u32,
    /// Left out: from before its role was opened.
    pub before_opened: u32,
    /// Entries whose notes are left out: what was learned, a person says.
    pub with_notes: u32,
}

/// Why nothing can be read.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Unreadable {
    #[error(
        "there is nothing in it: export the calendar again, or paste lines with a date and what was done"
    )]
    Empty,
    #[error("the file is too large: export the last week only ({} MB is the most)", MAX_DAY / 1024 / 1024)]
    TooLarge,
    #[error(
        "this is neither a calendar nor a table: choose a calendar file (.ics), or a CSV with a date and what was done in each line"
    )]
    Neither,
    #[error("the calendar has no events: export the one in which your talks stand")]
    NoEvents,
}

/// How many of a kind were logged for any of these roles on a day.
pub type Logged<'a> = &'a dyn Fn(&[RoleId], EffortKind, NaiveDate) -> u32;

/// What may be logged of a text, for these roles.
///
/// # Errors
/// What is wrong with the text, and what to do.
pub fn proposals(text: &str, window: &Window, named: &Named, logged: Logged) -> Result<Day, Unreadable> {
    if text.len() > MAX_DAY {
        return Err(Unreadable::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let read = if calendar::is_calendar(text) {
        let (read, any) = calendar::read(text, window);
        if !any {
            return Err(Unreadable::NoEvents);
        }
        read
    } else {
        match table::read(text, window) {
            Ok(Some(read)) => read,
            Ok(None) | Err(_) => return Err(Unreadable::Neither),
        }
    };
    let mut day = Day {
        without_date: read.without_date,
        without_count: read.without_count,
        with_notes: read.with_notes,
        ..Day::default()
    };
    let mut gathered = BTreeMap::new();
    for activity in read.activities {
        let Some((kind, is_sure, roles)) = guess(&activity, named) else {
            continue;
        };
        let on = activity.at.date();
        let is_early = |role: &RoleId| {
            let opened = named.opened_on(*role);
            opened.is_some_and(|opened| Ctx::require_begun_by(opened, on).is_err())
        };
        if roles.iter().any(is_early) {
            day.before_opened += 1;
            continue;
        }
        let key = (on, kind as u8, roles.clone(), !is_sure);
        let proposal = gathered.entry(key).or_insert_with(|| Proposal {
            on,
            kind,
            is_sure,
            quantity: 0,
            minutes: 0,
            logged: logged(&roles, kind, on),
            roles,
            titles: Vec::new(),
            at: activity.at,
        });
        proposal.add(activity);
    }
    day.proposals = gathered.into_values().collect();
    Ok(day)
}

/// The kind, whether it was named, and the roles; none when nothing says that it is work for a role.
fn guess(activity: &Activity, named: &Named) -> Option<(EffortKind, bool, Vec<RoleId>)> {
    let title = plain(&activity.title);
    if kind::is_private(&title) {
        return None;
    }
    let known = kind::kind(&title);
    let found = named.by(&title, &plain(&activity.words));
    match known {
        Some(kind) => Some((kind, true, found.roles)),
        // To talk with a leader is to be told what they need, and to talk about a role is to talk with somebody for it.
        None if found.a_leader => Some((EffortKind::Intake, false, found.roles)),
        None if found.a_role => Some((EffortKind::Screen, false, found.roles)),
        None => None,
    }
}

impl Proposal {
    fn add(&mut self, activity: Activity) {
        let quantity = activity.quantity.clamp(1, Effort::MAX_QUANTITY);
        let minutes = activity
            .minutes
            .unwrap_or_else(|| self.kind.default_minutes(quantity));
        self.quantity = self.quantity.saturating_add(quantity).min(Effort::MAX_QUANTITY);
        self.minutes = self.minutes.saturating_add(minutes).min(Effort::MAX_MINUTES);
        self.at = self.at.min(activity.at);
        let is_new = !activity.title.is_empty() && !self.titles.contains(&activity.title);
        if is_new && self.titles.len() < TITLES {
            self.titles.push(activity.title);
        }
    }
}

/// How many of a kind were logged for any of these roles on a day.
pub fn logged(state: &State, roles: &[RoleId], kind: EffortKind, on: NaiveDate) -> u32 {
    let two_days_before = on.and_time(NaiveTime::MIN).and_utc().timestamp() - 2 * 86_400;
    let mut efforts: Vec<&Effort> = roles
        .iter()
        .flat_map(|role| state.on_since::<Effort>(Role::key(*role), kind as u8, two_days_before))
        .filter(|effort| effort.on() == on)
        .collect();
    efforts.sort_unstable_by_key(|effort| effort.id);
    efforts.dedup_by_key(|effort| effort.id);
    efforts
        .iter()
        .fold(0, |all, effort| all.saturating_add(effort.quantity))
}

#[cfg(test)]
mod tests;
