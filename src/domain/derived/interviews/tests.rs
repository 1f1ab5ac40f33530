use chrono::{DateTime, FixedOffset, TimeDelta};

use super::*;
use crate::domain::{
    Away, Ending, HelpWay, HireDetails, Part, Scope, SitIn, Stage, Story, Target, Untold, candidate, hire,
    interview::Command, leader,
};

fn begin() -> Story {
    let mut story = Story::begin();
    story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
    story.finds("sam", "data", "Sam Reed");
    story.shows("sam");
    story
}

/// What is owed about interviews, by us and by others.
fn owed(story: &Story) -> (Vec<Slot>, Vec<Slot>) {
    let owed = story.state().owed(Whose::Team, story.now.date_naive());
    let of = |debts: Vec<Debt>| {
        let of = debts.into_iter().filter_map(|debt| match debt.what {
            What::Interview { slot, .. } => Some(slot),
            _ => None,
        });
        of.collect()
    };
    (of(owed.you), of(owed.they))
}

fn choice(waited: i64) -> Slot {
    Slot::Choice { waited, paused: None }
}

fn prepare(story: &Story) -> Part {
    let standing = story
        .state()
        .standing(Story::role("data"), story.now.date_naive());
    standing.unwrap().rail[3].0
}

fn notes(story: &mut Story, time: Option<DateTime<FixedOffset>>) {
    story.does(Command::NoteTime {
        interview: Story::interview("slot"),
        time,
        because: "So it is".into(),
    });
}

#[test]
fn a_time_is_waited_for_and_once_it_is_late_asked_for_again() {
    let mut story = begin();
    story.offers("slot", "sam", &[120]);
    assert_eq!(owed(&story), (vec![], vec![choice(0)]));
    let asks = story
        .state()
        .standing(Story::role("data"), story.now.date_naive());
    let asked = asks.unwrap().asks.into_iter().flatten().next().unwrap();
    assert_eq!(asked.what, "When with Candidate A?");
    // Friday it is due; on Monday it is late.
    story.now += TimeDelta::days(4);
    assert_eq!(owed(&story), (vec![choice(2)], vec![]));
    // Nobody waits while nobody could answer.
    let today = story.now.date_naive();
    let mut details = story
        .state()
        .get::<Leader>(Story::leader("dana"))
        .unwrap()
        .details
        .clone();
    details.away = Some(Away {
        from: today,
        until: today,
        deputy: String::new(),
    });
    story.does(leader::Command::EditLeader {
        leader: Story::leader("dana"),
        details,
        base: None,
    });
    assert!(matches!(
        owed(&story).1[..],
        [Slot::Choice { paused: Some(_), .. }]
    ));
}

#[test]
fn none_of_them_is_ours_to_follow_up() {
    let mut story = begin();
    story.offers("slot", "sam", &[120]);
    notes(&mut story, None);
    assert_eq!(owed(&story), (vec![Slot::None], vec![]));
}

#[test]
fn what_is_near_is_shown_and_what_was_to_be_is_asked_about() {
    let mut story = begin();
    story.offers("slot", "sam", &[48]);
    let time = story.in_hours(48);
    notes(&mut story, Some(time));
    let interview = Story::interview("slot");
    let told = Slot::Told {
        whom: Untold::CANDIDATE,
        at: Some(time),
        is_off: false,
    };
    assert_eq!(owed(&story), (vec![told], vec![]));
    story.does(Command::NoteTold {
        interview,
        untold: Untold::NOBODY,
    });
    assert_eq!(owed(&story), (vec![Slot::Help(time)], vec![]));
    let wants = |way| Command::NoteHelp {
        interview,
        way: Some(way),
    };
    story.does(wants(HelpWay::Practise));
    assert_eq!(
        owed(&story),
        (vec![Slot::Prepare(time, HelpWay::Practise)], vec![])
    );
    story.does(Command::NotePrepared {
        interview,
        prepared: true,
    });
    assert_eq!(owed(&story), (vec![], vec![]));
    story.does(wants(HelpWay::SitIn));
    assert_eq!(owed(&story), (vec![Slot::Tell(time)], vec![]));
    story.does(Command::EditSitIn {
        interview,
        sit_in: SitIn {
            speaks: String::new(),
            told: true,
        },
        base: None,
    });
    assert_eq!(owed(&story), (vec![], vec![]));
    story.now += TimeDelta::days(1);
    assert_eq!(owed(&story), (vec![Slot::Near(time)], vec![]));
    story.now += TimeDelta::days(2);
    assert_eq!(owed(&story), (vec![Slot::Past(time)], vec![]));
    story.does(Command::NoteHeld {
        interview: Story::interview("slot"),
        held: true,
    });
    assert_eq!(owed(&story), (vec![], vec![]));
}

