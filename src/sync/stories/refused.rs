//! What is refused is told once, with what was built on it (rule 10).

use chrono::TimeDelta;

use super::*;
use crate::domain::{EffortDraft, EffortId, EffortKind, ImportedRole, Refusal, Stage, effort, role};

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
    device.does(&Body::Effort(effort::Command::LogEffort {
        effort: EffortId(Uuid::from_u128(0x3001)),
        draft: EffortDraft::one(EffortKind::Screen, role, at()),
    }));
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
