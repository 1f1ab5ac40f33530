use chrono::{NaiveDate, TimeDelta};

use super::*;
use crate::domain::{
    Actor, Body, CandidateDetails, Changes, CloseReason, Ending, Keeping, Refusal, Scope, Settings, Stage,
    Story, Target, Way, Wish, candidate::Command, forecast::Lapses, leader, role, settings, update,
};

/// Sam may be a data engineer, and Dana reads it on her page.
fn shown() -> Story {
    let mut story = begin();
    story.shows("sam");
    story
}

fn begin() -> Story {
    let mut story = Story::begin();
    story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
    story.finds("sam", "data", "Sam Reed");
    story
}

fn through(story: &mut Story, page: &str, body: impl Into<Body>) -> Result<Changes, Refusal> {
    let priya = std::mem::replace(&mut story.actor, Actor::Link(Story::link(page)));
    let answer = story.tries(body.into());
    story.actor = priya;
    answer
}

fn says(wish: Wish, because: &str) -> Command {
    Command::SayWish {
        candidate: Story::candidate("sam"),
        read: 0,
        wish,
        because: because.into(),
    }
}

fn notes(wish: Wish, because: &str) -> Command {
    Command::NoteWish {
        candidate: Story::candidate("sam"),
        wish,
        because: because.into(),
        instead_of: None,
    }
}

fn ends(ending: Ending, because: &str) -> Command {
    Command::EndCandidate {
        candidate: Story::candidate("sam"),
        ending,
        because: because.into(),
    }
}

#[test]
fn somebody_is_considered_while_nobody_said_no_and_it_is_not_over() {
    let has = |story: &Story| {
        let state = story.state();
        state.has_finalist(state.get::<Role>(Story::role("data")).unwrap())
    };
    let mut story = begin();
    assert!(!has(&story), "nobody was shown");
    story.shows("sam");
    assert!(has(&story));
    let mut met = shown();
    met.does(notes(Wish::Meet, "on Thursday"));
    assert!(has(&met));
    met.does(ends(Ending::Withdrew, "Another offer"));
    assert!(!has(&met));
    story.does(notes(Wish::Not, "Too junior"));
    assert!(!has(&story));
}

fn approaches(story: &mut Story) {
    story.does(Command::EditCandidate {
        candidate: Story::candidate("sam"),
        details: Box::new(CandidateDetails {
            approached: true,
            ..CandidateDetails::named("Sam Reed")
        }),
        base: None,
    });
}

fn forgets() -> Command {
    Command::ForgetCandidate {
        candidate: Story::candidate("sam"),
    }
}

type Owing = Vec<(Due, Pace)>;

/// What is owed about candidates, by us and by others.
fn owed(story: &Story) -> (Owing, Owing) {
    let owed = story.state().owed(Whose::Team, story.now.date_naive());
    let of = |debts: Vec<Debt>| {
        let of = debts.into_iter().filter_map(|debt| match debt.what {
            What::Candidate { due, .. } => Some((due, debt.pace)),
            _ => None,
        });
        of.collect()
    };
    (of(owed.you), of(owed.they))
}

#[test]
fn a_leader_is_waited_for_and_from_the_third_day_on_asked_again() {
    // Thursday: answered by Tuesday.
    let mut story = shown();
    assert_eq!(owed(&story), (vec![], vec![(Due::Wish, Pace::Calm)]));
    let standing = story
        .state()
        .standing(Story::role("data"), story.now.date_naive())
        .unwrap();
    let asked = standing.asks[1].clone().unwrap();
    assert_eq!(
        (asked.what.as_str(), asked.due),
        ("Meet Candidate A?", "2026-11-24".parse().unwrap())
    );
    story.now += TimeDelta::days(6);
    assert_eq!(owed(&story), (vec![(Due::Wish, Pace::Late)], vec![]));
    let today = story.now.date_naive();
    let away = Some(Away {
        from: today - Days::new(3),
        until: today,
        deputy: String::new(),
    });
    through(&mut story, "page", leader::Command::TellAway { away }).unwrap();
    assert_eq!(owed(&story).1, [(Due::Wish, Pace::Calm)], "she is away");
    through(&mut story, "page", says(Wish::Call, "")).unwrap();
    assert_eq!(owed(&story), (vec![(Due::Call, Pace::Soon)], vec![]));
    story.does(notes(Wish::Meet, ""));
    assert_eq!(owed(&story), (vec![(Due::Time, Pace::Soon)], vec![]));
    let today = story.now.date_naive();
    let standing = story.state().standing(Story::role("data"), today).unwrap();
    assert_eq!(
        standing.asks[0].clone().unwrap().what,
        "Ask for a time with Candidate A"
    );
    story.offers("slot", "sam", &[24]);
    assert_eq!(owed(&story), (vec![], vec![]), "that is another thing that waits");
}

