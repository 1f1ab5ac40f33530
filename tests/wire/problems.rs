//! Examples of problems.

use fulcrum::domain::{Body, Cause, Problem, ProblemDetails, ProblemId, Reopened, problem::Command};

use super::names::{at, day, id, role, user};

pub fn problem() -> ProblemId {
    ProblemId(id(40))
}

pub fn other() -> ProblemId {
    ProblemId(id(41))
}

pub fn details() -> ProblemDetails {
    ProblemDetails {
        is_none: true,
        member: Some(user()),
        owner: "Sara Lund".into(),
        job: "Reward".into(),
        fix: "New pay ranges".into(),
        due: Some(day()),
        begun_on: Some(day()),
        done_on: Some(day()),
        measure: "Offers declined for pay".into(),
        before: "4 of 6".into(),
        after: "1 of 6".into(),
        ask: "Review the ranges".into(),
        ..ProblemDetails::seen("Pay is below the market", Cause::Compensation, [role()])
    }
}

pub fn commands() -> Vec<Body> {
    let base = ProblemDetails::seen("Pay", Cause::Compensation, [role()]);
    let commands = [
        Command::RaiseProblem {
            problem: problem(),
            details: base.clone().into(),
        },
        Command::EditProblem {
            problem: problem(),
            details: details().into(),
            base: Some(base.into()),
        },
        Command::RemoveProblem { problem: problem() },
        Command::MergeProblem {
            problem: problem(),
            into: other(),
        },
    ];
    commands.into_iter().map(Body::Problem).collect()
}

pub fn row() -> Problem {
    Problem {
        id: problem(),
        details: details().into(),
        into: Some(other()),
        by: user(),
        at: at(),
        done_at: Some(at()),
        reopened: Some(Reopened {
            done_at: at(),
            at: at(),
        }),
        removed: true,
    }
}
