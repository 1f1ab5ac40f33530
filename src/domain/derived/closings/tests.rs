use chrono::{Days, TimeDelta};

use super::*;
use crate::domain::{DraftLine, Stage, Story, Way, forecast::Lapses, role, update};

/// Dana has two roles and was told of both, three days ago.
fn begin() -> Story {
    let mut story = Story::begin();
    story.opens("sre", "Site Reliability Engineer");
    story.now += TimeDelta::days(1);
    writes(&mut story, "both", "We look for both.");
    story.now += TimeDelta::days(3);
    story
}

fn writes(story: &mut Story, name: &str, text: &str) {
    story.does(update::Command::SendUpdate {
        update: Story::update(name),
        leader: Story::leader("dana"),
        roles: vec![],
        answers: None,
        text: text.into(),
        way: Some(Way::Talk),
        next_by: None,
        mail: None,
    });
}

/// Whom to tell that what was closed, after so many days.
fn due(story: &Story, days: u64) -> Vec<(String, Pace)> {
    let today = story.now.date_naive() + Days::new(days);
    let due = story.state().closings_due(Whose::Team, today).into_iter();
    let title = |debt: Debt| match debt.what {
        What::Closed { title, .. } => (title, debt.pace),
        what => panic!("{what:?}"),
    };
    due.map(title).collect()
}

#[test]
fn whoever_was_told_of_a_role_is_told_that_it_was_closed() {
    let mut story = begin();
    story.closes("sre", CloseReason::Cancelled);
    let title = "Site Reliability Engineer";
    assert_eq!(due(&story, 0), [(title.into(), Pace::Soon)]);
    assert_eq!(due(&story, 2), [(title.into(), Pace::Late)]);
    assert_eq!(due(&story, 31), [], "it is no news any more");
    let today = story.now.date_naive();
    let owed = story.state().owed(Whose::Team, today).you;
    assert!(owed.iter().any(|debt| matches!(debt.what, What::Closed { .. })));
    // On the same day, and an hour later, is soon enough.
    story.now += TimeDelta::hours(1);
    writes(&mut story, "closed", "We closed it.");
    assert_eq!(due(&story, 0), []);
}

#[test]
fn who_filled_it_they_know_and_so_does_whoever_opens_it_again_or_was_told_of_nothing() {
    let mut story = begin();
    story.closes("sre", CloseReason::Filled);
    assert_eq!(due(&story, 0), []);
    story.closes("sre", CloseReason::SolvedWithoutHire);
    assert_eq!(due(&story, 0).len(), 1, "it ended otherwise after all");
    story.does(role::Command::to_end(Story::role("sre"), Stage::Understand, None));
    assert_eq!(due(&story, 0), []);

    let mut story = Story::begin();
    story.closes("data", CloseReason::Cancelled);
    assert_eq!(due(&story, 0), [], "nothing was promised");
}

#[test]
fn a_promised_date_is_one_more_reason_to_tell() {
    let mut story = Story::begin();
    story.tells("date", "data", 60);
    story.now += TimeDelta::hours(1);
    story.closes("data", CloseReason::Cancelled);
    assert_eq!(due(&story, 0).len(), 1);
}

#[test]
fn the_next_draft_begins_no_question_about_it_and_says_how_it_ended() {
    let mut story = begin();
    let today = story.now.date_naive();
    let drafts = |story: &Story| story.state().drafts(Whose::Team, &Lapses::new(), today);
    assert_eq!(drafts(&story), [], "they heard three days ago");
    story.closes("sre", CloseReason::Cancelled);
    let drafted = drafts(&story);
    let [draft] = drafted.as_slice() else {
        panic!("{drafted:?}")
    };
    let closed = draft.roles.iter().find(|role| role.role == Story::role("sre"));
    let closed = closed.expect("it is spoken of");
    let on = format!("{} {}", three_letters(weekday(today)), short_date(today));
    let said = format!("Closed on {on}: cancelled. Nobody is sought for it any more.");
    assert_eq!(closed.line(DraftLine::Forecast), said);
    assert_eq!(
        [closed.line(DraftLine::Need), closed.line(DraftLine::Next)],
        ["", ""]
    );
    assert!(
        draft
            .text("", "", "")
            .contains(&format!("Site Reliability Engineer\nForecast: {said}"))
    );
    assert_eq!(
        story.state().closing(Story::role("sre"), today),
        Some(format!(
            "Site Reliability Engineer was closed on {on}: cancelled. Nobody is sought for it any more."
        ))
    );
    assert_eq!(story.state().closing(Story::role("data"), today), None);
}
