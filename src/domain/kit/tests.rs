mod proposed;
mod told;

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::domain::{
    Actor, Body, BriefDetails, Cause, LeaderDetails, Must, Refusal, Remedy, RoleDetails, Seniority, Spec,
    Story, WhyDetails, brief, inverse, leader, pain, role, why,
};

fn story() -> Story {
    let mut story = Story::begin();
    story.hurts("late", "data", "Reports arrive two days late");
    story.hurts(
        "alarms",
        "data",
        "Every outage comes back, and nobody knows the cause",
    );
    story.hurts("quiet", "data", "The new one asks nobody");
    story
}

fn now(story: &Story) -> KitDetails {
    story.state().kit(Story::role("data"))
}

fn edits(story: &Story, base: Option<KitDetails>, edit: impl FnOnce(&mut KitDetails)) -> Command {
    let mut details = base.clone().unwrap_or_else(|| now(story));
    edit(&mut details);
    Command::EditKit {
        role: Story::role("data"),
        leader: story.state().get::<Role>(Story::role("data")).unwrap().leader,
        details: details.into(),
        base: base.map(Box::new),
    }
}

fn asks(name: &str) -> Criterion {
    Criterion {
        what: name.into(),
        ..bank::BANK[0].criterion(Story::criterion(name))
    }
}

fn proposes(story: &mut Story) {
    let criteria: Vec<_> = story.state().proposed(Story::role("data"));
    let names = ["a", "b", "c", "d"];
    let criteria = criteria
        .iter()
        .zip(names)
        .map(|(one, name)| one.criterion(Story::criterion(name)));
    let criteria = criteria.collect();
    let edit = edits(story, Some(now(story)), |details| details.criteria = criteria);
    story.does(edit);
}

fn names(details: &KitDetails) -> Vec<&str> {
    details.criteria.iter().map(|one| one.what.as_str()).collect()
}

#[test]
fn three_pains_propose_three_things_to_look_for_each_because_of_their_words() {
    let mut story = story();
    story.explains("why", "quiet", None, "Nobody has the time");
    story.does(why::Command::AddWhy {
        why: Story::why("root"),
        pain: Story::pain("quiet"),
        under: Some(Story::why("why")),
        details: WhyDetails {
            cause: Some(Cause::RampUp),
            ..WhyDetails::answer("There is no plan for the first weeks")
        },
    });
    let proposed = story.state().proposed(Story::role("data"));
    let told: Vec<_> = proposed
        .iter()
        .map(|one| (one.name(), one.because.as_str()))
        .collect();
    let expected = [
        ("finds what is behind a fault".to_owned(), "outage, cause"),
        ("keeps dates".to_owned(), "days, late"),
        ("learns quickly".to_owned(), "new"),
    ];
    assert_eq!(told, expected);
    assert_eq!(proposed[1].serves, Tie::Pain(Story::pain("late")));
    // The same words say the same.
    assert_eq!(story.state().proposed(Story::role("data")), proposed);
}

#[test]
fn a_must_have_comes_first_and_takes_its_pain_along_and_nothing_is_proposed_twice() {
    let mut story = story();
    story.hurts("later", "data", "Invoices go out late");
    let must = Must {
        id: Story::must("a"),
        what: "Has handed over on the day, for years".into(),
        pain: Some(Story::pain("late")),
    };
    asks_for_all(&mut story, vec![must]);
    let state = story.state();
    let proposed = state.proposed(Story::role("data"));
    assert_eq!(proposed[0].serves, Tie::Must(Story::must("a")));
    assert_eq!(proposed.len(), 4);
    for (at, one) in proposed.iter().enumerate() {
        assert!(
            proposed[..at]
                .iter()
                .all(|other| other.competency != one.competency)
        );
    }
    let served = state.looked_for(Story::role("data"), Some(proposed[0].serves));
    assert_eq!(served.unwrap().id, Story::pain("late"));
}

