use std::collections::BTreeSet;

use chrono::{Days, TimeDelta};
use proptest::prelude::*;

use super::*;
use crate::domain::{
    Actor, Audience, BriefDetails, Called, CheckInDetails, CloseReason, Effort, Ending, HireDetails, Item,
    LeaderDetails, Moment, Must, PainDetails, Place, RoleId, Scope, Score, Side, Spec, Stage, Story, Target,
    Voice, brief, candidate, check_in, funnel, hire, leader, pain, reply, role,
};

const TEAM: [&str; 4] = ["priya", "tom", "kim", "ola"];

fn team() -> Story {
    let mut story = Story::begin();
    for user in TEAM {
        story.joins(user);
    }
    story
}

fn logs(story: &mut Story, who: &str, name: &str, role: &str, (side, minutes): (Side, u32)) {
    logs_for(story, who, name, vec![Story::role(role)], (side, minutes));
}

fn logs_for(story: &mut Story, who: &str, name: &str, roles: Vec<RoleId>, (side, minutes): (Side, u32)) {
    let priya = std::mem::replace(&mut story.actor, Actor::User(Story::user(who)));
    story.logs(name, "data", |draft| {
        (draft.roles, draft.side, draft.minutes) = (roles, side, minutes);
    });
    story.actor = priya;
}

fn lever(story: &Story) -> Lever {
    story.state().lever(Story::user("priya"))
}

fn fact(story: &Story, measure: Measure) -> Fact {
    let facts = lever(story).facts.into_iter();
    facts.into_iter().find(|fact| fact.measure == measure).unwrap()
}

fn said(story: &Story, measure: Measure) -> Vec<(String, String)> {
    let behind = fact(story, measure).behind.into_iter();
    behind.map(|behind| (behind.title, behind.says)).collect()
}

/// As many roles of Dana's as are needed to say anything, each known by its number.
fn five(story: &mut Story) -> Vec<String> {
    let names: Vec<String> = (0..FEWEST).map(|at| format!("role {at}")).collect();
    for name in &names {
        story.opens(name, name);
    }
    names
}

#[test]
fn one_persons_minutes_are_for_that_person_alone() {
    let mut story = team();
    let looking = |story: &Story| {
        TEAM.map(|user| {
            let times = story.state().lever(Story::user(user)).time.roles;
            times.first().map(|time| time.looking)
        })
    };
    assert_eq!(looking(&story), [None; 4], "nothing was logged");
    let (told, not) = (|minutes| Some(Spent::Minutes(minutes)), Some(Spent::Withheld));
    logs(&mut story, "priya", "a", "data", (Side::Sourcing, 60));
    assert_eq!(looking(&story), [told(60), not, not, not]);
    // Of two, each would know the other's.
    logs(&mut story, "tom", "b", "data", (Side::Sourcing, 25));
    assert_eq!(looking(&story), [not, not, told(85), told(85)]);
    logs(&mut story, "kim", "c", "data", (Side::Sourcing, 15));
    assert_eq!(looking(&story), [told(100); 4]);
    // What one does for the leader is withheld beside it.
    logs(&mut story, "tom", "d", "data", (Side::Partnership, 45));
    let time = lever(&story).time;
    assert_eq!(time.roles[0].with_leader, Spent::Withheld);
    assert_eq!(time.sum(|role| role.with_leader), (0, 0, 1));
    assert_eq!(time.sum(|role| role.looking), (100, 1, 0));
}

#[test]
fn what_was_done_for_several_roles_counts_in_the_first_of_them() {
    let mut story = team();
    story.opens("buyer", "Buyer");
    for (who, name) in [("tom", "a"), ("kim", "b")] {
        let both = vec![Story::role("data"), Story::role("buyer")];
        logs_for(&mut story, who, name, both, (Side::Sourcing, 30));
    }
    logs(&mut story, "ola", "c", "data", (Side::Sourcing, 25));
    let looking = |user: &str, role: &str| {
        let times = story.state().lever(Story::user(user)).time.roles;
        let mut of_role = times.iter().filter(|time| time.role == Story::role(role));
        of_role.next().map(|time| time.looking)
    };
    let told = |minutes| Some(Spent::Minutes(minutes));
    assert_eq!(
        (looking("priya", "buyer"), looking("priya", "data")),
        (told(60), Some(Spent::Withheld))
    );
    assert_eq!(
        (looking("ola", "buyer"), looking("ola", "data")),
        (told(60), told(25))
    );
    // To Tom, the sum would tell what Kim did.
    assert_eq!(looking("tom", "buyer"), Some(Spent::Withheld));
    let kims = story.state().lever(Story::user("kim")).time;
    assert_eq!(kims.sum(|role| role.looking), (0, 0, 2));
}

