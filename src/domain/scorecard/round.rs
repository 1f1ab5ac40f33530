//! Whose hands a scorecard may be in. The audience of its row says so, and nothing else: a device never holds what its
//! person may not read yet.

use std::collections::BTreeSet;

use super::{
    Scorecard,
    interviewer::{Interviewer, Who},
};
use crate::domain::{
    Audience, Candidate, CandidateId, Change, Changes, Kind, Listed, Row, RowKey, Spread, State, UserId,
};

/// Who may hold this card, of those who may hold what it hangs on: its author, until it is handed in; then all but who is to
/// judge the same candidate and has not yet. What a guest or a leader has not handed in is on no device.
pub(super) fn readers(card: &Scorecard, everything: &State, wide: &Audience) -> Audience {
    let Ok(author) = everything.get::<Interviewer>(card.id) else {
        return Audience::nobody();
    };
    if author.handed_in.is_none() {
        return match author.who {
            Who::Member(user) if everything.is_member(user) => {
                wide.intersect(&Audience::People([user].into()))
            }
            Who::Member(_) | Who::Leader | Who::Guest(_) => Audience::nobody(),
        };
    }
    let panel = everything.on::<Interviewer>(Candidate::key(card.candidate));
    let busy: BTreeSet<UserId> = panel
        .filter(|one| one.id != card.id && everything.is_card_waited_for(one))
        .filter_map(|one| match one.who {
            Who::Member(user) => Some(user),
            Who::Leader | Who::Guest(_) => None,
        })
        // What somebody wrote themselves they may read.
        .filter(|user| author.who != Who::Member(*user))
        .collect();
    if busy.is_empty() {
        return wide.clone();
    }
    let all = match wide {
        Audience::Workspace => everything.members().map(|member| member.user).collect(),
        Audience::People(people) => people.clone(),
    };
    Audience::People(&all - &busy)
}

/// These changes, and each card for whoever may hold it once they are so: somebody was asked, excused, or has handed in, it is
/// over, or somebody has come in or gone.
pub(in crate::domain) fn handed_round(mut changes: Changes, before: &State) -> Changes {
    let mut of: BTreeSet<CandidateId> = BTreeSet::new();
    let mut of_all = false;
    for change in changes.0.values() {
        match change {
            Change::Put { row, .. } => match row {
                Row::Interviewer(one) => drop(of.insert(one.candidate)),
                Row::Interview(one) => drop(of.insert(one.candidate)),
                Row::Candidate(one) => drop(of.insert(one.id)),
                Row::Member(_) => of_all = true,
                _ => {}
            },
            Change::Gone { .. } => {}
        }
    }
    let everything = before.seen_by(None);
    if of_all {
        of.extend(everything.all::<Scorecard>().map(|card| card.candidate));
    }
    of.retain(|candidate| everything.has_on(Candidate::key(*candidate), Kind::Scorecard));
    if of.is_empty() {
        return changes;
    }
    let over = everything.over_with(&changes);
    let after = everything.under(&over);
    let mut moved = Changes::new();
    for candidate in of {
        for card in after.on::<Scorecard>(Candidate::key(candidate)) {
            let (key, row) = (RowKey::of::<Scorecard>(card.id), card.clone().into_row());
            let audience = Spread::among(&after).audience_for(&row);
            if after.audience(&key) != Some(&audience) {
                moved.merge(Change::row(row, audience).into());
            }
        }
    }
    changes.merge(moved);
    changes
}
