//! Stories of members.

use std::collections::BTreeSet;

use super::*;
use crate::domain::{
    Actor, Audience, Body, Effort, Role, RoleId, Scope, ShareLink, Story, Target, Way, leader, link, role,
    settings, update, workspace,
};

fn member(name: &str, right: Right) -> Member {
    Member {
        user: Story::user(name),
        name: name.into(),
        phone: None,
        right,
        left: None,
    }
}

/// Priya owns the workspace; Tom and Ola recruit.
fn team() -> Story {
    let mut story = Story::begin();
    for (name, right) in [
        ("priya", Right::Owner),
        ("tom", Right::Recruiter),
        ("ola", Right::Recruiter),
    ] {
        story.does(member(name, right));
    }
    story
}

fn acts_as(story: &mut Story, name: &str) {
    story.actor = Actor::User(Story::user(name));
}

fn let_go(who: &str, to: &str) -> Body {
    Body::Member(Command::RemoveMember {
        member: Story::user(who),
        successor: Story::user(to),
        replace: BTreeSet::new(),
    })
}

fn hand_over(to: &str) -> Body {
    Body::Role(role::Command::HandOver {
        role: Story::role("data"),
        to: Story::user(to),
    })
}

#[test]
fn a_recruiter_changes_their_own_name_and_nobodys_rights() {
    let mut story = team();
    acts_as(&mut story, "tom");
    let renamed = Member {
        name: "Tom Baker".into(),
        ..member("tom", Right::Recruiter)
    };
    story.does(renamed);
    for other in [
        member("tom", Right::Owner),
        member("ola", Right::Recruiter),
        member("new", Right::Recruiter),
    ] {
        assert_eq!(
            story.tries(Member {
                name: "X".into(),
                ..other
            }),
            Err(Refusal::OwnerOnly)
        );
    }
    assert_eq!(story.tries(let_go("ola", "tom")), Err(Refusal::OwnerOnly));
}

#[test]
fn a_workspace_keeps_an_owner() {
    let mut story = team();
    assert_eq!(story.tries(let_go("priya", "tom")), Err(Refusal::LastOwner));
    assert_eq!(
        story.tries(member("priya", Right::Recruiter)),
        Err(Refusal::LastOwner)
    );
    story.does(member("tom", Right::Owner));
    story.does(let_go("priya", "tom"));
    assert!(!story.state().is_member(Story::user("priya")));
    assert_eq!(
        story.state().member(Story::user("priya")).unwrap().name,
        "priya",
        "the name stays"
    );
}

#[test]
fn who_goes_leaves_no_role_without_a_person() {
    let mut story = team();
    story.does(hand_over("tom"));
    acts_as(&mut story, "tom");
    let audience = Audience::People([Story::user("tom")].into());
    let role = Story::role("data");
    story.does(role::Command::RestrictRole {
        role,
        audience,
        code_name: None,
    });
    story.logs("call", "data", |_| {});
    acts_as(&mut story, "priya");
    assert!(
        story
            .state()
            .seen_by(Some(Story::user("priya")))
            .get::<Role>(role)
            .is_err()
    );
    story.does(let_go("tom", "ola"));
    let state = story.state();
    assert_eq!(state.get::<Role>(role).unwrap().owner, Story::user("ola"));
    let heirs = Audience::People([Story::user("ola")].into());
    assert_eq!(state.audience_of::<Role>(role), heirs);
    assert_eq!(state.audience(&Effort::key(Story::effort("call"))), Some(&heirs));
    assert_eq!(
        story.tries(hand_over("tom")),
        Err(Refusal::Unknown { what: Kind::Role }),
        "not Priya's to see"
    );
}

#[test]
fn a_role_is_handed_over_by_its_owner_or_the_workspaces() {
    let mut story = team();
    acts_as(&mut story, "tom");
    assert_eq!(story.tries(hand_over("tom")), Err(Refusal::OwnerOnly));
    acts_as(&mut story, "priya");
    story.does(hand_over("tom"));
    acts_as(&mut story, "tom");
    story.does(hand_over("ola"));
    assert_eq!(
        story.tries(hand_over("tom")),
        Err(Refusal::OwnerOnly),
        "it is Ola's now"
    );
    acts_as(&mut story, "ola");
    assert_eq!(
        story.tries(hand_over("nobody")),
        Err(Refusal::Unknown { what: Kind::Member })
    );
}

