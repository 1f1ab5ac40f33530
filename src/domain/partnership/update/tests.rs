use chrono::{NaiveDate, TimeDelta};

use super::*;
use crate::domain::{
    Actor, Cadence, Overlay, Pace, Rhythm, Rows, Scope, Settings, Silence, Story, Target, What, Whose,
    inverse, reply, settings,
};

fn writes(story: &mut Story, name: &str, way: Option<Way>) -> UpdateId {
    story.now += TimeDelta::minutes(1);
    story.does(Command::SendUpdate {
        update: Story::update(name),
        leader: Story::leader("dana"),
        roles: vec![Story::role("data")],
        answers: None,
        text: format!("{name}: 19 approached."),
        way,
        next_by: None,
        mail: None,
    });
    Story::update(name)
}

/// Dana does this on her page.
fn on_her_page(story: &mut Story, does: impl Into<crate::domain::Body>) -> Result<Changes, Refusal> {
    story.now += TimeDelta::minutes(1);
    let priya = std::mem::replace(&mut story.actor, Actor::Link(Story::link("page")));
    let tried = story.tries(does);
    story.actor = priya;
    tried
}

fn thank_you() -> reply::Command {
    reply::Command::SendReply {
        reply: ReplyId(uuid::Uuid::from_u128(77)),
        update: None,
        role: None,
        team: false,
        text: "Thank you".into(),
    }
}

fn replies(story: &mut Story) -> Result<Changes, Refusal> {
    on_her_page(story, thank_you())
}

fn begin() -> Story {
    let mut story = Story::begin();
    story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
    story
}

/// Whoever stands in for her does this on theirs.
fn as_deputy(story: &mut Story, does: impl Into<crate::domain::Body>) -> Result<Changes, Refusal> {
    let page = Story::link_to("deputy", Target::Leader(Story::leader("dana")), Scope::Respond);
    story.does(crate::domain::link::Command::ShareLink(crate::domain::NewLink {
        label: "Sam".into(),
        expires_on: story.now.date_naive().succ_opt(),
        deputy: true,
        ..page
    }));
    story.leaves(1, "Sam");
    let priya = std::mem::replace(&mut story.actor, Actor::Link(Story::link("deputy")));
    let tried = story.tries(does);
    story.actor = priya;
    tried
}

#[test]
fn what_whoever_stands_in_does_says_nothing_of_what_the_leader_has_read() {
    let mut story = begin();
    let id = writes(&mut story, "first", None);
    assert_eq!(as_deputy(&mut story, got_it(id)), Err(Refusal::LinkForbids));
    let mut story = begin();
    writes(&mut story, "first", None);
    as_deputy(&mut story, thank_you()).unwrap();
    assert_eq!(told(&story), None);
}

/// Takes back what was just done, as the board does.
fn undoes(story: &mut Story, before: &Rows, command: Command) {
    let nothing = Overlay::new();
    let back = inverse(&State::new(before, &nothing), &story.state(), &command.into());
    story.does(back.unwrap());
}

fn silence(story: &Story) -> Silence {
    let standings = story.state().standings(story.now.date_naive());
    standings[&Story::role("data")].silence.unwrap()
}

fn told(story: &Story) -> Option<Told> {
    let state = story.state();
    state.told(state.get::<Leader>(Story::leader("dana")).unwrap())
}

#[test]
fn standing_on_a_page_is_not_telling() {
    let mut story = begin();
    let due = silence(&story).due;
    story.now += TimeDelta::days(4);
    let id = writes(&mut story, "monday", None);
    assert_eq!(told(&story), None);
    assert_eq!(silence(&story).due, due, "the clock runs on");
    let state = story.state();
    let owed = state.owed(Whose::Team, due);
    let stands = owed.you.iter().find_map(|debt| match &debt.what {
        What::Update { stands, .. } => *stands,
        _ => None,
    });
    assert_eq!(
        stands,
        Some((id, story.now.date_naive())),
        "Today knows that it stands there"
    );

    let before = story.rows.clone();
    let tell = Command::TellUpdate {
        update: id,
        way: Some(Way::Chat),
    };
    story.does(tell.clone());
    assert!(silence(&story).due > due);
    undoes(&mut story, &before, tell);
    assert_eq!(
        (told(&story), silence(&story).due),
        (None, due),
        "it was not sent after all"
    );
}

