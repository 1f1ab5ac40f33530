//! What came of what somebody said first: what is asked for because of it, who brings that, and how much it still hurts since somebody
//! came.

use chrono::NaiveDate;

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
    /// `8 of 10 before, 5 at day 30, 3 at day 90`.
    pub words: String,
    pub last: u8,
}

impl Course {
    pub fn is_empty(&self) -> bool {
        self.asked.is_empty() && self.since.is_empty()
    }
}

impl State<'_> {
    /// Nothing while the pain is not here, or nothing came of it yet.
    pub fn course(&self, pain: PainId, today: NaiveDate) -> Course {
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
        let since = hires.filter_map(|hire| {
            let said = self.check_ins(hire.id).into_iter();
            let said = said.filter(|said| said.voice == Voice::Leader);
            let then = said.filter_map(|said| Some((said.day, said.details.pain(pain.id)?)));
            let then: Vec<(u8, u8)> = then.collect();
            let (last, _) = *then.last()?;
            let before = hire.hurt_before(pain);
            let before = before.map(|before| format!("{before} of 10 before"));
            let then = then
                .iter()
                .map(|(day, worth)| format!("{worth} {}", hire.at_day(*day, today)));
            Some(Since {
                hire: hire.id,
                name: hire.details.name.clone(),
                words: before.into_iter().chain(then).collect::<Vec<_>>().join(", "),
                last,
            })
        });
        Course {
            asked: asked.collect(),
            since: since.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        BriefDetails, Candidate, CandidateDetails, Ending, Evidence, Hire, Must, Score, Story, brief,
        candidate, hire,
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
        let course = |story: &Story| story.state().course(Story::pain("late"), story.now.date_naive());
        assert!(course(&story).is_empty());

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

        let came = course(&story);
        let asked = AskedFor {
            must: Story::must("sql"),
            what: "SQL".into(),
            brought_by: vec![(Story::candidate("Sam Reed"), "Sam Reed".into())],
        };
        assert_eq!(came.asked, [asked]);
        let since = |story: &Story| -> Vec<String> {
            let since = course(story).since.into_iter();
            since
                .map(|since| format!("{}: {}", since.name, since.words))
                .collect()
        };
        assert_eq!(since(&story), ["Sam Reed: 3 at day 30"]);
        // What was said stands when they start later, and not at a day that is still to come.
        let was = story
            .state()
            .get::<Hire>(Story::hire("sam"))
            .unwrap()
            .details
            .clone();
        let mut details = was.clone();
        details.starts_on = Some(story.now.date_naive());
        story.does(hire::Command::EditHire {
            hire: Story::hire("sam"),
            details,
            base: Some(was),
        });
        assert_eq!(since(&story), ["Sam Reed: 3 before the first day moved"]);

        story.does(hire::Command::RemoveHire {
            hire: Story::hire("sam"),
            removed: true,
        });
        assert_eq!(course(&story).since, []);
    }
}
