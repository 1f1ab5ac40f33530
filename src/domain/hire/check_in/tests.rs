use chrono::{Days, TimeDelta};

use super::*;
use crate::domain::{
    Actor, Audience, Body, Refusal, Scope, Story, Target, Whose, hire as hires, hire::HireDue, member, role,
};

/// Sam started thirty days ago; Priya recruits, and is whom Sam tells. Tom is a colleague, and Ola owns the workspace.
fn story() -> Story {
    let mut story = Story::begin();
    for user in ["priya", "tom", "ola"] {
        story.joins(user);
    }
    story.hires("sam", "data", "Sam Reed", 30);
    story
}

fn due(story: &Story, user: &str) -> Vec<(HireDue, u8)> {
    let (state, today) = (story.state(), story.now.date_naive());
    let seen = state.seen_by(Some(Story::user(user)));
    let hire = seen.get::<Hire>(Story::hire("sam")).unwrap();
    let due = seen.check_ins_due(hire, Some(Story::user(user)), today);
    due.map(|(due, day, _)| (due, day)).collect()
}

fn holds(story: &Story, user: &str, voice: Voice) -> bool {
    let state = story.state();
    let seen = state.seen_by(Some(Story::user(user)));
    seen.check_in(Story::hire("sam"), 30, voice).is_some()
}

#[test]
fn what_hurts_at_a_day_is_now_until_it_is_said_again() {
    let mut story = story();
    story.hurts("late", "data", "Late reports");
    let pain = Story::pain("late");
    let says = |story: &mut Story, day, worth| {
        story.does(Command::NoteCheckIn {
            check_in: Story::check_in(&format!("at {day}")),
            hire: Story::hire("sam"),
            day,
            voice: Voice::Leader,
            details: Box::new(CheckInDetails {
                scores: vec![Score::of_pain(pain, worth), Score::of(Item::Tasks, 3)],
                ..CheckInDetails::default()
            }),
        });
    };
    let hurts = |story: &Story, day| {
        let state = story.state();
        let said = state.check_in(Story::hire("sam"), day, Voice::Leader).unwrap();
        state.hurts(said, pain)
    };
    says(&mut story, 30, 5);
    assert_eq!(hurts(&story, 30), Some(Hurts::Now(5)));
    // At day 60 it was spoken of something else.
    story.now += TimeDelta::days(60);
    story.does(Command::NoteCheckIn {
        check_in: Story::check_in("other"),
        hire: Story::hire("sam"),
        day: 60,
        voice: Voice::Leader,
        details: Box::new(CheckInDetails {
            scores: vec![Score::of(Item::Tasks, 4)],
            ..CheckInDetails::default()
        }),
    });
    assert_eq!(
        (hurts(&story, 30), hurts(&story, 60)),
        (Some(Hurts::Now(5)), None)
    );
    says(&mut story, 90, 2);
    assert_eq!(
        (hurts(&story, 30), hurts(&story, 90)),
        (Some(Hurts::Then(5)), Some(Hurts::Now(2)))
    );
}

#[test]
fn the_file_has_what_a_leader_said_in_the_words_of_whoever_said_it() {
    let mut story = story();
    story.hurts("late", "data", "Late reports");
    let scores = [Score::of_pain(Story::pain("late"), 3), Score::of(Item::Tasks, 2)];
    story.says("sam", Voice::Leader, "", &scores);
    story.says("sam", Voice::Hire, "", &[Score::of(Item::Tasks, 4)]);
    let state = story.state();
    let kept = state.kept_of_hire(state.get::<Hire>(Story::hire("sam")).unwrap());
    for line in [
        "At day 30 their leader said: “Late reports” hurts: 3 of 10. They can do the core of the work: 2 of 5\n",
        "At day 30 they said: I can do the core of the work: 4 of 5\n",
    ] {
        assert!(kept.contains(line), "{line} in {kept}");
    }
}

const LOW: &[Score] = &[Score {
    pain: None,
    item: Some(Item::Told),
    worth: 2,
}];

#[test]
fn what_they_say_is_for_the_one_whom_they_chose_and_leaves_no_trace_with_others() {
    let mut story = story();
    let before = [due(&story, "tom"), due(&story, "ola")];
    assert_eq!(due(&story, "priya"), [(HireDue::Talk, 30), (HireDue::Leader, 30)]);
    story.says("sam", Voice::Hire, "Nobody told me of the nights", LOW);
    assert_eq!(due(&story, "priya"), [(HireDue::Call, 30), (HireDue::Leader, 30)]);
    assert!(holds(&story, "priya", Voice::Hire));
    for other in ["tom", "ola"] {
        assert!(!holds(&story, other, Voice::Hire));
    }
    assert_eq!(
        [due(&story, "tom"), due(&story, "ola")],
        before,
        "nobody else sees a difference"
    );
    let everything = story.state();
    let id = Story::check_in("sam Whoever was hired");
    let held = everything.holders(&CheckIn::key(id)).unwrap();
    assert_eq!(held, Audience::People([Story::user("priya")].into()));
    // The role goes to Tom, and the answers do not.
    story.does(role::Command::HandOver {
        role: Story::role("data"),
        to: Story::user("tom"),
    });
    assert!(!holds(&story, "tom", Voice::Hire) && holds(&story, "priya", Voice::Hire));
    assert!(!due(&story, "tom").contains(&(HireDue::Call, 30)));
    // Nor does a search, or a count of what is owed, know of them.
    let state = story.state();
    let owed = state
        .seen_by(Some(Story::user("tom")))
        .owed(Whose::Of(Story::user("tom")), story.now.date_naive());
    let spoken = format!("{owed:?}");
    assert!(!spoken.contains("Call") && !spoken.contains("Talk"), "{spoken}");
    let row = state.row(&CheckIn::key(id)).unwrap();
    assert_eq!(row.text(&state), None);
}