#[test]
fn a_talk_about_a_date_says_nothing_of_what_only_stands_on_their_page() {
    let mut story = begin();
    let due = silence(&story).due;
    story.now += TimeDelta::days(4);
    let id = writes(&mut story, "monday", None);
    story.now += TimeDelta::hours(1);
    story.tells("first", "data", 200);
    assert!(silence(&story).due > due, "they have heard");
    let state = story.state();
    let untold = state.untold(state.get::<Leader>(Story::leader("dana")).unwrap());
    assert_eq!(untold.iter().map(|update| update.id).collect::<Vec<_>>(), [id]);
}

#[test]
fn whoever_does_something_on_their_page_was_told_what_stands_there() {
    for gesture in ["reply", "got it"] {
        let mut story = begin();
        let (first, second) = (
            writes(&mut story, "first", None),
            writes(&mut story, "second", None),
        );
        let change = match gesture {
            "reply" => replies(&mut story),
            _ => on_her_page(&mut story, got_it(second)),
        };
        assert!(change.is_ok());
        let state = story.state();
        for update in [first, second] {
            let update = state.get::<Update>(update).unwrap();
            assert_eq!((update.told_at, update.way), (Some(story.now), None), "{gesture}");
        }
        let dana = state.get::<Leader>(Story::leader("dana")).unwrap();
        assert_eq!(dana.told.map(|told| told.at), Some(story.now), "{gesture}");
        let waits = usize::from(gesture == "reply");
        assert_eq!(
            state.waiting(dana.id).len(),
            waits,
            "what they write waits for an answer"
        );
        assert_eq!(
            state.get::<Update>(second).unwrap().got_it.is_some(),
            gesture == "got it"
        );
    }
}

#[test]
fn a_page_that_does_not_show_an_update_tells_nothing_of_it() {
    let mut story = begin();
    let details = Story::details("Analyst", story.now.date_naive());
    story.does(crate::domain::role::Command::add(
        Story::role("analyst"),
        Story::leader("dana"),
        details,
    ));
    story.shares(
        "analyst page",
        Target::Role(Story::role("analyst")),
        Scope::Respond,
    );
    let id = writes(&mut story, "of data", None);
    let both = Story::update("of both");
    story.does(Command::SendUpdate {
        update: both,
        leader: Story::leader("dana"),
        roles: vec![Story::role("data"), Story::role("analyst")],
        answers: None,
        text: "Of both".into(),
        way: None,
        next_by: None,
        mail: None,
    });
    story.actor = Actor::Link(Story::link("analyst page"));
    for id in [id, both] {
        let unknown = story.tries(got_it(id));
        assert_eq!(unknown, Err(Refusal::Unknown { what: Kind::Update }));
    }
    replies_through(&mut story, "analyst page");
    for id in [id, both] {
        assert!(story.state().get::<Update>(id).unwrap().stands());
    }
}

fn replies_through(story: &mut Story, link: &str) {
    story.actor = Actor::Link(Story::link(link));
    let reply = reply::Command::SendReply {
        reply: ReplyId(uuid::Uuid::from_u128(78)),
        update: None,
        role: None,
        team: false,
        text: "Thank you".into(),
    };
    story.does(reply);
}

#[test]
fn a_day_that_was_told_stays_whatever_the_rhythm_becomes() {
    let mut story = begin();
    writes(&mut story, "first", Some(Way::Mail));
    let due = silence(&story).due;
    let mut rhythm = Settings::default();
    rhythm.cadence.longest_silence = 20;
    story.does(settings::Command::PutSettings(rhythm));
    assert_eq!(silence(&story).due, due);
    let opened = story.now.date_naive();
    assert_eq!(
        story.state().next_update_by(Story::leader("dana"), opened),
        due,
        "nor on the leader's page"
    );
    story.now += TimeDelta::days(1);
    writes(&mut story, "second", Some(Way::Mail));
    assert!(
        silence(&story).due > due + TimeDelta::days(14),
        "the next one follows it"
    );
}

#[test]
fn another_day_may_be_told_within_reason() {
    let mut story = begin();
    let sends = |story: &mut Story, name: &str, days: i64| {
        let next_by = story.now.date_naive() + TimeDelta::days(days);
        story.tries(Command::SendUpdate {
            update: Story::update(name),
            leader: Story::leader("dana"),
            roles: vec![],
            answers: None,
            text: "Two replied.".into(),
            way: Some(Way::Mail),
            next_by: Some(next_by),
            mail: None,
        })
    };
    assert!(matches!(
        sends(&mut story, "past", -1),
        Err(Refusal::DatePassed { .. })
    ));
    assert!(matches!(
        sends(&mut story, "far", 93),
        Err(Refusal::TooFar { .. })
    ));
    sends(&mut story, "soon", 12).unwrap();
    assert_eq!(silence(&story).due, story.now.date_naive() + TimeDelta::days(12));
}

