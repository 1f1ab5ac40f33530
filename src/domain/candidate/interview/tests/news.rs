use super::*;

fn is_told(story: &mut Story) {
    story.does(Command::NoteTold {
        interview: Story::interview("slot"),
        untold: Untold::NOBODY,
    });
}

/// Who is to be told, the candidate and the leader.
fn untold(story: &Story) -> (bool, bool) {
    let untold = story.state().to_be_told(&slot(story), story.now.date_naive());
    (untold.candidate, untold.leader)
}

#[test]
fn what_the_leader_chose_is_told_to_whoever_comes() {
    let mut story = begin();
    assert_eq!(untold(&story), (false, false));
    let chosen = Some(time(&story, 0));
    through(&mut story, "page", chooses(chosen, "")).unwrap();
    assert_eq!(untold(&story), (true, false));
    is_told(&mut story);
    assert_eq!(untold(&story), (false, false));
}

#[test]
fn where_it_was_moved_both_are_told_unless_it_is_moved_back_before_they_were() {
    let mut story = begin();
    let first = Some(time(&story, 0));
    through(&mut story, "page", chooses(first, "")).unwrap();
    is_told(&mut story);
    let (second, third) = (Some(time(&story, 1)), Some(time(&story, 2)));
    story.does(moves(second, first));
    assert_eq!((untold(&story), slot(&story).moved_from), ((true, true), first));
    story.does(moves(third, second));
    assert_eq!((untold(&story), slot(&story).moved_from), ((true, true), first));
    story.does(moves(first, third));
    assert_eq!((untold(&story), slot(&story).moved_from), ((false, false), None));
    story.does(moves(second, first));
    is_told(&mut story);
    story.does(moves(first, second));
    assert_eq!((untold(&story), slot(&story).moved_from), ((true, true), second));
}

#[test]
fn that_it_is_off_is_told_to_whoever_does_not_know_it() {
    for (cause, told) in [
        (OffCause::Candidate, (false, true)),
        (OffCause::Leader, (true, false)),
        (OffCause::Role, (true, true)),
        (OffCause::Mistake, (false, false)),
    ] {
        let mut story = begin();
        let chosen = Some(time(&story, 0));
        story.does(notes(chosen, ""));
        let undo = does_and_undoes(&mut story, calls_off(cause));
        assert_eq!(untold(&story), (true, false), "{cause:?} and {undo:?}");
        is_told(&mut story);
        story.does(calls_off(cause));
        assert_eq!(untold(&story), told, "{cause:?}");
        // Once they were told, that it takes place after all is news.
        is_told(&mut story);
        story.does(Command::CallOn {
            interview: Story::interview("slot"),
        });
        let is_news = cause != OffCause::Mistake;
        assert_eq!(untold(&story), (is_news, is_news), "{cause:?}");
    }
}

#[test]
fn nobody_is_told_of_what_is_over_or_of_somebody_who_is_out_of_the_question() {
    let mut story = begin();
    let chosen = Some(time(&story, 0));
    through(&mut story, "page", chooses(chosen, "")).unwrap();
    let late = story.now.date_naive() + Days::new(3);
    assert!(story.state().to_be_told(&slot(&story), late).is_nobody());
    story.does(ends(Ending::Withdrew));
    assert_eq!(untold(&story), (false, false));
}

#[test]
fn a_name_that_is_shared_is_known_once_a_time_is_settled() {
    let mut story = begin();
    story.does(candidate::Command::NameCandidate {
        candidate: Story::candidate("sam"),
        named: true,
    });
    let called = |story: &Story| {
        let state = story.state();
        state.candidate_called(state.get::<Candidate>(Story::candidate("sam")).unwrap())
    };
    assert_eq!(called(&story), "Candidate A");
    let chosen = Some(time(&story, 0));
    through(&mut story, "page", chooses(chosen, "")).unwrap();
    assert_eq!(called(&story), "Sam Reed");
}

#[test]
fn who_comes_to_a_leader_is_named_before_they_are_erased() {
    let mut story = begin();
    let booked = |story: &Story| {
        let (state, now) = (story.state(), story.now);
        let booked = state.booked_with(Story::leader("dana"), now).into_iter();
        booked
            .map(|(name, at)| format!("{name} {at}"))
            .collect::<Vec<_>>()
    };
    assert!(booked(&story).is_empty(), "nothing is settled yet");
    let chosen = Some(time(&story, 0));
    through(&mut story, "page", chooses(chosen, "")).unwrap();
    assert_eq!(booked(&story), ["Sam Reed Sat 21 Nov, 09:38"]);
    story.does(calls_off(OffCause::Leader));
    assert!(booked(&story).is_empty());
}

#[test]
fn after_it_was_called_off_nobody_is_asked_again_whether_they_want_to_meet() {
    let mut story = begin();
    let chosen = Some(time(&story, 0));
    through(&mut story, "page", chooses(chosen, "")).unwrap();
    let is_asked = |story: &Story| {
        let state = story.state();
        state.is_wished_for(state.get::<Candidate>(Story::candidate("sam")).unwrap())
    };
    story.does(calls_off(OffCause::Candidate));
    assert!(!is_asked(&story));
    story.does(Command::CallOn {
        interview: Story::interview("slot"),
    });
    story.does(calls_off(OffCause::Mistake));
    assert!(is_asked(&story), "they were never meant to meet at that time");
}
