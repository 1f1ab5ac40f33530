//! What somebody tries about candidates, in stories of whoever may know of what.

use super::{
    outsiders::{canary, id},
    *,
};
use crate::domain::{CandidateDetails, CandidateId, Place, RoleId, Wish, candidate, funnel};

/// The roles and the leader that it may be about, and numbers that choose what.
pub fn of_candidates(what: u8, (role, another, leader): (RoleId, RoleId, LeaderId), a: u8, c: u8) -> Body {
    let candidate = CandidateId(id(0x86, a % 4));
    Body::Candidate(match what {
        31 => candidate::Command::AddCandidate {
            candidate,
            role: another,
            details: Box::new(CandidateDetails {
                lines: canary(another),
                ..CandidateDetails::named("Sam")
            }),
        },
        32 => candidate::Command::ShowCandidate {
            candidate,
            leader,
            shown: !c.is_multiple_of(4),
        },
        33 if c.is_multiple_of(3) => candidate::Command::ForgetCandidate { candidate },
        33 => candidate::Command::NoteWish {
            candidate,
            wish: Wish::Meet,
            because: String::new(),
        },
        _ => {
            return Body::Funnel(funnel::Command::CountPeople {
                role,
                place: Place::FirstTalk,
                by: 1,
            });
        }
    })
}
