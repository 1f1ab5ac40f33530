//! What commands say of candidates.

use super::saying::{Spoken, leader_of, role_of};
use crate::domain::{
    Candidate, CandidateDetails, CandidateId, Ending, State, Wish, candidate::Command, full_date,
    funnel::Command as Count,
};

/// What stands on a card.
fn card(spoken: Spoken, details: &CandidateDetails, base: Option<&CandidateDetails>) -> Spoken {
    let CandidateDetails {
        name,
        lines,
        evidence,
        question,
        cv,
        approached,
    } = details;
    spoken
        .changes("Name", name, base.map(|base| &base.name), String::clone)
        .changes("Card", lines, base.map(|base| &base.lines), String::clone)
        .changes(
            "Evidence",
            evidence,
            base.map(|base| &base.evidence),
            |evidence| {
                let words = evidence.iter().map(|one| one.what.as_str());
                words.collect::<Vec<_>>().join(", ")
            },
        )
        .changes(
            "Open question",
            question,
            base.map(|base| &base.question),
            String::clone,
        )
        .changes("CV", cv, base.map(|base| &base.cv), String::clone)
        .changes(
            "Approached",
            approached,
            base.map(|base| &base.approached),
            |approached| if *approached { "by us" } else { "" }.to_owned(),
        )
}

/// The name, and for which role.
fn named(state: &State, candidate: CandidateId) -> Vec<Option<String>> {
    match state.get::<Candidate>(candidate) {
        Ok(candidate) => vec![
            Some(candidate.details.name.clone()),
            role_of(state, candidate.role),
        ],
        Err(_) => vec![],
    }
}

pub(super) fn of_candidate(command: &Command, state: &State) -> Spoken {
    let about =
        |verb: &'static str, candidate: &CandidateId| Spoken::new(verb).about(named(state, *candidate));
    let wished = |spoken: Spoken, wish: Wish, because: &str| {
        spoken.says("Answer", wish.label()).says("Because", because)
    };
    match command {
        Command::AddCandidate {
            candidate: _,
            role,
            details,
        } => card(
            Spoken::new("Add a candidate").about([role_of(state, *role)]),
            details,
            None,
        ),
        Command::EditCandidate {
            candidate,
            details,
            base,
        } => card(
            about("Change a candidate’s card", candidate),
            details,
            base.as_deref(),
        ),
        Command::ShowCandidate {
            candidate,
            leader,
            shown,
        } => {
            let verb = if *shown {
                "Show a candidate’s card"
            } else {
                "Stop showing a candidate’s card"
            };
            about(verb, candidate).says("To", leader_of(state, *leader).unwrap_or_default())
        }
        Command::NameCandidate { candidate, named } => about(
            if *named {
                "Share a candidate’s name"
            } else {
                "Stop sharing a candidate’s name"
            },
            candidate,
        ),
        Command::SayWish {
            candidate,
            read: _,
            wish,
            because,
        } => wished(about("Answer about a candidate", candidate), *wish, because),
        Command::NoteWish {
            candidate,
            wish,
            because,
            instead_of: _,
        } => wished(
            about("Note an answer about a candidate", candidate),
            *wish,
            because,
        ),
        Command::TakeBackWish { candidate } => about("Take an answer about a candidate back", candidate),
        Command::EndCandidate {
            candidate,
            ending,
            because,
        } => {
            let verb = match ending {
                Ending::Withdrew => "Note that a candidate withdrew",
                Ending::TurnedDown => "Turn a candidate down",
            };
            about(verb, candidate).says("Because", because)
        }
        Command::ReopenCandidate { candidate } => about("Put a candidate back in play", candidate),
        Command::TellSource { candidate, on } => {
            about("Note that a candidate knows where we got their data", candidate)
                .says("Told on", on.map(full_date).unwrap_or_default())
        }
        Command::TakeBackCandidate { candidate, .. } => about("Take back a candidate", candidate),
        Command::ForgetCandidate { candidate } => about("Forget a candidate", candidate),
    }
}

pub(super) fn of_funnel(command: &Count, state: &State) -> Spoken {
    let Count::CountPeople { role, place, by } = command;
    Spoken::new("Count people")
        .about([role_of(state, *role)])
        .says(place.label(), format!("{by:+}"))
}