#[test]
fn coverage_tells_pains_without_a_question_and_questions_without_a_pain() {
    let mut story = story();
    let open = |story: &Story| {
        let state = story.state();
        let coverage = state.coverage(Story::role("data"), &now(story).criteria);
        let ids = |pains: &[&crate::domain::PainPoint]| pains.iter().map(|pain| pain.id).collect::<Vec<_>>();
        (ids(&coverage.open), ids(&coverage.elsewhere), coverage.loose)
    };
    assert_eq!(open(&story).0.len(), 3);
    proposes(&mut story);
    assert_eq!(open(&story), (vec![], vec![], vec![]));
    // A pain that goes leaves its question, which serves nothing then.
    story.does(pain::Command::RemovePain {
        pain: Story::pain("late"),
    });
    assert_eq!(open(&story).2.len(), 1);
    // One that nobody new would take away needs none.
    story.hurts("pay", "data", "Offers are declined");
    assert_eq!(open(&story).0, [Story::pain("pay")]);
    story.explains("first", "pay", None, "Pay is low");
    story.does(why::Command::AddWhy {
        why: Story::why("root"),
        pain: Story::pain("pay"),
        under: Some(Story::why("first")),
        details: WhyDetails {
            hire: Some(Remedy::No),
            ..WhyDetails::answer("The bands are three years old")
        },
    });
    assert_eq!(
        (open(&story).0, open(&story).1),
        (vec![], vec![Story::pain("pay")])
    );
}

/// With these must-haves, for no pain.
fn asks_for(story: &mut Story, musts: &[(&str, &str)]) {
    let musts = musts.iter().map(|(id, what)| Must {
        id: Story::must(id),
        what: (*what).into(),
        pain: None,
    });
    asks_for_all(story, musts.collect());
}

fn asks_for_all(story: &mut Story, musts: Vec<Must>) {
    story.does(brief::Command::EditBrief {
        role: Story::role("data"),
        leader: Some(Story::leader("dana")),
        details: Box::new(BriefDetails {
            spec: Spec {
                musts,
                ..Spec::default()
            },
            ..BriefDetails::default()
        }),
        base: None,
        prompt: None,
    });
}

#[test]
fn a_must_have_is_asked_about_in_its_own_words_where_nothing_in_the_bank_is_it() {
    let mut story = Story::begin();
    asks_for(
        &mut story,
        &[
            ("german", "Fluent German with customers"),
            ("welds", "Holds a welding licence"),
            ("knots", "Ties knots"),
        ],
    );
    let proposed = story.state().proposed(Story::role("data"));
    let criteria: Vec<_> = proposed
        .iter()
        .map(|one| one.criterion(Story::criterion("a")))
        .collect();
    let names: Vec<_> = criteria.iter().map(|one| one.what.as_str()).collect();
    assert_eq!(
        names,
        [
            "brings: Fluent German with customers",
            "brings: Holds a welding licence",
            "brings: Ties knots"
        ]
    );
    assert!(criteria[1].happened.words.contains("“Holds a welding licence”"));
    let long = "a".repeat(200);
    asks_for(&mut story, &[("long", &long)]);
    proposes(&mut story);
    assert_eq!(now(&story).criteria.len(), 1, "however long it is");
}

#[test]
fn what_the_pain_behind_a_must_have_speaks_of_does_not_answer_the_must_have() {
    let mut story = story();
    asks_for_all(
        &mut story,
        vec![Must {
            id: Story::must("knots"),
            what: "Ties knots".into(),
            pain: Some(Story::pain("late")),
        }],
    );
    let proposed = story.state().proposed(Story::role("data"));
    let of_must: Vec<_> = proposed
        .iter()
        .filter(|one| one.serves == Tie::Must(Story::must("knots")))
        .map(Proposed::name)
        .collect();
    assert_eq!(of_must, ["brings: Ties knots"]);
}

