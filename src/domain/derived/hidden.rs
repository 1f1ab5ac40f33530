//! Why a link's page shows nothing any more.

use crate::domain::{Role, ShareLink, State};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hidden {
    /// What it was made for became confidential since, and it was not made for that.
    Confidential,
    /// Whoever keeps it, and whose eyes it has, sees the role no longer.
    Keeper,
}

impl State<'_> {
    /// Why the link's page shows nothing; none when it shows something.
    pub fn hides(&self, link: &ShareLink) -> Option<Hidden> {
        if self.shows(link) {
            return None;
        }
        let is_for = |role| link.opens.contains(&role);
        let sees = |role| self.is_member(link.keeper) && self.audience_of::<Role>(role).includes(link.keeper);
        // A link for all roles shows some while its keeper sees one of those for which it was made.
        let mut roles = link.roles().filter(|role| is_for(*role)).peekable();
        if link.locked && roles.peek().is_some() && !roles.any(sees) {
            return Some(Hidden::Keeper);
        }
        Some(Hidden::Confidential)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::{Audience, Member, Right, Scope, Story, Target, UserId, link, member, role};

    fn joins(story: &mut Story, name: &str, right: Right) -> UserId {
        let user = Story::user(name);
        story.does(member::Command::PutMember(Member {
            user,
            name: name.into(),
            phone: None,
            right,
            left: None,
        }));
        user
    }

    fn only(story: &mut Story, people: &[UserId]) {
        story.does(role::Command::RestrictRole {
            role: Story::role("data"),
            audience: Audience::People(people.iter().copied().collect()),
            code_name: None,
        });
    }

    fn hides(story: &Story, link: &str) -> Option<Hidden> {
        let state = story.state();
        state.hides(state.get::<ShareLink>(Story::link(link)).unwrap())
    }

    #[test]
    fn a_link_that_shows_nothing_says_why() {
        let mut story = Story::begin();
        let priya = joins(&mut story, "priya", Right::Owner);
        let sam = joins(&mut story, "sam", Right::Recruiter);
        story.shares("before", Target::Role(Story::role("data")), Scope::Respond);
        assert_eq!(hides(&story, "before"), None);
        only(&mut story, &[priya, sam]);
        assert_eq!(hides(&story, "before"), Some(Hidden::Confidential));

        story.actor = crate::domain::Actor::User(sam);
        let mut of_sam = Story::link_to("of sam", Target::Role(Story::role("data")), Scope::Respond);
        of_sam.passcode = Some("493021".to_owned().try_into().unwrap());
        of_sam.opens = BTreeSet::from([Story::role("data")]);
        story.does(link::Command::ShareLink(of_sam));
        assert_eq!(hides(&story, "of sam"), None);
        story.actor = crate::domain::Actor::User(priya);
        only(&mut story, &[priya]);
        assert_eq!(hides(&story, "of sam"), Some(Hidden::Keeper));
        assert_eq!(hides(&story, "before"), Some(Hidden::Confidential));
    }
}
