//! What recruiters write down of somebody who may fill Dana's search, in words that name both wherever they may.

use super::*;
use crate::domain::{
    CandidateDetails, CandidateId, Evidence, InterviewDetails, InterviewId, MustId, Offer, Story, candidate,
    interview,
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
