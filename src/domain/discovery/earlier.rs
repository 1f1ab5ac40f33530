//! What hurt a leader before: a new role of theirs begins with the question whether it is still so.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{PainDetails, PainPoint, WhyDetails, pain, why};
use crate::domain::{Body, PainId, Role, RoleId, Shown, Sorting, State, WhyId};

/// Most that is asked about.
const MOST: usize = 5;

impl<'a> State<'a> {
    /// What a role's leader said of their other roles, those that opened later left out, and nobody wrote down for this one, the newest
    /// first. Only before anybody is sought; and not what fewer people read than would read it then.
    pub fn still_so(&self, role: RoleId) -> Vec<&'a PainPoint> {
        let Ok(this) = self.get::<Role>(role) else {
            return Vec::new();
        };
        if this.leader.is_none() || !this.is_open() || this.placement.stage.is_sourced() {
            return Vec::new();
        }
        let readers = self.audience_of::<Role>(role);
        let here = self.pains(role);
        let others = self.all::<Role>().filter(|other| {
            other.id != role
                && other.leader == this.leader
                && other.details.opened_on <= this.details.opened_on
                && self.audience_of::<Role>(other.id).covers(&readers)
        });
        let mut pains: Vec<&PainPoint> = others.flat_map(|other| self.pains(other.id)).collect();
        pains.retain(|pain| {
            pain.leader == this.leader && here.iter().all(|here| here.details.what != pain.details.what)
        });
        pains.put_in_order_by(|pain| std::cmp::Reverse((pain.details.said_on, pain.id)));
        // The same may have been said of several.
        let mut named: Vec<&str> = Vec::new();
        pains.retain(|pain| {
            let is_new = !named.contains(&pain.details.what.as_str());
            named.push(&pain.details.what);
            is_new
        });
        pains.truncate(MOST);
        pains
    }

    /// The commands that write down for a role what hurt before, with what is behind it: said today, and seen by
    /// recruiters only. How much it hurts is asked anew.
    pub fn says_it_is_still_so(
        &self,
        pain: &PainPoint,
        role: RoleId,
        today: NaiveDate,
        mut fresh: impl FnMut() -> Uuid,
    ) -> Vec<Body> {
        let id = PainId(fresh());
        let mut bodies = vec![Body::PainPoint(pain::Command::AddPain {
            pain: id,
            role,
            leader: pain.leader,
            details: PainDetails {
                said_by: pain.details.said_by.clone(),
                better: pain.details.better.clone(),
                ..PainDetails::said(pain.details.what.clone(), today)
            },
        })];
        let mut above: Vec<WhyId> = Vec::new();
        for rung in self.ladder(pain.id) {
            above.truncate(rung.depth - 1);
            let why = WhyId(fresh());
            bodies.push(Body::Why(why::Command::AddWhy {
                why,
                pain: id,
                under: above.last().copied(),
                details: WhyDetails {
                    shown: Shown::Us,
                    ..rung.why.details.clone()
                },
            }));
            above.push(why);
        }
        bodies
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Audience, Story, role};

    /// Dana's second role, with what hurt before.
    fn story() -> Story {
        let mut story = Story::begin();
        story.hurts("late", "data", "Reports arrive late");
        story.explains("jobs", "late", None, "Nobody maintains the night jobs");
        story.explains("left", "late", Some("jobs"), "Two left");
        story.explains("tools", "late", None, "The tools are old");
        let details = Story::details("Analyst", story.now.date_naive());
        story.does(role::Command::add(
            Story::role("analyst"),
            Story::leader("dana"),
            details,
        ));
        story
    }

    fn asked(story: &Story) -> Vec<String> {
        let pains = story.state().still_so(Story::role("analyst"));
        pains.iter().map(|pain| pain.details.what.clone()).collect()
    }

    #[test]
    fn what_is_said_of_a_newer_role_did_not_hurt_before() {
        let mut story = Story::begin();
        story.now += chrono::TimeDelta::days(1);
        story.opens("newer", "Analyst");
        story.hurts("late", "newer", "Reports arrive late");
        let still_so = |role| story.state().still_so(Story::role(role)).len();
        assert_eq!(still_so("data"), 0);
        story.now += chrono::TimeDelta::days(1);
        story.opens("newest", "Buyer");
        assert_eq!(story.state().still_so(Story::role("newest")).len(), 1);
    }

    #[test]
    fn what_hurt_before_is_asked_about_once_and_taken_over_with_what_is_behind_it() {
        let mut story = story();
        assert_eq!(asked(&story), ["Reports arrive late"]);
        let (analyst, today) = (Story::role("analyst"), story.now.date_naive());
        let state = story.state();
        let pain = state.get::<PainPoint>(Story::pain("late")).unwrap();
        let mut nth = 0;
        let bodies = state.says_it_is_still_so(pain, analyst, today, || {
            nth += 1;
            Uuid::from_u128(nth)
        });
        for body in bodies {
            story.does(body);
        }
        assert_eq!(asked(&story), Vec::<String>::new());
        let state = story.state();
        let taken = state.pains(analyst)[0];
        let ladder = |pain| {
            let ladder = state.ladder(pain).into_iter();
            let ladder = ladder.map(|rung| (rung.why.details.answer.clone(), rung.depth, rung.is_root));
            ladder.collect::<Vec<_>>()
        };
        assert_eq!(ladder(taken.id), ladder(Story::pain("late")));
        assert_eq!(taken.details.shown, Shown::Us);
    }

    #[test]
    fn what_fewer_people_read_is_not_carried_to_more() {
        let mut story = story();
        let priya = story.state().get::<Role>(Story::role("data")).unwrap().owner;
        story.does(role::Command::RestrictRole {
            role: Story::role("data"),
            audience: Audience::People([priya].into()),
            code_name: Some("Harbour".into()),
        });
        assert_eq!(asked(&story), Vec::<String>::new());
    }
}
