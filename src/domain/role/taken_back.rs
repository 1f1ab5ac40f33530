//! Taking back a role that was just added: it goes, as if nobody had added it.

use super::{Role, RoleDetails, Stage};
use crate::domain::{Change, Changes, Leader, LeaderId, Refusal, RoleId, Row, RowKey, Spread, State, UserId};

impl Role {
    /// It goes with what its owner wrote down of what hurts, and so does its leader if they were added with it and
    /// nothing else is of them. What anybody built on it since is not thrown away.
    pub(super) fn take_back(
        state: &State,
        id: RoleId,
        details: &RoleDetails,
        added_with: Option<LeaderId>,
        by: UserId,
    ) -> Result<Changes, Refusal> {
        let role = state.get::<Self>(id)?;
        // Also what this person does not see.
        let everything = state.seen_by(None);
        let is_new = role.owner == by
            && role.details == *details
            && role.placement.stage == Stage::Understand
            && role.hold.is_none()
            && role.entered.is_none();
        let goes = everything.with_all_on(Self::key(id));
        let is_part = |key: &RowKey| match everything.row(key) {
            Some(Row::Role(_)) => true,
            Some(Row::PainPoint(pain)) => pain.by == by,
            _ => false,
        };
        if !is_new || !goes.iter().all(is_part) {
            return Err(Refusal::ChangedSince);
        }
        let mut changes = Spread::among(state).without(id).changes();
        let alone = role.leader.filter(|leader| {
            let mut others = everything.all::<Self>();
            let on = everything.with_all_on(Leader::key(*leader));
            added_with == Some(*leader)
                && !others.any(|other| other.id != id && other.leader == Some(*leader))
                && on
                    .iter()
                    .all(|key| *key == Leader::key(*leader) || goes.contains(key))
        });
        for key in goes.into_iter().chain(alone.map(Leader::key)) {
            changes.merge((key, Change::Gone { erased: false }).into());
        }
        Ok(changes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Actor, Audience, Body, LeaderDetails, Overlay, Story, inverse, leader, pain, role};

    fn takes_back(story: &mut Story, name: &str, leader: Option<&str>) -> Result<Changes, Refusal> {
        let role = Story::role(name);
        let details = story.state().get::<Role>(role)?.details.clone();
        story.tries(role::Command::TakeBackRole {
            role,
            details,
            leader: leader.map(Story::leader),
        })
    }

    /// Jonas needs a buyer, and said why.
    fn captured() -> Story {
        let mut story = Story::begin();
        let jonas = Story::leader("jonas");
        story.does(leader::Command::add(jonas, LeaderDetails::named("Jonas Berg")));
        let details = Story::details("Buyer", story.now.date_naive());
        story.does(role::Command::add(Story::role("buyer"), jonas, details));
        story.hurts("slow", "buyer", "Orders wait for weeks");
        story
    }

    #[test]
    fn a_role_that_was_just_added_goes_with_its_pain_and_its_new_leader() {
        let before = Story::begin().rows;
        let mut story = captured();
        takes_back(&mut story, "buyer", Some("jonas")).unwrap();
        assert_eq!(story.rows, before);
        // It may be added again.
        let details = Story::details("Buyer", story.now.date_naive());
        story.does(role::Command::add(
            Story::role("buyer"),
            Story::leader("dana"),
            details,
        ));
    }

    #[test]
    fn undo_of_adding_a_role_takes_it_back() {
        let mut story = Story::begin();
        let (before, nothing) = (story.rows.clone(), Overlay::new());
        let details = Story::details("Buyer", story.now.date_naive());
        let add = Body::Role(role::Command::add(
            Story::role("buyer"),
            Story::leader("dana"),
            details,
        ));
        story.does(add.clone());
        let undo = inverse(&State::new(&before, &nothing), &story.state(), &add).unwrap();
        story.does(undo);
        assert_eq!(story.rows, before);
    }

    #[test]
    fn a_leader_of_whom_there_is_more_stays() {
        let jonas = Story::leader("jonas");
        let mut story = captured();
        takes_back(&mut story, "buyer", None).unwrap();
        assert!(story.state().get::<Leader>(jonas).is_ok(), "was known before");

        let mut story = captured();
        let details = Story::details("Planner", story.now.date_naive());
        story.does(role::Command::add(Story::role("planner"), jonas, details));
        takes_back(&mut story, "buyer", Some("jonas")).unwrap();
        assert!(story.state().get::<Leader>(jonas).is_ok(), "has another role");
    }

    #[test]
    fn what_was_built_on_it_is_not_thrown_away() {
        let builds: [fn(&mut Story); 5] = [
            |story| story.logs("call", "buyer", |_| {}),
            |story| story.explains("why", "slow", None, "Two buyers left"),
            |story| drop(story.moves("buyer", Stage::Source, None, None).unwrap()),
            |story| {
                let details = Story::details("Senior Buyer", story.now.date_naive());
                let role = Story::role("buyer");
                let base = None;
                story.does(role::Command::EditRole { role, details, base });
            },
            |story| {
                let priya = story.actor;
                story.actor = Actor::User(Story::user("tom"));
                story.hurts("dear", "buyer", "Everything is bought too dear");
                story.actor = priya;
            },
        ];
        for build in builds {
            let mut story = captured();
            let details = story
                .state()
                .get::<Role>(Story::role("buyer"))
                .unwrap()
                .details
                .clone();
            build(&mut story);
            let take_back = role::Command::TakeBackRole {
                role: Story::role("buyer"),
                details,
                leader: Some(Story::leader("jonas")),
            };
            assert_eq!(story.tries(take_back), Err(Refusal::ChangedSince));
        }
    }

    #[test]
    fn nobody_takes_back_what_another_added() {
        let mut story = captured();
        story.actor = Actor::User(Story::user("tom"));
        assert_eq!(takes_back(&mut story, "buyer", None), Err(Refusal::ChangedSince));
    }

    #[test]
    fn whoever_knew_the_leader_by_that_role_alone_knows_them_no_more() {
        let mut story = Story::begin();
        let confidential = Audience::People([Story::user("priya")].into());
        story.does(role::Command::RestrictRole {
            role: Story::role("data"),
            audience: confidential.clone(),
            code_name: None,
        });
        story.opens("open", "Analyst");
        let dana = Story::leader("dana");
        assert!(story.state().audience_of::<Leader>(dana).is_workspace());
        takes_back(&mut story, "open", None).unwrap();
        assert_eq!(story.state().audience_of::<Leader>(dana), confidential);
    }

    #[test]
    fn a_removed_pain_goes_as_well() {
        let mut story = captured();
        story.does(pain::Command::RemovePain {
            pain: Story::pain("slow"),
        });
        takes_back(&mut story, "buyer", Some("jonas")).unwrap();
        assert_eq!(story.rows, Story::begin().rows);
    }
}
