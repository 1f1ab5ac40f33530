//! What the leader wrote that answers no update.

use chrono::NaiveDate;
use serde::Serialize;

use super::seen::Seen;
use crate::domain::UpdateId;

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ReplyView {
    pub on: NaiveDate,
    pub text: String,
}

/// The newest first.
pub fn section(seen: &Seen) -> Option<Vec<ReplyView>> {
    replies(seen, None)
}

/// What was written in answer to an update, or to none.
pub fn replies(seen: &Seen, to: Option<UpdateId>) -> Option<Vec<ReplyView>> {
    let replies = seen.replies(to)?.map(|reply| ReplyView {
        on: reply.at.date_naive(),
        text: reply.text.clone(),
    });
    Some(replies.collect())
}
