//! What commands about hires and check-ins say.

use super::saying::{ON_PAGE, Spoken, role_of};
use crate::domain::{
    CheckInDetails, Hire, HireDetails, HireId, PainPoint, Ready, State, check_in, check_in::CheckIn,
    full_date, hire,
};

fn hire_of(state: &State, id: HireId) -> Option<String> {
    let hire = state.get::<Hire>(id).ok()?;
    Some(hire.details.name.clone())
}

/// All that is typed and ticked of it, so that what was refused is not lost.
fn hired(spoken: Spoken, details: &HireDetails, base: Option<&HireDetails>) -> Spoken {
    let HireDetails {
        name,
        approved,
        pay_told,
        matters,
        calls,
        accept_by,
        yes_on,
        declined_on,
        cause,
        because,
        signed_on,
        starts_on,
        left_on,
        touched_on,
        ready,
        without,
        shown,
    } = details;
    let words = [
        ("Name", name, base.map(|base| &base.name)),
        ("What matters to them", matters, base.map(|base| &base.matters)),
        ("Who calls", calls, base.map(|base| &base.calls)),
        ("Why not", because, base.map(|base| &base.because)),
    ];
    let days = [
        ("Answer by", accept_by, base.map(|base| &base.accept_by)),
        ("Said yes on", yes_on, base.map(|base| &base.yes_on)),
        ("Declined on", declined_on, base.map(|base| &base.declined_on)),
        ("Signed on", signed_on, base.map(|base| &base.signed_on)),
        ("First day", starts_on, base.map(|base| &base.starts_on)),
        ("Last day", left_on, base.map(|base| &base.left_on)),
        ("In touch on", touched_on, base.map(|base| &base.touched_on)),
    ];
    let ticks = [
        ("Approved", approved, base.map(|base| &base.approved)),
        (
            "Pay range told before the interview",
            pay_told,
            base.map(|base| &base.pay_told),
        ),
    ];
    let yes = |is: &bool| if *is { "yes" } else { "" }.to_owned();
    let listed = |ready: &Vec<Ready>| {
        let all = ready.iter().map(|ready| {
            let done = if ready.done { " (done)" } else { "" };
            format!("{}{done}", ready.what)
        });
        all.collect::<Vec<_>>().join(", ")
    };
    let spoken = words.into_iter().fold(spoken, |spoken, (field, now, base)| {
        spoken.changes(field, now, base, String::clone)
    });
    let spoken = days.into_iter().fold(spoken, |spoken, (field, now, base)| {
        spoken.changes(field, now, base, |day| day.map_or_else(String::new, full_date))
    });
    let spoken = ticks.into_iter().fold(spoken, |spoken, (field, now, base)| {
        spoken.changes(field, now, base, yes)
    });
    spoken
        .changes("Kind of reason", cause, base.map(|base| &base.cause), |cause| {
            cause.map_or_else(String::new, |cause| cause.label().into())
        })
        .changes("Ready", ready, base.map(|base| &base.ready), listed)
        .changes("Not asked at", without, base.map(|base| &base.without), |days| {
            let days = days.iter().map(|day| format!("day {day}"));
            days.collect::<Vec<_>>().join(", ")
        })
        .changes(ON_PAGE, shown, base.map(|base| &base.shown), |shown| {
            if shown.is_some() { "yes" } else { "no" }.into()
        })
}

pub(super) fn of_hire(command: &hire::Command, state: &State) -> Spoken {
    match command {
        hire::Command::AddHire {
            hire: _,
            role,
            candidate: _,
            details,
        } => hired(
            Spoken::new("Note an offer").about([role_of(state, *role)]),
            details,
            None,
        ),
        hire::Command::EditHire { hire, details, base } => hired(
            Spoken::new("Change an offer or a hire").about([hire_of(state, *hire)]),
            details,
            base.as_deref(),
        ),
        hire::Command::RemoveHire { hire, removed } => Spoken::new(if *removed {
            "Take an offer out"
        } else {
            "Put an offer back"
        })
        .about([hire_of(state, *hire)]),
        hire::Command::AgreeReader { hire, agreed_on } => {
            Spoken::new("They agreed who reads what they answer")
                .about([hire_of(state, *hire)])
                .says("On", full_date(*agreed_on))
        }
        hire::Command::KnowReader { hire } => {
            Spoken::new("Knew that another reads what they answer").about([hire_of(state, *hire)])
        }
        hire::Command::ForgetHire { hire } => {
            Spoken::new("Forget somebody who was hired").about([hire_of(state, *hire)])
        }
    }
}

fn said(spoken: Spoken, details: &CheckInDetails, state: &State) -> Spoken {
    let CheckInDetails {
        scores,
        words,
        nothing,
        called,
        talk,
    } = details;
    let scores = scores.iter().map(|score| {
        let pain = score.pain.and_then(|pain| state.get::<PainPoint>(pain).ok());
        let what = match (pain, score.item) {
            (Some(pain), _) => pain.details.what.clone(),
            (None, Some(item)) => state.called().ours(item.label()).into_owned(),
            (None, None) => "A pain".to_owned(),
        };
        format!("{what}: {}", score.worth)
    });
    spoken
        .says("Numbers", scores.collect::<Vec<_>>().join(", "))
        .says("Words", words)
        .says("Nothing to say", if *nothing { "yes" } else { "" })
        .says("Called", if *called { "yes" } else { "" })
        .says("Would rather talk", if *talk { "yes" } else { "" })
}

pub(super) fn of_check_in(command: &check_in::Command, state: &State) -> Spoken {
    match command {
        check_in::Command::NoteCheckIn {
            check_in: _,
            hire,
            day,
            voice,
            details,
        } => {
            let spoken = Spoken::new("Note a check-in")
                .about([hire_of(state, *hire)])
                .says("Day", day.to_string())
                .chose("Who speaks", voice.label(), state);
            said(spoken, details, state)
        }
        check_in::Command::EditCheckIn {
            check_in,
            details,
            base: _,
        } => {
            let found = state.get::<CheckIn>(*check_in).ok();
            let about = found.and_then(|one| hire_of(state, one.hire));
            said(Spoken::new("Change a check-in").about([about]), details, state)
        }
        check_in::Command::StepForm {
            check_in: _,
            hire,
            day,
            step,
            read: _,
            details,
        } => {
            let spoken = Spoken::new("Send a form or take it back")
                .about([hire_of(state, *hire)])
                .says("Day", day.to_string())
                .says("Step", step.label());
            said(spoken, details, state)
        }
        check_in::Command::ReadForm { check_in } => {
            let found = state.get::<CheckIn>(*check_in).ok();
            let about = found.and_then(|one| hire_of(state, one.hire));
            Spoken::new("Read a form").about([about])
        }
        check_in::Command::TellCheckIn {
            check_in: _,
            hire,
            day,
            details,
        } => {
            let spoken = Spoken::new("Say how it goes")
                .about([hire_of(state, *hire)])
                .says("Day", day.to_string());
            said(spoken, details, state)
        }
    }
}
