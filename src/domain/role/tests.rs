use crate::domain::Kind;
use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::domain::{
    Actor, Asked, Audience, Body, Candidate, Hire, HireDetails, LeaderDetails, Role, Scope, ShareLink, Story,
    Target, Wish, candidate, hire, leader,
};

#[test]
fn a_role_is_given_to_another_leader_and_links_to_it_alone_end() {
    let mut story = Story::begin();
    let (role, marcus) = (Story::role("data"), Story::leader("marcus"));
    story.shares("alone", Target::Role(role), Scope::Respond);
    story.shares("whole", Target::Leader(Story::leader("dana")), Scope::Respond);
    let give = Body::Role(Command::GiveRole { role, leader: marcus });
    assert_eq!(
        story.tries(give.clone()),
        Err(Refusal::Unknown { what: Kind::Leader })
    );
    story.does(leader::Command::add(marcus, LeaderDetails::named("Marcus Obi")));
    story.does(give);
    let state = story.state();
    assert_eq!(state.get::<Role>(role).unwrap().leader, Some(marcus));
    assert!(state.get::<ShareLink>(Story::link("alone")).unwrap().revoked);
    assert!(!state.get::<ShareLink>(Story::link("whole")).unwrap().revoked);
}

#[test]
fn a_page_of_several_roles_says_to_call_its_keeper_while_an_open_one_is_theirs() {
    let mut story = Story::begin();
    for user in ["priya", "tom", "kim"] {
        story.joins(user);
    }
    story.opens("sre", "Site Reliability Engineer");
    story.opens("ops", "Operations");
    let to_tom = |story: &mut Story, role: &str| {
        story.does(Command::HandOver {
            role: Story::role(role),
            to: Story::user("tom"),
        });
    };
    let called = |story: &Story, roles: &[&str], keeper: &str| {
        let state = story.state();
        let roles = roles
            .iter()
            .map(|role| state.get::<Role>(Story::role(role)).unwrap());
        let roles: Vec<&Role> = roles.collect();
        let contact = state.contact(&roles, Story::user(keeper));
        contact.map(|contact| contact.name.clone()).unwrap_or_default()
    };
    to_tom(&mut story, "ops");
    let all = ["ops", "data", "sre"];
    assert_eq!(called(&story, &["ops"], "priya"), "tom", "of one role its owner");
    assert_eq!(called(&story, &all, "priya"), "priya");
    assert_eq!(called(&story, &all, "tom"), "tom");
    assert_eq!(called(&story, &all, "kim"), "priya", "most of them are hers");
    assert_eq!(
        called(&story, &["ops", "data"], "kim"),
        "priya",
        "always the same"
    );
    assert_eq!(
        called(&story, &["data", "ops"], "kim"),
        "priya",
        "always the same"
    );
    to_tom(&mut story, "sre");
    story.closes("data", CloseReason::Filled);
    assert_eq!(
        called(&story, &all, "priya"),
        "tom",
        "none of the open ones is hers"
    );
    for role in ["ops", "sre"] {
        story.closes(role, CloseReason::Filled);
    }
    assert_eq!(called(&story, &all, "priya"), "priya", "nothing is open");
    assert_eq!(called(&story, &[], "priya"), "priya");
}

#[test]
fn whoever_was_hired_and_whoever_comes_to_an_interview_lose_nothing_when_another_leader_needs_the_role() {
    let mut story = Story::begin();
    story.joins("priya");
    let (role, marcus) = (Story::role("data"), Story::leader("marcus"));
    story.does(leader::Command::add(marcus, LeaderDetails::named("Marcus Obi")));
    story.hires("sam", "data", "Sam Reed", 30);
    story.asks_hired("form", "sam", "data");
    story.shares("alone", Target::Role(role), Scope::Respond);
    story.does(Command::GiveRole { role, leader: marcus });
    let state = story.state();
    let link = |name| state.get::<ShareLink>(Story::link(name)).unwrap();
    assert!(link("alone").revoked && !link("form").revoked);
    assert!(
        state.asked_through(link("form")).is_some(),
        "they are asked the same"
    );
    assert_eq!(link("form").leader, marcus);
}

