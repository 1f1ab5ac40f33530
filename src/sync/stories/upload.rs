//! A board of the time without an account enters a workspace (rule 11).

use super::*;
use crate::domain::{Cadence, Leader, Role, Settings, leader, role, settings, workspace};

const DANA_HERE: LeaderId = LeaderId(Uuid::from_u128(0x1050));

fn silence(days: u8) -> Body {
    Body::Settings(settings::Command::PutSettings(Settings {
        cadence: Cadence {
            longest_silence: days.into(),
            ..Cadence::default()
        },
        ..Settings::default()
    }))
}

fn named(name: &str, team: &str) -> LeaderDetails {
    LeaderDetails {
        name: name.into(),
        team: team.into(),
        ..LeaderDetails::default()
    }
}

fn dana(server: &Server) -> Leader {
    server.authority.state().get::<Leader>(DANA).unwrap().clone()
}

#[test]
fn a_leader_who_is_there_already_keeps_a_colleagues_correction() {
    let mut server = Server::team();
    let mut device = Device::without_account();
    device.does(&adds(DANA_HERE, "dana"));
    let there = dana(&server);
    // Meanwhile a colleague corrects the name and adds the team.
    let corrected = named("Dana Whitfield", "Data");
    server.does(&Body::Leader(leader::Command::EditLeader {
        leader: DANA,
        details: corrected.clone(),
        base: None,
    }));
    let role = RoleId(Uuid::from_u128(0x2050));
    let mut opened = opens(role);
    if let Body::Role(role::Command::AddRole { leader, .. }) = &mut opened {
        *leader = DANA_HERE;
    }
    device.does(&opened);
    device.enters(Settle {
        same: vec![Same {
            here: DANA_HERE,
            there,
        }],
        into_team: true,
        ..Settle::of(HOME)
    });
    assert_eq!(device.syncs(&mut server), None);
    assert_eq!(dana(&server).details, corrected);
    assert!(server.authority.state().get::<Leader>(DANA_HERE).is_err());
    assert_eq!(
        server.authority.state().get::<Role>(role).unwrap().leader,
        Some(DANA)
    );
    assert_eq!(device.shelf.refused.len(), 0);
}

#[test]
fn a_merge_brings_no_name_of_the_teams_to_the_device() {
    let mut server = Server::team();
    let full = named("Dana Whitfield", "Data");
    server.does(&Body::Leader(leader::Command::EditLeader {
        leader: DANA,
        details: full.clone(),
        base: None,
    }));
    let mut device = Device::without_account();
    device.does(&adds(DANA_HERE, "dana"));
    device.enters(Settle {
        same: vec![Same {
            here: DANA_HERE,
            there: dana(&server),
        }],
        into_team: true,
        ..Settle::of(HOME)
    });
    let on_device = format!("{:?}", device.shelf);
    assert!(!on_device.contains("Whitfield"), "{on_device}");
    device.syncs(&mut server);
    assert_eq!(dana(&server).details, full);
    assert_eq!(device.shelf.refused.len(), 0);
}

#[test]
fn a_team_keeps_its_name_its_settings_and_its_members() {
    let mut server = Server::team();
    server.does(&silence(4));
    let mut device = Device::without_account();
    let name = Workspace {
        name: "My searches".into(),
        zone: "UTC".into(),
    };
    device.does(&silence(9));
    device.does(&Body::Workspace(workspace::Command::PutWorkspace(name)));
    device.does(&adds(DANA_HERE, "Erin"));
    device.enters(Settle {
        into_team: true,
        ..Settle::of(HOME)
    });
    // What is set afterwards is meant for the team.
    let before = device.waiting();
    assert_eq!(device.syncs(&mut server), None);
    let state = server.authority.state();
    assert_eq!(state.settings().cadence.longest_silence, 4);
    assert_eq!(state.workspace().unwrap().name, "Partnership");
    assert!(state.get::<Leader>(DANA_HERE).is_ok(), "the rest goes along");
    assert_eq!((before, device.waiting(), device.shelf.refused.len()), (3, 0, 0));
    device.does(&silence(7));
    device.enters(Settle {
        into_team: true,
        ..Settle::of(HOME)
    });
    device.syncs(&mut server);
    assert_eq!(server.authority.state().settings().cadence.longest_silence, 7);
}

#[test]
fn a_new_workspace_takes_the_settings_along() {
    let mut server = Server::team();
    let mut device = Device::without_account();
    device.does(&silence(9));
    device.enters(Settle::of(HOME));
    device.syncs(&mut server);
    assert_eq!(server.authority.state().settings().cadence.longest_silence, 9);
}

#[test]
fn merging_and_settling_are_written_together() {
    let mut device = Device::without_account();
    device.does(&adds(DANA_HERE, "Dana"));
    let settle = Settle {
        same: vec![Same {
            here: DANA_HERE,
            there: dana(&Server::team()),
        }],
        ..Settle::of(HOME)
    };
    let ops = plan(&Txn::Settle(settle), &device.shelf).unwrap();
    let merged = ops.iter().any(|op| matches!(op, Op::PutEntry(_)));
    let settled = ops
        .iter()
        .any(|op| matches!(op, Op::Meta(meta) if meta.home == Some(HOME)));
    assert!(merged && settled, "{ops:?}");
}
