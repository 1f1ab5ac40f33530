//! By when somebody says yes: an explainable forecast from general figures and a team's own roles, and what to make of it.
//!
//! Time is in calendar days from the day on which a role was approved to the day on which somebody says yes. The middle of the days
//! comes from [`Factors`]; past roles, those still open among them, move it ([`Learned`]); a [`Curve`] tells the dates. It knows counts
//! and days, and no attribute of any person.

mod backtest;
mod curve;
mod experience;
mod learned;
mod pipeline;
mod prior;
mod recalibration;
mod role;
mod score;
#[cfg(test)]
mod tests;

pub use backtest::{Backtest, Opened, Outcome, backtest, coverage};
pub use curve::{Curve, LONGEST};
pub use experience::Experience;
pub use learned::{Learned, Past};
pub use pipeline::{Likely, Pipeline};
pub use prior::Factors;
pub use recalibration::{Recalibration, Turned};
pub use role::{Forecast, Influence, Lapses};
pub use score::{LEVELS, Scores};
