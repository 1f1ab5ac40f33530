//! At which days somebody asks, and when that is.

use chrono::{Days, NaiveDate};

use crate::domain::{Hire, hire::DAYS};

impl Hire {
    /// The days after the start on which somebody asks, those that were left out not among them.
    pub fn asked_days(&self) -> impl Iterator<Item = u8> {
        DAYS.into_iter().filter(|day| !self.details.without.contains(day))
    }

    /// On which day that is; none while nobody knows when they start, and none after they left.
    pub fn asked_on(&self, day: u8) -> Option<NaiveDate> {
        let on = self.details.starts_on?.checked_add_days(Days::new(day.into()))?;
        let is_there = self.details.left_on.is_none_or(|left| on <= left);
        (is_there && self.details.declined_on.is_none()).then_some(on)
    }

    /// When what stands at a day was said; where that day is still to come, since the first day moved, it was before that.
    pub fn at_day(&self, day: u8, today: NaiveDate) -> String {
        match self.asked_on(day).filter(|on| *on > today) {
            Some(_) => "before the first day moved".into(),
            None => format!("at day {day}"),
        }
    }

    /// Whether the leader is asked at this day: at the first it is about access alone.
    pub fn asks_leader(day: u8) -> bool {
        day > DAYS[0]
    }
}
