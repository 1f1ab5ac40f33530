//! What is asked for, as far as it was shared: what somebody must bring, each with the pain that it serves.

use serde::Serialize;

use super::seen::Alone;
use crate::domain::Verdict;

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct BriefView {
    /// Of a leader with several roles, which it is for.
    pub role: Option<String>,
    pub musts: Vec<MustView>,
    /// What is empty was not said.
    pub nice: String,
    pub places: String,
    pub pay: String,
    pub decides: String,
    /// What the leader said of the examples on their page.
    pub examples: Vec<ExampleView>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ExampleView {
    pub lines: String,
    pub verdict: Verdict,
    /// Empty where they said no more.
    pub because: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MustView {
    pub what: String,
    /// The pain that it serves, where that is shown, too.
    pub pain: Option<String>,
}

pub fn section(seen: Alone) -> Vec<BriefView> {
    let is_one = seen.all().roles().count() < 2;
    let briefs = seen.briefs().into_iter().map(|wanted| BriefView {
        role: (!is_one).then(|| wanted.role.title().to_owned()),
        musts: wanted
            .musts
            .into_iter()
            .map(|(what, pain)| MustView {
                what: what.to_owned(),
                pain: pain.map(ToOwned::to_owned),
            })
            .collect(),
        nice: wanted.nice.to_owned(),
        places: wanted.places.to_owned(),
        pay: wanted.pay.to_owned(),
        decides: wanted.decides.to_owned(),
        examples: wanted
            .examples
            .into_iter()
            .map(|(lines, verdict, because)| ExampleView {
                lines: lines.to_owned(),
                verdict,
                because: because.to_owned(),
            })
            .collect(),
    });
    briefs.collect()
}

#[cfg(test)]
mod tests {
    use chrono::Utc;

    use crate::domain::{
        BriefDetails, Must, PainDetails, Profile, Scope, ShareLink, Shown, Spec, Story, Target, brief, pain,
    };
    use crate::portal::view::{PortalView, project};

    fn view(story: &Story, scope: Scope) -> PortalView {
        let state = story.state();
        let mut link = state.get::<ShareLink>(Story::link("link")).unwrap().clone();
        link.scope = scope;
        let now = story.now.with_timezone(&Utc);
        project(&state, &link, story.now.date_naive(), now).unwrap().view
    }

    fn story(shown: Shown) -> Story {
        let mut story = Story::begin();
        story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.hurts("late", "data", "Reports arrive two days late");
        let must = |name: &str, what: &str| Must {
            id: Story::must(name),
            what: what.into(),
            pain: Some(Story::pain("late")),
        };
        story.does(brief::Command::EditBrief {
            role: Story::role("data"),
            leader: Some(Story::leader("dana")),
            details: Box::new(BriefDetails {
                spec: Spec {
                    musts: vec![must("a", "Ran night pipelines")],
                    nice: "dbt".into(),
                    pay: "62k".into(),
                    places: "Leeds".into(),
                    decides: "with Tom".into(),
                },
                cover: "covers the nights".into(),
                profiles: vec![Profile {
                    id: Story::profile("a"),
                    lines: "Six years".into(),
                    verdict: None,
                    because: "because of it".into(),
                    told: None,
                }],
                shown,
                ..BriefDetails::default()
            }),
            base: None,
            prompt: None,
        });
        story
    }

    fn shares_pain(story: &mut Story, shown: Shown) {
        story.does(pain::Command::EditPain {
            pain: Story::pain("late"),
            details: PainDetails {
                shown,
                ..PainDetails::said("Reports arrive two days late", story.now.date_naive())
            },
            base: None,
        });
    }

    #[test]
    fn a_must_have_names_its_pain_only_where_that_is_shown_too() {
        let mut story = story(Shown::Team);
        assert_eq!(view(&story, Scope::Respond).briefs[0].musts[0].pain, None);
        shares_pain(&mut story, Shown::Leader);
        let must = view(&story, Scope::Respond).briefs[0].musts[0].clone();
        assert_eq!(must.what, "Ran night pipelines");
        assert_eq!(must.pain.as_deref(), Some("Reports arrive two days late"));
    }

    #[test]
    fn whoever_stands_in_for_the_leader_reads_no_pay() {
        let mut story = story(Shown::Leader);
        story.leaves(1, "Dana");
        let mut link = story
            .state()
            .get::<ShareLink>(Story::link("link"))
            .unwrap()
            .clone();
        link.deputy = true;
        let seen = |story: &Story| {
            let now = story.now.with_timezone(&Utc);
            let projected = project(&story.state(), &link, story.now.date_naive(), now);
            projected.unwrap().view
        };
        let json = serde_json::to_string(&seen(&story)).unwrap();
        assert!(
            !json.contains("62k") && json.contains("Ran night pipelines"),
            "{json}"
        );
        // Nor an empty frame where there is nothing else.
        story.does(brief::Command::EditBrief {
            role: Story::role("data"),
            leader: Some(Story::leader("dana")),
            details: Box::new(BriefDetails {
                spec: Spec {
                    pay: "62k".into(),
                    ..Spec::default()
                },
                shown: Shown::Leader,
                ..BriefDetails::default()
            }),
            base: None,
            prompt: None,
        });
        assert_eq!(seen(&story).briefs, []);
    }

    #[test]
    fn nobody_but_the_leader_reads_the_brief_and_nobody_what_is_beside_it() {
        for scope in Scope::ALL {
            assert_eq!(view(&story(Shown::Us), *scope).briefs, []);
            let json = serde_json::to_string(&view(&story(Shown::Team), *scope)).unwrap();
            let is_hers = *scope == Scope::Respond;
            for words in ["62k", "with Tom", "Ran night pipelines", "dbt", "Leeds"] {
                assert_eq!(json.contains(words), is_hers, "{words} in {json}");
            }
            for words in ["covers the nights", "Six years", "because of it"] {
                assert!(!json.contains(words), "{words} in {json}");
            }
        }
    }
}
