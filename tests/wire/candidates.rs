//! Examples of candidates: their cards, what was said of them, and how many stand where.

use fulcrum::domain::{
    Body, Candidate, CandidateDetails, CandidateId, Ended, Ending, Evidence, Funnel, LinkId, MustId, Place,
    ShownTo, Wish, Wished, candidate::Command, funnel,
};

use super::names::{self, at, day, id, role, user};

fn details() -> CandidateDetails {
    CandidateDetails {
        name: "Sam Reed".into(),
        lines: "Six years of data platforms\nLed two teams".into(),
        evidence: vec![Evidence {
            must: MustId(id(20)),
            what: "Moved 40 nightly jobs to one schedule".into(),
        }],
        question: "Three months of notice?".into(),
        cv: "https://ats.example.com/sam-reed".into(),
        approached: true,
    }
}

pub fn commands() -> Vec<Body> {
    let candidate = CandidateId(id(24));
    let because = || "No team yet".to_owned();
    let commands = [
        Command::AddCandidate {
            candidate,
            role: role(),
            details: details().into(),
        },
        Command::EditCandidate {
            candidate,
            details: details().into(),
            base: Some(CandidateDetails::named("Sam").into()),
        },
        Command::ShowCandidate {
            candidate,
            leader: names::leader(),
            shown: true,
        },
        Command::NameCandidate {
            candidate,
            named: true,
        },
        Command::SayWish {
            candidate,
            read: 3,
            wish: Wish::Not,
            because: because(),
        },
        Command::NoteWish {
            candidate,
            wish: Wish::Call,
            because: String::new(),
            instead_of: None,
        },
        Command::TakeBackWish { candidate },
        Command::EndCandidate {
            candidate,
            ending: Ending::TurnedDown,
            because: because(),
        },
        Command::ReopenCandidate { candidate },
        Command::TellSource {
            candidate,
            on: Some(day()),
        },
        Command::TakeBackCandidate {
            candidate,
            edition: 0,
        },
        Command::ForgetCandidate { candidate },
    ];
    let counts = funnel::Command::CountPeople {
        role: role(),
        place: Place::FirstTalk,
        by: -1,
    };
    let commands = commands.into_iter().map(Body::Candidate);
    commands.chain([Body::Funnel(counts)]).collect()
}

pub fn row() -> Candidate {
    Candidate {
        id: CandidateId(id(24)),
        role: role(),
        nth: 2,
        details: details().into(),
        edition: 3,
        shown: Some(ShownTo {
            leader: names::leader(),
            at: at(),
        }),
        named: true,
        wishes: vec![Wished {
            wish: Wish::Meet,
            because: "On Thursday".into(),
            leader: Some(names::leader()),
            at: at(),
            link: Some(LinkId(id(6))),
            by: Some(user()),
        }],
        ended: Some(Ended {
            ending: Ending::Withdrew,
            because: "Another offer".into(),
            at: at(),
            by: user(),
        }),
        told_source: Some(day()),
        by: user(),
        at: at(),
    }
}

pub fn counts() -> Funnel {
    Funnel {
        role: role(),
        letters: 3,
        counts: [(Place::Approached, 23), (Place::FirstTalk, 3)].into(),
    }
}
