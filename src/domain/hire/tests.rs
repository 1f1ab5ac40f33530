mod offers;

use chrono::{Days, NaiveDate};

use super::*;
use crate::domain::{
    Asks, Body, Called, Candidate, CloseReason, Ending, Matter, Overlay, Refusal, SkipReason, Stage, Story,
    inverse, leader,
};

/// Sam, on a card, is made an offer in Dana's search, which stands at the offer.
fn story() -> Story {
    let mut story = Story::begin();
    story.finds("card", "data", "Sam Reed");
    story.moves("data", Stage::Offer, None, None).unwrap();
    story.does(Command::AddHire {
        hire: Story::hire("sam"),
        role: Story::role("data"),
        candidate: Some(Story::candidate("card")),
        details: Box::new(HireDetails::named("Sam Reed")),
    });
    story
}

#[test]
fn a_role_that_closed_long_ago_is_on_its_leaders_page_while_they_hear_of_whoever_was_hired() {
    let mut story = Story::begin();
    story.joins("priya");
    story.opens("sre", "SRE");
    story.hires("sam", "data", "Sam Reed", 0);
    story.closes("data", CloseReason::Filled);
    story.closes("sre", CloseReason::Cancelled);
    let are_on = |days| {
        let (state, day) = (story.state(), story.now.date_naive() + Days::new(days));
        ["data", "sre"].map(|role| {
            let role = state.get::<Role>(Story::role(role)).unwrap();
            state.is_on_pages(role, day)
        })
    };
    assert_eq!(are_on(90), [true, true]);
    assert_eq!(are_on(91), [true, false]);
    // Day 90 was theirs to answer for a while.
    assert_eq!(are_on(120), [true, false]);
    assert_eq!(are_on(121), [false, false]);
}

fn now(story: &Story) -> Hire {
    story.state().get::<Hire>(Story::hire("sam")).unwrap().clone()
}

fn edits(story: &Story, edit: impl FnOnce(&mut HireDetails)) -> Body {
    let was = now(story).details;
    let mut details = was.clone();
    edit(&mut details);
    let hire = Story::hire("sam");
    let base = Some(was);
    Body::Hire(Command::EditHire { hire, details, base })
}

fn edit(story: &mut Story, edit: impl FnOnce(&mut HireDetails)) {
    let body = edits(story, edit);
    story.does(body);
}

/// Does it, and answers with what would take it back.
fn done(story: &mut Story, body: Body) -> Body {
    let before = story.rows.clone();
    story.does(body.clone());
    inverse(&State::new(&before, &Overlay::new()), &story.state(), &body).unwrap()
}

fn stage(story: &Story) -> (Stage, Option<NaiveDate>) {
    let state = story.state();
    let role = state.get::<Role>(Story::role("data")).unwrap();
    (role.placement.stage, role.placement.yes_on)
}

fn due(story: &Story) -> Option<(HireDue, i64)> {
    let today = story.now.date_naive();
    let (due, by) = now(story).due(today)?;
    Some((due, (by - today).num_days()))
}

#[test]
fn a_yes_moves_the_role_and_a_slip_moves_it_back() {
    let mut story = story();
    let yes = story.now.date_naive() - Days::new(1);
    let says_yes = edits(&story, |details| details.yes_on = Some(yes));
    let undo = done(&mut story, says_yes);
    assert_eq!(stage(&story), (Stage::FollowUp, Some(yes)));
    story.does(undo);
    assert_eq!(
        (stage(&story), now(&story).details.yes_on),
        ((Stage::Offer, None), None)
    );
}