#[test]
fn a_must_have_that_no_question_names_is_told_whatever_else_is_asked() {
    let mut story = Story::begin();
    asks_for(
        &mut story,
        &[("german", "Fluent German"), ("knots", "Ties knots")],
    );
    let unasked = |story: &Story| {
        let state = story.state();
        let coverage = state.coverage(Story::role("data"), &now(story).criteria);
        coverage
            .unasked
            .into_iter()
            .map(|must| must.what)
            .collect::<Vec<_>>()
    };
    let edit = edits(&story, Some(now(&story)), |kit| {
        kit.criteria = vec![asks("knows the work itself"), asks("ties knots")];
        kit.criteria[1].serves = Some(Tie::Must(Story::must("knots")));
    });
    story.does(edit);
    assert_eq!(unasked(&story), ["Fluent German"]);
}

#[test]
fn an_interview_of_45_minutes_holds_four_questions() {
    let mut details = KitDetails {
        criteria: ["a", "b", "c", "d", "e"].map(asks).into(),
        ..KitDetails::default()
    };
    let interviews = details.interviews();
    let asked = |one: &[Timed]| {
        one.iter()
            .filter(|part| matches!(part.slice, Slice::Asked(_)))
            .count()
    };
    assert_eq!(
        interviews.iter().map(|one| asked(one)).collect::<Vec<_>>(),
        [4, 1]
    );
    let last = interviews[0].last().unwrap();
    assert_eq!(
        (last.slice, last.from + last.minutes),
        (Slice::Close, Kit::LENGTH)
    );
    for criterion in &mut details.criteria {
        criterion.minutes = Kit::MOST_MINUTES;
    }
    assert_eq!(details.interviews().len(), 5);
    assert_eq!(KitDetails::default().interviews(), Vec::<Vec<Timed>>::new());
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    let story = story();
    let tries = |edit: fn(&mut KitDetails)| {
        let mut story = self::story();
        story.rows = self::story().rows;
        let command = edits(&story, Some(KitDetails::default()), edit);
        story.tries(command)
    };
    assert!(matches!(
        tries(|kit| kit.criteria = vec![asks(" ")]),
        Err(Refusal::Empty { .. })
    ));
    assert!(matches!(
        tries(|kit| {
            kit.criteria = vec![asks("a")];
            kit.criteria[0].happened.words.clear();
        }),
        Err(Refusal::Empty { .. })
    ));
    assert!(matches!(
        tries(|kit| {
            kit.criteria = vec![asks("a")];
            kit.criteria[0].minutes = 90;
        }),
        Err(Refusal::OutOfRange { .. })
    ));
    assert_eq!(
        tries(|kit| kit.criteria = ["a", "b", "c", "d", "e", "f", "g", "h", "i"].map(asks).into()),
        Err(Refusal::TooManyCriteria { most: 8 })
    );
    assert!(matches!(
        tries(|kit| {
            kit.criteria = vec![asks("a")];
            kit.criteria[0].serves = Some(Tie::Pain(Story::pain("nowhere")));
        }),
        Err(Refusal::Unknown { .. })
    ));
    assert_eq!(now(&story), KitDetails::default());
}

#[test]
fn a_kit_is_shown_to_its_leader_and_never_further_and_not_to_the_next() {
    let mut story = story();
    let share = edits(&story, Some(now(&story)), |kit| {
        kit.criteria = vec![asks("a")];
        kit.shown = Shown::Team;
    });
    story.does(share);
    assert_eq!(story.state().kit_readers(Story::role("data")), Shown::Leader);
    story.does(leader::Command::add(
        Story::leader("jonas"),
        LeaderDetails::named("Jonas Berg"),
    ));
    story.does(role::Command::GiveRole {
        role: Story::role("data"),
        leader: Story::leader("jonas"),
    });
    assert_eq!(story.state().kit_readers(Story::role("data")), Shown::Us);
    assert_eq!(names(&now(&story)), ["a"]);
}

