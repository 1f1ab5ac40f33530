use chrono::{Days, TimeDelta};

use super::*;
use crate::domain::{
    Actor, Audience, Body, HireDue, NewLink, Scope, Story, Target, check_in::Command, hire as hires, link,
    member,
};

mod given_back;

const DAY: u8 = 30;

/// Sam started thirty days ago, and tells Priya, who sent the form; Tom is a colleague, and Ola owns the workspace.
fn story() -> Story {
    let mut story = Story::begin();
    for user in ["priya", "tom", "ola"] {
        story.joins(user);
    }
    story.hires("sam", "data", "Sam Reed", 30);
    story.asks_hired("form", "sam", "data");
    story
}

fn by(story: &mut Story, actor: &str, body: impl Into<Body>) -> Result<Changes, Refusal> {
    let actor = match actor {
        "sam" => Actor::Link(Story::link("form")),
        "sam, to tom" => Actor::Link(Story::link("toms")),
        user => Actor::User(Story::user(user)),
    };
    let was = std::mem::replace(&mut story.actor, actor);
    let done = story.tries(body);
    story.actor = was;
    done
}

fn form_of(scores: &[(Item, u8)], words: &str) -> Box<CheckInDetails> {
    let scores = scores.iter().map(|(item, worth)| Score::of(*item, *worth));
    Box::new(CheckInDetails {
        scores: scores.collect(),
        words: words.into(),
        ..CheckInDetails::default()
    })
}

fn goes(step: FormStep, read: u32, details: Box<CheckInDetails>) -> Command {
    let is_wish = matches!(step, FormStep::Talk | FormStep::NoTalk);
    Command::StepForm {
        check_in: Story::check_in(if is_wish { "wish" } else { "one" }),
        hire: Story::hire("sam"),
        day: DAY,
        step,
        read,
        details,
    }
}

fn sends(read: u32, worth: u8, words: &str) -> Command {
    goes(FormStep::Send, read, form_of(&[(Item::Told, worth)], words))
}

fn steps(step: FormStep, read: u32) -> Command {
    goes(step, read, Box::default())
}

fn reads() -> Command {
    Command::ReadForm {
        check_in: Story::check_in("one"),
    }
}

fn talks() -> Command {
    Command::NoteCheckIn {
        check_in: Story::check_in("talk"),
        hire: Story::hire("sam"),
        day: DAY,
        voice: Voice::Hire,
        details: Box::new(CheckInDetails {
            words: "It goes well".into(),
            ..CheckInDetails::default()
        }),
    }
}

/// All that somebody's device is given, row by row.
fn held(story: &Story, user: &str) -> Vec<String> {
    let state = story.state();
    let rows = story.rows.values();
    let theirs = rows.filter_map(|stored| stored.for_person(Story::user(user), &state));
    theirs.map(|stored| format!("{:?}", stored.row)).collect()
}

fn edits(story: &mut Story, edit: impl FnOnce(&mut hires::HireDetails)) {
    let hire = story.state().get::<Hire>(Story::hire("sam")).unwrap().clone();
    let mut details = hire.details.clone();
    edit(&mut details);
    story.does(hires::Command::EditHire {
        hire: hire.id,
        details,
        base: Some(hire.details),
    });
}

fn chooses(story: &mut Story, reader: &str) {
    let agreed_on = story.now.date_naive();
    let agrees = hires::Command::AgreeReader {
        hire: Story::hire("sam"),
        agreed_on,
    };
    by(story, reader, agrees).unwrap();
}

fn lets_priya_go(story: &mut Story) {
    let goes = member::Command::RemoveMember {
        member: Story::user("priya"),
        successor: Story::user("tom"),
        replace: [].into(),
    };
    by(story, "ola", goes).unwrap();
}

fn due(story: &Story, user: &str) -> Vec<HireDue> {
    let (state, user) = (story.state(), Story::user(user));
    let seen = state.seen_by(Some(user));
    let hire = seen.get::<Hire>(Story::hire("sam")).unwrap();
    let due = seen.check_ins_due(hire, Some(user), story.now.date_naive());
    due.map(|(due, ..)| due).collect()
}

