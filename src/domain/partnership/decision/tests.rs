use chrono::{Days, TimeDelta};

use super::*;
use crate::domain::{
    Actor, Body, LeaderDetails, NewLink, Overlay, Pace, Scope, State, Story, Target, What, Whose, inverse,
    leader, link, role,
};

fn begin() -> Story {
    let mut story = Story::begin();
    story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
    story
}

fn day(story: &Story, days: u64) -> NaiveDate {
    story.now.date_naive() + Days::new(days)
}

/// Who comes Thursday, asked of Dana, two days from now.
fn asks(story: &mut Story, name: &str, turn: Turn) -> Result<Changes, Refusal> {
    let due = day(story, 4);
    story.tries(Command::AskDecision {
        decision: Story::decision(name),
        leader: Story::leader("dana"),
        role: Some(Story::role("data")),
        turn,
        details: DecisionDetails {
            choices: vec!["C".into(), " D ".into(), "C".into(), "d".into(), String::new()],
            otherwise: "Thursday's slot moves to 29 April".into(),
            ..DecisionDetails::asked("Who comes Thursday?", due)
        },
    })
}

fn through(story: &mut Story, page: &str, body: impl Into<Body>) -> Result<Changes, Refusal> {
    let priya = std::mem::replace(&mut story.actor, Actor::Link(Story::link(page)));
    let answer = story.tries(body.into());
    story.actor = priya;
    answer
}

fn decides(choice: &str, words: &str) -> Command {
    Command::Decide {
        decision: Story::decision("who"),
        asked: "Who comes\nThursday?".into(),
        choice: choice.into(),
        words: words.into(),
    }
}

fn notes(words: &str) -> Command {
    Command::NoteDecided {
        decision: Story::decision("who"),
        choice: String::new(),
        words: words.into(),
    }
}

fn who(story: &Story) -> Decision {
    story
        .state()
        .get::<Decision>(Story::decision("who"))
        .unwrap()
        .clone()
}

fn is_away(story: &mut Story, from: u64, until: u64, deputy: &str) {
    let away = Away {
        from: day(story, from),
        until: day(story, until),
        deputy: deputy.into(),
    };
    through(story, "page", leader::Command::TellAway { away: Some(away) }).unwrap();
}

/// A second page of Dana's, for whoever answers for her.
fn stands_in(story: &mut Story, name: &str) {
    let page = Story::link_to("deputy", Target::Leader(Story::leader("dana")), Scope::Respond);
    let expires_on = Some(day(story, 14));
    story.does(link::Command::ShareLink(NewLink {
        label: name.into(),
        expires_on,
        deputy: true,
        ..page
    }));
}

#[test]
fn what_is_asked_is_answered_once_whoever_answers() {
    let mut story = begin();
    stands_in(&mut story, "Sam");
    is_away(&mut story, 0, 5, "Sam Reed");
    asks(&mut story, "who", Turn::Leader).unwrap();
    assert_eq!(who(&story).details.choices, ["C", "D"]);
    assert_eq!(
        through(&mut story, "page", decides("E", "")),
        Err(Refusal::ChoiceGone)
    );
    assert!(matches!(
        through(&mut story, "page", decides("", " ")),
        Err(Refusal::Empty { .. })
    ));
    through(&mut story, "deputy", decides("C", "not before ten")).unwrap();
    let decided = who(&story).answer.unwrap();
    assert_eq!(decided.said(), "C. not before ten");
    assert_eq!(story.state().deputy(decided.link.unwrap()), Some("Sam"));
    // The same, sent twice, is there once; anything else comes too late, from whomever.
    assert!(through(&mut story, "deputy", decides("C", "not before ten")).is_ok());
    assert_eq!(
        through(&mut story, "page", decides("D", "")),
        Err(Refusal::Answered)
    );
    assert_eq!(story.tries(notes("D")), Err(Refusal::Answered));
    assert_eq!(who(&story).answer, Some(decided));
    let taken_back = Command::TakeBackDecided {
        decision: Story::decision("who"),
    };
    assert_eq!(
        story.tries(taken_back),
        Err(Refusal::Answered),
        "it was said on a page"
    );
}