#[test]
fn whoever_gets_a_role_hears_nothing_of_a_leader_who_needed_it_before_and_whom_they_may_not_know() {
    let mut story = Story::begin();
    for user in ["priya", "tom"] {
        story.joins(user);
    }
    story.actor = Actor::User(Story::user("priya"));
    let (role, dana, marcus) = (
        Story::role("data"),
        Story::leader("dana"),
        Story::leader("marcus"),
    );
    story.does(leader::Command::add(marcus, LeaderDetails::named("Marcus Obi")));
    story.finds("mina", "data", "Mina Okafor");
    story.shows("mina");
    story.does(candidate::Command::NoteWish {
        candidate: Story::candidate("mina"),
        wish: Wish::Meet,
        because: String::new(),
        instead_of: None,
    });
    story.hires("sam", "data", "Sam Reed", 30);
    let hire = story.state().get::<Hire>(Story::hire("sam")).unwrap().clone();
    story.does(hire::Command::EditHire {
        hire: hire.id,
        details: Box::new(HireDetails {
            shown: Some(dana),
            ..*hire.details.clone()
        }),
        base: Some(hire.details),
    });
    let says = |story: &Story, user: &str| {
        let state = story.state();
        let keys = [
            Candidate::key(Story::candidate("mina")),
            Hire::key(Story::hire("sam")),
        ];
        let rows = keys.map(|key| {
            story
                .rows
                .get(&key)
                .unwrap()
                .for_person(Story::user(user), &state)
        });
        format!("{:?}", rows.map(|row| row.map(|row| row.row)))
    };
    let id = dana.to_string();
    assert_eq!(says(&story, "tom").matches(&id).count(), 3, "it is open to all");
    story.does(Command::RestrictRole {
        role,
        audience: Audience::People([Story::user("priya")].into()),
        code_name: None,
    });
    story.does(Command::GiveRole { role, leader: marcus });
    story.does(Command::HandOver {
        role,
        to: Story::user("tom"),
    });
    let toms = says(&story, "tom");
    assert!(
        toms.contains("Mina Okafor") && toms.contains("Sam Reed"),
        "{toms}"
    );
    assert!(!toms.contains(&id), "{toms}");
}

#[test]
fn a_hold_is_looked_at_again_today_or_later() {
    let mut story = Story::begin();
    let today = story.now.date_naive();
    let hold = |review_on| {
        Body::Role(Command::HoldRole {
            role: Story::role("data"),
            hold: Hold {
                requester: "Dana".into(),
                cause: "budget".into(),
                review_on,
                since: today,
            },
        })
    };
    let yesterday = today.pred_opt().unwrap();
    assert_eq!(
        story.tries(hold(yesterday)),
        Err(Refusal::DatePassed {
            date: yesterday.to_string()
        })
    );
    story.tries(hold(today)).unwrap();
}

#[test]
fn a_moved_role_stands_between_the_neighbours_named() {
    let mut story = Story::begin();
    story.opens("sre", "SRE");
    story.opens("qa", "QA");
    story
        .moves("qa", Stage::Understand, Some("data"), Some("sre"))
        .unwrap();
    assert_eq!(
        story.titles(Stage::Understand),
        ["Senior Data Engineer", "QA", "SRE"]
    );
    story.moves("qa", Stage::Source, Some("gone"), None).unwrap();
    story
        .moves("sre", Stage::Source, Some("gone"), Some("qa"))
        .unwrap();
    assert_eq!(
        story.titles(Stage::Source),
        ["SRE", "QA"],
        "a neighbour that is gone is passed over"
    );
}

#[test]
fn moving_to_where_it_stands_changes_nothing() {
    let mut story = Story::begin();
    story.opens("sre", "SRE");
    assert_eq!(
        story.moves("sre", Stage::Understand, Some("data"), None),
        Ok(Changes::new())
    );
}

#[test]
fn closing_asks_for_a_reason_and_keeps_the_day() {
    let mut story = Story::begin();
    assert_eq!(
        story.moves("data", Stage::Closed, None, None),
        Err(Refusal::ReasonNeeded)
    );
    story.does(Command::to_end(
        Story::role("data"),
        Stage::Closed,
        Some(CloseReason::SolvedWithoutHire),
    ));
    let role = story.state().get::<Role>(Story::role("data")).unwrap().clone();
    assert_eq!(role.placement.close.unwrap().on, story.now.date_naive());
}

