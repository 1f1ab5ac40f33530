//! Somebody who was hired in Dana's search, and what was said of their first days, in words that name her wherever they may.

use super::*;
use crate::domain::{
    CheckInDetails, CheckInId, HireDetails, HireId, Item, Ready, RoleId, Score, Voice, check_in, hire,
};

/// Whoever started on that day, in words that may name somebody.
pub fn hires(hire: HireId, role: RoleId, words: &str) -> Body {
    let today = at().date_naive();
    Body::Hire(hire::Command::AddHire {
        hire,
        role,
        candidate: None,
        details: Box::new(HireDetails {
            matters: format!("close to {words}"),
            calls: words.into(),
            because: format!("{words} asked twice"),
            yes_on: Some(today),
            starts_on: Some(today),
            ready: vec![Ready {
                what: format!("Lunch with {words}"),
                done: false,
            }],
            ..HireDetails::named("Sam Reed")
        }),
    })
}

/// They agreed that whoever says so reads what they answer.
pub fn agrees(hire: HireId) -> Body {
    Body::Hire(hire::Command::AgreeReader {
        hire,
        agreed_on: at().date_naive(),
    })
}

pub fn says(check_in: CheckInId, hire: HireId, voice: Voice, words: &str) -> Body {
    let scores = match voice {
        Voice::PassedOn => vec![],
        Voice::Leader | Voice::Hire => vec![Score::of(Item::Tasks, 4)],
    };
    Body::CheckIn(check_in::Command::NoteCheckIn {
        check_in,
        hire,
        day: 30,
        voice,
        details: Box::new(CheckInDetails {
            scores,
            words: format!("{words} helps a lot"),
            ..CheckInDetails::default()
        }),
    })
}

/// The leader, whoever was hired, and what is passed on.
pub fn all_say(hire: HireId, words: &str) -> [Body; 3] {
    let voices = [
        (0x9101, Voice::Leader),
        (0x9102, Voice::Hire),
        (0x9103, Voice::PassedOn),
    ];
    voices.map(|(id, voice)| says(CheckInId(Uuid::from_u128(id)), hire, voice, words))
}
