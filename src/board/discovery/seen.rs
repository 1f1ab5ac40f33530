//! Who sees what was written down.

use crate::domain::Shown;

/// Who sees something, as it stands beside it.
pub fn seen_by(shown: Shown) -> &'static str {
    match shown {
        Shown::Us => "only recruiters see it",
        Shown::Leader => "the leader sees it",
        Shown::Boss => "the leader and a boss see it",
        Shown::Team => "the leader, a boss and the team see it",
    }
}
