//! What came of what somebody said first: what is asked for because of it, who brings that, and how much it still hurts since somebody
//! came.

use crate::domain::{CandidateId, HireId, MustId, PainId, PainPoint, State, Voice};

/// All that came of one pain so far.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Course {
    pub asked: Vec<AskedFor>,
    pub since: Vec<Since>,
}

/// What somebody must bring because of it, and who in play brings it, by name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AskedFor {
    pub must: MustId,
    pub what: String,
    pub brought_by: Vec<(CandidateId, String)>,
}

/// How much it hurt when somebody said yes, and at which day with them how much then, as the leader says it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Since {
    pub hire: HireId,
    pub name: String,
    pub before: Option<u8>,
    pub then: Vec<(u8, u8)>,
}

impl Since {
    /// `8 of 10 before, 5 at day 30, 3 at day 90`.
    pub fn words(&self) -> String {
        let before = self.before.map(|before| format!("{before} of 10 before"));
        let then = self
            .then
            .iter()
            .map(|(day, worth)| format!("{worth} at day {day}"));
        before.into_iter().chain(then).collect::<Vec<_>>().join(", ")
    }
}

impl Course {
    pub fn is_empty(&self) -> bool {
        self.asked.is_empty() && self.since.is_empty()
    }
}

impl State<'_> {
    /// Nothing while the pain is not here, or nothing came of it yet.
    pub fn course(&self, pain: PainId) -> Course {
        let Ok(pain) = self.get::<PainPoint>(pain) else {
            return Course::default();
        };
        let musts = self.brief(pain.role).spec.musts.into_iter();
        let musts = musts.filter(|must| must.pain == Some(pain.id));
        let candidates = self.candidates(pain.role);
        let asked = musts.map(|must| {
            let bring = candidates.iter();
            let bring = bring.filter(|one| one.over_on().is_none() && one.evidence(&must).is_some());
            AskedFor {
                brought_by: bring.map(|one| (one.id, one.details.name.clone())).collect(),
                must: must.id,
                what: must.what,
            }
        });
        let hires = self.hires(pain.role).into_iter();
        let since = hires.map(|hire| {
            let said = self.check_ins(hire.id).into_iter();
            let said = said.filter(|said| said.voice == Voice::Leader);
            Since {
                hire: hire.id,
                name: hire.details.name.clone(),
                before: hire.hurt_before(pain),
                then: said
                    .filter_map(|said| Some((said.day, said.details.pain(pain.id)?)))
                    .collect(),
            }
        });
        Course {
            asked: asked.collect(),
            since: since.filter(|since| !since.then.is_empty()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        BriefDetails, Candidate, CandidateDetails, Ending, Evidence, Must, Score, Story, brief, candidate,
        hire,
    };

    fn brings(story: &mut Story, name: &str) {
        story.finds(name, "data", name);
        let card = story
            .state()
            .get::<Candidate>(Story::candidate(name))
            .unwrap()
            .clone();
        story.does(candidate::Command::EditCandidate {
            candidate: card.id,
            details: Box::new(CandidateDetails {
                evidence: vec![Evidence {
                    must: Story::must("sql"),
                    what: "Eight years of it".into(),
                }],
                ..*card.details
            }),
            base: None,
        });
    }

    #[test]
    fn from_a_sentence_one_comes_to_who_brings_what_it_asks_for_and_to_what_still_hurts() {
        let mut story = Story::begin();
        story.joins("priya");
        story.hurts("late", "data", "Late reports");
        assert!(story.state().course(Story::pain("late")).is_empty());

        let mut details = BriefDetails::default();
        details.spec.musts = vec![Must {
            id: Story::must("sql"),
            what: "SQL".into(),
            pain: Some(Story::pain("late")),
        }];
        story.does(brief::Command::EditBrief {
            role: Story::role("data"),
            leader: Some(Story::leader("dana")),
            details: details.into(),
            base: None,
            prompt: None,
        });
        brings(&mut story, "Sam Reed");
        brings(&mut story, "Eva Lindt");
        story.does(candidate::Command::EndCandidate {
            candidate: Story::candidate("Eva Lindt"),
            ending: Ending::Withdrew,
            because: String::new(),
        });
        story.hires("sam", "data", "Sam Reed", 30);
        story.says(
            "sam",
            Voice::Leader,
            "",
            &[Score::of_pain(Story::pain("late"), 3)],
        );
        story.says("sam", Voice::Hire, "Nights", &[]);

        let course = story.state().course(Story::pain("late"));
        let asked = AskedFor {
            must: Story::must("sql"),
            what: "SQL".into(),
            brought_by: vec![(Story::candidate("Sam Reed"), "Sam Reed".into())],
        };
        assert_eq!(course.asked, [asked]);
        assert_eq!(course.since.len(), 1);
        assert_eq!(course.since[0].words(), "3 at day 30");

        story.does(hire::Command::RemoveHire {
            hire: Story::hire("sam"),
            removed: true,
        });
        assert_eq!(story.state().course(Story::pain("late")).since, []);
    }
}
