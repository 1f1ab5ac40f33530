use super::*;
use crate::domain::{Actor, Ending, HelpWay, Scope, Story, Target, Whose, candidate, interview, member};

/// Dana met Sam two days from the beginning, and Priya sat in.
fn begin() -> Story {
    let mut story = Story::begin();
    story.joins("priya");
    story.joins("tom");
    story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
    story.finds("sam", "data", "Sam Reed");
    story.shows("sam");
    story.offers("slot", "sam", &[48]);
    let interview = Story::interview("slot");
    story.does(interview::Command::NoteTime {
        interview,
        time: Some(story.in_hours(48)),
        because: String::new(),
    });
    story.does(interview::Command::NoteHelp {
        interview,
        way: Some(HelpWay::SitIn),
    });
    story
}

fn over(story: &mut Story) {
    story.now += TimeDelta::days(2);
    story.does(interview::Command::NoteHeld {
        interview: Story::interview("slot"),
        held: true,
    });
}

fn words(went_well: &str, to_try: &str) -> Box<TalkWords> {
    Box::new(TalkWords {
        went_well: went_well.into(),
        to_try: to_try.into(),
    })
}

fn notes(went_well: &str, to_try: &str) -> Command {
    Command::NoteTalk {
        talk: Story::talk("talk"),
        interview: Story::interview("slot"),
        words: words(went_well, to_try),
    }
}

fn said(story: &Story, user: &str) -> Vec<String> {
    let state = story.state();
    let state = state.seen_by(Some(Story::user(user)));
    let talks = state.talks_after(Story::interview("slot")).into_iter();
    talks.map(|talk| talk.words.went_well.clone()).collect()
}

#[test]
fn it_is_said_after_an_interview_in_which_somebody_sat_in() {
    let mut story = begin();
    assert!(matches!(
        story.tries(notes("You let them finish", "")),
        Err(Refusal::StillToCome { .. })
    ));
    over(&mut story);
    assert!(matches!(story.tries(notes(" ", "")), Err(Refusal::Empty { .. })));
    story.does(notes("You let them finish", "Ask once more"));
    assert_eq!(said(&story, "priya"), ["You let them finish"]);
    story.does(interview::Command::NoteHelp {
        interview: Story::interview("slot"),
        way: Some(HelpWay::Practise),
    });
    let again = Command::NoteTalk {
        talk: Story::talk("another"),
        interview: Story::interview("slot"),
        words: words("You", ""),
    };
    assert_eq!(story.tries(again).unwrap_err(), Refusal::NobodySatIn);
}

#[test]
fn of_all_members_who_sat_in_alone_holds_it_and_nobody_after_them() {
    let mut story = begin();
    over(&mut story);
    story.does(notes("You let them finish", ""));
    assert_eq!(said(&story, "tom"), Vec::<String>::new());
    let edit = Command::EditTalk {
        talk: Story::talk("talk"),
        words: words("Tom was here", ""),
        base: None,
    };
    let priya = std::mem::replace(&mut story.actor, Actor::User(Story::user("tom")));
    assert!(matches!(story.tries(edit), Err(Refusal::Unknown { .. })));
    story.does(member::Command::RemoveMember {
        member: Story::user("priya"),
        successor: Story::user("tom"),
        replace: [].into(),
    });
    story.actor = priya;
    assert_eq!(said(&story, "tom"), Vec::<String>::new());
    let state = story.state().seen_by(None);
    let left = state.get::<SitInTalk>(Story::talk("talk")).unwrap();
    assert!(left.words.is_empty(), "{left:?}");
}

#[test]
fn it_is_edited_from_two_devices_taken_back_and_forgotten_with_the_candidate() {
    let mut story = begin();
    over(&mut story);
    story.does(notes("You let them finish", ""));
    let edits = |went_well: &str, to_try: &str| Command::EditTalk {
        talk: Story::talk("talk"),
        words: words(went_well, to_try),
        base: Some(words("You let them finish", "")),
    };
    story.does(edits("You let them finish", "Ask once more"));
    story.does(edits("You let Sam Reed finish", ""));
    let state = story.state();
    let talk = state.get::<SitInTalk>(Story::talk("talk")).unwrap();
    assert_eq!(*talk.words, *words("You let Sam Reed finish", "Ask once more"));
    let undo = SitInTalk::undo(None, talk).unwrap();
    story.does(undo);
    assert_eq!(said(&story, "priya"), Vec::<String>::new());
    story.does(candidate::Command::EndCandidate {
        candidate: Story::candidate("sam"),
        ending: Ending::Withdrew,
        because: String::new(),
    });
    story.does(candidate::Command::ForgetCandidate {
        candidate: Story::candidate("sam"),
    });
    assert!(
        story
            .state()
            .seen_by(None)
            .get::<SitInTalk>(Story::talk("talk"))
            .is_err()
    );
}

#[test]
fn today_asks_for_it_for_three_days_and_of_nobody_else() {
    let mut story = begin();
    over(&mut story);
    let asks = |story: &Story, whose| {
        let today = story.now.date_naive();
        story.state().owed(whose, today).you.len()
    };
    let mine = Whose::Of(Story::user("priya"));
    let before = asks(&story, Whose::Team);
    assert_eq!(asks(&story, mine), before + 1);
    story.does(notes("You let them finish", ""));
    assert_eq!(asks(&story, mine), before);
}
