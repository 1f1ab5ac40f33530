use chrono::{Days, TimeDelta};

use super::*;
use crate::domain::{
    Actor, Audience, Body, HireDue, Kind, NewLink, Scope, Story, Target, check_in::Command, hire as hires,
    link, member,
};

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
        user => Actor::User(Story::user(user)),
    };
    let was = std::mem::replace(&mut story.actor, actor);
    let done = story.tries(body);
    story.actor = was;
    done
}

fn answers(id: &str, item: Item, worth: Option<u8>) -> Command {
    Command::AnswerForm {
        check_in: Story::check_in(id),
        hire: Story::hire("sam"),
        day: DAY,
        item,
        worth,
    }
}

fn words(id: &str, words: &str, base: &str) -> Command {
    Command::WriteForm {
        check_in: Story::check_in(id),
        hire: Story::hire("sam"),
        day: DAY,
        words: words.into(),
        base: Some(base.into()),
    }
}

fn steps(step: FormStep, read: u32) -> Command {
    Command::StepForm {
        check_in: Story::check_in(step.label()),
        hire: Story::hire("sam"),
        day: DAY,
        step,
        read,
    }
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

/// All that somebody holds, row by row.
fn held(story: &Story, user: &str) -> Vec<String> {
    let state = story.state();
    let seen = state.seen_by(Some(Story::user(user)));
    seen.rows().map(|row| format!("{row:?}")).collect()
}

fn due(story: &Story, user: &str) -> Vec<HireDue> {
    let (state, user) = (story.state(), Story::user(user));
    let seen = state.seen_by(Some(user));
    let hire = seen.get::<Hire>(Story::hire("sam")).unwrap();
    let due = seen.check_ins_due(hire, Some(user), story.now.date_naive());
    due.map(|(due, ..)| due).collect()
}

fn form(story: &Story) -> CheckIn {
    let state = story.state();
    let form = state.form_of(Story::hire("sam"), DAY, Story::user("priya"));
    form.unwrap().clone()
}

#[test]
fn nobody_holds_what_is_not_sent_and_others_hold_the_same_whatever_becomes_of_it() {
    let mut story = story();
    let others = [held(&story, "tom"), held(&story, "ola")];
    let priyas = held(&story, "priya");
    let told: [(&str, Command, bool); 9] = [
        ("sam", answers("one", Item::Told, Some(2)), false),
        ("sam", words("two", "Nobody told me of the nights", ""), false),
        ("sam", steps(FormStep::Talk, 0), true),
        ("sam", steps(FormStep::NoTalk, 0), false),
        ("sam", steps(FormStep::Send, 2), true),
        ("sam", steps(FormStep::TakeBack, 0), false),
        ("sam", steps(FormStep::Send, 4), true),
        ("priya", reads(), true),
        ("priya", talks(), true),
    ];
    for (who, command, is_hers) in told {
        let said = format!("{command:?}");
        by(&mut story, who, command).unwrap();
        assert_eq!(held(&story, "priya") != priyas, is_hers, "{said}");
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
    let mut silent = story();
    let mut nothing = story();
    by(&mut nothing, "sam", steps(FormStep::Nothing, 0)).unwrap();
    for other in ["tom", "ola"] {
        assert_eq!(held(&silent, other), held(&nothing, other));
        assert_eq!(due(&silent, other), due(&nothing, other));
    }
    assert_eq!(due(&nothing, "priya")[0], HireDue::Read);
    assert_eq!(due(&silent, "priya")[0], HireDue::Talk);
    // Once anything is written, nothing to say is not what is sent.
    by(&mut silent, "sam", answers("one", Item::Told, Some(4))).unwrap();
    assert_eq!(
        by(&mut silent, "sam", steps(FormStep::Nothing, 0)),
        Err(Refusal::FormChanged)
    );
    // Taken back, it says nothing, not even that.
    by(&mut nothing, "sam", steps(FormStep::TakeBack, 0)).unwrap();
    assert!(form(&nothing).details.is_empty());
    assert_eq!(due(&nothing, "priya")[0], HireDue::Talk);
}

#[test]
fn it_is_taken_back_until_it_was_read_and_stays_from_then_on() {
    let mut story = story();
    by(&mut story, "sam", answers("one", Item::Told, Some(2))).unwrap();
    let unsent = by(&mut story, "priya", reads());
    assert_eq!(unsent, Err(Refusal::Unknown { what: Kind::CheckIn }));
    by(&mut story, "sam", steps(FormStep::Send, 1)).unwrap();
    assert_eq!(
        due(&story, "priya")[0],
        HireDue::Read,
        "and no call before it was read"
    );
    let late = by(&mut story, "sam", answers("three", Item::Told, Some(5)));
    assert_eq!(late, Err(Refusal::FormSent));
    assert_eq!(
        by(&mut story, "tom", reads()),
        Err(Refusal::Unknown { what: Kind::CheckIn })
    );
    by(&mut story, "sam", steps(FormStep::TakeBack, 0)).unwrap();
    let withdrawn = by(&mut story, "priya", reads());
    assert_eq!(withdrawn, Err(Refusal::Unknown { what: Kind::CheckIn }));
    by(&mut story, "sam", steps(FormStep::Send, 3)).unwrap();
    by(&mut story, "priya", reads()).unwrap();
    assert_eq!(due(&story, "priya")[0], HireDue::Call);
    for late in [
        answers("four", Item::Told, Some(5)),
        words("five", "More", ""),
        steps(FormStep::TakeBack, 0),
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
fn what_is_sent_is_what_was_read_and_what_comes_from_two_devices_is_one() {
    let mut story = story();
    let nothing = by(&mut story, "sam", steps(FormStep::Send, 0));
    assert!(matches!(nothing, Err(Refusal::Empty { .. })));
    by(&mut story, "sam", answers("one", Item::Told, Some(4))).unwrap();
    by(&mut story, "sam", answers("phone", Item::Tasks, Some(3))).unwrap();
    let again = by(&mut story, "sam", answers("again", Item::Tasks, Some(3))).unwrap();
    assert!(again.is_empty(), "the same, sent twice, is written once");
    by(&mut story, "sam", words("one", "The nights", "")).unwrap();
    let other = by(&mut story, "sam", words("phone", "The days", ""));
    assert!(matches!(other, Err(Refusal::EditedMeanwhile { .. })));
    let unread = by(&mut story, "sam", steps(FormStep::Send, 1));
    assert_eq!(unread, Err(Refusal::FormChanged));
    by(&mut story, "sam", steps(FormStep::Send, 3)).unwrap();
    let twice = by(&mut story, "sam", steps(FormStep::Send, 3)).unwrap();
    assert!(twice.is_empty());
    // Taken back on one device, it is not sent by what another had kept.
    by(&mut story, "sam", steps(FormStep::TakeBack, 0)).unwrap();
    let kept = by(&mut story, "sam", steps(FormStep::Send, 3));
    assert_eq!(kept, Err(Refusal::FormChanged));
    let details = form(&story).details;
    assert_eq!(
        (details.item(Item::Told), details.item(Item::Tasks)),
        (Some(4), Some(3))
    );
    assert_eq!(details.words, "The nights");
    by(&mut story, "sam", answers("one", Item::Told, None)).unwrap();
    assert_eq!(form(&story).details.item(Item::Told), None, "each may stay empty");
    let elsewhere = by(&mut story, "sam", answers("one", Item::Year, Some(1)));
    assert_eq!(elsewhere, Err(Refusal::NotAsked));
}

#[test]
fn who_would_rather_talk_says_so_without_what_they_wrote_and_what_was_talked_about_is_not_asked() {
    let mut story = story();
    by(&mut story, "sam", words("one", "The nights", "")).unwrap();
    by(&mut story, "sam", steps(FormStep::Talk, 0)).unwrap();
    assert_eq!(due(&story, "priya")[0], HireDue::Wished);
    assert!(!held(&story, "priya").concat().contains("The nights"));
    by(&mut story, "priya", talks()).unwrap();
    assert!(!due(&story, "priya").contains(&HireDue::Wished));
    for late in [answers("three", Item::Told, Some(5)), steps(FormStep::Send, 1)] {
        assert_eq!(by(&mut story, "sam", late), Err(Refusal::FormRead));
    }
}

#[test]
fn the_link_ends_with_the_reader_and_with_the_hire() {
    let told = |ends: &dyn Fn(&mut Story)| {
        let mut story = story();
        by(&mut story, "sam", answers("one", Item::Told, Some(2))).unwrap();
        ends(&mut story);
        let late = by(&mut story, "sam", steps(FormStep::Send, 1));
        (late, form(&story).form)
    };
    let edit = |story: &mut Story, edit: &dyn Fn(&mut hires::HireDetails)| {
        let hire = story.state().get::<Hire>(Story::hire("sam")).unwrap().clone();
        let mut details = hire.details.clone();
        edit(&mut details);
        story.does(hires::Command::EditHire {
            hire: hire.id,
            details,
            base: Some(hire.details),
        });
    };
    let toms = |story: &mut Story| {
        let agreed_on = story.now.date_naive();
        let agrees = hires::Command::AgreeReader {
            hire: Story::hire("sam"),
            agreed_on,
        };
        by(story, "tom", agrees).unwrap();
    };
    let let_go = |story: &mut Story| {
        let goes = member::Command::RemoveMember {
            member: Story::user("priya"),
            successor: Story::user("tom"),
            replace: [].into(),
        };
        by(story, "ola", goes).unwrap();
        // Chosen next, he reads nothing that was begun for her.
        toms(story);
        story.actor = Actor::User(Story::user("tom"));
    };
    let removed = |story: &mut Story| {
        story.does(hires::Command::RemoveHire {
            hire: Story::hire("sam"),
            removed: true,
        });
    };
    let left = |story: &mut Story| {
        let on = story.now.date_naive() - Days::new(1);
        edit(story, &|details| details.left_on = Some(on));
    };
    let left_out = |story: &mut Story| edit(story, &|details| details.without = vec![DAY]);
    let later = |story: &mut Story| story.now += TimeDelta::days(22);
    for ends in [
        &toms as &dyn Fn(&mut Story),
        &let_go,
        &removed,
        &left,
        &left_out,
        &later,
    ] {
        assert_eq!(told(ends), (Err(Refusal::LinkGone), Some(Form::Writing)));
    }
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
    assert_eq!(
        story.tries(answers("one", Item::Told, Some(2))),
        Err(Refusal::LinkForbids)
    );
}
