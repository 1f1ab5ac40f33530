use chrono::TimeDelta;

use super::*;
use crate::domain::{
    Actor, Body, CloseReason, LeaderDetails, RoleDetails, SkipReason, Stage, Story, inverse, leader, pain,
    role,
};

fn must(name: &str, what: &str, pain: Option<&str>) -> Must {
    Must {
        id: Story::must(name),
        what: what.into(),
        pain: pain.map(Story::pain),
    }
}

fn story() -> Story {
    let mut story = Story::begin();
    story.hurts("late", "data", "Reports arrive two days late");
    story
}

fn edits(story: &Story, base: Option<BriefDetails>, edit: impl FnOnce(&mut BriefDetails)) -> Command {
    let mut details = base
        .clone()
        .unwrap_or_else(|| story.state().brief(Story::role("data")));
    edit(&mut details);
    Command::EditBrief {
        role: Story::role("data"),
        leader: story.state().get::<Role>(Story::role("data")).unwrap().leader,
        details: details.into(),
        base: base.map(Box::new),
        prompt: None,
    }
}

fn now(story: &Story) -> BriefDetails {
    story.state().brief(Story::role("data"))
}

fn asks_for(story: &mut Story, name: &str, what: &str) {
    let base = Some(now(story));
    let command = edits(story, base, |details| {
        details.spec.musts.push(must(name, what, Some("late")));
    });
    story.does(command);
}

fn whats(story: &Story) -> Vec<String> {
    now(story).spec.musts.into_iter().map(|must| must.what).collect()
}

fn brief(story: &Story) -> &Brief {
    story.state().get::<Brief>(Story::role("data")).unwrap()
}

#[test]
fn four_must_haves_are_the_most_and_each_serves_a_pain_of_its_role() {
    let mut story = story();
    for (name, what) in [
        ("a", "Ran pipelines"),
        ("b", "Cut noise"),
        ("c", "Scala"),
        ("d", "Explains data"),
    ] {
        asks_for(&mut story, name, what);
    }
    let base = Some(now(&story));
    let fifth = edits(&story, base, |details| {
        details.spec.musts.push(must("e", "Spark", None))
    });
    assert_eq!(story.tries(fifth), Err(Refusal::TooManyMusts { most: 4 }));
    story.opens("sre", "SRE");
    story.hurts("noise", "sre", "Alarms for nothing");
    let other = edits(&story, None, |details| {
        details.spec.musts[0].pain = Some(Story::pain("noise"))
    });
    assert!(matches!(story.tries(other), Err(Refusal::Unknown { .. })));
    let empty = edits(&story, None, |details| details.spec.musts[0].what = " \n".into());
    assert!(matches!(story.tries(empty), Err(Refusal::Empty { .. })));
    let long = edits(&story, None, |details| details.spec.pay = "£".repeat(10_000));
    assert!(matches!(story.tries(long), Err(Refusal::TooLong { .. })));
}

#[test]
fn a_pain_that_is_removed_leaves_the_must_have() {
    let mut story = story();
    asks_for(&mut story, "a", "Ran pipelines");
    let serves = |story: &Story| story.state().serves(&now(story).spec.musts[0]) == Serves::Gone;
    assert!(!serves(&story));
    story.does(pain::Command::RemovePain {
        pain: Story::pain("late"),
    });
    assert!(serves(&story));
    assert_eq!(whats(&story), ["Ran pipelines"]);
    // It may stand beside what is added then.
    let base = Some(now(&story));
    let adds = edits(&story, base, |details| {
        details.spec.musts.push(must("b", "Scala", None))
    });
    story.does(adds);
    assert_eq!(whats(&story), ["Ran pipelines", "Scala"]);
}

