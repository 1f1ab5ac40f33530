//! What commands say of those who judge in an interview, and of their scorecards.

use super::saying::{Spoken, role_of};
use crate::domain::{
    Candidate, CardDetails, Interview, Interviewer, InterviewerId, Remark, State, Who, full_date,
    interviewer, scorecard,
};

fn about(state: &State, verb: &'static str, id: InterviewerId) -> Spoken {
    let Ok(one) = state.get::<Interviewer>(id) else {
        return Spoken::new(verb);
    };
    let candidate = state.get::<Candidate>(one.candidate);
    Spoken::new(verb).about([
        Some(state.interviewer_called(one)),
        candidate.ok().map(|candidate| candidate.details.name.clone()),
        role_of(state, one.role),
    ])
}

fn asks(spoken: Spoken, details: &interviewer::Asks, base: Option<&interviewer::Asks>) -> Spoken {
    let interviewer::Asks { criteria, due } = details;
    spoken
        .changes(
            "Questions",
            criteria,
            base.map(|base| &base.criteria),
            |criteria| match criteria.len() {
                0 => "all of them".into(),
                count => count.to_string(),
            },
        )
        .changes("By", due, base.map(|base| &base.due), |due| full_date(*due))
}

pub(super) fn of_interviewer(command: &interviewer::Command, state: &State) -> Spoken {
    match command {
        interviewer::Command::AskInterviewer {
            interviewer: _,
            interview,
            who,
            details,
        } => {
            let found = state.get::<Interview>(*interview).ok();
            let candidate = found.and_then(|found| state.get::<Candidate>(found.candidate).ok());
            let spoken = Spoken::new("Ask an interviewer").about([
                candidate.map(|candidate| candidate.details.name.clone()),
                found.and_then(|found| role_of(state, found.role)),
            ]);
            let who = match who {
                Who::Member(user) => state.member(*user).map(|member| member.name.clone()),
                Who::Leader => found.map(|found| state.name_of(found.leader).to_owned()),
                Who::Guest(name) => Some(name.clone()),
            };
            asks(spoken.says("Who", who.unwrap_or_default()), details, None)
        }
        interviewer::Command::EditInterviewer {
            interviewer,
            details,
            base,
        } => asks(
            about(state, "Change what an interviewer asks", *interviewer),
            details,
            base.as_ref(),
        ),
        interviewer::Command::ExcuseInterviewer { interviewer, off } => about(
            state,
            if *off {
                "Excuse an interviewer"
            } else {
                "Ask an interviewer after all"
            },
            *interviewer,
        ),
    }
}

/// All that is typed of it, so that what was refused is not lost.
fn said(remark: &Remark) -> String {
    let Remark {
        id: _,
        what,
        asked: _,
        rating,
        evidence,
    } = remark;
    let rating = rating.map_or_else(|| "not rated".to_owned(), |rating| rating.to_string());
    format!("{what}: {rating}, {evidence}")
}

pub(super) fn of_card(command: &scorecard::Command, state: &State) -> Spoken {
    match command {
        scorecard::Command::WriteCard {
            interviewer,
            details,
            base,
        } => {
            let CardDetails { remarks, notes } = &**details;
            let base = base.as_deref();
            about(state, "Write a scorecard", *interviewer)
                .changes("Evidence", remarks, base.map(|base| &base.remarks), |remarks| {
                    remarks.iter().map(said).collect::<Vec<_>>().join("\n")
                })
                .changes("Notes", notes, base.map(|base| &base.notes), Clone::clone)
        }
        scorecard::Command::HandInCard { interviewer } => about(state, "Hand in a scorecard", *interviewer),
        scorecard::Command::AddToCard { interviewer, words } => {
            about(state, "Add to a scorecard", *interviewer).says("Text", words)
        }
    }
}
