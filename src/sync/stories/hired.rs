//! Somebody who was hired in Dana's search, and what was said of their first days, in words that name her wherever they may.

use super::*;
use chrono::Days;

use crate::domain::{
    AskedHire, CheckInDetails, CheckInId, FormStep, HireDetails, HireId, Item, LinkId, NewLink, Ready,
    RoleId, Scope, Score, Target, Voice, check_in, hire, link, secret_hash,
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
            starts_on: today.checked_sub_days(Days::new(30)),
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

/// A link of their own, at day 30, for whoever was hired so long ago.
pub fn invites(link: LinkId, hire: HireId, role: RoleId) -> Body {
    Body::Link(link::Command::ShareLink(NewLink {
        id: link,
        target: Target::Role(role),
        leader: None,
        scope: Scope::TeamSafe,
        label: "Sam Reed".into(),
        secret_hash: secret_hash(&format!("of {link}")),
        expires_on: at().date_naive().checked_add_days(Days::new(21)),
        passcode: None,
        opens: [].into(),
        deputy: false,
        panel: None,
        brief: None,
        hire: Some(AskedHire { hire, day: 30 }),
    }))
}

/// What they send there themself.
pub fn own_words(check_in: CheckInId, hire: HireId, read: u32, words: &str) -> Body {
    Body::CheckIn(check_in::Command::StepForm {
        check_in,
        hire,
        day: 30,
        step: FormStep::Send,
        read,
        details: Box::new(CheckInDetails {
            words: format!("{words} helps me"),
            ..CheckInDetails::default()
        }),
    })
}

/// The leader, whoever was hired, to Priya and in their own form, and what is passed on.
pub fn all_say(hire: HireId, role: RoleId, words: &str) -> Vec<(Actor, Body)> {
    let form = LinkId(Uuid::from_u128(0x9201));
    let own = CheckInId(Uuid::from_u128(0x9104));
    let voices = [
        (0x9101, Voice::Leader),
        (0x9102, Voice::Hire),
        (0x9103, Voice::PassedOn),
    ];
    let said = voices.map(|(id, voice)| says(CheckInId(Uuid::from_u128(id)), hire, voice, words));
    let asks = [
        (Actor::User(PRIYA), invites(form, hire, role)),
        (Actor::Link(form), own_words(own, hire, 0, words)),
    ];
    let said = said.map(|said| (Actor::User(PRIYA), said));
    asks.into_iter().chain(said).collect()
}
