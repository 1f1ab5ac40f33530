//! What the recruiter told, and what was answered.

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    notes::{ReplyView, replies},
    seen::Seen,
};
use crate::domain::UpdateId;

/// Most updates on a page.
const UPDATES: usize = 10;

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct UpdateView {
    pub id: UpdateId,
    pub on: NaiveDate,
    pub text: String,
    pub replies: Vec<ReplyView>,
}

/// The newest first.
pub fn section(seen: &Seen) -> Option<Vec<UpdateView>> {
    let updates = seen.updates()?.take(UPDATES).map(|update| UpdateView {
        id: update.id,
        on: update.sent_at.date_naive(),
        text: update.text.clone(),
        replies: replies(seen, Some(update.id)).unwrap_or_default(),
    });
    Some(updates.collect())
}
