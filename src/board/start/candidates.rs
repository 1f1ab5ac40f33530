//! The sample's finalists, and how many people stand where.

use chrono::Days;

use crate::browser::clock;
use crate::domain::{
    Body, Cadence, CandidateDetails, CandidateId, Evidence, HelpWay, InterviewDetails, InterviewId,
    InterviewerId, LeaderId, MustId, Place, RoleId, Round, UserId, Who, Wish, candidate::Command, funnel,
    interview, interviewer,
};

/// Role, where, how many stand there now: of all who were approached, as the story says, those who came no further.
const COUNTS: [(&str, Place, i32); 8] = [
    ("Senior Data Engineer", Place::Approached, 50),
    ("Senior Data Engineer", Place::Answered, 8),
    ("Senior Data Engineer", Place::FirstTalk, 4),
    ("Credit Analyst", Place::Approached, 29),
    ("Credit Analyst", Place::Answered, 6),
    ("Credit Analyst", Place::FirstTalk, 2),
    ("Site Reliability Engineer", Place::Approached, 22),
    ("Site Reliability Engineer", Place::Answered, 5),
];

struct Finalist {
    name: &'static str,
    lines: &'static str,
    /// For the first thing that is asked for.
    evidence: &'static str,
    question: &'static str,
    answer: Option<(Wish, &'static str)>,
}

const FINALISTS: [Finalist; 3] = [
    Finalist {
        name: "Mina Park",
        lines: "Seven years of data platforms, the last three in a bank.\nRuns the nights with two others.",
        evidence: "Owned 40 nightly jobs that payments relied on",
        question: "Would she come in two days a week?",
        answer: Some((Wish::Meet, "before the end of the month")),
    },
    Finalist {
        name: "Jo Keane",
        lines: "Five years, alone in a small firm.\nBuilt everything twice.",
        evidence: "",
        question: "",
        answer: Some((Wish::Not, "nobody here could take over what they build alone")),
    },
    Finalist {
        name: "Ravi Nair",
        lines: "Nine years, led a team of four.\nWants to build again.",
        evidence: "Cut failed nights from six a month to one",
        question: "Three months of notice: could that be shorter?",
        answer: None,
    },
];

/// What was counted and found for a role, each with how many days ago.
pub fn candidates(title: &str, (role, leader): (RoleId, LeaderId), must: Option<MustId>) -> Vec<(u64, Body)> {
    let counts = COUNTS.iter().filter(|count| count.0 == title);
    let counts = counts.map(|(_, place, by)| {
        let (place, by) = (*place, *by);
        (1, Body::Funnel(funnel::Command::CountPeople { role, place, by }))
    });
    let mut told: Vec<(u64, Body)> = counts.collect();
    if title != "Senior Data Engineer" {
        return told;
    }
    for finalist in &FINALISTS {
        let candidate = clock::fresh(CandidateId::new);
        let evidence = must.map(|must| Evidence {
            must,
            what: finalist.evidence.into(),
        });
        let details = CandidateDetails {
            lines: finalist.lines.into(),
            evidence: evidence.into_iter().collect(),
            question: finalist.question.into(),
            ..CandidateDetails::named(finalist.name)
        };
        let mut tell = |days, command| told.push((days, Body::Candidate(command)));
        tell(
            5,
            Command::AddCandidate {
                candidate,
                role,
                details: details.into(),
            },
        );
        let Some((wish, because)) = finalist.answer else {
            continue;
        };
        let shown = true;
        tell(
            4,
            Command::ShowCandidate {
                candidate,
                leader,
                shown,
            },
        );
        tell(
            3,
            Command::NoteWish {
                candidate,
                wish,
                because: because.into(),
                instead_of: None,
            },
        );
        if wish == Wish::Meet {
            told.extend(
                meeting(candidate, leader)
                    .into_iter()
                    .flatten()
                    .map(|body| (1, body)),
            );
        }
    }
    told
}

/// Whoever is wanted comes on a working day next week or so, in the afternoon; whoever looks at the sample judges there, too, and their
/// leader would like to practise.
fn meeting(candidate: CandidateId, leader: LeaderId) -> Option<[Body; 3]> {
    let (zone, cadence) = (clock::zone(), Cadence::default());
    let mut days = clock::today().iter_days().skip(4);
    let day = days.find(|day| cadence.is_business_day(*day))?;
    let interview = clock::fresh(InterviewId::new);
    let meets = Body::Interview(interview::Command::SetInterview {
        interview,
        candidate,
        leader,
        details: Box::new(InterviewDetails {
            round: Round::Interview,
            how: "At the office, third floor".into(),
            minutes: 45,
        }),
        time: clock::moment_in(&zone, &format!("{day}T15:00"))?,
        zone,
    });
    let asks = Body::Interviewer(interviewer::Command::AskInterviewer {
        interviewer: clock::fresh(InterviewerId::new),
        interview,
        who: Who::Member(UserId::THIS_DEVICE),
        details: interviewer::Asks {
            criteria: Vec::new(),
            due: day + Days::new(2),
        },
    });
    let wants = Body::Interview(interview::Command::NoteHelp {
        interview,
        way: Some(HelpWay::Practise),
    });
    Some([meets, asks, wants])
}
