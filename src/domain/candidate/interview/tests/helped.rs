//! Help with an interview.

use super::*;

fn offers_help(offered: bool) -> Command {
    Command::OfferHelp {
        interview: Story::interview("slot"),
        offered,
    }
}

fn wants(way: HelpWay) -> Command {
    Command::WantHelp {
        interview: Story::interview("slot"),
        way,
    }
}

fn prepared(prepared: bool) -> Command {
    Command::NotePrepared {
        interview: Story::interview("slot"),
        prepared,
    }
}

fn plans(speaks: &str, told: bool, base: Option<SitIn>) -> Command {
    let speaks = speaks.into();
    Command::EditSitIn {
        interview: Story::interview("slot"),
        sit_in: SitIn { speaks, told },
        base,
    }
}

#[test]
fn help_is_offered_three_days_before_and_the_leaders_last_word_counts() {
    let mut story = begin();
    let early = moves(Some(story.in_hours(24 * 5)), None);
    story.does(early);
    let today = |story: &Story| story.now.date_naive();
    assert!(!slot(&story).asks_help(today(&story)));
    story.now += TimeDelta::days(2);
    assert!(slot(&story).asks_help(today(&story)));
    assert!(
        through(&mut story, "page", wants(HelpWay::SitIn)).is_err(),
        "nobody offered it"
    );
    story.does(offers_help(true));
    assert!(!slot(&story).asks_help(today(&story)));
    through(&mut story, "page", wants(HelpWay::Practise)).unwrap();
    assert!(!slot(&story).asks_to_tell(today(&story)));
    through(&mut story, "page", wants(HelpWay::SitIn)).unwrap();
    assert_eq!(slot(&story).wanted().unwrap().way, HelpWay::SitIn);
    assert!(slot(&story).asks_to_tell(today(&story)));
    story.does(plans("Dana leads; Priya takes notes", true, None));
    assert!(!slot(&story).asks_to_tell(today(&story)));
    // Whoever withdraws has nobody sit in.
    story.does(ends(Ending::Withdrew));
    assert!(matches!(
        through(&mut story, "page", wants(HelpWay::Watch)),
        Err(Refusal::InterviewOff { .. })
    ));
    assert!(!story.state().is_on(&slot(&story)));
}

#[test]
fn what_the_leader_wants_to_do_beforehand_is_asked_until_it_is_done() {
    let mut story = begin();
    let set = moves(Some(story.in_hours(24 * 5)), None);
    story.does(set);
    let today = story.now.date_naive();
    assert_eq!(
        story.tries(prepared(true)).unwrap_err(),
        Refusal::NothingToPrepare
    );
    story.does(offers_help(true));
    through(&mut story, "page", wants(HelpWay::Choose)).unwrap();
    assert_eq!(slot(&story).asks_to_prepare(today), Some(HelpWay::Choose));
    does_and_undoes(&mut story, prepared(true));
    story.does(prepared(true));
    assert_eq!(slot(&story).asks_to_prepare(today), None);
    through(&mut story, "page", wants(HelpWay::Practise)).unwrap();
    assert_eq!(
        slot(&story).asks_to_prepare(today),
        Some(HelpWay::Practise),
        "it is another thing"
    );
    through(&mut story, "page", wants(HelpWay::Watch)).unwrap();
    assert_eq!(slot(&story).asks_to_prepare(today), None);
    assert_eq!(
        story.tries(prepared(true)).unwrap_err(),
        Refusal::NothingToPrepare
    );
    through(&mut story, "page", wants(HelpWay::Practise)).unwrap();
    let after = today + Days::new(6);
    assert_eq!(
        slot(&story).asks_to_prepare(after),
        None,
        "there is no beforehand any more"
    );
}

#[test]
fn help_is_taken_back_as_it_was_given_and_two_who_plan_lose_nothing() {
    let mut story = begin();
    let set = moves(Some(story.in_hours(48)), None);
    story.does(set);
    let before = slot(&story);
    for body in [
        offers_help(true),
        Command::NoteHelp {
            interview: before.id,
            way: Some(HelpWay::Watch),
        },
        plans("Dana leads", true, None),
    ] {
        does_and_undoes(&mut story, body);
        assert_eq!(slot(&story).help, before.help);
    }
    let base = Some(SitIn::default());
    story.does(plans("Dana leads", false, base.clone()));
    story.does(plans("", true, base.clone()));
    assert_eq!(
        slot(&story).sit_in(),
        SitIn {
            speaks: "Dana leads".into(),
            told: true
        }
    );
    assert!(matches!(
        story.tries(plans("Priya leads", false, base)),
        Err(Refusal::EditedMeanwhile { .. })
    ));
}

#[test]
fn a_calendar_is_told_of_each_change_by_a_higher_number() {
    let mut story = begin();
    let mut last = slot(&story).revision;
    let (first, second) = (story.in_hours(48), story.in_hours(72));
    story.does(moves(Some(first), None));
    for body in [
        moves(Some(second), Some(first)),
        calls_off(OffCause::Candidate),
        Command::CallOn {
            interview: Story::interview("slot"),
        },
        Command::EditInterview {
            interview: Story::interview("slot"),
            details: Box::new(InterviewDetails {
                minutes: 60,
                ..Story::slot()
            }),
            base: None,
        },
    ] {
        story.does(body);
        let now = slot(&story).revision;
        assert!(now > last, "{now}");
        last = now;
    }
}
