//! Who may be asked to judge, and when they hand in.

use chrono::{DateTime, Days, FixedOffset, TimeDelta, Utc};

use super::*;
use crate::domain::ShareLink;

#[test]
fn nobody_hands_in_before_it_begins_nor_is_asked_for_a_day_that_is_over() {
    let mut story = begin();
    story.now -= TimeDelta::days(2);
    story.seats("tom's", "slot", member("tom"));
    writes(&mut story, user("tom"), "tom's", 4).unwrap();
    let early = hands_in(&mut story, user("tom"), "tom's");
    assert!(matches!(early, Err(Refusal::StillToCome { .. })), "{early:?}");
    let begins = |story: &Story| {
        let state = story.state();
        let one = state.get::<Interviewer>(Story::interviewer("tom's")).unwrap();
        one.begins(&state, story.now.with_timezone(&Utc))
    };
    let starts = begins(&story).expect("nobody is offered what would be refused");
    // Nor on the day itself.
    story.now = starts - TimeDelta::minutes(1);
    let early = hands_in(&mut story, user("tom"), "tom's");
    assert!(matches!(early, Err(Refusal::StillToCome { .. })), "{early:?}");
    story.now = starts;
    assert_eq!(begins(&story), None);
    hands_in(&mut story, user("tom"), "tom's").unwrap();
    let asks = interviewer::Command::AskInterviewer {
        interviewer: Story::interviewer("late"),
        interview: Story::interview("slot"),
        who: member("ola"),
        details: interviewer::Asks {
            criteria: vec![],
            due: story.now.date_naive() - Days::new(1),
        },
    };
    assert!(matches!(story.tries(asks), Err(Refusal::DatePassed { .. })));
}

#[test]
fn who_was_asked_once_others_could_be_read_is_known() {
    let mut story = begin();
    story.seats("tom's", "slot", member("tom"));
    writes(&mut story, user("tom"), "tom's", 4).unwrap();
    hands_in(&mut story, user("tom"), "tom's").unwrap();
    story.seats("ola's", "slot", member("ola"));
    let state = story.state();
    let read = |seat| state.may_have_read(state.get::<Interviewer>(Story::interviewer(seat)).unwrap());
    assert_eq!((read("tom's"), read("ola's")), (false, true));
}

#[test]
fn where_an_interview_is_moved_its_scorecards_are_due_and_a_guests_link_opens_until_after_it() {
    let mut story = begin();
    story.now -= TimeDelta::days(2);
    story.seats("gil", "slot", Who::Guest("Gil Moss".into()));
    story.invites("gils", "gil", "data");
    let due = |story: &Story| {
        let state = story.state();
        state.card_due(state.get::<Interviewer>(Story::interviewer("gil")).unwrap())
    };
    let ends = |story: &Story| {
        let state = story.state();
        state.get::<ShareLink>(Story::link("gils")).unwrap().expires_on
    };
    let (was_due, ended) = (due(&story), ends(&story));
    let from = story
        .state()
        .get::<Interview>(Story::interview("slot"))
        .unwrap()
        .starts;
    let moves = |days: i64, from: Option<DateTime<FixedOffset>>| interview::Command::MoveInterview {
        interview: Story::interview("slot"),
        zone: "UTC".into(),
        time: from.map(|from| from + TimeDelta::days(days)),
        from,
    };
    story.does(moves(1, from));
    assert_eq!(
        (due(&story), ends(&story)),
        (was_due, ended),
        "it is still before both"
    );
    let now = from.map(|from| from + TimeDelta::days(1));
    story.does(moves(60, now));
    let on = now.unwrap().date_naive() + Days::new(60);
    assert!(due(&story) >= on + Days::new(2), "{}", due(&story));
    assert!(story.state().settings().cadence.is_business_day(due(&story)));
    assert_eq!(ends(&story), Some(due(&story) + Days::new(7)));
}