#[test]
fn a_talk_is_undone_with_the_clock_that_it_set() {
    let mut story = begin();
    writes(&mut story, "first", Some(Way::Mail));
    let before = (told(&story), silence(&story));
    let rows = story.rows.clone();
    let talk = Command::SendUpdate {
        update: Story::update("talk"),
        leader: Story::leader("dana"),
        roles: vec![],
        answers: None,
        text: Update::TALKED.into(),
        way: Some(Way::Talk),
        next_by: None,
        mail: None,
    };
    story.now += TimeDelta::minutes(1);
    story.does(talk.clone());
    assert_ne!(told(&story), before.0);
    undoes(&mut story, &rows, talk);
    assert_eq!((told(&story), silence(&story)), before);
    assert_eq!(story.state().updates().len(), 1);
    assert_eq!(
        story.tries(Command::RemoveTalk {
            update: Story::update("first"),
            removed: true
        }),
        Err(Refusal::Unknown { what: Kind::Update }),
        "what was sent stays sent"
    );
}

#[test]
fn what_only_stands_on_a_page_is_taken_off_it_and_put_back() {
    let mut story = begin();
    let before = told(&story);
    let id = writes(&mut story, "first", None);
    let rows = story.rows.clone();
    let takes = Command::RemoveTalk {
        update: id,
        removed: true,
    };
    story.does(takes.clone());
    let dana = Story::leader("dana");
    let is_there = |story: &Story| story.state().conversation(dana, |_| true).len();
    assert_eq!((is_there(&story), told(&story)), (0, before));
    let leader = story.state().get::<Leader>(dana).unwrap().clone();
    assert_eq!(story.state().written(&leader), None, "as if it was never written");
    undoes(&mut story, &rows, takes.clone());
    assert_eq!(is_there(&story), 1);
    // Once she did something on her page it was read.
    on_her_page(&mut story, got_it(id)).unwrap();
    assert_eq!(story.tries(takes), Err(Refusal::Unknown { what: Kind::Update }));
}

#[test]
fn what_was_written_and_sent_by_hand_is_taken_back_whole_and_done_again() {
    let mut story = begin();
    let before = (told(&story), silence(&story));
    let id = writes(&mut story, "first", Some(Way::Chat));
    let after = (told(&story), silence(&story));
    let mut back = Vec::new();
    for command in Command::takes_back(id) {
        let rows = story.rows.clone();
        story.does(command.clone());
        let nothing = Overlay::new();
        let again = inverse(&State::new(&rows, &nothing), &story.state(), &command.into());
        back.push(again.unwrap());
    }
    assert_eq!((told(&story), silence(&story)), before);
    assert!(story.state().updates().is_empty());
    for again in back.into_iter().rev() {
        story.does(again);
    }
    assert_eq!((told(&story), silence(&story)), after);
    assert_eq!(story.state().updates()[0].way, Some(Way::Chat));
}

fn got_it(update: UpdateId) -> Command {
    Command::GotIt {
        update,
        thanks: false,
    }
}

#[test]
fn what_was_done_by_an_older_page_says_nothing_of_what_came_since() {
    let mut story = begin();
    let first = writes(&mut story, "first", None);
    let seen_at = story.now;
    let second = writes(&mut story, "second", None);
    story.now += TimeDelta::hours(1);
    story.actor = Actor::Link(Story::link("page"));
    let waited = |body: crate::domain::Body| {
        let ctx = Ctx {
            seen_at,
            ..story.ctx()
        };
        crate::domain::decide(&story.state(), &body, &ctx).unwrap()
    };
    let told = |changes: &Changes, update| {
        changes.0.values().find_map(|change| match change {
            crate::domain::Change::Put {
                row: crate::domain::Row::Update(row),
                ..
            } if row.id == update => row.told_at,
            _ => None,
        })
    };
    let sent_at = story.state().get::<Update>(second).unwrap().sent_at;
    let reply = waited(thank_you().into());
    // As of then: what came since stays untold beside it.
    assert_eq!((told(&reply, first), told(&reply, second)), (Some(seen_at), None));
    // What is pressed on an update itself tells of that one.
    let pressed = waited(got_it(second).into());
    assert_eq!(
        (told(&pressed, first), told(&pressed, second)),
        (Some(seen_at), Some(sent_at))
    );
}

