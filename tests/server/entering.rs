//! Coming in: a workspace and its owner, an invitation and its member are written together or not at all; and what
//! nobody should send.

use std::thread;

use fulcrum::domain::{Member, Right, Row, WorkspaceId};
use serde_json::{Value, json};

use super::{
    device::{Device, fresh},
    http::{Request, Response},
    process::{EMAIL, Owner, PASSWORD, Server},
    team::{as_tom, invites, joins, team},
};

/// From now on no command can be written, as if the disk failed at this very place.
fn breaks(server: &Server) {
    server.query::<(i64,)>(
        "CREATE TRIGGER broken BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'broken'); END",
    );
}

fn mends(server: &Server) {
    server.query::<(i64,)>("DROP TRIGGER broken");
}

fn is_not_saved(response: &Response) {
    assert_eq!(
        (response.status, response.code().as_str()),
        (503, "not_saved"),
        "{}",
        response.text()
    );
}

fn signs_in(server: &Server, email: &str, password: &str) -> Response {
    let body = json!({ "email": email, "password": password });
    server.post("/api/v1/sign-in", &body)
}

fn members(device: &mut Device) -> Vec<Member> {
    let rows = device.rows().into_iter().map(|(_, stored)| stored);
    rows.filter_map(|stored| match stored.row {
        Row::Member(member) => Some(member),
        _ => None,
    })
    .collect()
}

#[test]
fn a_claim_that_could_not_be_saved_leaves_the_server_to_be_claimed() {
    let server = Server::start();
    let code = server.printed.split_once("?code=").unwrap().1;
    let claim = json!({
        "code": code, "workspace": "Partnership", "zone": "Europe/London", "name": "Priya Raman",
        "email": EMAIL, "password": PASSWORD
    });
    breaks(&server);
    is_not_saved(&server.post("/api/v1/claim", &claim));
    assert_eq!(signs_in(&server, EMAIL, PASSWORD).status, 401);
    mends(&server);
    let claimed = server.post("/api/v1/claim", &claim);
    assert_eq!(claimed.status, 200, "{}", claimed.text());
    let mut device = Device::new(&server, &Owner::of(&claimed));
    assert_eq!(members(&mut device).len(), 1);
}

#[test]
fn a_workspace_that_could_not_be_saved_is_not_there_and_may_be_asked_for_again() {
    let server = Server::claimed();
    let cookie = &server.owner().cookie;
    let ask = json!({ "request": fresh(), "name": "Harbour Foods", "zone": "UTC" });
    breaks(&server);
    is_not_saved(&server.asks(cookie, "/api/v1/workspaces", &ask));
    mends(&server);
    let found = server.query::<(i64,)>("SELECT count(*) FROM workspaces");
    assert_eq!(found, [(1,)], "nothing is half founded");
    let opened = server.asks(cookie, "/api/v1/workspaces", &ask);
    assert_eq!(opened.json::<Value>()["workspaces"][1]["name"], "Harbour Foods");
}

#[test]
fn an_invitation_whose_member_could_not_be_saved_is_still_open() {
    let server = Server::claimed();
    let mut priya = server.device();
    let secret = invites(&server, &priya);
    let (email, password) = ("tom@example.org", "another four words");
    breaks(&server);
    is_not_saved(&joins(&server, &secret, email, password));
    mends(&server);
    assert_eq!(
        signs_in(&server, email, password).status,
        401,
        "there is no account"
    );
    let joined = joins(&server, &secret, email, password);
    assert_eq!(joined.status, 200, "{}", joined.text());
    let tom = Owner::of(&joined).user;
    let there = members(&mut priya);
    assert_eq!(there.iter().filter(|member| member.user == tom).count(), 1);
}

#[test]
fn of_many_who_use_one_invitation_at_the_same_time_one_joins() {
    let server = Server::claimed();
    let mut priya = server.device();
    let secret = invites(&server, &priya);
    let email = |n: usize| format!("person{n}@example.org");
    let answers: Vec<Response> = thread::scope(|scope| {
        let (server, secret) = (&server, &secret);
        let asked: Vec<_> = (0..6)
            .map(|n| scope.spawn(move || joins(server, secret, &email(n), "another four words")))
            .collect();
        asked.into_iter().map(|answer| answer.join().unwrap()).collect()
    });
    let joined: Vec<_> = (0..6).filter(|n| answers[*n].status == 200).collect();
    assert_eq!(joined.len(), 1, "{answers:?}");
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!((answer.status, answer.code().as_str()), (404, "invitation_gone"));
    }
    assert_eq!(members(&mut priya).len(), 2);
    let accounts = server.query::<(String,)>("SELECT email FROM accounts WHERE email LIKE 'person%'");
    assert_eq!(accounts, [(email(joined[0]),)], "the others have left nothing");
}

