//! Stories of effort.

use super::*;
use crate::domain::{Audience, Kind, Stored, Story, role};

#[test]
fn an_effort_is_logged_once_it_was_made() {
    let mut story = Story::begin();
    let log = |story: &mut Story, ahead: TimeDelta| {
        let draft = EffortDraft::one(EffortKind::Screen, Story::role("data"), story.now + ahead);
        let effort = Story::effort("screen");
        story.tries(Command::LogEffort { effort, draft })
    };
    let tomorrow = log(&mut story, TimeDelta::days(1));
    assert!(matches!(tomorrow, Err(Refusal::DateAhead { .. })), "{tomorrow:?}");
    log(&mut story, TimeDelta::minutes(5)).unwrap();
}

#[test]
fn words_written_for_few_never_come_along_to_roles_that_more_see() {
    let mut story = Story::begin();
    story.opens("chief", "Chief of Staff");
    story.does(role::Command::RestrictRole {
        role: Story::role("chief"),
        audience: Audience::People([Story::user("priya")].into()),
        code_name: None,
    });
    story.logs("call", "chief", |draft| {
        draft.result = "the present one does not know".into()
    });
    let amend = |story: &mut Story, role: &str, words: &str| {
        let effort = Story::effort("call");
        let mut draft = story.state().get::<Effort>(effort).unwrap().draft();
        (draft.roles, draft.result) = (vec![Story::role(role)], words.into());
        story.tries(Command::AmendEffort { effort, draft })
    };
    let same = amend(&mut story, "data", "the present one does not know");
    assert_eq!(same, Err(Refusal::WordsForFewer));
    amend(&mut story, "data", "screened two").unwrap();
    let effort = story
        .state()
        .get::<Effort>(Story::effort("call"))
        .unwrap()
        .clone();
    assert_eq!(
        (effort.result.as_str(), effort.history.len()),
        ("screened two", 0)
    );
    // Back among few, it may say again what it said for all, and take it back out.
    amend(&mut story, "chief", "screened two").unwrap();
    amend(&mut story, "chief", "he is leaving").unwrap();
    assert_eq!(
        amend(&mut story, "data", "he is leaving"),
        Err(Refusal::WordsForFewer)
    );
    amend(&mut story, "data", "screened two").unwrap();
    let effort = story
        .state()
        .get::<Effort>(Story::effort("call"))
        .unwrap()
        .clone();
    assert!(
        effort
            .history
            .iter()
            .all(|amended| amended.was.roles == [Story::role("data")])
    );
}

#[test]
fn one_tap_logs_with_the_defaults_of_its_kind() {
    let mut story = Story::begin();
    story.logs("call", "data", |_| {});
    let effort = story
        .state()
        .get::<Effort>(Story::effort("call"))
        .unwrap()
        .clone();
    assert_eq!(
        (effort.quantity, effort.minutes, effort.side),
        (1, 6, Side::Sourcing)
    );
    assert_eq!(EffortKind::Outreach.default_minutes(12), 72);
    assert_eq!(
        EffortKind::MarketMap.default_minutes(61),
        60,
        "a map takes its hour, however many are on it"
    );
    assert_eq!(
        EffortKind::CvReview.default_minutes(10_000),
        1_440,
        "a day is the most"
    );
}

#[test]
fn impossible_numbers_are_refused_with_their_range() {
    let story = Story::begin();
    let refused = |edit: fn(&mut EffortDraft)| {
        let mut draft = EffortDraft::one(EffortKind::Outreach, Story::role("data"), story.now);
        edit(&mut draft);
        Effort::log(
            &story.state(),
            Story::effort("call"),
            &draft,
            Story::user("priya"),
            &story.ctx(),
        )
        .unwrap_err()
        .to_string()
    };
    assert_eq!(
        refused(|draft| draft.quantity = 0),
        "how many must be from 1 to 10000"
    );
    assert_eq!(
        refused(|draft| draft.replies = 2),
        "the number of replies must be from 0 to 1"
    );
    assert_eq!(
        refused(|draft| draft.minutes = 1_441),
        "the minutes must be from 0 to 1440"
    );
    assert_eq!(refused(|draft| draft.roles.clear()), "choose at least one role");
    assert!(refused(|draft| draft.happened_at += TimeDelta::days(3)).contains("22 Nov 2026"));
}

#[test]
fn the_same_effort_is_never_logged_twice() {
    let mut story = Story::begin();
    story.logs("call", "data", |_| {});
    let draft = EffortDraft::one(EffortKind::Outreach, Story::role("data"), story.now);
    let again = story.tries(Command::LogEffort {
        effort: Story::effort("call"),
        draft,
    });
    assert_eq!(again, Err(Refusal::Exists { what: Kind::Effort }));
}

