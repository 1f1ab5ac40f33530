//! What a leader is asked on their page, one question at a time: what hurts, why, and how they will notice that it got
//! better; then what they say of the examples. Only before anybody is sought, and never about what they are not shown.

use serde::Serialize;

use super::{Brief, PainPoint};
use crate::domain::{PainId, ProfileId, Role, RoleId, Scope, State};

/// A question to a leader.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Question {
    /// "What hurts most today?"
    Hurts(RoleId),
    /// "Why is that, do you think?"
    Behind(PainId),
    /// "How will you notice in six months that it got better?"
    Better(PainId),
    /// Whether they would talk with somebody like this.
    Example(RoleId, ProfileId),
}

impl<'a> State<'a> {
    /// The question that stands next with a role on the pages of this scope which its leader has.
    pub fn question(&self, role: RoleId, scope: Scope) -> Option<Question> {
        let role = self.get::<Role>(role).ok()?;
        if scope != Scope::Respond || !role.is_open() || role.placement.stage.is_sourced() {
            return None;
        }
        let pains = self.pains(role.id).into_iter();
        let pains: Vec<&PainPoint> = pains.filter(|pain| self.readers(pain.id).to(scope)).collect();
        // What they began to tell themselves is gone on with, else the worst of what they are shown.
        let told = pains.iter().find(|pain| pain.told.is_some());
        let Some(pain) = told.or(pains.first()) else {
            return Some(Question::Hurts(role.id));
        };
        if self.ladder(pain.id).is_empty() {
            return Some(Question::Behind(pain.id));
        }
        if pain.details.better.is_empty() {
            return Some(Question::Better(pain.id));
        }
        let brief = self.get::<Brief>(role.id).ok()?;
        let is_shown = self.brief_readers(role.id).to(scope);
        let open = brief.details.profiles.iter().filter(|_| is_shown);
        let open = open.map(|profile| (profile.id, profile.verdict));
        open.into_iter()
            .find_map(|(id, verdict)| verdict.is_none().then_some(Question::Example(role.id, id)))
    }
}

