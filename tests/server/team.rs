//! A team: invitations, what only owners may do, who was let go, and devices that are lost.

use std::{
    thread,
    time::{Duration, Instant},
};

use fulcrum::{
    domain::{Audience, Body, LeaderDetails, LeaderId, Member, Right, UserId, WorkspaceId, leader, role},
    sync::wire::{Outcome, Pulled, PushAnswer},
};
use serde_json::{Value, json};

use super::{
    device::{Device, fresh},
    http::{Request, Response, SOON, Stream},
    process::{EMAIL, Owner, PASSWORD, Server},
};

/// The secret of a new invitation.
pub fn invites(server: &Server, device: &Device) -> String {
    let body = json!({ "ws": device.ws, "label": "Tom Baker", "right": "recruiter" });
    let response = server.asks(&device.cookie, "/api/v1/invitations/invite", &body);
    assert_eq!(response.status, 200, "{}", response.text());
    response.json::<Value>()["secret"].as_str().unwrap().to_owned()
}

pub fn joins(server: &Server, secret: &str, email: &str, password: &str) -> Response {
    let body = json!({ "secret": secret, "name": "Tom Baker", "email": email, "password": password });
    server.post("/api/v1/join", &body)
}

/// Priya, who owns the workspace, and Tom, who joined it.
pub fn team(server: &Server) -> (Device, Device) {
    let priya = server.device();
    let joined = joins(
        server,
        &invites(server, &priya),
        "tom@example.org",
        "another four words",
    );
    assert_eq!(joined.status, 200, "{}", joined.text());
    let tom = Device::new(server, &Owner::of(&joined));
    (priya, tom)
}

/// Gives Tom Baker this right.
pub fn as_tom(user: UserId, right: Right) -> Body {
    let member = Member {
        user,
        name: "Tom Baker".into(),
        phone: None,
        right,
        left: None,
    };
    member.into()
}

#[test]
fn an_invitation_lets_one_person_in_with_the_right_it_names() {
    let server = Server::claimed();
    let mut priya = server.device();
    let secret = invites(&server, &priya);
    let shown: Value = server
        .post("/api/v1/invitation", &json!({ "secret": secret }))
        .json();
    assert_eq!(
        (&shown["workspace"], &shown["label"], &shown["right"]),
        (&json!("Partnership"), &json!("Tom Baker"), &json!("recruiter"))
    );
    assert_eq!(joins(&server, &secret, "tom@example.org", "short").status, 400);
    assert_eq!(
        joins(&server, &secret, EMAIL, "not the password").code(),
        "wrong_password"
    );
    let joined = joins(&server, &secret, "tom@example.org", "another four words");
    let tom = Device::new(&server, &Owner::of(&joined));
    let member = priya
        .rows()
        .into_iter()
        .map(|(_, stored)| stored)
        .find_map(|stored| match stored.row {
            fulcrum::domain::Row::Member(member) if member.user == tom.user => Some(member),
            _ => None,
        });
    let member = member.unwrap();
    assert_eq!(
        (member.name.as_str(), member.right),
        ("Tom Baker", Right::Recruiter)
    );
    for secret in [secret.as_str(), "x", ""] {
        let gone = joins(&server, secret, "ola@example.org", "four more words here");
        assert_eq!((gone.status, gone.code().as_str()), (404, "invitation_gone"));
    }
    assert!(!server.log().contains(&secret));
}

#[test]
fn an_account_that_is_there_joins_with_its_own_password() {
    let server = Server::claimed();
    let (priya, mut tom) = team(&server);
    let again = joins(
        &server,
        &invites(&server, &priya),
        "TOM@example.org",
        "another four words",
    );
    assert_eq!(Owner::of(&again).user, tom.user);
    tom.begins();
}

