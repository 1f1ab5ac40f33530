//! Stories of dates that were told.

use chrono::NaiveDate;

use super::*;
use crate::domain::{
    Actor, Asked, Body, Changes, DateTold, Matter, Outlook, Overlay, Part, RoleDetails, SkipReason, Stage,
    State, Step, Target, Turnout, Way, What, Whose, Word, brief,
    forecast::{Experience, Lapses},
    inverse, leader, role,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Dana says it on her page.
fn says(story: &mut Story, body: impl Into<Body>) -> Result<Changes, Refusal> {
    let priya = std::mem::replace(&mut story.actor, Actor::Link(Story::link("page")));
    let answer = story.tries(body.into());
    story.actor = priya;
    answer
}

use crate::domain::Story;

fn begin() -> Story {
    let mut story = Story::begin();
    story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
    story.tells("first", "data", 90);
    story
}

fn answers(expectation: &str, fits: Fits, words: &str) -> Command {
    Command::AnswerExpectation {
        expectation: Story::expectation(expectation),
        fits,
        words: words.into(),
    }
}

fn date(story: &Story) -> DateTold {
    let standing = story
        .state()
        .standing(Story::role("data"), story.now.date_naive());
    standing.unwrap().told.unwrap()
}

fn told<'a>(story: &'a Story, name: &str) -> &'a Expectation {
    story
        .state()
        .get::<Expectation>(Story::expectation(name))
        .unwrap()
}

#[test]
fn a_date_told_is_told_and_the_silence_clock_starts_anew() {
    let mut story = Story::begin();
    story.now += TimeDelta::days(6);
    let state = story.state();
    let dana = state.get::<crate::domain::Leader>(Story::leader("dana")).unwrap();
    assert_eq!(state.told(dana), None);
    story.tells("first", "data", 90);
    let state = story.state();
    let dana = state.get::<crate::domain::Leader>(Story::leader("dana")).unwrap();
    assert_eq!(state.told(dana).map(|told| told.at), Some(story.now));
    let standing = state
        .standing(Story::role("data"), story.now.date_naive())
        .unwrap();
    assert_eq!(
        standing.rail[Step::Expect as usize],
        (Part::Done, "a date was told")
    );
    assert_eq!(date(&story).coming.day(), day("2027-02-23"));
}

#[test]
fn agreeing_twice_is_agreeing_once() {
    let mut story = begin();
    says(&mut story, answers("first", Fits::Agreed, "")).unwrap();
    let first = told(&story, "first").clone();
    assert!(first.is_agreed() && first.answer.as_ref().unwrap().on_page);
    story.now += TimeDelta::hours(3);
    assert_eq!(
        says(&mut story, answers("first", Fits::Agreed, "")).unwrap(),
        Changes::new()
    );
    assert_eq!(told(&story, "first"), &first);
    assert_eq!(date(&story).fits, Some(Fits::Agreed));
}

#[test]
fn what_is_too_late_is_the_recruiters_to_talk_about() {
    let mut story = begin();
    says(
        &mut story,
        answers("first", Fits::TooLate, "I lose the team by then"),
    )
    .unwrap();
    let today = story.now.date_naive();
    let standing = story.state().standing(Story::role("data"), today).unwrap();
    let told_for = Coming::Desk(day("2027-02-17"));
    assert_eq!(standing.matters(today)[0], Matter::TooLate { told: told_for });
    assert!(standing.is_our_turn(today));
    let owed = story.state().owed(Whose::Team, today).you;
    let late = owed.iter().find_map(|debt| match &debt.what {
        What::TooLate { words, .. } => Some(words.as_str()),
        _ => None,
    });
    assert_eq!(late, Some("I lose the team by then"));
    // Another date, talked through, is another beginning.
    story.now += TimeDelta::hours(1);
    story.tells("second", "data", 60);
    let standing = story.state().standing(Story::role("data"), today).unwrap();
    assert!(!matches!(standing.matters(today)[0], Matter::TooLate { .. }));
}

