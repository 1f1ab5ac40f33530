//! What leaders were told: when last, and which date.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::domain::{Expectation, Fits, Leader, LeaderId, Role, State, Turnout, Update, gathered};

/// When each leader was last told something.
pub type Told = BTreeMap<LeaderId, DateTime<FixedOffset>>;

/// A date as it was told, and what came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DateTold {
    pub yes_by: NaiveDate,
    pub desk_by: NaiveDate,
    /// The day on which it was told.
    pub on: NaiveDate,
    /// What the leader says of it, and since when; none while they have not said.
    pub fits: Option<Fits>,
    pub answered_on: Option<NaiveDate>,
    /// Once somebody has said yes: after how many days, and how many had been told at first.
    pub turnout: Option<Turnout>,
}

impl State<'_> {
    /// When each leader was last told something.
    pub fn last_told(&self) -> Told {
        let told = |leader: &Leader| Some((leader.id, self.told_at(leader)?));
        gathered(self.all::<Leader>().filter_map(told))
    }

    /// When this leader was last told something.
    pub fn told_at(&self, leader: &Leader) -> Option<DateTime<FixedOffset>> {
        let updates = self.newest_on::<Update>(Leader::key(leader.id), 0, 1, |_| true);
        let updates = updates.map(|update| update.sent_at);
        let dates = self.newest_on::<Expectation>(Leader::key(leader.id), 0, 1, |_| true);
        let dates = dates.map(|date| date.at);
        updates.chain(dates).chain(leader.told_at).max()
    }

    /// The date as last talked through. What came of it is held against what was told first.
    pub(super) fn date_told(&self, role: &Role) -> Option<DateTold> {
        let told = self.expectations(role.id);
        let newest = told.first()?;
        Some(DateTold {
            yes_by: newest.terms.yes_by,
            desk_by: newest.terms.desk_by(),
            on: newest.at.date_naive(),
            fits: newest.answer.as_ref().map(|answer| answer.fits),
            answered_on: newest.answer.as_ref().map(|answer| answer.at.date_naive()),
            turnout: self.turnout(role),
        })
    }
}
