//! What somebody tries about candidates, in stories of whoever may know of what.

use proptest::prelude::*;

use super::{
    super::wire::{Carried, Pulled},
    hired::{agrees, hires, invites, own_words, says},
    outsiders::{canary, details, id},
    *,
};
use crate::domain::{
    AskedHire, Audience, CandidateDetails, CandidateId, CardDetails, Cause, CheckIn, CheckInId, Concluded,
    CriterionId, Form, FormStep, HelpWay, HireId, InterviewDetails, InterviewId, Interviewer, InterviewerId,
    LeaderId, LinkId, Passcode, Place, ProblemDetails, ProblemId, Remark, Role, RoleId, Round, Row,
    Scorecard, ShareLink, SitInTalk, SitInTalkId, State, TalkWords, Voice, Who, Wish, candidate, check_in,
    funnel, hire, interview, interviewer, problem, scorecard, sit_in_talk,
};

/// What a link asks for, where it asks.
pub fn passcode(asked: bool) -> Option<Passcode> {
    asked.then(|| String::from("493021").try_into().ok()).flatten()
}

/// What half of the stories begin with, since chance alone seldom comes so far: somebody was met, Priya sat in and said something
/// afterwards, and she has judged, which Tom is still to do. The ids are among those that are drawn.
pub fn interviewed() -> Vec<Body> {
    let (role, leader) = (RoleId(id(0x20, 0)), LeaderId(id(0x10, 0)));
    let (candidate, interview) = (CandidateId(id(0x86, 0)), InterviewId(id(0x87, 0)));
    let (met, priyas) = (InterviewId(id(0x87, 1)), InterviewerId(id(0x88, 0)));
    vec![
        Body::Leader(leader::Command::AddLeader {
            leader,
            details: LeaderDetails::named("Leader 0"),
            audience: Audience::Workspace,
        }),
        Body::Role(role::Command::AddRole {
            role,
            leader,
            details: RoleDetails {
                title: canary(role),
                ..details()
            },
            audience: Audience::Workspace,
            code_name: None,
        }),
        Body::Candidate(candidate::Command::AddCandidate {
            candidate,
            role,
            details: Box::new(CandidateDetails::named("Sam")),
        }),
        Body::Candidate(candidate::Command::ShowCandidate {
            candidate,
            leader,
            shown: true,
        }),
        meets(interview, candidate, leader, 30),
        sits_in(interview),
        talks(interview, 0),
        meets(met, candidate, leader, -90),
        asks(priyas, met, Who::Member(PRIYA)),
        asks(InterviewerId(id(0x88, 1)), interview, Who::Member(TOM)),
        writes(priyas, 0, 0),
        hires(HireId(id(0x90, 0)), role, "Tom"),
        agrees(HireId(id(0x90, 0))),
        says(CheckInId(id(0x91, 0)), HireId(id(0x90, 0)), Voice::Hire, "Tom"),
        invites(LinkId(id(0x92, 0)), HireId(id(0x90, 0)), role),
        Body::Scorecard(scorecard::Command::HandInCard { interviewer: priyas }),
    ]
}

/// So many minutes from now, or before.
fn meets(interview: InterviewId, candidate: CandidateId, leader: LeaderId, minutes: i64) -> Body {
    Body::Interview(interview::Command::SetInterview {
        interview,
        candidate,
        leader,
        details: Box::new(InterviewDetails {
            round: Round::Interview,
            how: "At the office".into(),
            minutes: 45,
        }),
        zone: "UTC".into(),
        time: at() + chrono::TimeDelta::minutes(minutes),
    })
}

fn sits_in(interview: InterviewId) -> Body {
    Body::Interview(interview::Command::NoteHelp {
        interview,
        way: Some(HelpWay::SitIn),
    })
}

fn talks(interview: InterviewId, n: u8) -> Body {
    Body::SitInTalk(sit_in_talk::Command::NoteTalk {
        talk: SitInTalkId(id(0x89, n)),
        interview,
        words: Box::new(TalkWords {
            went_well: "They asked on".into(),
            to_try: String::new(),
        }),
    })
}

fn asks(interviewer: InterviewerId, interview: InterviewId, who: Who) -> Body {
    Body::Interviewer(interviewer::Command::AskInterviewer {
        interviewer,
        interview,
        who,
        details: interviewer::Asks {
            criteria: vec![],
            due: at().date_naive(),
        },
    })
}

fn writes(interviewer: InterviewerId, criterion: u8, rating: u8) -> Body {
    Body::Scorecard(scorecard::Command::WriteCard {
        interviewer,
        details: Box::new(CardDetails {
            remarks: vec![Remark {
                id: CriterionId(id(0x89, criterion % 3)),
                what: "keeps calm".into(),
                asked: String::new(),
                rating: Some(1 + rating % 5),
                evidence: format!("Xcard{}X", interviewer.0),
            }],
            notes: String::new(),
        }),
        base: None,
    })
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
    match what {
        35 => meets(interview, CandidateId(id(0x86, c % 4)), leader, 30),
        _ if c.is_multiple_of(4) => sits_in(interview),
        _ if c.is_multiple_of(3) => talks(interview, a),
        _ => Body::Interview(interview::Command::CallOff {
            interview,
            cause: crate::domain::OffCause::Leader,
        }),
    }
}