#[test]
fn only_owners_invite_and_an_invitation_ends_with_its_givers_right() {
    let server = Server::claimed();
    let (mut priya, mut tom) = team(&server);
    for (path, body) in [
        (
            "invite",
            json!({ "ws": tom.ws, "label": "Ola", "right": "owner" }),
        ),
        ("withdraw", json!({ "ws": tom.ws, "id": "x" })),
    ] {
        let path = format!("/api/v1/invitations/{path}");
        let refused = server.asks(&tom.cookie, &path, &body);
        assert_eq!((refused.status, refused.code().as_str()), (403, "owner_only"));
    }
    priya.does(&as_tom(tom.user, Right::Owner));
    let secret = invites(&server, &tom);
    tom.does(&as_tom(tom.user, Right::Recruiter));
    assert_eq!(
        joins(&server, &secret, "ola@example.org", "four more words here").status,
        404
    );
}

#[test]
fn who_is_let_go_is_out_at_once() {
    let server = Server::claimed();
    let (mut priya, mut tom) = team(&server);
    let search = tom.begins();
    let stream = tom.stream();
    priya.lets_go(tom.user);
    // They are nowhere else: their session has ended.
    assert_eq!(
        stream.find(SOON, |event| (event.name == "bye").then(|| event.data.clone())),
        "signed-out"
    );
    let sent = tom.sent(&Body::Role(role::Command::ResumeRole { role: search.role }));
    let push = tom.of(&[sent]);
    let refused = tom.send(&tom.request().json(&push));
    assert_eq!((refused.status, refused.code().as_str()), (403, "not_a_member"));
    // Whose board is to forget: what somebody else keeps in that browser stays.
    assert_eq!(refused.json::<Value>()["person"], json!(tom.user));
    let signed_in = server.post(
        "/api/v1/sign-in",
        &json!({ "email": "tom@example.org", "password": "another four words" }),
    );
    assert_eq!(signed_in.json::<Value>()["workspaces"], json!([]));
}

#[test]
fn under_somebody_elses_session_a_board_is_neither_sent_nor_brought() {
    let server = Server::claimed();
    let (mut priya, tom) = team(&server);
    // Also in a workspace that is none of Tom's.
    let ask = json!({ "request": fresh(), "name": "Harbour Foods", "zone": "UTC" });
    let opened = server.asks(&priya.cookie, "/api/v1/workspaces", &ask);
    assert_eq!(opened.status, 200, "{}", opened.text());
    let second: WorkspaceId = serde_json::from_value(opened.json::<Value>()["entered"].clone()).unwrap();
    let sent = priya.sent(&Body::Leader(leader::Command::add(
        LeaderId(fresh()),
        LeaderDetails::named("Dana"),
    )));
    let (hers, cookie) = (priya.ws, priya.cookie.clone());
    for ws in [hers, second] {
        (priya.ws, priya.cookie) = (ws, tom.cookie.clone());
        assert_eq!(priya.push(std::slice::from_ref(&sent)), PushAnswer::AnotherPerson);
        let pull = priya.asks("");
        assert_eq!(priya.send(&pull).json::<Pulled>(), Pulled::AnotherPerson);
    }
    let events = Request::get(format!("/api/v1/events?person={}", priya.user)).cookie(&tom.cookie);
    let said = Stream::open(server.addr, &events);
    assert_eq!(
        said.find(SOON, |event| Some((event.name.clone(), event.data.clone()))),
        ("bye".into(), "another-person".into())
    );
    (priya.ws, priya.cookie) = (hers, cookie);
    assert!(
        matches!(priya.outcome(&sent), Outcome::Applied { .. }),
        "it has not used up its number"
    );
}

/// How many sessions this person has.
fn sessions(server: &Server, cookie: &str) -> usize {
    let listed: Vec<Value> = server.asks(cookie, "/api/v1/sessions", &json!({})).json();
    listed.len()
}

