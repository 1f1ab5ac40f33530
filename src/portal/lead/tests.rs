use chrono::{Days, TimeDelta, Utc};

use super::*;
use crate::domain::{
    Body, CloseReason, DecisionDetails, Ending, FixDetails, FixState, Hire, HireDetails, Member, PainDetails,
    Place, Right, Role, RoleId, Scope, ShareLink, Shown, Story, Target, Terms, ToldAnew, Turn, Way, Wish,
    candidate, decision, expectation, fix, funnel, hire, interview, member, pain, update,
};
use crate::portal::project;

/// Thursday 19 November 2026; Priya tells every Thursday.
fn story() -> Story {
    let mut story = Story::begin();
    story.does(member::Command::PutMember(Member {
        user: Story::user("priya"),
        name: "Priya".into(),
        phone: None,
        right: Right::Owner,
        left: None,
    }));
    story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
    story.does(Body::Update(update::Command::SendUpdate {
        update: Story::update("u"),
        leader: Story::leader("dana"),
        roles: vec![],
        answers: None,
        text: "Told".into(),
        way: Some(Way::Chat),
        next_by: None,
        mail: None,
    }));
    story.now += TimeDelta::minutes(5);
    story
}

fn read(story: &Story, scope: Scope) -> String {
    let state = story.state();
    let mut link = state.get::<ShareLink>(Story::link("link")).unwrap().clone();
    link.scope = scope;
    let now = story.now.with_timezone(&Utc);
    lead(&project(&state, &link, story.now.date_naive(), now).unwrap().view)
}

fn asks(story: &mut Story, name: &str, role: &str, days: u64, otherwise: &str) {
    asks_of(story, name, Some(Story::role(role)), days, otherwise);
}

/// Of all roles, where it is about none.
fn asks_of(story: &mut Story, name: &str, role: Option<RoleId>, days: u64, otherwise: &str) {
    story.does(decision::Command::AskDecision {
        decision: Story::decision(name),
        leader: Story::leader("dana"),
        role,
        turn: Turn::Leader,
        details: DecisionDetails {
            otherwise: otherwise.into(),
            ..DecisionDetails::asked("Who comes Thursday?", story.now.date_naive() + Days::new(days))
        },
    });
}

#[test]
fn nothing_new_says_what_was_done_and_when_one_hears() {
    let mut story = story();
    story.moves("data", Stage::Source, None, None).unwrap();
    assert_eq!(
        read(&story, Scope::Respond),
        "No one to show you yet. You hear from Priya by Thu 26 Nov."
    );
    story.logs("a", "data", |draft| (draft.quantity, draft.replies) = (23, 5));
    assert_eq!(
        read(&story, Scope::Respond),
        "No one to show you yet. Priya approached 23 people this week; 5 answered. You hear from Priya by Thu 26 Nov."
    );
    for scope in [Scope::Read, Scope::TeamSafe] {
        assert_eq!(
            read(&story, scope),
            "No one to show yet. Priya approached 23 people this week; 5 answered. Next news by Thu 26 Nov."
        );
    }
    story.now += TimeDelta::days(8);
    assert!(read(&story, Scope::Respond).ends_with("An update was due yesterday."));
    assert_eq!(read(&story, Scope::Read), "No one to show yet.");
}

#[test]
fn where_people_are_in_interviews_or_considered_no_page_says_that_there_is_no_one_to_show() {
    let mut story = story();
    story.moves("data", Stage::Source, None, None).unwrap();
    let begin = |story: &Story, words: &str| {
        for scope in [Scope::Respond, Scope::Read, Scope::TeamSafe] {
            let said = read(story, scope);
            assert!(said.starts_with(words) && !said.contains("sam"), "{said}");
        }
    };
    begin(&story, "No one to show ");
    finds(&mut story, "sam");
    story.does(candidate::Command::NoteWish {
        candidate: Story::candidate("sam"),
        wish: Wish::Meet,
        because: "on Thursday".into(),
        instead_of: None,
    });
    begin(&story, "Somebody is being considered.");
    let counts = |story: &mut Story, place| {
        let role = Story::role("data");
        story.does(funnel::Command::CountPeople { role, place, by: 1 });
    };
    counts(&mut story, Place::FirstTalk);
    begin(&story, "Somebody is being considered.");
    counts(&mut story, Place::Interview);
    begin(&story, "One person is in interviews or later.");
    counts(&mut story, Place::LastRound);
    story.logs("a", "data", |draft| draft.quantity = 2);
    begin(
        &story,
        "Two people are in interviews or later. Priya approached 2 people this week.",
    );
}

