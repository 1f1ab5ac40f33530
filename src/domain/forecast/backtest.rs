//! How forecasts would have done: each past role is forecast from what was known on the day on which it was opened.

use std::borrow::Borrow;

use chrono::NaiveDate;

use super::{Curve, Factors, LEVELS, Learned, Past, Recalibration, Scores, Turned};

/// Days at whose end a distance is cut off: hardly any forecast reaches as far.
const FAR: u32 = 3_650;

/// A role of the past.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Opened {
    pub factors: Factors,
    pub on: NaiveDate,
    /// Since when it is known here; before that it says nothing. The day of opening for one that was known from the first.
    pub known_on: NaiveDate,
    pub outcome: Outcome,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Somebody said yes on this day.
    Filled(NaiveDate),
    /// It ended otherwise on this day.
    Ended(NaiveDate),
    Open,
}

/// What came of it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Backtest {
    pub roles: usize,
    pub all: Scores,
    /// Of the first forty, while little was known.
    pub first_forty: Scores,
    /// How likely the forecast of each filled role had called what came: evenly spread where forecasts are right.
    pub turned: Vec<f64>,
}

/// How many forecasts correct the next one: with more of them it would follow too slowly when roles begin to take longer.
const LATEST: usize = 40;

/// What a forecast must have given until it may correct others. To look at those that turned out sooner would favour the quick ones.
const RIPE: f64 = 0.9;

/// How many come first.
const FIRST: usize = 40;

/// Forecasts each role in the order of opening; `today` is the last day of which anything is known.
pub fn backtest(roles: &[Opened], today: NaiveDate) -> Backtest {
    judged(roles, today, Opened::judge_distances)
}

/// The same without distances in days, which take a browser seconds for hundreds of roles.
pub fn coverage(roles: &[Opened], today: NaiveDate) -> Backtest {
    judged(roles, today, |_, _, _, _| {})
}

fn judged(
    roles: &[Opened],
    today: NaiveDate,
    distances: fn(&Opened, &Curve, NaiveDate, &mut Scores),
) -> Backtest {
    let history = History::new(roles, today);
    let mut found = Backtest {
        roles: history.roles.len(),
        ..Backtest::default()
    };
    let mut plain: Vec<Curve> = Vec::new();
    for (number, role) in history.roles.iter().enumerate() {
        let curve = history.forecast(number);
        let forecasts = history.roles.iter().zip(&plain).rev();
        let corrected = curve.clone().recalibrated(corrected_by(forecasts, role.on));
        plain.push(curve);
        let scores = [&mut found.all, &mut found.first_forty];
        for scores in scores.into_iter().take(if number < FIRST { 2 } else { 1 }) {
            role.judge(&corrected, today, scores);
            distances(role, &corrected, today, scores);
        }
        if let Some(days) = role.filled_by(today) {
            found.turned.push(corrected.by(days));
        }
    }
    found
}

/// Roles in the order of opening, and what each taught once it was over: worked out once, however many forecasts look back on it.
pub(super) struct History {
    pub(super) roles: Vec<Opened>,
    over: Vec<Learned>,
}

impl History {
    pub(super) fn new(roles: &[Opened], today: NaiveDate) -> Self {
        let mut roles: Vec<Opened> = roles.iter().copied().filter(|role| role.on <= today).collect();
        roles.sort_by_key(|role| role.on);
        let over = roles
            .iter()
            .map(|role| Learned::from_all(&role.as_of(NaiveDate::MAX)));
        Self {
            over: over.collect(),
            roles,
        }
    }

    /// What so many of them, the oldest, taught by the end of a day.
    pub(super) fn learned(&self, count: usize, day: NaiveDate) -> Learned {
        let mut learned = Learned::default();
        for (role, over) in self.roles.iter().zip(&self.over).take(count) {
            match role.as_of(day) {
                Some(_) if role.ended_by(day) => learned.join(over),
                Some(past) => learned.add(&past),
                None => {}
            }
        }
        learned
    }

    /// One of them as it was forecast on the day on which it was opened, from those that were opened before.
    pub(super) fn forecast(&self, number: usize) -> Curve {
        let role = &self.roles[number];
        Curve::new(role.factors, &self.learned(number, role.on))
    }
}

/// How forecasts, the newest first, had turned out by this day.
pub(super) fn corrected_by<'a>(
    forecasts: impl Iterator<Item = (&'a Opened, impl Borrow<Curve>)>,
    day: NaiveDate,
) -> Recalibration {
    let decided = forecasts.filter(|(role, curve)| curve.borrow().by(days(role.on, day)) >= RIPE);
    let turned = decided.take(LATEST).filter_map(|(role, curve)| {
        let past = role.as_of(day)?;
        let given = curve.borrow().by(past.days);
        Some(if past.filled {
            Turned::Out(given)
        } else {
            Turned::Beyond(given)
        })
    });
    Recalibration::of(turned)
}

impl Opened {
    /// What was known of it at the end of a day; none of one that was opened on it or later.
    pub(super) fn as_of(&self, day: NaiveDate) -> Option<Past> {
        let (end, filled) = match self.outcome {
            Outcome::Filled(on) if on <= day => (on, true),
            Outcome::Ended(on) if on <= day => (on, false),
            _ => (day, false),
        };
        (self.on < day && self.known_on <= day).then(|| Past {
            factors: self.factors,
            days: days(self.on, end),
            filled,
            known_from: days(self.on, self.known_on),
        })
    }

    fn ended_by(&self, day: NaiveDate) -> bool {
        matches!(self.outcome, Outcome::Filled(on) | Outcome::Ended(on) if on <= day)
    }

    fn filled_by(&self, today: NaiveDate) -> Option<f64> {
        match self.outcome {
            Outcome::Filled(on) if on <= today => Some(days(self.on, on)),
            _ => None,
        }
    }

    /// Whether somebody had said yes by each date that has passed. A date has passed once the forecast gives more than its level by then.
    fn judge(&self, curve: &Curve, today: NaiveDate, scores: &mut Scores) {
        let filled = self.filled_by(today).map(|days| curve.by(days));
        // What ended otherwise says only that it takes longer than until then.
        let known = match self.outcome {
            Outcome::Ended(on) => on.min(today),
            _ => today,
        };
        let known = curve.by(days(self.on, known));
        for (number, level) in LEVELS.into_iter().enumerate() {
            if known >= level {
                scores.judge(number, filled.is_some_and(|filled| filled <= level));
            }
        }
    }

    fn judge_distances(&self, curve: &Curve, today: NaiveDate, scores: &mut Scores) {
        if let Some(filled) = self.filled_by(today) {
            let told = LEVELS.map(|level| curve.days(level));
            scores.fill(filled, told, crps(curve, filled));
        }
    }
}

/// The sum over all days of how far the forecast was from what came by then.
fn crps(curve: &Curve, filled: f64) -> f64 {
    let mut sum = 0.0;
    for day in 0..FAR {
        let day = f64::from(day);
        let given = curve.by(day);
        let came = if day >= filled { 1.0 } else { 0.0 };
        sum += (given - came) * (given - came);
        if came > 0.0 && given > 0.9999 {
            break;
        }
    }
    sum
}

/// Calendar days from one day to another, none below zero.
pub(super) fn days(from: NaiveDate, to: NaiveDate) -> f64 {
    let days = (to - from).num_days().max(0);
    f64::from(i32::try_from(days).unwrap_or(i32::MAX))
}
