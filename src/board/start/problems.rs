//! What came back in two of the sample's roles, and who is to fix it.

use chrono::Days;

use crate::browser::clock;
use crate::domain::{Body, Cause, ProblemDetails, ProblemId, RoleId, problem};

/// The roles in which it was seen.
pub const SEEN: [&str; 2] = ["Senior Data Engineer", "Site Reliability Engineer"];

pub fn problem(roles: &[RoleId]) -> Body {
    let details = ProblemDetails {
        owner: "Sara Lund".into(),
        job: "HR".into(),
        fix: "On call is paid, and one week in four at most".into(),
        due: Some(clock::today() + Days::new(6)),
        begun_on: Some(clock::today() - Days::new(5)),
        measure: "Nights on call, each month and person".into(),
        before: "14".into(),
        ask: "a rule for all teams that are on call".into(),
        ..ProblemDetails::seen(
            "On call wears people out",
            Cause::Attrition,
            roles.iter().copied(),
        )
    };
    Body::Problem(problem::Command::RaiseProblem {
        problem: clock::fresh(ProblemId::new),
        details: Box::new(details),
    })
}