#[test]
fn a_page_of_one_role_shows_what_is_asked_about_that_alone() {
    let mut story = begin();
    asks(&mut story, "who", Turn::Leader).unwrap();
    story.shares("one", Target::Role(Story::role("data")), Scope::Respond);
    let shown = |story: &Story| {
        let state = story.state();
        let link = state.get::<ShareLink>(Story::link("one")).unwrap();
        let mut asked = state.get::<Decision>(Story::decision("who")).unwrap().clone();
        asked.role = None;
        asked.is_shown_by(link, &state)
    };
    assert!(shown(&story), "their leader needs no other role");
    story.opens("sre", "SRE");
    assert!(!shown(&story), "it may be about the other");
}

#[test]
fn an_answer_is_to_the_question_that_was_read() {
    let mut story = begin();
    asks(&mut story, "who", Turn::Leader).unwrap();
    let details = DecisionDetails {
        what: "Who stays away Thursday?".into(),
        ..who(&story).details
    };
    story.does(Command::EditDecision {
        decision: Story::decision("who"),
        details,
        base: None,
    });
    assert_eq!(
        through(&mut story, "page", decides("C", "")),
        Err(Refusal::QuestionChanged)
    );
    assert_eq!(who(&story).answer, None);
}

#[test]
fn what_was_answered_is_not_withdrawn() {
    let mut story = begin();
    asks(&mut story, "who", Turn::Leader).unwrap();
    through(&mut story, "page", decides("C", "")).unwrap();
    let withdraw = Command::WithdrawDecision {
        decision: Story::decision("who"),
        withdrawn: true,
    };
    assert_eq!(story.tries(withdraw), Err(Refusal::Answered));
}

#[test]
fn a_deputy_decides_while_the_leader_is_away_and_has_named_them() {
    let mut story = begin();
    stands_in(&mut story, "Sam");
    asks(&mut story, "who", Turn::Leader).unwrap();
    let sam = |story: &mut Story| through(story, "deputy", decides("C", ""));
    assert_eq!(sam(&mut story), Err(Refusal::NotStandingIn), "nobody is away");
    is_away(&mut story, 1, 2, "Sam");
    assert_eq!(sam(&mut story), Err(Refusal::NotStandingIn), "not away yet");
    is_away(&mut story, 0, 2, "Alex Kim");
    assert_eq!(
        sam(&mut story),
        Err(Refusal::NotStandingIn),
        "somebody else is named"
    );
    story.now += TimeDelta::days(1);
    is_away(&mut story, 0, 1, "Sam");
    story.now += TimeDelta::days(2);
    assert_eq!(sam(&mut story), Err(Refusal::NotStandingIn), "they are back");
    is_away(&mut story, 0, 1, "sam reed");
    sam(&mut story).unwrap();
}

#[test]
fn a_deputy_without_a_link_is_said_where_they_are_waited_for() {
    let mut story = begin();
    asks(&mut story, "who", Turn::Leader).unwrap();
    let unlinked = |story: &Story| {
        let owed = story.state().owed(Whose::Team, story.now.date_naive());
        let mut all = owed.you.into_iter().chain(owed.they);
        all.find_map(|debt| match debt.what {
            What::Decision { deputy, unlinked, .. } => Some((deputy, unlinked)),
            _ => None,
        })
    };
    assert_eq!(unlinked(&story), Some((None, false)), "nobody is away");
    is_away(&mut story, 0, 5, "Sam");
    assert_eq!(unlinked(&story), Some((Some("Sam".into()), true)));
    stands_in(&mut story, "Alex Kim");
    assert_eq!(unlinked(&story), Some((Some("Sam".into()), true)), "another's");
    is_away(&mut story, 0, 5, "Alex");
    assert_eq!(unlinked(&story), Some((Some("Alex".into()), false)));
}

#[test]
fn what_a_leader_asks_is_ours_to_answer_and_stays_in_their_words() {
    let mut story = begin();
    let ask = |due| Command::AskUs {
        decision: Story::decision("who"),
        role: None,
        what: "What is the pay range?".into(),
        due,
    };
    let passed = story.now.date_naive().pred_opt();
    assert!(matches!(
        through(&mut story, "page", ask(passed)),
        Err(Refusal::DatePassed { .. })
    ));
    through(&mut story, "page", ask(None)).unwrap();
    let asked = who(&story);
    assert_eq!(asked.turn, Turn::Us);
    let next = story
        .state()
        .tells_next(Story::leader("dana"), story.now.date_naive());
    assert_eq!(asked.details.due, next, "by when they hear next");
    assert!(
        through(&mut story, "page", decides("", "90")).is_err(),
        "one does not answer oneself"
    );
    let reworded = Command::EditDecision {
        decision: Story::decision("who"),
        details: DecisionDetails::asked("Nothing", next),
        base: None,
    };
    assert!(matches!(story.tries(reworded), Err(Refusal::Unknown { .. })));
    story.does(notes("90 to 105"));
    let decided = who(&story).answer.unwrap();
    assert_eq!((decided.by, decided.link), (Some(Story::user("priya")), None));
    let heard: Vec<_> = story
        .state()
        .heard()
        .map(|heard| heard.words.into_owned())
        .collect();
    assert_eq!(heard, ["What is the pay range?"]);
}

