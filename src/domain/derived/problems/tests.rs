use chrono::{Days, TimeDelta};

use super::*;
use crate::domain::{
    Audience, Cause, DraftLine, LeaderDetails, Part, ProblemDetails, Story, Way, WhyDetails,
    forecast::Lapses, leader, problem, role, update, why,
};

/// Dana's search, and a search of Eve's; both say that pay is behind it.
fn begin() -> Story {
    let mut story = Story::begin();
    let eve = Story::leader("eve");
    story.does(leader::Command::add(eve, LeaderDetails::named("Eve Moss")));
    let details = Story::details("Buyer", story.now.date_naive());
    story.does(role::Command::add(Story::role("buyer"), eve, details));
    story
}

fn raised(story: &mut Story, role: &str) {
    story.hurts("pain", role, "They all say no");
    story.explains("first", "pain", None, "They want more");
    story.does(why::Command::AddWhy {
        why: Story::why("root"),
        pain: Story::pain("pain"),
        under: Some(Story::why("first")),
        details: WhyDetails {
            cause: Some(Cause::Compensation),
            ..WhyDetails::answer("Others pay more")
        },
    });
}

fn fixes(story: &mut Story, fix: &str) {
    let roles = [Story::role("data"), Story::role("buyer")];
    story.does(problem::Command::RaiseProblem {
        problem: Story::problem("pay"),
        details: ProblemDetails {
            fix: fix.into(),
            done_on: Some(story.now.date_naive()),
            ..ProblemDetails::seen("Eve says that pay is a joke", Cause::Compensation, roles)
        }
        .into(),
    });
}

/// What is drafted to have been done for each leader by then, by their first names.
fn drafted(story: &Story) -> Vec<(String, String)> {
    let today = story.now.date_naive() + Days::new(10);
    let drafts = story
        .state()
        .drafts(Whose::Team, &Lapses::new(), today)
        .into_iter();
    let done = drafts.map(|draft| {
        let lines = draft.roles.iter().map(|role| role.line(DraftLine::Did));
        (draft.name.clone(), lines.collect::<Vec<_>>().concat())
    });
    done.collect()
}

fn tells(story: &mut Story, name: &str, leader: &str) {
    writes(story, name, leader, "It is fixed.");
}

fn writes(story: &mut Story, name: &str, leader: &str, text: &str) {
    story.does(update::Command::SendUpdate {
        update: Story::update(name),
        leader: Story::leader(leader),
        roles: vec![],
        answers: None,
        text: text.into(),
        way: Some(Way::Talk),
        next_by: None,
        mail: None,
    });
}

#[test]
fn each_leader_of_a_role_that_was_hit_is_told_once_that_it_is_fixed() {
    let mut story = begin();
    raised(&mut story, "data");
    assert!(drafted(&story).iter().all(|(_, did)| did.is_empty()));
    fixes(&mut story, "New pay ranges from May");
    let both = [
        (
            "Dana Whitfield".to_owned(),
            "You raised it; it is fixed: New pay ranges from May.".to_owned(),
        ),
        (
            "Eve Moss".to_owned(),
            "Something that held this up is fixed: New pay ranges from May.".to_owned(),
        ),
    ];
    assert_eq!(drafted(&story), both);
    story.now += TimeDelta::hours(1);
    tells(&mut story, "one", "dana");
    tells(&mut story, "two", "eve");
    assert!(
        drafted(&story).iter().all(|(_, did)| did.is_empty()),
        "{:?}",
        drafted(&story)
    );
}

#[test]
fn that_it_is_fixed_is_drafted_until_something_says_it_and_is_no_news_after_a_month() {
    let mut story = begin();
    fixes(&mut story, "New pay ranges from May");
    let words = "Something that held this up is fixed: New pay ranges from May.";
    let next = |story: &Story, days: u64| {
        let today = story.now.date_naive() + Days::new(days);
        story.state().fixes_to_tell(&[Story::role("data")], today)
    };
    story.now += TimeDelta::hours(1);
    writes(
        &mut story,
        "one",
        "dana",
        "1 person approached, for a fixed term.",
    );
    assert_eq!(
        (next(&story, 0), next(&story, 31)),
        (vec![words.to_owned()], vec![])
    );
    story.now += TimeDelta::hours(1);
    writes(&mut story, "two", "dana", "The pay ranges ARE FIXED from May.");
    assert!(next(&story, 0).is_empty());
    assert_eq!(
        story
            .state()
            .fixes_to_tell(&[Story::role("buyer")], story.now.date_naive()),
        [words],
        "Eve read nothing"
    );
}

