use super::*;

#[test]
fn an_offer_moves_the_role_and_it_goes_back_where_none_is_left() {
    let mut story = story();
    let today = story.now.date_naive();
    story.moves("data", Stage::Interview, None, None).unwrap();
    let offers = |story: &Story| edits(story, |details| details.accept_by = Some(today));
    let body = offers(&story);
    let undo = done(&mut story, body);
    assert_eq!(stage(&story).0, Stage::Offer);
    story.does(undo);
    assert_eq!(stage(&story).0, Stage::Interview, "it was a slip");
    let body = offers(&story);
    story.does(body);
    let declines = edits(&story, |details| details.declined_on = Some(today));
    let undo = done(&mut story, declines.clone());
    assert_eq!(stage(&story).0, Stage::Interview, "no offer is left");
    story.does(undo);
    assert_eq!(stage(&story).0, Stage::Offer);
    edit(&mut story, |details| details.yes_on = Some(today));
    edit(&mut story, |details| details.yes_on = None);
    assert_eq!(stage(&story).0, Stage::Offer, "the offer still stands");
    // Another who was made one keeps it there.
    is_offered(&mut story, "mina");
    let undo = done(&mut story, declines);
    assert_eq!(stage(&story).0, Stage::Offer, "another has one");
    story.does(undo);
    let mina = |removed| Command::RemoveHire {
        hire: Story::hire("mina"),
        removed,
    };
    story.does(mina(true));
    let sam = |removed| Command::RemoveHire {
        hire: Story::hire("sam"),
        removed,
    };
    for (removed, to) in [(true, Stage::Interview), (false, Stage::Offer)] {
        story.does(sam(removed));
        assert_eq!(stage(&story).0, to);
    }
    // Where somebody moved the card, they know better.
    story.moves("data", Stage::Source, None, None).unwrap();
    edit(&mut story, |details| details.declined_on = Some(today));
    assert_eq!(stage(&story).0, Stage::Source);
    // One that is noted with their yes stands at the offer, should that be a slip.
    let before = story.rows.clone();
    let body = Body::Hire(Command::AddHire {
        hire: Story::hire("kim"),
        role: Story::role("data"),
        candidate: None,
        details: Box::new(HireDetails {
            accept_by: Some(today),
            yes_on: Some(today),
            ..HireDetails::named("Kim Lee")
        }),
    });
    story.does(body.clone());
    assert_eq!(stage(&story), (Stage::FollowUp, Some(today)));
    let undo = inverse(&State::new(&before, &Overlay::new()), &story.state(), &body).unwrap();
    story.does(undo);
    assert_eq!(stage(&story).0, Stage::Source);
}

#[test]
fn an_offer_moves_a_role_however_early_it_stands_and_what_was_not_asked_is_asked_still() {
    let mut story = Story::begin();
    let today = story.now.date_naive();
    is_offered(&mut story, "sam");
    let state = story.state();
    let role = state.get::<Role>(Story::role("data")).unwrap();
    let placement = &role.placement;
    assert_eq!(
        (placement.stage, placement.skipped.map(|skipped| skipped.reason)),
        (Stage::Offer, Some(SkipReason::Offered))
    );
    assert_eq!(state.asks_of(role, today), Some(Asks::Pain));
}

/// Somebody by this short name, who has an offer in this role.
fn is_offered(story: &mut Story, who: &str) {
    let today = story.now.date_naive();
    story.does(Command::AddHire {
        hire: Story::hire(who),
        role: Story::role("data"),
        candidate: None,
        details: Box::new(HireDetails {
            accept_by: Some(today),
            ..HireDetails::named(who)
        }),
    });
}

fn of(story: &mut Story, who: &str, edit: impl FnOnce(&mut HireDetails)) {
    let was = story
        .state()
        .get::<Hire>(Story::hire(who))
        .unwrap()
        .details
        .clone();
    let mut details = was.clone();
    edit(&mut details);
    story.does(Command::EditHire {
        hire: Story::hire(who),
        details,
        base: Some(was),
    });
}

#[test]
fn in_whichever_order_they_decline_the_role_goes_back_with_the_last_offer() {
    for order in [["lee", "mina"], ["mina", "lee"]] {
        let mut story = story();
        let today = story.now.date_naive();
        story.moves("data", Stage::Interview, None, None).unwrap();
        is_offered(&mut story, "lee");
        is_offered(&mut story, "mina");
        of(&mut story, order[0], |details| details.declined_on = Some(today));
        assert_eq!(stage(&story).0, Stage::Offer, "another has one");
        of(&mut story, order[1], |details| details.declined_on = Some(today));
        assert_eq!(stage(&story).0, Stage::Interview, "{order:?}");
    }
}

