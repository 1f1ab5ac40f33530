//! What the candidates in play add to a forecast: how many stand in which stage, and nothing of who they are.

use statrs::function::erf::erfc;

use super::Curve;
use crate::domain::{Funnel, Place};

/// The spread of the logarithm of the days that a candidate still takes.
const SPREAD: f64 = 0.5;

/// How many candidates the shared likelihood of a stage is worth.
const STRENGTH: f64 = 20.0;

/// Points at which the likelihood of a stage is looked at.
const POINTS: u32 = 200;

/// Most that candidates weigh against general figures, and for how many of them.
const MOST: f64 = 0.5;
const FOR_MOST: f64 = 20.0;

/// Candidates who stand alike.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Likely {
    pub count: u32,
    /// How many of such candidates say yes, 0 to 1.
    pub says_yes: f64,
    /// Days until half of those have.
    pub median_days: f64,
}

/// The candidates in play, and from which day on.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Pipeline(pub Vec<Likely>);

impl Likely {
    /// Those who are in first talks. The figures of stages are judgement, meant to be learned.
    pub fn in_first_talks(count: u32) -> Self {
        Self::with(count, 0.10, 35.0)
    }

    /// Those who are being interviewed.
    pub fn in_interviews(count: u32) -> Self {
        Self::with(count, 0.25, 24.0)
    }

    /// Those who are in the last round.
    pub fn in_the_last_round(count: u32) -> Self {
        Self::with(count, 0.45, 12.0)
    }

    /// Those who have an offer.
    pub fn with_an_offer(count: u32) -> Self {
        Self::with(count, 0.85, 7.0)
    }

    fn with(count: u32, says_yes: f64, median_days: f64) -> Self {
        Self {
            count,
            says_yes,
            median_days,
        }
    }

    /// How many of those who say yes have by then, 0 to 1.
    fn done(self, days: f64) -> f64 {
        log_normal(days, self.median_days, SPREAD)
    }

    /// How likely it is that none of them has said yes, if each says it with this likelihood.
    fn none_with(self, says_yes: f64, days: f64) -> f64 {
        (1.0 - says_yes * self.done(days)).powf(f64::from(self.count))
    }

    /// The same, when how many of a stage say yes is not known but for its mean.
    fn none(self, days: f64) -> f64 {
        let (a, b) = (STRENGTH * self.says_yes, STRENGTH * (1.0 - self.says_yes));
        let (mut sum, mut weights) = (0.0, 0.0);
        for point in 0..POINTS {
            let says_yes = (f64::from(point) + 0.5) / f64::from(POINTS);
            let weight = ((a - 1.0) * says_yes.ln() + (b - 1.0) * (1.0 - says_yes).ln()).exp();
            weights += weight;
            sum += weight * self.none_with(says_yes, days);
        }
        sum / weights
    }
}

/// How much of a log-normal distribution lies within so many days, 0 to 1; `spread`: of the logarithm, its standard deviation.
fn log_normal(days: f64, median: f64, spread: f64) -> f64 {
    if days <= 0.0 {
        return 0.0;
    }
    let away = (days / median).ln() / spread;
    erfc(-away / std::f64::consts::SQRT_2) / 2.0
}

impl Pipeline {
    /// Those who are counted in a role, from first talks on: before that nobody has said that they would come.
    pub fn of(funnel: &Funnel) -> Self {
        let all = [
            Likely::in_first_talks(funnel.count(Place::FirstTalk)),
            Likely::in_interviews(funnel.count(Place::Interview)),
            Likely::in_the_last_round(funnel.count(Place::LastRound)),
            Likely::with_an_offer(funnel.count(Place::Offer)),
        ];
        Self(all.into_iter().filter(|likely| likely.count > 0).collect())
    }

    /// How many there are.
    pub fn people(&self) -> u32 {
        self.0.iter().map(|one| one.count).sum()
    }

    /// How likely it is that one of them has said yes so many days from today, were nobody else to come, and were it known how many of
    /// each stage say yes.
    pub fn by(&self, days: f64) -> f64 {
        let none: f64 = self
            .0
            .iter()
            .map(|one| one.none_with(one.says_yes, days))
            .product();
        1.0 - none
    }

    /// What candidates weigh against general figures, 0 to 1: a blend, and to be called one.
    pub fn weight(&self) -> f64 {
        (f64::from(self.people()) / FOR_MOST).min(MOST)
    }

    /// A forecast blended with these, for a day so many days from today.
    pub fn blended(&self, curve: &Curve, days: f64) -> f64 {
        let weight = self.weight();
        let none: f64 = self.0.iter().map(|one| one.none(days)).product();
        let base = 1.0 - curve.by(curve.elapsed() + days);
        1.0 - base.powf(1.0 - weight) * none.powf(weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_normal_time_ends_when_it_should_also_after_some_of_it() {
        let by = |days| log_normal(days, 65.0, 0.75);
        let after_60 = |days| (by(days) - by(60.0)) / (1.0 - by(60.0));
        for (days, later, likely) in [(65.0, 102.6, 0.5), (122.19, 164.1, 0.8), (223.19, 275.3, 0.95)] {
            assert!((by(days) - likely).abs() < 5e-5, "{days}: {}", by(days));
            assert!(
                (after_60(later) - likely).abs() < 5e-4,
                "{later}: {}",
                after_60(later)
            );
        }
        assert_eq!(by(0.0), 0.0);
    }
}
