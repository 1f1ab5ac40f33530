//! A workspace in which every text tells who may read it, so that a page which shows one to somebody else is caught.
//! Each row is taken apart field by field: one that is new must be given its readers here, or nothing compiles.

mod plant;

use chrono::{TimeDelta, Utc};

use super::{PortalView, project};
use crate::domain::*;
use plant::{Reads, plant, text};

/// In every text that is for recruiters alone, and in every one that the leader reads besides.
pub const OURS: &str = "canary-us-";
pub const LEADERS: &str = "canary-leader-";
/// In every text of those who judge somebody, which no leader reads.
pub const PANELS: &str = "canary-panel-";
/// In what whoever was hired writes themself, which nobody else's page shows.
pub const HIRED: &str = "canary-hired-";

/// Everything of the story's words, each with all that it can hold, shared with whomever it can be shared with.
pub fn story() -> Story {
    let mut story = Story::begin();
    let dana = Story::leader("dana");
    story.does(workspace::Command::PutWorkspace(Workspace {
        name: "Northwind".into(),
        zone: "Europe/London".into(),
    }));
    story.does(settings::Command::PutSettings(Settings {
        cadence: Cadence {
            longest_silence: 6,
            ..Cadence::default()
        },
        ..Settings::default()
    }));
    for name in ["priya", "tom"] {
        story.joins(name);
    }
    story.opens("sre", "Site Reliability Engineer");
    story.shares("link", Target::Leader(dana), Scope::Respond);
    story.logs("told", "data", |draft| draft.quantity = 12);
    story.logs("ours", "data", |draft| draft.shared = false);
    story.does(update::Command::SendUpdate {
        update: Story::update("u"),
        leader: dana,
        roles: vec![Story::role("data")],
        answers: None,
        text: "Told".into(),
        way: Some(Way::Chat),
        next_by: None,
        mail: None,
    });
    story.does(decision::Command::AskDecision {
        decision: Story::decision("d"),
        leader: dana,
        role: Some(Story::role("data")),
        turn: Turn::Leader,
        details: DecisionDetails::asked("Who comes?", story.now.date_naive()),
    });
    story.hurts("late", "data", "Late");
    story.explains("why", "late", None, "Why");
    story.does(fix::Command::AddFix {
        fix: Story::fix("fix"),
        pain: Story::pain("late"),
        details: FixDetails {
            what: "Fix".into(),
            owner: "HR".into(),
            due: story.now.date_naive(),
            state: FixState::Begun,
            shown: Shown::Team,
        },
    });
    story.does(brief::Command::EditBrief {
        role: Story::role("data"),
        leader: Some(dana),
        details: Box::new(BriefDetails {
            cover: "Tom".into(),
            ..BriefDetails::default()
        }),
        base: None,
        prompt: None,
    });
    story.does(kit::Command::EditKit {
        role: Story::role("data"),
        leader: Some(dana),
        details: Box::new(KitDetails {
            criteria: vec![kit::bank::BANK[0].criterion(Story::criterion("a"))],
            shown: Shown::Leader,
        }),
        base: None,
    });
    story.tells("date", "data", 90);
    story.does(candidate::Command::AddCandidate {
        candidate: Story::candidate("sam"),
        role: Story::role("data"),
        details: Box::new(CandidateDetails::named("Sam Reed")),
    });
    story.shows("sam");
    story.offers("slot", "sam", &[30, 50]);
    story.seats("leads", "slot", Who::Leader);
    story.seats("gil", "slot", Who::Guest("Gil Moss".into()));
    story.invites("gils", "gil", "data");
    for (page, one) in [("link", "leads"), ("gils", "gil")] {
        story.actor = Actor::Link(Story::link(page));
        let writes = story.remarks(one, "a", Some(4), "Called both teams first");
        story.does(writes);
    }
    story.actor = Actor::Link(Story::link("gils"));
    story.does(Story::hands_in("gil"));
    story.actor = Actor::User(Story::user("priya"));
    let met = Story::interview("met");
    story.does(interview::Command::SetInterview {
        interview: met,
        candidate: Story::candidate("sam"),
        leader: dana,
        details: Box::new(Story::slot()),
        zone: "Europe/London".into(),
        time: story.in_hours(1),
    });
    story.does(interview::Command::NoteHelp {
        interview: met,
        way: Some(HelpWay::SitIn),
    });
    story.does(sit_in_talk::Command::NoteTalk {
        talk: Story::talk("talk"),
        interview: met,
        words: Box::new(TalkWords {
            went_well: "It went well".into(),
            to_try: String::new(),
        }),
    });
    story.hires("sam", "data", "Sam Reed", 30);
    // Somebody else is sought besides.
    story.moves("data", Stage::Interview, None, None).unwrap();
    story.asks_hired("form", "sam", "data");
    story.actor = Actor::Link(Story::link("form"));
    story.does(check_in::Command::StepForm {
        check_in: Story::check_in("form"),
        hire: Story::hire("sam"),
        day: 30,
        step: FormStep::Send,
        read: 0,
        details: Box::new(CheckInDetails {
            words: "It goes well".into(),
            ..CheckInDetails::default()
        }),
    });
    story.actor = Actor::User(Story::user("priya"));
    for voice in [Voice::Leader, Voice::Hire, Voice::PassedOn] {
        story.says("sam", voice, "It goes well", &[]);
    }
    let seen = ProblemDetails::seen("Pay", Cause::Compensation, [Story::role("data")]);
    story.does(problem::Command::RaiseProblem {
        problem: Story::problem("pay"),
        details: Box::new(seen),
    });
    story.actor = Actor::Link(Story::link("link"));
    story.does(reply::Command::SendReply {
        reply: ReplyId(uuid::Uuid::from_u128(7)),
        update: Some(Story::update("u")),
        role: None,
        team: false,
        text: "Reply".into(),
    });
    story.actor = Actor::User(Story::user("priya"));
    let rows: Vec<_> = story
        .rows
        .iter()
        .map(|(key, stored)| (*key, stored.clone()))
        .collect();
    for (key, mut stored) in rows {
        plant(&mut stored.row);
        story.rows.insert(key, stored);
    }
    for kind in Kind::ALL {
        let is_there = story.rows.keys().any(|key| key.kind == *kind);
        assert!(is_there, "a row of each kind: {kind:?}");
    }
    // Words that wait are another story.
    story.now += TimeDelta::minutes(5);
    story
}