fn form_for(story: &Story, reader: &str) -> Option<CheckIn> {
    let state = story.state();
    state
        .form_of(Story::hire("sam"), DAY, Story::user(reader))
        .cloned()
}

fn form(story: &Story) -> CheckIn {
    form_for(story, "priya").unwrap()
}

#[test]
fn nobody_holds_what_was_taken_back_and_others_hold_the_same_whatever_becomes_of_it() {
    let mut story = story();
    let others = [held(&story, "tom"), held(&story, "ola")];
    let priyas = held(&story, "priya");
    let told: [(&str, Command, bool); 7] = [
        ("sam", steps(FormStep::Talk, 0), true),
        ("sam", steps(FormStep::NoTalk, 0), false),
        ("sam", sends(0, 2, "Nobody told me of the nights"), true),
        ("sam", steps(FormStep::TakeBack, 0), false),
        ("sam", sends(2, 2, "Nobody told me of the nights"), true),
        ("priya", reads(), true),
        ("priya", talks(), true),
    ];
    for (who, command, is_hers) in told {
        let said = format!("{command:?}");
        by(&mut story, who, command).unwrap();
        let hers = held(&story, "priya");
        assert_eq!(hers != priyas, is_hers, "{said}");
        let is_read = form_for(&story, "priya").is_some_and(|one| one.form == Some(Form::Read));
        assert_eq!(hers.concat().contains("the nights"), is_read, "{said}");
        let now = [held(&story, "tom"), held(&story, "ola")];
        assert_eq!(now, others, "{said}");
        assert!(!due(&story, "tom").contains(&HireDue::Read), "{said}");
    }
    let state = story.state();
    let holders = state.holders(&CheckIn::key(form(&story).id));
    assert_eq!(holders, Some(Audience::People([Story::user("priya")].into())));
}

#[test]
fn nothing_to_say_a_refusal_and_silence_are_the_same_to_everybody_else() {
    let silent = story();
    let mut nothing = story();
    by(&mut nothing, "sam", steps(FormStep::Nothing, 0)).unwrap();
    for other in ["tom", "ola"] {
        assert_eq!(held(&silent, other), held(&nothing, other));
        assert_eq!(due(&silent, other), due(&nothing, other));
    }
    assert_eq!(due(&nothing, "priya")[0], HireDue::Read);
    assert_eq!(due(&silent, "priya")[0], HireDue::Talk);
    // Taken back, it says nothing, not even that.
    by(&mut nothing, "sam", steps(FormStep::TakeBack, 0)).unwrap();
    assert!(form(&nothing).details.is_empty());
    assert_eq!(due(&nothing, "priya")[0], HireDue::Talk);
}

#[test]
fn it_is_taken_back_until_it_was_read_and_stays_from_then_on() {
    let mut story = story();
    let unsent = by(&mut story, "priya", reads());
    assert_eq!(unsent, Err(Refusal::FormTakenBack));
    by(&mut story, "sam", sends(0, 2, "")).unwrap();
    assert_eq!(
        due(&story, "priya")[0],
        HireDue::Read,
        "and no call before it was read"
    );
    for late in [sends(1, 5, ""), steps(FormStep::Nothing, 1)] {
        assert_eq!(by(&mut story, "sam", late), Err(Refusal::FormSent));
    }
    assert_eq!(by(&mut story, "tom", reads()), Err(Refusal::FormTakenBack));
    by(&mut story, "sam", steps(FormStep::TakeBack, 0)).unwrap();
    let withdrawn = by(&mut story, "priya", reads());
    assert_eq!(withdrawn, Err(Refusal::FormTakenBack));
    assert!(form(&story).details.is_empty(), "it is deleted");
    by(&mut story, "sam", sends(2, 2, "")).unwrap();
    by(&mut story, "priya", reads()).unwrap();
    assert_eq!(due(&story, "priya")[0], HireDue::Call);
    for late in [
        sends(3, 5, "More"),
        steps(FormStep::Nothing, 3),
        steps(FormStep::TakeBack, 3),
    ] {
        assert_eq!(by(&mut story, "sam", late), Err(Refusal::FormRead));
    }
    // Their words stay as they are; that she called is noted.
    let said = form(&story);
    let edit = |details: CheckInDetails| Command::EditCheckIn {
        check_in: said.id,
        details: Box::new(details),
        base: Some(said.details.clone()),
    };
    let called = CheckInDetails {
        called: true,
        ..(*said.details).clone()
    };
    let other = CheckInDetails {
        words: "All is well".into(),
        ..called.clone()
    };
    assert_eq!(by(&mut story, "priya", edit(other)), Err(Refusal::Answered));
    by(&mut story, "priya", edit(called)).unwrap();
    assert!(!due(&story, "priya").contains(&HireDue::Call));
}