#[test]
fn a_decision_says_by_when_and_what_happens_without_it() {
    let mut story = story();
    asks(&mut story, "later", "data", 4, "");
    asks(&mut story, "d", "data", 1, "Thursday’s slot moves to 29 April");
    assert_eq!(
        read(&story, Scope::Respond),
        "Two things from you by tomorrow: Who comes Thursday? Without an answer: Thursday’s slot moves to 29 April. You hear from Priya by Thu 26 Nov."
    );
    assert!(!read(&story, Scope::Read).contains("Thursday?"));
    // Not from a deputy, as long as the leader is there.
    let state = story.state();
    let mut link = state.get::<ShareLink>(Story::link("link")).unwrap().clone();
    link.deputy = true;
    let now = story.now.with_timezone(&Utc);
    let view = project(&state, &link, story.now.date_naive(), now).unwrap().view;
    assert!(!lead(&view).contains("from you"), "{}", lead(&view));
    story.now += TimeDelta::days(2);
    assert!(read(&story, Scope::Respond).starts_with("Two things still open from you: Who comes"));
}

/// Told for another day than before, as it would be when a date slips.
fn slips(story: &mut Story) {
    story.tells("first", "data", 60);
    story.now += TimeDelta::days(1);
    let yes_by = story.now.date_naive() + Days::new(120);
    story.does(expectation::Command::TellExpectation {
        expectation: Story::expectation("second"),
        role: Story::role("data"),
        leader: Story::leader("dana"),
        terms: Box::new(Terms {
            cause: Some(ToldAnew::ALL[0]),
            ..Story::terms(yes_by)
        }),
        way: Way::Talk,
        shown: Shown::Boss,
        fits: None,
    });
}

#[test]
fn a_date_that_slipped_is_said_after_the_talk_with_what_helps_meanwhile() {
    let mut story = story();
    slips(&mut story);
    let said = "As Priya told you today: 18 Jan 2027 will not hold; 20 Mar 2027 at the desk is now likely.";
    assert_eq!(
        read(&story, Scope::Respond),
        format!("{said} You hear from Priya by Fri 27 Nov.")
    );
    let boss = read(&story, Scope::Read);
    assert!(
        boss.starts_with("As Priya told today: 18 Jan 2027 will not hold;"),
        "{boss}"
    );
    story.hurts("late", "data", "Late");
    story.does(pain::Command::EditPain {
        pain: Story::pain("late"),
        details: PainDetails {
            shown: Shown::Leader,
            ..PainDetails::said("Late", story.now.date_naive())
        },
        base: None,
    });
    story.does(fix::Command::AddFix {
        fix: Story::fix("cover"),
        pain: Story::pain("late"),
        details: FixDetails {
            what: "a contractor until June".into(),
            owner: "Priya".into(),
            due: story.now.date_naive() + Days::new(3),
            state: FixState::Begun,
            shown: Shown::Leader,
        },
    });
    let with = format!("{said} What helps meanwhile: a contractor until June, by Monday.");
    assert!(
        read(&story, Scope::Respond).starts_with(&with),
        "{}",
        read(&story, Scope::Respond)
    );
    assert!(!read(&story, Scope::Read).contains("contractor"));
    // After a few days it is known.
    story.now += TimeDelta::days(5);
    assert!(!read(&story, Scope::Respond).contains("will not hold"));
}

fn finds(story: &mut Story, name: &str) {
    story.finds(name, "data", name);
    story.shows(name);
}

fn ends(story: &mut Story, name: &str) {
    story.does(candidate::Command::EndCandidate {
        candidate: Story::candidate(name),
        ending: Ending::Withdrew,
        because: "Another offer".into(),
    });
}

#[test]
fn a_time_is_a_decision_too_and_one_of_several_when_more_is_asked() {
    let mut story = story();
    finds(&mut story, "sam");
    story.offers("slot", "sam", &[48, 50, 72]);
    assert_eq!(
        read(&story, Scope::Respond),
        "One thing from you by tomorrow: When do you meet Candidate A? You hear from Priya by Thu 26 Nov."
    );
    asks(&mut story, "d", "data", 4, "");
    assert!(read(&story, Scope::Respond).starts_with("Two things from you by tomorrow: When do you meet"));
    for scope in [Scope::Read, Scope::TeamSafe] {
        assert!(!read(&story, scope).contains("meet"));
    }
}