#[test]
fn whoever_is_taken_out_said_no_yes_and_says_it_again_when_they_are_put_back() {
    let mut story = story();
    let yes = story.now.date_naive() - Days::new(1);
    let removes = |removed| {
        let hire = Story::hire("sam");
        Body::from(Command::RemoveHire { hire, removed })
    };
    let asks = |story: &Story| {
        let state = story.state();
        state.asks_of(
            state.get::<Role>(Story::role("data")).unwrap(),
            story.now.date_naive(),
        )
    };
    edit(&mut story, |details| details.yes_on = Some(yes));
    let undo = done(&mut story, removes(true));
    assert_eq!(stage(&story), (Stage::Offer, None));
    story.does(undo);
    assert_eq!(stage(&story), (Stage::FollowUp, Some(yes)));
    assert_eq!(asks(&story), None);
    // Twice is once.
    story.does(removes(false));
    assert_eq!(stage(&story), (Stage::FollowUp, Some(yes)));
    // Somebody else's yes keeps it there.
    story.hires("mina", "data", "Mina Park", 0);
    story.does(removes(true));
    assert_eq!(stage(&story), (Stage::FollowUp, Some(story.now.date_naive())));
    story.does(removes(false));
    // Whoever left, while another is sought, is taken out and put back without moving anything.
    story.moves("data", Stage::Source, None, None).unwrap();
    for removed in [true, false, true] {
        story.does(removes(removed));
        assert_eq!(stage(&story).0, Stage::Source);
    }
    story.does(removes(false));
    story.moves("data", Stage::FollowUp, None, None).unwrap();
    // Where a card was dragged, nobody's yes is left either.
    let mina = Story::hire("mina");
    story.does(Command::RemoveHire {
        hire: mina,
        removed: true,
    });
    story.moves("data", Stage::Interview, None, None).unwrap();
    story.moves("data", Stage::FollowUp, None, None).unwrap();
    story.does(removes(true));
    assert_eq!(stage(&story), (Stage::Offer, None));
}

#[test]
fn a_role_that_is_followed_up_asks_for_whom_where_nobody_is_known_to_be_there() {
    let mut story = story();
    let today = story.now.date_naive();
    let asks = |story: &Story| {
        let state = story.state();
        state.asks_of(
            state.get::<Role>(Story::role("data")).unwrap(),
            story.now.date_naive(),
        )
    };
    story.moves("data", Stage::FollowUp, None, None).unwrap();
    assert_eq!(asks(&story), Some(Asks::Who), "it was moved by hand");
    edit(&mut story, |details| {
        (details.yes_on, details.starts_on) = (Some(today), Some(today))
    });
    assert_eq!(asks(&story), None);
    edit(&mut story, |details| details.left_on = Some(today));
    assert_eq!(asks(&story), None, "it is their last day");
    story.now += chrono::TimeDelta::days(1);
    let today = today + Days::new(1);
    assert_eq!(asks(&story), Some(Asks::Again));
    let state = story.state();
    let standing = state.standing(Story::role("data"), today).unwrap();
    assert!(standing.matters(today).contains(&Matter::AskNext(Asks::Again)));
}

#[test]
fn a_yes_moves_a_role_however_early_it_stands_and_what_was_not_asked_stays_said() {
    let mut story = Story::begin();
    story.does(Command::AddHire {
        hire: Story::hire("sam"),
        role: Story::role("data"),
        candidate: None,
        details: Box::new(HireDetails::named("Sam Reed")),
    });
    let placement = |story: &Story| {
        let state = story.state();
        let role = state.get::<Role>(Story::role("data")).unwrap();
        role.placement.clone()
    };
    let before = placement(&story);
    assert_eq!(before.stage, Stage::Understand);
    let yes = story.now.date_naive() - Days::new(40);
    let says_yes = edits(&story, |details| details.yes_on = Some(yes));
    let undo = done(&mut story, says_yes);
    assert_eq!(stage(&story), (Stage::FollowUp, Some(yes)));
    let now = placement(&story);
    assert_eq!(
        (now.skipped.map(|skipped| skipped.reason), now.sourced_on),
        (Some(SkipReason::SaidYes), None)
    );
    let state = story.state();
    let today = story.now.date_naive();
    let standing = state.standing(Story::role("data"), today).unwrap();
    let still = Matter::Skipped(Asks::Pain);
    assert!(standing.matters(today).contains(&still), "it stays said");
    let role = state.get::<Role>(Story::role("data")).unwrap();
    assert_eq!(
        state.asks_of(role, story.now.date_naive()),
        None,
        "nobody is asked for it"
    );
    story.does(undo);
    assert_eq!(placement(&story), before);
}

