//! What earlier forecasts say of this one: if roles took longer than they were given, dates move out.

use statrs::function::beta::beta_reg;

/// Values that stand for forecasts that were neither early nor late, so that a few of one's own change little.
const UNIFORM: u32 = 20;

/// How one earlier forecast turned out: how likely it had called what came, 0 to 1.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Turned {
    /// Somebody said yes; by that day the forecast had given so much.
    Out(f64),
    /// Nobody has yet, or it ended otherwise; until then the forecast had given so much.
    Beyond(f64),
}

/// A curve through which a forecast is read: that of a Beta distribution with the mean and the variance of how earlier ones turned out.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Recalibration {
    a: f64,
    b: f64,
}

impl Recalibration {
    pub fn of(turned: impl IntoIterator<Item = Turned>) -> Self {
        let (mut count, mut sum, mut squares) = (0.0, 0.0, 0.0);
        let mut note = |value: f64, square: f64| {
            count += 1.0;
            sum += value;
            squares += square;
        };
        for number in 0..UNIFORM {
            let value = (f64::from(number) + 0.5) / f64::from(UNIFORM);
            note(value, value * value);
        }
        for turned in turned {
            match turned {
                Turned::Out(given) => note(given.clamp(0.0, 1.0), given.clamp(0.0, 1.0).powi(2)),
                // As if it were to come anywhere beyond, all of it alike.
                Turned::Beyond(given) => {
                    let given = given.clamp(0.0, 1.0);
                    note((1.0 + given) / 2.0, (1.0 + given + given * given) / 3.0);
                }
            }
        }
        let mean = sum / count;
        let variance = squares / count - mean * mean;
        let strength = mean * (1.0 - mean) / variance - 1.0;
        Self {
            a: mean * strength,
            b: (1.0 - mean) * strength,
        }
    }

    /// How many roles are open by a day after which `open` of them would be, both 0 to 1.
    pub(super) fn open(self, open: f64) -> f64 {
        beta_reg(self.b, self.a, open.clamp(0.0, 1.0))
    }
}
