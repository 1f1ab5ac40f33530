//! Why a link's page shows nothing any more.

use chrono::NaiveDate;

use crate::domain::{Role, ShareLink, State};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hidden {
    /// What it was made for became confidential since, and it was not made for that.
    Confidential,
    /// Whoever keeps it, and whose eyes it has, sees the role no longer.
    Keeper,
    /// Whoever was hired, who is asked through it, chose another reader, or was taken out.
    Reader,
    /// They are not asked about that day any more.
    NotAsked,
}

impl State<'_> {
    /// Why the link's page shows nothing, or asks nothing; none when it shows something.
    pub fn hides(&self, link: &ShareLink, today: NaiveDate) -> Option<Hidden> {
        if self.shows(link) {
            let asked = link.hire?;
            return match self.asked_through(link) {
                None => Some(Hidden::Reader),
                Some(hire) => (!hire.is_asked_about(asked.day, today)).then_some(Hidden::NotAsked),
            };
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
    use crate::domain::{
        Audience, Hire, Member, Right, Scope, Story, Target, UserId, hire, link, member, role,
    };

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

    #[test]
    fn a_link_of_whoever_was_hired_says_that_it_ended_and_why() {
        let mut story = Story::begin();
        joins(&mut story, "priya", Right::Owner);
        let tom = joins(&mut story, "tom", Right::Recruiter);
        story.hires("sam", "data", "Sam Reed", 30);
        story.asks_hired("sams", "sam", "data");
        let link = story
            .state()
            .get::<ShareLink>(Story::link("sams"))
            .unwrap()
            .clone();
        assert_eq!(link.allows(), "For whoever was hired");
        assert_eq!(hides(&story, "sams"), None);
        let hired = story.state().get::<Hire>(Story::hire("sam")).unwrap().clone();
        let mut details = hired.details.clone();
        details.without = vec![30];
        story.does(hire::Command::EditHire {
            hire: hired.id,
            details,
            base: Some(hired.details),
        });
        assert_eq!(hides(&story, "sams"), Some(Hidden::NotAsked));
        story.actor = crate::domain::Actor::User(tom);
        story.does(hire::Command::AgreeReader {
            hire: Story::hire("sam"),
            agreed_on: story.now.date_naive(),
        });
        assert_eq!(hides(&story, "sams"), Some(Hidden::Reader));
    }

    fn hides(story: &Story, link: &str) -> Option<Hidden> {
        let state = story.state();
        state.hides(
            state.get::<ShareLink>(Story::link(link)).unwrap(),
            story.now.date_naive(),
        )
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
