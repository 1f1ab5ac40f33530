//! What commands say of interviews.

use chrono::{DateTime, FixedOffset};

use super::saying::{Spoken, leader_of, role_of};
use crate::domain::{
    Candidate, CandidateId, Interview, InterviewDetails, InterviewId, Offer, Round, SitIn, SitInTalk, State,
    TalkWords, at_time, full_date, interview::Command, sit_in_talk,
};

/// Who comes, and for which role.
fn of(state: &State, candidate: CandidateId) -> Vec<Option<String>> {
    match state.get::<Candidate>(candidate) {
        Ok(candidate) => vec![
            Some(candidate.details.name.clone()),
            role_of(state, candidate.role),
        ],
        Err(_) => vec![],
    }
}

fn slot(spoken: Spoken, details: &InterviewDetails, base: Option<&InterviewDetails>) -> Spoken {
    let InterviewDetails { round, how, minutes } = details;
    let label = |round: &Round| round.label().to_owned();
    spoken
        .changes("Kind", round, base.map(|base| &base.round), label)
        .changes("Where", how, base.map(|base| &base.how), String::clone)
        .changes("Minutes", minutes, base.map(|base| &base.minutes), u16::to_string)
}

fn times(spoken: Spoken, zone: &str, offer: &Offer) -> Spoken {
    let Offer {
        times,
        due,
        otherwise,
        at: _,
    } = offer;
    let times = times.iter().map(|time| at_time(*time));
    spoken
        .says("Times", times.collect::<Vec<_>>().join("\n"))
        .says("By the clock of", zone)
        .says("Answer by", full_date(*due))
        .says("Without an answer", otherwise)
}

fn said(time: Option<DateTime<FixedOffset>>) -> String {
    time.map_or_else(|| Interview::NONE.to_owned(), at_time)
}

pub(super) fn of_interview(command: &Command, state: &State) -> Spoken {
    let about = |verb: &'static str, interview: &InterviewId| {
        let found = state.get::<Interview>(*interview).ok();
        let named = found.map(|found| of(state, found.candidate));
        Spoken::new(verb).about(named.unwrap_or_default())
    };
    match command {
        Command::OfferTimes {
            interview: _,
            candidate,
            leader,
            details,
            zone,
            offer,
        } => {
            let spoken = Spoken::new("Ask for a time").about(of(state, *candidate));
            let spoken = spoken.says("Of", leader_of(state, *leader).unwrap_or_default());
            times(slot(spoken, details, None), zone, offer)
        }
        Command::SetInterview {
            interview: _,
            candidate,
            leader,
            details,
            zone,
            time,
        } => {
            let spoken = Spoken::new("Set an interview").about(of(state, *candidate));
            let spoken = spoken.says("With", leader_of(state, *leader).unwrap_or_default());
            slot(spoken, details, None)
                .says("Time", at_time(*time))
                .says("By the clock of", zone)
        }
        Command::OfferAnew {
            interview,
            zone,
            offer,
        } => times(about("Offer other times", interview), zone, offer),
        Command::EditInterview {
            interview,
            details,
            base,
        } => slot(about("Change an interview", interview), details, base.as_deref()),
        Command::ChooseTime {
            interview,
            read: _,
            time,
            because,
        } => about("Choose a time", interview)
            .says("Time", said(*time))
            .says("Because", because),
        Command::NoteTime {
            interview,
            time,
            because,
        } => about("Note which time was chosen", interview)
            .says("Time", said(*time))
            .says("Because", because),
        Command::TakeBackTime { interview } => about("Take a chosen time back", interview),
        Command::MoveInterview {
            interview,
            zone,
            time,
            from: _,
        } => about("Move an interview", interview)
            .says("Time", time.map_or_else(|| "open again".to_owned(), at_time))
            .says("By the clock of", zone),
        Command::CallOff { interview, cause } => {
            about("Call an interview off", interview).chose("Because", cause.label(), state)
        }
        Command::NoteTold { interview, untold } => about(
            if untold.is_nobody() {
                "Note that everybody knows of an interview"
            } else {
                "Note that somebody is still to be told of an interview"
            },
            interview,
        ),
        Command::CallOn { interview } => about("Hold an interview after all", interview),
        Command::Debrief {
            interview,
            concluded,
            because,
        } => about("Note what was decided", interview)
            .says("Decided", concluded.label())
            .says("Because", because),
        Command::TakeBackDebrief { interview } => about("Take back what was decided", interview),
        Command::NoteHeld { interview, held } => about(
            if *held {
                "Note that an interview took place"
            } else {
                "Note that an interview did not take place"
            },
            interview,
        ),
        Command::OfferHelp { interview, offered } => about(
            if *offered {
                "Offer help with an interview"
            } else {
                "Take back an offer of help with an interview"
            },
            interview,
        ),
        Command::WantHelp { interview, way } => {
            about("Say what helps with an interview", interview).says("What helps", way.label())
        }
        Command::NoteHelp { interview, way } => about("Note what helps with an interview", interview)
            .says("What helps", way.map_or("not said", |way| way.label())),
        Command::NotePrepared { interview, prepared } => about(
            if *prepared {
                "Note that an interview was prepared together"
            } else {
                "Note that an interview was not prepared yet"
            },
            interview,
        ),
        Command::EditSitIn {
            interview,
            sit_in,
            base: _,
        } => {
            let SitIn { speaks, told } = sit_in;
            about("Plan how somebody sits in", interview)
                .says("Who speaks when", speaks)
                .says("The candidate knows", if *told { "yes" } else { "no" })
        }
    }
}

pub(super) fn of_talk(command: &sit_in_talk::Command, state: &State) -> Spoken {
    let about = |verb: &'static str, interview: Option<InterviewId>| {
        let found = interview.and_then(|interview| state.get::<Interview>(interview).ok());
        Spoken::new(verb).about(found.map(|found| of(state, found.candidate)).unwrap_or_default())
    };
    let said = |spoken: Spoken, words: &TalkWords, base: Option<&TalkWords>| {
        let TalkWords { went_well, to_try } = words;
        spoken
            .changes(
                "What went well",
                went_well,
                base.map(|base| &base.went_well),
                String::clone,
            )
            .changes(
                "What to try",
                to_try,
                base.map(|base| &base.to_try),
                String::clone,
            )
    };
    match command {
        sit_in_talk::Command::NoteTalk {
            talk: _,
            interview,
            words,
        } => said(
            about("Note what you said after an interview", Some(*interview)),
            words,
            None,
        ),
        sit_in_talk::Command::EditTalk { talk, words, base } => {
            let found = state.get::<SitInTalk>(*talk).ok().map(|talk| talk.interview);
            said(
                about("Change what you said after an interview", found),
                words,
                base.as_deref(),
            )
        }
    }
}