pub fn view(story: &Story, scope: Scope) -> PortalView {
    let state = story.state();
    let mut link = state.get::<ShareLink>(Story::link("link")).unwrap().clone();
    link.scope = scope;
    let now = story.now.with_timezone(&Utc);
    project(&state, &link, story.now.date_naive(), now).unwrap().view
}

/// What of the page is not for whoever has a link of this scope.
pub fn strays(page: &str, scope: Scope) -> Vec<String> {
    let words = page.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
    let is_stray = |word: &&str| {
        let is_hidden = [OURS, PANELS, HIRED]
            .iter()
            .any(|hidden| word.starts_with(hidden));
        is_hidden || (scope != Scope::Respond && word.starts_with(LEADERS))
    };
    words.filter(is_stray).map(str::to_owned).collect()
}

#[test]
fn each_scope_reads_what_is_for_it_and_nothing_else() {
    let story = story();
    for scope in Scope::ALL {
        let json = serde_json::to_string(&view(&story, *scope)).unwrap();
        assert_eq!(strays(&json, *scope), Vec::<String>::new(), "{scope:?}");
    }
    let json = serde_json::to_string(&view(&story, Scope::Respond)).unwrap();
    for name in [
        "member-name",
        "leader-name",
        "leader-deputy",
        "leader-team",
        "leader-phone",
        "leader-email",
        "leader-likes",
        "update",
        "reply",
        "decision",
        "decision-choice",
        "decision-otherwise",
        "decided-choice",
        "decided-words",
        "pain",
        "pain-better",
        "why",
        "fix",
        "fix-owner",
        "spec-must",
        "spec-nice",
        "spec-pay",
        "spec-places",
        "spec-decides",
        "profile",
        "profile-because",
        "date-because",
        "date-ours",
        "date-theirs",
        "date-shorter",
        "date-answer",
        "candidate",
        "candidate-lines",
        "candidate-question",
        "candidate-cv",
        "candidate-evidence",
        "candidate-because",
        "interview-how",
        "interview-otherwise",
        "interview-because",
        "talk-well",
        "talk-try",
        "hire",
        "check-in-of-leader",
        "check-in-passed-on",
        "effort",
    ] {
        // Else nothing was there to be hidden from the others.
        assert!(json.contains(&text(Reads::Leader, name)), "{name} in {json}");
    }
}
