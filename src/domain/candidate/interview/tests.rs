use chrono::{Days, TimeDelta};

use super::*;
use crate::domain::{
    Actor, Away, Body, Candidate, Changes, CloseReason, Ending, Interview, Kind, Leader, LeaderDetails,
    NewLink, Overlay, Role, Rows, Scope, State, Stored, Story, Target, Wish, candidate, interview::Command,
    inverse, leader, link, role,
};

mod helped;
mod news;

/// Sam is on Dana's page, and so is the question which of three times suits her.
fn begin() -> Story {
    let mut story = Story::begin();
    story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
    story.finds("sam", "data", "Sam Reed");
    story.shows("sam");
    story.offers("slot", "sam", &[48, 50, 72]);
    story
}

fn slot(story: &Story) -> Interview {
    story
        .state()
        .get::<Interview>(Story::interview("slot"))
        .unwrap()
        .clone()
}

fn time(story: &Story, nth: usize) -> DateTime<FixedOffset> {
    slot(story).offer.unwrap().times[nth]
}

fn through(story: &mut Story, page: &str, body: impl Into<Body>) -> Result<Changes, Refusal> {
    let priya = std::mem::replace(&mut story.actor, Actor::Link(Story::link(page)));
    let answer = story.tries(body.into());
    story.actor = priya;
    answer
}

fn chooses(time: Option<DateTime<FixedOffset>>, because: &str) -> Command {
    Command::ChooseTime {
        interview: Story::interview("slot"),
        read: 0,
        time,
        because: because.into(),
    }
}

fn notes(time: Option<DateTime<FixedOffset>>, because: &str) -> Command {
    Command::NoteTime {
        interview: Story::interview("slot"),
        time,
        because: because.into(),
    }
}

fn moves(time: Option<DateTime<FixedOffset>>, from: Option<DateTime<FixedOffset>>) -> Command {
    Command::MoveInterview {
        interview: Story::interview("slot"),
        zone: "Europe/London".into(),
        time,
        from,
    }
}

fn offers_anew(story: &Story, hours: &[i64]) -> Command {
    Command::OfferAnew {
        interview: Story::interview("slot"),
        zone: "Europe/London".into(),
        offer: Box::new(story.offer(hours)),
    }
}

fn sets(story: &Story, name: &str, hours: i64) -> Command {
    Command::SetInterview {
        interview: Story::interview(name),
        candidate: Story::candidate("sam"),
        leader: Story::leader("dana"),
        details: Box::new(Story::slot()),
        zone: "Europe/London".into(),
        time: story.in_hours(hours),
    }
}

fn calls_off(cause: OffCause) -> Command {
    Command::CallOff {
        interview: Story::interview("slot"),
        cause,
    }
}

fn ends(ending: Ending) -> candidate::Command {
    candidate::Command::EndCandidate {
        candidate: Story::candidate("sam"),
        ending,
        because: "Pay".into(),
    }
}

fn says(wish: Wish) -> candidate::Command {
    candidate::Command::SayWish {
        candidate: Story::candidate("sam"),
        read: 0,
        wish,
        because: "No".into(),
    }
}

/// Gives a command and takes it back as the board does.
fn does_and_undoes(story: &mut Story, body: impl Into<Body>) -> Body {
    let body = body.into();
    let before: Rows = story
        .rows
        .iter()
        .map(|(key, stored)| (*key, stored.clone()))
        .collect::<Vec<(_, Stored)>>()
        .into_iter()
        .collect();
    story.does(body.clone());
    let nothing = Overlay::new();
    let undo = inverse(&State::new(&before, &nothing), &story.state(), &body).unwrap();
    story.does(undo.clone());
    undo
}

#[test]
fn the_leader_chooses_one_of_the_times_and_it_is_settled() {
    let mut story = begin();
    assert!(story.state().is_time_asked(&slot(&story)));
    let chosen = time(&story, 1);
    through(&mut story, "page", chooses(Some(chosen), "")).unwrap();
    let now = slot(&story);
    assert_eq!(now.starts, Some(chosen));
    assert_eq!(now.answer().unwrap().said(), "Sat 21 Nov, 11:38");
    assert!(!story.state().is_time_asked(&now));
    let coming = story.state().coming(Story::role("data"));
    assert_eq!(coming.iter().map(|one| one.id).collect::<Vec<_>>(), [now.id]);
}

