//! What somebody tries about candidates, in stories of whoever may know of what.

use super::{
    outsiders::{canary, id},
    *,
};
use crate::domain::{
    CandidateDetails, CandidateId, InterviewDetails, InterviewId, LeaderId, Place, RoleId, Round, Wish,
    candidate, funnel, interview,
};

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
            instead_of: None,
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

/// The same about interviews: whoever comes, with this leader.
pub fn of_interviews(what: u8, leader: LeaderId, a: u8, c: u8) -> Body {
    let interview = InterviewId(id(0x87, a % 4));
    Body::Interview(match what {
        35 => interview::Command::SetInterview {
            interview,
            candidate: CandidateId(id(0x86, c % 4)),
            leader,
            details: Box::new(InterviewDetails {
                round: Round::Interview,
                how: "At the office".into(),
                minutes: 45,
            }),
            zone: "UTC".into(),
            time: at() + chrono::TimeDelta::days(30),
        },
        _ => interview::Command::CallOff {
            interview,
            cause: crate::domain::OffCause::Leader,
        },
    })
}
