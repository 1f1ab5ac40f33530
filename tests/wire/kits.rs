//! Examples of what is asked in interviews.

use fulcrum::domain::{
    Body, CriterionId, Kit, KitDetails, MustId, PainId, Shown,
    kit::{Asks, Command, Criterion, Question, Tie, Version},
};

use super::names::{at, id, leader, role, user};

fn criterion() -> Criterion {
    Criterion {
        id: CriterionId(id(30)),
        what: "keeps dates".into(),
        serves: Some(Tie::Must(MustId(id(20)))),
        happened: Question::new("When was something late?"),
        would: Question {
            words: "It will be late. What now?".into(),
            reason: "The work is on call".into(),
        },
        asks: Asks::Would,
        anchors: ["Hopes".into(), "Tells".into(), "Tells early".into()],
        minutes: 8,
    }
}

pub fn details() -> KitDetails {
    KitDetails {
        criteria: vec![criterion()],
        shown: Shown::Leader,
    }
}

pub fn commands() -> Vec<Body> {
    vec![Body::Kit(Command::EditKit {
        role: role(),
        leader: Some(leader()),
        details: details().into(),
        base: Some(Box::default()),
    })]
}

pub fn row() -> Kit {
    let earlier = Criterion {
        serves: Some(Tie::Pain(PainId(id(11)))),
        asks: Asks::Happened,
        ..criterion()
    };
    Kit {
        role: role(),
        leader: Some(leader()),
        details: details(),
        versions: vec![Version {
            at: at(),
            by: user(),
            was: vec![earlier],
        }],
    }
}