#[test]
fn what_a_leader_wished_for_is_as_late_on_today_as_on_the_card() {
    for (wish, due) in [(Wish::Call, Due::Call), (Wish::Meet, Due::Time)] {
        let mut story = shown();
        through(&mut story, "page", says(wish, "")).unwrap();
        let said = story.now.date_naive();
        // Thursday: kindly so on Friday and over the weekend.
        for (days, pace) in [(0, Pace::Soon), (3, Pace::Soon), (1, Pace::Late)] {
            story.now += TimeDelta::days(days);
            let today = story.now.date_naive();
            let mut debts = story.state().owed(Whose::Team, today).you.into_iter();
            let debt = debts.find(|debt| matches!(debt.what, What::Candidate { due: of, .. } if of == due));
            let debt = debt.unwrap();
            let standing = story.state().standing(Story::role("data"), today).unwrap();
            let asked = standing.asks[0].clone().unwrap();
            assert_eq!((debt.due, debt.pace), (said, pace), "{due:?}, {today}");
            assert_eq!((asked.due, asked.pace), (said, pace), "{due:?}, {today}");
        }
    }
}

#[test]
fn whoever_is_forgotten_before_the_leader_was_told_is_said_to_be() {
    let mut story = shown();
    let undone = |story: &Story| {
        let state = story.state();
        state.undone_when_forgotten(state.get(Story::candidate("sam")).unwrap())
    };
    assert_eq!(undone(&story), None);
    story.now += TimeDelta::minutes(1);
    story.does(ends(Ending::Withdrew, "Another offer"));
    assert_eq!(
        undone(&story).unwrap(),
        "Dana Whitfield was not told yet that they have withdrawn, and Today will not say so any more."
    );
    story.now += TimeDelta::days(180);
    assert_eq!(owed(&story).0, [(Due::Withdrew, Pace::Late)], "told first");
    story.does(update::Command::SendUpdate {
        update: Story::update("u"),
        leader: Story::leader("dana"),
        roles: vec![],
        answers: None,
        text: "Candidate A has withdrawn.".into(),
        way: Some(Way::Chat),
        next_by: None,
        mail: None,
    });
    assert_eq!(undone(&story), None);
    assert_eq!(owed(&story).0, [(Due::Forget(180), Pace::Calm)]);
}

#[test]
fn of_a_role_that_closed_nobody_is_asked() {
    let mut story = shown();
    story.closes("data", CloseReason::Cancelled);
    assert_eq!(owed(&story), (vec![], vec![]));
    assert_eq!(
        through(&mut story, "page", says(Wish::Meet, "")),
        Err(Refusal::Closed)
    );
}

#[test]
fn that_somebody_withdrew_is_drafted_on_the_same_day_until_it_was_written() {
    let mut story = shown();
    let drafts = |story: &Story| {
        let state = story.state();
        state.drafts(Whose::Team, &Lapses::new(), story.now.date_naive())
    };
    assert!(drafts(&story).is_empty(), "nothing is due");
    story.finds("kim", "data", "Kim Ito");
    story.does(Command::EndCandidate {
        candidate: Story::candidate("kim"),
        ending: Ending::Withdrew,
        because: String::new(),
    });
    assert!(drafts(&story).is_empty(), "she never heard of them");
    story.now += TimeDelta::minutes(1);
    story.does(ends(Ending::Withdrew, "Another offer"));
    assert_eq!(drafts(&story)[0].roles[0].lines[1], "Candidate A has withdrawn.");
    assert_eq!(owed(&story).0, [(Due::Withdrew, Pace::Soon)]);
    let farewells = |story: &Story| story.state().farewells(Story::role("data"));
    assert_eq!(farewells(&story), ["Candidate A has withdrawn."]);
    story.now += TimeDelta::minutes(1);
    story.does(update::Command::SendUpdate {
        update: Story::update("u"),
        leader: Story::leader("dana"),
        roles: vec![],
        answers: None,
        text: "Candidate A has withdrawn.".into(),
        way: Some(Way::Chat),
        next_by: None,
        mail: None,
    });
    assert!(drafts(&story).is_empty());
    assert_eq!(owed(&story), (vec![], vec![]));
}

