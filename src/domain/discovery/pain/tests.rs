use super::*;
use crate::domain::{Actor, Story, Target, leader, role};

#[test]
fn a_pain_is_rated_from_0_to_10_and_never_empty() {
    let mut story = Story::begin();
    let details = |what: &str, severity| PainDetails {
        severity,
        ..PainDetails::said(what, story.now.date_naive())
    };
    let [worst, beyond, empty] = [
        details("Reports arrive two days late", Some(10)),
        details("Reports arrive two days late", Some(11)),
        details(" \n ", None),
    ];
    let adds = |name: &str, details: PainDetails| Command::AddPain {
        pain: Story::pain(name),
        role: Story::role("data"),
        leader: Some(Story::leader("dana")),
        details,
    };
    story.does(adds("worst", worst));
    assert!(matches!(
        story.tries(adds("beyond", beyond)),
        Err(Refusal::OutOfRange { min: 0, max: 10, .. })
    ));
    assert!(matches!(
        story.tries(adds("empty", empty)),
        Err(Refusal::Empty { .. })
    ));
    assert_eq!(story.state().pains(Story::role("data")).len(), 1);
}

#[test]
fn what_a_recruiter_rewrites_is_not_said_to_be_what_the_leader_wrote() {
    let mut story = Story::begin();
    story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
    let board = std::mem::replace(&mut story.actor, Actor::Link(Story::link("page")));
    let pain = Story::pain("late");
    story.does(Command::TellPain {
        pain,
        role: Story::role("data"),
        what: "Reports arrive two days late".into(),
    });
    story.actor = board;
    let mut edits = |edit: fn(&mut PainDetails)| {
        let mut details = story.state().get::<PainPoint>(pain).unwrap().details.clone();
        edit(&mut details);
        story.does(Command::EditPain {
            pain,
            details,
            base: None,
        });
        story.state().get::<PainPoint>(pain).unwrap().told.is_some()
    };
    assert!(
        edits(|details| details.severity = Some(8)),
        "in their words still"
    );
    assert!(!edits(|details| details.what = "Dana is disorganised".into()));
}

#[test]
fn words_that_are_rewritten_while_they_are_shared_are_asked_about() {
    let mut story = Story::begin();
    story.hurts("late", "data", "Reports arrive two days late");
    let pain = Story::pain("late");
    let base = story.state().get::<PainPoint>(pain).unwrap().details.clone();
    let edits = |details: PainDetails| Command::EditPain {
        pain,
        details,
        base: Some(base.clone()),
    };
    let rewrites = edits(PainDetails {
        what: "Her deputy sits on the reports".into(),
        ..base.clone()
    });
    let shares = edits(PainDetails {
        shown: Shown::Leader,
        ..base.clone()
    });
    let before = story.rows.clone();
    for [first, second] in [[&rewrites, &shares], [&shares, &rewrites]] {
        story.rows = before.clone();
        story.does(first.clone());
        assert!(matches!(
            story.tries(second.clone()),
            Err(Refusal::EditedMeanwhile { .. })
        ));
    }
    // How much it hurts is nobody's words.
    let rates = edits(PainDetails {
        severity: Some(8),
        ..base.clone()
    });
    story.rows = before;
    story.does(shares);
    story.does(rates);
    let details = &story.state().get::<PainPoint>(pain).unwrap().details;
    assert_eq!((details.shown, details.severity), (Shown::Leader, Some(8)));
}

#[test]
fn words_for_what_was_removed_come_back_to_their_author() {
    let mut story = Story::begin();
    story.hurts("late", "data", "Reports arrive two days late");
    story.explains("jobs", "late", None, "Nobody maintains the night jobs");
    let pain = Story::pain("late");
    story.does(Command::RemovePain { pain });
    let gone = Err(Refusal::Unknown {
        what: Kind::PainPoint,
    });
    let details = PainDetails::said("Reports are late", story.now.date_naive());
    let base = None;
    assert_eq!(story.tries(Command::EditPain { pain, details, base }), gone);
    let details = crate::domain::WhyDetails::answer("Two left");
    let why = Story::why("jobs");
    let base = None;
    assert_eq!(
        story.tries(crate::domain::why::Command::EditWhy { why, details, base }),
        gone
    );
}

#[test]
fn its_place_among_what_hangs_on_a_role_does_not_move() {
    let mut story = Story::begin();
    story.hurts("late", "data", "Reports arrive two days late");
    let pain = Story::pain("late");
    let mark = |story: &Story| story.state().get::<PainPoint>(pain).unwrap().mark();
    let before = mark(&story);
    story.does(Command::RemovePain { pain });
    assert_eq!(mark(&story), before);
}

#[test]
fn of_an_erased_leader_it_stays_how_much_it_hurt() {
    let mut story = Story::begin();
    story.hurts("late", "data", "Dana waits for reports");
    story.explains("jobs", "late", None, "Dana's predecessor built them");
    story.does(leader::Command::EraseLeader {
        leader: Story::leader("dana"),
    });
    let everything = serde_json::to_string(&story.rows.values().collect::<Vec<_>>()).unwrap();
    assert!(!everything.contains("Dana"), "{everything}");
    assert_eq!(story.state().pains(Story::role("data")).len(), 1);
    assert_eq!(story.state().ladder(Story::pain("late")).len(), 1);
}

#[test]
fn what_one_leader_said_is_not_the_next_ones() {
    let mut story = Story::begin();
    story.hurts("late", "data", "Reports arrive two days late");
    story.does(Command::EditPain {
        pain: Story::pain("late"),
        details: PainDetails {
            shown: Shown::Boss,
            ..PainDetails::said("Reports arrive two days late", story.now.date_naive())
        },
        base: None,
    });
    assert_eq!(story.state().readers(Story::pain("late")), Shown::Boss);
    story.does(leader::Command::add(
        Story::leader("jonas"),
        crate::domain::LeaderDetails::named("Jonas Berg"),
    ));
    story.does(role::Command::GiveRole {
        role: Story::role("data"),
        leader: Story::leader("jonas"),
    });
    let pain = story.state().get::<PainPoint>(Story::pain("late")).unwrap();
    assert_eq!(pain.leader, Some(Story::leader("dana")));
    assert_eq!(story.state().readers(Story::pain("late")), Shown::Us);
    // What was written down meanwhile on a device that did not know is not his either.
    let add = Command::AddPain {
        pain: Story::pain("offline"),
        role: Story::role("data"),
        leader: Some(Story::leader("dana")),
        details: PainDetails::said("Her deputy sits on the reports", story.now.date_naive()),
    };
    assert_eq!(story.tries(add), Err(Refusal::LeaderChanged));
}
