//! What the recruiter told, and what was answered.

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    notes::{SaidView, said},
    seen::Alone,
};
use crate::domain::{Update, UpdateId};

/// Most updates on a page.
const UPDATES: usize = 10;

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct UpdateView {
    pub id: UpdateId,
    pub said: SaidView,
    /// It was said in a talk: nothing was written.
    pub is_talk: bool,
    /// Of the newest: the day on which a date was told since, which counts from then on.
    pub date_since: Option<NaiveDate>,
    /// When the leader said that they have read it.
    pub got_it: Option<NaiveDate>,
    /// And thanks for it.
    pub is_thanked: bool,
    /// What the leader's team asked, where it opens with the answer.
    pub team_asked: Option<String>,
    /// What was answered to it, the oldest first.
    pub answers: Vec<SaidView>,
}

/// The newest first.
pub fn section(seen: Alone) -> Vec<UpdateView> {
    let mut threads = seen.threads();
    threads.retain(|thread| !thread.first().is_reply());
    threads.sort_by_key(|thread| std::cmp::Reverse((thread.first().at(), thread.first().update())));
    let dates = seen.all().dates();
    let updates = threads
        .iter()
        .take(UPDATES)
        .enumerate()
        .filter_map(|(at, thread)| {
            let mut said_first = said(seen, thread.first());
            let is_talk = thread.first().is_talk();
            if is_talk && said_first.text == Update::TALKED {
                said_first.text.clear();
            }
            // A date of another role says nothing of this.
            let of_its = dates
                .iter()
                .filter(|date| thread.first().concerns(date.role.id()));
            let told_on = of_its.map(|date| date.told_on).max();
            Some(UpdateView {
                id: thread.first().update()?,
                date_since: told_on.filter(|told_on| at == 0 && *told_on > said_first.on),
                said: said_first,
                is_talk,
                is_thanked: thread.first().is_thanked(),
                got_it: thread.first().got_it().map(|at| at.date_naive()),
                team_asked: seen.team_asked(thread.first()).map(str::to_owned),
                answers: thread.then().map(|one| said(seen, one)).collect(),
            })
        });
    updates.collect()
}
