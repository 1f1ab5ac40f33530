//! Who joined after the backup from which the server came back, and joins again (rules 3 and 11).

use super::*;
use crate::domain::{Audience, Effort, EffortDraft, EffortId, EffortKind, Row, effort, role};

/// Ola joined after the backup; her account of now has another id.
const OLA: UserId = UserId(Uuid::from_u128(0x44));
const OLA_AGAIN: UserId = UserId(Uuid::from_u128(0x45));

fn again() -> Settle {
    Settle {
        address: Some("Ola@example.org ".into()),
        instead_of: Some(OLA),
        ..Settle::of(Home {
            workspace: WORKSPACE,
            user: OLA_AGAIN,
        })
    }
}

/// A device of Ola's that remembers her address.
fn of_ola() -> Device {
    let mut device = Device::without_account();
    device.session = OLA;
    device.enters(Settle {
        address: Some("ola@example.org".into()),
        ..Settle::of(Home {
            workspace: WORKSPACE,
            user: OLA,
        })
    });
    device
}

#[test]
fn whoever_joins_again_after_a_restore_brings_what_their_board_kept() {
    let mut server = Server::team();
    let backup = server.clone();
    server.does(&joins(OLA, Right::Recruiter));
    let mut device = of_ola();
    device.syncs(&mut server);
    let effort = EffortId(Uuid::from_u128(0x3001));
    device.does(&Body::Effort(effort::Command::LogEffort {
        effort,
        draft: EffortDraft::one(EffortKind::Screen, SEARCH, at()),
    }));
    device.syncs(&mut server);
    // One more, for her eyes only, that the server has not seen.
    let role = RoleId(Uuid::from_u128(0x2002));
    device.does(&opens(role));
    device.does(&Body::Role(role::Command::RestrictRole {
        role,
        audience: Audience::People([OLA].into()),
        code_name: None,
    }));
    server.comes_back_as(&backup);
    server.does(&joins(OLA_AGAIN, Right::Recruiter));
    device.session = OLA_AGAIN;
    assert_eq!(
        device.syncs(&mut server),
        Some(Stop::AnotherPerson),
        "not by herself"
    );
    device.enters(again());
    assert_eq!(device.syncs(&mut server), None);
    assert_eq!((device.waiting(), device.shelf.refused.len()), (0, 0));
    assert!(server.authority.state().get::<Effort>(effort).is_ok());
    let named =
        |stored: &crate::domain::Stored| matches!(&stored.row, Row::Role(role_row) if role_row.id == role);
    let kept = server
        .authority
        .rows()
        .values()
        .find(|stored| named(stored))
        .unwrap();
    assert!(kept.audience.includes(OLA_AGAIN), "{:?}", kept.audience);
    assert!(device.rows().values().any(named), "and she still holds it");
}

#[test]
fn a_board_moves_only_to_the_same_address_in_the_same_workspace() {
    let mut device = of_ola();
    device.shelf.meta.cursor = Some(Server::team().authority.cursor());
    let elsewhere = WorkspaceId(Uuid::from_u128(0x98));
    for settle in [
        Settle {
            address: Some("tom@example.org".into()),
            ..again()
        },
        Settle {
            address: None,
            ..again()
        },
        Settle {
            instead_of: None,
            ..again()
        },
        Settle {
            instead_of: Some(PRIYA),
            ..again()
        },
        Settle {
            home: Home {
                workspace: elsewhere,
                user: OLA_AGAIN,
            },
            ..again()
        },
    ] {
        assert!(
            plan(&Txn::Settle(settle.clone()), &device.shelf).is_err(),
            "{settle:?}"
        );
    }
    let mut forgetful = of_ola();
    forgetful.shelf.meta.address = None;
    assert!(plan(&Txn::Settle(again()), &forgetful.shelf).is_err());
    device.enters(again());
    let meta = &device.shelf.meta;
    assert_eq!(meta.home.map(|home| home.user), Some(OLA_AGAIN));
    assert_eq!(meta.cursor, None, "what she may see is asked for anew");
}