#[test]
fn of_a_role_that_somebody_does_not_see_they_are_told_nothing() {
    let mut story = team();
    story.closes("data", CloseReason::SolvedWithoutHire);
    for who in ["priya", "kim"] {
        logs(&mut story, who, who, "data", (Side::Sourcing, 30));
    }
    story.does(role::Command::RestrictRole {
        role: Story::role("data"),
        audience: Audience::People([Story::user("priya"), Story::user("kim")].into()),
        code_name: None,
    });
    let seen_by = |user: &str| {
        let (state, user) = (story.state(), Story::user(user));
        state.seen_by(Some(user)).lever(user)
    };
    assert!(fact(&story, Measure::Solved).behind.len() == 1 && seen_by("kim").time.roles.len() == 1);
    let toms = seen_by("tom");
    assert_eq!(toms.time.roles, []);
    assert!(toms.facts.iter().all(|fact| fact.behind.is_empty()));
}

proptest! {
    /// Whoever logged what for which roles: each effort is in one sum at most, and none that is told has one other person alone behind
    /// it. So no sum, and nothing that is worked out of several, is one other person's minutes; and only what would be is withheld.
    #[test]
    fn no_sums_together_tell_the_minutes_of_one_other_person(
        logged in proptest::collection::vec((0..4_usize, 1..8_usize, any::<bool>(), 1..90_u32), 0..12),
    ) {
        let mut story = team();
        story.opens("buyer", "Buyer");
        story.opens("sre", "SRE");
        let roles = ["data", "buyer", "sre"];
        let is_for = |mask: usize, at: usize| mask >> at & 1 == 1;
        for (nth, (who, mask, is_looking, minutes)) in logged.iter().enumerate() {
            let side = if *is_looking { Side::Sourcing } else { Side::Partnership };
            let of = (0..3).filter(|at| is_for(*mask, *at)).map(|at| Story::role(roles[at]));
            logs_for(&mut story, TEAM[*who], &format!("e{nth}"), of.collect(), (side, *minutes));
        }
        let first = |nth: usize| {
            let state = story.state();
            state.get::<Effort>(Story::effort(&format!("e{nth}"))).unwrap().roles[0]
        };
        for (me, user) in TEAM.iter().enumerate() {
            let time = story.state().lever(Story::user(user)).time;
            for looking in [false, true] {
                for role in roles {
                    let mut others = BTreeSet::new();
                    let mut sum = 0;
                    for (nth, (who, _, is_looking, minutes)) in logged.iter().enumerate() {
                        if *is_looking == looking && first(nth) == Story::role(role) {
                            sum += minutes;
                            others.extend((*who != me).then_some(*who));
                        }
                    }
                    let line = time.roles.iter().find(|line| line.role == Story::role(role));
                    match line.map(|line| if looking { line.looking } else { line.with_leader }) {
                        None => prop_assert_eq!(sum, 0),
                        Some(Spent::Withheld) => prop_assert_eq!(others.len(), 1),
                        Some(Spent::Minutes(minutes)) => {
                            prop_assert_ne!(others.len(), 1);
                            prop_assert_eq!(minutes, sum);
                        }
                    }
                }
            }
        }
    }
}

fn asks_for(story: &mut Story, role: &str, what: &str) {
    let base = story.state().brief(Story::role(role));
    story.does(brief::Command::EditBrief {
        role: Story::role(role),
        leader: Some(Story::leader("dana")),
        details: Box::new(BriefDetails {
            spec: Spec {
                musts: vec![Must {
                    id: Story::must("a"),
                    what: what.into(),
                    pain: None,
                }],
                ..Spec::default()
            },
            ..base.clone()
        }),
        base: Some(Box::new(base)),
        prompt: None,
    });
}

