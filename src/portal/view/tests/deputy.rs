//! Whoever answers for a leader decides what is asked, and reads nothing that was between the leader and us.

use super::*;
use crate::domain::{
    Away, BriefDetails, Fits, LinkId, NewLink, PainDetails, Profile, Spec, Verdict, brief, leader, pain,
};

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

/// Sam has a link by which to stand in.
fn with_sam() -> Story {
    let mut story = story();
    story.does(link::Command::ShareLink(NewLink {
        deputy: true,
        label: "Sam".into(),
        expires_on: Some(story.now.date_naive() + chrono::Days::new(9)),
        ..Story::link_to("sams", Target::Leader(Story::leader("dana")), Scope::Respond)
    }));
    story
}

fn sams_days(story: &Story) -> Option<Away> {
    Some(Away {
        from: story.now.date_naive(),
        until: story.now.date_naive() + chrono::Days::new(3),
        deputy: "Sam".into(),
    })
}

#[test]
fn on_days_that_are_not_theirs_whoever_stands_in_sees_what_a_team_does_and_writes_nothing() {
    let mut story = with_sam();
    let page = |story: &Story| {
        let state = story.state();
        let link = state.get::<ShareLink>(Story::link("sams")).unwrap();
        let now = story.now.with_timezone(&Utc) + TimeDelta::minutes(2);
        project(&state, link, story.now.date_naive(), now).unwrap().view
    };
    let update = "Three strong people in play";
    let shows = |view: &PortalView| serde_json::to_string(view).unwrap().contains(update);
    let board = std::mem::replace(&mut story.actor, Actor::Link(Story::link("link")));
    let tells = |story: &mut Story, away| {
        story.actor = Actor::Link(Story::link("link"));
        story.does(leader::Command::TellAway { away });
    };
    let asks = |reply| reply::Command::SendReply {
        reply: ReplyId(Uuid::from_u128(reply)),
        update: None,
        role: None,
        text: "Who comes?".into(),
        team: false,
    };
    for (away, is_theirs) in [(None, false), (sams_days(&story), true), (None, false)] {
        tells(&mut story, away);
        let seen = page(&story);
        assert_eq!(
            (seen.scope == Scope::Respond, seen.head.answers),
            (is_theirs, is_theirs)
        );
        assert_eq!(shows(&seen), is_theirs);
        assert_eq!(seen.head.deputy.as_deref(), Some("Sam"));
        assert_eq!(seen.head.leader.as_deref(), Some("Dana Whitfield"));
        story.actor = Actor::Link(Story::link("sams"));
        let said = story.tries(asks(0x90 + u128::from(is_theirs)));
        assert_eq!(said.err(), (!is_theirs).then_some(Refusal::NotStandingIn));
    }
    story.actor = board;
}

#[test]
fn whoever_stands_in_reads_nothing_that_was_between_the_leader_and_us() {
    let mut story = with_sam();
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
    story.leaves(3, "Sam");
    story.actor = Actor::User(Story::user("priya"));
    story.does(Body::Update(update::Command::SendUpdate {
        update: Story::update("answer"),
        leader: Story::leader("dana"),
        roles: vec![],
        answers: Some(ReplyId(Uuid::from_u128(1))),
        text: "Xanswerx".into(),
        way: Some(Way::Chat),
        next_by: None,
        mail: None,
    }));
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
    let private = ["Xpainx", "Xexamplex", "Xwrittenx", "Xlatex", "Xanswerx"];
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