#[test]
fn an_answer_to_an_older_date_is_refused_and_the_older_one_stays_as_it_was_told() {
    let mut story = begin();
    let first = told(&story, "first").clone();
    story.now += TimeDelta::days(1);
    story.tells("second", "data", 120);
    assert_eq!(
        says(&mut story, answers("first", Fits::Agreed, "")),
        Err(Refusal::NewerTold)
    );
    assert_eq!(told(&story, "first"), &first);
    let all = story.state().expectations(Story::role("data"));
    let ids: Vec<_> = all.iter().map(|told| told.id).collect();
    assert_eq!(ids, [Story::expectation("second"), Story::expectation("first")]);
    let again = story.tries(Command::TellExpectation {
        expectation: Story::expectation("first"),
        role: Story::role("data"),
        leader: Story::leader("dana"),
        terms: Box::new(Story::terms(day("2027-06-01"))),
        way: Way::Talk,
        shown: Shown::Us,
        fits: None,
    });
    assert!(matches!(again, Err(Refusal::Exists { .. })));
}

#[test]
fn nobody_answers_what_they_are_not_shown_and_a_revoked_link_answers_nothing() {
    let mut story = begin();
    story.does(Command::ShowExpectation {
        expectation: Story::expectation("first"),
        shown: Shown::Us,
    });
    let refused = says(&mut story, answers("first", Fits::Agreed, ""));
    assert!(matches!(refused, Err(Refusal::Unknown { .. })));
    story.does(Command::ShowExpectation {
        expectation: Story::expectation("first"),
        shown: Shown::Leader,
    });
    story.shares("boss", Target::Leader(Story::leader("dana")), Scope::Read);
    story.actor = Actor::Link(Story::link("boss"));
    assert_eq!(
        story.tries(answers("first", Fits::Agreed, "")),
        Err(Refusal::LinkForbids)
    );
    story.actor = Actor::User(Story::user("priya"));
    story.does(crate::domain::link::Command::RevokeLink {
        link: Story::link("page"),
    });
    assert_eq!(
        says(&mut story, answers("first", Fits::Agreed, "")),
        Err(Refusal::LinkGone)
    );
}

#[test]
fn of_a_role_that_is_another_leaders_now_the_former_answers_nothing_and_the_new_one_was_told_nothing() {
    let mut story = begin();
    story.does(leader::Command::add(
        Story::leader("jonas"),
        crate::domain::LeaderDetails::named("Jonas Berg"),
    ));
    story.does(role::Command::GiveRole {
        role: Story::role("data"),
        leader: Story::leader("jonas"),
    });
    let refused = says(&mut story, answers("first", Fits::Agreed, ""));
    assert!(matches!(refused, Err(Refusal::Unknown { .. })));
    assert_eq!(story.state().expectation(Story::role("data")), None);
    let late = story.tries(Command::TellExpectation {
        expectation: Story::expectation("late"),
        role: Story::role("data"),
        leader: Story::leader("dana"),
        terms: Box::new(Story::terms(day("2027-06-01"))),
        way: Way::Talk,
        shown: Shown::Us,
        fits: None,
    });
    assert_eq!(late, Err(Refusal::LeaderChanged));
}

#[test]
fn no_date_in_the_past_is_told_nor_one_out_of_reach() {
    let mut story = Story::begin();
    let mut tells = |yes_by: &str| {
        story.tries(Command::TellExpectation {
            expectation: Story::expectation("e"),
            role: Story::role("data"),
            leader: Story::leader("dana"),
            terms: Box::new(Story::terms(day(yes_by))),
            way: Way::Chat,
            shown: Shown::Us,
            fits: None,
        })
    };
    assert!(matches!(tells("2026-11-18"), Err(Refusal::DatePassed { .. })));
    assert!(matches!(tells("2126-11-18"), Err(Refusal::DateOutOfReach { .. })));
    tells("2026-11-19").unwrap();
}

#[test]
fn the_gap_is_between_the_desk_and_when_somebody_is_needed() {
    let terms = Terms {
        notice: Some(3),
        needed_by: Some(day("2027-09-01")),
        ..Story::terms(day("2027-08-01"))
    };
    assert_eq!(terms.coming(), Coming::Desk(day("2027-11-01")));
    assert_eq!(gap(terms.coming().day(), day("2027-09-01")), Some(61));
    assert_eq!(gap(terms.coming().day(), day("2027-12-01")), None);
    let unknown = Terms {
        notice: None,
        ..terms
    };
    assert_eq!(
        unknown.coming(),
        Coming::Yes(day("2027-08-01")),
        "unknown is not none"
    );
}

