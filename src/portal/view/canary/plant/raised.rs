//! What comes back from role to role: nobody's but the recruiters', until an update tells of it in words that somebody looked at.

use super::{Reads, text};
use crate::domain::*;

/// One that is fixed.
pub fn plant_problem(problem: &mut Problem) {
    let Problem {
        id: _,
        details,
        into: _,
        by: _,
        at,
        done_at,
        reopened: _,
        removed: _,
    } = problem;
    *done_at = Some(*at);
    let ProblemDetails {
        title,
        category: _,
        roles: _,
        is_none: _,
        member: _,
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
    } = &mut **details;
    for day in [due, begun_on, done_on] {
        *day = Some(at.date_naive());
    }
    let words = [
        (title, "problem"),
        (owner, "problem-owner"),
        (job, "problem-job"),
        (fix, "problem-fix"),
        (measure, "problem-measure"),
        (before, "problem-before"),
        (after, "problem-after"),
        (ask, "problem-ask"),
    ];
    for (field, name) in words {
        *field = text(Reads::Us, name);
    }
}
