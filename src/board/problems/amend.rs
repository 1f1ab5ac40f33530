//! Changing a problem: what is tapped is built on what is there, what was typed on what was there when it began.

use crate::board::{desk::desk, kit::tell};
use crate::browser::clock;
use crate::domain::{Body, Problem, ProblemDetails, ProblemId, Refusal, problem};

/// As it stands now. Not reactive.
pub fn now(id: ProblemId) -> Option<Box<ProblemDetails>> {
    desk().tab().peek(|state| {
        state
            .get::<Problem>(id)
            .ok()
            .map(|problem| problem.details.clone())
    })
}

/// Another one; answers with the way back.
pub fn raise(details: Box<ProblemDetails>) -> Result<Option<Body>, Refusal> {
    let raise = problem::Command::RaiseProblem {
        problem: clock::fresh(ProblemId::new),
        details,
    };
    desk().tab().try_submit(Body::Problem(raise))
}

/// What makes it as it is to be.
pub fn edits(id: ProblemId, details: Box<ProblemDetails>, base: Box<ProblemDetails>) -> Body {
    Body::Problem(problem::Command::EditProblem {
        problem: id,
        details,
        base: Some(base),
    })
}

/// One tap on one that is there.
pub fn tap(id: ProblemId, done: &str, edit: impl FnOnce(&mut ProblemDetails)) {
    let Some(base) = now(id) else { return };
    let mut details = base.clone();
    edit(&mut details);
    tell(done, desk().tab().try_submit(edits(id, details, base)));
}
