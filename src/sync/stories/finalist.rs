//! What recruiters write down of somebody who may fill Dana's search, in words that name both wherever they may.

use super::*;
use crate::domain::{
    CandidateDetails, CandidateId, CardDetails, CriterionId, Evidence, HelpWay, InterviewDetails,
    InterviewId, InterviewerId, MustId, Offer, Remark, SitInTalkId, Story, TalkWords, Who, candidate,
    interview, interviewer, scorecard, sit_in_talk,
};

/// A card that names somebody, and Dana, wherever it may; and shows it.
pub fn finds(candidate: CandidateId, name: &str, dana: &str) -> Vec<Body> {
    let details = CandidateDetails {
        lines: format!("{name} worked with {dana}"),
        evidence: vec![Evidence {
            must: MustId(Uuid::from_u128(0x8301)),
            what: format!("{dana} heard {name}"),
        }],
        question: format!("Would {name} report to {dana}?"),
        cv: format!("https://example.com/{name}"),
        approached: true,
        ..CandidateDetails::named(name)
    };
    vec![
        Body::Candidate(candidate::Command::AddCandidate {
            candidate,
            role: SEARCH,
            details: details.into(),
        }),
        Body::Candidate(candidate::Command::ShowCandidate {
            candidate,
            leader: DANA,
            shown: true,
        }),
    ]
}

/// Dana is asked when she meets somebody, in words that name both wherever they may.
pub fn meets(interview: InterviewId, candidate: CandidateId, name: &str, dana: &str) -> Body {
    let time = at() + chrono::TimeDelta::days(2);
    Body::Interview(interview::Command::OfferTimes {
        interview,
        candidate,
        leader: DANA,
        details: Box::new(InterviewDetails {
            how: format!("{dana} meets {name} at the office"),
            ..Story::slot()
        }),
        zone: "UTC".into(),
        offer: Box::new(Offer {
            times: vec![time],
            due: at().date_naive(),
            otherwise: format!("{name} meets somebody in {dana}’s place"),
            at: at(),
        }),
    })
}

/// Priya is asked to judge whoever comes.
pub fn judges(interviewer: InterviewerId, interview: InterviewId) -> Body {
    Body::Interviewer(interviewer::Command::AskInterviewer {
        interviewer,
        interview,
        who: Who::Member(PRIYA),
        details: interviewer::Asks {
            criteria: vec![],
            due: at().date_naive(),
        },
    })
}

/// What she writes, in words that name both wherever they may.
pub fn writes(interviewer: InterviewerId, name: &str, dana: &str) -> Body {
    let remark = Remark {
        id: CriterionId(Uuid::from_u128(0x8303)),
        what: format!("gets on with {dana}"),
        asked: format!("How would {name} work with {dana}?"),
        rating: Some(4),
        evidence: format!("{name} called {dana} in time"),
    };
    Body::Scorecard(scorecard::Command::WriteCard {
        interviewer,
        details: Box::new(CardDetails {
            remarks: vec![remark],
            notes: format!("{name} knows {dana}"),
        }),
        base: None,
    })
}

/// The same, handed in, with something added afterwards.
pub fn judged(interviewer: InterviewerId, name: &str, dana: &str) -> [Body; 3] {
    [
        writes(interviewer, name, dana),
        Body::Scorecard(scorecard::Command::HandInCard { interviewer }),
        Body::Scorecard(scorecard::Command::AddToCard {
            interviewer,
            words: format!("{dana} said as much"),
        }),
    ]
}

/// Whoever comes is met today, and somebody sits in.
pub fn sits_in(interview: InterviewId) -> [Body; 2] {
    let moved = interview::Command::MoveInterview {
        interview,
        zone: "UTC".into(),
        time: Some(at() + chrono::TimeDelta::hours(1)),
        from: None,
    };
    let noted = interview::Command::NoteHelp {
        interview,
        way: Some(HelpWay::SitIn),
    };
    [Body::Interview(moved), Body::Interview(noted)]
}

/// What they say afterwards, in words that name the leader.
pub fn talks(interview: InterviewId, dana: &str) -> Body {
    Body::SitInTalk(sit_in_talk::Command::NoteTalk {
        talk: SitInTalkId(Uuid::from_u128(0x8901)),
        interview,
        words: Box::new(TalkWords {
            went_well: format!("{dana} let them finish"),
            to_try: "Ask once more".into(),
        }),
    })
}
