//! A problem of Dana's search, in words that name her wherever they may.

use super::*;
use crate::domain::{Cause, ProblemDetails, ProblemId, problem};

pub fn raises(dana: &str) -> Body {
    let named = |words: &str| format!("{words} {dana}");
    Body::Problem(problem::Command::RaiseProblem {
        problem: ProblemId(Uuid::from_u128(0x8801)),
        details: Box::new(ProblemDetails {
            owner: dana.into(),
            job: named("deputy of"),
            fix: named("fewer calls to"),
            measure: named("calls a week to"),
            before: named("ten to"),
            after: named("two to"),
            ask: named("talk with"),
            ..ProblemDetails::seen(named("too many calls to"), Cause::SlowDecisions, [SEARCH])
        }),
    })
}
