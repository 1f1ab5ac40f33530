//! How sure one may be of a rate after few cases: a Beta distribution, begun with what is usual.

use statrs::function::beta::checked_beta_reg;

/// How many cases the usual rate is worth.
pub(super) const WORTH: f64 = 10.0;

/// How sure a rule is before it says anything.
const SURE: f64 = 0.9;

/// How likely it is that the rate is below `bar`, where `hits` of `of` cases were hits and `usual` was to be expected; all rates
/// between 0 and 1, both left out.
fn below(bar: f64, (hits, of): (u32, u32), usual: f64) -> f64 {
    let hits = f64::from(hits.min(of));
    let (a, b) = (WORTH * usual + hits, WORTH * (1.0 - usual) + f64::from(of) - hits);
    checked_beta_reg(a, b, bar.clamp(0.0, 1.0)).unwrap_or(0.5)
}

/// Whether the rate is surely below so much.
pub(super) fn is_below(bar: f64, counted: (u32, u32), usual: f64) -> bool {
    below(bar, counted, usual) >= SURE
}

/// Whether the rate is surely above so much.
pub(super) fn is_above(bar: f64, counted: (u32, u32), usual: f64) -> bool {
    1.0 - below(bar, counted, usual) >= SURE
}

/// Between which rates, 0 to 1, it lies in nine of ten cases where `hits` of `of` cases were hits and nothing was known before:
/// the middle of Beta(1 + hits, 1 + misses).
pub fn likely(hits: u32, of: u32) -> (f64, f64) {
    let hits = hits.min(of);
    let (a, b) = (1.0 + f64::from(hits), 1.0 + f64::from(of - hits));
    let rate_at = |chance: f64| {
        let (mut low, mut high) = (0.0, 1.0);
        // Halved so often, it is as exact as a number can be that a person reads.
        for _ in 0..30 {
            let middle = f64::midpoint(low, high);
            if checked_beta_reg(a, b, middle).unwrap_or(0.5) < chance {
                low = middle;
            } else {
                high = middle;
            }
        }
        f64::midpoint(low, high)
    };
    (rate_at(0.05), rate_at(0.95))
}

/// Made-up cases for trials of the rules: the same seed draws the same ones.
#[cfg(test)]
pub(super) struct Drawn(pub u64);

#[cfg(test)]
impl Drawn {
    /// Whether something came about that does so with this likelihood.
    pub fn happens(&mut self, likely: f64) -> bool {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let drawn = u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap_or_default();
        f64::from(drawn) / (f64::from(u32::MAX) + 1.0) < likely
    }
}

/// In how many of `trials` something comes about, 0 to 1.
#[cfg(test)]
pub(super) fn share(trials: u32, mut trial: impl FnMut(&mut Drawn) -> bool) -> f64 {
    let hits = (0..trials)
        .filter(|at| trial(&mut Drawn(u64::from(*at) << 20)))
        .count();
    f64::from(u32::try_from(hits).unwrap_or_default()) / f64::from(trials)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_nothing_counted_the_usual_rate_is_all_that_is_known() {
        // Beta(5, 5) is even; of Beta(1, 9) so much lies below x: 1 - (1 - x)^9.
        assert!((below(0.5, (0, 0), 0.5) - 0.5).abs() < 1e-12);
        let near = 1.0 - 0.8_f64.powi(9);
        assert!((below(0.2, (0, 0), 0.1) - near).abs() < 1e-12);
    }

    #[test]
    fn what_is_likely_lies_around_what_was_counted_and_narrows_with_it() {
        // Of Beta(1, 1) so much lies below x: x itself; of Beta(1, 2): 1 - (1 - x)^2.
        let (low, high) = likely(0, 0);
        assert!((low - 0.05).abs() < 1e-6 && (high - 0.95).abs() < 1e-6);
        let (low, high) = likely(0, 1);
        assert!((low - (1.0 - 0.95_f64.sqrt())).abs() < 1e-6);
        assert!((high - (1.0 - 0.05_f64.sqrt())).abs() < 1e-6);
        let ((low, high), (lower, higher)) = (likely(40, 100), likely(4, 10));
        assert!(lower < low && low < 0.4 && 0.4 < high && high < higher);
    }

    #[test]
    fn each_case_moves_it() {
        assert!(below(0.5, (6, 10), 0.5) < below(0.5, (5, 10), 0.5));
        assert!(below(0.5, (40, 100), 0.5) > below(0.5, (4, 10), 0.5));
    }
}
