//! Counting people.

use super::seen::Count;
use crate::domain::EffortKind;

/// How many people were reached, and how many of them replied.
pub fn reached<'a>(counts: impl Iterator<Item = Count<'a>>) -> (u32, u32) {
    counts
        .filter(|count| count.kind() == EffortKind::Outreach)
        .fold((0, 0), |(reached, replied), count| {
            (reached + count.quantity(), replied + count.replies())
        })
}