#[test]
fn nobody_inherits_what_was_said_to_somebody_who_left() {
    let mut story = story();
    story.says("sam", Voice::Hire, "Nobody told me of the nights", LOW);
    story.actor = Actor::User(Story::user("ola"));
    story.does(member::Command::RemoveMember {
        member: Story::user("priya"),
        successor: Story::user("tom"),
        replace: [].into(),
    });
    let state = story.state();
    let id = Story::check_in("sam Whoever was hired");
    assert_eq!(state.holders(&CheckIn::key(id)), Some(Audience::nobody()));
    assert_eq!(state.get::<Hire>(Story::hire("sam")).unwrap().reader, None);
    assert_eq!(
        due(&story, "tom")[0],
        (HireDue::Reader, 30),
        "Sam chooses the next"
    );
    // They choose Tom: from now on, and not what was said before.
    story.actor = Actor::User(Story::user("tom"));
    story.does(hires::Command::AgreeReader {
        hire: Story::hire("sam"),
        agreed_on: story.now.date_naive(),
    });
    assert!(!holds(&story, "tom", Voice::Hire));
    assert_eq!(due(&story, "tom")[0], (HireDue::Talk, 30));
}

#[test]
fn only_the_reader_writes_what_they_say_and_what_is_passed_on() {
    let mut story = story();
    story.actor = Actor::User(Story::user("tom"));
    for voice in [Voice::Hire, Voice::PassedOn] {
        let note = Command::NoteCheckIn {
            check_in: Story::check_in("toms"),
            hire: Story::hire("sam"),
            day: 30,
            voice,
            details: Box::new(CheckInDetails {
                words: "data access".into(),
                ..CheckInDetails::default()
            }),
        };
        assert_eq!(story.tries(note), Err(Refusal::NotReader));
    }
    story.actor = Actor::User(Story::user("priya"));
    story.says("sam", Voice::PassedOn, "data access", &[]);
    assert!(
        holds(&story, "tom", Voice::PassedOn),
        "it is for all, since they agreed to it"
    );
}

#[test]
fn nothing_to_say_and_a_refusal_are_one_and_end_the_asking_for_the_reader_alone() {
    let mut story = story();
    let others = due(&story, "tom");
    story.does(Command::NoteCheckIn {
        check_in: Story::check_in("none"),
        hire: Story::hire("sam"),
        day: 30,
        voice: Voice::Hire,
        details: Box::new(CheckInDetails {
            nothing: true,
            ..CheckInDetails::default()
        }),
    });
    assert_eq!(due(&story, "priya"), [(HireDue::Leader, 30)]);
    assert_eq!(due(&story, "tom"), others);
}

#[test]
fn somebody_calls_where_an_answer_is_low_fell_or_is_far_from_the_leaders() {
    let worry = |scores: &[Score], leader: Option<u8>| {
        let mut story = story();
        if let Some(worth) = leader {
            story.says("sam", Voice::Leader, "", &[Score::of(Item::Tasks, worth)]);
        }
        story.says("sam", Voice::Hire, "", scores);
        let state = story.state();
        let said = state.check_in(Story::hire("sam"), 30, Voice::Hire).unwrap();
        state.worry_of(said).map(str::to_owned)
    };
    assert_eq!(worry(&[Score::of(Item::Tasks, 3)], None), None);
    assert_eq!(
        worry(&[Score::of(Item::Year, 1)], None),
        None,
        "it is no core of the work"
    );
    assert!(worry(&[Score::of(Item::Tasks, 2)], None).unwrap().contains("low"));
    assert!(worry(LOW, None).unwrap().contains("told"));
    assert_eq!(worry(&[Score::of(Item::Tasks, 3)], Some(4)), None);
    assert!(
        worry(&[Score::of(Item::Tasks, 3)], Some(5))
            .unwrap()
            .contains("leader")
    );
    // At day 60 something is two lower than it was.
    let mut story = story();
    story.says("sam", Voice::Hire, "", &[Score::of(Item::Tasks, 5)]);
    story.now += TimeDelta::days(30);
    let check_in = Story::check_in("sixty");
    story.does(Command::NoteCheckIn {
        check_in,
        hire: Story::hire("sam"),
        day: 60,
        voice: Voice::Hire,
        details: Box::new(CheckInDetails {
            scores: vec![Score::of(Item::Tasks, 3)],
            ..CheckInDetails::default()
        }),
    });
    let said = story.state().get::<CheckIn>(check_in).unwrap().clone();
    assert!(story.state().worry_of(&said).unwrap().contains("fell"));
    assert_eq!(due(&story, "priya")[0], (HireDue::Call, 60));
    story.does(Command::EditCheckIn {
        check_in,
        details: Box::new(CheckInDetails {
            called: true,
            ..(*said.details).clone()
        }),
        base: Some(said.details),
    });
    assert!(!due(&story, "priya").contains(&(HireDue::Call, 60)));
}

