//! Who may be asked to judge, and when they hand in.

use super::*;

#[test]
fn nobody_hands_in_before_the_day_nor_is_asked_for_a_day_that_is_over() {
    let mut story = begin();
    story.now -= TimeDelta::days(2);
    story.seats("tom's", "slot", member("tom"));
    writes(&mut story, user("tom"), "tom's", 4).unwrap();
    let early = hands_in(&mut story, user("tom"), "tom's");
    assert!(matches!(early, Err(Refusal::StillToCome { .. })), "{early:?}");
    let to_come = |story: &Story| {
        let state = story.state();
        let one = state.get::<Interviewer>(Story::interviewer("tom's")).unwrap();
        one.is_to_come(&state, story.now.date_naive())
    };
    let day = (story.now + TimeDelta::days(1)).date_naive();
    assert_eq!(
        to_come(&story),
        Some(day),
        "nobody is offered what would be refused"
    );
    story.now += TimeDelta::days(2);
    assert_eq!(to_come(&story), None);
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