#[test]
fn what_is_asked_for_counts_as_changed_once_somebody_is_sought() {
    let mut story = Story::begin();
    let roles = five(&mut story);
    for (at, role) in roles.iter().enumerate() {
        asks_for(&mut story, role, "Runs night jobs alone");
        story.now += TimeDelta::hours(1);
        asks_for(&mut story, role, "Runs night jobs");
        let words = fact(&story, Measure::Changed).words(Called::Leader);
        let before = match at {
            0 => "Too few to judge: none yet; from 5 on it says something.",
            1 => "Too few to judge: 1 role; from 5 on it says something.",
            4 => "Too few to judge: 4 roles; from 5 on it says something.",
            _ => &words,
        };
        assert_eq!(words, before);
        story.moves(role, Stage::Source, None, None).unwrap();
    }
    for _ in 0..2 {
        story.now += TimeDelta::hours(1);
        let words = format!("Writes Scala at {}", story.now);
        asks_for(&mut story, &roles[3], &words);
    }
    assert_eq!(
        fact(&story, Measure::Changed).words(Called::Leader),
        "In 1 of 5 roles in which somebody was sought by a brief."
    );
    let says: Vec<String> = said(&story, Measure::Changed)
        .into_iter()
        .map(|(_, says)| says)
        .collect();
    assert_eq!(says, ["not once", "not once", "not once", "2 times", "not once"]);
}

#[test]
fn a_role_is_sought_again_when_it_goes_back_after_a_yes() {
    let mut story = Story::begin();
    story.opens("buyer", "Buyer");
    story.hires("sam", "data", "Sam Reed", 0);
    let data = |says: &str| vec![("Senior Data Engineer".to_owned(), says.to_owned())];
    assert_eq!(
        said(&story, Measure::Again),
        data("no"),
        "nobody has said yes to the other"
    );
    story.moves("data", Stage::Source, None, None).unwrap();
    assert_eq!(said(&story, Measure::Again), data("yes"));
}

#[test]
fn whoever_left_early_and_was_replaced_was_sought_again() {
    let mut story = Story::begin();
    let (today, day) = (story.now.date_naive(), Days::new);
    let mut says_yes = |name: &str, ago: u64, left_on| {
        story.does(hire::Command::AddHire {
            hire: Story::hire(name),
            role: Story::role("data"),
            candidate: None,
            details: Box::new(HireDetails {
                yes_on: Some(today - day(ago)),
                starts_on: Some(today - day(ago)),
                left_on,
                ..HireDetails::named(name)
            }),
        });
        said(&story, Measure::Again)[0].1.clone()
    };
    assert_eq!(
        says_yes("sam", 40, Some(today - day(10))),
        "no",
        "nobody is sought yet"
    );
    assert_eq!(says_yes("kim", 20, None), "no", "two were hired side by side");
    assert_eq!(says_yes("lee", 5, None), "yes");
}

fn turned_down(story: &mut Story, name: &str, role: &str, because: &str) {
    story.finds(name, role, name);
    story.does(candidate::Command::EndCandidate {
        candidate: Story::candidate(name),
        ending: Ending::TurnedDown,
        because: because.into(),
    });
}

#[test]
fn a_reason_is_held_against_what_was_asked_for_when_it_was_said() {
    let mut story = Story::begin();
    turned_down(&mut story, "early", "data", "Speaks no Dutch");
    assert_eq!(said(&story, Measure::Unsaid), [], "nothing is asked for yet");
    story.now += TimeDelta::hours(1);
    asks_for(&mut story, "data", "Runs night jobs alone");
    story.now += TimeDelta::hours(1);
    turned_down(&mut story, "sam", "data", "Never ran a night job");
    assert_eq!(story.state().unsaid(Story::role("data")), (0, 1));
    turned_down(&mut story, "kim", "data", "Speaks no Dutch");
    story.now += TimeDelta::hours(1);
    asks_for(&mut story, "data", "Speaks Dutch");
    turned_down(&mut story, "lee", "data", "No Dutch at all");
    assert_eq!(story.state().unsaid(Story::role("data")), (1, 3));
    let roles = five(&mut story);
    for role in &roles {
        asks_for(&mut story, role, "Writes Rust");
        turned_down(&mut story, &format!("in {role}"), role, "Wants to work from home");
    }
    assert_eq!(
        fact(&story, Measure::Unsaid).words(Called::Leader),
        "6 of 8 people who were not wanted, in 6 roles."
    );
}