#[test]
fn it_is_answered_once_whoever_answers_and_the_second_is_told_the_first() {
    let mut story = begin();
    story.shares("other", Target::Role(Story::role("data")), Scope::Respond);
    let (first, second) = (time(&story, 0), time(&story, 1));
    through(&mut story, "page", chooses(Some(first), "")).unwrap();
    let told = Err(Refusal::Wished {
        said: "Sat 21 Nov, 09:38".into(),
    });
    assert_eq!(through(&mut story, "other", chooses(Some(second), "")), told);
    assert_eq!(story.tries(notes(Some(second), "")), told);
    // The same, sent twice, is said once.
    assert_eq!(
        through(&mut story, "page", chooses(Some(first), "")),
        Ok(Changes::new())
    );
}

#[test]
fn none_of_them_needs_a_reason_and_other_times_are_another_question() {
    let mut story = begin();
    assert!(matches!(
        through(&mut story, "page", chooses(None, " ")),
        Err(Refusal::Empty { .. })
    ));
    through(&mut story, "page", chooses(None, "I am in Oslo")).unwrap();
    assert_eq!(
        slot(&story).answer().unwrap().said(),
        "None of these, because: I am in Oslo"
    );
    assert_eq!(slot(&story).starts, None);
    story.does(offers_anew(&story, &[100]));
    let now = slot(&story);
    assert!(story.state().is_time_asked(&now) && now.answers.len() == 1);
    // An answer to what was offered before.
    let old = story.in_hours(48);
    assert_eq!(
        through(&mut story, "page", chooses(Some(old), "")),
        Err(Refusal::TimesChanged)
    );
}

#[test]
fn a_time_that_has_passed_or_was_not_offered_is_not_chosen() {
    let mut story = begin();
    let (first, other) = (time(&story, 0), story.in_hours(7));
    assert_eq!(
        through(&mut story, "page", chooses(Some(other), "")),
        Err(Refusal::ChoiceGone)
    );
    story.now += TimeDelta::hours(49);
    let passed = Err(Refusal::DatePassed {
        date: "2026-11-21 09:38".into(),
    });
    assert_eq!(through(&mut story, "page", chooses(Some(first), "")), passed);
    assert_eq!(
        story.tries(offers_anew(&story, &[-1])).unwrap_err().to_string(),
        { "21 Nov 2026, 09:38 has passed: choose a later time" }
    );
}

#[test]
fn one_that_took_place_is_written_down_afterwards() {
    let mut story = begin();
    for (name, hours) in [("past", -30), ("coming", 30)] {
        story.does(sets(&story, name, hours));
    }
    let state = story.state();
    let is_held = |name| state.get::<Interview>(Story::interview(name)).unwrap().held;
    assert_eq!((is_held("past"), is_held("coming")), (true, false));
    let of_long_ago = story.tries(sets(&story, "old", -24 * 365 * 60));
    assert!(matches!(of_long_ago, Err(Refusal::DateOutOfReach { .. })));
}

#[test]
fn times_are_one_to_three_each_once_and_minutes_within_a_day() {
    let mut story = begin();
    for hours in [vec![], vec![30, 31, 32, 33]] {
        let offered = story.tries(offers_anew(&story, &hours));
        assert!(matches!(offered, Err(Refusal::OutOfRange { .. })), "{hours:?}");
    }
    assert_eq!(
        story.tries(offers_anew(&story, &[30, 40, 30])),
        Err(Refusal::TwiceOffered {
            time: "Fri 20 Nov, 15:38".into()
        })
    );
    // The answer is due tomorrow, and by then this one is over.
    let late = story.tries(offers_anew(&story, &[2])).unwrap_err();
    assert!(matches!(late, Refusal::TimesOver { .. }), "{late}");
    for (minutes, is_fine) in [(4, false), (5, true), (480, true), (481, false)] {
        let edited = story.tries(Command::EditInterview {
            interview: Story::interview("slot"),
            details: Box::new(InterviewDetails {
                minutes,
                ..Story::slot()
            }),
            base: None,
        });
        assert_eq!(edited.is_ok(), is_fine, "{minutes}: {edited:?}");
    }
}

