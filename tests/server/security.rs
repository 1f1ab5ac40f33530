//! Headers on every kind of route, no code inside a page, and nothing in the logs that opens anything.

use data_encoding::BASE64;
use fulcrum::domain::Scope;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{
    device::shared,
    http::{Request, Response},
    process::{EMAIL, PASSWORD, Server},
    visitor::{Visitor, command},
};

fn is_guarded(response: &Response, what: &str) {
    let header = |name: &str| {
        response
            .header(name)
            .unwrap_or_else(|| panic!("{what} has no {name}"))
    };
    let policy = header("content-security-policy");
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
        "{what}: {policy}"
    );
    for part in [
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ] {
        assert!(policy.contains(part), "{what}: {part} in {policy}");
    }
    assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
    assert!(
        ["same-origin", "no-referrer"].contains(&header("referrer-policy")),
        "{what}"
    );
    assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{what}");
    assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{what}");
    header("permissions-policy");
}

#[test]
fn every_kind_of_route_is_guarded() {
    let (server, device, _, link) = shared();
    let mut visitor = Visitor::of(&server, &link);
    is_guarded(&visitor.opens(), "opening a link");
    is_guarded(&visitor.page(), "a leader's page");
    is_guarded(&visitor.stream(None).head, "a leader's stream");
    is_guarded(&visitor.replies("x", "Hello", &[]), "a leader's form");
    is_guarded(&device.stream().head, "a device's stream");
    for path in [
        "/",
        "/roles/any",
        "/healthz",
        "/readyz",
        "/assets/none.js",
        "/sw.js",
        "/icon.svg",
        "/touch.png",
        "/api/v1/me",
        "/api/v1/none",
        "/api/v1/sign-in",
        "/p/x",
        "/p/x/y",
        "/p/x/y/z",
        "/p/%ff/%ff",
        "/calendar/x.ics",
        "/calendar/%ff.ics",
        "/%ff",
    ] {
        is_guarded(&server.get(path), path);
    }
    let foreign = Request::post("/api/v1/sign-in").json(&json!({}));
    is_guarded(&server.send(&foreign), "a refusal");
    is_guarded(
        &server.send(&device.request().body("application/json", vec![b' '; 5_000_000])),
        "too large a body",
    );
    for _ in 0..14 {
        let response = server.post("/api/v1/sign-in", &json!({}));
        is_guarded(&response, "a malformed or slowed sign-in");
    }
    assert_eq!(server.get("/").header("strict-transport-security"), None);
}

#[test]
fn behind_tls_browsers_are_told_to_stay_there() {
    let server = Server::start_with(&[("FULCRUM_PUBLIC_URL", "https://fulcrum.example.org")]);
    let hsts = server
        .get("/")
        .header("strict-transport-security")
        .map(str::to_owned);
    assert_eq!(hsts.as_deref(), Some("max-age=31536000"));
}

#[test]
fn pages_hold_no_code_and_only_the_style_that_their_policy_knows() {
    let server = Server::claimed();
    let mut device = server.device();
    let search = device.begins();
    device.logs(search.role, |draft| draft.quantity = 12);
    device.tells(search.leader, "Three strong people in play");
    let link = device.shares(search.leader, Scope::Respond);
    let pages = [
        server.get("/"),
        server.get("/roles"),
        server.get("/p/x"),
        Visitor::with(&server, &link).page(),
    ];
    for answer in pages {
        let page = answer.text();
        for script in page.split("<script").skip(1) {
            let opening = script.split('>').next().unwrap();
            assert!(
                opening.contains("src=\"") || opening.contains("type=\"application/json\""),
                "{opening}"
            );
        }
        assert!(!page.contains(" style="), "{page}");
        for style in page.split("<style>").skip(1) {
            let sheet = style.split("</style>").next().unwrap();
            let hash = BASE64.encode(&Sha256::digest(sheet));
            let policy = answer.header("content-security-policy").unwrap();
            assert!(
                policy.contains(&format!("style-src 'sha256-{hash}';")),
                "{policy} knows no {hash}"
            );
        }
        let sheets = page.matches("<style").count();
        assert_eq!(sheets, page.matches("<style>").count(), "{page}");
        assert_eq!(
            sheets == 1,
            page.contains("name=\"robots\""),
            "a portal's page has its sheet: {page}"
        );
        for handler in [" onclick=", " onload=", " onsubmit=", " oninput=", "javascript:"] {
            assert!(!page.contains(handler), "{handler} in {page}");
        }
    }
    assert_eq!(
        server.get("/").text(),
        server.get("/any/where?x=1").text(),
        "the board's shell is the same everywhere"
    );
}

#[test]
fn what_is_private_is_not_kept_by_caches() {
    let server = Server::claimed();
    let mut device = server.device();
    for cookie in [device.cookie.as_str(), ""] {
        assert_eq!(server.me(cookie).header("cache-control"), Some("no-store"));
    }
    for path in [device.path("pull"), "/api/v1/none".into()] {
        let response = server.send(&Request::get(&path).cookie(&device.cookie));
        assert_eq!(response.header("cache-control"), Some("no-store"), "{path}");
    }
    let push = device.request().json(&device.of(&[]));
    assert_eq!(device.send(&push).header("cache-control"), Some("no-store"));
    assert_eq!(device.stream().head.header("x-accel-buffering"), Some("no"));
    assert_eq!(server.get("/").header("cache-control"), Some("no-cache"));
}

#[test]
fn nothing_that_opens_anything_reaches_the_logs() {
    let mut server = Server::start_with(&[("FULCRUM_LOG", "debug")]);
    let code = server.printed.split_once("?code=").unwrap().1.to_owned();
    server = server.claim();
    let mut device = server.device();
    let search = device.begins();
    device.logs(search.role, |draft| draft.result = "Pay is the brake".into());
    let link = device.shares(search.leader, Scope::Respond);
    let mut visitor = Visitor::with(&server, &link);
    let command = command(&visitor.page().text(), None);
    visitor.replies(&command, "Tuesday suits me", &[("i_am", "yes")]);
    drop(visitor.stream(None));
    server.get(&format!("{}x", link.whole()));
    let signed_in = server.post(
        "/api/v1/sign-in",
        &json!({ "email": EMAIL, "password": PASSWORD }),
    );
    let wrong = "five words will not do";
    server.post("/api/v1/sign-in", &json!({ "email": EMAIL, "password": wrong }));
    server.run(&["reset-password", EMAIL], "another four words\n");
    let value = |cookie: &str| {
        cookie
            .split(';')
            .next()
            .unwrap()
            .split_once('=')
            .unwrap()
            .1
            .to_owned()
    };
    let tokens = [value(&device.cookie), value(signed_in.cookies()[0])];
    server.stop();

    let log = server.log();
    assert!(
        log.contains("the server was claimed") && log.contains("DEBUG"),
        "it does write at this level:\n{log}"
    );
    let secrets = [
        code.as_str(),
        &tokens[0],
        &tokens[1],
        &link.secret,
        EMAIL,
        PASSWORD,
        wrong,
        "Priya Raman",
        "Dana",
        "Pay is",
        "Tuesday",
        "argon2",
    ];
    for secret in secrets {
        assert!(!log.contains(secret), "'{secret}' in the log:\n{log}");
    }
}