#[test]
fn days_that_were_left_out_and_those_after_somebody_left_are_not_asked() {
    let mut story = story();
    let edit = |story: &mut Story, edit: &dyn Fn(&mut crate::domain::HireDetails)| {
        let hire = story.state().get::<Hire>(Story::hire("sam")).unwrap().clone();
        let mut details = hire.details.clone();
        edit(&mut details);
        story.does(hires::Command::EditHire {
            hire: hire.id,
            details,
            base: Some(hire.details),
        });
    };
    edit(&mut story, &|details| details.without = vec![30]);
    assert_eq!(due(&story, "priya"), [], "day 7 was over three weeks ago");
    edit(&mut story, &|details| details.without.clear());
    assert_eq!(due(&story, "priya").len(), 2);
    // They start later, after all.
    let starts = story.now.date_naive() - Days::new(7);
    edit(&mut story, &|details| details.starts_on = Some(starts));
    assert_eq!(
        due(&story, "priya"),
        [(HireDue::Talk, 7)],
        "at day 7 it is about access alone"
    );
    edit(&mut story, &|details| {
        details.left_on = Some(starts + Days::new(2))
    });
    assert_eq!(due(&story, "priya"), []);
    let check_in = Story::check_in("late");
    let late = Command::NoteCheckIn {
        check_in,
        hire: Story::hire("sam"),
        day: 7,
        voice: Voice::Leader,
        details: Box::new(CheckInDetails {
            words: "Gone".into(),
            ..CheckInDetails::default()
        }),
    };
    assert_eq!(story.tries(late), Err(Refusal::NotAsked));
}

#[test]
fn a_leader_says_one_thing_after_the_other_and_each_once() {
    let mut story = story();
    story.hurts("late", "data", "Reports arrive late");
    story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
    story.actor = Actor::Link(Story::link("page"));
    let tells = |id: &str, scores: Vec<Score>, words: &str| {
        Body::CheckIn(Command::TellCheckIn {
            check_in: Story::check_in(id),
            hire: Story::hire("sam"),
            day: 30,
            details: Box::new(CheckInDetails {
                scores,
                words: words.into(),
                ..CheckInDetails::default()
            }),
        })
    };
    let late = Story::pain("late");
    story.does(tells("one", vec![Score::of_pain(late, 3)], "Better"));
    story.does(tells("two", vec![Score::of(Item::Tasks, 4)], "Still slow"));
    let again = tells("three", vec![Score::of_pain(late, 9)], "");
    assert_eq!(story.tries(again), Err(Refusal::Answered));
    let not_theirs = tells("four", vec![Score::of(Item::Year, 1)], "");
    assert!(story.tries(not_theirs).is_err());
    let said = story.state();
    let said = said.check_in(Story::hire("sam"), 30, Voice::Leader).unwrap();
    assert_eq!(
        (said.details.pain(late), said.details.item(Item::Tasks)),
        (Some(3), Some(4))
    );
    assert_eq!(said.details.words, "Better\nStill slow");
    // What stands on no page is nobody's to answer through one.
    let mut hidden = self::story();
    hidden.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
    let hire = hidden.state().get::<Hire>(Story::hire("sam")).unwrap().clone();
    let mut details = hire.details.clone();
    details.shown = None;
    hidden.does(hires::Command::EditHire {
        hire: hire.id,
        details,
        base: Some(hire.details),
    });
    hidden.actor = Actor::Link(Story::link("page"));
    assert!(
        hidden
            .tries(tells("one", vec![Score::of(Item::Tasks, 4)], ""))
            .is_err()
    );
}

#[test]
fn the_journal_keeps_that_something_was_said_and_not_what() {
    let note = Command::NoteCheckIn {
        check_in: Story::check_in("a"),
        hire: Story::hire("sam"),
        day: 30,
        voice: Voice::Hire,
        details: Box::new(CheckInDetails {
            words: "The nights".into(),
            ..CheckInDetails::default()
        }),
    };
    let kept = serde_json::to_string(&crate::domain::Commands::journaled(&note)).unwrap();
    assert!(
        kept.contains("note_check_in") && !kept.contains("nights"),
        "{kept}"
    );
}
