use chrono::{Days, TimeDelta};

use super::*;
use crate::domain::{
    Actor, Body, Coming, DecisionDetails, EffortDraft, FixDetails, FixState, Hold, Lapse, LeaderDetails,
    Scope, Story, Target, Turn, Way, decision, fix, leader, pain, reply, role, update,
};

fn draft(story: &Story) -> Draft {
    drafts(story, &Lapses::new()).remove(0)
}

fn drafts(story: &Story, lapses: &Lapses) -> Vec<Draft> {
    story.state().drafts(Whose::Team, lapses, story.now.date_naive())
}

fn lines(story: &Story) -> [String; 5] {
    draft(story).roles.remove(0).lines
}

/// A story on the day on which its first update is due.
fn begin() -> Story {
    let mut story = Story::begin();
    story.now += TimeDelta::days(7);
    story
}

fn writes(story: &mut Story, name: &str) {
    story.now += TimeDelta::minutes(1);
    story.does(update::Command::SendUpdate {
        update: Story::update(name),
        leader: Story::leader("dana"),
        roles: vec![Story::role("data")],
        answers: None,
        text: "Words".into(),
        way: Some(Way::Chat),
        next_by: None,
        mail: None,
    });
}

fn reached(result: &str, replies: u32) -> impl FnOnce(&mut EffortDraft) {
    move |draft| {
        draft.kind = EffortKind::Outreach;
        draft.quantity = 23;
        draft.replies = replies;
        draft.result = result.into();
    }
}

#[test]
fn each_line_says_what_was_logged_and_no_more() {
    let mut story = begin();
    assert_eq!(lines(&story), ["", "", "", "What hurts most?", ""]);
    assert!(draft(&story).is_empty());
    story.tells("told", "data", 90);
    story.now += TimeDelta::days(7);
    story.logs("reached", "data", reached("4 of 5: the pay is too low", 5));
    story.now += TimeDelta::minutes(5);
    story.logs("talk", "data", |draft| {
        draft.kind = EffortKind::Screen;
        draft.quantity = 1;
        draft.result = "Nights put off more than pay.".into();
    });
    story.logs("ours", "data", |draft| {
        draft.shared = false;
        draft.result = "Dana is nervous".into();
    });
    story.hurts("late", "data", "Reports arrive two days late");
    story.explains("jobs", "late", None, "Nobody maintains the night jobs");
    story.explains("left", "late", Some("jobs"), "Two people left");
    assert_eq!(
        lines(&story),
        [
            "23 people approached, 5 answered; 1 first talk.",
            "Nights put off more than pay. 4 of 5: the pay is too low.",
            "As told on 26 Nov: someone at the desk about 24 Feb 2027.",
            "Does that date fit?",
            "",
        ]
    );
    assert!(!draft(&story).is_empty());
}

#[test]
fn what_was_written_is_not_said_again() {
    let mut story = begin();
    story.logs("reached", "data", reached("Pay is too low", 1));
    story.tells("told", "data", 90);
    story.now += TimeDelta::days(7);
    writes(&mut story, "first");
    assert_eq!(drafts(&story, &Lapses::new()), [], "they have just heard");
    story.now += TimeDelta::days(7);
    let [did, learned, forecast, ..] = lines(&story);
    assert_eq!((did.as_str(), learned.as_str()), ("", ""));
    assert_eq!(forecast, "No change: someone at the desk about 24 Feb 2027.");
}

#[test]
fn what_happened_before_and_was_logged_after_is_said_the_next_time() {
    let mut story = begin();
    story.logs("known", "data", reached("", 0));
    writes(&mut story, "first");
    story.now += TimeDelta::hours(2);
    let yesterday = story.now - TimeDelta::days(1);
    story.logs("late", "data", |draft| {
        draft.kind = EffortKind::Screen;
        draft.happened_at = yesterday;
    });
    let done = story.state().done_since(&story.state().last_written(), |_| true);
    assert_eq!(done[&Story::leader("dana")], [(EffortKind::Screen, 1)]);
    story.now += TimeDelta::days(7);
    assert_eq!(lines(&story)[0], "1 first talk.");
    writes(&mut story, "second");
    story.now += TimeDelta::days(7);
    assert_eq!(lines(&story)[0], "");
}

