//! What commands say of decisions.

use super::saying::{Spoken, leader_of, role_of};
use crate::domain::{
    Decision, DecisionDetails, DecisionId, RoleId, State, Turn, decision::Command, full_date,
};

/// What is said of what is asked.
fn asked(spoken: Spoken, details: &DecisionDetails, base: Option<&DecisionDetails>) -> Spoken {
    let DecisionDetails {
        what,
        choices,
        due,
        otherwise,
    } = details;
    spoken
        .changes("What", what, base.map(|base| &base.what), String::clone)
        .changes("Choices", choices, base.map(|base| &base.choices), |choices| {
            choices.join(", ")
        })
        .changes("By when", due, base.map(|base| &base.due), |day| full_date(*day))
        .changes(
            "Without an answer",
            otherwise,
            base.map(|base| &base.otherwise),
            String::clone,
        )
}

/// The leader, and what is asked.
fn named(state: &State, decision: DecisionId) -> Vec<Option<String>> {
    match state.get::<Decision>(decision) {
        Ok(decision) => vec![
            leader_of(state, decision.leader),
            Some(decision.details.what.clone()),
        ],
        Err(_) => vec![],
    }
}

fn about(state: &State, role: Option<RoleId>) -> Option<String> {
    role.and_then(|role| role_of(state, role))
}

pub(super) fn of_decision(command: &Command, state: &State) -> Spoken {
    let said = |spoken: Spoken, choice: &str, words: &str| spoken.says("Choice", choice).says("Words", words);
    match command {
        Command::AskDecision {
            decision: _,
            leader,
            role,
            turn,
            details,
        } => {
            let verb = match turn {
                Turn::Leader => "Ask a leader for a decision",
                Turn::Us => "Note what a leader asks of us",
            };
            let spoken = Spoken::new(verb).about([leader_of(state, *leader), about(state, *role)]);
            asked(spoken, details, None)
        }
        Command::AskUs {
            decision: _,
            role,
            what,
            due,
        } => Spoken::new("Ask for something")
            .about([about(state, *role)])
            .says("What", what)
            .says("By when", due.map(full_date).unwrap_or_default()),
        Command::EditDecision {
            decision,
            details,
            base,
        } => asked(
            Spoken::new("Change what is asked").about(named(state, *decision)),
            details,
            base.as_ref(),
        ),
        Command::WithdrawDecision { decision, withdrawn } => Spoken::new(if *withdrawn {
            "Withdraw what was asked"
        } else {
            "Ask after all"
        })
        .about(named(state, *decision)),
        Command::Decide {
            decision,
            choice,
            words,
            ..
        } => said(
            Spoken::new("Decide").about(named(state, *decision)),
            choice,
            words,
        ),
        Command::NoteDecided {
            decision,
            choice,
            words,
        } => said(
            Spoken::new("Note an answer").about(named(state, *decision)),
            choice,
            words,
        ),
        Command::TakeBackDecided { decision } => {
            Spoken::new("Take an answer back").about(named(state, *decision))
        }
    }
}
