//! What a push or a pull may bring: nonsense, too much, the wrong order, another's workspace, another site.

use fulcrum::{
    domain::{
        Body, COMMAND_VERSION, DeviceId, LeaderDetails, LeaderId, Refusal, Vocabulary, Way, WorkspaceId,
        leader, update,
    },
    sync::wire::{Cursor, Epoch, MAX_PUSH, Outcome, PROTO, Pulled, PushAnswer, Sent, Verdict},
};
use serde_json::json;

use super::{
    device::{Device, effort, fresh},
    http::Request,
    process::Server,
};

fn add(name: &str) -> Body {
    Body::Leader(leader::Command::add(
        LeaderId(fresh()),
        LeaderDetails::named(name),
    ))
}

fn reason(outcome: &Outcome) -> &Refusal {
    match outcome {
        Outcome::Refused { reason, .. } => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_body_that_is_no_push_is_refused_and_changes_nothing() {
    let server = Server::claimed();
    let mut device = server.device();
    let before = device.rows();
    let deep = "[".repeat(100_000);
    let unknown =
        json!({ "proto": PROTO, "device": fresh(), "commands": [{ "id": "not-an-id" }] }).to_string();
    let bodies: [&[u8]; 9] = [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b"<push/>",
        deep.as_bytes(),
        unknown.as_bytes(),
        br#"{"proto":-1,"device":7,"commands":{}}"#,
    ];
    for body in bodies {
        let response = device.send(&device.request().body("application/json", body));
        assert_eq!(
            (response.status, response.code().as_str()),
            (400, "bad_request"),
            "{:?}",
            &body[..body.len().min(40)]
        );
    }
    assert_eq!(device.rows(), before);
    device.does(&add("Dana"));
}

#[test]
fn more_than_a_push_may_hold_is_refused_whole() {
    let server = Server::claimed();
    let mut device = server.device();
    let before = device.rows();
    for size in [4 * 1024 * 1024 + 1, 9 * 1024 * 1024] {
        let response = server.send(&device.request().body("application/json", vec![b' '; size]));
        assert_eq!((response.status, response.code().as_str()), (413, "too_large"));
    }
    let many: Vec<Sent> = (0..=MAX_PUSH)
        .map(|n| device.sent(&add(&format!("Leader {n}"))))
        .collect();
    let response = device.send(&device.request().json(&device.of(&many)));
    assert_eq!((response.status, response.code().as_str()), (400, "bad_request"));
    assert_eq!(device.rows(), before);
    assert_eq!(
        device.ack(&many[..MAX_PUSH]).results.len(),
        MAX_PUSH,
        "as many as that are fine"
    );
}

#[test]
fn forms_and_small_requests_are_bounded_more_tightly() {
    let server = Server::start();
    let response = server.post(
        "/api/v1/sign-in",
        &json!({ "email": "x".repeat(70_000), "password": "x" }),
    );
    assert_eq!((response.status, response.code().as_str()), (413, "too_large"));
    let response = server.send(
        &Request::post("/api/v1/claim")
            .header("origin", server.origin())
            .body("text/plain", "hello"),
    );
    assert_eq!((response.status, response.code().as_str()), (415, "bad_request"));
}

#[test]
fn commands_of_a_newer_client_wait_and_none_of_them_runs() {
    let server = Server::claimed();
    let mut device = server.device();
    let (known, mut newer) = (device.sent(&add("Dana")), device.sent(&add("Erin")));
    newer.version = COMMAND_VERSION + 1;
    let too_new = PushAnswer::TooNew {
        proto: PROTO,
        version: COMMAND_VERSION,
    };
    assert_eq!(device.push(&[known.clone(), newer]), too_new);
    let nameless = device.raw(json!({ "do": "levitate", "metres": 3 }));
    assert_eq!(
        device.push(&[known.clone(), nameless]),
        too_new,
        "nor one of an unknown name"
    );
    let mut push = device.of(std::slice::from_ref(&known));
    push.proto = PROTO + 1;
    let response = device.send(&device.request().json(&push));
    assert_eq!(response.json::<PushAnswer>(), too_new);
    assert!(
        matches!(device.outcome(&known), Outcome::Applied { .. }),
        "neither has used up its number"
    );
}

#[test]
fn an_older_client_is_told_to_reload_and_loses_nothing() {
    let server = Server::claimed();
    let mut device = server.device();
    let person = format!("person={}", device.user);
    let known = Vocabulary::of_this_build();
    for query in [
        "",
        "?proto=1",
        &format!("?proto=1&{person}"),
        &format!("?proto={PROTO}&{person}"),
        &format!("?proto={PROTO}&{person}&words=3.00000000000000ff"),
        &format!("?proto={}&{person}&words={known}", PROTO - 1),
    ] {
        let request = Request::get(device.path("pull") + query).cookie(&device.cookie);
        assert_eq!(device.send(&request).json::<Pulled>(), Pulled::Upgrade, "{query}");
    }
    for query in [
        format!("?proto={PROTO}&{person}&words=99999.00000000000000ff"),
        format!("?proto={}&{person}&words={known}", PROTO + 1),
    ] {
        let request = Request::get(device.path("pull") + &query).cookie(&device.cookie);
        let answer = device.send(&request).json::<Pulled>();
        assert!(matches!(answer, Pulled::Page(_)), "a newer one is not: {query}");
    }
    let sent = device.sent(&add("Erin"));
    let mut push = device.of(std::slice::from_ref(&sent));
    push.proto = PROTO - 1;
    let answer: PushAnswer = device.send(&device.request().json(&push)).json();
    assert!(
        matches!(answer, PushAnswer::Ack(_)),
        "what an older one did is taken: {answer:?}"
    );
    let sent = device.sent(&add("Dana"));
    let mut push = serde_json::to_value(device.of(std::slice::from_ref(&sent))).unwrap();
    push["proto"] = json!(1);
    push.as_object_mut().unwrap().remove("person");
    let response = device.send(&device.request().json(&push));
    assert_eq!((response.status, response.code().as_str()), (426, "older_page"));
    assert!(response.text().contains("Reload"), "{}", response.text());
    assert!(
        matches!(device.outcome(&sent), Outcome::Applied { .. }),
        "it has not used up its number"
    );
}

#[test]
fn a_workspace_of_others_and_none_at_all_look_the_same() {
    let server = Server::claimed();
    let mut device = server.device();
    let mut answers = Vec::new();
    for ws in [
        WorkspaceId(fresh()).to_string(),
        WorkspaceId(uuid::Uuid::nil()).to_string(),
        "not-an-id".into(),
    ] {
        let sent = device.of(&[]);
        for request in [
            Request::get(format!("/api/v1/w/{ws}/pull")),
            Request::post(format!("/api/v1/w/{ws}/push"))
                .header("origin", server.origin())
                .json(&sent),
        ] {
            let response = device.send(&request.cookie(&device.cookie));
            assert_eq!(
                (response.status, response.code().as_str()),
                (404, "no_such_workspace")
            );
            answers.push(response.body);
        }
    }
    answers.dedup();
    assert_eq!(answers.len(), 1);
}

#[test]
fn nobody_gets_in_without_a_session() {
    let server = Server::claimed();
    let mut device = server.device();
    let token = device.cookie.split_once('=').unwrap().1.to_owned();
    let wrong: String = token.chars().rev().collect();
    for cookie in [
        String::new(),
        "fulcrum=".into(),
        format!("fulcrum={wrong}"),
        format!("__Host-fulcrum={token}"),
    ] {
        device.cookie = cookie;
        for request in [
            Request::post("/api/v1/me")
                .header("origin", server.origin())
                .cookie(&device.cookie)
                .json(&json!({})),
            Request::get(device.path("pull")).cookie(&device.cookie),
            Request::get("/api/v1/events").cookie(&device.cookie),
            device.request().json(&device.of(&[])),
        ] {
            let response = device.send(&request);
            assert_eq!(
                (response.status, response.code().as_str()),
                (401, "signed_out"),
                "{request:?}"
            );
        }
    }
}

#[test]
fn a_command_sent_again_is_answered_as_before_and_runs_once() {
    let server = Server::claimed();
    let mut device = server.device();
    let (good, bad) = (device.sent(&add("Dana")), device.sent(&add("")));
    let first = device.ack(&[good.clone(), bad.clone()]);
    let outcomes: Vec<_> = first
        .results
        .iter()
        .map(|(mid, verdict)| match verdict {
            Verdict::Done(outcome) => (*mid, Verdict::Duplicate(outcome.clone())),
            other => panic!("{other:?}"),
        })
        .collect();
    let head = device.rows();
    let again = device.ack(&[good.clone(), bad.clone()]);
    assert_eq!((again.results, again.head), (outcomes.clone(), first.head));
    // The same commands from a device that was born anew, under other numbers.
    let mut reborn = server.device();
    reborn.next_mid = 3;
    let renumbered = reborn.ack(&[Sent { mid: 1, ..bad }, Sent { mid: 2, ..good }]);
    let swapped = vec![(1, outcomes[1].1.clone()), (2, outcomes[0].1.clone())];
    assert_eq!((renumbered.results, renumbered.last_mid), (swapped, 2));
    assert_eq!(reborn.rows(), head);
}

#[test]
fn a_number_used_twice_is_a_fork_and_what_follows_does_not_run() {
    let server = Server::claimed();
    let mut device = server.device();
    device.does(&add("Dana"));
    let other = Sent {
        mid: 1,
        ..device.sent(&add("Erin"))
    };
    let next = device.sent(&add("Femi"));
    let ack = device.ack(&[
        other,
        Sent {
            mid: 2,
            ..next.clone()
        },
    ]);
    assert_eq!((ack.results, ack.last_mid), (vec![(1, Verdict::Fork)], 1));
    let zero = device.ack(&[Sent {
        mid: 0,
        ..next.clone()
    }]);
    assert_eq!(zero.results, [(0, Verdict::Fork)]);
    assert!(matches!(
        device.outcome(&Sent { mid: 2, ..next }),
        Outcome::Applied { .. }
    ));
}

#[test]
fn a_gap_waits_for_what_is_missing() {
    let server = Server::claimed();
    let mut device = server.device();
    let (one, two, three) = (
        device.sent(&add("Dana")),
        device.sent(&add("Erin")),
        device.sent(&add("Femi")),
    );
    let gap = device.ack(&[two.clone(), three.clone()]);
    assert_eq!((gap.results.len(), gap.last_mid), (0, 0));
    let half = device.ack(&[one.clone(), three.clone()]);
    assert_eq!((half.results.len(), half.last_mid), (1, 1));
    let far = device.ack(&[Sent {
        mid: u64::MAX,
        ..three.clone()
    }]);
    assert_eq!((far.results.len(), far.last_mid), (0, 1));
    assert_eq!(device.ack(&[one, two, three]).last_mid, 3);
}

#[test]
fn positions_that_mean_nothing_here_bring_a_whole_snapshot() {
    let server = Server::claimed();
    let mut device = server.device();
    let elsewhere = Cursor {
        epoch: Epoch(fresh()),
        seq: 2,
    };
    let here = server.stored().cursor();
    for query in [
        format!("cursor={elsewhere}"),
        format!("cursor={}:{}", here.epoch.0, here.seq + 1),
        format!("start={elsewhere}&after=leader/{}", fresh()),
        format!("start={here}&after=leader/{}", fresh()),
        format!("start={here}&after=nonsense"),
        format!("start={here}&after="),
        format!("start={here}"),
    ] {
        let request = device.asks(&query);
        let Pulled::Page(page) = device.send(&request).json() else {
            panic!("{query}")
        };
        assert_eq!((page.start, page.after), (here, None), "{query}");
    }
    for query in ["cursor=7", "cursor=", "cursor=a:b", "start=nonsense", "proto=x"] {
        let request = device.asks(query);
        let response = device.send(&request);
        assert_eq!(
            (response.status, response.code().as_str()),
            (400, "bad_request"),
            "{query}"
        );
    }
    device.epoch = Some(elsewhere.epoch);
    let sent = device.sent(&add("Dana"));
    assert_eq!(device.push(&[sent]), PushAnswer::NewEpoch { epoch: here.epoch });
}

#[test]
fn what_cannot_be_is_refused_in_words_and_the_rest_goes_on() {
    let server = Server::claimed();
    let mut device = server.device();
    let search = device.begins();
    let refused = |device: &mut Device, body: serde_json::Value| {
        let sent = device.raw(body);
        reason(&device.outcome(&sent)).clone()
    };
    let long = refused(
        &mut device,
        serde_json::to_value(add(&"é".repeat(10_000))).unwrap(),
    );
    assert_eq!(
        long,
        Refusal::TooLong {
            field: "name".into(),
            max: 200,
            length: 10_000
        }
    );

    let (_, log) = effort(search.role, |_| {});
    let with = |path: &str, value: serde_json::Value| {
        let mut body = serde_json::to_value(&log).unwrap();
        *body.pointer_mut(path).unwrap() = value;
        body
    };
    for (path, value) in [
        ("/draft/happened_at", json!("2026-02-30T09:00:00Z")),
        ("/draft/happened_at", json!("2026-11-19T25:00:00Z")),
        ("/draft/happened_at", json!("yesterday")),
        ("/draft/quantity", json!(-1)),
        ("/draft/quantity", json!(1.5)),
        ("/draft/quantity", json!(u64::MAX)),
        ("/draft/kind", json!("telepathy")),
        ("/draft/roles", json!(["not-an-id"])),
        ("/effort", json!(null)),
    ] {
        let why = refused(&mut device, with(path, value.clone()));
        assert!(matches!(why, Refusal::Malformed { .. }), "{path} {value}: {why}");
    }
    for year in ["0000", "1066", "9999"] {
        let why = refused(
            &mut device,
            with("/draft/happened_at", json!(format!("{year}-02-03T09:00:00Z"))),
        );
        assert!(matches!(why, Refusal::DateOutOfReach { .. }), "{year}: {why}");
    }
    for body in [json!(null), json!([]), json!("log_effort"), json!({}), json!(7)] {
        assert!(matches!(refused(&mut device, body), Refusal::Malformed { .. }));
    }
    assert!(matches!(device.tries(&log), Outcome::Applied { .. }));
    // A name that nobody knows may be tomorrow's: it waits.
    let unknown = device.raw(with("/do", json!("drop_tables")));
    let answer = device.push(&[unknown]);
    assert!(matches!(answer, PushAnswer::TooNew { .. }), "{answer:?}");
}

#[test]
fn a_clock_that_is_far_off_brings_nothing_down() {
    let server = Server::claimed();
    let mut device = server.device();
    let search = device.begins();
    for claimed in [
        "+262142-12-31T23:59:59+14:00",
        "-262143-01-01T00:00:00-14:00",
        "0001-01-01T00:00:00Z",
    ] {
        let bodies = [
            effort(search.role, |_| {}).1,
            add("Erin"),
            Body::Update(update::Command::SendUpdate {
                update: fulcrum::domain::UpdateId(fresh()),
                leader: search.leader,
                roles: vec![],
                answers: None,
                text: "Hello".into(),
                way: Some(Way::Chat),
                next_by: None,
                mail: None,
            }),
        ];
        for body in bodies {
            let mut sent = device.sent(&body);
            sent.claimed_at = claimed.parse().unwrap();
            device.outcome(&sent);
        }
    }
    device.does(&add("Femi"));
    device.rows();
}

#[test]
fn requests_of_other_sites_are_refused_and_change_nothing() {
    let server = Server::claimed();
    let mut device = server.device();
    let before = device.rows();
    let sent = device.sent(&add("Dana"));
    let push = device.of(&[sent]);
    let foreign: [&[(&str, &str)]; 6] = [
        &[],
        &[("origin", "null")],
        &[("origin", "https://evil.example")],
        &[("origin", "http://127.0.0.1")],
        &[("sec-fetch-site", "cross-site"), ("origin", "OURS")],
        &[("sec-fetch-site", "same-site")],
    ];
    for headers in foreign {
        let from_there = |request: Request| {
            headers.iter().fold(request, |request, (name, value)| {
                request.header(name, value.replace("OURS", &server.origin()))
            })
        };
        for request in [
            Request::post(device.path("push"))
                .cookie(&device.cookie)
                .json(&push),
            Request::post("/api/v1/sign-out")
                .cookie(&device.cookie)
                .json(&json!({})),
            Request::post("/api/v1/sign-in").json(&json!({ "email": "a@b", "password": "x" })),
            Request::post("/api/v1/claim").json(&json!({})),
            Request::post(format!("/p/{}/reply", fresh())).form(&[("text", "hello")]),
        ] {
            let response = device.send(&from_there(request));
            assert_eq!(
                (response.status, response.code().as_str()),
                (403, "foreign_origin"),
                "{headers:?}"
            );
        }
    }
    assert_eq!(device.rows(), before);
    let from_here = Request::post(device.path("push"))
        .cookie(&device.cookie)
        .header("sec-fetch-site", "same-origin");
    assert_eq!(device.send(&from_here.json(&push)).status, 200);
}

#[test]
fn unknown_addresses_and_methods_under_the_api_are_told_in_its_own_form() {
    let server = Server::start();
    let response = server.get("/api/v1/nothing");
    assert_eq!((response.status, response.code().as_str()), (404, "not_found"));
    let response = server.get("/api/v1/sign-in");
    assert_eq!(
        (response.status, response.code().as_str()),
        (405, "method_not_allowed")
    );
    assert_eq!(response.header("allow"), Some("POST"));
    let response = server.send(&Request::delete("/api/v1/me").header("origin", server.origin()));
    assert_eq!(
        (response.status, response.code().as_str()),
        (405, "method_not_allowed")
    );
}

#[test]
fn one_device_belongs_to_one_person_and_ids_of_devices_may_be_anything() {
    let server = Server::claimed();
    let mut device = server.device();
    for id in [uuid::Uuid::nil(), uuid::Uuid::max()] {
        device.id = DeviceId(id);
        device.next_mid = 1;
        device.does(&add("Dana"));
    }
}