#[test]
fn who_takes_over_a_confidential_role_sees_it() {
    let mut story = team();
    let (role, only) = (
        Story::role("data"),
        Audience::People([Story::user("priya")].into()),
    );
    story.does(role::Command::RestrictRole {
        role,
        audience: only,
        code_name: None,
    });
    story.does(hand_over("tom"));
    let both = Audience::People([Story::user("priya"), Story::user("tom")].into());
    assert_eq!(story.state().audience_of::<Role>(role), both);
}

#[test]
fn that_a_leader_was_told_reaches_whoever_sees_one_of_the_roles_but_not_the_words() {
    let mut story = team();
    let (open, hidden) = (Story::role("data"), Story::role("chief"));
    story.opens("chief", "Chief of Staff");
    story.does(role::Command::RestrictRole {
        role: hidden,
        audience: Audience::People([Story::user("priya")].into()),
        code_name: None,
    });
    let mut tells = |update: &str, roles: Vec<RoleId>| {
        story.does(update::Command::SendUpdate {
            update: Story::update(update),
            leader: Story::leader("dana"),
            roles,
            answers: None,
            text: "The board has met.".into(),
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
        });
        let state = story.state().seen_by(Some(Story::user("tom")));
        let told = state.last_told().contains_key(&Story::leader("dana"));
        (told, state.updates().len())
    };
    assert_eq!(
        tells("one", vec![hidden]),
        (false, 0),
        "not that there is such a role"
    );
    assert_eq!(tells("both", vec![open, hidden]), (true, 0));
    assert_eq!(tells("open", vec![open]), (true, 1));
}

#[test]
fn the_rights_table_is_what_the_rules_ask() {
    let mut story = team();
    acts_as(&mut story, "tom");
    let workspace = crate::domain::Workspace {
        name: "Ours".into(),
        zone: "Europe/London".into(),
    };
    let leader = Story::leader("dana");
    for body in [
        Body::Workspace(workspace::Command::PutWorkspace(workspace)),
        Body::Settings(settings::Command::PutSettings(crate::domain::Settings::default())),
        Body::Leader(leader::Command::EraseLeader { leader }),
    ] {
        assert_eq!(story.tries(body), Err(Refusal::OwnerOnly));
    }
    for power in Power::ALL {
        assert!(Right::Owner.may(*power) && !Right::Recruiter.may(*power));
    }
}

#[test]
fn who_goes_leaves_their_work_to_somebody_else_who_is_there() {
    let mut story = team();
    story.does(let_go("ola", "priya"));
    for (nobody, why) in [("nobody", "was never here"), ("ola", "has left")] {
        let refused = Err(Refusal::Unknown { what: Kind::Member });
        assert_eq!(story.tries(let_go("tom", nobody)), refused, "{nobody} {why}");
    }
    let own = story.tries(let_go("tom", "tom"));
    assert!(matches!(own, Err(Refusal::Malformed { .. })), "{own:?}");
    assert!(story.state().is_member(Story::user("tom")));
    story.does(let_go("tom", "priya"));
    assert_eq!(
        story.tries(let_go("tom", "priya")),
        Err(Refusal::Unknown { what: Kind::Member }),
        "gone already"
    );
}

#[test]
fn who_was_let_go_does_not_put_themselves_back() {
    let mut story = team();
    story.does(let_go("tom", "ola"));
    acts_as(&mut story, "tom");
    let tom = member("tom", Right::Recruiter);
    assert_eq!(story.tries(tom.clone()), Err(Refusal::NotAMember));
    let by_the_rule_alone = Member::put(&story.state(), &tom, tom.user);
    assert_eq!(by_the_rule_alone, Err(Refusal::OwnerOnly));
    assert!(!story.state().is_member(Story::user("tom")));
    acts_as(&mut story, "priya");
    story.does(member("tom", Right::Recruiter));
    assert!(story.state().is_member(Story::user("tom")), "an owner does");
}

#[test]
fn a_roles_links_are_kept_by_whoever_takes_it_over_and_all_others_by_the_successor() {
    let mut story = team();
    let (role, leader) = (Story::role("data"), Story::leader("dana"));
    story.shares("to the role", Target::Role(role), Scope::Respond);
    story.shares("to her", Target::Leader(leader), Scope::Respond);
    let keepers = |story: &Story| {
        let keeper = |link| story.state().get::<ShareLink>(Story::link(link)).unwrap().keeper;
        [keeper("to the role"), keeper("to her")]
    };
    story.does(hand_over("tom"));
    assert_eq!(keepers(&story), [Story::user("tom"), Story::user("priya")]);
    acts_as(&mut story, "tom");
    story.shares("of tom", Target::Leader(leader), Scope::Read);
    acts_as(&mut story, "priya");
    story.does(Command::RemoveMember {
        member: Story::user("tom"),
        successor: Story::user("ola"),
        replace: [Story::link("of tom")].into(),
    });
    assert_eq!(keepers(&story), [Story::user("ola"), Story::user("priya")]);
    let state = story.state();
    let link = |name| state.get::<ShareLink>(Story::link(name)).unwrap();
    let replaced = link("of tom");
    assert!(replaced.revoked && replaced.keeper == Story::user("ola"));
    assert!(!link("to the role").revoked && !link("to her").revoked);
}

