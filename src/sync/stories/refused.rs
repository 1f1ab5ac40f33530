//! What is refused is told once, with what was built on it (rule 10).

use chrono::TimeDelta;

use super::*;
use crate::domain::{
    EffortDraft, EffortId, EffortKind, ImportedRole, LinkId, NewLink, Refusal, Scope, ShareLink, Stage,
    Target, effort, leader, link, role, secret_hash,
};

#[test]
fn what_was_built_on_a_refused_import_says_so() {
    let mut server = Server::team();
    let mut device = Device::of(PRIYA);
    device.syncs(&mut server);
    let role = RoleId(Uuid::from_u128(0x2002));
    let Body::Role(role::Command::AddRole { mut details, .. }) = opens(role) else {
        panic!("it opens a role")
    };
    // The device's clock is days ahead: its own rules see nothing wrong.
    let ahead = at() + TimeDelta::days(5);
    details.opened_on = ahead.date_naive();
    let imported = ImportedRole {
        role,
        leader: DANA,
        owner: None,
        details,
        stage: Stage::Source,
        close: None,
        held: false,
    };
    device.does_at(
        &Body::Role(role::Command::ImportRoles {
            roles: vec![imported],
        }),
        ahead,
    );
    let import = *device
        .shelf
        .outbox
        .values()
        .next()
        .map(|entry| &entry.draft.id)
        .unwrap();
    device.does_at(
        &Body::Effort(effort::Command::LogEffort {
            effort: EffortId(Uuid::from_u128(0x3001)),
            draft: EffortDraft::one(EffortKind::Screen, role, ahead),
        }),
        ahead,
    );
    device.syncs(&mut server);
    let told: Vec<_> = device
        .shelf
        .refused
        .values()
        .map(|refused| refused.reason.clone())
        .collect();
    assert_eq!(told.len(), 2);
    assert!(told.contains(&Refusal::DependsOn { on: import }), "{told:?}");
}

#[test]
fn a_link_made_without_a_network_does_not_open_for_whoever_got_the_role_meanwhile() {
    let mut server = Server::team();
    let mut tom = Device::of(TOM);
    tom.syncs(&mut server);
    let link = LinkId(Uuid::from_u128(0x4001));
    let shares = Body::Link(link::Command::ShareLink(NewLink {
        id: link,
        target: Target::Role(SEARCH),
        leader: Some(DANA),
        scope: Scope::Respond,
        label: "Dana Whitfield".into(),
        secret_hash: secret_hash("open sesame"),
        expires_on: None,
        passcode: None,
        opens: [].into(),
        deputy: false,
        panel: None,
        brief: None,
        hire: None,
    }));
    tom.does(&shares);
    let marcus = LeaderId(Uuid::from_u128(0x1002));
    server.does(&adds(marcus, "Marcus"));
    server.does(&Body::Role(role::Command::GiveRole {
        role: SEARCH,
        leader: marcus,
    }));
    tom.syncs(&mut server);
    assert!(
        server.authority.state().get::<ShareLink>(link).is_err(),
        "Marcus would open it"
    );
    let told: Vec<_> = tom
        .shelf
        .refused
        .values()
        .map(|refused| &refused.reason)
        .collect();
    assert_eq!(told, [&Refusal::LeaderChanged]);
    assert_eq!(tom.waiting(), 0);
    server.does(&Body::Leader(leader::Command::EraseLeader { leader: DANA }));
    tom.syncs(&mut server);
    let on_device = format!("{:?}", tom.shelf);
    assert!(!on_device.contains("Whitfield"), "{on_device}");
}
