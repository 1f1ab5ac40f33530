//! Who may fill a role: a card each for the leader, and for everybody how many stand where.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    seen::{Alone, Seen, SeenCandidate},
    turns::{DecidedView, decided_by},
};
use crate::domain::{CandidateId, Place};

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CandidateView {
    pub id: CandidateId,
    /// Of a leader with several roles, which it is for.
    pub role: Option<String>,
    /// A name, or an alias.
    pub called: String,
    /// All that follows is empty once they have withdrawn.
    pub has_withdrawn: bool,
    pub lines: Vec<String>,
    /// What speaks for them, each with what is asked for, where the page shows that.
    pub evidence: Vec<(Option<String>, String)>,
    pub question: String,
    pub cv: Option<String>,
    /// Which edition of the card this is: an answer names it.
    pub edition: u32,
    pub due: NaiveDate,
    /// Whether they want to meet.
    pub is_asked: bool,
    pub answer: Option<DecidedView>,
}

/// How many cards there are beyond those that a page shows.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
pub struct MoreCandidates {
    pub waiting: usize,
    pub answered: usize,
}

/// How many people stand where in a role.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CountsView {
    /// Of several roles, which.
    pub role: Option<String>,
    pub counts: Vec<(Place, u32)>,
}

/// As many as somebody looks through in one go, each of those who wait and of those of whom something was said.
const MOST: usize = 12;

/// First those about whom the leader is asked, then those of whom they said something or whom they are to meet, the last first, then who has withdrawn.
pub fn section(seen: Alone) -> (Vec<CandidateView>, MoreCandidates) {
    let mut cards = seen.candidates();
    cards.sort_by_key(|one| Reverse(one.wished.map(|wished| wished.at)));
    let all = cards.iter().map(|one| view(seen, one));
    let (withdrawn, all): (Vec<_>, Vec<_>) = all.partition(|one| one.has_withdrawn);
    let (mut answered, mut waiting): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| !one.is_asked);
    let more = MoreCandidates {
        waiting: waiting.len().saturating_sub(MOST),
        answered: answered.len().saturating_sub(MOST),
    };
    waiting.truncate(MOST);
    answered.truncate(MOST);
    waiting.extend(answered);
    waiting.extend(withdrawn);
    (waiting, more)
}

pub fn counts(seen: &Seen) -> Vec<CountsView> {
    let funnels = seen.funnels().into_iter();
    let view = funnels.map(|(role, counts)| CountsView {
        role: seen.about(&[role.id()]),
        counts,
    });
    view.collect()
}

