//! Who may be asked to judge, and when they hand in.

use chrono::Utc;

use super::*;

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
            due: story.now.date_naive() - chrono::Days::new(1),
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
