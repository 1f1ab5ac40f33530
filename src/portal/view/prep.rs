//! The prep card: how an interview goes, what is asked, and what a good answer sounds like, where it was shared. Nothing
//! of it is about the leader, and no reason why a question is asked; what is pointed out in one stands beside it.

use chrono::NaiveDate;
use serde::Serialize;

use super::seen::{Alone, SeenRole};
use crate::domain::{
    CriterionId, InterviewerId, KitDetails, State,
    kit::{Asks, Criterion, Question, Slice, Timed},
};

/// One interview.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PrepView {
    /// For which role.
    pub role: String,
    /// Tells it from the others, and stays when their order changes.
    pub key: String,
    /// Of several interviews, which one this is, and of how many.
    pub which: Option<(usize, usize)>,
    /// Minutes of all of it.
    pub minutes: u16,
    pub parts: Vec<PrepPart>,
    /// A room for each meeting; one for nobody in particular while there is none.
    pub rooms: Vec<RoomView>,
}

/// What one has in the room: what is noted there hangs on whom one meets.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RoomView {
    /// Of the interview; of the role while there is none.
    pub key: String,
    /// Whom one meets, and when.
    pub meets: Option<(String, NaiveDate)>,
    /// What others ask, where the questions were divided.
    pub others_ask: Vec<CriterionId>,
    /// The scorecard that one writes afterwards, while it is waited for.
    pub card: Option<InterviewerId>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub enum PrepPart {
    /// Something without a question of ours: what is done, and for how many minutes.
    Said { words: &'static str, minutes: u16 },
    Asked {
        id: CriterionId,
        minutes: u16,
        /// Who is looked for: somebody who …
        what: String,
        question: PrepQuestion,
        /// For whoever has nothing to tell; may be empty.
        other: PrepQuestion,
        /// What an answer worth 1, 3 and 5 sounds like; each may be empty.
        anchors: [String; 3],
    },
}

impl PrepPart {
    fn asks(&self) -> Option<CriterionId> {
        match self {
            Self::Said { .. } => None,
            Self::Asked { id, .. } => Some(*id),
        }
    }

    fn minutes(&self) -> u16 {
        match self {
            Self::Said { minutes, .. } | Self::Asked { minutes, .. } => *minutes,
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PrepQuestion {
    pub words: String,
    pub hints: Vec<PrepHint>,
}

/// What a question asks for that it should not.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PrepHint {
    pub about: &'static str,
    pub why: &'static str,
    pub instead: &'static str,
}

impl PrepQuestion {
    /// With nothing to point out.
    pub(super) fn plain(words: &str) -> Self {
        Self {
            words: words.to_owned(),
            hints: Vec::new(),
        }
    }

    pub(super) fn of(question: &Question) -> Self {
        let hints = question.flags().into_iter().map(|flag| PrepHint {
            about: flag.about.label(),
            why: flag.about.why(),
            instead: flag.about.instead(),
        });
        Self {
            words: question.words.clone(),
            hints: hints.collect(),
        }
    }
}

pub fn section(state: &State, seen: Alone) -> Vec<PrepView> {
    let kits = seen.kits().into_iter().flat_map(|(role, details)| {
        let interviews = details.interviews();
        let count = interviews.len();
        let rooms = rooms(state, seen, role, details);
        let views = interviews.into_iter().enumerate().map(move |(at, parts)| {
            let parts: Vec<PrepPart> = parts.iter().filter_map(|part| of(*part, details)).collect();
            // Where all of it is others' to ask, there is nothing to do in that room.
            let asks = |room: &&RoomView| {
                let mut asked = parts.iter().filter_map(PrepPart::asks);
                asked.any(|id| !room.others_ask.contains(&id)) || room.others_ask.is_empty()
            };
            PrepView {
                role: role.title().to_owned(),
                key: format!("{}-{}", role.id(), at + 1),
                which: (count > 1).then_some((at + 1, count)),
                minutes: parts.iter().map(PrepPart::minutes).sum(),
                rooms: rooms.iter().filter(asks).cloned().collect(),
                parts,
            }
        });
        views.collect::<Vec<_>>()
    });
    kits.collect()
}

fn rooms(state: &State, seen: Alone, role: SeenRole, details: &KitDetails) -> Vec<RoomView> {
    let judged = seen.judged(state);
    let met = seen.in_the_room(role.id()).into_iter();
    let rooms = met.map(|(id, called, on)| {
        let own = judged.iter().map(|(one, _)| *one).find(|one| one.interview == id);
        let others = details.criteria.iter().map(|one| one.id);
        RoomView {
            key: id.to_string(),
            meets: Some((called, on)),
            others_ask: own.map_or_else(Vec::new, |own| others.filter(|id| !own.asks(*id)).collect()),
            card: own.filter(|own| own.handed_in.is_none()).map(|own| own.id),
        }
    });
    let rooms: Vec<_> = rooms.collect();
    if rooms.is_empty() {
        return vec![RoomView {
            key: role.id().to_string(),
            meets: None,
            others_ask: Vec::new(),
            card: None,
        }];
    }
    rooms
}

fn of(part: Timed, details: &KitDetails) -> Option<PrepPart> {
    let minutes = part.minutes;
    let Slice::Asked(id) = part.slice else {
        let words = part.slice.words();
        return Some(PrepPart::Said { words, minutes });
    };
    let Criterion {
        id: _,
        what,
        serves: _,
        happened,
        would,
        asks,
        anchors,
        minutes: _,
    } = details.criteria.iter().find(|one| one.id == id)?;
    let (question, other) = match asks {
        Asks::Happened => (happened, would),
        Asks::Would => (would, happened),
    };
    Some(PrepPart::Asked {
        id,
        minutes,
        what: what.clone(),
        question: PrepQuestion::of(question),
        other: PrepQuestion::of(other),
        anchors: anchors.clone(),
    })
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, Utc};

    use super::*;
    use crate::domain::{
        CloseReason, Scope, ShareLink, Shown, Story, Target, interview,
        kit::{self, bank::BANK, check::Risk},
    };
    use crate::portal::view::project;

    fn views(story: &Story, scope: Scope) -> (Vec<PrepView>, String) {
        let state = story.state();
        let mut link = state.get::<ShareLink>(Story::link("link")).unwrap().clone();
        link.scope = scope;
        let now = story.now.with_timezone(&Utc);
        let view = project(&state, &link, story.now.date_naive(), now).unwrap().view;
        let json = serde_json::to_string(&view).unwrap();
        (view.preps, json)
    }

    fn story(shown: Shown, questions: usize) -> Story {
        let mut story = Story::begin();
        story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
        let criteria = BANK.iter().take(questions).enumerate();
        let criteria = criteria.map(|(at, one)| {
            let mut criterion = one.criterion(Story::criterion(&at.to_string()));
            criterion.happened.reason = "the-reason".into();
            criterion
        });
        story.does(kit::Command::EditKit {
            role: Story::role("data"),
            leader: Some(Story::leader("dana")),
            details: Box::new(KitDetails {
                criteria: criteria.collect(),
                shown,
            }),
            base: None,
        });
        story
    }

    #[test]
    fn a_leader_reads_how_45_minutes_go_and_the_four_questions() {
        let (preps, json) = views(&story(Shown::Leader, 4), Scope::Respond);
        assert_eq!((preps.len(), preps[0].minutes, preps[0].which), (1, 45, None));
        assert_eq!(preps[0].parts.len(), 7);
        let asked = preps[0]
            .parts
            .iter()
            .filter(|part| matches!(part, PrepPart::Asked { .. }));
        assert_eq!(asked.count(), 4);
        assert!(json.contains(BANK[0].happened) && json.contains(BANK[0].anchors[2]));
        assert!(!json.contains("the-reason"), "{json}");
        let (preps, _) = views(&story(Shown::Leader, 5), Scope::Respond);
        assert_eq!(preps[1].which, Some((2, 2)));
    }

    #[test]
    fn beside_a_question_that_was_pointed_out_stands_why_and_what_to_ask_instead() {
        let mut story = story(Shown::Leader, 2);
        let details = story.state().kit(Story::role("data"));
        let mut risky = details.clone();
        risky.criteria[1].happened.words = "Are you planning a family?".into();
        story.does(kit::Command::EditKit {
            role: Story::role("data"),
            leader: Some(Story::leader("dana")),
            details: Box::new(risky),
            base: Some(Box::new(details)),
        });
        let (preps, json) = views(&story, Scope::Respond);
        let hints: Vec<_> = preps[0]
            .parts
            .iter()
            .filter_map(|part| match part {
                PrepPart::Asked { question, .. } => Some(question.hints.as_slice()),
                PrepPart::Said { .. } => None,
            })
            .collect();
        let [fine, hinted] = &hints[..] else {
            panic!("{hints:?}")
        };
        assert!(fine.is_empty());
        assert_eq!(hinted[0].about, "family and its plans");
        assert_eq!(hinted[0].instead, Risk::Family.instead());
        assert!(!json.contains("the-reason"), "{json}");
    }

    #[test]
    fn what_is_noted_in_the_room_hangs_on_the_interview_and_stays_two_weeks_after_it() {
        let mut story = story(Shown::Leader, 2);
        let keys = |story: &Story| {
            let (preps, _) = views(story, Scope::Respond);
            let rooms = preps[0].rooms.iter();
            rooms
                .map(|room| {
                    (
                        room.key.clone(),
                        room.meets.as_ref().map(|(called, _)| called.clone()),
                    )
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(keys(&story), [(Story::role("data").to_string(), None)]);
        for (name, hours) in [("sam", 30), ("mina", 50)] {
            story.finds(name, "data", name);
            story.shows(name);
            story.does(interview::Command::SetInterview {
                interview: Story::interview(name),
                candidate: Story::candidate(name),
                leader: Story::leader("dana"),
                details: Box::new(Story::slot()),
                zone: "Europe/London".into(),
                time: story.in_hours(hours),
            });
        }
        let room = |name: &str, called: &str| (Story::interview(name).to_string(), Some(called.to_owned()));
        let (sam, mina) = (room("sam", "Candidate A"), room("mina", "Candidate B"));
        assert_eq!(keys(&story), [sam.clone(), mina.clone()]);
        story.now += TimeDelta::hours(40);
        assert_eq!(keys(&story), [mina.clone(), sam], "the next first");
        story.now += TimeDelta::days(13);
        assert_eq!(keys(&story), [mina]);
        story.does(crate::domain::candidate::Command::EndCandidate {
            candidate: Story::candidate("mina"),
            ending: crate::domain::Ending::Withdrew,
            because: String::new(),
        });
        let none = [(Story::role("data").to_string(), None)];
        assert_eq!(keys(&story), none, "of whoever withdrew nothing is noted");
    }

    #[test]
    fn nobody_else_reads_the_questions_nor_the_leader_before_they_are_shared() {
        assert_eq!(views(&story(Shown::Us, 4), Scope::Respond).0, []);
        for scope in [Scope::Read, Scope::TeamSafe] {
            let (preps, json) = views(&story(Shown::Leader, 4), scope);
            assert_eq!(preps, []);
            assert!(!json.contains(BANK[0].happened), "{json}");
        }
    }

    #[test]
    fn once_the_role_is_closed_nothing_is_prepared() {
        let mut story = story(Shown::Leader, 4);
        story.closes("data", CloseReason::SolvedWithoutHire);
        assert_eq!(views(&story, Scope::Respond).0, []);
    }
}
