//! That a role was closed is told to its leader: else they wait for what was promised of it.

use chrono::NaiveDate;

use super::{
    owed::{Debt, What},
    silence::Pace,
};
use crate::domain::{
    Close, CloseReason, Leader, Role, RoleId, State, Whose, short_date, three_letters, weekday,
};

/// For how many days it is news.
const NEWS: i64 = 30;

impl<'a> State<'a> {
    /// How a role was closed here lately, where its leader was told something of it before and nothing since. Who filled it they know.
    pub fn closed_untold(&self, role: &'a Role, today: NaiveDate) -> Option<&'a Close> {
        let close = role.placement.close.as_ref()?;
        let at = close.at?;
        let days = (today - close.on).num_days();
        let is_news = close.reason != CloseReason::Filled && (0..=NEWS).contains(&days);
        let told = self.told(self.get::<Leader>(role.leader?).ok()?);
        let waits = told.is_some() || self.expectation(role.id).is_some();
        (is_news && waits && told.is_none_or(|told| told.at < at)).then_some(close)
    }

    /// What a role's leader is told of its end; nothing where they know.
    pub fn closing(&self, role: RoleId, today: NaiveDate) -> Option<String> {
        let role = self.get::<Role>(role).ok()?;
        let close = self.closed_untold(role, today)?;
        Some(format!("{} was closed {}", role.called(), ended(close)))
    }

    /// Whom to tell that a role of theirs was closed.
    pub(super) fn closings_due(&self, whose: Whose, today: NaiveDate) -> Vec<Debt> {
        let closed = self.all::<Role>().filter(|role| self.is_of(role, whose));
        let debt = |role: &'a Role| {
            let close = self.closed_untold(role, today)?;
            let leader = role.leader?;
            Some(Debt {
                name: self.name_of(leader).to_owned(),
                due: close.on,
                pace: match (today - close.on).num_days() {
                    ..=1 => Pace::Soon,
                    _ => Pace::Late,
                },
                what: What::Closed {
                    leader,
                    role: role.id,
                    title: role.called().to_owned(),
                    reason: close.reason,
                },
            })
        };
        closed.filter_map(debt).collect()
    }
}

/// `on Tue 2 Dec: cancelled. Nobody is sought for it any more.`
pub(super) fn ended(close: &Close) -> String {
    let on = format!("{} {}", three_letters(weekday(close.on)), short_date(close.on));
    let reason = close.reason.label().to_lowercase();
    format!("on {on}: {reason}. Nobody is sought for it any more.")
}

#[cfg(test)]
mod tests;