fn pay(story: &Story) -> Problem {
    let state = story.state();
    state.get::<Problem>(Story::problem("pay")).unwrap().clone()
}

/// It was fixed on this day, or is not.
fn is_done(story: &mut Story, done_on: Option<NaiveDate>) {
    let problem = pay(story);
    story.does(problem::Command::EditProblem {
        problem: problem.id,
        details: Box::new(ProblemDetails {
            done_on,
            ..*problem.details
        }),
        base: None,
    });
}

#[test]
fn whoever_read_that_it_is_fixed_reads_once_that_it_is_not_and_their_team_reads_neither() {
    let mut story = begin();
    raised(&mut story, "data");
    fixes(&mut story, "New pay ranges");
    let of_dana = |story: &Story| {
        let drafts = drafted(story).into_iter();
        let mut of_dana = drafts.filter(|(name, _)| name.starts_with("Dana"));
        of_dana.next().map(|(_, done)| done).unwrap_or_default()
    };
    let team = |story: &Story| {
        let today = story.now.date_naive() + Days::new(10);
        let drafts = story.state().drafts(Whose::Team, &Lapses::new(), today);
        let of_dana = drafts.iter().find(|draft| draft.name.starts_with("Dana"));
        of_dana.map(|draft| draft.for_team()).unwrap_or_default()
    };
    assert_eq!(of_dana(&story), "You raised it; it is fixed: New pay ranges.");
    assert!(!team(&story).contains("fixed"), "{}", team(&story));
    story.now += TimeDelta::hours(1);
    tells(&mut story, "first", "dana");
    story.now += TimeDelta::hours(1);
    is_done(&mut story, None);
    let again = "We wrote that this was fixed: New pay ranges. It is not yet.";
    assert_eq!(of_dana(&story), again);
    assert!(!team(&story).contains("fixed"), "{}", team(&story));
    // Eve was told nothing, and so is told of nothing.
    assert!(
        drafted(&story)
            .iter()
            .all(|(name, done)| !name.starts_with("Eve") || done.is_empty())
    );
    story.now += TimeDelta::hours(1);
    tells(&mut story, "second", "dana");
    assert_eq!(of_dana(&story), "");
}

#[test]
fn that_it_is_fixed_by_a_slip_or_open_again_by_one_leaves_no_trace() {
    let mut story = begin();
    fixes(&mut story, "New pay ranges");
    let fixed = pay(&story);
    story.now += TimeDelta::minutes(5);
    is_done(&mut story, None);
    assert_eq!((pay(&story).done_at, pay(&story).reopened), (None, None));
    is_done(&mut story, fixed.details.done_on);
    let done = pay(&story).done_at;
    story.now += TimeDelta::hours(2);
    is_done(&mut story, None);
    assert!(pay(&story).reopened.is_some());
    story.now += TimeDelta::minutes(1);
    is_done(&mut story, fixed.details.done_on);
    assert_eq!((pay(&story).done_at, pay(&story).reopened), (done, None));
}

#[test]
fn whoever_was_written_to_within_a_slip_is_told_that_it_is_open_again() {
    let mut story = begin();
    fixes(&mut story, "New pay ranges");
    story.now += TimeDelta::minutes(5);
    tells(&mut story, "first", "dana");
    story.now += TimeDelta::minutes(5);
    is_done(&mut story, None);
    assert!(pay(&story).reopened.is_some());
}

#[test]
fn what_nobody_owns_is_asked_of_whoever_looks_after_it() {
    let mut story = begin();
    story.does(problem::Command::RaiseProblem {
        problem: Story::problem("pay"),
        details: ProblemDetails::seen("Pay", Cause::Compensation, [Story::role("data")]).into(),
    });
    let owed = |story: &Story| {
        let today = story.now.date_naive();
        let due = story.state().fixes_due(Whose::Team, today).into_iter();
        let words = due.map(|(debt, theirs)| match debt.what {
            What::Fix { is_owned, .. } => (debt.name, is_owned, theirs),
            other => panic!("{other:?}"),
        });
        words.collect::<Vec<_>>()
    };
    assert_eq!(owed(&story), [("Pay".to_owned(), false, false)]);
    let problem = story
        .state()
        .get::<Problem>(Story::problem("pay"))
        .unwrap()
        .clone();
    story.does(problem::Command::EditProblem {
        problem: problem.id,
        details: Box::new(ProblemDetails {
            job: "Reward".into(),
            ..*problem.details
        }),
        base: None,
    });
    assert_eq!(owed(&story), []);
}

