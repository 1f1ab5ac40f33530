//! Examples of those who judge in an interview, and of what they write.

use fulcrum::domain::{
    Body, CandidateId, CardDetails, CriterionId, InterviewId, Interviewer, InterviewerId, Remark, Scorecard,
    Who, interviewer, scorecard,
};

use super::names::{at, day, id, role, user};

fn asks() -> interviewer::Asks {
    interviewer::Asks {
        criteria: vec![CriterionId(id(26))],
        due: day(),
    }
}

fn details() -> CardDetails {
    CardDetails {
        remarks: vec![Remark {
            id: CriterionId(id(26)),
            what: "keeps calm when it breaks".into(),
            asked: "Tell me about an outage".into(),
            rating: Some(4),
            evidence: "Called both teams first".into(),
        }],
        notes: "Asked about on call".into(),
    }
}

pub fn interviewer() -> Interviewer {
    Interviewer {
        id: InterviewerId(id(27)),
        role: role(),
        candidate: CandidateId(id(24)),
        interview: InterviewId(id(25)),
        who: Who::Guest("Sam Okafor".into()),
        details: asks(),
        handed_in: Some(at()),
        off: true,
        by: user(),
        at: at(),
    }
}

pub fn row() -> Scorecard {
    Scorecard {
        id: InterviewerId(id(27)),
        candidate: CandidateId(id(24)),
        details: details(),
        later: "It was their own idea".into(),
        at: at(),
    }
}

pub fn commands() -> Vec<Body> {
    let (one, interview) = (InterviewerId(id(27)), InterviewId(id(25)));
    let asked = [Who::Member(user()), Who::Leader, Who::Guest("Sam Okafor".into())];
    let asked = asked.map(|who| {
        Body::Interviewer(interviewer::Command::AskInterviewer {
            interviewer: one,
            interview,
            who,
            details: asks(),
        })
    });
    let rest = [
        Body::Interviewer(interviewer::Command::EditInterviewer {
            interviewer: one,
            details: asks(),
            base: Some(asks()),
        }),
        Body::Interviewer(interviewer::Command::ExcuseInterviewer {
            interviewer: one,
            off: true,
        }),
        Body::Scorecard(scorecard::Command::WriteCard {
            interviewer: one,
            details: details().into(),
            base: Some(CardDetails::default().into()),
        }),
        Body::Scorecard(scorecard::Command::HandInCard { interviewer: one }),
        Body::Scorecard(scorecard::Command::AddToCard {
            interviewer: one,
            words: "It was their own idea".into(),
        }),
    ];
    asked.into_iter().chain(rest).collect()
}