#[test]
fn where_somebody_is_there_and_nobody_comes_whoever_withdrew_is_no_news() {
    let mut story = story();
    finds(&mut story, "mina");
    ends(&mut story, "mina");
    assert!(read(&story, Scope::Respond).starts_with("Candidate A has withdrawn."));
    let days = |days| Some(story.now.date_naive() - Days::new(days));
    let details = HireDetails {
        yes_on: days(40),
        signed_on: days(30),
        starts_on: days(10),
        shown: Some(Story::leader("dana")),
        ..HireDetails::named("Sam Reed")
    };
    story.does(hire::Command::AddHire {
        hire: Story::hire("sam"),
        role: Story::role("data"),
        candidate: None,
        details: Box::new(details),
    });
    let said = read(&story, Scope::Respond);
    assert!(!said.contains("withdrawn"), "{said}");
}

#[test]
fn who_withdrew_is_said_for_three_days_with_who_comes_all_the_same() {
    let mut story = story();
    finds(&mut story, "sam");
    finds(&mut story, "mina");
    story.does(interview::Command::SetInterview {
        interview: Story::interview("slot"),
        candidate: Story::candidate("sam"),
        leader: Story::leader("dana"),
        details: Box::new(Story::slot()),
        zone: "UTC".into(),
        time: story.in_hours(120),
    });
    ends(&mut story, "mina");
    assert_eq!(
        read(&story, Scope::Respond),
        "Candidate B has withdrawn. Candidate A still comes Tuesday 09:43. You hear from Priya by Thu 26 Nov."
    );
    for scope in [Scope::Read, Scope::TeamSafe] {
        let said = read(&story, scope);
        assert!(!said.contains("withdrawn") && !said.contains("09:43"), "{said}");
    }
    story.now += TimeDelta::days(2);
    ends(&mut story, "sam");
    assert_eq!(
        read(&story, Scope::Respond),
        "Candidate A has withdrawn. You hear from Priya by Thursday."
    );
    story.now += TimeDelta::days(3);
    assert!(!read(&story, Scope::Respond).contains("withdrawn"));
}

/// Sam Reed, who is on no page.
fn says_yes(story: &mut Story, role: &str) {
    let details = HireDetails {
        yes_on: Some(story.now.date_naive()),
        ..HireDetails::named("Sam Reed")
    };
    story.does(hire::Command::AddHire {
        hire: Story::hire("sam"),
        role: Story::role(role),
        candidate: None,
        details: Box::new(details),
    });
}

#[test]
fn a_yes_is_no_contract_and_is_held_against_what_was_planned() {
    let mut story = story();
    story.tells("date", "data", 60);
    story.now += TimeDelta::days(10);
    says_yes(&mut story, "data");
    let said = "Somebody said yes today; until the contract is signed, that is not certain. Likely start 29 Nov; you planned for 18 Jan 2027.";
    assert!(
        read(&story, Scope::Respond).starts_with(said),
        "{}",
        read(&story, Scope::Respond)
    );
    let boss = read(&story, Scope::Read);
    assert!(
        boss.contains("Likely start 29 Nov; planned for 18 Jan 2027."),
        "{boss}"
    );
    // Who it is does not stand on the page, so nobody can be greeted.
    let both = [boss, read(&story, Scope::Respond)];
    assert!(!both.iter().any(|lead| lead.contains("hello")), "{both:?}");
    story.now += TimeDelta::days(7);
    assert!(!read(&story, Scope::Respond).contains("contract"));
}

#[test]
fn of_a_role_that_was_moved_by_hand_nobody_is_said_to_have_said_yes_and_neither_once_that_was_taken_out() {
    let mut story = story();
    story.moves("data", Stage::FollowUp, None, None).unwrap();
    let says = |story: &Story| {
        [Scope::Respond, Scope::Read, Scope::TeamSafe].map(|scope| read(story, scope).contains("said yes"))
    };
    assert_eq!(says(&story), [false; 3]);
    says_yes(&mut story, "data");
    assert_eq!(says(&story), [true; 3]);
    story.moves("data", Stage::Interview, None, None).unwrap();
    assert_eq!(says(&story), [false; 3], "they did not come after all");
    story.moves("data", Stage::FollowUp, None, None).unwrap();
    let (hire, removed) = (Story::hire("sam"), true);
    story.does(hire::Command::RemoveHire { hire, removed });
    assert_eq!(says(&story), [false; 3]);
}