#[test]
fn dates_are_judged_from_twenty_roles_on() {
    let mut story = Story::begin();
    for at in 0..20 {
        let words = fact(&story, Measure::Held).words(Called::Leader);
        assert!(words.starts_with("Too few to judge"), "{words}");
        let role = format!("role {at}");
        story.opens(&role, &role);
        story.tells(&format!("told {at}"), &role, if at < 5 { 1 } else { 30 });
        story.now += TimeDelta::days(2);
        story.closes(&role, CloseReason::Filled);
    }
    let words = fact(&story, Measure::Held).words(Called::Leader);
    assert!(words.starts_with("In 15 of 20 roles. At 8 in 10"), "{words}");
    assert_eq!(said(&story, Measure::Held)[0].1, "Told up to 1 days, filled in 2");
}

#[test]
fn what_hurts_less_is_the_leaders_word_and_nothing_of_what_a_hire_says_is_in_it() {
    let mut story = Story::begin();
    story.joins("priya");
    let roles = five(&mut story);
    for (at, role) in roles.iter().enumerate() {
        let pain = format!("pain {at}");
        story.does(pain::Command::AddPain {
            pain: Story::pain(&pain),
            role: Story::role(role),
            leader: Some(Story::leader("dana")),
            details: PainDetails {
                severity: Some(8),
                ..PainDetails::said("Reports are late", story.now.date_naive())
            },
        });
        story.hires(&format!("hire {at}"), role, "Sam", 95);
        let mut says = |voice: Voice, score| {
            story.does(check_in::Command::NoteCheckIn {
                check_in: Story::check_in(&format!("{at}{}", voice.label())),
                hire: Story::hire(&format!("hire {at}")),
                day: 90,
                voice,
                details: Box::new(CheckInDetails {
                    scores: vec![score],
                    ..CheckInDetails::default()
                }),
            });
        };
        says(
            Voice::Leader,
            Score::of_pain(Story::pain(&pain), if at == 0 { 9 } else { 3 }),
        );
    }
    let fact = fact(&story, Measure::Eased);
    assert_eq!(
        fact.words(Called::Leader),
        "4 of 5 pains, in 5 roles; on average from 8.0 to 4.2 of 10."
    );
    assert!(fact.behind.iter().all(|behind| behind.says.is_empty()));
    let before = lever(&story);
    story.does(check_in::Command::NoteCheckIn {
        check_in: Story::check_in("secret"),
        hire: Story::hire("hire 0"),
        day: 90,
        voice: Voice::Hire,
        details: Box::new(CheckInDetails {
            scores: vec![Score::of(Item::Expected, 1)],
            ..CheckInDetails::default()
        }),
    });
    assert_eq!(lever(&story), before, "also for the one who reads it");
}

#[test]
fn to_be_solved_without_a_hire_counts_among_all_that_was_closed() {
    let mut story = Story::begin();
    let roles = five(&mut story);
    for (at, role) in roles.iter().enumerate() {
        let reason = match at {
            0 => CloseReason::SolvedWithoutHire,
            1 => CloseReason::Cancelled,
            _ => CloseReason::Filled,
        };
        story.closes(role, reason);
    }
    assert_eq!(
        fact(&story, Measure::Solved).words(Called::Leader),
        "1 of 5 roles that were closed: solved without a hire."
    );
    assert_eq!(said(&story, Measure::Solved)[0].1, "solved without a hire");
}