#[test]
fn what_was_asked_has_versions_and_undo() {
    let mut story = story();
    proposes(&mut story);
    let kit = |story: &Story| story.state().get::<Kit>(Story::role("data")).unwrap().clone();
    assert_eq!(kit(&story).versions.len(), 1);
    story.now += TimeDelta::hours(1);
    let edit = edits(&story, Some(now(&story)), |kit| {
        kit.criteria[0].happened.words = "When was it late?".into()
    });
    let (before, body) = (story.rows.clone(), Body::from(edit));
    let was = now(&story);
    story.does(body.clone());
    assert_eq!(kit(&story).versions.len(), 2);
    assert_eq!(kit(&story).versions[1].was, was.criteria);
    let undo = {
        let over = crate::domain::Overlay::default();
        inverse(&State::new(&before, &over), &story.state(), &body).unwrap()
    };
    story.does(undo);
    assert_eq!(now(&story), was);
    assert_eq!(
        kit(&story).versions.len(),
        1,
        "what was taken back was never asked"
    );
    for at in 0..20 {
        story.now += TimeDelta::hours(1);
        let edit = edits(&story, None, |kit| kit.criteria[0].what = format!("does it {at}"));
        story.does(edit);
    }
    assert_eq!(kit(&story).versions.len(), Kit::MOST_VERSIONS);
}

#[test]
fn questions_of_other_roles_are_offered_again_the_nearest_first_each_once() {
    let mut story = story();
    proposes(&mut story);
    let opens = |story: &mut Story, name: &str, seniority| {
        let details = RoleDetails {
            seniority,
            ..Story::details(name, story.now.date_naive())
        };
        story.does(role::Command::add(
            Story::role(name),
            Story::leader("dana"),
            details,
        ));
        let details = KitDetails {
            criteria: vec![asks(name), asks("same")],
            ..KitDetails::default()
        };
        story.does(Command::EditKit {
            role: Story::role(name),
            leader: Some(Story::leader("dana")),
            details: details.into(),
            base: None,
        });
        story.now += TimeDelta::days(1);
    };
    opens(&mut story, "junior", Seniority::Junior);
    opens(&mut story, "senior", Seniority::Senior);
    let own = |story: &Story| {
        let state = story.state();
        let own = state.own_bank(Story::role("data"));
        own.iter().map(|one| one.what.clone()).collect::<Vec<_>>()
    };
    assert_eq!(own(&story), ["senior", "same", "junior"]);
    story.does(role::Command::RestrictRole {
        role: Story::role("senior"),
        audience: crate::domain::Audience::People([Story::user("priya")].into()),
        code_name: None,
    });
    assert_eq!(
        own(&story),
        ["junior", "same"],
        "what fewer people read is not offered"
    );
}

#[test]
fn an_erased_leader_is_in_no_question_now_or_as_it_was() {
    let mut story = story();
    let named = edits(&story, Some(now(&story)), |kit| {
        kit.criteria = vec![asks("gets on with Dana")];
        kit.criteria[0].would.reason = "Whitfield wants it".into();
        kit.shown = Shown::Leader;
    });
    story.does(named);
    story.actor = Actor::User(Story::user("tom"));
    let edit = edits(&story, Some(now(&story)), |kit| {
        kit.criteria[0].what = "is patient".into()
    });
    story.does(edit);
    story.does(leader::Command::EraseLeader {
        leader: Story::leader("dana"),
    });
    let kit = serde_json::to_string(story.state().get::<Kit>(Story::role("data")).unwrap()).unwrap();
    for name in ["Dana", "Whitfield"] {
        assert!(!kit.contains(name), "{name} in {kit}");
    }
    assert_eq!(now(&story).shown, Shown::Us);
    assert_eq!(names(&now(&story)), ["is patient"]);
}

#[test]
fn the_bank_is_whole_in_plain_words_and_nothing_in_it_is_pointed_out() {
    assert!(bank::BANK.len() >= 12);
    for (at, one) in bank::BANK.iter().enumerate() {
        for question in [one.happened, one.would] {
            assert!(
                question.len() > 40 && question.ends_with(['?', '.']),
                "{question}"
            );
            assert_eq!(check::check(question), check::Checked::Fine, "{question}");
        }
        for anchor in one.anchors {
            assert!(anchor.len() > 20 && anchor.ends_with('.'), "{anchor}");
        }
        let others = &bank::BANK[..at];
        assert!(
            others
                .iter()
                .all(|other| other.name != one.name && other.happened != one.happened)
        );
    }
    for cause in Cause::BEHIND {
        let is_answered = bank::BANK.iter().any(|one| one.causes.contains(&cause));
        // Nobody is interviewed about pay.
        assert_eq!(is_answered, cause != Cause::Compensation, "{cause:?}");
    }
}