#[test]
fn a_fix_that_the_leader_knows_of_is_what_comes_next() {
    let mut story = begin();
    story.hurts("late", "data", "Reports arrive two days late");
    let due = story.now.date_naive() + Days::new(5);
    let details = |shown| FixDetails {
        what: "Stay talks with the four".into(),
        owner: "Priya with HR".into(),
        due,
        state: FixState::Planned,
        shown,
    };
    story.does(fix::Command::AddFix {
        fix: Story::fix("talks"),
        pain: Story::pain("late"),
        details: details(Shown::Leader),
    });
    assert_eq!(lines(&story)[Line::Next as usize], "", "the pain is ours");
    let was = story
        .state()
        .get::<PainPoint>(Story::pain("late"))
        .unwrap()
        .details
        .clone();
    story.does(pain::Command::EditPain {
        pain: Story::pain("late"),
        details: crate::domain::PainDetails {
            shown: Shown::Leader,
            ..was.clone()
        },
        base: Some(was),
    });
    assert_eq!(
        lines(&story)[Line::Next as usize],
        "Stay talks with the four, Priya with HR, by Tue 1 Dec."
    );
}

#[test]
fn a_slipped_date_is_not_written_and_holds_the_draft_out() {
    let mut story = begin();
    story.tells("told", "data", 90);
    story.now += TimeDelta::days(8);
    let day = story.now.date_naive() + Days::new(200);
    let lapses = Lapses::from([(Story::role("data"), Lapse::Missed(Coming::Yes(day)))]);
    let draft = drafts(&story, &lapses).remove(0);
    assert_eq!(draft.slipped, Some(Story::role("data")));
    let to_read = |lapses: &Lapses| {
        let state = story.state();
        state.drafts_to_read(Whose::Team, lapses, story.now.date_naive())
    };
    assert_eq!((to_read(&lapses), to_read(&Lapses::new())), (0, 1));
    assert_eq!(draft.roles[0].line(Line::Forecast), "");
}

#[test]
fn a_date_that_went_by_is_no_plan_and_holds_the_draft_out_though_nothing_was_forecast() {
    let mut story = begin();
    story.tells("told", "data", 30);
    story.now += TimeDelta::days(30);
    let last_day = draft(&story);
    assert_eq!(last_day.slipped, None);
    assert!(
        last_day.roles[0]
            .line(Line::Forecast)
            .contains("at the desk about")
    );
    story.now += TimeDelta::days(1);
    let after = draft(&story);
    assert_eq!(after.slipped, Some(Story::role("data")));
    assert_eq!(after.roles[0].line(Line::Forecast), "");
}

#[test]
fn a_hold_says_until_when_and_alone_it_is_no_reason_to_write() {
    let mut story = begin();
    story.opens("sre", "Site Reliability Engineer");
    let since = story.now.date_naive();
    let hold = Hold {
        requester: "Marcus".into(),
        cause: "Budget review".into(),
        review_on: since + Days::new(14),
        since,
    };
    story.does(role::Command::HoldRole {
        role: Story::role("sre"),
        hold: hold.clone(),
    });
    let held = draft(&story)
        .roles
        .into_iter()
        .find(|one| one.role == Story::role("sre"));
    assert_eq!(held.unwrap().line(Line::Forecast), "On hold until Thu 10 Dec.");
    story.now += TimeDelta::days(15);
    let roles = draft(&story).roles;
    let held = roles.iter().find(|one| one.role == Story::role("sre"));
    assert_eq!(
        held.unwrap().line(Line::Forecast),
        "On hold; whether that goes on was to be decided by Thu 10 Dec."
    );
    story.now -= TimeDelta::days(15);
    story.does(role::Command::HoldRole {
        role: Story::role("data"),
        hold,
    });
    assert_eq!(drafts(&story, &Lapses::new()), []);
}

#[test]
fn what_the_team_asks_is_answered_first() {
    let mut story = begin();
    story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
    let priya = std::mem::replace(&mut story.actor, Actor::Link(Story::link("page")));
    for (name, team) in [("hers", false), ("teams", true)] {
        story.now += TimeDelta::minutes(1);
        story.does(reply::Command::SendReply {
            reply: ReplyId(Story::update(name).0),
            update: None,
            role: None,
            team,
            text: name.into(),
        });
    }
    story.actor = priya;
    let asks = draft(&story).answers.unwrap();
    assert_eq!((asks.text.as_str(), asks.team), ("teams", true));
}

