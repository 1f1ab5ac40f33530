//! How forecasts turned out, in the figures of the field.

/// The likelihoods of the dates that are told: half, 8 in 10, 19 in 20.
pub const LEVELS: [f64; 3] = [0.50, 0.80, 0.95];

/// Fewer roles than this say nothing about a forecast.
const ENOUGH: u32 = 20;

/// Sums over forecasts. Each level is judged by the roles whose date at that level has passed, whatever became of them: to judge only
/// those that were filled would favour the quick ones.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Scores {
    judged: [u32; 3],
    covered: [u32; 3],
    filled: u32,
    crps: f64,
    pinball: [f64; 3],
}

impl Scores {
    /// A date at a level that has passed; whether somebody had said yes by then.
    pub(super) fn judge(&mut self, level: usize, covered: bool) {
        self.judged[level] += 1;
        self.covered[level] += u32::from(covered);
    }

    /// A role that was filled after so many days, of which the forecast had told these dates at the levels and was so far from the truth.
    pub(super) fn fill(&mut self, days: f64, told: [f64; 3], crps: f64) {
        self.filled += 1;
        self.crps += crps;
        for ((sum, told), level) in self.pinball.iter_mut().zip(told).zip(LEVELS) {
            let late = days - told;
            *sum += if late >= 0.0 {
                late * level
            } else {
                -late * (1.0 - level)
            };
        }
    }

    /// Of the dates at each level that have passed: by how many of them somebody had said yes, 0 to 1. To be read beside the level.
    pub fn coverage(&self) -> [Option<f64>; 3] {
        std::array::from_fn(|level| share(self.covered[level], self.judged[level]))
    }

    /// How far the coverage of a forecast that is right would stray by chance, one standard deviation at each level.
    pub fn uncertainty(&self) -> [Option<f64>; 3] {
        std::array::from_fn(|level| {
            let (judged, right) = (self.judged[level], LEVELS[level]);
            (judged > 0).then(|| (right * (1.0 - right) / f64::from(judged)).sqrt())
        })
    }

    /// How many dates were judged at each level.
    pub fn judged(&self) -> [u32; 3] {
        self.judged
    }

    /// Whether there are enough to judge by.
    pub fn is_enough(&self) -> bool {
        self.judged[1] >= ENOUGH
    }

    /// The mean distance of forecasts from what came (continuous ranked probability score), in days.
    pub fn crps(&self) -> Option<f64> {
        (self.filled > 0).then(|| self.crps / f64::from(self.filled))
    }

    /// The mean loss of the dates at each level (pinball), in days.
    pub fn pinball(&self) -> [Option<f64>; 3] {
        self.pinball
            .map(|sum| (self.filled > 0).then(|| sum / f64::from(self.filled)))
    }
}

fn share(part: u32, all: u32) -> Option<f64> {
    (all > 0).then(|| f64::from(part) / f64::from(all))
}