#[test]
fn words_that_are_changed_while_they_are_shown_are_asked_about() {
    let mut story = story();
    proposes(&mut story);
    let base = now(&story);
    let rewords = edits(&story, Some(base.clone()), |kit| {
        kit.criteria[0].happened.words = "And Dana?".into()
    });
    let shares = edits(&story, Some(base), |kit| kit.shown = Shown::Leader);
    let before = story.rows.clone();
    for [first, second] in [[&rewords, &shares], [&shares, &rewords]] {
        story.rows = before.clone();
        story.does(first.clone());
        assert!(matches!(
            story.tries(second.clone()),
            Err(Refusal::EditedMeanwhile { .. })
        ));
    }
}

/// What one of two people does to a kit of four.
#[derive(Clone, Debug)]
enum Does {
    Reword(usize),
    Minutes(usize),
    Drop(usize),
    Add,
    Reverse,
}

fn any_deed() -> impl Strategy<Value = Does> {
    prop_oneof![
        (0..4_usize).prop_map(Does::Reword),
        (0..4_usize).prop_map(Does::Minutes),
        (0..4_usize).prop_map(Does::Drop),
        Just(Does::Add),
        Just(Does::Reverse),
    ]
}

fn does(details: &mut KitDetails, deed: &Does, who: &str) {
    let criteria = &mut details.criteria;
    match deed {
        Does::Reword(at) => criteria[*at].happened.words = format!("{who} asks"),
        Does::Minutes(at) => criteria[*at].minutes = if who == "priya" { 5 } else { 10 },
        Does::Drop(at) => drop(criteria.remove(*at)),
        Does::Add => criteria.push(asks(who)),
        Does::Reverse => criteria.reverse(),
    }
}

proptest! {
    /// Of what two people did at once, everything stands, or the later one is told and nothing of theirs is lost.
    #[test]
    fn two_people_who_change_a_kit_at_once_lose_nothing(one in any_deed(), other in any_deed()) {
        let mut story = story();
        let four = edits(&story, None, |kit| kit.criteria = ["a", "b", "c", "d"].map(asks).into());
        story.does(four);
        let base = now(&story);
        let first = edits(&story, Some(base.clone()), |kit| does(kit, &one, "priya"));
        let second = edits(&story, Some(base.clone()), |kit| does(kit, &other, "tom"));
        story.does(first);
        let Ok(changes) = story.tries(second) else {
            // Both meant the same thing, each otherwise.
            let at = |deed: &Does| match deed {
                Does::Reword(at) | Does::Minutes(at) | Does::Drop(at) => Some(*at),
                Does::Add | Does::Reverse => None,
            };
            prop_assert!(at(&one).is_some() && at(&one) == at(&other), "{one:?} and {other:?}");
            return Ok(());
        };
        story.confirm(changes);
        let both = now(&story);
        // What either did alone can be seen in what both did.
        for (deed, who) in [(&one, "priya"), (&other, "tom")] {
            let find = |at: usize| both.criteria.iter().find(|found| found.id == base.criteria[at].id);
            match deed {
                Does::Reword(at) => prop_assert_eq!(&find(*at).unwrap().happened.words, &format!("{who} asks")),
                Does::Minutes(at) => prop_assert_eq!(find(*at).unwrap().minutes, if who == "priya" { 5 } else { 10 }),
                Does::Drop(at) => prop_assert!(find(*at).is_none()),
                Does::Add => prop_assert!(names(&both).contains(&who)),
                Does::Reverse => {
                    let order: Vec<_> = both.criteria.iter().filter_map(|one| base.criteria.iter().position(|was| was.id == one.id)).collect();
                    prop_assert!(order.is_sorted_by(|one, next| one > next), "{order:?}");
                }
            }
        }
        let ids: std::collections::BTreeSet<_> = both.criteria.iter().map(|one| one.id).collect();
        prop_assert_eq!(ids.len(), both.criteria.len());
    }
}
