//! Whether the leader may pass their page on.

use serde::Serialize;

use super::seen::Alone;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum ForwardView {
    May,
    /// It shows a confidential role, or may: it asks for a passcode.
    Confidential,
}

/// Whoever answers for the leader does not pass on what is not theirs.
pub fn section(seen: Alone) -> Option<ForwardView> {
    match (seen.is_deputy(), seen.is_locked()) {
        (true, _) => None,
        (false, true) => Some(ForwardView::Confidential),
        (false, false) => Some(ForwardView::May),
    }
}
