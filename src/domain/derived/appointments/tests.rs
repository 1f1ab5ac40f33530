use chrono::{Days, TimeDelta};

use super::*;
use crate::domain::{
    Audience, Body, Called, CloseReason, Ending, HelpWay, OffCause, Score, Story, Voice, Who, candidate,
    hire, interview, role, settings,
};

/// Dana meets Sam Reed in two days.
fn met() -> Story {
    let mut story = Story::begin();
    story.joins("priya");
    story.finds("sam", "data", "Sam Reed");
    story.shows("sam");
    sets(&mut story, 48);
    story
}

fn sets(story: &mut Story, hours: i64) {
    story.does(interview::Command::SetInterview {
        interview: Story::interview("talk"),
        candidate: Story::candidate("sam"),
        leader: Story::leader("dana"),
        details: Box::new(Story::slot()),
        zone: "Europe/London".into(),
        time: story.in_hours(hours),
    });
}

fn of(story: &Story, user: &str, with_names: bool) -> Vec<Appointment> {
    let today = story.now.date_naive();
    story.state().appointments(Story::user(user), with_names, today)
}

fn titles(story: &Story, with_names: bool) -> Vec<String> {
    of(story, "priya", with_names)
        .into_iter()
        .map(|one| one.title)
        .collect()
}

fn named(story: &Story) -> Vec<String> {
    titles(story, true)
}

#[test]
fn a_calendar_names_nobody_unless_it_is_asked_to_and_then_as_their_leader_reads_them() {
    let story = met();
    assert_eq!(titles(&story, false), ["Interview", "Update"]);
    assert_eq!(
        named(&story),
        ["Interview: Candidate A, Dana Whitfield", "Update: Dana Whitfield"]
    );
    let all = of(&story, "priya", false);
    assert!(
        all.iter()
            .all(|one| one.place.is_empty() && one.address.is_none())
    );
    let all = of(&story, "priya", true);
    assert_eq!(all[0].address.as_deref(), Some("https://meet.example.com/room"));
}

#[test]
fn of_a_confidential_role_it_says_that_there_is_something_and_to_nobody_else_anything() {
    let mut story = met();
    story.joins("tom");
    story.does(Body::Role(role::Command::RestrictRole {
        role: Story::role("data"),
        audience: Audience::People([Story::user("priya")].into()),
        code_name: Some("Harbour".into()),
    }));
    assert_eq!(named(&story), ["Interview", "Update"]);
    assert!(of(&story, "priya", true)[0].address.is_none());
    assert_eq!(of(&story, "tom", true), []);
}

#[test]
fn what_is_anothers_stands_in_theirs_and_whoever_judges_has_it_too() {
    let mut story = met();
    story.joins("tom");
    assert_eq!(of(&story, "tom", true), [], "the role is Priya's");
    story.looks_for("data", &["calm"]);
    story.seats("tom", "talk", Who::Member(Story::user("tom")));
    let titles: Vec<String> = of(&story, "tom", false)
        .into_iter()
        .map(|one| one.title)
        .collect();
    assert_eq!(titles, ["Interview"]);
}

#[test]
fn a_slot_keeps_its_id_moves_with_a_higher_number_and_says_when_it_is_off() {
    let mut story = met();
    let first = of(&story, "priya", false).remove(0);
    story.does(interview::Command::MoveInterview {
        interview: Story::interview("talk"),
        zone: "Europe/London".into(),
        time: Some(story.in_hours(72)),
        from: Some(story.in_hours(48)),
    });
    let moved = of(&story, "priya", false).remove(0);
    let number = |one: &Appointment| match one.revision {
        Revision::Counted(count) => count,
        Revision::Of(_) => panic!("an interview counts its own"),
    };
    assert_eq!(moved.uid, first.uid);
    assert!(number(&moved) > number(&first) && moved.at > first.at);
    story.does(interview::Command::CallOff {
        interview: Story::interview("talk"),
        cause: OffCause::Leader,
    });
    let off = of(&story, "priya", false).remove(0);
    assert!(off.is_off && number(&off) > number(&moved));
    story.now += TimeDelta::days(40);
    assert!(
        titles(&story, false).is_empty(),
        "what is over falls out a month after its day"
    );
}

#[test]
fn the_day_of_an_update_is_worked_out_from_roles_that_are_over_too_so_that_its_number_never_falls() {
    let mut story = Story::begin();
    story.joins("priya");
    story.opens("site", "Site Engineer");
    let rows = |story: &Story| match of(story, "priya", false).remove(0).revision {
        Revision::Of(rows) => rows,
        Revision::Counted(_) => panic!("only an interview counts its own"),
    };
    let before = rows(&story);
    assert!(before.contains(&Role::key(Story::role("site"))));
    story.closes("site", CloseReason::Cancelled);
    assert_eq!(rows(&story), before);
}

#[test]
fn a_sit_in_says_so_and_whoever_was_forgotten_is_gone() {
    let mut story = met();
    story.does(interview::Command::NoteHelp {
        interview: Story::interview("talk"),
        way: Some(HelpWay::SitIn),
    });
    assert_eq!(titles(&story, false)[0], "Sit-in");
    story.does(candidate::Command::EndCandidate {
        candidate: Story::candidate("sam"),
        ending: Ending::Withdrew,
        because: String::new(),
    });
    story.does(candidate::Command::ForgetCandidate {
        candidate: Story::candidate("sam"),
    });
    assert_eq!(titles(&story, true), ["Update: Dana Whitfield"]);
}

#[test]
fn a_calendar_without_names_says_the_word_of_the_workspace() {
    let mut story = Story::begin();
    story.joins("priya");
    story.hires("sam", "data", "Sam Reed", 31);
    assert!(titles(&story, false).contains(&"Check-in with the leader, day 90".into()));
    let called = Called::HiringManager;
    story.does(settings::Command::CallLeaders { called });
    assert!(titles(&story, false).contains(&"Check-in with the hiring manager, day 90".into()));
}

#[test]
fn the_days_after_a_start_stand_there_whatever_was_said_at_them() {
    let mut story = Story::begin();
    story.joins("priya");
    story.joins("tom");
    story.hires("sam", "data", "Sam Reed", 31);
    let today = story.now.date_naive();
    let before = of(&story, "priya", true);
    let days: Vec<(String, Occasion)> = before.iter().map(|one| (one.title.clone(), one.at)).collect();
    let day = |after: u64| Occasion::Day(today - Days::new(31) + Days::new(after));
    assert!(
        days.contains(&("Check-in, day 30: Sam Reed".into(), day(30))),
        "{days:?}"
    );
    assert!(
        days.contains(&("Check-in, day 90: Dana Whitfield about Sam Reed".into(), day(90))),
        "{days:?}"
    );
    story.says("sam", Voice::Hire, "Nobody answers me", &[] as &[Score]);
    assert_eq!(of(&story, "priya", true), before);
    assert_eq!(
        of(&story, "tom", true),
        [],
        "Priya reads what Sam says, and nobody else"
    );
    let mut details = story
        .state()
        .get::<Hire>(Story::hire("sam"))
        .unwrap()
        .details
        .clone();
    details.left_on = Some(today);
    story.does(hire::Command::EditHire {
        hire: Story::hire("sam"),
        details,
        base: None,
    });
    let left = of(&story, "priya", true);
    assert!(
        left.iter()
            .all(|one| one.at <= Occasion::Day(today) || one.uid.ends_with("update"))
    );
}