#[test]
fn an_amended_effort_keeps_what_it_said_before() {
    let mut story = Story::begin();
    story.logs("call", "data", |draft| draft.quantity = 12);
    let id = Story::effort("call");
    let mut draft = story.state().get::<Effort>(id).unwrap().draft();
    for quantity in 13..50 {
        draft.quantity = quantity;
        story.does(Command::AmendEffort {
            effort: id,
            draft: draft.clone(),
        });
    }
    let again = story.does(Command::AmendEffort { effort: id, draft });
    assert!(again.is_empty(), "saying the same changes nothing");
    let effort = story.state().get::<Effort>(id).unwrap().clone();
    assert_eq!(effort.quantity, 49);
    let kept: Vec<u32> = effort
        .history
        .iter()
        .map(|amended| amended.was.quantity)
        .collect();
    assert_eq!(kept, (29..49).collect::<Vec<_>>(), "the last twenty");
}

#[test]
fn an_earlier_wording_is_seen_by_whoever_sees_what_it_was_about() {
    let mut story = Story::begin();
    let (priya, tom) = (Story::user("priya"), Story::user("tom"));
    story.opens("chief", "Chief of Staff");
    let only = Audience::People([priya].into());
    for stored in story.rows.values().cloned().collect::<Vec<_>>() {
        if stored.row.key() == Role::key(Story::role("chief")) {
            let audience = only.clone();
            story.rows.insert(stored.row.key(), Stored { audience, ..stored });
        }
    }
    story.logs("call", "data", |_| {});
    let mut effort = story
        .state()
        .get::<Effort>(Story::effort("call"))
        .unwrap()
        .clone();
    for role in ["data", "chief"] {
        effort.history.push(Amended {
            at: effort.happened_at,
            by: priya,
            was: EffortDraft::one(EffortKind::Screen, Story::role(role), effort.happened_at),
        });
    }
    let seen = |user| effort.earlier(&story.state().seen_by(Some(user))).count();
    assert_eq!((seen(priya), seen(tom)), (2, 1));
}

#[test]
fn an_amendment_is_checked_like_a_new_effort() {
    let mut story = Story::begin();
    story.logs("call", "data", |_| {});
    let effort = Story::effort("call");
    let mut draft = story.state().get::<Effort>(effort).unwrap().draft();
    draft.roles = vec![Story::role("nobody's")];
    let refused = story.tries(Command::AmendEffort { effort, draft });
    assert_eq!(refused, Err(Refusal::Unknown { what: Kind::Role }));
}

#[test]
fn words_wait_two_minutes_unless_shared_now_and_counts_do_not() {
    let mut story = Story::begin();
    story.logs("plain", "data", |_| {});
    story.logs("words", "data", |draft| draft.result = "Pay is the brake".into());
    let (plain, words) = (Story::effort("plain"), Story::effort("words"));
    let shows = |story: &Story, effort: EffortId| {
        let state = story.state();
        let now = story.now.with_timezone(&Utc);
        state.get::<Effort>(effort).unwrap().shows_words(now)
    };
    assert!(shows(&story, plain));
    assert!(!shows(&story, words));
    story.now += TimeDelta::seconds(119);
    assert!(!shows(&story, words));
    story.now += TimeDelta::seconds(1);
    assert!(shows(&story, words));

    let mut draft = story.state().get::<Effort>(words).unwrap().draft();
    draft.minutes = 5;
    story.does(Command::AmendEffort {
        effort: words,
        draft: draft.clone(),
    });
    assert!(shows(&story, words), "the words are the same");
    draft.result = "Pay is too low".into();
    story.does(Command::AmendEffort { effort: words, draft });
    assert!(!shows(&story, words), "new words wait anew");
    story.does(Command::ShareWords { effort: words });
    assert!(shows(&story, words));
}

#[test]
fn nothing_was_done_for_a_role_before_it_was_opened() {
    let mut story = Story::begin();
    let opened = story.now;
    let mut draft = EffortDraft::one(EffortKind::Outreach, Story::role("data"), story.now);
    let mut logs = |name: &str, days| {
        draft.happened_at = opened - TimeDelta::days(days);
        story.tries(Command::LogEffort {
            effort: Story::effort(name),
            draft: draft.clone(),
        })
    };
    assert_eq!(
        logs("early", 3),
        Err(Refusal::BeforeOpened {
            date: "2026-11-19".into()
        })
    );
    // Another zone, or another clock, may be two days off.
    logs("zones", 2).unwrap();
    // Where the role's opening is corrected later, what was logged stays, and can be told better.
    let details = Story::details("Senior Data Engineer", opened.date_naive() + chrono::Days::new(2));
    story.does(role::Command::EditRole {
        role: Story::role("data"),
        details,
        base: None,
    });
    let mut amended = story
        .state()
        .get::<Effort>(Story::effort("zones"))
        .unwrap()
        .draft();
    amended.quantity = 9;
    story.does(Command::AmendEffort {
        effort: Story::effort("zones"),
        draft: amended.clone(),
    });
    amended.happened_at -= TimeDelta::days(1);
    let moved = story.tries(Command::AmendEffort {
        effort: Story::effort("zones"),
        draft: amended,
    });
    assert!(matches!(moved, Err(Refusal::BeforeOpened { .. })));
}