#[test]
fn what_waited_on_one_device_does_not_send_what_was_taken_back_on_another() {
    let mut story = story();
    let nothing = by(&mut story, "sam", steps(FormStep::Send, 0));
    assert!(matches!(nothing, Err(Refusal::Empty { .. })));
    by(&mut story, "sam", sends(0, 4, "The nights")).unwrap();
    let twice = by(&mut story, "sam", sends(0, 4, "The nights")).unwrap();
    assert!(twice.is_empty(), "the same, sent twice, is sent once");
    by(&mut story, "sam", steps(FormStep::TakeBack, 1)).unwrap();
    for kept in [sends(0, 4, "The nights"), steps(FormStep::Nothing, 1)] {
        assert_eq!(by(&mut story, "sam", kept), Err(Refusal::FormChanged));
    }
    by(&mut story, "sam", sends(2, 4, "The nights")).unwrap();
}

#[test]
fn a_form_says_what_is_asked_at_its_day_each_by_a_number_or_by_none() {
    let mut story = story();
    let asked = form_of(&[(Item::Told, 4), (Item::Tasks, 3)], " The nights ");
    for (scores, why) in [
        (vec![Score::of(Item::Year, 1)], Refusal::NotAsked),
        (vec![Score::of_pain(Story::pain("late"), 1)], Refusal::NotAsked),
        (
            vec![Score::of(Item::Told, 6)],
            Refusal::OutOfRange {
                field: "number".into(),
                min: 1,
                max: 5,
            },
        ),
    ] {
        let wrong = Box::new(CheckInDetails {
            scores,
            ..(*asked).clone()
        });
        assert_eq!(by(&mut story, "sam", goes(FormStep::Send, 0, wrong)), Err(why));
    }
    // What is not theirs to say is not taken.
    let more = Box::new(CheckInDetails {
        called: true,
        talk: true,
        nothing: true,
        ..(*asked).clone()
    });
    by(&mut story, "sam", goes(FormStep::Send, 0, more)).unwrap();
    let said = form(&story).details;
    assert_eq!(
        *said,
        *form_of(&[(Item::Tasks, 3), (Item::Told, 4)], "The nights")
    );
}

#[test]
fn who_would_rather_talk_says_so_and_what_was_talked_about_is_not_asked() {
    let mut story = story();
    by(&mut story, "sam", steps(FormStep::Talk, 0)).unwrap();
    assert_eq!(due(&story, "priya")[0], HireDue::Wished);
    by(&mut story, "priya", talks()).unwrap();
    assert!(!due(&story, "priya").contains(&HireDue::Wished));
    let late = by(&mut story, "sam", sends(0, 5, "The nights"));
    assert_eq!(late, Err(Refusal::FormRead));
}