#[test]
fn the_whole_is_complete_without_a_page() {
    let mut story = begin();
    story.logs("reached", "data", reached("Pay is too low", 5));
    let one = draft(&story);
    assert_eq!(
        one.text("A slow week in numbers.", "", &one.for_team()),
        "A slow week in numbers.\n\n\
         We did: 23 people approached, 5 answered.\nLearned: Pay is too low.\nFrom you: What hurts most?\n\n\
         For your team: 23 people approached, 5 answered. Next news by Thu 3 Dec."
    );
    story.opens("sre", "Site Reliability Engineer");
    let draft = draft(&story);
    let text = draft.text("", "One, and a contractor.", "");
    assert!(!text.contains("For your team"));
    assert_eq!(
        draft.for_team(),
        "Senior Data Engineer: 23 people approached, 5 answered. Next news by Thu 3 Dec."
    );
    assert!(
        text.starts_with("One, and a contractor.\n\nSenior Data Engineer\nWe did: "),
        "{text}"
    );
    assert!(
        text.contains("\n\nSite Reliability Engineer\nFrom you: "),
        "{text}"
    );
}

#[test]
fn whoever_is_due_first_stands_first_and_confidential_roles_are_left_out() {
    let mut story = begin();
    let marcus = Story::leader("marcus");
    story.does(leader::Command::add(marcus, LeaderDetails::named("Marcus Obi")));
    let details = Story::details("Other", story.now.date_naive() - Days::new(14));
    story.does(Body::from(role::Command::add(
        Story::role("other"),
        marcus,
        details,
    )));
    let names = |story: &Story| -> Vec<String> {
        drafts(story, &Lapses::new())
            .into_iter()
            .map(|draft| draft.name)
            .collect()
    };
    assert_eq!(names(&story), ["Marcus Obi", "Dana Whitfield"]);
    story.opens("secret", "Deputy");
    story.does(role::Command::RestrictRole {
        role: Story::role("secret"),
        audience: crate::domain::Audience::People([Story::user("priya")].into()),
        code_name: Some("Heron".into()),
    });
    let dana = drafts(&story, &Lapses::new()).remove(1);
    let titles: Vec<&str> = dana.roles.iter().map(|role| role.title.as_str()).collect();
    assert_eq!(titles, ["Senior Data Engineer"]);
}

#[test]
fn what_was_done_for_two_roles_is_told_once() {
    let mut story = begin();
    story.opens("analyst", "Analyst");
    story.now += TimeDelta::minutes(1);
    story.logs("both", "data", |draft| {
        reached("pay is the brake", 0)(draft);
        draft.roles.push(Story::role("analyst"));
    });
    let [first, second]: [RoleDraft; 2] = draft(&story).roles.try_into().unwrap();
    assert_eq!(
        first.line(Line::Did),
        "23 people approached. Part of it is for Analyst, too."
    );
    assert_eq!(first.line(Line::Learned), "pay is the brake.");
    assert_eq!((second.line(Line::Did), second.line(Line::Learned)), ("", ""));
    story.logs("own", "analyst", |draft| draft.quantity = 4);
    let second = draft(&story).roles.remove(1);
    assert_eq!(second.line(Line::Did), "4 people approached.");
}

#[test]
fn what_is_asked_stands_in_it_both_ways_with_what_happens_otherwise() {
    let mut story = begin();
    story.opens("sre", "SRE");
    let due = story.now.date_naive() + Days::new(5);
    let mut asks = |name: &str, role: Option<&str>, turn, details| {
        story.does(decision::Command::AskDecision {
            decision: Story::decision(name),
            leader: Story::leader("dana"),
            role: role.map(Story::role),
            turn,
            details,
        });
    };
    let who = DecisionDetails {
        choices: vec!["C".into(), "D".into()],
        otherwise: "Thursday's slot moves to 29 April".into(),
        ..DecisionDetails::asked("Who comes Thursday?", due)
    };
    asks("who", Some("sre"), Turn::Leader, who);
    // About all of it: told once, and under no role.
    asks(
        "pay",
        None,
        Turn::Us,
        DecisionDetails::asked("What is the range?", due),
    );
    asks(
        "off",
        None,
        Turn::Leader,
        DecisionDetails::asked("Who decides in August?", due),
    );
    let told = draft(&story);
    let line = |at: usize, line| told.roles[at].line(line).to_owned();
    assert_eq!(
        line(1, Line::Need),
        "Who comes Thursday? C / D. By Tue 1 Dec. Without an answer: Thursday's slot moves to 29 April."
    );
    assert_eq!((line(0, Line::Next), line(1, Line::Next)), Default::default());
    assert!(
        told.text("", "", "").starts_with(
            "All roles\nFrom you: Who decides in August? By Tue 1 Dec.\n\
             Next: You asked: “What is the range?” By Tue 1 Dec.\n\nSenior Data Engineer\n"
        ),
        "{}",
        told.text("", "", "")
    );
    // The day that was told stays told.
    story.now += TimeDelta::days(6);
    assert_eq!(
        draft(&story).line(None, Line::Next),
        "You asked: “What is the range?” It was to be answered by Tue 1 Dec and is late: now by Wed 2 Dec."
    );
}