#[test]
fn a_role_that_was_moved_by_hand_says_the_day_of_the_yes_that_was_noted() {
    let mut story = story();
    let today = story.now.date_naive();
    story.moves("data", Stage::FollowUp, None, None).unwrap();
    assert_eq!(stage(&story), (Stage::FollowUp, Some(today)));
    let yes = |days| Some(today - Days::new(days));
    edit(&mut story, |details| details.yes_on = yes(90));
    assert_eq!(stage(&story), (Stage::FollowUp, yes(90)));
    edit(&mut story, |details| details.yes_on = yes(80));
    assert_eq!(stage(&story), (Stage::FollowUp, yes(80)), "it was put right");
    // Sought anew, and moved by hand again.
    story.moves("data", Stage::Interview, None, None).unwrap();
    assert_eq!(stage(&story), (Stage::Interview, None));
    story.moves("data", Stage::FollowUp, None, None).unwrap();
    assert_eq!(stage(&story), (Stage::FollowUp, yes(80)));
    // Another's yes is another day, and leaves it.
    story.hires("mina", "data", "Mina Park", 0);
    assert_eq!(stage(&story), (Stage::FollowUp, yes(80)));
    // Whoever left is not who fills it now.
    story.does(Command::RemoveHire {
        hire: Story::hire("mina"),
        removed: true,
    });
    edit(&mut story, |details| {
        (details.starts_on, details.left_on) = (yes(70), yes(60))
    });
    for stage in [Stage::Source, Stage::FollowUp] {
        story.moves("data", stage, None, None).unwrap();
    }
    assert_eq!(stage(&story), (Stage::FollowUp, Some(today)));
}

#[test]
fn a_first_day_before_the_yes_is_noticed_and_not_refused() {
    let mut story = story();
    let today = story.now.date_naive();
    edit(&mut story, |details| {
        (details.yes_on, details.starts_on) = (Some(today), Some(today - Days::new(30)))
    });
    let details = now(&story).details;
    assert!(HireDetails::starts_first(details.yes_on, details.starts_on));
    assert!(!HireDetails::starts_first(Some(today), Some(today)));
    assert!(!HireDetails::starts_first(None, Some(today)));
}

#[test]
fn with_two_hires_the_role_stays_until_neither_said_yes() {
    let mut story = story();
    let today = story.now.date_naive();
    story.hires("mina", "data", "Mina Park", 0);
    edit(&mut story, |details| details.yes_on = Some(today));
    edit(&mut story, |details| details.yes_on = None);
    assert_eq!(stage(&story).0, Stage::FollowUp, "Mina said yes, too");
    assert_eq!(story.state().hires(Story::role("data")).len(), 2);
}

#[test]
fn the_pains_are_kept_as_they_were_at_the_yes() {
    let mut story = story();
    story.hurts("late", "data", "Reports arrive late");
    let pain = Story::pain("late");
    let hurts = |story: &mut Story, severity: u8| {
        let was = story.state().get::<PainPoint>(pain).unwrap().details.clone();
        let details = crate::domain::PainDetails {
            severity: Some(severity),
            ..was
        };
        story.does(crate::domain::pain::Command::EditPain {
            pain,
            details,
            base: None,
        });
    };
    hurts(&mut story, 8);
    let today = story.now.date_naive();
    edit(&mut story, |details| details.yes_on = Some(today));
    hurts(&mut story, 3);
    let at = |story: &Story| {
        let state = story.state();
        let pain = state.get::<PainPoint>(pain).unwrap();
        let now = now(story);
        (now.hurt_before(pain), pain.details.severity, now.hurt_since(pain))
    };
    assert_eq!(at(&story), (Some(8), Some(3), Some(today)));
    // It stands with the pain, whose readers may be fewer than those of a hire.
    let told = serde_json::to_string(&now(&story)).unwrap();
    assert!(!told.contains(&pain.to_string()), "{told}");
    // A yes of long ago that is noted today knows of nothing that was said only since.
    edit(&mut story, |details| details.yes_on = Some(today - Days::new(60)));
    assert_eq!(at(&story), (Some(8), Some(3), Some(today)));
    // Taken out and noted for that day once more, by an undo or by hand, it is the same yes; for another day it is another.
    let noted = |story: &mut Story, day| edit(story, |details| details.yes_on = day);
    noted(&mut story, None);
    noted(&mut story, Some(today - Days::new(60)));
    assert_eq!(at(&story), (Some(8), Some(3), Some(today)));
    noted(&mut story, None);
    noted(&mut story, Some(today));
    assert_eq!(at(&story).0, Some(3));
    let hire = Story::hire("sam");
    story.does(Command::ForgetHire { hire });
    let state = story.state();
    assert_eq!(state.get::<PainPoint>(pain).unwrap().at_yes, []);
}

#[test]
fn who_declines_withdraws_in_the_same_step_and_comes_back_with_it() {
    let mut story = story();
    let today = story.now.date_naive();
    let declines = edits(&story, |details| {
        details.declined_on = Some(today);
        details.cause = Some(Cause::Compensation);
        details.because = "Pay".into();
    });
    let undo = done(&mut story, declines);
    let ended = |story: &Story| {
        let state = story.state();
        let card = state.get::<Candidate>(Story::candidate("card")).unwrap();
        card.ended
            .as_ref()
            .map(|ended| (ended.ending, ended.because.clone()))
    };
    assert_eq!(ended(&story), Some((Ending::Withdrew, "Pay".into())));
    assert_eq!(due(&story), None);
    story.does(undo);
    assert_eq!(ended(&story), None);
}