#[test]
fn what_a_leader_is_asked_of_candidates_stands_in_their_update() {
    let mut story = shown();
    story.now += TimeDelta::days(7);
    let drafts = story
        .state()
        .drafts(Whose::Team, &Lapses::new(), story.now.date_naive());
    assert_eq!(
        drafts[0].roles[0].lines[3],
        "Would you meet Candidate A? That was asked for by Tue 24 Nov."
    );
    through(&mut story, "page", says(Wish::Not, "No team yet")).unwrap();
    let heard: Vec<String> = story
        .state()
        .heard()
        .map(|heard| heard.words.into_owned())
        .collect();
    assert_eq!(heard, ["not Candidate A: No team yet"]);
}

#[test]
fn whoever_was_approached_is_told_within_a_month_where_their_data_came_from() {
    let mut story = begin();
    story.now += TimeDelta::days(40);
    assert_eq!(owed(&story).0, [], "they applied");
    story.now -= TimeDelta::days(40);
    approaches(&mut story);
    let mut after = |days, on: Option<NaiveDate>| {
        story.now += TimeDelta::days(days);
        if on.is_some() {
            story.does(Command::TellSource {
                candidate: Story::candidate("sam"),
                on,
            });
        }
        owed(&story).0
    };
    assert_eq!(after(22, None), []);
    assert_eq!(after(1, None), [(Due::Source, Pace::Soon)]);
    assert_eq!(after(7, None), [(Due::Source, Pace::Soon)]);
    assert_eq!(after(1, None), [(Due::Source, Pace::Late)]);
    assert_eq!(after(0, "2026-12-19".parse().ok()), []);
}

#[test]
fn nobody_is_kept_for_longer_than_the_workspace_says() {
    let mut story = shown();
    let keeps = |days| {
        settings::Command::PutSettings(Settings {
            candidates: Keeping { names: false, days },
            ..Settings::default()
        })
    };
    for days in [0, 1_096] {
        assert!(matches!(
            story.tries(keeps(days)),
            Err(Refusal::OutOfRange {
                min: 1,
                max: 1_095,
                ..
            })
        ));
    }
    story.does(keeps(60));
    through(&mut story, "page", says(Wish::Not, "No team yet")).unwrap();
    story.now += TimeDelta::days(59);
    assert_eq!(owed(&story).0, []);
    story.now += TimeDelta::days(1);
    assert_eq!(owed(&story).0, [(Due::Forget(60), Pace::Calm)]);
    story.does(forgets());
    assert_eq!(owed(&story).0, []);
}

#[test]
fn whose_card_was_left_in_a_role_that_is_closed_is_not_kept_for_ever() {
    let mut story = begin();
    story.does(role::Command::to_end(
        Story::role("data"),
        Stage::Closed,
        Some(CloseReason::Cancelled),
    ));
    story.now += TimeDelta::days(179);
    assert_eq!(owed(&story).0, []);
    story.now += TimeDelta::days(1);
    assert_eq!(owed(&story).0, [(Due::Forget(180), Pace::Calm)]);
    let kept = |story: &Story| {
        let state = story.state();
        state.kept_of(state.get(Story::candidate("sam")).unwrap())
    };
    assert!(kept(&story).contains("Kept until"), "{}", kept(&story));
    // Sought again, they are in play again.
    story.does(role::Command::unasked(
        Story::role("data"),
        Stage::Source,
        crate::domain::SkipReason::Known,
    ));
    assert_eq!(owed(&story).0, []);
}
