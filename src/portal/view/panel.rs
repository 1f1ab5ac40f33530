//! A scorecard as its author reads it: whom they meet and when, what they ask, and what they wrote. An interviewer's own link shows
//! nothing else of the role, its leader, or what anybody else wrote; a leader's own stands on their page.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::Serialize;

use super::{head::HeadView, prep::PrepQuestion, seen::Alone};
use crate::domain::{
    Candidate, CardDetails, CriterionId, Interview, Interviewer, InterviewerId, Scorecard, ShareLink, State,
    at_time,
    kit::{Asks, Criterion},
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PanelView {
    pub id: InterviewerId,
    pub candidate: String,
    /// When, by the clock by which it was given; none while that is open.
    pub starts: Option<String>,
    /// When it was to begin before it was moved.
    pub moved_from: Option<String>,
    /// Of a leader with several roles, which it is for.
    pub role: Option<String>,
    /// The same moment while it is to come: until then nothing is handed in.
    pub begins: Option<DateTime<FixedOffset>>,
    pub minutes: u16,
    pub place: String,
    pub due: NaiveDate,
    pub handed_in: bool,
    pub questions: Vec<PanelQuestion>,
    pub notes: String,
    pub later: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PanelQuestion {
    pub id: CriterionId,
    /// Who is looked for: somebody who …
    pub what: String,
    pub question: PrepQuestion,
    /// For whoever has nothing to tell; may be empty.
    pub other: PrepQuestion,
    /// What an answer worth 1, 3 and 5 sounds like; each may be empty.
    pub anchors: [String; 3],
    pub rating: Option<u8>,
    pub evidence: String,
    /// How it was asked when that was written, if it was asked otherwise.
    pub asked_before: Option<String>,
}

/// None once it is over, and for whatever else ends it.
pub fn section(state: &State, link: &ShareLink, now: DateTime<Utc>) -> Option<(HeadView, PanelView)> {
    let one = state.guest_of(link)?;
    let candidate = state.get::<Candidate>(one.candidate).ok()?;
    let panel = of(state, one, candidate.details.name.clone(), None, now)?;
    let head = HeadView::of_one(state, link.keeper, state.interviewer_called(one));
    Some((head, panel))
}

/// The leader's own scorecards, on a page of theirs that they do not share with whoever answers for them.
pub fn leaders(state: &State, seen: Alone) -> Vec<PanelView> {
    let all = seen.judged(state).into_iter();
    let cards = all.filter_map(|(one, called)| {
        let role = seen.all().about(&[one.role]);
        of(state, one, called, role, seen.all().now())
    });
    cards.collect()
}

/// A scorecard as its author reads it, who knows whom they meet by this name.
fn of(
    state: &State,
    one: &Interviewer,
    called: String,
    role: Option<String>,
    now: DateTime<Utc>,
) -> Option<PanelView> {
    let interview = state.get::<Interview>(one.interview).ok()?;
    let card = state.get::<Scorecard>(one.id).ok();
    let nothing = CardDetails::default();
    let details = card.map_or(&nothing, |card| &card.details);
    // What was handed in stays as it is, whatever is asked of others since.
    let criteria = match one.handed_in {
        Some(_) => Vec::new(),
        None => state.asked_by(one),
    };
    let mut questions: Vec<PanelQuestion> = criteria.iter().map(|one| asked(one, details)).collect();
    // What was written of something that is asked no longer stays to be read.
    let others = details.remarks.iter();
    let others = others.filter(|remark| !criteria.iter().any(|one| one.id == remark.id));
    questions.extend(others.map(|remark| PanelQuestion {
        id: remark.id,
        what: remark.what.clone(),
        question: PrepQuestion::plain(&remark.asked),
        other: PrepQuestion::plain(""),
        anchors: Default::default(),
        rating: remark.rating,
        evidence: remark.evidence.clone(),
        asked_before: None,
    }));
    Some(PanelView {
        id: one.id,
        candidate: called,
        starts: interview.starts.map(at_time),
        moved_from: interview.moved_from.map(at_time),
        role,
        begins: one.begins(state, now),
        minutes: interview.details.minutes,
        place: interview.details.how.clone(),
        due: state.card_due(one),
        handed_in: one.handed_in.is_some(),
        questions,
        notes: details.notes.clone(),
        later: card.map(|card| card.later.clone()).unwrap_or_default(),
    })
}

fn asked(criterion: &Criterion, details: &CardDetails) -> PanelQuestion {
    let Criterion {
        id,
        what,
        serves: _,
        happened,
        would,
        asks,
        anchors,
        minutes: _,
    } = criterion;
    let other = match asks {
        Asks::Happened => would,
        Asks::Would => happened,
    };
    let remark = details.remark(*id);
    let question = criterion.question();
    let asked_before = remark.map(|remark| &remark.asked);
    PanelQuestion {
        id: *id,
        what: what.clone(),
        question: PrepQuestion::of(question),
        other: PrepQuestion::of(other),
        anchors: anchors.clone(),
        rating: remark.and_then(|remark| remark.rating),
        evidence: remark.map(|remark| remark.evidence.clone()).unwrap_or_default(),
        asked_before: asked_before.filter(|asked| **asked != question.words).cloned(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::Utc;

    use super::*;
    use crate::domain::{Actor, CommandId, Concluded, Scope, Story, Target, interview};
    use crate::portal::{
        gesture::{About, Gesture},
        view::{PortalView, canary, project},
    };

    fn page(story: &Story) -> Option<PortalView> {
        let state = story.state();
        let link = state.get::<ShareLink>(Story::link("gils")).unwrap();
        let now = story.now.with_timezone(&Utc);
        project(&state, link, story.now.date_naive(), now).map(|projection| projection.view)
    }

    #[test]
    fn an_interviewer_reads_their_own_card_and_nothing_else_of_role_or_leader() {
        let json = serde_json::to_string(&page(&canary::story()).unwrap()).unwrap();
        assert!(!json.contains(canary::OURS), "{json}");
        let words = json.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        let mut read: Vec<&str> = words.filter(|word| word.starts_with("canary-")).collect();
        read.sort_unstable();
        read.dedup();
        let is_theirs = |word: &&&str| {
            let word = **word;
            let asked = ["anchor", "criterion", "interview-question"];
            let mut met = ["candidate", "interview-how"].into_iter().chain(asked);
            let mut keepers = ["workspace", "member-name", "member-phone"].into_iter();
            word.starts_with("canary-panel-gil")
                || word == "canary-panel-guest-name"
                || met.any(|name| word == format!("canary-leader-{name}"))
                || keepers.any(|name| word == format!("canary-all-{name}"))
        };
        let strays: Vec<_> = read.iter().filter(|word| !is_theirs(word)).collect();
        assert!(strays.is_empty(), "{strays:?}");
        assert!(json.contains("canary-panel-gil-evidence"), "{json}");
    }

    fn meets() -> Story {
        let mut story = Story::begin();
        story.does(crate::domain::kit::Command::EditKit {
            role: Story::role("data"),
            leader: Some(Story::leader("dana")),
            details: Box::new(crate::domain::KitDetails {
                criteria: vec![crate::domain::kit::bank::BANK[0].criterion(Story::criterion("a"))],
                ..crate::domain::KitDetails::default()
            }),
            base: None,
        });
        story.does(crate::domain::candidate::Command::AddCandidate {
            candidate: Story::candidate("sam"),
            role: Story::role("data"),
            details: Box::new(crate::domain::CandidateDetails::named("Sam Reed")),
        });
        story.shows("sam");
        story.does(interview::Command::SetInterview {
            interview: Story::interview("slot"),
            candidate: Story::candidate("sam"),
            leader: Story::leader("dana"),
            details: Box::new(crate::domain::InterviewDetails {
                round: crate::domain::Round::Interview,
                how: "Third floor".into(),
                minutes: 45,
            }),
            time: story.now + chrono::TimeDelta::days(1),
            zone: "UTC".into(),
        });
        story.seats("gil", "slot", crate::domain::Who::Guest("Gil Moss".into()));
        story.invites("gils", "gil", "data");
        story
    }

    fn writes(story: &mut Story, about: About, choice: &str, text: &str, asked: &str) {
        writes_on("gils", story, about, [choice, text, asked]);
    }

    fn writes_on(page: &str, story: &mut Story, about: About, [choice, text, asked]: [&str; 3]) {
        let gesture = Gesture {
            choice: choice.into(),
            asked: asked.into(),
            ..Gesture::of(about, text)
        };
        let body = gesture.body(CommandId(uuid::Uuid::from_u128(7))).unwrap();
        let was = std::mem::replace(&mut story.actor, Actor::Link(Story::link(page)));
        story.does(body);
        story.actor = was;
    }

    #[test]
    fn what_is_left_empty_on_a_form_stays_and_what_was_handed_in_is_asked_no_more() {
        let mut story = meets();
        let gil = Story::interviewer("gil");
        let card = About::Card(gil, Story::criterion("a"));
        writes(&mut story, card, "4", "Called both teams", "[null,\"\"]");
        writes(
            &mut story,
            card,
            "5, strong: and more",
            "",
            "[4,\"Called both teams\"]",
        );
        writes(&mut story, About::CardNotes(gil), "", "Friendly", "");
        let panel = page(&story).unwrap().panel.unwrap();
        assert_eq!(panel.candidate, "Sam Reed");
        let said = &panel.questions[0];
        assert_eq!(
            (said.rating, said.evidence.as_str()),
            (Some(5), "Called both teams")
        );
        assert_eq!((panel.notes.as_str(), panel.handed_in), ("Friendly", false));
        let state = story.state();
        let link = state.get::<ShareLink>(Story::link("gils")).unwrap();
        let projected = project(
            &state,
            link,
            story.now.date_naive(),
            story.now.with_timezone(&Utc),
        )
        .unwrap();
        let begins = panel.begins.expect("nothing is handed in before they meet");
        assert_eq!(
            projected.until,
            Some(begins.with_timezone(&Utc)),
            "the page changes by itself"
        );
        story.now += chrono::TimeDelta::days(1);
        assert_eq!(page(&story).unwrap().panel.unwrap().begins, None);
        writes(&mut story, About::HandIn(gil), "", "Hand it in", "");
        assert!(page(&story).unwrap().panel.unwrap().handed_in);
        writes(&mut story, About::Later(gil), "", "And punctual", "");
        assert_eq!(page(&story).unwrap().panel.unwrap().later, "And punctual");
    }

    fn asks_instead(story: &mut Story, words: &str) {
        let mut details = story.state().kit(Story::role("data"));
        details.criteria[0].happened.words = words.into();
        story.does(crate::domain::kit::Command::EditKit {
            role: Story::role("data"),
            leader: Some(Story::leader("dana")),
            details: Box::new(details),
            base: None,
        });
    }

    #[test]
    fn what_was_written_stands_beside_what_it_answered() {
        let mut story = meets();
        let gil = Story::interviewer("gil");
        let first = story.state().kit(Story::role("data")).criteria[0]
            .happened
            .words
            .clone();
        let card = About::Card(gil, Story::criterion("a"));
        writes(&mut story, card, "4", "Called both teams", "[null,\"\"]");
        asks_instead(&mut story, "What did you do last?");
        let question = |story: &Story| page(story).unwrap().panel.unwrap().questions[0].clone();
        let changed = question(&story);
        assert_eq!(changed.question.words, "What did you do last?");
        assert_eq!(changed.asked_before.as_ref(), Some(&first));
        story.now += chrono::TimeDelta::days(1);
        writes(&mut story, About::HandIn(gil), "", "Hand it in", "");
        asks_instead(&mut story, "Another question altogether?");
        let handed_in = question(&story);
        assert_eq!((handed_in.question.words, handed_in.rating), (first, Some(4)));
    }

    #[test]
    fn beside_a_question_that_was_pointed_out_an_interviewer_reads_why() {
        let mut story = meets();
        asks_instead(&mut story, "Are you planning a family?");
        let panel = page(&story).unwrap().panel.unwrap();
        assert_eq!(panel.questions[0].question.hints[0].about, "family and its plans");
    }

    #[test]
    fn a_leader_judges_on_their_own_page_and_on_no_other() {
        let mut story = meets();
        let leads = Story::interviewer("leads");
        story.seats("leads", "slot", crate::domain::Who::Leader);
        story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
        let about = About::Card(leads, Story::criterion("a"));
        writes_on(
            "page",
            &mut story,
            about,
            ["4", "Called both teams", "[null,\"\"]"],
        );
        let shown = |story: &Story, edit: fn(&mut ShareLink)| {
            let state = story.state();
            let mut link = state.get::<ShareLink>(Story::link("page")).unwrap().clone();
            edit(&mut link);
            let now = story.now.with_timezone(&Utc);
            project(&state, &link, story.now.date_naive(), now).unwrap().view
        };
        let view = shown(&story, |_| {});
        assert_eq!(
            (view.cards.len(), view.cards[0].candidate.as_str()),
            (1, "Candidate A")
        );
        assert_eq!(view.cards[0].questions[0].evidence, "Called both teams");
        assert!(view.on_paper().cards.is_empty(), "paper is passed on");
        assert!(shown(&story, |link| link.deputy = true).cards.is_empty());
        for edit in [(|link| link.scope = Scope::Read) as fn(&mut ShareLink), |link| {
            link.scope = Scope::TeamSafe
        }] {
            assert!(shown(&story, edit).cards.is_empty());
        }
        story.now += chrono::TimeDelta::days(1);
        writes_on("page", &mut story, About::HandIn(leads), ["", "Hand it in", ""]);
        assert!(shown(&story, |_| {}).cards[0].handed_in);
        story.now += chrono::TimeDelta::days(2);
        story.does(interview::Command::Debrief {
            interview: Story::interview("slot"),
            concluded: Concluded::GoesOn,
            because: String::new(),
        });
        assert!(shown(&story, |_| {}).cards.is_empty(), "it is decided");
    }

    #[test]
    fn once_it_was_decided_the_link_shows_nothing() {
        let mut story = meets();
        story.now += chrono::TimeDelta::days(2);
        assert!(page(&story).is_some());
        story.does(interview::Command::Debrief {
            interview: Story::interview("slot"),
            concluded: Concluded::GoesOn,
            because: String::new(),
        });
        assert_eq!(page(&story), None);
    }
}
