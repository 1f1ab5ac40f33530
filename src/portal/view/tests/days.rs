//! Which day a page says, and which date counts.

use super::*;
use crate::domain::{ImportedRole, LeaderDetails, Stage, leader};

#[test]
fn of_roles_from_elsewhere_no_day_is_said_that_nobody_told() {
    let mut story = Story::begin();
    let ann = Story::leader("ann");
    story.does(leader::Command::add(ann, LeaderDetails::named("Ann")));
    story.does(Body::Role(role::Command::ImportRoles {
        roles: vec![ImportedRole {
            role: Story::role("elsewhere"),
            leader: ann,
            owner: None,
            details: Story::details("Buyer", story.now.date_naive()),
            stage: Stage::Source,
            close: None,
            held: false,
        }],
    }));
    story.shares("link", Target::Leader(ann), Scope::Respond);
    assert_eq!(view(&story, Scope::Respond).head.next_update_by, None);
    story.does(Body::Update(update::Command::SendUpdate {
        update: Story::update("hello"),
        leader: ann,
        roles: vec![],
        answers: None,
        text: "Hello".into(),
        way: None,
        next_by: None,
        mail: None,
    }));
    assert!(view(&story, Scope::Respond).head.next_update_by.is_some());
}

#[test]
fn a_date_that_was_told_since_counts_over_an_update_about_that_role_only() {
    let mut story = Story::begin();
    story.opens("sre", "Site Reliability Engineer");
    story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
    story.does(Body::Update(update::Command::SendUpdate {
        update: Story::update("plan"),
        leader: Story::leader("dana"),
        roles: vec![Story::role("data")],
        answers: None,
        text: "Plan for March".into(),
        way: Some(Way::Chat),
        next_by: None,
        mail: None,
    }));
    let since = |story: &Story| view(story, Scope::Respond).updates.unwrap().remove(0).date_since;
    story.now += TimeDelta::days(3);
    story.tells("hers", "sre", 90);
    assert_eq!(since(&story), None);
    story.tells("its", "data", 90);
    assert_eq!(since(&story), Some(story.now.date_naive()));
}
