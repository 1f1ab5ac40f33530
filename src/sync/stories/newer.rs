//! An older build comes back to a board on which a newer one has worked.

use super::*;
use crate::domain::COMMAND_VERSION;

fn newer(id: u128) -> Draft {
    Draft {
        id: CommandId(Uuid::from_u128(id)),
        version: COMMAND_VERSION + 1,
        body: serde_json::json!({ "do": "add_leader", "leader": DANA, "text": "an hour of work" }),
        claimed_at: at(),
        subjects: [].into(),
        outlived: false,
    }
}

#[test]
fn what_only_a_newer_build_can_read_waits_as_it_is() {
    let mut server = Server::team();
    let mut device = Device::of(PRIYA);
    device.syncs(&mut server);
    device.does(&adds(LeaderId(Uuid::from_u128(0x1002)), "Marcus"));
    device.write(&Txn::Queue(vec![newer(77)]));
    device.does(&adds(LeaderId(Uuid::from_u128(0x1003)), "Erin"));
    let engine = device.engine();
    assert_eq!(
        (engine.waiting(), engine.newer(), engine.hidden().len()),
        (3, 1, 0)
    );
    assert_eq!(engine.repairs(), []);
    let by_hand = Txn::SetAside {
        mid: 2,
        detail: "unknown".into(),
    };
    assert!(plan(&by_hand, &device.shelf).is_err(), "nor does another tab");
    // What came before it is sent; it waits for a server that can read it.
    assert_eq!(device.syncs(&mut server), Some(Stop::ServerTooOld));
    assert_eq!(server.authority.state().leaders().len(), 2);
    let kept: Vec<_> = device
        .shelf
        .outbox
        .values()
        .map(|entry| entry.draft.clone())
        .collect();
    assert!(kept.contains(&newer(77)), "{kept:?}");
    assert_eq!((device.waiting(), device.shelf.refused.len()), (2, 0));
}

#[test]
fn what_this_build_should_read_and_cannot_is_set_aside() {
    let mut device = Device::of(PRIYA);
    let broken = Draft {
        version: COMMAND_VERSION,
        ..newer(78)
    };
    device.write(&Txn::Queue(vec![newer(77), broken]));
    let repairs = device.engine().repairs();
    assert!(
        matches!(repairs.as_slice(), [Txn::SetAside { mid: 2, .. }]),
        "{repairs:?}"
    );
}
