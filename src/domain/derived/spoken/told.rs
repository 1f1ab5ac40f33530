//! What commands say of dates that were told.

use super::saying::{CIRCLE, Spoken, leader_of, role_of};
use crate::domain::{Expectation, ExpectationId, Fits, State, Terms, ToldAnew, expectation, full_date};

fn terms(spoken: Spoken, terms: &Terms) -> Spoken {
    let Terms {
        yes_by,
        level,
        range: _,
        odds: _,
        roles: _,
        notice,
        needed_by,
        because,
        shorter,
        ours,
        theirs,
        cause,
    } = terms;
    let shorter = shorter.iter();
    let shorter = shorter.map(|shorter| format!("{}, by {}", shorter.what, full_date(shorter.yes_by)));
    spoken
        .says("Yes by", full_date(*yes_by))
        .says("How likely", level.label())
        .says(
            "Months of notice",
            notice.map(|notice| notice.to_string()).unwrap_or_default(),
        )
        .says("Needed by", needed_by.map(full_date).unwrap_or_default())
        .says("Why it takes so long", because)
        .says("What would shorten it", shorter.collect::<Vec<_>>().join("\n"))
        .says("You do", ours)
        .says("They do", theirs)
        .says("Why another date", cause.map(ToldAnew::label).unwrap_or_default())
}

fn told_of(state: &State, told: ExpectationId) -> Vec<Option<String>> {
    match state.get::<Expectation>(told) {
        Ok(told) => vec![
            role_of(state, told.role),
            Some(format!("yes by {}", full_date(told.terms.yes_by))),
        ],
        Err(_) => vec![],
    }
}

pub(super) fn of_expectation(command: &expectation::Command, state: &State) -> Spoken {
    use expectation::Command;
    match command {
        Command::TellExpectation {
            expectation: _,
            role,
            leader,
            terms: told,
            way,
            shown,
            fits,
        } => {
            let spoken = Spoken::new("Tell a date")
                .about([role_of(state, *role), leader_of(state, *leader)])
                .says("How", way.label())
                .says(CIRCLE, shown.label())
                .says("Their answer", fits.map(Fits::label).unwrap_or_default());
            terms(spoken, told)
        }
        Command::AnswerExpectation {
            expectation,
            fits,
            words,
        } => Spoken::new("Answer a date")
            .about(told_of(state, *expectation))
            .says("Answer", fits.label())
            .says("Words", words),
        Command::NoteAnswer { expectation, fits } => Spoken::new("Note what the leader says of a date")
            .about(told_of(state, *expectation))
            .says("Answer", fits.label()),
        Command::TakeBackAnswer { expectation, .. } => {
            Spoken::new("Take back what was noted that the leader says of a date")
                .about(told_of(state, *expectation))
        }
        Command::ShowExpectation { expectation, shown } => Spoken::new("Say who sees a date")
            .about(told_of(state, *expectation))
            .says(CIRCLE, shown.label()),
        Command::TryToTell {
            expectation, yes_by, ..
        } => Spoken::new("Note that the leader was not reached")
            .about(told_of(state, *expectation))
            .says("The new date", full_date(*yes_by)),
        Command::TakeBackTry { expectation, .. } => {
            Spoken::new("Take back that the leader was not reached").about(told_of(state, *expectation))
        }
    }
}
