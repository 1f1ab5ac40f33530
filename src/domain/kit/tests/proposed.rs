//! In whose words something is proposed.

use super::*;
use crate::domain::{PainDetails, PainPoint, Shown};

fn shares(story: &mut Story, pain: &str) {
    let base = story
        .state()
        .get::<PainPoint>(Story::pain(pain))
        .unwrap()
        .details
        .clone();
    story.does(pain::Command::EditPain {
        pain: Story::pain(pain),
        details: PainDetails {
            shown: Shown::Leader,
            ..base.clone()
        },
        base: Some(base),
    });
}

#[test]
fn what_is_behind_a_pain_counts_where_its_words_say_nothing() {
    let mut story = Story::begin();
    story.hurts("odd", "data", "It goes round in circles");
    shares(&mut story, "odd");
    let plain = story.state().proposed(Story::role("data"));
    assert_eq!(
        (plain[0].name().as_str(), plain[0].because.as_str()),
        ("eases: It goes round in circles", "It goes round in circles")
    );
    story.explains("why", "odd", None, "Nobody says yes");
    story.does(why::Command::AddWhy {
        why: Story::why("root"),
        pain: Story::pain("odd"),
        under: Some(Story::why("why")),
        details: WhyDetails {
            cause: Some(Cause::SlowDecisions),
            ..WhyDetails::answer("Three must sign")
        },
    });
    let proposed = story.state().proposed(Story::role("data"));
    assert_eq!(
        (proposed[0].name().as_str(), proposed[0].because.as_str()),
        ("decides with what is known", "decisions take long")
    );
}

#[test]
fn what_only_recruiters_read_is_repeated_in_no_question() {
    const SECRET: &str = "Zed sleeps at his desk";
    let mut story = Story::begin();
    story.hurts("zed", "data", SECRET);
    let (role, tie) = (Story::role("data"), Tie::Pain(Story::pain("zed")));
    assert!(story.state().proposed(role).is_empty());
    assert!(story.state().proposed_for(role, tie).is_none());
    // What the bank asks for says nothing of it.
    story.hurts("late", "data", "Reports arrive late, since Zed sleeps");
    let proposed = story.state().proposed(role);
    let said = format!("{:?}", proposed[0].criterion(Story::criterion("a")));
    assert!(proposed.len() == 1 && !said.contains("Zed"), "{said}");
    shares(&mut story, "zed");
    let shared = story.state().proposed_for(role, tie).unwrap();
    assert!(shared.happened().contains(SECRET), "{}", shared.happened());
}