impl State<'_> {
    /// Which of how many questions this is about what hurts: those that the leader answered on their page and those that still come; none
    /// for an example.
    pub fn question_count(&self, question: Question) -> Option<(usize, usize)> {
        let (pain, still) = match question {
            Question::Hurts(_) => return Some((1, 3)),
            Question::Behind(pain) => (pain, 1 + usize::from(!self.is_better_known(pain))),
            Question::Better(pain) => (pain, 1),
            Question::Example(..) => return None,
        };
        let told = self.get::<PainPoint>(pain).is_ok_and(|pain| pain.told.is_some());
        let explained = self.ladder(pain).iter().any(|rung| rung.why.told);
        let before = usize::from(told) + usize::from(explained);
        Some((before + 1, before + still))
    }

    fn is_better_known(&self, pain: PainId) -> bool {
        let pain = self.get::<PainPoint>(pain);
        pain.is_ok_and(|pain| !pain.details.better.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Actor, BriefDetails, Changes, Kind, Profile, Refusal, Shown, SkipReason, Stage, Story, Target,
        Verdict, Why, brief, leader, pain, role, why,
    };
    use crate::domain::{Body, LeaderDetails};

    fn begin() -> Story {
        let mut story = Story::begin();
        story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
        story
    }

    /// Dana says it on her page.
    fn says(story: &mut Story, body: impl Into<Body>) -> Result<Changes, Refusal> {
        let priya = std::mem::replace(&mut story.actor, Actor::Link(Story::link("page")));
        let answer = story.tries(body.into());
        story.actor = priya;
        answer
    }

    fn hurts(what: &str) -> pain::Command {
        pain::Command::TellPain {
            pain: Story::pain("told"),
            role: Story::role("data"),
            what: what.into(),
        }
    }

    fn because(answer: &str) -> why::Command {
        why::Command::TellWhy {
            why: Story::why("told"),
            pain: Story::pain("told"),
            answer: answer.into(),
        }
    }

    fn better(words: &str) -> pain::Command {
        pain::Command::TellBetter {
            pain: Story::pain("told"),
            better: words.into(),
        }
    }

    fn asked(story: &Story) -> Option<Question> {
        story.state().question(Story::role("data"), Scope::Respond)
    }

    #[test]
    fn what_a_recruiter_wrote_down_is_no_question_that_was_answered() {
        let mut story = begin();
        story.hurts("late", "data", "Reports arrive two days late");
        story.does(pain::Command::EditPain {
            pain: Story::pain("late"),
            details: crate::domain::PainDetails {
                shown: Shown::Leader,
                ..crate::domain::PainDetails::said("Reports arrive late", story.now.date_naive())
            },
            base: None,
        });
        let count = |story: &Story| story.state().question_count(asked(story).unwrap());
        assert_eq!(count(&story), Some((1, 2)));
        story.explains("jobs", "late", None, "Nobody maintains the night jobs");
        assert_eq!(asked(&story), Some(Question::Better(Story::pain("late"))));
        assert_eq!(count(&story), Some((1, 1)), "the only one");
    }

    #[test]
    fn three_questions_are_asked_one_at_a_time() {
        let mut story = begin();
        let (data, told) = (Story::role("data"), Story::pain("told"));
        let count = |story: &Story| story.state().question_count(asked(story).unwrap());
        assert_eq!(asked(&story), Some(Question::Hurts(data)));
        assert_eq!(count(&story), Some((1, 3)));
        says(&mut story, hurts("Reports arrive late")).unwrap();
        assert_eq!(asked(&story), Some(Question::Behind(told)));
        assert_eq!(count(&story), Some((2, 3)));
        says(&mut story, because("Nobody maintains the night jobs")).unwrap();
        assert_eq!(count(&story), Some((3, 3)));
        assert_eq!(asked(&story), Some(Question::Better(told)));
        says(&mut story, better("Nobody asks me on Mondays where they are")).unwrap();
        assert_eq!(asked(&story), None);
        let state = story.state();
        let pain = state.get::<PainPoint>(told).unwrap();
        assert_eq!(pain.details.what, "Reports arrive late");
        assert_eq!(pain.details.better, "Nobody asks me on Mondays where they are");
        assert_eq!((pain.details.shown, pain.told), (Shown::Leader, Some(story.now)));
        let why = state.get::<Why>(Story::why("told")).unwrap();
        assert!(why.told && why.details.shown == Shown::Leader && why.details.mark.is_none());
    }

    #[test]
    fn nobody_is_asked_about_what_they_are_not_shown_nor_once_somebody_is_sought() {
        let mut story = begin();
        story.hurts("late", "data", "Her deputy sits on the reports");
        assert_eq!(asked(&story), Some(Question::Hurts(Story::role("data"))));
        for scope in [Scope::Read, Scope::TeamSafe] {
            assert_eq!(story.state().question(Story::role("data"), scope), None);
        }
        let unseen = why::Command::TellWhy {
            why: Story::why("told"),
            pain: Story::pain("late"),
            answer: "He is afraid of them".into(),
        };
        assert!(matches!(says(&mut story, unseen), Err(Refusal::Unknown { .. })));
        story.does(role::Command::unasked(
            Story::role("data"),
            Stage::Source,
            SkipReason::Urgent,
        ));
        assert_eq!(asked(&story), None);
        // What was typed before that arrives all the same.
        says(&mut story, hurts("Reports arrive late")).unwrap();
    }

    #[test]
    fn of_a_role_that_was_given_to_another_nothing_is_told_on_the_former_page() {
        let mut story = begin();
        says(&mut story, hurts("Reports arrive late")).unwrap();
        story.does(leader::Command::add(
            Story::leader("jonas"),
            LeaderDetails::named("Jonas Berg"),
        ));
        story.does(role::Command::GiveRole {
            role: Story::role("data"),
            leader: Story::leader("jonas"),
        });
        for told in [
            says(&mut story, because("Nobody maintains the night jobs")),
            says(&mut story, better("No mail on Mondays")),
        ] {
            assert!(matches!(told, Err(Refusal::Unknown { .. })));
        }
        assert!(matches!(
            says(
                &mut story,
                pain::Command::TellPain {
                    pain: Story::pain("again"),
                    role: Story::role("data"),
                    what: "They still do".into()
                }
            ),
            Err(Refusal::Unknown { what: Kind::Role })
        ));
    }

    #[test]
    fn what_a_recruiter_wrote_meanwhile_stays_beside_what_the_leader_tells() {
        let mut story = begin();
        says(&mut story, hurts("Reports arrive late")).unwrap();
        let told = Story::pain("told");
        let now = story.state().get::<PainPoint>(told).unwrap().details.clone();
        story.does(pain::Command::EditPain {
            pain: told,
            details: pain::PainDetails {
                better: "No calls on Mondays".into(),
                ..now.clone()
            },
            base: Some(now),
        });
        says(&mut story, better("I sleep on Sundays")).unwrap();
        let state = story.state();
        let better = &state.get::<PainPoint>(told).unwrap().details.better;
        assert_eq!(better, "No calls on Mondays\nI sleep on Sundays");
        assert_eq!(
            says(&mut story, self::better("And on Mondays")),
            Err(Refusal::Answered)
        );
    }

    #[test]
    fn an_example_is_answered_where_the_brief_is_shown() {
        let mut story = begin();
        says(&mut story, hurts("Reports arrive late")).unwrap();
        story.explains("jobs", "told", None, "Nobody maintains the night jobs");
        says(&mut story, better("No mail on Mondays")).unwrap();
        let data = Story::role("data");
        let profile = |verdict| Profile {
            id: Story::profile("a"),
            lines: "Six years, two teams".into(),
            verdict,
            because: String::new(),
            told: None,
        };
        let edits = |shown| brief::Command::EditBrief {
            role: data,
            leader: Some(Story::leader("dana")),
            details: Box::new(BriefDetails {
                profiles: vec![profile(None)],
                shown,
                ..BriefDetails::default()
            }),
            base: None,
            prompt: None,
        };
        let judges = brief::Command::JudgeProfile {
            role: data,
            profile: Story::profile("a"),
            verdict: Verdict::No,
            because: "nobody here can teach the nights".into(),
        };
        story.does(edits(Shown::Us));
        assert_eq!(asked(&story), None);
        assert!(matches!(
            says(&mut story, judges.clone()),
            Err(Refusal::Unknown { what: Kind::Brief })
        ));
        story.does(edits(Shown::Leader));
        assert_eq!(asked(&story), Some(Question::Example(data, Story::profile("a"))));
        says(&mut story, judges.clone()).unwrap();
        assert_eq!(asked(&story), None);
        assert_eq!(says(&mut story, judges), Err(Refusal::Answered));
        let answered = &story.state().brief(data).profiles[0];
        assert_eq!(
            (answered.verdict, answered.because.as_str()),
            (Some(Verdict::No), "nobody here can teach the nights")
        );
    }

    #[test]
    fn thirty_answers_a_day_are_the_most_and_recruiters_do_not_answer_for_a_leader() {
        let mut story = begin();
        for nth in 0..PainPoint::MOST_TOLD {
            says(
                &mut story,
                pain::Command::TellPain {
                    pain: Story::pain(&nth.to_string()),
                    role: Story::role("data"),
                    what: format!("pain {nth}"),
                },
            )
            .unwrap();
        }
        assert_eq!(
            says(&mut story, hurts("one more")),
            Err(Refusal::TooManyReplies {
                most: PainPoint::MOST_TOLD
            })
        );
        assert!(story.tries(hurts("not hers")).is_err());
    }
}
