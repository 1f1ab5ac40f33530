//! Which of a role's steps is to be looked at first.

use crate::domain::{Pace, Part, Standing, Step};

impl Standing {
    /// Whoever waits comes first, then what was not asked yet, then what goes on all the time.
    pub fn first_step(&self) -> Step {
        let [understand, expect, ..] = self.rail;
        let is_sourced = self.role.placement.stage.is_sourced();
        let slipped = self.lapse.is_some() || expect.0 == Part::Waiting;
        let waits = self.unanswered > 0 || self.pace.is_some_and(|pace| pace != Pace::Calm);
        match understand.0 {
            _ if waits => Step::Update,
            _ if slipped && self.role.is_open() => Step::Expect,
            Part::Done if expect.0 == Part::NotYet && !is_sourced => Step::Expect,
            Part::Done | Part::NotHere => Step::Update,
            _ => Step::Understand,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::Story;

    #[test]
    fn a_leader_who_should_hear_comes_before_what_is_still_to_be_asked() {
        let mut story = Story::begin();
        let first = |story: &Story| {
            let standing = story
                .state()
                .standing(Story::role("data"), story.now.date_naive());
            standing.unwrap().first_step()
        };
        assert_eq!(first(&story), Step::Understand);
        story.now += TimeDelta::days(8);
        assert_eq!(first(&story), Step::Update);
    }
}