#[test]
fn a_yes_in_one_of_several_roles_says_in_which_unless_another_needs_the_leader() {
    let mut story = story();
    story.opens("sre", "SRE");
    says_yes(&mut story, "sre");
    assert!(
        read(&story, Scope::Respond).starts_with("SRE: Somebody said yes today;"),
        "{}",
        read(&story, Scope::Respond)
    );
    asks(&mut story, "d", "data", 0, "");
    assert!(read(&story, Scope::Respond).starts_with("Two roles: one needs you today."));
}

#[test]
fn several_roles_say_how_many_need_the_leader() {
    let mut story = story();
    for role in ["sre", "analyst"] {
        story.opens(role, role);
    }
    assert_eq!(
        read(&story, Scope::Respond),
        "Three roles. Next news by Thu 26 Nov."
    );
    asks(&mut story, "d", "data", 0, "");
    assert_eq!(
        read(&story, Scope::Respond),
        "Three roles: one needs you today. Next news by Thu 26 Nov."
    );
    asks(&mut story, "e", "sre", 3, "");
    assert_eq!(
        read(&story, Scope::Respond),
        "Three roles: two need you. Next news by Thu 26 Nov."
    );
    assert_eq!(
        read(&story, Scope::TeamSafe),
        "Three roles. Next news by Thu 26 Nov."
    );
}

#[test]
fn what_is_asked_about_all_roles_is_said_apart_from_the_roles_that_are_marked() {
    let mut story = story();
    for role in ["sre", "analyst"] {
        story.opens(role, role);
    }
    asks_of(&mut story, "all", None, 3, "");
    assert_eq!(
        read(&story, Scope::Respond),
        "Three roles. One thing about all of them needs you. Next news by Thu 26 Nov."
    );
    asks(&mut story, "d", "data", 0, "");
    assert_eq!(
        read(&story, Scope::Respond),
        "Three roles: one needs you, and so does one thing about all of them. Next news by Thu 26 Nov."
    );
    asks(&mut story, "e", "sre", 3, "");
    asks_of(&mut story, "more", None, 4, "");
    assert_eq!(
        read(&story, Scope::Respond),
        "Three roles: two need you, and so do two things about all of them. Next news by Thu 26 Nov."
    );
    assert_eq!(read(&story, Scope::Read), "Three roles. Next news by Thu 26 Nov.");
}

#[test]
fn only_open_roles_are_counted_and_those_that_closed_long_ago_are_gone() {
    let mut story = story();
    for role in ["sre", "analyst"] {
        story.opens(role, role);
    }
    story.closes("sre", CloseReason::Cancelled);
    let begin = |story: &Story, words: &str| {
        for scope in [Scope::Respond, Scope::Read, Scope::TeamSafe] {
            let said = read(story, scope);
            assert!(said.starts_with(words), "{said}");
        }
    };
    begin(&story, "Two open roles. Next news");
    story.closes("analyst", CloseReason::Cancelled);
    begin(&story, "One open role. Next news");
    asks(&mut story, "d", "data", 0, "");
    assert!(read(&story, Scope::Respond).starts_with("One open role: it needs you today. Next news"));
    story.closes("data", CloseReason::Cancelled);
    begin(&story, "Nothing is open right now.");
    let mut story = self::story();
    for role in ["sre", "analyst"] {
        story.opens(role, role);
    }
    story.closes("sre", CloseReason::Cancelled);
    story.now += TimeDelta::days(Role::RECENT_DAYS + 1);
    begin(&story, "Two roles.");
}

#[test]
fn of_several_roles_with_a_yes_one_is_named_and_the_others_are_counted() {
    let mut story = story();
    story.opens("sre", "SRE");
    says_yes(&mut story, "sre");
    assert!(!read(&story, Scope::Respond).contains("yes too"));
    story.does(hire::Command::AddHire {
        hire: Story::hire("kim"),
        role: Story::role("data"),
        candidate: None,
        details: Box::new(HireDetails {
            yes_on: Some(story.now.date_naive()),
            ..HireDetails::named("Kim Lund")
        }),
    });
    for scope in [Scope::Respond, Scope::Read, Scope::TeamSafe] {
        let said = read(&story, scope);
        assert!(said.contains(" In another role somebody said yes too."), "{said}");
    }
}

/// Sam Reed is hired, and stands on Dana's page; the role is followed up since the yes.
fn hired(story: &mut Story, days: u64) {
    story.moves("data", Stage::Offer, None, None).unwrap();
    story.hires("sam", "data", "Sam Reed", days);
}