#[test]
fn no_leader_reads_another_s_name_and_whose_roles_were_not_hit_reads_nothing() {
    let mut story = begin();
    raised(&mut story, "data");
    let jonas = Story::leader("jonas");
    story.does(leader::Command::add(jonas, LeaderDetails::named("Jonas Berg")));
    let details = Story::details("Planner", story.now.date_naive());
    story.does(role::Command::add(Story::role("planner"), jonas, details));
    fixes(&mut story, "Eve Moss got her ranges");
    let told = drafted(&story);
    let of = |name: &str| {
        told.iter()
            .find(|(who, _)| who == name)
            .map(|(_, did)| did.as_str())
    };
    assert_eq!(of("Dana Whitfield"), Some("You raised it; it is fixed."));
    assert_eq!(of("Jonas Berg"), Some(""));
}

#[test]
fn of_a_problem_of_a_confidential_role_nobody_else_is_told() {
    let mut story = begin();
    raised(&mut story, "data");
    fixes(&mut story, "New pay ranges");
    story.does(role::Command::RestrictRole {
        role: Story::role("buyer"),
        audience: Audience::People([Story::user("priya")].into()),
        code_name: None,
    });
    let told = drafted(&story);
    assert_eq!(
        told.iter().find(|(who, _)| who == "Dana Whitfield").unwrap().1,
        ""
    );
}

#[test]
fn a_fix_is_waited_for_until_its_day_and_then_somebody_asks_after_it() {
    let mut story = begin();
    let today = story.now.date_naive();
    let roles = [Story::role("data")];
    let details = ProblemDetails {
        owner: "Sara Lund".into(),
        job: "Reward".into(),
        due: Some(today + Days::new(5)),
        ..ProblemDetails::seen("Pay is low", Cause::Compensation, roles)
    };
    story.does(problem::Command::RaiseProblem {
        problem: Story::problem("pay"),
        details: details.clone().into(),
    });
    let due = |story: &Story, whose: Whose, days: u64| {
        let due = story.state().fixes_due(whose, today + Days::new(days));
        due.into_iter()
            .map(|(debt, is_theirs)| (debt.name, is_theirs))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        due(&story, Whose::Team, 4),
        [("Sara Lund, Reward".to_owned(), true)]
    );
    assert_eq!(
        due(&story, Whose::Of(Story::user("priya")), 5),
        [("Sara Lund, Reward".to_owned(), false)]
    );
    let ours = ProblemDetails {
        owner: String::new(),
        job: String::new(),
        ..details
    };
    story.does(problem::Command::EditProblem {
        problem: Story::problem("pay"),
        details: ours.clone().into(),
        base: None,
    });
    // Until its day it is asked who owns it, and nothing where one of us does.
    assert_eq!(due(&story, Whose::Team, 4), [("Pay is low".to_owned(), false)]);
    let ours = ProblemDetails {
        member: Some(Story::user("priya")),
        ..ours
    };
    story.does(problem::Command::EditProblem {
        problem: Story::problem("pay"),
        details: ours.clone().into(),
        base: None,
    });
    assert_eq!(due(&story, Whose::Team, 4), []);
    assert_eq!(due(&story, Whose::Team, 5).len(), 1);
    story.does(problem::Command::EditProblem {
        problem: Story::problem("pay"),
        details: ProblemDetails {
            fix: "New ranges".into(),
            done_on: Some(today),
            ..ours
        }
        .into(),
        base: None,
    });
    assert_eq!(due(&story, Whose::Team, 5), []);
}

#[test]
fn the_rail_says_that_a_problem_was_raised_and_that_it_is_fixed() {
    let mut story = begin();
    let solve = |story: &Story| {
        let standing = story
            .state()
            .standing(Story::role("data"), story.now.date_naive())
            .unwrap();
        standing.rail[4].0
    };
    assert_eq!(solve(&story), Part::NotYet);
    let raise = problem::Command::RaiseProblem {
        problem: Story::problem("slow"),
        details: ProblemDetails::seen("Slow", Cause::SlowDecisions, [Story::role("data")]).into(),
    };
    story.does(raise);
    assert_eq!(solve(&story), Part::Begun);
    fixes(&mut story, "New ranges");
    assert_eq!(solve(&story), Part::Begun, "one is still open");
    story.does(problem::Command::RemoveProblem {
        problem: Story::problem("slow"),
    });
    assert_eq!(solve(&story), Part::Done);
}
