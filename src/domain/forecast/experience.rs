//! What a team's own roles say of the next one: how long theirs take, and how forecasts of them turned out.

use chrono::NaiveDate;

use super::{
    Learned, Opened, Recalibration,
    backtest::{History, corrected_by},
};

/// What past and open roles teach, as of one day.
#[derive(Clone, PartialEq, Debug)]
pub struct Experience {
    pub(super) learned: Learned,
    pub(super) recalibration: Recalibration,
}

impl Experience {
    /// Of these roles, in any order, as far as they were known at the end of this day.
    pub fn of(roles: &[Opened], today: NaiveDate) -> Self {
        let history = History::new(roles, today);
        let forecasts = history.roles.iter().enumerate().rev();
        let forecasts = forecasts.map(|(number, role)| (role, history.forecast(number)));
        Self {
            learned: history.learned(history.roles.len(), today),
            recalibration: corrected_by(forecasts, today),
        }
    }

    /// How many roles of one's own it stands on, those still open among them.
    pub fn roles(&self) -> u32 {
        self.learned.roles()
    }

    /// In how many of them somebody said yes.
    pub fn filled(&self) -> u32 {
        self.learned.filled()
    }
}
