//! Another is chosen to read: what was not opened is deleted, and what was stays where it was read.

use super::*;

#[test]
fn whoever_reads_next_is_given_what_was_not_opened_by_the_hire_alone_who_sends_it_anew() {
    for is_let_go in [false, true] {
        let mut story = story();
        by(&mut story, "sam", sends(0, 2, "The nights")).unwrap();
        let toms = held(&story, "tom");
        if is_let_go {
            lets_priya_go(&mut story);
            assert_eq!(
                by(&mut story, "sam", steps(FormStep::TakeBack, 0)),
                Err(Refusal::LinkGone)
            );
        }
        chooses(&mut story, "tom");
        assert!(by(&mut story, "priya", reads()).is_err());
        // Whom it was for is told that it was not read, while they are here.
        let holders = story.state().holders(&CheckIn::key(Story::check_in("one")));
        let priya = Audience::People([Story::user("priya")].into());
        let told = if is_let_go { Audience::nobody() } else { priya };
        assert_eq!(holders, Some(told));
        assert!(!due(&story, "tom").contains(&HireDue::Read));
        assert!(is_let_go || held(&story, "tom").len() == toms.len());
        let shares = link::Command::ShareLink(NewLink {
            hire: Some(AskedHire {
                hire: Story::hire("sam"),
                day: DAY,
            }),
            expires_on: Some(story.now.date_naive() + Days::new(21)),
            ..Story::link_to("toms", Target::Role(Story::role("data")), Scope::TeamSafe)
        });
        by(&mut story, "tom", shares).unwrap();
        let one = story
            .state()
            .get::<CheckIn>(Story::check_in("one"))
            .unwrap()
            .clone();
        assert!(
            one.form == Some(Form::GivenBack) && one.details.is_empty(),
            "it is deleted"
        );
        let again = Command::StepForm {
            check_in: Story::check_in("two"),
            hire: Story::hire("sam"),
            day: DAY,
            step: FormStep::Send,
            read: 0,
            details: form_of(&[], "The nights"),
        };
        by(&mut story, "sam, to tom", again).unwrap();
        assert!(!held(&story, "tom").concat().contains("The nights"));
        let check_in = Story::check_in("two");
        by(&mut story, "tom", Command::ReadForm { check_in }).unwrap();
        assert!(held(&story, "tom").concat().contains("The nights"));
    }
}

#[test]
fn whom_it_was_for_is_told_once_that_it_was_not_read_and_may_be_sent_something_again() {
    let mut story = story();
    by(&mut story, "sam", sends(0, 2, "The nights")).unwrap();
    let before = [held(&story, "tom"), held(&story, "ola")];
    chooses(&mut story, "tom");
    let told = |story: &Story, user: &str| {
        let (state, user) = (story.state(), Story::user(user));
        let seen = state.seen_by(Some(user));
        seen.given_back_forms(Story::hire("sam"), user).len()
    };
    assert_eq!((told(&story, "priya"), told(&story, "tom")), (1, 0));
    assert!(!held(&story, "priya").concat().contains("The nights"));
    assert_eq!(held(&story, "ola").len(), before[1].len());
    assert_eq!(held(&story, "tom").len(), before[0].len());
    let notes = |details: CheckInDetails| Command::EditCheckIn {
        check_in: Story::check_in("one"),
        details: Box::new(details),
        base: None,
    };
    let called = CheckInDetails {
        called: true,
        ..CheckInDetails::default()
    };
    assert_eq!(by(&mut story, "priya", notes(called)), Err(Refusal::Answered));
    assert!(by(&mut story, "tom", notes(CheckInDetails::default())).is_err());
    // What was opened without a network comes too late, and takes the news from nobody.
    assert_eq!(by(&mut story, "priya", reads()), Err(Refusal::FormTakenBack));
    assert_eq!(told(&story, "priya"), 1);
    let mut again = Story {
        rows: story.rows.clone(),
        actor: story.actor,
        letters: Vec::new(),
        now: story.now,
    };
    by(&mut story, "priya", notes(CheckInDetails::default())).unwrap();
    assert_eq!(told(&story, "priya"), 0);
    let holders = story.state().holders(&CheckIn::key(Story::check_in("one")));
    assert_eq!(holders, Some(Audience::nobody()));
    // Chosen again, she may send them the form, whether she noted it or not.
    chooses(&mut again, "priya");
    assert_eq!(by(&mut again, "priya", reads()), Err(Refusal::FormTakenBack));
    let state = again.state();
    let priya = Story::user("priya");
    let hire = state.get::<Hire>(Story::hire("sam")).unwrap();
    assert!(state.may_send_form(hire, DAY, priya, again.now.date_naive()));
    by(&mut again, "sam", sends(2, 2, "The nights")).unwrap();
    assert_eq!(told(&again, "priya"), 0);
    by(&mut again, "priya", reads()).unwrap();
    assert!(held(&again, "priya").concat().contains("The nights"));
}

#[test]
fn what_was_read_stays_with_whoever_read_it_when_another_is_chosen() {
    let mut story = story();
    by(&mut story, "sam", sends(0, 2, "The nights")).unwrap();
    by(&mut story, "priya", reads()).unwrap();
    chooses(&mut story, "tom");
    assert!(held(&story, "priya").concat().contains("The nights"));
    assert!(!held(&story, "tom").concat().contains("The nights"));
    assert_eq!(form_for(&story, "tom"), None);
    // And back: what is written anew to one who read something is never put over it.
    let read = form(&story);
    chooses(&mut story, "priya");
    assert_eq!(form(&story), read);
}