#[test]
fn whoever_cannot_be_reached_reads_it_after_two_tries_and_two_business_days() {
    let mut story = begin();
    let try_to = |story: &mut Story, yes_by: &str| {
        story.does(Command::TryToTell {
            expectation: Story::expectation("first"),
            yes_by: day(yes_by),
            notice: None,
        });
    };
    let overtaken = |story: &Story| {
        let cadence = story.state().settings().cadence;
        told(story, "first")
            .overtaken(story.now.date_naive(), &cadence)
            .map(|last| last.yes_by)
    };
    // A Thursday.
    try_to(&mut story, "2027-06-01");
    story.now += TimeDelta::days(5);
    assert_eq!(overtaken(&story), None, "one try is none");
    try_to(&mut story, "2027-06-06");
    assert_eq!(overtaken(&story), Some(day("2027-06-06")));
    let mut story = begin();
    try_to(&mut story, "2027-06-01");
    story.now += TimeDelta::minutes(1);
    try_to(&mut story, "2027-06-01");
    assert_eq!(told(&story, "first").tries.len(), 1, "twice in a row is one try");
    story.now += TimeDelta::hours(2);
    try_to(&mut story, "2027-06-01");
    story.now += TimeDelta::days(3);
    assert_eq!(overtaken(&story), None, "a weekend is no business day");
    story.now += TimeDelta::days(1);
    assert_eq!(overtaken(&story), Some(day("2027-06-01")));
}

#[test]
fn a_date_that_no_longer_holds_is_for_a_call_and_the_told_one_stays() {
    let mut story = Story::begin();
    let judged = RoleDetails {
        outlook: Some(Outlook::default()),
        ..Story::details("Senior Data Engineer", story.now.date_naive())
    };
    story.does(role::Command::EditRole {
        role: Story::role("data"),
        details: judged,
        base: None,
    });
    let lapses = |story: &Story| -> Lapses {
        let (state, today) = (story.state(), story.now.date_naive());
        state.lapses(today, || Experience::of(&state.history(), today))
    };
    let today = story.now.date_naive();
    let experience = Experience::of(&story.state().history(), today);
    let forecast = story
        .state()
        .forecast(Story::role("data"), today, &experience)
        .unwrap();
    let told_for = forecast.range().eight;
    story.tells("first", "data", (told_for - today).num_days().cast_unsigned());
    assert_eq!(lapses(&story), Lapses::new());
    story.now = (told_for - TimeDelta::days(7))
        .and_hms_opt(9, 0, 0)
        .unwrap()
        .and_utc()
        .fixed_offset();
    let slipped = lapses(&story);
    let lapse = slipped[&Story::role("data")];
    let slip = lapse.slip().unwrap();
    assert!(slip.yes_by > told_for);
    assert_eq!(slip.told, Coming::Desk(told_for));
    let today = story.now.date_naive();
    let calls = story.state().calls(Whose::Team, &slipped, today);
    let [call] = calls.as_slice() else {
        panic!("{calls:?}")
    };
    assert_eq!(
        call.what,
        What::Call {
            leader: Story::leader("dana"),
            role: Story::role("data"),
            title: "Senior Data Engineer".into(),
            lapse,
            tries: 0,
        }
    );
    let mut standing = story.state().standing(Story::role("data"), today).unwrap();
    standing.lapse = Some(lapse);
    let slipped = Matter::Lapsed(lapse);
    assert!(standing.matters(today).contains(&slipped) && slipped.is_ours());
    assert_eq!(date(&story).coming.day(), told_for, "a date told stays told");
    story.does(role::Command::unasked(
        Story::role("data"),
        Stage::FollowUp,
        SkipReason::Known,
    ));
    assert_eq!(lapses(&story), Lapses::new(), "somebody said yes");
}

