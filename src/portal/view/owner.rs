//! What the owner of a problem reads through a link of their own: what they are told, and whether it is fixed. Nothing else of any
//! role or its leader.

use chrono::NaiveDate;
use serde::Serialize;

use super::head::HeadView;
use crate::domain::{Problem, ShareLink, State};

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct OwnerView {
    pub text: String,
    /// When it was told.
    pub on: NaiveDate,
    /// When it was said to be fixed.
    pub fixed_on: Option<NaiveDate>,
}

/// None once the problem is gone.
pub fn section(state: &State, link: &ShareLink) -> Option<(HeadView, OwnerView)> {
    let told = link.brief.as_ref()?;
    let held = state.seen_by(Some(link.keeper));
    let problem = held
        .get::<Problem>(told.problem)
        .ok()
        .filter(|problem| !problem.removed)?;
    let owner = OwnerView {
        text: told.text.clone(),
        on: link.created_on,
        fixed_on: held.whole(problem).details.done_on,
    };
    Some((HeadView::of_one(state, link.keeper, link.label.clone()), owner))
}

#[cfg(test)]
mod tests {
    use chrono::{Days, Utc};

    use super::*;
    use crate::domain::{
        Cause, NewLink, ProblemDetails, Refusal, Scope, Story, Target, ToldOwner, leader, link, problem,
    };
    use crate::portal::view::{PortalView, project};

    fn page(story: &Story) -> Option<PortalView> {
        let state = story.state();
        let link = state.get::<ShareLink>(Story::link("sara")).ok()?;
        let now = story.now.with_timezone(&Utc);
        project(&state, link, story.now.date_naive(), now).map(|projection| projection.view)
    }

    fn tells(story: &Story, text: &str, role: &str) -> link::Command {
        link::Command::ShareLink(NewLink {
            label: "Sara Lund".into(),
            expires_on: story.now.date_naive().checked_add_days(Days::new(90)),
            brief: Some(Box::new(ToldOwner {
                problem: Story::problem("pay"),
                text: text.into(),
            })),
            ..Story::link_to("sara", Target::Role(Story::role(role)), Scope::Respond)
        })
    }

    fn begin() -> Story {
        let mut story = Story::begin();
        story.hurts("late", "data", "Reports arrive late");
        let seen = ProblemDetails::seen("Pay is too low", Cause::Compensation, [Story::role("data")]);
        story.does(problem::Command::RaiseProblem {
            problem: Story::problem("pay"),
            details: Box::new(seen),
        });
        story
    }

    #[test]
    fn an_owner_reads_what_they_are_told_and_that_it_is_fixed_and_nothing_else() {
        let mut story = begin();
        let told = tells(&story, "Pay is too low in five roles.", "data");
        story.does(told);
        let view = page(&story).unwrap();
        assert_eq!(view.owner.as_ref().unwrap().text, "Pay is too low in five roles.");
        let json = serde_json::to_string(&view).unwrap();
        for other in ["Dana", "Reports arrive late", "Data Engineer"] {
            assert!(!json.contains(other), "{other} in {json}");
        }
        assert!(!view.can_reply() && !view.is_leaders());
        let state = story.state();
        let mut done = (*state.get::<Problem>(Story::problem("pay")).unwrap().details).clone();
        done.done_on = Some(story.now.date_naive());
        done.fix = "New ranges".into();
        story.does(problem::Command::EditProblem {
            problem: Story::problem("pay"),
            details: Box::new(done),
            base: None,
        });
        assert_eq!(
            page(&story).unwrap().owner.unwrap().fixed_on,
            Some(story.now.date_naive())
        );
        story.does(problem::Command::RemoveProblem {
            problem: Story::problem("pay"),
        });
        assert_eq!(page(&story), None);
    }

    #[test]
    fn it_is_told_in_a_role_in_which_it_was_seen_with_words_and_a_last_day() {
        let mut story = begin();
        story.opens("sre", "SRE");
        let elsewhere = tells(&story, "Pay", "sre");
        assert_eq!(story.tries(elsewhere).unwrap_err(), Refusal::LinkForbids);
        let nothing = tells(&story, "  ", "data");
        assert!(matches!(story.tries(nothing), Err(Refusal::Empty { .. })));
        let told = tells(&story, "Dana says: pay", "data");
        let link::Command::ShareLink(mut forever) = told.clone() else {
            panic!("it is one");
        };
        forever.expires_on = None;
        assert!(matches!(
            story.tries(link::Command::ShareLink(forever)),
            Err(Refusal::Empty { .. })
        ));
        story.does(told);
        story.does(leader::Command::EraseLeader {
            leader: Story::leader("dana"),
        });
        assert_eq!(page(&story), None, "it went with her in whose role it was told");
    }
}
