//! What somebody tries about candidates, in stories of whoever may know of what.

use proptest::prelude::*;

use super::{
    outsiders::{canary, id},
    *,
};
use crate::domain::{
    Audience, CandidateDetails, CandidateId, CardDetails, Cause, Concluded, CriterionId, HelpWay,
    InterviewDetails, InterviewId, Interviewer, InterviewerId, LeaderId, Passcode, Place, ProblemDetails,
    ProblemId, Remark, RoleId, Round, Row, SatIn, SatInId, Scorecard, State, TalkWords, Who, Wish, candidate,
    funnel, interview, interviewer, problem, sat_in, scorecard,
};

/// What a link asks for, where it asks.
pub fn passcode(asked: bool) -> Option<Passcode> {
    asked.then(|| String::from("493021").try_into().ok()).flatten()
}

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

/// The same of those who judge: they are asked, write, hand in, are excused, and it is decided.
pub fn of_panel(what: u8, people: &[UserId; 4], actor: UserId, (a, b, c): (u8, u8, u8)) -> Body {
    let interviewer = InterviewerId(id(0x88, a % 6));
    let interview = InterviewId(id(0x87, b % 4));
    match what {
        37 => Body::Interviewer(interviewer::Command::AskInterviewer {
            interviewer,
            interview,
            who: match c % 6 {
                5 => Who::Guest("Sam".into()),
                4 => Who::Leader,
                n if c.is_multiple_of(2) => Who::Member(people[usize::from(n)]),
                _ => Who::Member(actor),
            },
            details: interviewer::Asks {
                criteria: vec![],
                due: at().date_naive(),
            },
        }),
        38 | 39 if c.is_multiple_of(3) => Body::Scorecard(scorecard::Command::HandInCard { interviewer }),
        38 | 39 => Body::Scorecard(scorecard::Command::WriteCard {
            interviewer,
            details: Box::new(CardDetails {
                remarks: vec![Remark {
                    id: CriterionId(id(0x89, b % 3)),
                    what: "keeps calm".into(),
                    asked: String::new(),
                    rating: Some(1 + c % 5),
                    evidence: format!("Xcard{}X", interviewer.0),
                }],
                notes: String::new(),
            }),
            base: None,
        }),
        40 => Body::Interviewer(interviewer::Command::ExcuseInterviewer {
            interviewer,
            off: c.is_multiple_of(2),
        }),
        _ => Body::Interview(interview::Command::Debrief {
            interview,
            concluded: Concluded::GoesOn,
            because: String::new(),
        }),
    }
}

/// A card that is not handed in is its author's alone, and one that is is nobody's who is still to judge the same candidate.
fn card_holds(state: &State, card: &Scorecard, audience: &Audience) -> Result<(), TestCaseError> {
    let author = state.get::<Interviewer>(card.id).unwrap();
    for member in state.members() {
        if author.who == Who::Member(member.user) {
            continue;
        }
        let is_busy = state.is_to_judge(card.candidate, member.user);
        let is_draft = author.handed_in.is_none();
        prop_assert!(
            !(is_busy || is_draft) || !audience.includes(member.user),
            "{card:?} of {author:?} is for {audience:?}"
        );
    }
    Ok(())
}

/// What is for fewer than what it hangs on is in no other hands.
pub fn readers_hold(state: &State, row: &Row, audience: &Audience) -> Result<(), TestCaseError> {
    match row {
        Row::Scorecard(card) => card_holds(state, card, audience),
        Row::SatIn(talk) => talk_holds(state, talk, audience),
        _ => Ok(()),
    }
}

/// What was said after an interview is for whoever sat in, of all members.
fn talk_holds(state: &State, talk: &SatIn, audience: &Audience) -> Result<(), TestCaseError> {
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
        42 => problem::Command::RaiseProblem { problem, details },
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
