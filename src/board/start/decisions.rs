//! What the sample's leaders are to decide, and what is to be answered to one of them.

use chrono::Days;

use crate::browser::clock;
use crate::domain::{Body, DecisionDetails, DecisionId, LeaderId, RoleId, Turn, decision};

struct Asked {
    title: &'static str,
    /// Days ago.
    asked: u64,
    turn: Turn,
    what: &'static str,
    choices: &'static [&'static str],
    /// In how many days it is to be answered.
    due: u64,
    otherwise: &'static str,
    /// What was decided, a day after it was asked.
    answer: Option<&'static str>,
}

const ASKED: [Asked; 3] = [
    Asked {
        title: "Senior Data Engineer",
        asked: 7,
        turn: Turn::Leader,
        what: "Can the range go up by a tenth?",
        choices: &["Yes", "No, it stays"],
        due: 2,
        otherwise: "We go on with the range as it is.",
        answer: None,
    },
    Asked {
        title: "Credit Analyst",
        asked: 2,
        turn: Turn::Us,
        what: "How many more would come for one more day at home?",
        choices: &[],
        due: 3,
        otherwise: "",
        answer: None,
    },
    Asked {
        title: "Head of Support",
        asked: 6,
        turn: Turn::Leader,
        what: "Who sits on the panel?",
        choices: &["You and Ana", "You and Jonas"],
        due: 0,
        otherwise: "",
        answer: Some("You and Ana"),
    },
];

/// What is asked about a role, each with how many days ago.
pub fn decisions(title: &str, (role, leader): (RoleId, LeaderId)) -> Vec<(u64, Body)> {
    let mut told = Vec::new();
    for asked in ASKED.iter().filter(|asked| asked.title == title) {
        let decision = clock::fresh(DecisionId::new);
        let ask = decision::Command::AskDecision {
            decision,
            leader,
            role: Some(role),
            turn: asked.turn,
            details: DecisionDetails {
                what: asked.what.into(),
                choices: asked.choices.iter().map(|&choice| choice.into()).collect(),
                due: clock::today() + Days::new(asked.due),
                otherwise: asked.otherwise.into(),
            },
        };
        told.push((asked.asked, Body::Decision(ask)));
        let note = asked.answer.map(|choice| decision::Command::NoteDecided {
            decision,
            choice: choice.into(),
            words: String::new(),
        });
        told.extend(note.map(|note| (asked.asked.saturating_sub(1), Body::Decision(note))));
    }
    told
}
