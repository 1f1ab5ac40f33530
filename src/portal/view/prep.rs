//! The prep card: how an interview goes, what is asked, and what a good answer sounds like, where it was shared. Nothing
//! of it is about the leader, and no reason why a question is asked.

use serde::Serialize;

use super::seen::Alone;
use crate::domain::{
    KitDetails,
    kit::{Asks, Criterion, Slice, Timed},
};

/// One interview.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PrepView {
    /// Of a leader with several roles, which it is for.
    pub role: Option<String>,
    /// Of several interviews, which one this is, and of how many.
    pub which: Option<(usize, usize)>,
    /// Minutes of all of it.
    pub minutes: u16,
    pub parts: Vec<PrepPart>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub enum PrepPart {
    /// Something without a question of ours: what is done, and for how many minutes.
    Said { words: &'static str, minutes: u16 },
    Asked {
        minutes: u16,
        /// Who is looked for: somebody who …
        what: String,
        question: String,
        /// For whoever has nothing to tell; may be empty.
        other: String,
        /// What an answer worth 1, 3 and 5 sounds like; each may be empty.
        anchors: [String; 3],
    },
}

pub fn section(seen: Alone) -> Vec<PrepView> {
    let is_one = seen.all().roles().count() < 2;
    let kits = seen.kits().into_iter().flat_map(|(role, details)| {
        let interviews = details.interviews();
        let count = interviews.len();
        let title = (!is_one).then(|| role.title().to_owned());
        let views = interviews
            .into_iter()
            .enumerate()
            .map(move |(at, parts)| PrepView {
                role: title.clone(),
                which: (count > 1).then_some((at + 1, count)),
                minutes: parts.iter().map(|part| part.minutes).sum(),
                parts: parts.iter().filter_map(|part| of(*part, details)).collect(),
            });
        views.collect::<Vec<_>>()
    });
    kits.collect()
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
        minutes,
        what: what.clone(),
        question: question.words.clone(),
        other: other.words.clone(),
        anchors: anchors.clone(),
    })
}

#[cfg(test)]
mod tests {
    use chrono::Utc;

    use super::*;
    use crate::domain::{
        CloseReason, Scope, ShareLink, Shown, Story, Target,
        kit::{self, bank::BANK},
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
