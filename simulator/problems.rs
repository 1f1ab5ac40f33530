//! What people do about problems: they raise them, say who fixes them and when it is done, put two together, and drop them.

use chrono::Days;
use fulcrum::domain::{Body, Cause, Kind, Problem, ProblemDetails, ProblemId, problem::Command};

use super::{author::Author, workload::name};

impl Author<'_> {
    pub fn problem(&mut self) -> Option<Body> {
        let known = self.one(Kind::Problem).map(ProblemId);
        let Some(problem) = known.filter(|_| self.rng.chance(700)) else {
            let roles = [self.role()?, self.role()?];
            // Few kinds, so that some are put together.
            let category = self.rng.pick(&Cause::ALL[..2])?;
            let details = ProblemDetails {
                is_none: self.rng.chance(150),
                ..ProblemDetails::seen(format!("It came back {}", self.rng.below(100)), category, roles)
            };
            return Some(Body::Problem(Command::RaiseProblem {
                problem: ProblemId(self.rng.uuid()),
                details: details.into(),
            }));
        };
        let seen = self.state.get::<Problem>(problem).ok()?;
        Some(Body::Problem(match self.rng.below(10) {
            0 => Command::RemoveProblem { problem },
            1..=3 => Command::MergeProblem {
                problem,
                into: self.one(Kind::Problem).map(ProblemId)?,
            },
            _ => {
                let mut details = seen.details.clone();
                let today = self.at.date_naive();
                match self.rng.below(5) {
                    0 => details.owner = format!("{}, who may change it", name(problem.0)),
                    1 => details.member = self.rng.pick(self.users),
                    2 => details.roles = [self.role()?, self.role()?].into(),
                    3 => {
                        details.fix = format!("New ranges {}", self.rng.below(100));
                        details.due = Some(today + Days::new(self.rng.below(40) as u64));
                        details.begun_on = Some(today);
                    }
                    _ => details.done_on = Some(today),
                }
                Command::EditProblem {
                    problem,
                    details,
                    base: self.rng.chance(600).then(|| seen.details.clone()),
                }
            }
        }))
    }
}
