//! Live: what streams bring, when they say goodbye, and how the server stops.

use std::time::Duration;

use fulcrum::{
    domain::{Body, Effort, Scope, leader, link},
    portal::PortalView,
    sync::wire::Cursor,
};
use serde_json::json;

use super::{
    device::shared,
    http::{Event, Request, Stream},
    process::{EMAIL, Owner, PASSWORD, Server},
    visitor::{Visitor, feed},
};

const SECOND: Duration = Duration::from_secs(1);

/// The head that a stream tells of one of its workspaces.
fn head(stream: &Stream) -> Cursor {
    let event = stream.expect("head", SECOND);
    let (_, cursor) = event.data.split_once(' ').unwrap();
    cursor.parse().unwrap()
}

fn view(event: &Event) -> Option<PortalView> {
    (event.name == "view").then(|| serde_json::from_str(&event.data).unwrap())
}

#[test]
fn a_devices_stream_tells_of_every_commit() {
    let server = Server::claimed();
    let mut device = server.device();
    let stream = device.stream();
    assert_eq!(stream.head.header("content-type"), Some("text/event-stream"));
    assert_eq!(stream.head.header("x-accel-buffering"), Some("no"));
    assert_eq!(stream.head.header("content-encoding"), None);
    let first = head(&stream);
    let search = device.begins();
    let mut last = first;
    while last.seq < first.seq + 2 {
        last = head(&stream);
    }
    for _ in 0..5 {
        device.logs(search.role, |_| {});
        last.seq += 1;
        assert_eq!(head(&stream), last);
    }
    stream.stays_quiet(Duration::from_millis(300));
    assert_eq!(
        head(&device.stream()),
        last,
        "who comes back is told at once where things stand"
    );
}

#[test]
fn a_leader_sees_an_effort_within_a_second_and_never_a_private_one() {
    let (server, mut device, search, link) = shared();
    let visitor = Visitor::with(&server, &link);
    let at = visitor.view().stamp();
    let stream = visitor.stream(Some(&at));
    assert_eq!(
        stream.expect("same", SECOND).id,
        at,
        "the page is up to date already"
    );

    device.logs(search.role, |draft| {
        (draft.quantity, draft.result) = (12, "Pay is the brake".into())
    });
    let shown = |event: &Event| view(event).filter(|view| feed(view).len() == 1);
    let shown = stream.find(SECOND, shown);
    assert_eq!(
        (feed(&shown)[0].quantity, feed(&shown)[0].result.as_str()),
        (12, "Pay is the brake")
    );

    device.logs(search.role, |draft| {
        (draft.shared, draft.result) = (false, "Dana is hard to reach".into())
    });
    device.logs(search.role, |draft| draft.quantity = 7);
    let both = |event: &Event| {
        assert!(!event.data.contains("hard to reach"));
        view(event).filter(|view| feed(view).len() == 2)
    };
    let both = stream.find(SECOND, both);
    assert!(!serde_json::to_string(&both).unwrap().contains("hard to reach"));

    let behind = visitor.stream(Some(&at));
    assert_eq!(
        view(&behind.expect("view", SECOND)),
        Some(both.clone()),
        "an older page is brought up to date"
    );
    let request = Request::get(format!("{}/events", link.path())).cookie(&visitor.cookie());
    let resumed = server.stream(&request.header("last-event-id", both.stamp()));
    resumed.expect("same", SECOND);
}

#[test]
fn a_revoked_link_says_goodbye_within_a_second() {
    let server = Server::claimed();
    let mut device = server.device();
    let search = device.begins();
    let (link, other) = (
        device.shares(search.leader, Scope::Respond),
        device.shares(search.leader, Scope::Respond),
    );
    let (visitor, spared) = (Visitor::with(&server, &link), Visitor::with(&server, &other));
    let (stream, spared) = (visitor.stream(None), spared.stream(None));
    stream.expect("view", SECOND);
    device.does(&Body::Link(link::Command::RevokeLink { link: link.id }));
    let why = stream.find(SECOND, |event| (event.name == "bye").then(|| event.data.clone()));
    assert_eq!(why, "gone");
    stream.ends(SECOND);
    assert_eq!(visitor.page().status, 404);
    device.logs(search.role, |draft| draft.quantity = 7);
    spared.find(SECOND, |event| view(event).filter(|view| feed(view).len() == 1));
}

#[test]
fn an_erased_leader_is_gone_from_an_open_page() {
    let (server, mut device, search, link) = shared();
    let visitor = Visitor::with(&server, &link);
    let stream = visitor.stream(None);
    stream.expect("view", SECOND);
    device.does(&Body::Leader(leader::Command::EraseLeader {
        leader: search.leader,
    }));
    stream.find(SECOND, |event| (event.name == "bye").then_some(()));
    assert_eq!(visitor.page().status, 404);
}

#[test]
fn signing_out_ends_the_streams_of_that_session_only() {
    let server = Server::claimed();
    let (here, mut there) = (server.device(), server.device());
    let signed_in = server.post(
        "/api/v1/sign-in",
        &json!({ "email": EMAIL, "password": PASSWORD }),
    );
    there.cookie = Owner::of(&signed_in).cookie;
    let (stays, goes) = (here.stream(), there.stream());
    head(&stays);
    head(&goes);
    let out = server.asks(&there.cookie, "/api/v1/sign-out", &json!({}));
    assert_eq!(out.status, 200);
    assert_eq!(goes.expect("bye", SECOND).data, "signed-out");
    goes.ends(SECOND);
    stays.stays_quiet(Duration::from_millis(300));
}

#[test]
fn a_new_password_ends_streams_with_the_next_news() {
    let server = Server::claimed();
    let mut device = server.device();
    let stream = device.stream();
    head(&stream);
    assert!(
        server
            .run(&["reset-password", EMAIL], "another four words\n")
            .status
            .success()
    );
    let signed_in = server.post(
        "/api/v1/sign-in",
        &json!({ "email": EMAIL, "password": "another four words" }),
    );
    device.cookie = Owner::of(&signed_in).cookie;
    device.begins();
    assert_eq!(
        stream.expect("bye", SECOND).data,
        "signed-out",
        "not one position more"
    );
}

#[test]
fn a_server_that_is_told_to_stop_ends_its_streams_and_finishes_what_was_begun() {
    let (mut server, mut device, search, link) = shared();
    let visitor = Visitor::with(&server, &link);
    let (board, portal) = (device.stream(), visitor.stream(None));
    head(&board);
    portal.expect("view", SECOND);
    let effort = device.logs(search.role, |_| {});
    let took = server.stop();
    println!("stopped in {took:?} with two streams and an idle connection open");
    assert!(took < 2 * SECOND, "{took:?}");
    for stream in [board, portal] {
        let why = stream.find(SECOND, |event| (event.name == "bye").then(|| event.data.clone()));
        assert_eq!(why, "stopping");
        stream.ends(SECOND);
    }
    assert!(server.stored().state().get::<Effort>(effort).is_ok());
    server.restart();
    let mut device = server.device();
    device.logs(search.role, |_| {});
}
