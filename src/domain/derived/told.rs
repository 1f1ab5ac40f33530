//! What leaders were told: when last, and which date.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{Expectation, Fits, Leader, LeaderId, Role, State, Told, Turnout, Update, gathered};

/// What each leader was told last, or what was written to them.
pub type LastTold = BTreeMap<LeaderId, Told>;

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
    /// When each leader was last told something: only that ends a silence.
    pub fn last_told(&self) -> LastTold {
        let told = |leader: &Leader| Some((leader.id, self.told(leader)?));
        gathered(self.all::<Leader>().filter_map(told))
    }

    /// When something was last written to each leader: it answers what they wrote before, and the next update goes on from there.
    pub fn last_written(&self) -> LastTold {
        let written = |leader: &Leader| Some((leader.id, self.written(leader)?));
        gathered(self.all::<Leader>().filter_map(written))
    }

    /// When this leader was last told something.
    pub fn told(&self, leader: &Leader) -> Option<Told> {
        self.newest(leader, Update::told).max(leader.told)
    }

    /// When something was last written to this leader, be it that it only stands on their page.
    pub fn written(&self, leader: &Leader) -> Option<Told> {
        self.newest(leader, Update::written).max(leader.written)
    }

    fn newest(&self, leader: &Leader, of: fn(&Update) -> Option<Told>) -> Option<Told> {
        let key = Leader::key(leader.id);
        let updates = self.newest_on::<Update>(key, 0, 1, |update| of(update).is_some());
        let dates = self.newest_on::<Expectation>(key, 0, 1, |_| true);
        updates.filter_map(of).chain(dates.map(Expectation::told)).max()
    }

    /// The oldest of what stands on the leader's page, as far as one knows unread, since they were last told something.
    pub fn stands(&self, leader: &Leader) -> Option<&Update> {
        let told = self.told(leader);
        let since = told.map_or(i64::MIN, |told| told.at.timestamp());
        let written = self.on_since::<Update>(Leader::key(leader.id), 0, since);
        let stands =
            written.filter(|update| update.stands() && told.is_none_or(|told| told.at <= update.sent_at));
        stands.min_by_key(|update| (update.sent_at, update.id))
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