#[test]
fn whoever_withdraws_declines_their_offer_and_it_stands_again_where_that_was_a_slip() {
    use crate::domain::{Ending, candidate};
    let mut story = story();
    let today = story.now.date_naive();
    story.moves("data", Stage::Interview, None, None).unwrap();
    edit(&mut story, |details| details.accept_by = Some(today));
    let card = Story::candidate("card");
    let withdraws = Body::from(candidate::Command::EndCandidate {
        candidate: card,
        ending: Ending::Withdrew,
        because: "Another offer".into(),
    });
    let undo = done(&mut story, withdraws.clone());
    let declined = |story: &Story| now(story).details.declined_on;
    assert_eq!(declined(&story), Some(today));
    assert_eq!(stage(&story).0, Stage::Interview, "no offer is left");
    story.does(undo);
    assert_eq!(declined(&story), None);
    assert_eq!(stage(&story).0, Stage::Offer);
    // Long after it, they are in play once more, and that offer was declined.
    story.does(withdraws);
    story.now += chrono::TimeDelta::days(3);
    story.does(candidate::Command::ReopenCandidate { candidate: card });
    assert_eq!(declined(&story), Some(today));
    assert_eq!(stage(&story).0, Stage::Interview);
}

#[test]
fn what_happens_during_a_hold_moves_the_role_all_the_same() {
    let mut story = story();
    let today = story.now.date_naive();
    story.moves("data", Stage::Interview, None, None).unwrap();
    edit(&mut story, |details| details.accept_by = Some(today));
    story.does(crate::domain::role::Command::HoldRole {
        role: Story::role("data"),
        hold: crate::domain::Hold {
            requester: "Dana".into(),
            cause: "Budget".into(),
            review_on: today + Days::new(9),
            since: today,
        },
    });
    edit(&mut story, |details| details.declined_on = Some(today));
    assert_eq!(stage(&story).0, Stage::Interview);
    edit(&mut story, |details| {
        (details.declined_on, details.yes_on) = (None, Some(today));
    });
    assert_eq!(stage(&story), (Stage::FollowUp, Some(today)));
    let state = story.state();
    let role = state.get::<Role>(Story::role("data")).unwrap();
    assert!(role.hold.is_some(), "and the hold goes on");
}

#[test]
fn whoever_said_yes_and_left_has_no_offer_any_more() {
    let mut story = story();
    let today = story.now.date_naive();
    is_offered(&mut story, "lee");
    of(&mut story, "lee", |details| details.yes_on = Some(today));
    of(&mut story, "lee", |details| {
        (details.starts_on, details.left_on) = (Some(today), Some(today));
    });
    story.moves("data", Stage::Source, None, None).unwrap();
    is_offered(&mut story, "mina");
    assert_eq!(stage(&story).0, Stage::Offer);
    of(&mut story, "mina", |details| details.declined_on = Some(today));
    assert_eq!(stage(&story).0, Stage::Source);
}

#[test]
fn a_yes_that_is_taken_back_leaves_the_role_at_an_offer_that_stands() {
    let mut story = story();
    let today = story.now.date_naive();
    story.moves("data", Stage::Interview, None, None).unwrap();
    edit(&mut story, |details| details.yes_on = Some(today));
    is_offered(&mut story, "lee");
    edit(&mut story, |details| details.yes_on = None);
    assert_eq!(stage(&story).0, Stage::Offer, "another has an offer");
    of(&mut story, "lee", |details| details.declined_on = Some(today));
    assert_eq!(stage(&story).0, Stage::Interview, "where it was before either");
    edit(&mut story, |details| details.yes_on = Some(today));
    edit(&mut story, |details| details.accept_by = Some(today));
    edit(&mut story, |details| details.yes_on = None);
    assert_eq!(stage(&story).0, Stage::Offer, "their own stands");
    edit(&mut story, |details| details.yes_on = Some(today));
    edit(&mut story, |details| details.accept_by = None);
    edit(&mut story, |details| details.yes_on = None);
    assert_eq!(stage(&story).0, Stage::Interview, "no offer is left");
}