#[test]
fn two_people_who_change_different_things_lose_nothing() {
    let mut story = story();
    asks_for(&mut story, "a", "Ran pipelines");
    let base = now(&story);
    let both = [
        edits(&story, Some(base.clone()), |details| {
            details.spec.musts.push(must("b", "Scala", None));
            details.facts.team = Some(6);
        }),
        edits(&story, Some(base.clone()), |details| {
            details.spec.musts[0].pain = None;
            details.spec.musts.push(must("c", "Cut noise", Some("late")));
            details.facts.notice = Some(3);
            details.cover = "Tom covers the nights".into();
        }),
        edits(&story, Some(base), |details| {
            details.spec.musts[0].what = "Ran night pipelines".into();
            details.spec.pay = "£62k to £68k".into();
        }),
    ];
    for edit in both {
        story.does(edit);
    }
    let mut whats = whats(&story);
    whats.sort();
    assert_eq!(whats, ["Cut noise", "Ran night pipelines", "Scala"]);
    let details = now(&story);
    assert_eq!((details.facts.team, details.facts.notice), (Some(6), Some(3)));
    assert_eq!(details.spec.pay, "£62k to £68k");
    assert_eq!(details.cover, "Tom covers the nights");
    assert_eq!(
        details
            .spec
            .musts
            .iter()
            .filter(|must| must.pain.is_some())
            .count(),
        1
    );
}

#[test]
fn two_people_who_reword_the_same_must_have_are_asked() {
    let mut story = story();
    asks_for(&mut story, "a", "Scala");
    let base = now(&story);
    let rewords = |what: &str| {
        edits(&story, Some(base.clone()), |details| {
            details.spec.musts[0].what = what.into()
        })
    };
    let (one, other) = (rewords("Scala in production"), rewords("Scala or Kotlin"));
    let takes_out = edits(&story, Some(base.clone()), |details| details.spec.musts.clear());
    story.does(one);
    for edit in [other, takes_out] {
        assert!(matches!(story.tries(edit), Err(Refusal::EditedMeanwhile { .. })));
    }
    assert_eq!(whats(&story), ["Scala in production"]);
}

#[test]
fn a_talk_is_one_version_and_what_changes_after_sourcing_is_counted() {
    let mut story = story();
    asks_for(&mut story, "a", "Ran pipelines");
    story.now += TimeDelta::minutes(5);
    asks_for(&mut story, "b", "Cut noise");
    assert_eq!(brief(&story).versions.len(), 1);
    // A day later it is another, before anybody is sought.
    story.now += TimeDelta::days(1);
    asks_for(&mut story, "c", "Explains data");
    assert_eq!(brief(&story).versions.len(), 2);
    story.does(role::Command::unasked(
        Story::role("data"),
        Stage::Source,
        SkipReason::Urgent,
    ));
    // Also within the time of one talk: somebody is sought by now.
    asks_for(&mut story, "d", "Scala");
    assert_eq!(brief(&story).changed_after_sourcing(), 1);
    story.now += TimeDelta::days(12);
    let mut edit = edits(&story, Some(now(&story)), |details| {
        details.spec.musts.remove(1);
        details.spec.pay = "£72k".into();
    });
    let Command::EditBrief { prompt, .. } = &mut edit else {
        unreachable!()
    };
    *prompt = Some(Prompt::Market);
    story.does(edit);
    let mut clearer = edits(&story, Some(now(&story)), |details| {
        details.spec.musts[0].what = "Ran night pipelines".into();
    });
    let Command::EditBrief { prompt, .. } = &mut clearer else {
        unreachable!()
    };
    *prompt = Some(Prompt::Clearer);
    story.does(clearer);
    assert_eq!(brief(&story).changed_after_sourcing(), 2);
    let told = brief(&story).told();
    let told: Vec<_> = told
        .iter()
        .map(|one| (one.number, one.version.sourced, one.changes.join(", ")))
        .collect();
    let row = |number, sourced, changes: &str| (number, sourced, changes.to_owned());
    assert_eq!(
        told,
        [
            row(1, false, "added Ran pipelines, added Cut noise"),
            row(2, false, "added Explains data"),
            row(3, true, "added Scala"),
            row(4, true, "took out Cut noise, added the pay range: £72k"),
            row(5, true, "changed Ran pipelines to Ran night pipelines"),
        ]
    );
    // Facts are no part of what is asked for.
    let facts = edits(&story, Some(now(&story)), |details| details.facts.left = Some(2));
    story.does(facts);
    assert_eq!(brief(&story).versions.len(), 5);
}

#[test]
fn the_first_brief_of_a_role_that_is_sourced_is_no_change() {
    let mut story = story();
    story.does(role::Command::unasked(
        Story::role("data"),
        Stage::Source,
        SkipReason::Urgent,
    ));
    asks_for(&mut story, "a", "Ran pipelines");
    assert_eq!(brief(&story).changed_after_sourcing(), 0);
}