fn changes(story: &mut Story, edit: impl FnOnce(&mut HireDetails)) {
    let hire = Story::hire("sam");
    let was = story.state().get::<Hire>(hire).unwrap().details.clone();
    let mut details = was.clone();
    edit(&mut details);
    let base = Some(was);
    story.does(hire::Command::EditHire { hire, details, base });
}

#[test]
fn a_name_from_right_to_left_stands_apart_in_its_sentence() {
    let mut story = story();
    hired(&mut story, 0);
    changes(&mut story, |details| {
        details.name = "אברהם".into();
        details.starts_on = None;
    });
    let said = read(&story, Scope::Respond);
    assert!(
        said.starts_with("\u{2068}אברהם\u{2069} said yes today;"),
        "{said}"
    );
}

#[test]
fn whoever_said_yes_is_named_once_they_stand_on_the_page_and_the_contract_is_signed_once_it_is() {
    let mut story = story();
    story.tells("date", "data", 60);
    hired(&mut story, 0);
    let today = story.now.date_naive();
    changes(&mut story, |details| {
        details.starts_on = Some(today + Days::new(30))
    });
    let said = "Sam Reed said yes today; the contract is not signed yet. Likely start 19 Dec; you planned for 18 Jan 2027.";
    assert!(
        read(&story, Scope::Respond).starts_with(said),
        "{}",
        read(&story, Scope::Respond)
    );
    assert!(
        read(&story, Scope::Read).starts_with("Somebody said yes today;"),
        "{}",
        read(&story, Scope::Read)
    );
    changes(&mut story, |details| details.signed_on = Some(today));
    let said = "Sam Reed said yes today; the contract is signed. Start 19 Dec; you planned for 18 Jan 2027.";
    assert!(read(&story, Scope::Respond).starts_with(said));
    // Also of whoever is not named there a signed contract is signed.
    changes(&mut story, |details| details.shown = None);
    let said = "Somebody said yes today; the contract is signed. Likely start ";
    assert!(
        read(&story, Scope::Respond).starts_with(said),
        "{}",
        read(&story, Scope::Respond)
    );
    // Another's contract is not told as that of whoever is named.
    changes(&mut story, |details| {
        (details.shown, details.signed_on) = (Some(Story::leader("dana")), None);
    });
    story.hires("kim", "data", "Kim Lund", 0);
    let kim = story.state().get::<Hire>(Story::hire("kim")).unwrap().clone();
    let mut unshown = kim.details.clone();
    (unshown.shown, unshown.signed_on) = (None, Some(today));
    story.does(hire::Command::EditHire {
        hire: kim.id,
        details: unshown,
        base: Some(kim.details),
    });
    let said = "Sam Reed said yes today; the contract is not signed yet.";
    assert!(
        read(&story, Scope::Respond).starts_with(said),
        "{}",
        read(&story, Scope::Respond)
    );
    story.does(hire::Command::RemoveHire {
        hire: kim.id,
        removed: true,
    });
    changes(&mut story, |details| details.signed_on = Some(today));
    // A first day that nobody gave is no more than likely.
    changes(&mut story, |details| {
        (details.shown, details.starts_on) = (Some(Story::leader("dana")), None);
    });
    let said = "Sam Reed said yes today; the contract is signed. Likely start ";
    assert!(
        read(&story, Scope::Respond).starts_with(said),
        "{}",
        read(&story, Scope::Respond)
    );
}

#[test]
fn at_day_30_the_leader_is_asked_what_still_hurts_and_what_sam_tells_stays_with_sam() {
    let mut story = story();
    story.hurts("late", "data", "Late reports");
    story.does(pain::Command::EditPain {
        pain: Story::pain("late"),
        details: PainDetails {
            severity: Some(8),
            shown: Shown::Leader,
            ..PainDetails::said("Late reports", story.now.date_naive())
        },
        base: None,
    });
    hired(&mut story, 22);
    story.now += TimeDelta::days(8);
    let said = read(&story, Scope::Respond);
    assert!(
        said.starts_with("In November, “Late reports” hurt 8 of 10. And today? What Sam tells Priya stays with Sam unless Sam passes it on."),
        "{said}"
    );
    for scope in [Scope::Read, Scope::TeamSafe] {
        let said = read(&story, scope);
        assert!(!said.contains("Late") && !said.contains("Sam"), "{said}");
    }
}
