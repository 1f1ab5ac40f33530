//! Live: what streams bring, when they say goodbye, and how the server stops.

use std::time::Duration;

use fulcrum::{
    domain::{Body, Effort, Scope, leader, link},
    sync::wire::Cursor,
};
use serde_json::json;

use super::{
    device::shared,
    http::{Event, SOON, Stream},
    process::{EMAIL, Owner, PASSWORD, Server},
    visitor::{Shown, Visitor, command},
};

/// The head that a stream tells of one of its workspaces.
fn head(stream: &Stream) -> Cursor {
    let event = stream.expect("head", SOON);
    let (_, cursor) = event.data.split_once(' ').unwrap();
    cursor.parse().unwrap()
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
fn a_leader_sees_an_effort_at_once_and_never_a_private_one() {
    let (server, mut device, search, link) = shared();
    let visitor = Visitor::with(&server, &link);
    let before = visitor.shown();
    let stream = visitor.stream(Some(before.stamp()));
    stream.expect("same", SOON);

    device.logs(search.role, |draft| {
        (draft.quantity, draft.result) = (12, "Pay is the brake".into())
    });
    let feed = |event: &Event, done: &str| {
        assert!(!event.data.contains("hard to reach"));
        let feed = Shown::brought(event).map(|shown| shown.feed());
        feed.filter(|feed| matches!(&feed[..], [day] if day.contains(done)))
    };
    let first = stream.find(SOON, |event| feed(event, "Approached 12 people."));
    assert!(first[0].ends_with("Pay is the brake."), "{first:?}");

    device.logs(search.role, |draft| {
        (draft.shared, draft.result) = (false, "Dana is hard to reach".into())
    });
    stream.stays_quiet(Duration::from_millis(300));
    device.logs(search.role, |draft| draft.quantity = 7);
    let both = stream.find(SOON, |event| feed(event, "Approached 19 people."));

    let behind = visitor.stream(Some(before.stamp()));
    let brought = Shown::brought(&behind.expect("view", SOON)).unwrap();
    assert_eq!(brought.feed(), both, "an older page is brought up to date");
    assert!(
        !brought.0.contains("p-notes"),
        "with what it does not have, and nothing else"
    );
    visitor.stream(Some(visitor.shown().stamp())).expect("same", SOON);
}

#[test]
fn a_page_that_hears_no_stream_asks_and_is_told_the_same() {
    let (server, mut device, search, link) = shared();
    let visitor = Visitor::with(&server, &link);
    let at = visitor.shown();
    assert_eq!(visitor.news(at.stamp()).status, 204);
    device.logs(search.role, |draft| draft.quantity = 12);
    let told = visitor.news(at.stamp());
    assert_eq!(Shown::news(&told.text()).feed(), visitor.shown().feed());
    assert_eq!(told.header("cache-control"), Some("no-store"));
    device.does(&Body::Link(link::Command::RevokeLink { link: link.id }));
    assert_eq!(visitor.news(at.stamp()).status, 404);
}

#[test]
fn two_who_reply_in_the_same_second_both_arrive_and_one_page_brings_nothing_of_another() {
    let (server, _, _, link) = shared();
    let mut visitors = [Visitor::with(&server, &link), Visitor::with(&server, &link)];
    let pages = visitors.each_ref().map(|visitor| visitor.page().text());
    let commands = pages.each_ref().map(|page| command(page, None));
    assert_ne!(commands[0], commands[1]);
    let stream = visitors[0].stream(None);
    stream.expect("view", SOON);
    for (visitor, command) in visitors.iter_mut().zip(&commands) {
        for _ in 0..2 {
            let sent = visitor.replies(command, &format!("By {command}"), &[("i_am", "yes")]);
            assert_eq!(sent.status, 303);
        }
    }
    let replies = visitors[0].shown().replies();
    assert_eq!(replies.len(), 2, "each once: {replies:?}");
    let both = |event: &Event| {
        assert!(
            !event.data.contains("<input") && !event.data.contains("data-confirmed"),
            "{}",
            event.data
        );
        Shown::brought(event).filter(|shown| shown.replies().len() == 2)
    };
    stream.find(SOON, both);
}

#[test]
fn a_revoked_link_says_goodbye_at_once() {
    let server = Server::claimed();
    let mut device = server.device();
    let search = device.begins();
    let (link, other) = (
        device.shares(search.leader, Scope::Respond),
        device.shares(search.leader, Scope::Respond),
    );
    let (visitor, spared) = (Visitor::with(&server, &link), Visitor::with(&server, &other));
    let (stream, spared) = (visitor.stream(None), spared.stream(None));
    stream.expect("view", SOON);
    device.does(&Body::Link(link::Command::RevokeLink { link: link.id }));
    let why = stream.find(SOON, |event| (event.name == "bye").then(|| event.data.clone()));
    assert_eq!(why, "gone");
    stream.ends(SOON);
    assert_eq!(visitor.page().status, 404);
    device.logs(search.role, |draft| draft.quantity = 7);
    spared.find(SOON, |event| {
        Shown::brought(event).filter(|shown| shown.feed().len() == 1)
    });
}

#[test]
fn an_erased_leader_is_gone_from_an_open_page() {
    let (server, mut device, search, link) = shared();
    let visitor = Visitor::with(&server, &link);
    let stream = visitor.stream(None);
    stream.expect("view", SOON);
    device.does(&Body::Leader(leader::Command::EraseLeader {
        leader: search.leader,
    }));
    stream.find(SOON, |event| (event.name == "bye").then_some(()));
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
    assert_eq!(goes.expect("bye", SOON).data, "signed-out");
    goes.ends(SOON);
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
        stream.expect("bye", SOON).data,
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
    portal.expect("view", SOON);
    let effort = device.logs(search.role, |_| {});
    let took = server.stop();
    println!("stopped in {took:?} with two streams and an idle connection open");
    assert!(took < SOON, "{took:?}");
    for stream in [board, portal] {
        let why = stream.find(SOON, |event| (event.name == "bye").then(|| event.data.clone()));
        assert_eq!(why, "stopping");
        stream.ends(SOON);
    }
    assert!(server.stored().state().get::<Effort>(effort).is_ok());
    server.restart();
    let mut device = server.device();
    device.logs(search.role, |_| {});
}