#[test]
fn when_somebody_was_sought_first_is_remembered() {
    let mut story = Story::begin();
    let since = |story: &Story| {
        story
            .state()
            .get::<Role>(Story::role("data"))
            .unwrap()
            .sourced_since()
    };
    assert_eq!(since(&story), None);
    story.moves("data", Stage::SetExpectations, None, None).unwrap();
    assert_eq!(since(&story), None);
    let first = story.now.date_naive();
    story.moves("data", Stage::Source, None, None).unwrap();
    story.now += TimeDelta::days(3);
    story.moves("data", Stage::Understand, None, None).unwrap();
    story.moves("data", Stage::Interview, None, None).unwrap();
    story.closes("data", CloseReason::Filled);
    assert_eq!(since(&story), Some(first));
}

#[test]
fn what_is_taken_back_was_never_asked_for() {
    let mut story = story();
    asks_for(&mut story, "a", "Ran pipelines");
    story.now += TimeDelta::days(1);
    let before = story.rows.clone();
    let body = Body::Brief(edits(&story, Some(now(&story)), |details| {
        details.spec.musts.push(must("b", "Scala", None));
    }));
    story.does(body.clone());
    assert_eq!(brief(&story).versions.len(), 2);
    let undo = inverse(
        &State::new(&before, &crate::domain::Overlay::new()),
        &story.state(),
        &body,
    )
    .unwrap();
    story.does(undo);
    assert_eq!(story.rows, before);
    // Also the very first.
    let mut story = self::story();
    let before = story.rows.clone();
    let body = Body::Brief(edits(&story, None, |details| details.cover = "Nobody".into()));
    story.does(body.clone());
    let undo = inverse(
        &State::new(&before, &crate::domain::Overlay::new()),
        &story.state(),
        &body,
    )
    .unwrap();
    story.does(undo);
    assert_eq!(now(&story), BriefDetails::default());
}

#[test]
fn sixty_versions_are_told_apart_and_nothing_is_refused_after_that() {
    let mut story = story();
    for at in 0..Brief::MOST_VERSIONS + 9 {
        story.now += TimeDelta::days(1);
        let edit = edits(&story, None, |details| details.spec.pay = format!("£{at}k"));
        story.does(edit);
    }
    assert_eq!(brief(&story).versions.len(), Brief::MOST_VERSIONS);
    assert_eq!(now(&story).spec.pay, "£68k");
}

#[test]
fn three_profiles_are_answered_yes_or_no_with_because() {
    let mut story = story();
    let profile = |name: &str, lines: &str| Profile {
        id: Story::profile(name),
        lines: lines.into(),
        verdict: None,
        because: String::new(),
        told: None,
    };
    let names = ["a", "b", "c"];
    let adds = edits(&story, None, |details| {
        details.profiles = names
            .iter()
            .map(|name| profile(name, "Six years\nTwo teams"))
            .collect();
    });
    story.does(adds);
    let base = now(&story);
    let answers = edits(&story, Some(base.clone()), |details| {
        details.profiles[0].verdict = Some(Verdict::No);
        details.profiles[0].because = "Never ran anything at night".into();
    });
    let rewords = edits(&story, Some(base), |details| {
        details.profiles[0].lines = "Seven years".into()
    });
    story.does(answers);
    story.does(rewords);
    let first = &now(&story).profiles[0];
    assert_eq!(
        (first.verdict, first.lines.as_str()),
        (Some(Verdict::No), "Seven years")
    );
    assert_eq!(first.because, "Never ran anything at night");
    // Whoever knows what was said of it and makes another of it asks anew.
    let base = now(&story);
    let another = edits(&story, Some(base), |details| {
        details.profiles[0].lines = "Ten years of night pipelines".into();
    });
    story.does(another);
    let first = &now(&story).profiles[0];
    assert_eq!((first.verdict, first.because.as_str()), (None, ""));
    let fourth = edits(&story, None, |details| {
        details.profiles.push(profile("d", "One more"))
    });
    assert_eq!(story.tries(fourth), Err(Refusal::TooManyProfiles { most: 3 }));
    let long = edits(&story, None, |details| {
        details.profiles[1].lines = "a\nb\nc\nd".into()
    });
    assert!(matches!(story.tries(long), Err(Refusal::OutOfRange { .. })));
}