#[test]
fn signing_in_or_joining_on_somebody_elses_board_changes_nothing() {
    let server = Server::claimed();
    let (mut priya, tom) = team(&server);
    let secret = invites(&server, &priya);
    let before = (
        sessions(&server, &tom.cookie),
        sessions(&server, &priya.cookie),
        priya.rows(),
    );
    let sign_in =
        json!({ "email": "tom@example.org", "password": "another four words", "expects": priya.user });
    let join = |email: &str, password: &str, theirs: bool| {
        json!({
            "secret": secret, "name": "Tom Baker", "email": email, "password": password,
            "expects": priya.user, "is_their_address": theirs
        })
    };
    for (path, body) in [
        ("/api/v1/sign-in", sign_in),
        (
            "/api/v1/join",
            join("tom@example.org", "another four words", false),
        ),
        (
            "/api/v1/join",
            join("ola@example.org", "four more words here", false),
        ),
        (
            "/api/v1/join",
            join("ola@example.org", "four more words here", true),
        ),
    ] {
        let refused = server.post(path, &body);
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (409, "another_person"),
            "{path}"
        );
        assert_eq!(refused.cookies(), Vec::<&str>::new(), "{path}");
        assert!(refused.text().contains("somebody else"), "{}", refused.text());
    }
    let after = (
        sessions(&server, &tom.cookie),
        sessions(&server, &priya.cookie),
        priya.rows(),
    );
    assert_eq!(after, before);
    // Nobody has the other address, and the invitation is still open.
    assert_eq!(
        joins(&server, &secret, "ola@example.org", "four more words here").status,
        200
    );
    // A wrong password says nothing of whose board it is.
    let wrong = json!({ "email": "tom@example.org", "password": "a guess", "expects": priya.user });
    assert_eq!(server.post("/api/v1/sign-in", &wrong).code(), "wrong_password");
}

#[test]
fn whoever_joined_after_the_backup_joins_again_in_place_of_their_old_id() {
    let mut server = Server::claimed();
    let backup = server.file("backup.db");
    let backup = backup.to_str().unwrap();
    assert!(server.run(&["backup", backup], "").status.success());
    let (priya, tom) = team(&server);
    server.stop();
    assert!(server.run(&["restore", backup], "").status.success());
    server.restart();
    let secret = invites(&server, &priya);
    let join = |expects: UserId, theirs: bool| {
        let body = json!({
            "secret": secret, "name": "Tom Baker", "email": "tom@example.org",
            "password": "another four words", "expects": expects, "is_their_address": theirs
        });
        server.post("/api/v1/join", &body)
    };
    for (expects, theirs) in [(tom.user, false), (priya.user, true)] {
        let refused = join(expects, theirs);
        assert_eq!((refused.status, refused.code().as_str()), (409, "another_person"));
    }
    // Signing in never does, whoever is gone.
    let sign_in = json!({ "email": EMAIL, "password": PASSWORD, "expects": tom.user });
    assert_eq!(server.post("/api/v1/sign-in", &sign_in).code(), "another_person");
    let joined = join(tom.user, true);
    assert_eq!(joined.status, 200, "{}", joined.text());
    assert_eq!(joined.json::<Value>()["instead_of"], json!(tom.user));
    assert_ne!(Owner::of(&joined).user, tom.user);
}

#[test]
fn an_owner_opens_further_workspaces_and_their_streams_tell_of_them() {
    let server = Server::claimed();
    let (mut priya, tom) = team(&server);
    let stream = priya.stream();
    let request = fresh();
    let ask = json!({ "request": request, "name": "Harbour Foods", "zone": "Asia/Tokyo" });
    let opened = server.asks(&priya.cookie, "/api/v1/workspaces", &ask);
    assert_eq!(opened.status, 200, "{}", opened.text());
    let me: Value = opened.json();
    let id: WorkspaceId = serde_json::from_value(me["entered"].clone()).unwrap();
    assert_ne!(id.0, request, "the server draws its id");
    assert_eq!(
        me["workspaces"][1],
        json!({ "id": id, "name": "Harbour Foods", "right": "owner" })
    );
    stream.find(SOON, |event| {
        event.data.starts_with(&id.to_string()).then_some(())
    });
    // Asked again, since the answer was lost.
    let again = server.asks(&priya.cookie, "/api/v1/workspaces", &ask);
    assert_eq!(again.json::<Value>(), me);

    let mut there = Device::new(
        &server,
        &Owner {
            ws: id,
            ..server.owner().clone()
        },
    );
    let role = there.begins().role;
    assert!(there.rows().keys().any(|key| key.id == role.0));
    assert!(!priya.rows().keys().any(|key| key.id == role.0));

    let others = json!({ "request": fresh(), "name": "Tom's", "zone": "UTC" });
    for (cookie, body, status, code) in [
        (&tom.cookie, &others, 403, "owner_only"),
        (
            &priya.cookie,
            &json!({ "request": fresh(), "name": " ", "zone": "UTC" }),
            400,
            "bad_request",
        ),
    ] {
        let refused = server.asks(cookie, "/api/v1/workspaces", body);
        assert_eq!((refused.status, refused.code().as_str()), (status, code));
    }
    assert_eq!(
        server
            .send(&Request::get(there.path("pull")).cookie(&tom.cookie))
            .code(),
        "no_such_workspace"
    );
}

