//! Rows that the server cannot read: kept, told to owners, and nobody's obstacle.

use fulcrum::{
    domain::{Body, Kind, Refusal, Role, RoleId, role},
    sync::wire::{Outcome, Pulled, Troubles},
};

use super::{
    device::{Device, details, fresh},
    process::Server,
    team::team,
};

fn hears(device: &mut Device, cursor: &str) -> Troubles {
    let request = device.asks(&format!("cursor={cursor}"));
    match device.send(&request).json() {
        Pulled::Delta(delta) => delta.troubles,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_row_that_cannot_be_read_stands_in_nobodys_way_and_its_owner_is_told() {
    let mut server = Server::claimed();
    let (mut priya, mut tom) = team(&server);
    let search = priya.begins();
    let add = |role| Body::Role(role::Command::add(role, search.leader, details("Data Analyst")));
    let other = RoleId(fresh());
    priya.does(&add(other));
    let cursor = server.stored().cursor().to_string();
    assert!(hears(&mut priya, &cursor).are_none());
    server.stop();
    let ruined: Vec<(String,)> = server.query(
        "UPDATE rows SET stored = '{\"half\": ' WHERE kind = 'role' AND instr(stored, 'Data Analyst') = 0 RETURNING kind",
    );
    assert_eq!(ruined.len(), 1);
    server.restart();

    let troubles = hears(&mut priya, &cursor);
    assert_eq!(troubles.unread, [("role".to_owned(), 1)].into());
    assert!(hears(&mut tom, &cursor).are_none(), "it is the owners' to mend");
    let rows = tom.rows();
    assert!(rows.contains_key(&Role::key(other)) && !rows.contains_key(&Role::key(search.role)));
    // All else goes on, and nothing is written over it.
    tom.does(&add(RoleId(fresh())));
    let refused = tom.tries(&add(search.role));
    assert!(
        matches!(
            &refused,
            Outcome::Refused {
                reason: Refusal::Exists { what: Kind::Role },
                ..
            }
        ),
        "{refused:?}"
    );
    server.stop();
    let kept: Vec<(String,)> =
        server.query("SELECT stored FROM rows WHERE kind = 'role' AND stored = '{\"half\": '");
    assert_eq!(kept.len(), 1);
}