#[test]
fn of_the_only_role_stands_what_is_asked_about_none() {
    let mut story = begin();
    let due = story.now.date_naive() + Days::new(5);
    story.does(decision::Command::AskDecision {
        decision: Story::decision("pay"),
        leader: Story::leader("dana"),
        role: None,
        turn: Turn::Us,
        details: DecisionDetails::asked("What is the range?", due),
    });
    let draft = draft(&story);
    assert_eq!(
        draft.roles[0].line(Line::Next),
        "You asked: “What is the range?” By Tue 1 Dec."
    );
    assert_eq!(draft.of_all, <[String; 5]>::default());
}

#[test]
fn a_leader_is_waited_for_only_where_something_is_asked_of_them() {
    let mut story = begin();
    assert!(draft(&story).asks_something(), "what hurts most");
    story.hurts("late", "data", "Reports arrive two days late");
    story.explains("jobs", "late", None, "Nobody maintains the night jobs");
    assert_eq!(lines(&story)[Line::Need as usize], "Nothing for now.");
    assert!(!draft(&story).asks_something());
    story.opens("sre", "SRE");
    story.hurts("night", "sre", "Nobody sleeps");
    story.explains("calls", "night", None, "Two are on call");
    assert!(!draft(&story).asks_something());
    let due = story.now.date_naive() + Days::new(5);
    story.does(decision::Command::AskDecision {
        decision: Story::decision("who"),
        leader: Story::leader("dana"),
        role: None,
        turn: Turn::Leader,
        details: DecisionDetails::asked("Who decides in August?", due),
    });
    assert!(draft(&story).asks_something(), "of all roles");
}

#[test]
fn interviews_and_what_became_of_a_hire_are_told_of_no_more_than_stands_on_the_page() {
    let mut story = begin();
    writes(&mut story, "first");
    story.does(crate::domain::candidate::Command::AddCandidate {
        candidate: Story::candidate("card"),
        role: Story::role("data"),
        details: Box::new(crate::domain::CandidateDetails::named("Sam Reed")),
    });
    story.shows("card");
    story.now += TimeDelta::days(7);
    story.does(crate::domain::interview::Command::SetInterview {
        interview: Story::interview("met"),
        candidate: Story::candidate("card"),
        leader: Story::leader("dana"),
        details: Box::new(Story::slot()),
        zone: "UTC".into(),
        time: story.now - TimeDelta::days(1),
    });
    story.joins("priya");
    story.hires("sam", "data", "Sam Reed", 2);
    let shown = |story: &mut Story, shown| {
        let was = story
            .state()
            .get::<crate::domain::Hire>(Story::hire("sam"))
            .unwrap()
            .details
            .clone();
        let mut details = was.clone();
        (details.signed_on, details.shown) = (Some(story.now.date_naive()), shown);
        story.does(crate::domain::hire::Command::EditHire {
            hire: Story::hire("sam"),
            details,
            base: Some(was),
        });
    };
    shown(&mut story, Some(Story::leader("dana")));
    let did = |story: &Story| draft(story).roles.remove(0).line(Line::Did).to_owned();
    let told = did(&story);
    assert!(
        told.starts_with("One interview took place. The contract was signed on "),
        "{told}"
    );
    assert!(
        told.contains("The first day was ") && !told.contains("Sam"),
        "{told}"
    );
    assert!(!draft(&story).is_empty());
    shown(&mut story, None);
    assert_eq!(did(&story), "One interview took place.");
    shown(&mut story, Some(Story::leader("dana")));
    let text = draft(&story).text("", "", "");
    story.now += TimeDelta::minutes(1);
    story.does(update::Command::SendUpdate {
        update: Story::update("second"),
        leader: Story::leader("dana"),
        roles: vec![],
        answers: None,
        text,
        way: Some(Way::Chat),
        next_by: None,
        mail: None,
    });
    story.now += TimeDelta::days(7);
    assert_eq!(did(&story), "", "it was told on the day on which it was");
}

