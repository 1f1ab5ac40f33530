//! What bridges the time until somebody comes: fixes against what hurts.

use crate::domain::{Fix, FixState, PainPoint, RoleId, Shown, Sorting, State};

/// What bridges a gap, as it is most often done.
pub const BRIDGES: [&str; 4] = [
    "Cover within the team",
    "A contractor until then",
    "Split the role",
    "Stop or move some of the work",
];

impl Fix {
    /// Whether it is this way to bridge a gap, whatever was written behind it.
    pub fn is_bridge(&self, way: &str) -> bool {
        self.details.what.to_lowercase().starts_with(&way.to_lowercase())
    }
}

impl<'a> State<'a> {
    /// The pain with which a bridge is written down: the worst that its leader reads, since only then may they read the bridge; else the worst.
    pub fn pain_to_bridge(&self, role: RoleId) -> Option<&'a PainPoint> {
        let pains = self.pains(role);
        let is_read = |pain: &&&PainPoint| self.readers(pain.id) > Shown::Us;
        pains.iter().find(is_read).or(pains.first()).copied()
    }

    /// What helps until somebody comes, besides a hire, the next to be due first. What was dropped helps nobody.
    pub fn bridges(&self, role: RoleId) -> Vec<&'a Fix> {
        let pains = self.pains(role).into_iter();
        let mut bridges: Vec<_> = pains.flat_map(|pain| self.fixes(pain.id)).collect();
        bridges.retain(|fix| fix.details.state != FixState::Dropped);
        bridges.put_in_order_by(|fix| (!fix.is_open(), fix.details.due, fix.id));
        bridges
    }

    /// The ways to bridge a gap that are not written down yet.
    pub fn bridges_left(&self, role: RoleId) -> Vec<&'static str> {
        let there = self.bridges(role);
        let is_left = |way: &&str| !there.iter().any(|fix| fix.is_bridge(way));
        BRIDGES.into_iter().filter(is_left).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{FixDetails, PainDetails, Story, fix, pain};

    fn shares(story: &mut Story, name: &str) {
        let pain = Story::pain(name);
        let was = story.state().get::<PainPoint>(pain).unwrap().details.clone();
        story.does(pain::Command::EditPain {
            pain,
            details: PainDetails {
                shown: Shown::Leader,
                ..was.clone()
            },
            base: Some(was),
        });
    }

    fn bridge(what: &str, state: FixState) -> FixDetails {
        FixDetails {
            what: what.into(),
            owner: "Dana".into(),
            due: "2027-01-12".parse().unwrap(),
            state,
            shown: Shown::Leader,
        }
    }

    #[test]
    fn a_way_that_was_written_down_is_listed_and_not_offered_again() {
        let mut story = Story::begin();
        let data = Story::role("data");
        assert_eq!(story.state().pain_to_bridge(data), None);
        story.hurts("late", "data", "Reports arrive two days late");
        assert_eq!(story.state().bridges_left(data), BRIDGES);
        let (fix, pain) = (Story::fix("cover"), Story::pain("late"));
        let details = bridge("A contractor until then, from Acme", FixState::Planned);
        story.does(fix::Command::AddFix {
            fix,
            pain,
            details: details.clone(),
        });
        let there = |story: &Story| {
            let state = story.state();
            let there = state.bridges(data).into_iter();
            there.map(|fix| fix.id).collect::<Vec<_>>()
        };
        assert_eq!(there(&story), [fix]);
        let left = story.state().bridges_left(data);
        assert_eq!(left.len(), BRIDGES.len() - 1);
        assert!(!left.contains(&"A contractor until then"));
        // What came to nothing may be tried again.
        story.does(fix::Command::EditFix {
            fix,
            details: bridge(&details.what, FixState::Dropped),
            base: Some(details),
        });
        assert_eq!(there(&story), []);
        assert_eq!(story.state().bridges_left(data), BRIDGES);
    }

    #[test]
    fn it_stands_with_a_pain_that_its_leader_reads_if_there_is_one() {
        let mut story = Story::begin();
        let of = |story: &Story| {
            let state = story.state();
            state.pain_to_bridge(Story::role("data")).unwrap().id
        };
        story.hurts("late", "data", "Reports arrive two days late");
        story.hurts("slips", "data", "Releases slip a week");
        let first = of(&story);
        let (first, other) = if first == Story::pain("late") {
            ("late", "slips")
        } else {
            ("slips", "late")
        };
        shares(&mut story, other);
        assert_eq!(of(&story), Story::pain(other));
        shares(&mut story, first);
        assert_eq!(of(&story), Story::pain(first));
    }
}
