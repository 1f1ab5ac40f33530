use chrono::{Days, TimeDelta};

use crate::domain::{
    AfterOffer, Body, Due, Hire, HireDetails, HireDue, Item, Pace, Part, Score, Stage, Story, Voice, What,
    Whose, hire,
};

/// What is owed of Sam: to do for us, and what others are waited for.
fn owed(story: &Story) -> [Vec<HireDue>; 2] {
    let me = Story::user("priya");
    let state = story.state();
    let owed = state.owed(Whose::Of(me), story.now.date_naive());
    [owed.you, owed.they].map(|group| {
        let due = group.into_iter().filter_map(|debt| match debt.what {
            What::Hire { due, .. } => Some(due),
            _ => None,
        });
        due.collect()
    })
}

fn edit(story: &mut Story, edit: impl FnOnce(&mut HireDetails)) {
    let hire = story.state().get::<Hire>(Story::hire("sam")).unwrap().clone();
    let mut details = hire.details.clone();
    edit(&mut details);
    story.does(Body::Hire(hire::Command::EditHire {
        hire: hire.id,
        details,
        base: Some(hire.details),
    }));
}

fn rail(story: &Story) -> Part {
    let standing = story
        .state()
        .standing(Story::role("data"), story.now.date_naive());
    standing.unwrap().rail[5].0
}

#[test]
fn until_a_day_they_are_waited_for_and_from_then_on_somebody_calls() {
    let mut story = Story::begin();
    assert_eq!(rail(&story), Part::NotYet);
    let today = story.now.date_naive();
    story.does(hire::Command::AddHire {
        hire: Story::hire("sam"),
        role: Story::role("data"),
        candidate: None,
        details: Box::new(HireDetails {
            accept_by: Some(today + Days::new(3)),
            ..HireDetails::named("Sam Reed")
        }),
    });
    assert_eq!(
        (owed(&story), rail(&story)),
        ([vec![], vec![HireDue::Answer]], Part::Begun)
    );
    story.now += TimeDelta::days(3);
    assert_eq!(owed(&story), [vec![HireDue::Answer], vec![]]);
    edit(&mut story, |details| details.yes_on = Some(today));
    assert_eq!(owed(&story), [vec![], vec![HireDue::Contract]]);
    edit(&mut story, |details| {
        details.signed_on = Some(today);
        details.starts_on = Some(today + Days::new(60));
    });
    assert_eq!(owed(&story), [vec![], vec![]], "a word is due in a month");
    story.now += TimeDelta::days(30);
    assert_eq!(owed(&story), [vec![HireDue::Touch], vec![]]);
    story.now += TimeDelta::days(26);
    assert_eq!(
        (owed(&story), rail(&story)),
        ([vec![HireDue::Begins], vec![]], Part::Begun)
    );
}

#[test]
fn after_the_start_the_leader_is_asked_and_the_rail_says_so() {
    let mut story = Story::begin();
    story.joins("priya");
    story.hires("sam", "data", "Sam Reed", 28);
    assert_eq!(
        (owed(&story), rail(&story)),
        ([vec![HireDue::Talk], vec![]], Part::Begun),
        "day 7"
    );
    story.now += TimeDelta::days(2);
    assert_eq!(
        owed(&story),
        [vec![HireDue::Talk], vec![HireDue::Leader]],
        "it stands on her page"
    );
    assert_eq!(rail(&story), Part::Waiting);
    // What Sam said changes nothing that others see.
    story.says("sam", Voice::Hire, "", &[Score::of(Item::Tasks, 1)]);
    assert_eq!(
        (owed(&story), rail(&story)),
        ([vec![HireDue::Call], vec![HireDue::Leader]], Part::Waiting)
    );
    let due = story
        .state()
        .owed(Whose::Of(Story::user("priya")), story.now.date_naive());
    assert_eq!(due.you[0].pace, Pace::Soon, "somebody calls this week");
    story.now += TimeDelta::days(5);
    assert!(
        owed(&story)[0].contains(&HireDue::Leader),
        "then somebody asks her"
    );
    story.says("sam", Voice::Leader, "It goes well", &[]);
    assert_eq!(rail(&story), Part::Begun);
    story.now += TimeDelta::days(56);
    assert_eq!(rail(&story), Part::Waiting, "day 90");
    story.now += TimeDelta::days(22);
    assert_eq!(rail(&story), Part::Done);
}

#[test]
fn a_role_that_was_only_dragged_was_not_followed_up() {
    let mut story = Story::begin();
    story.moves("data", Stage::FollowUp, None, None).unwrap();
    assert_eq!(rail(&story), Part::NotYet);
}

#[test]
fn long_after_day_90_somebody_is_offered_to_forget_them_and_never_before() {
    let mut story = Story::begin();
    story.joins("priya");
    for name in ["tom", "mina"] {
        story.joins_as(name, crate::domain::Right::Recruiter);
    }
    let forgets = |story: &Story, name: &str| {
        let owed = story
            .state()
            .owed(Whose::Of(Story::user(name)), story.now.date_naive());
        let mut all = owed.you.into_iter().chain(owed.they);
        all.any(|debt| {
            matches!(
                debt.what,
                What::Hire {
                    due: HireDue::Forget,
                    ..
                }
            )
        })
    };
    story.hires("sam", "data", "Sam Reed", 90);
    assert!(!forgets(&story, "priya"));
    story.now += TimeDelta::days(179);
    assert!(!forgets(&story, "priya"));
    story.now += TimeDelta::days(1);
    assert!(forgets(&story, "priya") && !forgets(&story, "mina"));
    assert!(
        story.state().get::<Hire>(Story::hire("sam")).is_ok(),
        "nobody has said so"
    );
    // Whom they chose as their reader takes them along, and no colleague whose role it is.
    story.actor = crate::domain::Actor::User(Story::user("tom"));
    story.does(hire::Command::AgreeReader {
        hire: Story::hire("sam"),
        agreed_on: story.now.date_naive(),
    });
    assert!(forgets(&story, "tom") && forgets(&story, "priya") && !forgets(&story, "mina"));
    // One who was taken out is offered, too.
    story.does(hire::Command::RemoveHire {
        hire: Story::hire("sam"),
        removed: true,
    });
    assert!(forgets(&story, "tom"));
    story.does(hire::Command::ForgetHire {
        hire: Story::hire("sam"),
    });
    assert!(!forgets(&story, "tom"));
}

