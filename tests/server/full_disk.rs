//! A disk that is really full: a small one of its own, where the system lets us have one.

use std::{fs, process::Command};

use fulcrum::{
    domain::{Body, Scope, link},
    sync::wire::PushAnswer,
};

use super::{device, process::Server, visitor::Visitor};

/// Mounts a small disk on the data directory, in a namespace of its own, and puts a filler on it.
const SMALL_DISK: &str = r#"mount -t tmpfs -o size=4m tmpfs "$FULCRUM_DATA" && head -c 2000000 /dev/zero > "$FULCRUM_DATA/filler" && exec "$0""#;

#[test]
fn on_a_full_disk_reading_goes_on_and_writing_too_once_there_is_room() {
    let can = Command::new("unshare")
        .args(["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"])
        .output();
    if !can.is_ok_and(|output| output.status.success()) {
        println!("not run: this system gives no disk of their own to tests; the store's own story covers it");
        return;
    }
    let server = Server::start_in(&["unshare", "-rm", "sh", "-c", SMALL_DISK], &[]).claim();
    let mut device = server.device();
    let search = device.begins();
    let link = device.shares(search.leader, Scope::Respond);
    let to_revoke = device.shares(search.leader, Scope::Read);
    device.logs(search.role, |draft| draft.quantity = 12);
    let visitor = Visitor::with(&server, &link);

    let mut acknowledged = 1;
    let refused = loop {
        let (_, body) = device::effort(search.role, |draft| {
            draft.result = "pay is the brake ".repeat(200)
        });
        let sent = device.sent(&body);
        let request = device.request().json(&device.of(std::slice::from_ref(&sent)));
        let response = device.send(&request);
        match response.status {
            200 => acknowledged += 1,
            507 => {
                assert_eq!(response.code(), "disk_full");
                break request;
            }
            other => panic!("{other}: {}", response.text()),
        }
        assert!(acknowledged < 5_000, "the disk never fills");
    };
    for _ in 0..10 {
        assert_eq!(device.send(&refused).status, 507);
        assert_eq!(visitor.page().status, 200);
        assert_eq!(
            device
                .rows()
                .values()
                .filter(|stored| stored.row.key().to_string().starts_with("effort"))
                .count(),
            acknowledged
        );
        assert_eq!(server.get("/readyz").status, 200);
    }

    // A decision is as little done as anything else.
    let mut other = server.device();
    let revoke = other.sent(&Body::Link(link::Command::RevokeLink { link: to_revoke.id }));
    let revoke = other.request().json(&other.of(&[revoke]));
    let told = other.send(&revoke);
    assert_eq!((told.status, told.code().as_str()), (507, "disk_full"));
    assert_eq!(Visitor::of(&server, &to_revoke).opens().status, 303);

    let filler = format!(
        "/proc/{}/root{}",
        server.pid(),
        server.data().join("filler").display()
    );
    fs::remove_file(filler).unwrap();
    let answer: PushAnswer = device.send(&refused).json();
    let PushAnswer::Ack(ack) = answer else {
        panic!("{answer:?}")
    };
    assert_eq!(
        (ack.results.len(), ack.last_mid),
        (1, device.next_mid - 1),
        "no restart, and no number lost"
    );
    assert_eq!(other.send(&revoke).status, 200);
    assert_eq!(Visitor::of(&server, &to_revoke).opens().status, 404);
    for _ in 0..20 {
        device.logs(search.role, |_| {});
    }
    assert_eq!(visitor.shown().count(), 12 + acknowledged + 20);
}