#[test]
fn nobody_is_asked_about_somebody_whom_they_do_not_know_or_who_is_out_of_the_question() {
    let mut story = begin();
    story.finds("mina", "data", "Mina Park");
    let of_mina = |story: &Story| Command::SetInterview {
        interview: Story::interview("other"),
        candidate: Story::candidate("mina"),
        leader: Story::leader("dana"),
        details: Box::new(Story::slot()),
        zone: "Europe/London".into(),
        time: story.in_hours(30),
    };
    assert_eq!(story.tries(of_mina(&story)), Err(Refusal::NotShown));
    let jonas = Story::leader("jonas");
    story.does(leader::Command::add(jonas, LeaderDetails::named("Jonas Berg")));
    let (data, sam) = (Story::role("data"), sets(&story, "other", 30));
    story.does(role::Command::GiveRole {
        role: data,
        leader: jonas,
    });
    assert_eq!(story.tries(sam.clone()), Err(Refusal::LeaderChanged));
    story.does(role::Command::GiveRole {
        role: data,
        leader: Story::leader("dana"),
    });
    story.closes("data", CloseReason::Cancelled);
    assert_eq!(story.tries(sam), Err(Refusal::Closed));
    assert!(
        !story.state().is_on(&slot(&story)),
        "nor is what was asked before"
    );
}

#[test]
fn withdrawing_turning_down_and_a_no_call_off_what_is_still_to_come_and_undo_brings_it_back() {
    for (body, cause) in [
        (Body::from(ends(Ending::Withdrew)), OffCause::Withdrew),
        (Body::from(ends(Ending::TurnedDown)), OffCause::TurnedDown),
        (
            candidate::Command::NoteWish {
                candidate: Story::candidate("sam"),
                wish: Wish::Not,
                because: "No".into(),
                instead_of: None,
            }
            .into(),
            OffCause::NotWanted,
        ),
    ] {
        let mut story = begin();
        story.does(sets(&story, "past", 1));
        story.now += TimeDelta::hours(2);
        let cause_of = |story: &Story, name: &str| {
            let one = story
                .state()
                .get::<Interview>(Story::interview(name))
                .unwrap()
                .clone();
            one.off.map(|off| off.cause)
        };
        story.does(body.clone());
        assert_eq!(cause_of(&story, "slot"), Some(cause));
        assert_eq!(cause_of(&story, "past"), None, "it took place, or was to");
        let mut story = begin();
        does_and_undoes(&mut story, body);
        assert_eq!(cause_of(&story, "slot"), None);
        assert!(story.state().is_time_asked(&slot(&story)));
    }
}

#[test]
fn somebody_who_is_back_after_a_while_is_met_at_no_time_of_before() {
    let mut story = begin();
    story.does(ends(Ending::Withdrew));
    story.now += TimeDelta::minutes(Interview::SLIP + 1);
    story.does(candidate::Command::ReopenCandidate {
        candidate: Story::candidate("sam"),
    });
    assert!(slot(&story).off.is_some());
    // What was called off for another reason stays so however soon.
    let mut story = begin();
    story.does(calls_off(OffCause::Leader));
    story.does(ends(Ending::Withdrew));
    story.does(candidate::Command::ReopenCandidate {
        candidate: Story::candidate("sam"),
    });
    assert_eq!(slot(&story).off.unwrap().cause, OffCause::Leader);
}

#[test]
fn a_candidate_who_withdrew_while_the_leader_chose_is_said_to_have() {
    let mut story = begin();
    let chosen = time(&story, 0);
    story.does(ends(Ending::Withdrew));
    let late = through(&mut story, "page", chooses(Some(chosen), "")).unwrap_err();
    assert_eq!(
        late.to_string(),
        "this interview is off, since the candidate withdrew: ask for another time"
    );
}

#[test]
fn a_deputy_chooses_on_the_days_on_which_they_decide() {
    let mut story = begin();
    let (dana, today) = (Target::Leader(Story::leader("dana")), story.now.date_naive());
    story.does(link::Command::ShareLink(NewLink {
        label: "Ola".into(),
        expires_on: Some(today + Days::new(9)),
        deputy: true,
        ..Story::link_to("deputy", dana, Scope::Respond)
    }));
    let chosen = time(&story, 0);
    assert_eq!(
        through(&mut story, "deputy", chooses(Some(chosen), "")),
        Err(Refusal::NotStandingIn)
    );
    let away = Away {
        from: today,
        until: today,
        deputy: "Ola".into(),
    };
    through(&mut story, "page", leader::Command::TellAway { away: Some(away) }).unwrap();
    through(&mut story, "deputy", chooses(Some(chosen), "")).unwrap();
    assert_eq!(slot(&story).starts, Some(chosen));
}