#[test]
fn the_rail_says_what_was_set_and_what_was_held() {
    let mut story = begin();
    story.moves("data", Stage::Interview, None, None).unwrap();
    assert_eq!(prepare(&story), Part::NotYet);
    story.offers("slot", "sam", &[48]);
    assert_eq!(prepare(&story), Part::Begun);
    story.does(Command::CallOff {
        interview: Story::interview("slot"),
        cause: crate::domain::OffCause::Leader,
    });
    assert_eq!(prepare(&story), Part::NotYet, "it was not to be");
}

#[test]
fn an_update_asks_for_the_time_and_after_a_withdrawal_says_who_still_comes() {
    let mut story = begin();
    story.offers("slot", "sam", &[48, 50]);
    let draft = |story: &Story| {
        let state = story.state();
        let role = state.get::<Role>(Story::role("data")).unwrap().clone();
        let said = |day: NaiveDate| day.to_string();
        (state.times_needed(&role, said), state.still_comes(&role))
    };
    let (needed, still) = draft(&story);
    assert_eq!(
        needed,
        ["Which time suits you for Candidate A: Sat 21 Nov, 09:38; Sat 21 Nov, 11:38? By 2026-11-20."]
    );
    assert_eq!(still, None, "nothing is settled");
    let time = story.in_hours(48);
    notes(&mut story, Some(time));
    story.finds("mina", "data", "Mina Park");
    story.shows("mina");
    story.does(candidate::Command::EndCandidate {
        candidate: Story::candidate("mina"),
        ending: Ending::Withdrew,
        because: String::new(),
    });
    let (needed, still) = draft(&story);
    assert!(needed.is_empty());
    assert_eq!(
        still.as_deref(),
        Some("Candidate A still comes Sat 21 Nov, 09:38.")
    );
    assert!(
        story
            .state()
            .asking_of_interviews(
                &story.state().get::<Role>(Story::role("data")).unwrap().clone(),
                story.now.date_naive()
            )
            .is_none()
    );
}

#[test]
fn a_scorecard_is_waited_for_once_the_interview_is_over_and_asked_for_when_it_is_late() {
    let mut story = begin();
    story.offers("slot", "sam", &[24]);
    let time = story.in_hours(24);
    notes(&mut story, Some(time));
    story.looks_for("data", &["calm"]);
    story.seats("mine", "slot", Who::Member(Story::user("priya")));
    let card = |is_own| Slot::Card {
        since: time.date_naive(),
        is_own,
    };
    let has = |all: &[Slot], is_own| all.contains(&card(is_own));
    assert!(!has(&owed(&story).1, false), "it is still to come");
    story.now += TimeDelta::days(2);
    assert!(has(&owed(&story).1, false));
    let mine = |story: &Story| {
        let whose = Whose::Of(Story::user("priya"));
        let you = story.state().owed(whose, story.now.date_naive()).you;
        let mut slots = you.into_iter().map(|debt| debt.what);
        slots.any(|what| matches!(what, What::Interview { slot, .. } if slot == card(true)))
    };
    assert!(mine(&story));
    story.now += TimeDelta::days(10);
    assert!(has(&owed(&story).0, false), "it is asked for");
    // Whoever said yes is judged no more.
    let sam = Story::hire("sam");
    let details = HireDetails {
        yes_on: Some(story.now.date_naive()),
        ..HireDetails::named("Sam Reed")
    };
    story.does(hire::Command::AddHire {
        hire: sam,
        role: Story::role("data"),
        candidate: Some(Story::candidate("sam")),
        details: Box::new(details),
    });
    assert!(!mine(&story) && !has(&owed(&story).0, false));
    story.does(hire::Command::RemoveHire {
        hire: sam,
        removed: true,
    });
    assert!(mine(&story), "it was a slip");
    let writes = story.remarks("mine", "calm", Some(4), "Called both teams first");
    story.does(writes);
    story.does(Story::hands_in("mine"));
    assert!(!mine(&story) && !has(&owed(&story).0, false));
}