#[test]
fn a_confidential_role_leaves_a_colleagues_device_and_comes_with_a_hand_over() {
    let server = Server::claimed();
    let (mut priya, mut tom) = team(&server);
    let role = priya.begins().role;
    let holds = |device: &mut Device| {
        let rows = serde_json::to_string(&device.rows().values().collect::<Vec<_>>()).unwrap();
        rows.contains(&role.to_string())
    };
    assert!(holds(&mut tom));
    priya.does(&Body::Role(role::Command::RestrictRole {
        role,
        audience: Audience::People([priya.user].into()),
        code_name: Some("Harbour".into()),
    }));
    assert!(!holds(&mut tom) && holds(&mut priya));
    priya.does(&Body::Role(role::Command::HandOver { role, to: tom.user }));
    assert!(holds(&mut tom));
}

#[test]
fn a_lost_device_is_told_to_lock_or_to_wipe() {
    let server = Server::claimed();
    let here = server.owner().cookie.clone();
    let (_, tom) = team(&server);
    for (wipe, code) in [(false, "locked"), (true, "wiped")] {
        let body = json!({ "email": EMAIL, "password": PASSWORD });
        let owner = Owner::of(&server.post("/api/v1/sign-in", &body));
        let stream = Device::new(&server, &owner).stream();
        let lost = owner.cookie.clone();
        let list =
            |cookie: &str| -> Vec<Value> { server.asks(cookie, "/api/v1/sessions", &json!({})).json() };
        let id = list(&lost).iter().find(|one| one["here"] == json!(true)).unwrap()["id"].clone();
        let ask = json!({ "id": id, "wipe": wipe });
        assert_eq!(
            server.asks(&tom.cookie, "/api/v1/sessions/end", &ask).status,
            404,
            "one's own only"
        );
        assert_eq!(server.asks(&here, "/api/v1/sessions/end", &ask).status, 200);
        stream.find(SOON, |event| (event.name == "bye").then_some(()));
        let told = server.me(&lost);
        assert_eq!((told.status, told.code().as_str()), (401, code));
        assert_eq!(
            told.json::<Value>()["person"],
            json!(owner.user),
            "whose board is to lock, or to go"
        );
        assert!(!list(&here).iter().any(|one| one["id"] == id));
    }
}

#[test]
fn what_has_expired_is_deleted_when_the_server_starts() {
    let mut server = Server::claimed();
    let priya = server.device();
    invites(&server, &priya);
    let count = |server: &Server, sql| server.query::<(i64,)>(sql)[0].0;
    let kept = |server: &Server| {
        [
            count(server, "SELECT count(*) FROM sessions"),
            count(server, "SELECT count(*) FROM invitations"),
        ]
    };
    let before = kept(&server);
    assert!(before[0] > 0 && before[1] == 1, "{before:?}");
    for (clock, left) in [
        ("2026-11-27T12:00:00Z", [before[0], 0]),
        ("2027-02-20T12:00:00Z", [0, 0]),
    ] {
        server.stop();
        server.set_env("FULCRUM_TEST_CLOCK", clock);
        server.restart();
        let start = Instant::now();
        while kept(&server) != left {
            assert!(start.elapsed() < SOON, "{clock}: {:?}", kept(&server));
            thread::sleep(Duration::from_millis(20));
        }
    }
}