#[test]
fn a_reader_without_a_network_is_given_nothing_before_the_server_has_noted_the_reading() {
    let mut story = story();
    by(&mut story, "sam", sends(0, 2, "The nights")).unwrap();
    // What Priya's device was given, and opens by itself.
    let sealed = Story {
        rows: story
            .rows
            .iter()
            .filter_map(|(key, stored)| {
                Some((*key, stored.for_person(Story::user("priya"), &story.state())?))
            })
            .collect(),
        actor: story.actor,
        letters: Vec::new(),
        now: story.now,
    };
    let mut device = sealed;
    let goes = |story: &Story| {
        let (state, priya) = (story.state(), Story::user("priya"));
        let seen = state.seen_by(Some(priya));
        seen.goes_with(seen.get::<Hire>(Story::hire("sam")).unwrap(), priya)
    };
    assert_eq!(
        goes(&device),
        goes(&story),
        "it is counted where she forgets them"
    );
    by(&mut device, "priya", reads()).unwrap();
    let opened = form(&device);
    assert!(opened.is_coming() && opened.details.is_empty(), "{opened:?}");
    assert!(device.state().check_ins(Story::hire("sam")).is_empty());
    assert_eq!(due(&device, "priya"), due(&device, "tom"));
    // It was taken back before the server heard of the reading: nothing of it was read, and it may be sent anew.
    by(&mut story, "sam", steps(FormStep::TakeBack, 0)).unwrap();
    assert_eq!(by(&mut story, "priya", reads()), Err(Refusal::FormTakenBack));
    by(&mut story, "sam", sends(2, 2, "The nights")).unwrap();
    // The other way round, what was read stays.
    by(&mut story, "priya", reads()).unwrap();
    let late = by(&mut story, "sam", steps(FormStep::TakeBack, 0));
    assert_eq!(late, Err(Refusal::FormRead));
    assert!(!form(&story).is_coming() && held(&story, "priya").concat().contains("The nights"));
}

#[test]
fn the_link_ends_with_the_reader_and_with_the_hire_and_asks_nothing_out_of_its_time() {
    let told = |ends: &dyn Fn(&mut Story)| {
        let mut story = story();
        ends(&mut story);
        let late = by(&mut story, "sam", sends(0, 2, ""));
        assert!(story.state().get::<CheckIn>(Story::check_in("one")).is_err());
        late
    };
    let let_go = |story: &mut Story| {
        lets_priya_go(story);
        chooses(story, "tom");
        story.actor = Actor::User(Story::user("tom"));
    };
    let removed = |story: &mut Story| {
        story.does(hires::Command::RemoveHire {
            hire: Story::hire("sam"),
            removed: true,
        });
    };
    let later = |story: &mut Story| story.now += TimeDelta::days(22);
    for ends in [
        &|story: &mut Story| chooses(story, "tom"),
        &let_go,
        &removed,
        &later,
    ] as [&dyn Fn(&mut Story); 4]
    {
        assert_eq!(told(ends), Err(Refusal::LinkGone));
    }
    let left = |story: &mut Story| {
        let on = story.now.date_naive() - Days::new(1);
        edits(story, |details| details.left_on = Some(on));
    };
    let left_out = |story: &mut Story| edits(story, |details| details.without = vec![DAY]);
    let unknown = |story: &mut Story| edits(story, |details| details.starts_on = None);
    for ends in [&left, &left_out, &unknown] as [&dyn Fn(&mut Story); 3] {
        assert_eq!(told(ends), Err(Refusal::FormOver));
    }
}

#[test]
fn whoever_leaves_at_day_20_takes_back_what_was_not_read_and_is_asked_nothing_more() {
    let mut story = Story::begin();
    story.joins("priya");
    story.hires("sam", "data", "Sam Reed", 20);
    let asked = AskedHire {
        hire: Story::hire("sam"),
        day: 7,
    };
    story.does(link::Command::ShareLink(NewLink {
        hire: Some(asked),
        expires_on: Some(story.now.date_naive() + Days::new(8)),
        ..Story::link_to("form", Target::Role(Story::role("data")), Scope::TeamSafe)
    }));
    let steps = |step: FormStep, read: u32, worth: u8| Command::StepForm {
        check_in: Story::check_in("one"),
        hire: asked.hire,
        day: asked.day,
        step,
        read,
        details: form_of(&[(Item::at(7)[0], worth)], ""),
    };
    by(&mut story, "sam", steps(FormStep::Send, 0, 2)).unwrap();
    let last = story.now.date_naive();
    edits(&mut story, |details| details.left_on = Some(last));
    story.now += TimeDelta::days(1);
    by(&mut story, "sam", steps(FormStep::TakeBack, 1, 2)).unwrap();
    for late in [FormStep::Send, FormStep::Nothing, FormStep::Talk] {
        let late = by(&mut story, "sam", steps(late, 2, 2));
        assert_eq!(late, Err(Refusal::FormOver));
    }
    assert!(!due(&story, "priya").contains(&HireDue::Read));
    let day_30 = link::Command::ShareLink(NewLink {
        hire: Some(AskedHire { day: 30, ..asked }),
        expires_on: Some(story.now.date_naive() + Days::new(21)),
        ..Story::link_to("next", Target::Role(Story::role("data")), Scope::TeamSafe)
    });
    story.now += TimeDelta::days(10);
    assert_eq!(by(&mut story, "priya", day_30), Err(Refusal::NotAsked));
}

