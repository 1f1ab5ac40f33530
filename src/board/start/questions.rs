//! What is asked in interviews for the sample's roles: one kit that is shared, and one that a like role may copy.

use crate::browser::clock;
use crate::domain::{
    Body, CriterionId, KitDetails, LeaderId, MustId, PainId, RoleId, Shown,
    kit::{self, Criterion, Tie, bank::BANK},
};

/// Where it stands in the bank.
const DATA: [usize; 3] = [2, 1, 4];
const CREDIT: [usize; 2] = [11, 9];

/// How many days ago, and what.
pub fn questions(
    title: &str,
    (role, leader): (RoleId, LeaderId),
    must: Option<MustId>,
    pains: &[PainId],
) -> Option<(u64, Body)> {
    let (days, chosen, shown) = match title {
        "Senior Data Engineer" => (8, &DATA[..], Shown::Leader),
        "Credit Analyst" => (40, &CREDIT[..], Shown::Us),
        _ => return None,
    };
    let ties = must.map(Tie::Must).into_iter();
    let mut ties = ties.chain(pains.iter().skip(1).copied().map(Tie::Pain));
    let criteria = chosen.iter().filter_map(|at| BANK.get(*at)).map(|one| Criterion {
        serves: ties.next(),
        ..one.criterion(clock::fresh(CriterionId::new))
    });
    let details = KitDetails {
        criteria: criteria.collect(),
        shown,
    };
    let edit = kit::Command::EditKit {
        role,
        leader: Some(leader),
        details: details.into(),
        base: None,
    };
    Some((days, Body::Kit(edit)))
}