#[test]
fn a_held_role_stays_in_its_stage_until_resumed() {
    let mut story = Story::begin();
    let (role, day) = (Story::role("data"), story.now.date_naive());
    let hold = Hold {
        requester: "Dana".into(),
        cause: "budget".into(),
        review_on: day,
        since: day,
    };
    story.does(Command::HoldRole { role, hold });
    assert_eq!(
        story.moves("data", Stage::Source, None, None),
        Err(Refusal::OnHold)
    );
    story.does(Command::ResumeRole { role });
    story.moves("data", Stage::Source, None, None).unwrap();
}

#[test]
fn no_clock_runs_between_closing_a_role_and_opening_it_again() {
    let mut story = Story::begin();
    let role = Story::role("data");
    let days = |story: &Story| {
        let state = story.state();
        let role = state.get::<Role>(role).unwrap();
        let today = story.now.date_naive();
        (
            (today - role.worked_since(today)).num_days(),
            (today - role.clock_starts()).num_days(),
        )
    };
    story.now += TimeDelta::days(5);
    story.closes("data", CloseReason::Cancelled);
    story.moves("data", Stage::Understand, None, None).unwrap();
    assert_eq!(
        days(&story),
        (5, 5),
        "on the same day it is as if nothing had been"
    );
    story.closes("data", CloseReason::Cancelled);
    story.now += TimeDelta::days(100);
    story.moves("data", Stage::Understand, None, None).unwrap();
    assert_eq!(days(&story), (5, 0));
    story.now += TimeDelta::days(2);
    assert_eq!(days(&story), (7, 2));
}

#[test]
fn clocks_stand_still_while_a_role_is_on_hold_and_another_date_is_talked_through_afterwards() {
    let mut story = Story::begin();
    let (role, since) = (Story::role("data"), story.now.date_naive());
    story.tells("first", "data", 90);
    let state = |story: &Story| {
        let state = story.state();
        let role = state.get::<Role>(role).unwrap();
        let today = story.now.date_naive();
        (
            role.worked_since(today),
            role.clock_starts(),
            state.asks_a_date(role.id),
        )
    };
    let opened = state(&story).0;
    assert_eq!(state(&story).2, None);
    for days in [30, 10] {
        let hold = Hold {
            requester: "Dana".into(),
            cause: "budget".into(),
            review_on: story.now.date_naive(),
            since: story.now.date_naive(),
        };
        story.does(Command::HoldRole { role, hold });
        story.now += TimeDelta::days(days);
        let today = story.now.date_naive();
        assert_eq!(
            (today - state(&story).0).num_days(),
            (since - opened).num_days(),
            "it stands still"
        );
        story.does(Command::ResumeRole { role });
        assert_eq!(state(&story).1, today, "silence is counted from now");
    }
    assert_eq!(state(&story).0, opened + TimeDelta::days(40));
    assert_eq!(state(&story).2, Some(Asked::Date), "resuming asks for a new one");
    story.does(Command::ResumeRole { role });
    assert_eq!(state(&story).0, opened + TimeDelta::days(40), "it runs already");
    story.tells("second", "data", 120);
    assert_eq!(state(&story).2, None);
}

#[test]
fn a_restricted_role_takes_its_efforts_along() {
    let mut story = Story::begin();
    story.logs("call", "data", |_| {});
    let audience = Audience::People([Story::user("priya")].into());
    story.does(Command::RestrictRole {
        role: Story::role("data"),
        audience: audience.clone(),
        code_name: Some("Harbour".into()),
    });
    assert_eq!(
        story.state().get::<Role>(Story::role("data")).unwrap().called(),
        "Harbour"
    );
    assert_eq!(
        story
            .state()
            .audience(&crate::domain::Effort::key(Story::effort("call"))),
        Some(&audience)
    );
    let colleague = story.state().seen_by(Some(Story::user("tom")));
    assert_eq!(
        colleague.get::<Role>(Story::role("data")),
        Err(Refusal::Unknown { what: Kind::Role })
    );
    assert_eq!(colleague.efforts().count(), 0);
    let locked_out = Audience::People([Story::user("tom")].into());
    assert!(
        story
            .tries(Command::RestrictRole {
                role: Story::role("data"),
                audience: locked_out,
                code_name: None
            })
            .is_err()
    );
}

