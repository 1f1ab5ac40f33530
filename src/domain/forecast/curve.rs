//! How likely it is that somebody has said yes by a day.
//!
//! A Weibull distribution whose middle and spread are not known: all pairs on a grid, each weighed by what general figures and past roles
//! say of it. Nothing is drawn at random, so the same roles always give the same dates.

use std::f64::consts::LN_2;

use super::{
    Factors, Learned, Recalibration,
    learned::{SPREADS, shape, spread},
};
use crate::domain::Niche;

/// Middles on the grid, evenly in the logarithm of days.
const MIDDLES: usize = 48;
const SHORTEST_MIDDLE: f64 = 10.0;
const LONGEST_MIDDLE: f64 = 500.0;
/// Of rare and very rare skills.
const LONGEST_RARE_MIDDLE: f64 = 900.0;

/// How far general figures may be from the truth, in the logarithm of days: one standard deviation.
const MIDDLE_DEVIATION: f64 = 0.5;
/// The spread that is usual, and how far its logarithm may be from that.
const USUAL_SPREAD: f64 = 0.75;
const SPREAD_DEVIATION: f64 = 0.3;

/// What weighs less than this part of the heaviest is left out: it moves no date by a minute.
const LIGHTEST: f64 = 1e-12;

/// The longest that is told: a hundred years, in days.
pub const LONGEST: f64 = 36_525.0;

/// Halvings until a day is found: to seconds, where it is some months away.
const HALVINGS: u32 = 28;

/// One spread, with all middles that have weight.
#[derive(Clone, PartialEq, Debug)]
struct Sheet {
    shape: f64,
    cells: Vec<Cell>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
struct Cell {
    weight: f64,
    /// Times the days to the power of the shape: what is met by then.
    scale: f64,
    /// What had been met when it was last known that nobody had said yes.
    met: f64,
}

/// By when somebody says yes, in calendar days since the opening.
#[derive(Clone, PartialEq, Debug)]
pub struct Curve {
    from_opening: Vec<Sheet>,
    /// The same, of those roles only that are open for `elapsed` days.
    from_now: Vec<Sheet>,
    elapsed: f64,
    recalibration: Option<Recalibration>,
    /// How many of all roles, so corrected, are open after `elapsed` days.
    open_then: f64,
}

impl Curve {
    /// As general figures and these roles have it.
    pub fn new(factors: Factors, learned: &Learned) -> Self {
        let usual = factors.median_days().ln();
        let longest = match factors.niche {
            Niche::Common | Niche::Uncommon => LONGEST_MIDDLE,
            Niche::Rare | Niche::VeryRare => LONGEST_RARE_MIDDLE,
        };
        let (first, last) = (SHORTEST_MIDDLE.ln(), longest.ln());
        #[expect(clippy::cast_precision_loss, reason = "there are 48")]
        let middle = |number: usize| first + number as f64 / (MIDDLES - 1) as f64 * (last - first);
        let sheets = (0..SPREADS).map(|number| {
            let shape = shape(spread(number));
            let of_spread = ((spread(number) / USUAL_SPREAD).ln() / SPREAD_DEVIATION).powi(2) / 2.0;
            let cells = (0..MIDDLES).map(|at| {
                let offset = middle(at) - usual;
                let of_middle = (offset / MIDDLE_DEVIATION).powi(2) / 2.0;
                Cell {
                    weight: learned.log_likelihood(number, offset) - of_middle - of_spread,
                    scale: LN_2 * (-shape * middle(at)).exp(),
                    met: 0.0,
                }
            });
            Sheet {
                shape,
                cells: cells.collect(),
            }
        });
        let sheets = weighed(sheets.collect());
        Self {
            from_now: sheets.clone(),
            from_opening: sheets,
            elapsed: 0.0,
            recalibration: None,
            open_then: 1.0,
        }
    }

    /// Corrected by how earlier forecasts turned out.
    #[must_use]
    pub fn recalibrated(self, recalibration: Recalibration) -> Self {
        Self {
            recalibration: Some(recalibration),
            ..self
        }
        .corrected_then()
    }

    fn corrected_then(mut self) -> Self {
        let open = left(&self.from_opening, self.elapsed);
        let corrected = self.recalibration.as_ref().map(|by| by.open(open));
        self.open_then = corrected.unwrap_or(open);
        self
    }

    /// Of a role that has been open for so many days.
    #[must_use]
    pub fn after(mut self, elapsed: f64) -> Self {
        self.elapsed = elapsed.clamp(0.0, LONGEST);
        let mut sheets = self.from_opening.clone();
        for sheet in &mut sheets {
            let days = self.elapsed.powf(sheet.shape);
            for cell in &mut sheet.cells {
                cell.met = cell.scale * days;
                cell.weight = cell.weight.ln() - cell.met;
            }
        }
        self.from_now = weighed(sheets);
        self.corrected_then()
    }

    /// How likely it is that somebody has said yes so many days after the opening, 0 to 1.
    pub fn by(&self, days: f64) -> f64 {
        if days <= self.elapsed {
            return 0.0;
        }
        match &self.recalibration {
            // Where hardly any role is open for so long, there is nothing to correct it by.
            Some(recalibration) if self.open_then >= LIGHTEST => {
                let open = recalibration.open(left(&self.from_opening, days));
                (1.0 - open / self.open_then).clamp(0.0, 1.0)
            }
            _ => 1.0 - left(&self.from_now, days),
        }
    }

    /// Days after the opening by which somebody has said yes with this likelihood, 0 to 1; never fewer than have gone by, and [`LONGEST`]
    /// at most.
    pub fn days(&self, likelihood: f64) -> f64 {
        let (mut early, mut late) = (self.elapsed.max(0.001).ln(), LONGEST.ln());
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(early, late);
            if self.by(middle.exp()) < likelihood {
                early = middle;
            } else {
                late = middle;
            }
        }
        late.exp().max(self.elapsed)
    }

    /// What it is corrected by.
    pub(super) fn recalibration(&self) -> Option<Recalibration> {
        self.recalibration.clone()
    }

    /// Days for which the role has been open.
    pub fn elapsed(&self) -> f64 {
        self.elapsed
    }
}

/// How many of all roles are open after so many days, 0 to 1.
fn left(sheets: &[Sheet], days: f64) -> f64 {
    let of_sheet = |sheet: &Sheet| {
        let days = days.powf(sheet.shape);
        let cells = sheet.cells.iter();
        cells
            .map(|cell| cell.weight * (cell.met - cell.scale * days).min(0.0).exp())
            .sum::<f64>()
    };
    sheets.iter().map(of_sheet).sum::<f64>().clamp(0.0, 1.0)
}

/// Logarithms of weights made weights that add up to one, without what is too light to count.
fn weighed(mut sheets: Vec<Sheet>) -> Vec<Sheet> {
    let all = || sheets.iter().flat_map(|sheet| &sheet.cells);
    let heaviest = all().map(|cell| cell.weight).fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for sheet in &mut sheets {
        for cell in &mut sheet.cells {
            cell.weight = (cell.weight - heaviest).exp();
            sum += cell.weight;
        }
        sheet.cells.retain(|cell| cell.weight > LIGHTEST);
    }
    for sheet in &mut sheets {
        sheet.cells.iter_mut().for_each(|cell| cell.weight /= sum);
    }
    sheets.retain(|sheet| !sheet.cells.is_empty());
    sheets
}