#[test]
fn got_it_on_a_page_that_was_revoked_says_nothing() {
    let mut story = begin();
    let id = writes(&mut story, "first", None);
    story.does(crate::domain::link::Command::RevokeLink {
        link: Story::link("page"),
    });
    let rows = story.rows.clone();
    assert_eq!(on_her_page(&mut story, got_it(id)), Err(Refusal::LinkGone));
    assert_eq!(story.rows, rows);
    assert!(story.state().get::<Update>(id).unwrap().stands());
}

#[test]
fn thanks_may_follow_and_stays() {
    let mut story = begin();
    let id = writes(&mut story, "first", None);
    let thanks = Command::GotIt {
        update: id,
        thanks: true,
    };
    on_her_page(&mut story, got_it(id)).unwrap();
    assert!(!on_her_page(&mut story, thanks.clone()).unwrap().is_empty());
    for again in [got_it(id), thanks] {
        assert!(on_her_page(&mut story, again).unwrap().is_empty());
    }
    let state = story.state();
    assert!(state.get::<Update>(id).unwrap().thanks);
    let heard: Vec<_> = state.heard().map(|heard| heard.words.into_owned()).collect();
    assert_eq!(heard, ["Thanks"]);
}

#[test]
fn got_it_twice_is_once_and_what_was_read_stays_told() {
    let mut story = begin();
    let id = writes(&mut story, "first", None);
    on_her_page(&mut story, got_it(id)).unwrap();
    let got = story.now;
    let again = on_her_page(&mut story, got_it(id)).unwrap();
    assert!(again.is_empty());
    let before = story.rows.clone();
    let tell = Command::TellUpdate {
        update: id,
        way: Some(Way::Chat),
    };
    story.does(tell.clone());
    undoes(&mut story, &before, tell);
    let state = story.state();
    let update = state.get::<Update>(id).unwrap();
    assert_eq!((update.way, update.told_at), (None, Some(got)));
}

#[test]
fn nobody_is_late_over_a_weekend_or_a_holiday() {
    let mut cadence = Cadence::default();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    cadence.holidays.insert(day("2026-11-30"));
    let told = Told {
        at: "2026-11-20T10:00:00+01:00".parse().unwrap(),
        next_by: day("2026-11-27"),
    };
    let pace =
        |today: &str| Silence::since(Some(told), told.on(), day(today), &cadence, Rhythm::default()).pace;
    assert_eq!(pace("2026-11-25"), Pace::Calm);
    // From the Thursday to the Friday on which it is due, over the weekend and the Monday that is free.
    for soon in [
        "2026-11-26",
        "2026-11-27",
        "2026-11-28",
        "2026-11-29",
        "2026-11-30",
    ] {
        assert_eq!(pace(soon), Pace::Soon, "{soon}");
    }
    assert_eq!(pace("2026-12-01"), Pace::Late);
}

#[test]
fn a_leader_with_a_rhythm_of_their_own_hears_by_that() {
    let mut story = Story::begin();
    let dana = Story::leader("dana");
    let next = |story: &Story| story.state().tells_next(dana, story.now.date_naive());
    assert_eq!(next(&story), "2026-11-26".parse().unwrap(), "five business days");
    let was = story.state().get::<Leader>(dana).unwrap().details.clone();
    let mut edit = |days| {
        story.tries(crate::domain::leader::Command::EditLeader {
            leader: dana,
            details: crate::domain::LeaderDetails {
                longest_silence: Some(days),
                ..was.clone()
            },
            base: None,
        })
    };
    for days in [0, Cadence::MAX_SILENCE + 1] {
        assert!(matches!(edit(days), Err(Refusal::OutOfRange { .. })));
    }
    edit(2).unwrap();
    assert_eq!(next(&story), "2026-11-23".parse().unwrap());
    // What was told before stays told, and the clock runs by it.
    let standing = story
        .state()
        .standing(Story::role("data"), story.now.date_naive());
    assert_eq!(
        standing.unwrap().silence.unwrap().due,
        "2026-11-23".parse().unwrap()
    );
}