#[test]
fn another_leaders_page_and_one_that_only_reads_choose_nothing() {
    let mut story = begin();
    let chosen = time(&story, 0);
    let jonas = Story::leader("jonas");
    story.does(leader::Command::add(jonas, LeaderDetails::named("Jonas Berg")));
    story.shares("his", Target::Leader(jonas), Scope::Respond);
    story.shares("boss", Target::Leader(Story::leader("dana")), Scope::Read);
    assert!(matches!(
        through(&mut story, "his", chooses(Some(chosen), "")),
        Err(Refusal::Unknown {
            what: Kind::Interview
        })
    ));
    assert_eq!(
        through(&mut story, "boss", chooses(Some(chosen), "")),
        Err(Refusal::LinkForbids)
    );
}

#[test]
fn two_who_move_it_at_once_are_told_of_each_other() {
    let mut story = begin();
    let (first, second) = (story.in_hours(60), story.in_hours(61));
    story.does(moves(Some(first), None));
    assert!(matches!(
        story.tries(moves(Some(second), None)),
        Err(Refusal::EditedMeanwhile { theirs, .. }) if theirs == at_time(first)
    ));
    story.does(moves(Some(second), Some(first)));
    assert_eq!(slot(&story).starts, Some(second));
    let offered = time(&story, 0);
    assert_eq!(
        through(&mut story, "page", chooses(Some(offered), "")),
        Err(Refusal::Wished {
            said: at_time(second)
        }),
        "the time was known before an answer came"
    );
}

#[test]
fn it_took_place_once_its_time_has_come() {
    let mut story = begin();
    let held = |held| Command::NoteHeld {
        interview: Story::interview("slot"),
        held,
    };
    story.does(moves(Some(story.in_hours(1)), None));
    assert!(matches!(
        story.tries(held(true)),
        Err(Refusal::StillToCome { .. })
    ));
    story.now += TimeDelta::hours(2);
    does_and_undoes(&mut story, held(true));
    assert!(!slot(&story).held);
    story.does(held(true));
    assert!(slot(&story).held && !story.state().is_on(&slot(&story)));
}

#[test]
fn how_it_stands_follows_from_what_was_said_and_from_the_hour() {
    let mut story = begin();
    let stands = |story: &Story| story.state().stands(&slot(story), story.now);
    let may = |story: &Story| story.state().may_meet(Story::candidate("sam"));
    assert_eq!(
        (stands(&story), may(&story)),
        (Stands::Asked, Some(Story::leader("dana")))
    );
    let first = time(&story, 0);
    story.does(notes(Some(first), ""));
    assert_eq!(stands(&story), Stands::Set);
    story.now = first + TimeDelta::minutes(44);
    assert_eq!(stands(&story), Stands::Set, "it is not over");
    story.now = first + TimeDelta::minutes(46);
    assert_eq!(stands(&story), Stands::Past);
    story.does(ends(Ending::Withdrew));
    assert_eq!((stands(&story), may(&story)), (Stands::Idle, None));
}

#[test]
fn what_is_off_is_told_to_its_leader_in_words_to_them() {
    assert_eq!(OffCause::Leader.to_leader(), "You cannot make it");
    assert_eq!(OffCause::NotWanted.to_leader(), "You do not want to meet them");
    assert_eq!(OffCause::Withdrew.to_leader(), OffCause::Withdrew.label());
}

#[test]
fn each_change_of_ours_is_taken_back_and_what_was_said_on_a_page_stays() {
    let mut story = begin();
    let first = time(&story, 0);
    does_and_undoes(&mut story, notes(Some(first), ""));
    assert_eq!((slot(&story).starts, slot(&story).answer()), (None, None));
    let to = story.in_hours(60);
    does_and_undoes(&mut story, moves(Some(to), None));
    assert_eq!(slot(&story).starts, None);
    does_and_undoes(&mut story, calls_off(OffCause::Leader));
    assert_eq!(slot(&story).off, None);
    let set = sets(&story, "new", 9);
    does_and_undoes(&mut story, set);
    let new = story
        .state()
        .get::<Interview>(Story::interview("new"))
        .unwrap()
        .clone();
    assert_eq!(new.off.unwrap().cause, OffCause::Mistake);
    through(&mut story, "page", chooses(Some(first), "")).unwrap();
    assert!(matches!(
        story.tries(Command::TakeBackTime {
            interview: Story::interview("slot")
        }),
        Err(Refusal::Wished { .. })
    ));
}