#[test]
fn a_code_name_goes_when_everybody_may_see_the_role() {
    let mut story = Story::begin();
    let (role, mine) = (
        Story::role("data"),
        Audience::People([Story::user("priya")].into()),
    );
    let restricted = |audience, code_name: Option<&str>| {
        Body::Role(Command::RestrictRole {
            role,
            audience,
            code_name: code_name.map(str::to_owned),
        })
    };
    story.does(restricted(mine.clone(), Some("Harbour")));
    story.does(restricted(mine.clone(), Some("  ")));
    let called = |story: &Story| story.state().get::<Role>(role).unwrap().called().to_owned();
    assert_eq!(called(&story), "Senior Data Engineer");
    story.does(restricted(mine, Some("Harbour")));
    assert_eq!(called(&story), "Harbour");
    story.does(restricted(Audience::Workspace, Some("Harbour")));
    assert_eq!(story.state().get::<Role>(role).unwrap().code_name, None);
}

#[test]
fn a_role_opens_no_earlier_than_it_was_approved() {
    let mut story = Story::begin();
    let details = |days| Story::details("SRE", story.now.date_naive() + Days::new(days));
    let (soon, late) = (details(2), details(3));
    let (role, leader) = (Story::role("sre"), Story::leader("dana"));
    let add = |details| Body::Role(Command::add(role, leader, details));
    assert!(matches!(story.tries(add(late)), Err(Refusal::NotBegun { .. })));
    story.does(add(soon));
}

proptest! {
    #[test]
    fn a_column_is_what_a_list_would_be(moves in prop::collection::vec((0usize..6, any::<prop::sample::Index>()), 1..80)) {
        let names = ["data", "a", "b", "c", "d", "e"];
        let mut story = Story::begin();
        for name in &names[1..] {
            story.opens(name, name);
        }
        let mut list: Vec<&str> = names.to_vec();
        for (which, to) in moves {
            let name = names[which];
            list.retain(|other| *other != name);
            let at = to.index(list.len() + 1);
            let after = at.checked_sub(1).map(|at| list[at]);
            story.moves(name, Stage::Understand, after, list.get(at).copied()).unwrap();
            list.insert(at, name);
            let column: Vec<_> = column(&story.state(), Stage::Understand).iter().map(|role| role.id).collect();
            prop_assert_eq!(column, list.iter().map(|name| Story::role(name)).collect::<Vec<_>>());
        }
    }
}

#[test]
fn whoever_is_given_a_role_waits_for_news_from_that_day_on() {
    let mut story = Story::begin();
    story.now += TimeDelta::days(60);
    let given = story.now.date_naive();
    story.does(leader::Command::add(
        Story::leader("noor"),
        LeaderDetails::named("Noor"),
    ));
    story.does(Command::GiveRole {
        role: Story::role("data"),
        leader: Story::leader("noor"),
    });
    let state = story.state();
    let role = state.get::<Role>(Story::role("data")).unwrap();
    assert_eq!(role.clock_starts(), given);
    assert!(role.days_open(given) >= 60, "it is open as long as it was");
    let pace = state.standing(role.id, given).unwrap().pace;
    assert_eq!(pace, Some(crate::domain::Pace::Calm));
    // Who heard of it before, and gets it back, has waited since then.
    let dana = Story::leader("dana");
    let mut story = Story::begin();
    story.tells("told", "data", 90);
    let noor = Story::leader("noor");
    story.does(leader::Command::add(noor, LeaderDetails::named("Noor")));
    for leader in [noor, dana] {
        let role = Story::role("data");
        story.does(Command::GiveRole { role, leader });
    }
    let state = story.state();
    assert_eq!(state.get::<Role>(Story::role("data")).unwrap().given_on, None);
}