#[test]
fn facts_are_numbers_that_can_be() {
    let mut story = story();
    for edit in [
        edits(&story, None, |details| details.facts.team = Some(10_000)),
        edits(&story, None, |details| details.facts.notice = Some(25)),
    ] {
        assert!(matches!(story.tries(edit), Err(Refusal::OutOfRange { .. })));
    }
    let never = edits(&story, None, |details| {
        details.needed_by = "3027-01-01".parse().ok()
    });
    assert!(matches!(story.tries(never), Err(Refusal::DateOutOfReach { .. })));
}

#[test]
fn what_was_shown_to_one_leader_is_not_shown_to_the_next() {
    let mut story = story();
    asks_for(&mut story, "a", "Ran pipelines");
    let shares = edits(&story, Some(now(&story)), |details| details.shown = Shown::Boss);
    story.does(shares);
    let data = Story::role("data");
    assert_eq!(story.state().brief_readers(data), Shown::Boss);
    // Written where it is not known yet.
    let before = now(&story);
    let edit = edits(&story, Some(before.clone()), |details| {
        details.spec.nice = "dbt".into();
    });
    let widens = edits(&story, Some(before.clone()), |details| {
        details.shown = Shown::Team
    });
    let repeats = edits(&story, None, |details| details.spec.nice = "dbt, Airflow".into());
    gives_to_jonas(&mut story);
    assert_eq!(story.state().brief_readers(data), Shown::Us);
    for (late, nice) in [(edit, "dbt"), (widens, "dbt"), (repeats, "dbt, Airflow")] {
        story.does(late);
        assert_eq!(now(&story).spec.nice, nice);
        assert_eq!(story.state().brief_readers(data), Shown::Us);
    }
    let shares = edits(&story, Some(now(&story)), |details| details.shown = Shown::Leader);
    story.does(shares);
    assert_eq!(story.state().brief_readers(data), Shown::Leader);
}

fn gives_to_jonas(story: &mut Story) {
    story.does(leader::Command::add(
        Story::leader("jonas"),
        LeaderDetails::named("Jonas Berg"),
    ));
    story.does(role::Command::GiveRole {
        role: Story::role("data"),
        leader: Story::leader("jonas"),
    });
}

#[test]
fn what_is_asked_for_stays_when_the_role_is_given_on_but_not_which_pains_of_the_former_leader_it_serves() {
    let mut story = story();
    asks_for(&mut story, "a", "Ran pipelines");
    story.now += TimeDelta::hours(1);
    asks_for(&mut story, "b", "Writes SQL");
    let profile = Profile {
        id: Story::profile("a"),
        lines: "Six years".into(),
        verdict: Some(Verdict::No),
        because: "too long".into(),
        told: None,
    };
    let answered = edits(&story, Some(now(&story)), |details| {
        details.profiles = vec![profile.clone()]
    });
    story.does(answered);
    let before = now(&story);
    let late = edits(&story, Some(before), |details| {
        details
            .spec
            .musts
            .push(must("c", "Has led a migration", Some("late")));
    });
    gives_to_jonas(&mut story);
    let names_dana = |story: &Story| {
        let brief = serde_json::to_string(brief(story)).unwrap();
        let ids = [Story::pain("late").0, Story::leader("dana").0];
        ids.iter().any(|id| brief.contains(&id.to_string()))
    };
    let unanswered = Profile {
        verdict: None,
        because: String::new(),
        ..profile
    };
    assert_eq!(now(&story).profiles, [unanswered]);
    assert_eq!(whats(&story), ["Ran pipelines", "Writes SQL"]);
    assert!(!names_dana(&story));
    // What is written meanwhile where that is not known keeps its words, and ties nothing to her pain.
    story.does(late);
    assert_eq!(
        whats(&story),
        ["Ran pipelines", "Writes SQL", "Has led a migration"]
    );
    assert!(!names_dana(&story));
    // His own pains are tied as ever.
    story.hurts("lost", "data", "Half of the events are lost");
    let ties = edits(&story, Some(now(&story)), |details| {
        details.spec.musts[2].pain = Some(Story::pain("lost"));
    });
    story.does(ties);
    assert_eq!(now(&story).spec.musts[2].pain, Some(Story::pain("lost")));
}