#[test]
fn whoever_read_it_before_hears_that_another_does_until_they_know() {
    let mut story = Story::begin();
    for name in ["priya", "tom", "mina"] {
        story.joins(name);
    }
    story.hires("sam", "data", "Sam Reed", 0);
    let hears = |story: &Story, name: &str| {
        let owed = story
            .state()
            .owed(Whose::Of(Story::user(name)), story.now.date_naive());
        let mut all = owed.you.into_iter().chain(owed.they);
        all.any(|debt| {
            matches!(
                debt.what,
                What::Hire {
                    due: HireDue::Another,
                    ..
                }
            )
        })
    };
    let agrees = |story: &mut Story, name: &str| {
        story.actor = crate::domain::Actor::User(Story::user(name));
        story.does(hire::Command::AgreeReader {
            hire: Story::hire("sam"),
            agreed_on: story.now.date_naive(),
        });
    };
    assert!(!hears(&story, "priya"), "it is Priya, from the first");
    agrees(&mut story, "priya");
    assert!(!hears(&story, "priya"), "chosen again");
    agrees(&mut story, "tom");
    assert!(hears(&story, "priya") && !hears(&story, "tom"));
    agrees(&mut story, "mina");
    assert!(hears(&story, "tom") && !hears(&story, "mina"));
    let knows = hire::Command::KnowReader {
        hire: Story::hire("sam"),
    };
    story.does(knows.clone());
    assert!(hears(&story, "tom"), "another cannot know it for them");
    story.actor = crate::domain::Actor::User(Story::user("tom"));
    story.does(knows);
    assert!(!hears(&story, "tom"));
    agrees(&mut story, "tom");
    agrees(&mut story, "mina");
    assert!(hears(&story, "tom") && !hears(&story, "mina"));
}

#[test]
fn who_declined_is_forgotten_as_their_card_and_who_said_yes_as_a_hire() {
    let mut story = Story::begin();
    story.joins("priya");
    let today = story.now.date_naive();
    let mut offered = |card: &str, hire: &str, edit: fn(&mut HireDetails, chrono::NaiveDate)| {
        story.finds(card, "data", hire);
        let mut details = HireDetails {
            accept_by: Some(today),
            ..HireDetails::named(hire)
        };
        edit(&mut details, today);
        story.does(hire::Command::AddHire {
            hire: Story::hire(hire),
            role: Story::role("data"),
            candidate: Some(Story::candidate(card)),
            details: Box::new(details),
        });
    };
    offered("a", "sam", |details, today| details.declined_on = Some(today));
    offered("b", "mina", |details, today| {
        (details.yes_on, details.starts_on) = (Some(today), Some(today));
    });
    let offers = |story: &Story| {
        let owed = story
            .state()
            .owed(Whose::Of(Story::user("priya")), story.now.date_naive());
        let due = owed.you.into_iter().filter_map(|debt| match debt.what {
            What::Hire {
                due: HireDue::Forget,
                called,
                ..
            } => Some(format!("hire {called}")),
            What::Candidate {
                due: Due::Forget(_), ..
            } => Some(format!("card {}", debt.name)),
            _ => None,
        });
        due.collect::<Vec<_>>()
    };
    story.now += TimeDelta::days(180);
    assert_eq!(offers(&story), ["card sam"]);
    story.now += TimeDelta::days(90);
    assert_eq!(offers(&story), ["card sam", "hire mina"]);
}

#[test]
fn a_role_says_of_its_hires_who_is_furthest_and_counts_no_days_of_one_who_left() {
    let mut story = Story::begin();
    let role = Story::role("data");
    let after = |story: &Story| story.state().after_offer(role, story.now.date_naive());
    let today = story.now.date_naive();
    assert_eq!(after(&story), AfterOffer::NoOffer);
    // An offer to somebody else was made first, and is not answered.
    story.does(Body::Hire(hire::Command::AddHire {
        hire: Story::hire("kim"),
        role,
        candidate: None,
        details: Box::new(HireDetails::named("Kim Lund")),
    }));
    assert_eq!(after(&story), AfterOffer::Offered);
    story.hires("sam", "data", "Sam Reed", 30);
    assert_eq!(after(&story), AfterOffer::There(today - Days::new(30)));
    edit(&mut story, |details| {
        details.starts_on = Some(today + Days::new(3))
    });
    assert_eq!(after(&story), AfterOffer::Starts(today + Days::new(3)));
    let left = today - Days::new(2);
    edit(&mut story, |details| {
        details.starts_on = Some(today - Days::new(30));
        details.left_on = Some(left);
    });
    assert_eq!(after(&story), AfterOffer::Offered, "somebody else is waited for");
    story.does(Body::Hire(hire::Command::RemoveHire {
        hire: Story::hire("kim"),
        removed: true,
    }));
    assert_eq!(after(&story), AfterOffer::Left(left));
}