#[test]
fn choices_are_none_or_two_to_five() {
    let mut story = begin();
    let mut tries = |count: usize| {
        let choices = (0..count).map(|nth| format!("{nth}")).collect();
        let due = day(&story, 1);
        story.tries(Command::AskDecision {
            decision: Story::decision(&format!("choices {count}")),
            leader: Story::leader("dana"),
            role: None,
            turn: Turn::Leader,
            details: DecisionDetails {
                choices,
                ..DecisionDetails::asked("Which?", due)
            },
        })
    };
    for count in [0, 2, 5] {
        tries(count).unwrap();
    }
    for count in [1, 6] {
        assert!(matches!(
            tries(count),
            Err(Refusal::OutOfRange { min: 2, max: 5, .. })
        ));
    }
}

#[test]
fn what_is_done_here_is_taken_back_step_by_step() {
    let mut story = begin();
    let nothing = Overlay::new();
    let mut steps = Vec::new();
    let due = day(&story, 4);
    let ask = Command::AskDecision {
        decision: Story::decision("who"),
        leader: Story::leader("dana"),
        role: None,
        turn: Turn::Leader,
        details: DecisionDetails::asked("Who comes?", due),
    };
    let edit = Command::EditDecision {
        decision: Story::decision("who"),
        details: DecisionDetails::asked("Who comes Friday?", due),
        base: None,
    };
    for body in [Body::Decision(ask), edit.into(), notes("C").into()] {
        let before = story.rows.clone();
        story.does(body.clone());
        let undo = inverse(&State::new(&before, &nothing), &story.state(), &body).unwrap();
        steps.push((before, undo));
    }
    let mut redone = Vec::new();
    for (before, undo) in steps.into_iter().rev() {
        let now = story.rows.clone();
        story.does(undo.clone());
        redone.push(inverse(&State::new(&now, &nothing), &story.state(), &undo).unwrap());
        let was = State::new(&before, &nothing)
            .get::<Decision>(Story::decision("who"))
            .ok();
        match was {
            Some(was) => assert_eq!(&who(&story), was),
            None => assert!(who(&story).withdrawn),
        }
    }
    for again in redone.into_iter().rev() {
        story.does(again);
    }
    let now = who(&story);
    assert_eq!(now.details.what, "Who comes Friday?");
    assert_eq!(now.answer.unwrap().said(), "C");
}

#[test]
fn days_on_which_nobody_answers_are_not_counted() {
    let mut story = begin();
    // Thursday 19 November 2026; asked for Monday.
    asks(&mut story, "who", Turn::Leader).unwrap();
    let cadence = story.state().settings().cadence;
    let waited = |story: &Story| {
        let leader = story
            .state()
            .get::<Leader>(Story::leader("dana"))
            .unwrap()
            .clone();
        let asked = who(story);
        let away = leader.details.away.as_ref();
        (
            asked.due(away, &cadence),
            asked.waited(away, &cadence, story.now.date_naive()),
        )
    };
    let (monday, thursday) = (day(&story, 4), day(&story, 14));
    // From Friday until Wednesday week.
    is_away(&mut story, 1, 13, "");
    assert_eq!(waited(&story), (thursday, 0));
    story.now += TimeDelta::days(7);
    assert_eq!(waited(&story), (thursday, 0), "while she is away");
    story.now += TimeDelta::days(8);
    assert_eq!(waited(&story), (thursday, 2), "Thursday and Friday");
    story.now -= TimeDelta::days(15);
    is_away(&mut story, 1, 13, "Sam");
    story.now += TimeDelta::days(7);
    assert_eq!(waited(&story), (monday, 5), "Sam could have answered");
}

