//! What past roles say of how long this team's take: enough of each for the likelihood, and nothing of who they were.

use std::f64::consts::LN_2;

use super::Factors;

/// Spreads of the logarithm of days that are thought possible: this many, evenly from the first to the last.
pub(super) const SPREADS: usize = 24;
const NARROWEST: f64 = 0.25;
const WIDEST: f64 = 1.6;

/// The shortest time that is told apart, in days: who says yes on the day of opening took half of it.
const SHORTEST: f64 = 0.5;

/// A role of the past, or one that is still open.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Past {
    pub factors: Factors,
    /// Calendar days from the day of opening: until somebody said yes, else as far as is known.
    pub days: f64,
    /// Whether somebody said yes then. Those that are open, or ended otherwise, say that it takes longer.
    pub filled: bool,
    /// Days for which it had been open when it came to be known; 0 for one that was known from the first.
    pub known_from: f64,
}

/// The sums of all past roles; adding one costs as much however many there are.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Learned {
    roles: u32,
    filled: u32,
    /// Of the filled: the sum of how far the logarithm of their days lies above its prior middle.
    above: f64,
    /// Of all, for each spread: the sum of what they were exposed to.
    exposed: [f64; SPREADS],
}

/// A spread by its number.
pub(super) fn spread(number: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "there are 24")]
    let part = number as f64 / (SPREADS - 1) as f64;
    NARROWEST + part * (WIDEST - NARROWEST)
}

/// The shape of a Weibull distribution with this spread of the logarithm of days.
pub(super) fn shape(spread: f64) -> f64 {
    std::f64::consts::PI / (6.0_f64.sqrt() * spread)
}

impl Learned {
    pub fn from_all<'a>(past: impl IntoIterator<Item = &'a Past>) -> Self {
        let mut learned = Self::default();
        past.into_iter().for_each(|past| learned.add(past));
        learned
    }

    /// Whatever is no number of days at all says nothing.
    pub fn add(&mut self, past: &Past) {
        self.count(past, 1.0);
    }

    /// Together with what others say.
    pub fn join(&mut self, others: &Self) {
        self.roles += others.roles;
        self.filled += others.filled;
        self.above += others.above;
        for (exposed, others) in self.exposed.iter_mut().zip(others.exposed) {
            *exposed += others;
        }
    }

    /// The same without a role that had been added.
    #[must_use]
    pub fn without(mut self, past: &Past) -> Self {
        self.count(past, -1.0);
        self
    }

    fn count(&mut self, past: &Past, sign: f64) {
        let middle = past.factors.median_days().ln();
        if !past.days.is_finite() || !past.known_from.is_finite() || past.days < 0.0 {
            return;
        }
        let above = past.days.max(SHORTEST).ln() - middle;
        let counted = |count: u32| {
            if sign > 0.0 {
                count + 1
            } else {
                count.saturating_sub(1)
            }
        };
        self.roles = counted(self.roles);
        if past.filled {
            self.filled = counted(self.filled);
            self.above += sign * above;
        }
        let before = (past.known_from >= SHORTEST).then(|| past.known_from.min(past.days).ln() - middle);
        for (number, exposed) in self.exposed.iter_mut().enumerate() {
            let shape = shape(spread(number));
            let met = |above: f64| (shape * above).exp();
            *exposed += sign * (met(above) - before.map_or(0.0, met));
        }
    }

    /// How many roles it stands on.
    pub fn roles(&self) -> u32 {
        self.roles
    }

    /// How many of them were filled.
    pub fn filled(&self) -> u32 {
        self.filled
    }

    /// The logarithm of how likely all of this is with a spread, by its number, if roles take `offset` longer than the prior says, in
    /// the logarithm of days.
    pub(super) fn log_likelihood(&self, number: usize, offset: f64) -> f64 {
        let shape = shape(spread(number));
        let filled = f64::from(self.filled);
        filled * (shape.ln() + LN_2.ln() - shape * offset) + shape * self.above
            - LN_2 * (-shape * offset).exp() * self.exposed[number]
    }
}
