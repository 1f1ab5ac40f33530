//! What earlier forecasts say of this one: if roles took longer than they were given, dates move out.

/// Values, spread evenly, that stand for forecasts that were neither early nor late, so that a few of one's own change little.
const EVEN: f64 = 10.0;

/// How far to either side one forecast speaks of: a single one says little of its exact place.
const REACH: f64 = 0.1;

/// How one earlier forecast turned out: how likely it had called what came, 0 to 1.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Turned {
    /// Somebody said yes; by that day the forecast had given so much.
    Out(f64),
    /// Nobody has yet, or it ended otherwise; until then the forecast had given so much.
    Beyond(f64),
}

/// A curve through which a forecast is read: how earlier ones turned out, smoothed, with evenly spread values beside them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Recalibration {
    /// Each as the part of the range, from and to, in which it may lie.
    turned: Vec<(f64, f64)>,
}

impl Recalibration {
    pub fn of(turned: impl IntoIterator<Item = Turned>) -> Self {
        let within = |turned| match turned {
            Turned::Out(given) => {
                let given: f64 = f64::clamp(given, 0.0, 1.0);
                ((given - REACH).max(0.0), (given + REACH).min(1.0))
            }
            // As if it were to come anywhere beyond, all of it alike.
            Turned::Beyond(given) => (f64::clamp(given, 0.0, 1.0 - REACH), 1.0),
        };
        Self {
            turned: turned.into_iter().map(within).collect(),
        }
    }

    /// How many roles are open by a day after which `open` of them would be, both 0 to 1.
    pub(super) fn open(&self, open: f64) -> f64 {
        let given = 1.0 - open.clamp(0.0, 1.0);
        let passed = |(from, to): &(f64, f64)| ((given - from) / (to - from)).clamp(0.0, 1.0);
        let passed: f64 = self.turned.iter().map(passed).sum();
        #[expect(clippy::cast_precision_loss, reason = "there are dozens")]
        let count = self.turned.len() as f64;
        1.0 - (EVEN * given + passed) / (EVEN + count)
    }
}
