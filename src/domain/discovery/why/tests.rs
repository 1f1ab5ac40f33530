use proptest::prelude::*;

use super::*;
use crate::domain::Story;

fn told(story: &Story) -> Vec<(String, usize, bool)> {
    let ladder = story.state().ladder(Story::pain("late"));
    ladder
        .iter()
        .map(|rung| (rung.why.details.answer.clone(), rung.depth, rung.is_root))
        .collect()
}

fn late() -> Story {
    let mut story = Story::begin();
    story.hurts("late", "data", "Reports arrive two days late");
    story
}

#[test]
fn a_ladder_branches_and_each_branch_ends_in_a_root() {
    let mut story = late();
    story.explains("a", "late", None, "Nobody maintains the night jobs");
    story.explains("b", "late", Some("a"), "Two people left");
    story.explains("c", "late", Some("b"), "On call every second week");
    story.explains("d", "late", Some("a"), "The jobs were never written down");
    story.explains("e", "late", None, "The data comes late, too");
    let row = |answer: &str, depth, is_root| (answer.to_owned(), depth, is_root);
    assert_eq!(
        told(&story),
        [
            row("Nobody maintains the night jobs", 1, false),
            row("Two people left", 2, false),
            row("On call every second week", 3, true),
            row("The jobs were never written down", 2, true),
            row("The data comes late, too", 1, false),
        ]
    );
}

#[test]
fn an_answer_between_two_goes_and_the_rest_stays() {
    let mut story = late();
    story.explains("a", "late", None, "one");
    story.explains("b", "late", Some("a"), "two");
    story.explains("c", "late", Some("b"), "three");
    story.does(Command::RemoveWhy { why: Story::why("b") });
    let row = |answer: &str, depth, is_root| (answer.to_owned(), depth, is_root);
    assert_eq!(told(&story), [row("one", 1, false), row("three", 2, true)]);
    // Meanwhile somebody without a network asked why once more, under what is gone by now.
    story.explains("d", "late", Some("b"), "four");
    assert_eq!(told(&story).last(), Some(&row("four", 2, true)));
}

#[test]
fn a_root_keeps_its_cause_while_it_is_none() {
    let mut story = late();
    story.explains("a", "late", None, "one");
    story.explains("b", "late", Some("a"), "two");
    let why = Story::why("b");
    let details = WhyDetails {
        cause: Some(Cause::Attrition),
        ..WhyDetails::answer("two")
    };
    story.does(Command::EditWhy {
        why,
        details,
        base: None,
    });
    story.explains("c", "late", Some("b"), "three");
    assert!(!told(&story)[1].2);
    story.does(Command::RemoveWhy { why: Story::why("c") });
    let ladder = story.state().ladder(Story::pain("late"));
    assert!(ladder[1].is_root);
    assert_eq!(ladder[1].why.details.cause, Some(Cause::Attrition));
}

/// Answers whether a hire takes it away.
fn fixes(story: &mut Story, name: &str, hire: Remedy) {
    let why = Story::why(name);
    let mut details = story.state().get::<Why>(why).unwrap().details.clone();
    details.hire = Some(hire);
    story.does(Command::EditWhy {
        why,
        details,
        base: None,
    });
}

#[test]
fn what_a_hire_does_about_the_only_answer_goes_on_to_what_is_behind_it() {
    let mut story = late();
    let hire = |story: &Story, name| story.state().get::<Why>(Story::why(name)).unwrap().details.hire;
    story.explains("a", "late", None, "one");
    fixes(&mut story, "a", Remedy::Partly);
    story.explains("b", "late", Some("a"), "two");
    assert_eq!(hire(&story, "b"), Some(Remedy::Partly));
    // Another root is another cause: of that it is asked anew, and what was said of the first is kept.
    story.explains("c", "late", Some("b"), "three");
    assert_eq!(
        (hire(&story, "c"), hire(&story, "b")),
        (None, Some(Remedy::Partly))
    );
}

#[test]
fn an_answer_explains_one_of_the_same_pain() {
    let mut story = late();
    story.hurts("slips", "data", "Releases slip");
    story.explains("a", "slips", None, "one");
    let under = Command::AddWhy {
        why: Story::why("b"),
        pain: Story::pain("late"),
        under: Some(Story::why("a")),
        details: WhyDetails::answer("two"),
    };
    assert_eq!(story.tries(under), Err(Refusal::Unknown { what: Kind::Why }));
}

#[test]
fn fifty_rungs_are_a_ladder_and_two_hundred_the_most() {
    let mut story = late();
    let name = |at: usize| format!("rung {at}");
    for at in 0..Why::MOST {
        let under = at.checked_sub(1).map(name);
        story.explains(&name(at), "late", under.as_deref(), "because");
    }
    let ladder = story.state().ladder(Story::pain("late"));
    assert_eq!(
        ladder.last().map(|rung| (rung.depth, rung.is_root)),
        Some((Why::MOST, true))
    );
    let beyond = Command::AddWhy {
        why: Story::why("beyond"),
        pain: Story::pain("late"),
        under: None,
        details: WhyDetails::answer("because"),
    };
    assert!(matches!(story.tries(beyond), Err(Refusal::TooMany { .. })));
}

proptest! {
    /// Whatever is put under what, removed and put under what was removed: each answer that stands is told once,
    /// after the one that it explains.
    #[test]
    fn no_answer_that_stands_is_lost(
        tree in proptest::collection::vec((0..9_usize, any::<bool>()), 0..24),
    ) {
        let mut story = late();
        let name = |at: usize| format!("w{at}");
        for (at, (under, _)) in tree.iter().enumerate() {
            let under = (at > 0 && *under > 0).then(|| name((under - 1) % at));
            story.explains(&name(at), "late", under.as_deref(), &name(at));
        }
        let removed = tree.iter().enumerate().filter(|(_, (_, removed))| *removed);
        for (at, _) in removed {
            story.does(Command::RemoveWhy { why: Story::why(&name(at)) });
        }
        let told = told(&story);
        let mut answers: Vec<_> = told.iter().map(|(answer, ..)| answer.clone()).collect();
        answers.sort();
        let mut standing: Vec<_> =
            tree.iter().enumerate().filter(|(_, (_, removed))| !*removed).map(|(at, _)| name(at)).collect();
        standing.sort();
        prop_assert_eq!(answers, standing);
        for pair in told.windows(2) {
            prop_assert!(pair[1].1 <= pair[0].1 + 1, "{:?}", told);
        }
    }
}