#[test]
fn told_up_to_twelve_months_and_filled_in_eight() {
    let mut story = Story::begin();
    let note = |expectation: &str, fits| Command::NoteAnswer {
        expectation: Story::expectation(expectation),
        fits,
    };
    story.tells("first", "data", 365);
    story.does(note("first", Fits::TooLate));
    story.now += TimeDelta::days(100);
    story.tells("second", "data", 200);
    story.does(note("second", Fits::Agreed));
    assert_eq!(date(&story).turnout, None);
    story.now += TimeDelta::days(143);
    story.does(role::Command::unasked(
        Story::role("data"),
        Stage::FollowUp,
        SkipReason::Known,
    ));
    let held = Turnout { told: 365, came: 243 };
    assert_eq!(date(&story).turnout, Some(held));
    let state = story.state();
    let first = state.held_against(state.get::<Role>(Story::role("data")).unwrap());
    assert!(first.unwrap().is_too_late(), "to that date nobody agreed");
    // It stays when the role closes, and goes when the yes is taken back.
    story.now += TimeDelta::days(60);
    story.closes("data", crate::domain::CloseReason::Filled);
    assert_eq!(date(&story).turnout, Some(held));
    story.does(role::Command::to_end(Story::role("data"), Stage::Interview, None));
    assert_eq!(date(&story).turnout, None);
}

#[test]
fn what_was_told_after_the_yes_is_not_held_against_it() {
    let mut story = Story::begin();
    story.hires("sam", "data", "Sam Reed", 0);
    story.now += TimeDelta::days(1);
    story.tells("late", "data", 365);
    assert_eq!(date(&story).turnout, None);
}

#[test]
fn a_role_without_a_persons_judgement_has_no_forecast() {
    let story = Story::begin();
    let (state, today) = (story.state(), story.now.date_naive());
    let experience = Experience::of(&state.history(), today);
    assert_eq!(state.forecast(Story::role("data"), today, &experience), None);
    assert_eq!(state.asks_next(Story::role("data")), Some(Asked::Pain));
}

#[test]
fn who_departs_from_what_is_usual_says_why() {
    let mut story = Story::begin();
    let mut edits = |outlook| {
        story.tries(role::Command::EditRole {
            role: Story::role("data"),
            details: RoleDetails {
                outlook: Some(outlook),
                ..Story::details("Senior Data Engineer", day("2026-11-19"))
            },
            base: None,
        })
    };
    let own = |middle, because: &str| Outlook {
        middle: Some(middle),
        because: because.into(),
        ..Outlook::default()
    };
    assert!(matches!(edits(own(90, " ")), Err(Refusal::Empty { .. })));
    assert!(matches!(
        edits(own(0, "we know")),
        Err(Refusal::OutOfRange { .. })
    ));
    assert!(matches!(
        edits(own(9_999, "we know")),
        Err(Refusal::OutOfRange { .. })
    ));
    edits(own(90, "the last three took that long")).unwrap();
}

#[test]
fn erasure_leaves_the_date_and_takes_the_words() {
    let mut story = begin();
    says(
        &mut story,
        answers("first", Fits::TooLate, "I lose the team by then"),
    )
    .unwrap();
    story.does(leader::Command::EraseLeader {
        leader: Story::leader("dana"),
    });
    let left = told(&story, "first");
    assert_eq!((left.leader, left.terms.yes_by), (None, day("2027-02-17")));
    assert!(!left.answer.as_ref().unwrap().words.contains("team"));
}

#[test]
fn a_date_that_a_person_told_against_the_forecast_does_not_slip_the_moment_it_is_told() {
    let mut story = Story::begin();
    let today = story.now.date_naive();
    story.does(role::Command::EditRole {
        role: Story::role("data"),
        details: RoleDetails {
            outlook: Some(Outlook::default()),
            ..Story::details("Senior Data Engineer", today)
        },
        base: None,
    });
    let experience = Experience::of(&story.state().history(), today);
    let forecast = story
        .state()
        .forecast(Story::role("data"), today, &experience)
        .unwrap();
    let sooner = forecast.date(0.4);
    let mut tells = |name: &str, odds| {
        story.now += TimeDelta::minutes(1);
        story.does(Command::TellExpectation {
            expectation: Story::expectation(name),
            role: Story::role("data"),
            leader: Story::leader("dana"),
            terms: Box::new(Terms {
                odds,
                ..Story::terms(sooner)
            }),
            way: Way::Talk,
            shown: Shown::Us,
            fits: None,
        });
        let lapses = story.state().lapses(today, || &experience);
        lapses.contains_key(&Story::role("data"))
    };
    assert!(!tells("known", Some(40)));
    assert!(
        tells("unknown", None),
        "told at 8 in 10, it was never that likely"
    );
}

