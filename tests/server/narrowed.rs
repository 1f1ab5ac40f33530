//! A role made confidential while much hangs on it: nobody else sees it from then on, and their devices are told page by
//! page, also by a server that was killed in between.

use std::{collections::BTreeSet, thread, time::Duration};

use fulcrum::{
    domain::{Audience, Body, Kind, Role, RowKey, role},
    sync::wire::{Gone, Pulled, Sent},
};

use super::{
    device::{Device, effort},
    process::Server,
    team::team,
};

/// More than two pages.
const EFFORTS: usize = 2_500;

/// What this device is told is gone since then, and whether there is more to come.
fn gone(device: &mut Device, cursor: &str) -> (BTreeSet<RowKey>, String) {
    let (mut keys, mut cursor) = (BTreeSet::new(), cursor.to_owned());
    loop {
        let request = device.asks(&format!("cursor={cursor}"));
        let Pulled::Delta(delta) = device.send(&request).json() else {
            panic!("a delta was asked for")
        };
        keys.extend(delta.gone.iter().filter_map(|Gone { key, .. }| key.known()));
        cursor = delta.to.to_string();
        if !delta.more {
            return (keys, cursor);
        }
    }
}

#[test]
fn a_role_with_much_on_it_is_confidential_at_once_and_leaves_other_devices_page_by_page() {
    let mut server = Server::claimed();
    let (mut priya, mut tom) = team(&server);
    let search = priya.begins();
    for _ in 0..EFFORTS / 100 {
        let all: Vec<Sent> = (0..100)
            .map(|_| priya.sent(&effort(search.role, |_| {}).1))
            .collect();
        assert_eq!(priya.ack(&all).results.len(), 100);
    }
    let held = tom.rows();
    assert_eq!(
        held.keys().filter(|key| key.kind == Kind::Effort).count(),
        EFFORTS
    );
    let cursor = server.stored().cursor().to_string();
    priya.does(&Body::Role(role::Command::RestrictRole {
        role: search.role,
        audience: Audience::People([priya.user].into()),
        code_name: None,
    }));
    // Whatever has been done of it by now, nothing of it is sent any more.
    server.kill();
    server.restart();
    let rows = tom.rows();
    assert!(
        !rows
            .keys()
            .any(|key| key.kind == Kind::Effort || *key == Role::key(search.role))
    );
    let (mut told, mut cursor) = gone(&mut tom, &cursor);
    assert!(told.contains(&Role::key(search.role)));
    for _ in 0..500 {
        if told.iter().filter(|key| key.kind == Kind::Effort).count() == EFFORTS {
            return;
        }
        thread::sleep(Duration::from_millis(20));
        let (more, to) = gone(&mut tom, &cursor);
        told.extend(more);
        cursor = to;
    }
    panic!("{} of {EFFORTS} efforts left", told.len());
}
