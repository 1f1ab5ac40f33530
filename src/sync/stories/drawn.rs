//! What somebody tries about candidates, in stories of whoever may know of what.

use proptest::prelude::*;

use super::{
    outsiders::{canary, id},
    *,
};
use crate::domain::{
    Audience, CandidateDetails, CandidateId, Cause, HelpWay, InterviewDetails, InterviewId, LeaderId, Place,
    ProblemDetails, ProblemId, RoleId, Round, SatIn, SatInId, State, TalkWords, Wish, candidate, funnel,
    interview, problem, sat_in,
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
            time: at() + chrono::TimeDelta::minutes(30),
        },
        _ if c.is_multiple_of(4) => interview::Command::NoteHelp {
            interview,
            way: Some(HelpWay::SitIn),
        },
        _ if c.is_multiple_of(3) => {
            return Body::SatIn(sat_in::Command::NoteTalk {
                talk: SatInId(id(0x89, a)),
                interview,
                words: Box::new(TalkWords {
                    went_well: "They asked on".into(),
                    to_try: String::new(),
                }),
            });
        }
        _ => interview::Command::CallOff {
            interview,
            cause: crate::domain::OffCause::Leader,
        },
    })
}

/// What was said after an interview is for whoever sat in, of all members.
pub fn talk_holds(state: &State, talk: &SatIn, audience: &Audience) -> Result<(), TestCaseError> {
    for member in state.members().filter(|member| member.user != talk.by) {
        let holds = !talk.words.is_empty() && audience.includes(member.user);
        prop_assert!(!holds, "{talk:?} is for {audience:?}");
    }
    Ok(())
}

/// The same about problems: one that was seen in these roles.
pub fn of_problems(what: u8, roles: &[RoleId], a: u8, c: u8) -> Body {
    let problem = ProblemId(id(0x88, a % 4));
    let title = roles.iter().copied().map(canary).collect::<Vec<_>>().join(" ");
    let details = Box::new(ProblemDetails::seen(
        title,
        Cause::Compensation,
        roles.iter().copied(),
    ));
    Body::Problem(match what {
        37 => problem::Command::RaiseProblem { problem, details },
        _ if c.is_multiple_of(3) => problem::Command::EditProblem {
            problem,
            details,
            base: None,
        },
        _ if c.is_multiple_of(5) => problem::Command::RemoveProblem { problem },
        _ => problem::Command::MergeProblem {
            problem,
            into: ProblemId(id(0x88, c % 4)),
        },
    })
}