fn only(names: &[&str]) -> Audience {
    Audience::People(names.iter().map(|name| Story::user(name)).collect())
}

/// Two roles of Tom's, kept to named people, and what hangs on both: it is for whoever is named for each.
fn two_hidden_roles(data: &[&str], chief: &[&str]) -> Story {
    let mut story = team();
    acts_as(&mut story, "tom");
    story.opens("chief", "Chief of Staff");
    acts_as(&mut story, "priya");
    story.does(hand_over("tom"));
    acts_as(&mut story, "tom");
    let both = vec![Story::role("data"), Story::role("chief")];
    story.logs("both", "data", |draft| draft.roles = both.clone());
    story.does(update::Command::SendUpdate {
        update: Story::update("both"),
        leader: Story::leader("dana"),
        roles: both,
        answers: None,
        text: "The board has met.".into(),
        way: Some(Way::Chat),
        next_by: None,
        mail: None,
    });
    for (role, people) in [("data", data), ("chief", chief)] {
        story.does(role::Command::RestrictRole {
            role: Story::role(role),
            audience: only(people),
            code_name: None,
        });
    }
    story
}

/// Whoever may hold what hangs on both roles.
fn of_both(story: &Story) -> [Audience; 2] {
    let keys = [
        Effort::key(Story::effort("both")),
        crate::domain::Update::key(Story::update("both")),
    ];
    keys.map(|key| story.state().audience(&key).cloned().unwrap())
}

#[test]
fn what_whoever_hands_a_role_over_does_not_see_is_handed_over_with_it() {
    let mut story = two_hidden_roles(&["tom", "priya"], &["tom", "ola"]);
    assert_eq!(of_both(&story), [only(&["tom"]), only(&["tom"])]);
    acts_as(&mut story, "priya");
    let seen = story.state().seen_by(Some(Story::user("priya")));
    assert!(seen.get::<Effort>(Story::effort("both")).is_err());
    story.does(hand_over("ola"));
    assert_eq!(of_both(&story), [only(&["tom", "ola"]), only(&["tom", "ola"])]);
}

#[test]
fn what_whoever_lets_somebody_go_does_not_see_passes_to_the_successor() {
    let mut story = two_hidden_roles(&["tom", "priya"], &["tom"]);
    assert_eq!(of_both(&story), [only(&["tom"]), only(&["tom"])]);
    acts_as(&mut story, "priya");
    story.does(let_go("tom", "ola"));
    assert_eq!(of_both(&story), [only(&["ola"]), only(&["ola"])]);
    let audience = |role| story.state().audience_of::<Role>(Story::role(role));
    assert_eq!(
        [audience("data"), audience("chief")],
        [only(&["priya", "ola"]), only(&["ola"])]
    );
    let owners: Vec<_> = story.state().all::<Role>().map(|role| role.owner).collect();
    assert_eq!(owners, [Story::user("ola"), Story::user("ola")]);
}

#[test]
fn links_that_whoever_lets_somebody_go_does_not_see_end() {
    let mut story = team();
    acts_as(&mut story, "tom");
    story.opens("chief", "Chief of Staff");
    story.shares("open", Target::Role(Story::role("data")), Scope::Respond);
    story.does(role::Command::RestrictRole {
        role: Story::role("chief"),
        audience: only(&["tom"]),
        code_name: None,
    });
    let mut hidden = Story::link_to("hidden", Target::Role(Story::role("chief")), Scope::Respond);
    hidden.passcode = "493 021".to_owned().try_into().ok();
    story.does(link::Command::ShareLink(hidden));
    acts_as(&mut story, "priya");
    let seen = story.state().seen_by(Some(Story::user("priya")));
    assert!(
        seen.get::<ShareLink>(Story::link("hidden")).is_err(),
        "nobody can tick it"
    );
    story.does(let_go("tom", "ola"));
    let of = |name| story.state().get::<ShareLink>(Story::link(name)).unwrap();
    let (hidden, open) = (of("hidden"), of("open"));
    assert_eq!((hidden.keeper, hidden.revoked), (Story::user("ola"), true));
    assert_eq!(
        (open.keeper, open.revoked),
        (Story::user("ola"), false),
        "it was not ticked"
    );
}