#[test]
fn two_invitations_of_one_new_person_make_one_account() {
    let server = Server::claimed();
    let mut priya = server.device();
    let secrets = [invites(&server, &priya), invites(&server, &priya)];
    let answers: Vec<Response> = thread::scope(|scope| {
        let server = &server;
        let asked: Vec<_> = secrets
            .iter()
            .map(|secret| scope.spawn(move || joins(server, secret, "tom@example.org", "another four words")))
            .collect();
        asked.into_iter().map(|answer| answer.join().unwrap()).collect()
    });
    let statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    assert!(statuses.contains(&200), "{statuses:?}");
    // The slower one found the address taken, and its invitation is still open; or it came after, and is the same.
    for refused in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!((refused.status, refused.code().as_str()), (409, "email_taken"));
    }
    assert_eq!(members(&mut priya).len(), 2);
}

#[test]
fn another_persons_request_opens_their_own_workspace() {
    let server = Server::claimed();
    let (mut priya, tom) = team(&server);
    priya.does(&as_tom(tom.user, Right::Owner));
    let ask = json!({ "request": fresh(), "name": "Harbour Foods", "zone": "UTC" });
    let opened = |cookie: &str| -> WorkspaceId {
        let me: Value = server.asks(cookie, "/api/v1/workspaces", &ask).json();
        serde_json::from_value(me["entered"].clone()).unwrap()
    };
    let (hers, his) = (opened(&priya.cookie), opened(&tom.cookie));
    assert_ne!(hers, his);
    assert_eq!((opened(&priya.cookie), opened(&tom.cookie)), (hers, his));
    let pull = Request::get(format!("/api/v1/w/{hers}/pull")).cookie(&tom.cookie);
    assert_eq!(server.send(&pull).code(), "no_such_workspace");
}

#[test]
fn one_request_sent_many_times_at_once_opens_one_workspace() {
    let server = Server::claimed();
    let cookie = &server.owner().cookie;
    let ask = json!({ "request": fresh(), "name": "Harbour Foods", "zone": "UTC" });
    let opened: Vec<Value> = thread::scope(|scope| {
        let asked: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| server.asks(cookie, "/api/v1/workspaces", &ask).json::<Value>()))
            .collect();
        asked.into_iter().map(|answer| answer.join().unwrap()).collect()
    });
    for me in &opened {
        assert_eq!(me["entered"], opened[0]["entered"]);
    }
    assert_eq!(server.query::<(i64,)>("SELECT count(*) FROM workspaces"), [(2,)]);
}

#[test]
fn what_is_no_request_is_refused_in_words_and_changes_nothing() {
    let server = Server::claimed();
    let cookie = &server.owner().cookie;
    let secret = invites(&server, &server.device());
    let mut refused = Vec::new();
    for body in [
        json!(null),
        json!([]),
        json!("open"),
        json!({}),
        json!({ "id": fresh(), "name": "Harbour Foods", "zone": "UTC" }),
        json!({ "request": "not-an-id", "name": "Harbour Foods", "zone": "UTC" }),
        json!({ "request": 7, "name": "Harbour Foods", "zone": "UTC" }),
        json!({ "request": fresh(), "name": ["Harbour Foods"], "zone": "UTC" }),
        json!({ "request": fresh(), "name": "Harbour Foods", "zone": null }),
    ] {
        refused.push(server.asks(cookie, "/api/v1/workspaces", &body));
    }
    for body in [
        json!({ "secret": 7, "name": "Tom", "email": "tom@example.org", "password": "another four words" }),
        json!({ "secret": &secret, "name": null, "email": "tom@example.org", "password": "another four words" }),
        json!({ "secret": &secret, "name": "Tom", "email": {}, "password": "another four words" }),
        json!({ "secret": &secret, "name": "Tom", "email": "tom@example.org", "password": 1234567890 }),
    ] {
        refused.push(server.post("/api/v1/join", &body));
    }
    for body in [
        json!({ "email": EMAIL }),
        json!({ "email": EMAIL, "password": [PASSWORD] }),
    ] {
        refused.push(server.post("/api/v1/sign-in", &body));
    }
    for response in refused {
        assert_eq!(
            (response.status, response.code().as_str()),
            (422, "bad_request"),
            "{}",
            response.text()
        );
    }
    let long = "x".repeat(64 * 1024);
    let much = [
        server.asks(
            cookie,
            "/api/v1/workspaces",
            &json!({ "request": fresh(), "name": &long, "zone": "UTC" }),
        ),
        joins(&server, &secret, &long, "another four words"),
    ];
    for response in much {
        assert_eq!((response.status, response.code().as_str()), (413, "too_large"));
    }
    assert_eq!(server.query::<(i64,)>("SELECT count(*) FROM workspaces"), [(1,)]);
    assert_eq!(server.query::<(i64,)>("SELECT count(*) FROM accounts"), [(1,)]);
    assert_eq!(
        joins(&server, &secret, "tom@example.org", "another four words").status,
        200,
        "the invitation is still open"
    );
}
