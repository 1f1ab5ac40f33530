//! What commands about problems say.

use super::saying::{Spoken, member_of, role_of};
use crate::domain::{Problem, ProblemDetails, ProblemId, State, full_date, problem};

pub(super) fn problem_of(state: &State, id: ProblemId) -> Option<String> {
    state
        .get::<Problem>(id)
        .ok()
        .map(|problem| problem.details.title.clone())
}

/// All that is typed of it, so that what was refused is not lost.
pub(super) fn problem(
    spoken: Spoken,
    (details, base): (&ProblemDetails, Option<&ProblemDetails>),
    state: &State,
) -> Spoken {
    let ProblemDetails {
        title,
        category,
        roles,
        is_none,
        member,
        owner,
        job,
        fix,
        due,
        begun_on,
        done_on,
        measure,
        before,
        after,
        ask,
    } = details;
    let roles = roles.iter().filter_map(|role| role_of(state, *role));
    let roles: Vec<String> = roles.collect();
    let whose = member.and_then(|member| member_of(state, member));
    let words = [
        ("Title", title, base.map(|base| &base.title)),
        ("Name of who owns it", owner, base.map(|base| &base.owner)),
        ("Their job", job, base.map(|base| &base.job)),
        ("Fix", fix, base.map(|base| &base.fix)),
        ("Measure", measure, base.map(|base| &base.measure)),
        ("Before", before, base.map(|base| &base.before)),
        ("After", after, base.map(|base| &base.after)),
        ("Ask", ask, base.map(|base| &base.ask)),
    ];
    let days = [
        ("Fixed by", due, base.map(|base| &base.due)),
        ("Begun on", begun_on, base.map(|base| &base.begun_on)),
        ("Done on", done_on, base.map(|base| &base.done_on)),
    ];
    let spoken = spoken
        .changes("Kind", category, base.map(|base| &base.category), |category| {
            category.label().into()
        })
        .changes(
            "Whether it is one",
            is_none,
            base.map(|base| &base.is_none),
            |is_none| if *is_none { "no problem" } else { "" }.into(),
        );
    let spoken = if base.is_none_or(|base| base.roles != details.roles) {
        spoken.says("Seen in", roles.join(", "))
    } else {
        spoken
    };
    let spoken = if base.is_none_or(|base| base.member != *member) {
        spoken.says("Who of us owns it", whose.unwrap_or_default())
    } else {
        spoken
    };
    let spoken = words.into_iter().fold(spoken, |spoken, (field, now, base)| {
        spoken.changes(field, now, base, String::clone)
    });
    days.into_iter().fold(spoken, |spoken, (field, now, base)| {
        spoken.changes(field, now, base, |day| day.map_or_else(String::new, full_date))
    })
}

pub(super) fn of_problem(command: &problem::Command, state: &State) -> Spoken {
    match command {
        problem::Command::RaiseProblem { problem: _, details } => {
            problem(Spoken::new("Raise a problem"), (details, None), state)
        }
        problem::Command::EditProblem {
            problem: id,
            details,
            base,
        } => {
            let spoken = Spoken::new("Change a problem").about([problem_of(state, *id)]);
            problem(spoken, (details, base.as_deref()), state)
        }
        problem::Command::RemoveProblem { problem } => {
            Spoken::new("Remove a problem").about([problem_of(state, *problem)])
        }
        problem::Command::MergeProblem { problem, into } => Spoken::new("Put two problems together")
            .about([problem_of(state, *problem), problem_of(state, *into)]),
    }
}
