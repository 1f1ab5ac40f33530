//! Whose board it is, and who may still bring it (rule 14).

use super::*;
use crate::domain::{
    Audience, Kind, LinkId, NewLink, RowKey, Scope, Target, link, member, role, secret_hash,
};

fn shelved(device: &Device) -> (Shelf, [Rows; 2]) {
    (device.shelf.clone(), device.rows.clone())
}

#[test]
fn what_waits_is_not_run_as_somebody_elses() {
    let mut server = Server::team();
    let mut device = Device::of(PRIYA);
    device.syncs(&mut server);
    // Only an owner may.
    device.does(&joins(UserId(Uuid::from_u128(0x13)), Right::Recruiter));
    let (before, head) = (shelved(&device), server.authority.head);
    device.session = TOM;
    assert_eq!(device.syncs(&mut server), Some(Stop::AnotherPerson));
    assert_eq!((shelved(&device), server.authority.head), (before, head));
    device.session = PRIYA;
    assert_eq!(device.syncs(&mut server), None);
    assert_eq!((device.waiting(), device.shelf.refused.len()), (0, 0));
    assert!(server.authority.state().is_member(UserId(Uuid::from_u128(0x13))));
}

#[test]
fn a_pull_under_somebody_elses_session_passes_over_nothing() {
    let mut server = Server::team();
    let mut device = Device::of(PRIYA);
    device.syncs(&mut server);
    let role = RoleId(Uuid::from_u128(0x2002));
    server.does(&opens(role));
    server.does(&Body::Role(role::Command::RestrictRole {
        role,
        audience: Audience::People([PRIYA].into()),
        code_name: None,
    }));
    let before = shelved(&device);
    device.session = TOM;
    assert_eq!(device.syncs(&mut server), Some(Stop::AnotherPerson));
    assert_eq!(shelved(&device), before);
    device.session = PRIYA;
    device.syncs(&mut server);
    assert!(device.rows().contains_key(&RowKey::new(Kind::Role, role.0)));
}

#[test]
fn whoever_is_let_go_while_their_push_is_on_its_way_keeps_it() {
    let mut server = Server::team();
    let mut device = Device::of(TOM);
    device.syncs(&mut server);
    device.does(&adds(LeaderId(Uuid::from_u128(0x1002)), "Marcus"));
    let push = device.engine().next_push().unwrap();
    let before = shelved(&device);
    // In one batch: the removal comes first.
    let mut batch = Batch::new(&server.authority, server.recall.clone(), decide);
    let lets_go = Body::Member(member::Command::RemoveMember {
        member: TOM,
        successor: PRIYA,
        replace: [].into(),
    });
    batch.act(
        Actor::User(PRIYA),
        CommandId(Uuid::from_u128(1)),
        &lets_go,
        at(),
        now(),
    );
    let answer = batch.push(TOM, &push, now());
    assert_eq!(answer, PushAnswer::NotAMember);
    let commit = batch.finish();
    assert_eq!(
        (commit.journal.len(), commit.receipts.len()),
        (1, 0),
        "nothing of theirs ran"
    );
    let next = device.engine().pushed(&push, &answer, DeviceId(Uuid::nil()));
    assert_eq!((next.txns.len(), next.stop), (0, Some(Stop::NotAMember)));
    assert_eq!(shelved(&device), before);
    // Taken back in, they bring it.
    server.take(&commit);
    assert_eq!(device.syncs(&mut server), Some(Stop::NotAMember));
    server.does(&joins(TOM, Right::Recruiter));
    assert_eq!(device.syncs(&mut server), None);
    assert_eq!((device.waiting(), device.shelf.refused.len()), (0, 0));
}

#[test]
fn of_whoever_is_let_go_the_device_keeps_only_what_was_not_sent() {
    let mut server = Server::team();
    let mut device = Device::of(TOM);
    device.syncs(&mut server);
    device.does(&Body::Link(link::Command::ShareLink(NewLink {
        id: LinkId(Uuid::from_u128(0x4001)),
        target: Target::Role(SEARCH),
        leader: None,
        scope: Scope::Respond,
        label: "Dana".into(),
        secret_hash: secret_hash("open sesame"),
        expires_on: None,
        passcode: "493 021".to_owned().try_into().ok(),
        opens: [].into(),
        deputy: false,
        panel: None,
        brief: None,
        hire: None,
    })));
    device.syncs(&mut server);
    assert_eq!(device.shelf.kept.len(), 1, "with its passcode");
    // Accepted, and not pulled yet.
    device.does(&adds(LeaderId(Uuid::from_u128(0x1002)), "Marcus"));
    let push = device.engine().next_push().unwrap();
    let answer = server.receives(TOM, &push);
    let next = device.engine().pushed(&push, &answer, DeviceId(Uuid::nil()));
    next.txns.iter().for_each(|txn| device.write(txn));
    // Not sent.
    let own = RoleId(Uuid::from_u128(0x2002));
    device.does(&opens(own));
    // A page of a snapshot of before is in the other half.
    let other = device.shelf.meta.half.other();
    device.rows[other as usize] = device.rows().clone();
    server.does(&Body::Member(member::Command::RemoveMember {
        member: TOM,
        successor: PRIYA,
        replace: [].into(),
    }));
    assert_eq!(device.syncs(&mut server), Some(Stop::NotAMember));
    let tab = device.engine();
    let ops = plan(&Txn::LetGo, &device.shelf).unwrap();
    assert!(tab.swaps(&ops), "every tab reads the disk anew");
    device.write(&Txn::LetGo);
    assert!(device.rows.iter().all(Rows::is_empty));
    let on_disk = format!("{:?}{}", device.shelf, serde_json::to_string(&ops).unwrap());
    assert!(device.shelf.kept.is_empty() && !on_disk.contains("493021") && !on_disk.contains("Marcus"));
    let meta = &device.shelf.meta;
    assert_eq!((meta.cursor, &meta.shadow), (None, &None));
    let waits = device.shelf.outbox.values();
    let waits: Vec<_> = waits.map(|entry| entry.draft.read().unwrap()).collect();
    assert_eq!(waits, [opens(own)]);
    // Again, when the server says so again.
    device.write(&Txn::LetGo);
    assert_eq!(device.waiting(), 1);
    // Invited again, they have the board back, and bring what waited.
    server.does(&joins(TOM, Right::Recruiter));
    assert_eq!(device.syncs(&mut server), None);
    assert_eq!((device.waiting(), device.shelf.refused.len()), (0, 0));
    assert!(device.rows().contains_key(&RowKey::new(Kind::Role, own.0)));
    assert!(device.rows().contains_key(&RowKey::new(Kind::Role, SEARCH.0)));
}
