//! Whoever answers for a leader decides what is asked, and reads nothing that was between the leader and us.

use super::*;
use crate::domain::{BriefDetails, Fits, LinkId, NewLink, PainDetails, Profile, Spec, Verdict, brief, pain};

fn writes(story: &mut Story, through: &str, reply: u128, text: &str) {
    let before = story.actor;
    story.actor = Actor::Link(Story::link(through));
    story.now += TimeDelta::minutes(1);
    story.does(reply::Command::SendReply {
        reply: ReplyId(Uuid::from_u128(reply)),
        update: None,
        role: None,
        text: text.into(),
        team: false,
    });
    story.actor = before;
}

#[test]
fn whoever_stands_in_reads_nothing_that_was_between_the_leader_and_us() {
    let mut story = story();
    story.does(link::Command::ShareLink(NewLink {
        deputy: true,
        label: "Sam".into(),
        expires_on: Some(story.now.date_naive() + chrono::Days::new(9)),
        ..Story::link_to("sams", Target::Leader(Story::leader("dana")), Scope::Respond)
    }));
    story.hurts("late", "data", "Xpainx");
    story.does(pain::Command::EditPain {
        pain: Story::pain("late"),
        details: PainDetails {
            shown: Shown::Leader,
            ..PainDetails::said("Xpainx", story.now.date_naive())
        },
        base: None,
    });
    story.does(brief::Command::EditBrief {
        role: Story::role("data"),
        leader: Some(Story::leader("dana")),
        details: Box::new(BriefDetails {
            spec: Spec {
                places: "Leeds".into(),
                ..Spec::default()
            },
            profiles: vec![Profile {
                id: Story::profile("a"),
                lines: "Six years".into(),
                verdict: Some(Verdict::No),
                because: "Xexamplex".into(),
                told: Some(story.now),
            }],
            shown: Shown::Leader,
            ..BriefDetails::default()
        }),
        base: None,
        prompt: None,
    });
    story.tells("first", "data", 90);
    writes(&mut story, "link", 1, "Xwrittenx");
    story.actor = Actor::Link(Story::link("link"));
    story.does(expectation::Command::AnswerExpectation {
        expectation: Story::expectation("first"),
        fits: Fits::TooLate,
        words: "Xlatex".into(),
    });
    writes(&mut story, "sams", 2, "Who comes on Thursday?");
    let through = |link: LinkId, deputy: bool| {
        let state = story.state();
        let mut link = state.get::<ShareLink>(link).unwrap().clone();
        if deputy {
            // As the board draws the page that would be shared.
            (link.id, link.deputy) = (LinkId(Uuid::nil()), true);
        }
        let now = story.now.with_timezone(&Utc) + TimeDelta::minutes(2);
        let projected = project(&state, &link, story.now.date_naive(), now);
        serde_json::to_string(&projected.unwrap().view).unwrap()
    };
    let private = ["Xpainx", "Xexamplex", "Xwrittenx", "Xlatex"];
    let hers = through(Story::link("link"), false);
    for words in private {
        assert!(hers.contains(words), "{words} is hers: {hers}");
    }
    for page in [
        through(Story::link("sams"), false),
        through(Story::link("link"), true),
    ] {
        for words in private {
            assert!(!page.contains(words), "{words}: {page}");
        }
        assert!(
            page.contains("Three strong people in play") && page.contains("Leeds"),
            "{page}"
        );
    }
    assert!(through(Story::link("sams"), false).contains("Who comes on Thursday?"));
}