#[test]
fn an_absence_ends_after_it_begins_and_is_the_leaders_to_say() {
    let mut story = begin();
    stands_in(&mut story, "Sam");
    story.leaves(1, "Sam");
    let away = |from, until| leader::Command::TellAway {
        away: Some(Away {
            from: day(&Story::begin(), from),
            until: day(&Story::begin(), until),
            deputy: " ".into(),
        }),
    };
    assert!(matches!(
        through(&mut story, "page", away(3, 2)),
        Err(Refusal::EndsFirst { .. })
    ));
    assert!(matches!(
        through(&mut story, "page", away(1, 368)),
        Err(Refusal::DateOutOfReach { .. })
    ));
    assert_eq!(
        through(&mut story, "deputy", away(1, 2)),
        Err(Refusal::LinkForbids)
    );
    through(&mut story, "page", away(1, 1)).unwrap();
    let dana = Story::leader("dana");
    let kept = story.state().away(dana, day(&story, 1)).cloned();
    assert_eq!(kept.unwrap().deputy, "");
    assert_eq!(story.state().away(dana, day(&story, 2)), None, "it is over");
    through(&mut story, "page", leader::Command::TellAway { away: None }).unwrap();
    assert_eq!(story.state().away(dana, day(&story, 1)), None);
}

#[test]
fn who_stands_in_has_a_link_with_an_end() {
    let mut story = begin();
    let page = Story::link_to("deputy", Target::Leader(Story::leader("dana")), Scope::Respond);
    let endless = link::Command::ShareLink(NewLink { deputy: true, ..page });
    assert!(matches!(story.tries(endless), Err(Refusal::Empty { .. })));
}

#[test]
fn theirs_waits_on_others_until_it_is_late_and_ours_is_ours_at_once() {
    let mut story = begin();
    asks(&mut story, "who", Turn::Leader).unwrap();
    let groups = |story: &Story| {
        let owed = story.state().owed(Whose::Team, story.now.date_naive());
        let of = |debts: Vec<crate::domain::Debt>| {
            let asked = debts.into_iter().filter_map(|debt| match debt.what {
                What::Decision {
                    turn, waited, paused, ..
                } => Some((turn, debt.pace, waited, paused)),
                _ => None,
            });
            asked.collect::<Vec<_>>()
        };
        (of(owed.you), of(owed.they))
    };
    let theirs = |pace, waited, paused| vec![(Turn::Leader, pace, waited, paused)];
    assert_eq!(groups(&story), (vec![], theirs(Pace::Calm, 0, None)));
    story.now += TimeDelta::days(4);
    assert_eq!(groups(&story), (vec![], theirs(Pace::Soon, 2, None)));
    story.now += TimeDelta::days(1);
    assert_eq!(groups(&story), (theirs(Pace::Late, 3, None), vec![]));
    is_away(&mut story, 0, 1, "");
    let back = day(&story, 2);
    assert_eq!(groups(&story), (vec![], theirs(Pace::Calm, 2, Some(back))));
    let withdrawn = Command::WithdrawDecision {
        decision: Story::decision("who"),
        withdrawn: true,
    };
    story.does(withdrawn);
    assert_eq!(groups(&story), (vec![], vec![]));
    asks(&mut story, "ours", Turn::Us).unwrap();
    assert_eq!(groups(&story), (vec![(Turn::Us, Pace::Calm, 0, None)], vec![]));
}

#[test]
fn of_a_role_that_closed_or_is_anothers_nothing_is_asked() {
    let mut story = begin();
    asks(&mut story, "who", Turn::Leader).unwrap();
    assert!(story.state().is_asked(&who(&story)));
    story.does(leader::Command::add(
        Story::leader("jonas"),
        LeaderDetails::named("Jonas Berg"),
    ));
    let gives = |leader| role::Command::GiveRole {
        role: Story::role("data"),
        leader: Story::leader(leader),
    };
    story.does(gives("jonas"));
    assert!(!story.state().is_asked(&who(&story)));
    assert!(
        through(&mut story, "page", decides("C", "")).is_err(),
        "her page does not show the role any more"
    );
    assert_eq!(
        asks(&mut story, "again", Turn::Leader),
        Err(Refusal::LeaderChanged)
    );
    story.does(gives("dana"));
    story.closes("data", crate::domain::CloseReason::Cancelled);
    assert!(!story.state().is_asked(&who(&story)));
}
