//! What became of interviews and of whoever was hired since something was last written.

use chrono::{DateTime, Days, FixedOffset, NaiveDate};

use super::said;
use crate::domain::{Interview, Leader, Role, State, Update};

/// Days for which it is news to a leader to whom nothing was written yet that a contract was signed, or somebody started.
const NEWS_FOR: u64 = 30;

impl State<'_> {
    /// Interviews that took place, and what was noted of whoever is on the leader's page: no more than they may read there.
    pub(super) fn steps_since(
        &self,
        role: &Role,
        since: Option<DateTime<FixedOffset>>,
        today: NaiveDate,
    ) -> Vec<String> {
        // What took place with whoever needed the role before is no news of theirs.
        let is_theirs = |on: NaiveDate| role.given_on.is_none_or(|given| on >= given);
        let is_new =
            |at: DateTime<FixedOffset>| is_theirs(at.date_naive()) && since.is_none_or(|since| at > since);
        let news_from = today - Days::new(NEWS_FOR);
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
        let last = role.leader.into_iter().flat_map(|leader| {
            let written = self.newest_on::<Update>(Leader::key(leader), 0, 1, |_| true);
            written.map(|update| update.text.as_str())
        });
        let last: Vec<&str> = last.collect();
        // Of the day on which something was written last it is news where that does not say so.
        let mut tells = |on: Option<NaiveDate>, what: &str| {
            let Some(on) = on.filter(|on| *on <= today) else {
                return;
            };
            let words = format!("{what} {}.", said(on, today));
            let is_said = last.iter().any(|text| text.contains(&words));
            let is_news = match since.map(|since| since.date_naive()) {
                Some(since) => since < on || since == on && !is_said,
                None => news_from <= on,
            };
            if is_news && is_theirs(on) {
                steps.push(words);
            }
        };
        let shown = self.hires(role.id).into_iter();
        for hire in shown.filter(|hire| hire.details.shown.is_some() && hire.details.shown == role.leader) {
            tells(hire.details.signed_on, "The contract was signed on");
            tells(hire.details.starts_on, "The first day was");
        }
        steps
    }
}
