//! What leaders were told: when last, and which date.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::{
    Coming, Expectation, Fits, Leader, LeaderId, Role, Sorting, State, Told, Turnout, Update, gathered,
};

/// What each leader was told last, or what was written to them.
pub type LastTold = BTreeMap<LeaderId, Told>;

/// A date as it was told, and what came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DateTold {
    pub coming: Coming,
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

    /// What each leader's silence is counted from: what they were told last. Of one whose roles all came from elsewhere, and who was told
    /// nothing yet, it begins with what was written to them, since their page says a day from then on.
    pub(super) fn last_heard(&self) -> LastTold {
        let begun_here = |role: &&Role| role.entered.is_none() && role.is_open() && role.hold.is_none();
        let begun_here = self.all::<Role>().filter(begun_here);
        let begun_here: BTreeSet<LeaderId> = gathered(begun_here.filter_map(|role| role.leader));
        let heard = |leader: &Leader| {
            let written = || self.written(leader).filter(|_| !begun_here.contains(&leader.id));
            Some((leader.id, self.told(leader).or_else(written)?))
        };
        gathered(self.all::<Leader>().filter_map(heard))
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

    /// The day by which a leader hears again who is told something on this day.
    pub fn tells_next(&self, leader: LeaderId, today: NaiveDate) -> NaiveDate {
        let leader = self.get::<Leader>(leader).ok();
        let rhythm = leader.map(|leader| leader.details.rhythm()).unwrap_or_default();
        self.settings().cadence.next_after(today, rhythm)
    }

    fn newest(&self, leader: &Leader, of: fn(&Update) -> Option<Told>) -> Option<Told> {
        let key = Leader::key(leader.id);
        let updates = self.newest_on::<Update>(key, 0, 1, |update| of(update).is_some());
        let dates = self.newest_on::<Expectation>(key, 0, 1, |_| true);
        updates.filter_map(of).chain(dates.map(Expectation::told)).max()
    }

    /// What was written to the leader since they last got something that was written or said to them, and as far as one knows is unread;
    /// the oldest first. A talk about one role's date says nothing of what only stands on their page.
    pub fn untold(&self, leader: &Leader) -> Vec<&Update> {
        let got = self.newest_on::<Update>(Leader::key(leader.id), 0, 1, |update| update.told().is_some());
        let told = got.filter_map(Update::told).map(|told| told.at).max();
        let since = told.map_or(i64::MIN, |told| told.timestamp());
        let written = self.on_since::<Update>(Leader::key(leader.id), 0, since);
        let is_newer = |update: &&Update| told.is_none_or(|told| told <= update.sent_at);
        let untold = written.filter(|update| update.stands()).filter(is_newer);
        let mut untold: Vec<&Update> = untold.collect();
        untold.put_in_order_by(|update| (update.sent_at, update.id));
        untold
    }

    /// The date as last talked through. What came of it is held against what was told first.
    pub(super) fn date_told(&self, role: &Role) -> Option<DateTold> {
        let told = self.expectations(role.id);
        let newest = told.first()?;
        Some(DateTold {
            coming: newest.terms.coming(),
            on: newest.at.date_naive(),
            fits: newest.answer.as_ref().map(|answer| answer.fits),
            answered_on: newest.answer.as_ref().map(|answer| answer.at.date_naive()),
            turnout: self.turnout(role),
        })
    }
}