#[test]
fn a_leader_to_whom_nothing_was_written_yet_is_told_what_is_new_to_them() {
    let mut story = begin();
    let did = |story: &Story| draft(story).roles.remove(0).line(Line::Did).to_owned();
    story.finds("card", "data", "Sam Reed");
    story.shows("card");
    story.does(crate::domain::interview::Command::SetInterview {
        interview: Story::interview("met"),
        candidate: Story::candidate("card"),
        leader: Story::leader("dana"),
        details: Box::new(Story::slot()),
        zone: "UTC".into(),
        time: story.now - TimeDelta::days(1),
    });
    story.hires("sam", "data", "Sam Reed", 2);
    let told = did(&story);
    assert!(
        told.contains("One interview took place. ") && told.contains("The first day was "),
        "{told}"
    );
    story.now += TimeDelta::days(40);
    assert!(did(&story).contains("One interview took place."));
    assert!(!did(&story).contains("The first day was "), "{}", did(&story));
    // Whoever gets the role met nobody yet.
    let jonas = Story::leader("jonas");
    story.does(leader::Command::add(jonas, LeaderDetails::named("Jonas Falk")));
    story.does(role::Command::GiveRole {
        role: Story::role("data"),
        leader: jonas,
    });
    story.now += TimeDelta::days(7);
    assert_eq!(draft(&story).leader, jonas);
    assert!(!did(&story).contains("interview"), "{}", did(&story));
}

#[test]
fn what_their_page_asks_at_day_thirty_is_asked_in_their_update_too() {
    let mut story = begin();
    story.hires("sam", "data", "Sam Reed", 31);
    let needs = |story: &Story| draft(story).roles.remove(0).line(Line::Need).to_owned();
    assert_eq!(needs(&story), "How does it go since their first day?");
    story.says("sam", Voice::Leader, "Well", &[]);
    assert_eq!(needs(&story), "Nothing for now.");
}

#[test]
fn of_a_text_over_several_roles_each_has_what_stands_below_its_heading() {
    let mut story = begin();
    story.opens("sre", "Site Reliability Engineer");
    story.opens("twin", "Site Reliability Engineer");
    story.logs("one", "data", |draft| {
        draft.quantity = 3;
        draft.roles.push(Story::role("sre"));
    });
    let part = |story: &Story, text: &str, roles: &[&str], role: &str| {
        let update = Update {
            id: Story::update("u"),
            leader: Story::leader("dana"),
            roles: roles.iter().map(|role| Story::role(role)).collect(),
            answers: None,
            text: text.into(),
            sent_at: story.now,
            next_by: story.now.date_naive(),
            way: None,
            told_at: None,
            got_it: None,
            thanks: false,
            mail: None,
            removed: false,
            by: Story::user("priya"),
        };
        story.state().part_of(&update, Story::role(role))
    };
    let text = draft(&story).text("My own words.", "The answer.", "For the team.");
    assert!(
        text.contains("Part of it is for Site Reliability Engineer, too."),
        "{text}"
    );
    let of_data = part(&story, &text, &["data", "sre"], "data");
    assert!(of_data.starts_with("We did: 3 people approached."), "{of_data}");
    for others in ["Site", "own words", "answer.", "team", "Senior Data Engineer"] {
        assert!(!of_data.contains(others), "{others} in {of_data}");
    }
    assert_eq!(part(&story, "Two words of both.", &["data", "sre"], "data"), "");
    let dense = "Senior Data Engineer\nHers\nSite Reliability Engineer\nTheirs";
    assert_eq!(part(&story, dense, &["data", "sre"], "data"), "Hers");
    assert_eq!(part(&story, dense, &["data", "sre"], "sre"), "Theirs");
    // Which of two that are called the same is meant nobody knows.
    assert_eq!(part(&story, dense, &["data", "sre", "twin"], "sre"), "");
}