#[test]
fn what_goes_with_nothing_else_is_refused() {
    let mut story = story();
    let today = story.now.date_naive();
    let starts = edits(&story, |details| details.starts_on = Some(today));
    assert_eq!(story.tries(starts), Err(Refusal::NoYes));
    let both = edits(&story, |details| {
        (details.yes_on, details.declined_on) = (Some(today), Some(today))
    });
    assert_eq!(story.tries(both), Err(Refusal::SaidYes));
    let ends_first = edits(&story, |details| {
        details.yes_on = Some(today);
        details.starts_on = Some(today);
        details.left_on = Some(today - Days::new(1));
    });
    assert!(matches!(story.tries(ends_first), Err(Refusal::EndsFirst { .. })));
    let again = Command::AddHire {
        hire: Story::hire("twice"),
        role: Story::role("data"),
        candidate: Some(Story::candidate("card")),
        details: Box::new(HireDetails::named("Sam Reed")),
    };
    assert_eq!(
        story.tries(again),
        Err(Refusal::Exists {
            what: crate::domain::Kind::Hire
        })
    );
    story.does(leader::Command::add(
        Story::leader("omar"),
        crate::domain::LeaderDetails::named("Omar"),
    ));
    let elsewhere = edits(&story, |details| details.shown = Some(Story::leader("omar")));
    assert_eq!(story.tries(elsewhere), Err(Refusal::LeaderChanged));
}

#[test]
fn each_step_is_asked_for_after_the_one_before_it() {
    let mut story = story();
    assert_eq!(due(&story), None, "no offer was made yet");
    let today = story.now.date_naive();
    edit(&mut story, |details| {
        details.accept_by = Some(today + Days::new(3))
    });
    assert_eq!(due(&story), Some((HireDue::Answer, 3)));
    edit(&mut story, |details| details.yes_on = Some(today));
    assert_eq!(due(&story), Some((HireDue::Contract, 7)));
    edit(&mut story, |details| details.signed_on = Some(today));
    assert_eq!(due(&story), Some((HireDue::Start, 0)));
    edit(&mut story, |details| {
        details.starts_on = Some(today + Days::new(90));
        details.ready = Ready::usual(Called::Leader);
    });
    assert_eq!(due(&story), Some((HireDue::Touch, 30)));
    story.now += chrono::TimeDelta::days(31);
    assert_eq!(due(&story), Some((HireDue::Touch, -1)));
    let on = story.now.date_naive();
    edit(&mut story, |details| details.touched_on = Some(on));
    assert_eq!(due(&story), Some((HireDue::Touch, 30)));
    story.now += chrono::TimeDelta::days(53);
    assert_eq!(due(&story), Some((HireDue::Ready, 6)));
    // Nothing is left to be got ready, and no other word is due before they start.
    edit(&mut story, |details| details.ready.clear());
    edit(&mut story, |details| {
        details.touched_on = Some(on + Days::new(40))
    });
    assert_eq!(due(&story), None);
    story.now += chrono::TimeDelta::days(5);
    assert_eq!(due(&story), Some((HireDue::Begins, 1)));
    story.now += chrono::TimeDelta::days(2);
    assert_eq!(due(&story), None);
}

#[test]
fn whoever_is_forgotten_goes_with_their_card_and_all_that_was_said() {
    let mut story = story();
    let today = story.now.date_naive();
    edit(&mut story, |details| {
        (details.yes_on, details.starts_on) = (Some(today), Some(today))
    });
    let hire = Story::hire("sam");
    story.does(Command::AgreeReader {
        hire,
        agreed_on: today,
    });
    story.says("sam", crate::domain::Voice::Hire, "It goes well", &[]);
    let kept = story.state().kept_of_hire(&now(&story));
    assert!(kept.contains("At day 30 they said: It goes well"), "{kept}");
    story.does(Command::ForgetHire { hire });
    let kinds = [
        crate::domain::Kind::Hire,
        crate::domain::Kind::CheckIn,
        crate::domain::Kind::Candidate,
    ];
    assert!(!story.rows.keys().any(|key| kinds.contains(&key.kind)));
    // Of one without a card, too.
    story.hires("mina", "data", "Mina Park", 30);
    story.says("mina", crate::domain::Voice::Hire, "It goes well", &[]);
    story.does(Command::ForgetHire {
        hire: Story::hire("mina"),
    });
    assert!(!story.rows.keys().any(|key| kinds.contains(&key.kind)));
}

