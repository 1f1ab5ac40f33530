//! What hurts, as far as it was shared: with what is behind it, and what else is done against it.

use chrono::NaiveDate;
use serde::Serialize;

use super::seen::Alone;
use crate::domain::{FixState, PainId};

/// A recruiter's own marks have no field here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PainView {
    pub id: PainId,
    /// Of a leader with several roles, which it is about.
    pub role: Option<String>,
    pub what: String,
    /// From 0 to 10.
    pub severity: Option<u8>,
    /// How it will be noticed that it got better; empty while nobody said.
    pub better: String,
    /// The answers to why, each after the one that it explains.
    pub whys: Vec<WhyView>,
    pub fixes: Vec<FixView>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct WhyView {
    pub answer: String,
    /// How many shown answers lead to it from the pain, itself included.
    pub depth: usize,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FixView {
    pub what: String,
    pub owner: String,
    pub due: NaiveDate,
    pub state: FixState,
}

/// The worst first, role by role.
pub fn section(seen: Alone) -> Vec<PainView> {
    let is_one = seen.all().roles().count() < 2;
    let pains = seen.pains().into_iter().map(|pain| PainView {
        id: pain.id,
        role: (!is_one).then(|| pain.role.title().to_owned()),
        what: pain.what.to_owned(),
        severity: pain.severity,
        better: pain.better.to_owned(),
        whys: pain
            .whys
            .into_iter()
            .map(|(answer, depth)| WhyView {
                answer: answer.to_owned(),
                depth,
            })
            .collect(),
        fixes: pain
            .fixes
            .into_iter()
            .map(|fix| FixView {
                what: fix.what.to_owned(),
                owner: fix.owner.to_owned(),
                due: fix.due,
                state: fix.state,
            })
            .collect(),
    });
    pains.collect()
}

#[cfg(test)]
mod tests {
    use chrono::Utc;

    use super::*;
    use crate::domain::{
        Cause, FixDetails, Mark, Remedy, Scope, ShareLink, Shown, Story, Target, WhyDetails, fix, leader,
        pain, role, why,
    };
    use crate::portal::view::{PortalView, project};

    fn view(story: &Story, scope: Scope) -> PortalView {
        let state = story.state();
        let mut link = state.get::<ShareLink>(Story::link("link")).unwrap().clone();
        link.scope = scope;
        let now = story.now.with_timezone(&Utc);
        project(&state, &link, story.now.date_naive(), now).unwrap().view
    }

    /// Everything that can be marked, owned or named is.
    fn story() -> Story {
        let mut story = Story::begin();
        story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.hurts("late", "data", "Reports arrive two days late");
        story.explains("jobs", "late", None, "Nobody maintains the night jobs");
        story.explains("left", "late", Some("jobs"), "Her deputy drove two away");
        story.does(fix::Command::AddFix {
            fix: Story::fix("talks"),
            pain: Story::pain("late"),
            details: FixDetails {
                what: "Stay talks".into(),
                owner: "Priya with HR".into(),
                due: story.now.date_naive(),
                state: FixState::Begun,
                shown: Shown::Us,
            },
        });
        story
    }

    fn shows_pain(story: &mut Story, shown: Shown) {
        let pain = Story::pain("late");
        let state = story.state();
        let mut details = state
            .get::<crate::domain::PainPoint>(pain)
            .unwrap()
            .details
            .clone();
        (details.shown, details.severity) = (shown, Some(8));
        story.does(pain::Command::EditPain {
            pain,
            details,
            base: None,
        });
    }

    fn shows_why(story: &mut Story, why: &str, answer: &str, shown: Shown) {
        story.does(why::Command::EditWhy {
            why: Story::why(why),
            details: WhyDetails {
                mark: Some(Mark::Guess),
                owner: "HR".into(),
                cause: Some(Cause::Culture),
                hire: Some(Remedy::No),
                shown,
                ..WhyDetails::answer(answer)
            },
            base: None,
        });
    }

    #[test]
    fn nothing_of_it_is_shown_until_it_is_shared_rung_by_rung() {
        let mut story = story();
        for scope in Scope::ALL {
            assert_eq!(view(&story, *scope).pains, []);
        }
        // A rung of a pain that is private stays so, too.
        shows_why(&mut story, "jobs", "Nobody maintains the night jobs", Shown::Team);
        assert_eq!(view(&story, Scope::Respond).pains, []);
        shows_pain(&mut story, Shown::Leader);
        let pains = view(&story, Scope::Respond).pains;
        assert_eq!(pains.len(), 1);
        assert_eq!((pains[0].severity, pains[0].fixes.len()), (Some(8), 0));
        let whys: Vec<_> = pains[0].whys.iter().map(|why| why.answer.as_str()).collect();
        assert_eq!(whys, ["Nobody maintains the night jobs"]);
        // Words are the leader's alone, however widely they were once shared.
        shows_pain(&mut story, Shown::Team);
        assert_eq!(view(&story, Scope::Respond).pains.len(), 1);
        for scope in [Scope::Read, Scope::TeamSafe] {
            assert_eq!(view(&story, scope).pains, []);
        }
    }

    #[test]
    fn a_recruiters_marks_never_leave_the_board() {
        let mut story = story();
        shows_pain(&mut story, Shown::Team);
        shows_why(&mut story, "left", "Two left", Shown::Team);
        for scope in Scope::ALL {
            let json = serde_json::to_string(&view(&story, *scope))
                .unwrap()
                .to_lowercase();
            for word in ["guess", "culture", "drove two away", "stay talks"] {
                assert!(!json.contains(word), "{word} in {json}");
            }
        }
    }

    #[test]
    fn what_was_said_to_one_leader_is_not_shown_to_the_next() {
        let mut story = story();
        shows_pain(&mut story, Shown::Team);
        story.does(leader::Command::add(
            Story::leader("jonas"),
            crate::domain::LeaderDetails::named("Jonas Berg"),
        ));
        story.does(role::Command::GiveRole {
            role: Story::role("data"),
            leader: Story::leader("jonas"),
        });
        let mut link = Story::link_to("his", Target::Leader(Story::leader("jonas")), Scope::Respond);
        link.label = "Jonas".into();
        story.does(crate::domain::link::Command::ShareLink(link));
        let state = story.state();
        let link = state.get::<ShareLink>(Story::link("his")).unwrap();
        let today = story.now.date_naive();
        let shown = project(&state, link, today, story.now.with_timezone(&Utc)).unwrap();
        assert_eq!(shown.view.pains, []);
    }
}