#[test]
fn whoever_is_to_be_met_is_not_asked_about_once_more() {
    let mut story = begin();
    let sam = |story: &Story| {
        let state = story.state();
        state.is_wished_for(state.get::<Candidate>(Story::candidate("sam")).unwrap())
    };
    assert!(!sam(&story));
    story.does(calls_off(OffCause::Mistake));
    assert!(sam(&story));
    through(&mut story, "page", says(Wish::Not)).unwrap();
    assert!(matches!(
        story.tries(sets(&story, "other", 9)),
        Err(Refusal::Wished { .. })
    ));
}

#[test]
fn with_whoever_is_forgotten_or_erased_what_they_met_for_is_gone() {
    let mut story = begin();
    story.does(candidate::Command::ForgetCandidate {
        candidate: Story::candidate("sam"),
    });
    assert!(story.state().get::<Interview>(Story::interview("slot")).is_err());
    let mut story = begin();
    story.does(leader::Command::EraseLeader {
        leader: Story::leader("dana"),
    });
    assert!(story.state().get::<Interview>(Story::interview("slot")).is_err());
    assert!(story.state().get::<Leader>(Story::leader("dana")).is_err());
    assert!(story.state().get::<Role>(Story::role("data")).is_ok());
}

#[test]
fn who_asks_for_what_is_kept_of_them_reads_of_their_interviews() {
    let mut story = begin();
    story.does(moves(Some(story.in_hours(48)), None));
    let state = story.state();
    let kept = state.kept_of(state.get::<Candidate>(Story::candidate("sam")).unwrap());
    assert!(
        kept.contains("Interview, 45 minutes: 21 Nov 2026, 09:38, By video: https://meet.example.com/room"),
        "{kept}"
    );
}

#[test]
fn twenty_are_the_most_with_one_candidate() {
    let mut story = begin();
    for nth in 1..Interview::MOST {
        story.does(sets(&story, &format!("slot {nth}"), 9));
    }
    assert_eq!(
        story.tries(sets(&story, "more", 9)),
        Err(Refusal::TooMany {
            what: Kind::Interview,
            most: Interview::MOST
        })
    );
}

#[test]
fn an_address_is_told_from_the_words_around_it() {
    let how = |how: &str| InterviewDetails {
        how: how.into(),
        ..Story::slot()
    };
    assert_eq!(
        how("By video: https://meet.example.com/room").address(),
        ("By video".into(), Some("https://meet.example.com/room"))
    );
    assert_eq!(how("Room 4").address(), ("Room 4".into(), None));
    assert_eq!(how("http://x.example javascript:alert(1)").address().1, None);
}

#[test]
fn whoever_comes_at_a_settled_time_comes_also_when_another_leader_needs_the_role() {
    let mut story = begin();
    let asked = slot(&story);
    story.does(sets(&story, "set", 30));
    let jonas = Story::leader("jonas");
    story.does(leader::Command::add(jonas, LeaderDetails::named("Jonas Berg")));
    let gives = |leader| role::Command::GiveRole {
        role: Story::role("data"),
        leader,
    };
    story.does(gives(jonas));
    let state = story.state();
    let set = state.get::<Interview>(Story::interview("set")).unwrap();
    let now = story.now.fixed_offset();
    assert_eq!(
        (state.stands(set, now), state.was_set_before(set)),
        (Stands::Set, true)
    );
    assert_eq!(state.coming(Story::role("data")), [set]);
    assert!(
        !state.is_on(&asked),
        "nobody is asked for a time that is not theirs"
    );
    // It is on no page: neither is the role one's, nor whoever comes shown to the other.
    story.shares("jonas", Target::Leader(jonas), Scope::Respond);
    let state = story.state();
    let set = state.get::<Interview>(Story::interview("set")).unwrap();
    for page in ["page", "jonas"] {
        let link = state.get::<crate::domain::ShareLink>(Story::link(page)).unwrap();
        assert!(!set.is_shown_by(link, &state), "{page}");
    }
    // What else ends it ends it still.
    story.closes("data", CloseReason::Cancelled);
    assert_eq!(
        story.state().coming(Story::role("data")),
        Vec::<&Interview>::new()
    );
}