#[test]
fn a_first_day_that_moves_after_they_answered_takes_nothing_from_anybody_and_asks_when_the_day_comes() {
    let mut story = story();
    by(&mut story, "sam", sends(0, 4, "")).unwrap();
    let today = story.now.date_naive();
    edits(&mut story, |details| {
        details.starts_on = Some(today - Days::new(15))
    });
    // Who would rather talk may say so at any time.
    by(&mut story, "sam", steps(FormStep::Talk, 0)).unwrap();
    by(&mut story, "sam", steps(FormStep::TakeBack, 0)).unwrap();
    assert_eq!(by(&mut story, "sam", sends(2, 4, "")), Err(Refusal::FormOver));
    story.now += TimeDelta::days(15);
    by(&mut story, "sam", sends(2, 4, "")).unwrap();
    by(&mut story, "priya", reads()).unwrap();
    // What was read stays read, whenever they started.
    let today = story.now.date_naive();
    edits(&mut story, |details| details.starts_on = Some(today));
    let state = story.state();
    assert_eq!(state.check_ins(Story::hire("sam")).len(), 1);
}

#[test]
fn a_link_that_has_expired_takes_nothing_more_and_what_was_sent_is_still_read() {
    let mut story = story();
    by(&mut story, "sam", sends(0, 4, "")).unwrap();
    story.now += TimeDelta::days(22);
    for late in [
        sends(1, 5, ""),
        steps(FormStep::TakeBack, 1),
        steps(FormStep::Talk, 0),
    ] {
        assert_eq!(by(&mut story, "sam", late), Err(Refusal::LinkGone));
    }
    by(&mut story, "priya", reads()).unwrap();
    assert_eq!(form(&story).form, Some(Form::Read));
}

#[test]
fn only_the_reader_makes_such_a_link_for_a_day_that_has_come_and_with_a_last_one() {
    let mut story = story();
    let asked = |edit: &dyn Fn(&mut NewLink)| {
        let mut new = NewLink {
            hire: Some(AskedHire {
                hire: Story::hire("sam"),
                day: DAY,
            }),
            expires_on: Some("2026-12-01".parse().unwrap()),
            ..Story::link_to("another", Target::Role(Story::role("data")), Scope::Respond)
        };
        edit(&mut new);
        link::Command::ShareLink(new)
    };
    assert_eq!(by(&mut story, "tom", asked(&|_| {})), Err(Refusal::NotReader));
    for day in [7, 60, 31] {
        let wrong = asked(&|new| new.hire = new.hire.map(|hire| AskedHire { day, ..hire }));
        assert_eq!(by(&mut story, "priya", wrong), Err(Refusal::NotAsked), "{day}");
    }
    let forever = asked(&|new| new.expires_on = None);
    assert!(matches!(
        by(&mut story, "priya", forever),
        Err(Refusal::Empty { .. })
    ));
    let of_all = asked(&|new| new.target = Target::Leader(Story::leader("dana")));
    assert_eq!(by(&mut story, "priya", of_all), Err(Refusal::LinkForbids));
    by(&mut story, "priya", asked(&|_| {})).unwrap();
    let state = story.state();
    let link = state.get::<ShareLink>(Story::link("another")).unwrap();
    assert_eq!(
        (link.scope, link.is_page()),
        (Scope::TeamSafe, false),
        "an older build takes it for the narrowest"
    );
    // A leader's page writes in nobody's form, and a form does nothing on a leader's page.
    story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
    story.actor = Actor::Link(Story::link("page"));
    assert_eq!(story.tries(sends(0, 2, "")), Err(Refusal::LinkForbids));
}