#[test]
fn what_a_leader_wrote_stays_beside_what_is_said_later_and_answers_have_an_end() {
    let mut story = begin();
    says(
        &mut story,
        answers("first", Fits::TooLate, "I lose the team by then"),
    )
    .unwrap();
    story.now += TimeDelta::hours(2);
    story.does(Command::NoteAnswer {
        expectation: Story::expectation("first"),
        fits: Fits::Agreed,
    });
    let now = told(&story, "first").clone();
    assert!(now.is_agreed());
    assert_eq!(now.earlier[0].words, "I lose the team by then");
    assert_eq!(date(&story).answered_on, Some(story.now.date_naive()));
    let most = Expectation::MOST_ANSWERS;
    // What was noted by mistake is taken back, and what they wrote stands again.
    let before = story.rows.clone();
    story.now += TimeDelta::minutes(1);
    let noted: Body = Command::NoteAnswer {
        expectation: Story::expectation("first"),
        fits: Fits::Agreed,
    }
    .into();
    story.does(noted.clone());
    let nothing = Overlay::new();
    story.does(inverse(&State::new(&before, &nothing), &story.state(), &noted).unwrap());
    assert_eq!(*told(&story, "first"), now);
    for nth in 2..most {
        says(&mut story, answers("first", Fits::TooLate, &nth.to_string())).unwrap();
    }
    assert_eq!(
        says(&mut story, answers("first", Fits::TooLate, "one more")),
        Err(Refusal::TooManyReplies { most })
    );
}

#[test]
fn a_longer_notice_than_was_told_is_for_a_call_and_a_shorter_one_is_not() {
    let mut story = begin();
    let role = Story::role("data");
    let slip = |story: &Story| {
        let (state, today) = (story.state(), story.now.date_naive());
        let lapses = state.lapses(today, || Experience::of(&state.history(), today));
        lapses.get(&role).copied()
    };
    assert_eq!(slip(&story), None, "nobody asked about the notice since");
    let notice = |story: &mut Story, notice| {
        let mut details = story.state().brief(role);
        details.facts.notice = Some(notice);
        story.does(brief::Command::EditBrief {
            role,
            leader: Some(Story::leader("dana")),
            details: Box::new(details),
            base: None,
            prompt: None,
        });
    };
    notice(&mut story, 3);
    let (told, likely) = (day("2027-02-17"), day("2027-05-17"));
    let now = slip(&story).and_then(Lapse::slip).unwrap();
    assert_eq!((now.told, now.likely), (Coming::Desk(told), Coming::Desk(likely)));
    assert_eq!(now.yes_by, told, "the yes still holds");
    notice(&mut story, 0);
    assert_eq!(slip(&story), None);
}

#[test]
fn a_try_is_taken_back_and_a_date_told_is_not() {
    let mut story = begin();
    let before = told(&story, "first").clone();
    assert_eq!(Expectation::undo(None, &before), None);
    story.does(Command::TryToTell {
        expectation: Story::expectation("first"),
        yes_by: day("2027-06-01"),
        notice: Some(3),
    });
    let undo = Expectation::undo(Some(&before), told(&story, "first")).unwrap();
    story.does(undo);
    assert_eq!(told(&story, "first"), &before);
}

#[test]
fn a_date_told_sooner_than_the_forecast_is_not_said_to_hold_as_often() {
    let terms = |odds| Terms {
        odds,
        ..Story::terms(day("2027-08-01"))
    };
    let said = |odds: u8| {
        let terms = terms(Some(odds));
        (terms.chance().unwrap(), terms.longer().unwrap())
    };
    let usual = ("8 in 10".into(), "one in five takes longer".into());
    let unknown = terms(None);
    assert_eq!((unknown.chance(), unknown.longer()), (None, None), "nobody knows");
    assert_eq!(said(78), usual, "days are whole");
    assert_eq!(said(84), usual);
    assert_eq!(
        said(99),
        (
            "more than 8 in 10".into(),
            "fewer than one in five takes longer".into()
        ),
        "nor less often where it is later"
    );
    assert_eq!(
        said(41),
        ("about 4 in 10".into(), "about 6 in 10 take longer".into())
    );
    assert_eq!(
        said(2),
        ("fewer than 1 in 10".into(), "nearly all take longer".into())
    );
}
