//! What became of interviews and of whoever was hired since something was last written.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::said;
use crate::domain::{Interview, Role, State};

impl State<'_> {
    /// Interviews that took place, and what was noted of whoever is on the leader's page: no more than they may read there.
    pub(super) fn steps_since(
        &self,
        role: &Role,
        since: Option<DateTime<FixedOffset>>,
        today: NaiveDate,
    ) -> Vec<String> {
        let is_new = |at: DateTime<FixedOffset>| since.is_none_or(|since| at > since);
        let held = self.on::<Interview>(Role::key(role.id));
        let held = held.filter(|one| one.held && one.off.is_none());
        let held = held
            .filter_map(Interview::ends)
            .filter(|ends| is_new(*ends))
            .count();
        let mut steps = Vec::new();
        match held {
            0 => {}
            1 => steps.push("One interview took place.".to_owned()),
            held => steps.push(format!("{held} interviews took place.")),
        }
        let is_since = |on: &NaiveDate| *on <= today && since.is_none_or(|since| *on >= since.date_naive());
        let shown = self.hires(role.id).into_iter();
        for hire in shown.filter(|hire| hire.details.shown.is_some() && hire.details.shown == role.leader) {
            let details = &hire.details;
            if let Some(on) = details.signed_on.filter(is_since) {
                steps.push(format!("The contract was signed on {}.", said(on, today)));
            }
            if let Some(on) = details.starts_on.filter(is_since) {
                steps.push(format!("The first day was {}.", said(on, today)));
            }
        }
        steps
    }
}