/// The same of those who judge: they are asked, write, hand in, are excused, and it is decided.
pub fn of_panel(what: u8, people: &[UserId; 4], actor: UserId, (a, b, c): (u8, u8, u8)) -> Body {
    let interviewer = InterviewerId(id(0x88, a % 6));
    let interview = InterviewId(id(0x87, b % 4));
    match what {
        37 => {
            let who = match c % 6 {
                5 => Who::Guest("Sam".into()),
                4 => Who::Leader,
                n if c.is_multiple_of(2) => Who::Member(people[usize::from(n)]),
                _ => Who::Member(actor),
            };
            asks(interviewer, interview, who)
        }
        38 | 39 if c.is_multiple_of(3) => Body::Scorecard(scorecard::Command::HandInCard { interviewer }),
        38 | 39 => writes(interviewer, b, c),
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
        Row::SitInTalk(talk) => talk_holds(state, talk, audience),
        Row::CheckIn(one) => check_in_holds(state, one, audience),
        _ => Ok(()),
    }
}

/// What was said after an interview is for whoever sat in, of all members.
fn talk_holds(state: &State, talk: &SitInTalk, audience: &Audience) -> Result<(), TestCaseError> {
    for member in state.members().filter(|member| member.user != talk.by) {
        prop_assert!(!audience.includes(member.user), "{talk:?} is for {audience:?}");
    }
    Ok(())
}

/// What whoever was hired said is for the one whom they chose.
fn check_in_holds(state: &State, one: &CheckIn, audience: &Audience) -> Result<(), TestCaseError> {
    // What they took back is nobody's at all.
    let is_unsent = match one.form {
        Some(Form::TakenBack) => true,
        Some(Form::Talk) => !one.details.talk,
        Some(Form::Sent | Form::Read | Form::GivenBack) | None => false,
    };
    let others = state
        .members()
        .filter(|member| is_unsent || Some(member.user) != one.reader);
    for member in others.filter(|_| one.voice == Voice::Hire) {
        prop_assert!(!audience.includes(member.user), "{one:?} is for {audience:?}");
    }
    Ok(())
}

/// The same of hires: they are made an offer, agree who reads what they say, and say something.
pub fn of_hires(what: u8, role: RoleId, a: u8, c: u8) -> Body {
    let hire = HireId(id(0x90, a % 3));
    match what {
        44 if c.is_multiple_of(5) => Body::Hire(hire::Command::ForgetHire { hire }),
        44 if c.is_multiple_of(2) => agrees(hire),
        44 if c.is_multiple_of(3) => invites(LinkId(id(0x92, c)), hire, role),
        44 => hires(hire, role, "Tom"),
        _ if c.is_multiple_of(5) => Body::CheckIn(check_in::Command::ReadForm {
            check_in: CheckInId(id(0x93, a % 6)),
        }),
        _ => {
            let voice = [Voice::Hire, Voice::Leader, Voice::Hire, Voice::PassedOn][usize::from(c % 4)];
            says(CheckInId(id(0x91, a % 12)), hire, voice, "Tom")
        }
    }
}

fn asked(server: &Server, link: LinkId) -> Option<AskedHire> {
    server.authority.state().get::<ShareLink>(link).ok()?.hire
}

pub fn is_form(server: &Server, link: LinkId) -> bool {
    asked(server, link).is_some()
}

/// What whoever was hired does with the form of this link.
pub fn of_form(server: &Server, link: LinkId, b: u8, c: u8) -> Body {
    let AskedHire { hire, day } = asked(server, link).unwrap();
    let check_in = CheckInId(id(0x93, b % 6));
    let state = server.authority.state();
    let keeper = state.get::<ShareLink>(link).unwrap().keeper;
    let read = state.form_of(hire, day, keeper).map_or(0, |form| form.edition);
    let step = FormStep::ALL[usize::from(b) % FormStep::ALL.len()];
    if c.is_multiple_of(3) || step == FormStep::Send {
        return own_words(check_in, hire, read, "Tom");
    }
    Body::CheckIn(check_in::Command::StepForm {
        check_in,
        hire,
        day,
        step,
        read,
        details: Box::default(),
    })
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

/// No wording reaches anyone who may not see all that it was about, or before they opened it.
pub fn words_hold(person: UserId, pulled: &Pulled, authority: &Authority) -> Result<(), TestCaseError> {
    let rows = match pulled {
        Pulled::Delta(delta) => &delta.rows,
        Pulled::Page(page) => &page.rows,
        _ => return Ok(()),
    };
    for stored in rows.iter().filter_map(Carried::read) {
        if let Row::CheckIn(one) = &stored.row {
            let is_closed = one.form == Some(Form::Sent);
            prop_assert!(!is_closed || one.details.is_empty(), "{person} reads {one:?}");
        }
        let Row::Effort(effort) = &stored.row else {
            continue;
        };
        let mut all = effort.history.iter().flat_map(|amended| &amended.was.roles);
        let is_theirs = all.all(|role| authority.may_hold(&Role::key(*role), person));
        prop_assert!(is_theirs, "{person} reads {effort:?}");
    }
    Ok(())
}