#[test]
fn words_that_are_added_while_the_brief_is_shared_are_asked_about() {
    let mut story = story();
    asks_for(&mut story, "a", "Ran pipelines");
    let base = now(&story);
    let adds = edits(&story, Some(base.clone()), |details| {
        details.spec.musts.push(must("b", "Copes with her deputy", None));
    });
    let shares = edits(&story, Some(base), |details| details.shown = Shown::Team);
    let before = story.rows.clone();
    for [first, second] in [[&adds, &shares], [&shares, &adds]] {
        story.rows = before.clone();
        story.does(first.clone());
        assert!(matches!(
            story.tries(second.clone()),
            Err(Refusal::EditedMeanwhile { .. })
        ));
    }
}

#[test]
fn the_nearest_brief_is_of_the_family_then_of_the_seniority_then_the_newest() {
    let mut story = story();
    let opens = |story: &mut Story, name: &str, edit: fn(&mut RoleDetails)| {
        let mut details = Story::details(name, story.now.date_naive());
        edit(&mut details);
        story.does(role::Command::add(
            Story::role(name),
            Story::leader("dana"),
            details,
        ));
        story.now += TimeDelta::days(1);
        let details = BriefDetails {
            spec: Spec {
                nice: name.into(),
                ..Spec::default()
            },
            ..BriefDetails::default()
        };
        let (role, base, prompt) = (Story::role(name), None, None);
        story.does(Command::EditBrief {
            role,
            leader: Some(Story::leader("dana")),
            details: details.into(),
            base,
            prompt,
        });
    };
    let found = |story: &Story| {
        let found = story.state().like_brief(Story::role("data"));
        found.map(|(role, _)| role.details.title.clone())
    };
    opens(&mut story, "sales", |details| {
        details.family = crate::domain::Family::Sales
    });
    assert_eq!(found(&story), None);
    opens(&mut story, "older", |_| {});
    opens(&mut story, "junior", |details| {
        details.seniority = crate::domain::Seniority::Junior
    });
    assert_eq!(found(&story).as_deref(), Some("older"));
    opens(&mut story, "newer", |_| {});
    assert_eq!(found(&story).as_deref(), Some("newer"));
    // Its words are for one reader by now.
    story.does(role::Command::RestrictRole {
        role: Story::role("newer"),
        audience: crate::domain::Audience::People([Story::user("priya")].into()),
        code_name: None,
    });
    assert_eq!(found(&story).as_deref(), Some("older"));
}

#[test]
fn of_an_erased_leader_no_brief_keeps_the_name() {
    let mut story = story();
    story.does(leader::Command::add(
        Story::leader("jonas"),
        LeaderDetails::named("Jonas Berg"),
    ));
    asks_for(&mut story, "a", "Gets on with Dana");
    story.now += TimeDelta::days(1);
    let edit = edits(&story, None, |details| {
        details.spec.musts[0].what = "Ran pipelines".into();
        details.spec.decides = "Mrs Whitfield with Tom".into();
        details.cover = "Tom covers the nights".into();
        details.facts.team = Some(6);
    });
    story.does(edit);
    let mut details = Story::details("SRE", story.now.date_naive());
    details.title = "SRE".into();
    story.does(role::Command::add(
        Story::role("sre"),
        Story::leader("jonas"),
        details,
    ));
    story.actor = Actor::User(Story::user("tom"));
    let theirs = BriefDetails {
        spec: Spec {
            decides: "Jonas with Dana".into(),
            ..Spec::default()
        },
        ..BriefDetails::default()
    };
    story.does(Command::EditBrief {
        role: Story::role("sre"),
        leader: story.state().get::<Role>(Story::role("sre")).unwrap().leader,
        details: theirs.into(),
        base: None,
        prompt: None,
    });
    story.does(leader::Command::EraseLeader {
        leader: Story::leader("dana"),
    });
    let rows = serde_json::to_string(&story.rows.values().collect::<Vec<_>>()).unwrap();
    for name in ["Dana", "Whitfield", "covers the nights"] {
        assert!(!rows.contains(name), "{name} in {rows}");
    }
    assert_eq!(whats(&story), ["Ran pipelines"]);
    assert_eq!(now(&story).facts.team, Some(6));
    assert_eq!(brief(&story).leader, None);
}