#[test]
fn where_somebody_alone_reads_what_they_say_that_one_or_an_owner_forgets_them_also_by_their_card() {
    let mut story = story();
    let today = story.now.date_naive();
    let hire = Story::hire("sam");
    story.joins("priya");
    for name in ["tom", "mina"] {
        story.joins_as(name, crate::domain::Right::Recruiter);
    }
    edit(&mut story, |details| {
        (details.yes_on, details.starts_on) = (Some(today), Some(today))
    });
    let of = |name| crate::domain::Actor::User(Story::user(name));
    story.actor = of("tom");
    story.does(Command::AgreeReader {
        hire,
        agreed_on: today,
    });
    let by_card = crate::domain::candidate::Command::ForgetCandidate {
        candidate: Story::candidate("card"),
    };
    let by_slip = crate::domain::candidate::Command::TakeBackCandidate {
        candidate: Story::candidate("card"),
        edition: 0,
    };
    // Alike, whether anything was said or not.
    for said in [false, true] {
        story.actor = of("tom");
        if said {
            story.says("sam", crate::domain::Voice::Hire, "It goes badly", &[]);
        }
        story.actor = of("mina");
        let refused = Err(Refusal::NotToForget);
        assert_eq!(story.tries(Command::ForgetHire { hire }), refused);
        assert_eq!(story.tries(by_card.clone()), refused);
        assert_eq!(story.tries(by_slip.clone()), refused);
        let goes = |name| {
            let me = Story::user(name);
            let state = story.state().seen_by(Some(me));
            state.goes_with(&now(&story), me)
        };
        assert!(
            goes("mina").contains("whatever they may have said to tom alone"),
            "{}",
            goes("mina")
        );
        assert!(!goes("mina").contains("to you alone"));
        assert_eq!(
            goes("tom").contains("1 note of what they said to you alone"),
            said
        );
    }
    assert!(story.state().may_forget(&now(&story), Story::user("priya")));
    story.actor = of("tom");
    story.does(by_card);
    assert!(story.state().get::<Hire>(hire).is_err());
}

#[test]
fn nobody_is_called_about_themselves() {
    let urged = |due: HireDue, name, short| {
        let (verb, label, urged) = due.urged(name, short, "Sam Reed");
        assert!(
            label.starts_with(verb),
            "what is heard begins with what is seen: {label}"
        );
        urged
    };
    for due in HireDue::ALL.iter().filter(|due| **due != HireDue::Leader) {
        let words = urged(*due, "Sam Reed", "Sam");
        assert_eq!(words.matches("Sam").count(), 1, "{words}");
    }
    assert_eq!(urged(HireDue::Call, "Sam Reed", "Sam"), "Call Sam");
    assert_eq!(
        urged(HireDue::Leader, "Dana Whitfield", "Dana"),
        "Talk with Dana about Sam Reed"
    );
}

#[test]
fn of_two_offers_on_one_card_nothing_stays_with_a_pain_once_they_are_forgotten() {
    let mut story = story();
    story.hurts("late", "data", "Reports arrive late");
    let pain = Story::pain("late");
    let at_yes = |story: &Story| story.state().get::<PainPoint>(pain).unwrap().at_yes.len();
    let details = crate::domain::PainDetails {
        severity: Some(8),
        ..story.state().get::<PainPoint>(pain).unwrap().details.clone()
    };
    story.does(crate::domain::pain::Command::EditPain {
        pain,
        details,
        base: None,
    });
    let today = story.now.date_naive();
    edit(&mut story, |details| details.yes_on = Some(today));
    let (hire, removed) = (Story::hire("sam"), true);
    story.does(Command::RemoveHire { hire, removed });
    story.does(Command::AddHire {
        hire: Story::hire("again"),
        role: Story::role("data"),
        candidate: Some(Story::candidate("card")),
        details: Box::new(HireDetails {
            yes_on: Some(today),
            ..HireDetails::named("Sam Reed")
        }),
    });
    assert_eq!(at_yes(&story), 2);
    story.does(Command::ForgetHire {
        hire: Story::hire("again"),
    });
    assert_eq!(at_yes(&story), 0);
}