fn view(seen: Alone, one: &SeenCandidate) -> CandidateView {
    let (candidate, details) = (one.candidate, &one.candidate.details);
    let view = CandidateView {
        id: candidate.id,
        role: one.about.clone(),
        called: one.called.clone(),
        has_withdrawn: candidate.has_withdrawn(),
        lines: Vec::new(),
        evidence: Vec::new(),
        question: String::new(),
        cv: None,
        edition: candidate.edition,
        due: one.due,
        is_asked: one.is_asked,
        answer: None,
    };
    if view.has_withdrawn {
        return view;
    }
    let evidence = one.evidence.iter();
    CandidateView {
        lines: details.lines.lines().map(str::to_owned).collect(),
        evidence: evidence
            .map(|(must, what)| (must.map(str::to_owned), (*what).to_owned()))
            .collect(),
        question: details.question.clone(),
        cv: one.cv.map(str::to_owned),
        answer: one.wished.map(|wished| DecidedView {
            said: wished.said(),
            on: wished.at.date_naive(),
            by: decided_by(seen, wished.link, wished.by),
        }),
        ..view
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, Utc};

    use super::*;
    use crate::domain::{
        Actor, BriefDetails, CandidateDetails, Ending, Evidence, Must, Scope, ShareLink, Shown, Story,
        Target, Wish, brief, candidate::Command, funnel, leader, role,
    };
    use crate::portal::view::Lead;
    use crate::portal::{PortalView, project};

    fn page(story: &Story, scope: Scope) -> PortalView {
        let link = story
            .state()
            .get::<ShareLink>(Story::link("page"))
            .unwrap()
            .clone();
        let link = ShareLink { scope, ..link };
        let (today, now) = (story.now.date_naive(), story.now.with_timezone(&Utc));
        project(&story.state(), &link, today, now).unwrap().view
    }

    #[test]
    fn whom_they_are_asked_about_is_said_first_and_stands_first() {
        let mut story = begin();
        story.shows("sam");
        story.finds("mina", "data", "Mina Park");
        story.shows("mina");
        let waiting = |story: &Story| {
            let view = page(story, Scope::Respond);
            let asked: Vec<_> = view.candidates.iter().map(|one| one.answer.is_none()).collect();
            (view.head.lead, asked)
        };
        let (lead, asked) = waiting(&story);
        let Lead::Decision { what, more, .. } = lead else {
            panic!("{lead:?}")
        };
        assert_eq!((what.as_str(), more), ("Do you want to meet Candidate A?", 1));
        assert_eq!(asked, [true, true]);
        says(&mut story, Wish::Meet);
        let (lead, asked) = waiting(&story);
        assert!(matches!(lead, Lead::Decision { more: 0, .. }), "{lead:?}");
        assert_eq!(asked, [true, false], "the one who was answered about comes after");
        // Others are told of nothing that waits.
        let boss = page(&story, Scope::Read).head.lead;
        assert!(matches!(boss, Lead::Stands { waiting: 0, .. }), "{boss:?}");
    }

    #[test]
    fn of_four_hundred_a_page_shows_twelve_and_the_next_as_these_are_answered() {
        let mut story = begin();
        story.shows("sam");
        for n in 1..400 {
            let name = format!("Finalist {n}");
            story.finds(&name, "data", &name);
            story.shows(&name);
        }
        let shown = |story: &Story| {
            let page = page(story, Scope::Respond);
            let called: Vec<_> = page.candidates.into_iter().map(|one| one.called).collect();
            (called, page.more_candidates)
        };
        let (before, more) = shown(&story);
        assert_eq!((before.len(), more.waiting, more.answered), (MOST, 400 - MOST, 0));
        assert_eq!(before[0], "Candidate A");
        says(&mut story, Wish::Meet);
        let (after, more) = shown(&story);
        assert_eq!((after.len(), more.waiting), (MOST + 1, 399 - MOST));
        assert_eq!(
            (&after[..MOST - 1], after[MOST].as_str()),
            (&before[1..], "Candidate A")
        );
    }

    #[test]
    fn the_role_that_waits_for_the_leader_comes_first() {
        let mut story = begin();
        story.opens("other", "Other");
        story.finds("mina", "other", "Mina Park");
        let first = |story: &Story| page(story, Scope::Respond).head.roles[0].clone();
        assert_ne!(first(&story).id, Story::role("other"));
        story.shows("mina");
        let waits = first(&story);
        assert_eq!((waits.id, waits.waits), (Story::role("other"), true));
        // Others are told of nothing that waits.
        let boss = page(&story, Scope::Read).head.roles[0].clone();
        assert_ne!((boss.id, boss.waits), (Story::role("other"), true));
    }

    fn cards(story: &Story) -> Vec<CandidateView> {
        page(story, Scope::Respond).candidates
    }

    fn says(story: &mut Story, wish: Wish) {
        let priya = std::mem::replace(&mut story.actor, Actor::Link(Story::link("page")));
        story.does(Command::SayWish {
            candidate: Story::candidate("sam"),
            read: 0,
            wish,
            because: "So it is".into(),
        });
        story.actor = priya;
    }

    /// Sam has a card with all that it may have, for a brief that nobody was shown.
    fn begin() -> Story {
        let mut story = Story::begin();
        story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
        briefs(&mut story, Shown::Us, &["sql", "leads"]);
        let evidence = |must: &str| Evidence {
            must: Story::must(must),
            what: format!("has done {must}"),
        };
        story.does(Command::AddCandidate {
            candidate: Story::candidate("sam"),
            role: Story::role("data"),
            details: Box::new(CandidateDetails {
                lines: "Six years\nTwo teams".into(),
                evidence: vec![evidence("leads"), evidence("dropped"), evidence("sql")],
                question: "Notice?".into(),
                cv: "https://example.com/sam-reed".into(),
                ..CandidateDetails::named("Sam Reed")
            }),
        });
        story
    }

    fn briefs(story: &mut Story, shown: Shown, musts: &[&str]) {
        let mut details = BriefDetails {
            shown,
            ..BriefDetails::default()
        };
        let must = |must: &&str| Must {
            id: Story::must(must),
            what: format!("Must {must}"),
            pain: None,
        };
        details.spec.musts = musts.iter().map(must).collect();
        story.does(brief::Command::EditBrief {
            role: Story::role("data"),
            leader: Some(Story::leader("dana")),
            details: details.into(),
            base: None,
            prompt: None,
        });
    }

    fn evidence(story: &Story) -> Vec<(Option<String>, String)> {
        cards(story).remove(0).evidence
    }

    #[test]
    fn a_card_is_the_boards_alone_until_it_is_shown_and_names_nobody_then() {
        let mut story = begin();
        assert_eq!(cards(&story), []);
        story.shows("sam");
        let card = cards(&story).remove(0);
        assert_eq!((card.called.as_str(), card.lines.len()), ("Candidate A", 2));
        assert_eq!(card.cv, None, "it lives under their name");
        let written = serde_json::to_string(&page(&story, Scope::Respond)).unwrap();
        assert!(
            !written.contains("Reed") && !written.contains("sam-reed"),
            "{written}"
        );
        says(&mut story, Wish::Meet);
        story.does(Command::NameCandidate {
            candidate: Story::candidate("sam"),
            named: true,
        });
        let card = cards(&story).remove(0);
        assert_eq!(card.called, "Sam Reed");
        assert_eq!(card.cv.as_deref(), Some("https://example.com/sam-reed"));
    }

    #[test]
    fn evidence_is_for_what_is_asked_now_and_says_so_where_the_brief_is_shown() {
        let mut story = begin();
        story.shows("sam");
        let what = |must: &str| format!("has done {must}");
        assert_eq!(evidence(&story), [(None, what("sql")), (None, what("leads"))]);
        briefs(&mut story, Shown::Leader, &["sql"]);
        assert_eq!(evidence(&story), [(Some("Must sql".into()), what("sql"))]);
    }

    #[test]
    fn a_boss_and_a_team_see_how_many_stand_where_and_nothing_else() {
        let mut story = begin();
        story.shows("sam");
        let counts = funnel::Command::CountPeople {
            role: Story::role("data"),
            place: Place::FirstTalk,
            by: 3,
        };
        story.does(counts);
        for scope in [Scope::Read, Scope::TeamSafe] {
            let page = page(&story, scope);
            assert_eq!(page.candidates, []);
            assert_eq!(page.counts[0].counts, [(Place::FirstTalk, 3)]);
        }
    }

    #[test]
    fn that_somebody_withdrew_stays_said_for_a_week_and_of_a_no_two() {
        let mut story = begin();
        story.shows("sam");
        story.does(Command::EndCandidate {
            candidate: Story::candidate("sam"),
            ending: Ending::Withdrew,
            because: "Another offer".into(),
        });
        let card = cards(&story).remove(0);
        assert!(card.has_withdrawn && card.lines.is_empty() && card.evidence.is_empty());
        story.now += TimeDelta::days(6);
        assert_eq!(cards(&story).len(), 1);
        story.now += TimeDelta::days(1);
        assert_eq!(cards(&story), []);
        story.does(Command::ReopenCandidate {
            candidate: Story::candidate("sam"),
        });
        says(&mut story, Wish::Not);
        story.now += TimeDelta::days(13);
        assert_eq!(
            cards(&story)[0].answer.as_ref().unwrap().said,
            "Not, because: So it is"
        );
        story.now += TimeDelta::days(1);
        assert_eq!(cards(&story), []);
    }

    #[test]
    fn whoever_is_wanted_stays_on_the_page_until_they_are_turned_down() {
        let mut story = begin();
        story.shows("sam");
        says(&mut story, Wish::Meet);
        story.now += TimeDelta::days(60);
        assert_eq!(cards(&story).len(), 1);
        story.does(Command::EndCandidate {
            candidate: Story::candidate("sam"),
            ending: Ending::TurnedDown,
            because: "Pay".into(),
        });
        assert_eq!(cards(&story), []);
    }

    #[test]
    fn the_former_leader_reads_nothing_more() {
        let mut story = begin();
        story.shows("sam");
        let jonas = Story::leader("jonas");
        story.does(leader::Command::add(
            jonas,
            crate::domain::LeaderDetails::named("Jonas Berg"),
        ));
        story.does(role::Command::GiveRole {
            role: Story::role("data"),
            leader: jonas,
        });
        assert_eq!(cards(&story), []);
    }
}