#[test]
fn whether_leaders_knew_where_they_stood_is_said_once_five_of_them_answered() {
    let mut story = Story::begin();
    let names: Vec<String> = (0..FEWEST).map(|at| format!("leader {at}")).collect();
    for name in &names {
        let id = Story::leader(name);
        story.does(leader::Command::add(id, LeaderDetails::named(name.as_str())));
        for role in [format!("{name}a"), format!("{name}b")] {
            let details = Story::details(&role, story.now.date_naive());
            story.does(role::Command::add(Story::role(&role), id, details));
            story.moves(&role, Stage::Source, None, None).unwrap();
        }
        story.shares(&format!("link {name}"), Target::Leader(id), Scope::Respond);
    }
    story.now += TimeDelta::days(21);
    for (at, name) in names.iter().enumerate() {
        let words = fact(&story, Measure::Stood).words(Called::Leader);
        assert!(words.starts_with("Too few to judge"), "{words}");
        story.actor = Actor::Link(Story::link(&format!("link {name}")));
        for role in ["a", "b"] {
            story.does(reply::Command::TellStanding {
                role: Story::role(&format!("{name}{role}")),
                asked: Moment::Search,
                knows: at > 0,
                words: String::new(),
            });
        }
        story.actor = Actor::User(Story::user("priya"));
    }
    let fact = fact(&story, Measure::Stood);
    assert_eq!(
        fact.words(Called::Leader),
        "“Yes” in 8 of 10 answers, from 5 leaders."
    );
    assert!(fact.behind.iter().all(|behind| behind.says.is_empty()));
}

#[test]
fn roles_that_began_here_stand_beside_those_that_came_in() {
    let mut story = Story::begin();
    let roles = five(&mut story);
    let mut counts = |role: &str, place, by| {
        story.does(funnel::Command::CountPeople {
            role: Story::role(role),
            place,
            by,
        });
    };
    for role in &roles {
        counts(role, Place::FirstTalk, 4);
        counts(role, Place::Interview, 2);
    }
    counts(&roles[0], Place::Offer, 1);
    let [talked, interviewed]: [WentOn; 2] = lever(&story).passages.try_into().unwrap();
    assert_eq!(
        talked.since.words(),
        "11 of 31 people in 5 roles, which makes 23 to 50 of 100 likely"
    );
    assert_eq!(talked.before.words(), "too few to judge (none yet)");
    // One alone went on: that is somebody.
    assert_eq!(interviewed.since.words(), "too few to judge (5 roles)");
}

#[test]
fn a_table_of_the_facts_has_numbers_where_enough_speak_and_words_where_not() {
    let mut story = Story::begin();
    for role in five(&mut story) {
        story.closes(&role, CloseReason::SolvedWithoutHire);
    }
    let table = story.state().facts_csv(Story::user("priya"));
    let line = |of: &str| table.lines().find(|line| line.starts_with(of)).unwrap();
    assert_eq!(
        line("Solved"),
        "Solved without a hire,5,5,,,5 of 5 roles that were closed: solved without a hire."
    );
    assert!(line("What hurts less").starts_with("What hurts less at day 90,,,,,Too few to judge: none yet;"));
}

#[test]
fn a_table_for_a_spreadsheet_holds_sums_of_roles_and_withholds_a_persons() {
    let mut story = team();
    logs(&mut story, "priya", "a", "data", (Side::Sourcing, 60));
    let lines = |user: &str| -> Vec<String> {
        let table = story.state().lever_csv(Story::user(user), None);
        table.lines().map(str::to_owned).collect()
    };
    let [headings, mine] = &lines("priya")[..] else {
        panic!()
    };
    assert_eq!(
        headings,
        "Number,Title,Hiring leader,Stage,Opened on,Told: yes by,Minutes with the leader,Minutes looking,Changed after sourcing,Sought again after a yes,\
         Not wanted for what the brief does not say,Told: days,Came: days,Solved without a hire"
    );
    let role = ",Senior Data Engineer,Dana Whitfield,Understand,2026-11-19,,";
    assert!(mine.ends_with(&format!("{role}0,60,,,,,,")), "{mine}");
    let others = Some(Story::leader("jonas"));
    let of_jonas = story.state().lever_csv(Story::user("priya"), others);
    assert_eq!(of_jonas.lines().count(), 1, "none of the roles is theirs");
    let toms = lines("tom");
    assert!(toms[1].ends_with(&format!("{role}0,withheld,,,,,,")), "{toms:?}");
}
