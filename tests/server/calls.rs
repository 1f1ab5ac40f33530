//! What accounts, teams and devices ask of the server: the status and the words of each answer.

use fulcrum::domain::Right;
use serde_json::{Value, json};

use super::{
    device::{Device, fresh},
    http::{Request, Response},
    process::{EMAIL, Owner, PASSWORD, Server},
    team::{invites, joins},
};

/// Everything that may be asked, and something good to ask it with.
const CALLS: [&str; 15] = [
    "claim",
    "sign-in",
    "invitation",
    "join",
    "me",
    "workspaces",
    "sign-out",
    "sessions",
    "sessions/end",
    "invitations",
    "invitations/invite",
    "invitations/withdraw",
    "calendar",
    "calendar/make",
    "calendar/end",
];

const UNREADABLE: &str = "This request cannot be read. Nothing was changed.";
const OWNER_ONLY: &str = "Only an owner of the workspace may do this.";
const SIGNED_OUT: &str = "Sign in again; what waits on this device is kept and will be sent.";
const GONE: &str = "This invitation is no longer open. Ask for a new one.";

/// A server with Priya, who owns it, and Tom, who recruits. Each asks from an address of their own.
struct House {
    server: Server,
    priya: Device,
    tom: Device,
    asked: std::cell::Cell<u32>,
}

fn house() -> House {
    let server = Server::start_with(&[("FULCRUM_TRUSTED_PROXY", "127.0.0.1")]).claim();
    let priya = server.device();
    let joined = joins(
        &server,
        &invites(&server, &priya),
        "tom@example.org",
        "another four words",
    );
    let tom = Device::new(&server, &Owner::of(&joined));
    House {
        server,
        priya,
        tom,
        asked: 0.into(),
    }
}

/// How a call is addressed, and with what it goes.
fn request(device: &Device, call: &str, body: &Value) -> Request {
    let mut body = body.clone();
    if call.starts_with("invitations") || call.starts_with("calendar") {
        body["ws"] = json!(device.ws);
    }
    Request::post(format!("/api/v1/{call}")).json(&body)
}

impl House {
    /// As from our own page, at an address that nobody has asked from before.
    fn sends(&self, cookie: &str, request: Request) -> Response {
        self.asked.set(self.asked.get() + 1);
        let from = format!("10.1.{}.{}", self.asked.get() / 250, self.asked.get() % 250);
        let request = request.header("origin", self.server.origin());
        self.server
            .send(&request.header("x-forwarded-for", from).cookie(cookie))
    }

    fn asks(&self, cookie: &str, call: &str, body: &Value) -> Response {
        self.sends(cookie, request(&self.priya, call, body))
    }
}

fn good(call: &str) -> Value {
    match call {
        "claim" => json!({
            "code": "x", "workspace": "Partnership", "zone": "UTC", "name": "Ida", "phone": "",
            "email": "ida@example.org", "password": "four words and more"
        }),
        "sign-in" => json!({ "email": EMAIL, "password": PASSWORD, "expects": null }),
        "invitation" => json!({ "secret": "none" }),
        "join" => json!({
            "secret": "none", "name": "Ida", "phone": "", "email": "ida@example.org",
            "password": "four words and more", "expects": null, "is_their_address": false
        }),
        "workspaces" => json!({ "request": fresh(), "name": "Harbour Foods", "zone": "UTC" }),
        "sessions/end" => json!({ "id": "0123456789abcdef", "wipe": false }),
        "invitations/invite" => json!({ "label": "Ida", "right": Right::Recruiter }),
        "invitations/withdraw" => json!({ "id": "none" }),
        "calendar/make" => json!({ "named": false }),
        _ => json!({}),
    }
}

/// Status, code and words.
fn told(response: &Response) -> (u16, String, String) {
    let body: Value = response.json();
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    (response.status, text("error"), text("message"))
}

fn is_told(response: &Response, status: u16, code: &str, words: &str, about: &str) {
    let expected = (status, code.to_owned(), words.to_owned());
    assert_eq!(told(response), expected, "{about}");
    assert_eq!(
        response.header("content-type"),
        Some("application/json"),
        "{about}"
    );
    assert_eq!(response.header("cache-control"), Some("no-store"), "{about}");
    assert_eq!(response.header("location"), None, "{about}");
    assert!(response.cookies().is_empty(), "{about}: {:?}", response.cookies());
}

/// The fields of an answer, or of the first of several.
fn fields(response: &Response) -> String {
    assert_eq!(response.status, 200, "{}", response.text());
    assert_eq!(response.header("content-type"), Some("application/json"));
    assert_eq!(response.header("cache-control"), Some("no-store"));
    let of = |value: &Value| {
        let names = value.as_object().unwrap().keys().cloned();
        names.collect::<Vec<_>>().join(" ")
    };
    match response.json::<Value>() {
        Value::Array(all) => format!("[{}]", all.first().map(of).unwrap_or_default()),
        one => of(&one),
    }
}

#[test]
fn whoever_may_ask_gets_what_they_asked_for() {
    let unclaimed = Server::start();
    let code = unclaimed.printed.split_once("?code=").unwrap().1.to_owned();
    let mut claim = good("claim");
    claim["code"] = json!(code);
    let claimed = unclaimed.post("/api/v1/claim", &claim);
    assert_eq!(fields(&claimed), "user workspaces entered");
    assert!(
        claimed.cookies()[0].starts_with("fulcrum="),
        "{:?}",
        claimed.cookies()
    );

    let house = house();
    let priya = house.priya.cookie.as_str();
    let secret = invites(&house.server, &house.priya);
    let signed_in = house.asks("", "sign-in", &good("sign-in"));
    assert_eq!(fields(&signed_in), "user workspaces");
    assert_eq!(signed_in.cookies().len(), 1);
    let place = &signed_in.json::<Value>()["workspaces"][0];
    assert_eq!(
        (&place["name"], &place["right"]),
        (&json!("Partnership"), &json!("owner"))
    );
    let of_secret = |call: &str| {
        let mut body = good(call);
        body["secret"] = json!(secret);
        house.asks("", call, &body)
    };
    assert_eq!(
        fields(&of_secret("invitation")),
        "workspace invited_by label right"
    );
    let waiting = house.asks(priya, "invitations", &json!({}));
    assert_eq!(fields(&waiting), "[id label right expires_at]");
    let joined = of_secret("join");
    assert_eq!(fields(&joined), "user workspaces entered");
    assert_eq!(joined.cookies().len(), 1);
    let ida = joined.cookies()[0].split(';').next().unwrap().to_owned();
    for (call, expected) in [
        ("me", "user workspaces"),
        ("workspaces", "user workspaces entered"),
        ("sessions", "[id device opened_at seen_at here]"),
        ("invitations/invite", "secret"),
        ("invitations/withdraw", ""),
        ("calendar", "made_at named"),
        ("calendar/make", "secret"),
        ("calendar/end", ""),
    ] {
        let answer = house.asks(priya, call, &good(call));
        assert_eq!(fields(&answer), expected, "{call}");
        assert!(answer.cookies().is_empty(), "{call}");
    }
    let open: Value = house.asks(&ida, "sessions", &json!({})).json();
    let out = house.asks(&ida, "sign-out", &json!({}));
    assert_eq!((out.status, out.text().as_str()), (200, "{}"));
    assert!(out.cookies()[0].contains("Max-Age=0"), "{:?}", out.cookies());
    let ended = json!({ "id": open[0]["id"], "wipe": true });
    is_told(
        &house.asks(priya, "sessions/end", &ended),
        404,
        "not_found",
        "There is nothing at this address.",
        "a session of somebody else",
    );
    let theirs: Value = house.asks(priya, "sessions", &json!({})).json();
    let others = theirs.as_array().unwrap().iter().find(|one| one["here"] == false);
    let ended = json!({ "id": others.unwrap()["id"], "wipe": false });
    assert_eq!(fields(&house.asks(priya, "sessions/end", &ended)), "");
    let there = signed_in.cookies()[0].split(';').next().unwrap().to_owned();
    let locked = house.asks(&there, "me", &json!({}));
    let words =
        "This device was locked from another. Sign in again; what waits on it is kept and will be sent.";
    is_told(&locked, 401, "locked", words, "a device that was locked");
    assert_eq!(locked.json::<Value>()["person"], json!(house.priya.user));
}

#[test]
fn whoever_may_not_is_told_why() {
    let house = house();
    for call in CALLS.into_iter().skip(4) {
        let answer = house.asks("", call, &good(call));
        is_told(&answer, 401, "signed_out", SIGNED_OUT, call);
    }
    let tom = house.tom.cookie.as_str();
    for call in [
        "workspaces",
        "invitations",
        "invitations/invite",
        "invitations/withdraw",
    ] {
        let answer = house.asks(tom, call, &good(call));
        is_told(&answer, 403, "owner_only", OWNER_ONLY, call);
    }
    let with = |call: &str, name: &str, value: Value| {
        let mut body = good(call);
        body[name] = value;
        house.asks(&house.priya.cookie, call, &body)
    };
    let claimed = house.asks("", "claim", &good("claim"));
    let words = "This server has an owner: sign in instead.";
    is_told(&claimed, 409, "already_claimed", words, "claimed twice");
    let wrong = with("sign-in", "password", json!("five words will not do"));
    let words = "This e-mail address and password do not go together.";
    is_told(&wrong, 401, "wrong_password", words, "a wrong password");
    let other = with("sign-in", "expects", json!(house.tom.user));
    let words = "This board holds the work of somebody else. Sign in as that person, or use another browser or \
                 profile for your own. Nothing was changed.";
    is_told(&other, 409, "another_person", words, "another person");
    for call in ["invitation", "join"] {
        is_told(
            &house.asks("", call, &good(call)),
            404,
            "invitation_gone",
            GONE,
            call,
        );
    }
    let secret = json!(invites(&house.server, &house.priya));
    let mut body = good("join");
    (body["secret"], body["password"]) = (secret, json!("short"));
    let (status, code, _) = told(&house.asks("", "join", &body));
    assert_eq!((status, code.as_str()), (400, "bad_request"));
    for (call, field) in [("workspaces", "name"), ("invitations/invite", "label")] {
        let (status, code, words) = told(&with(call, field, json!("")));
        assert_eq!((status, code.as_str()), (400, "bad_request"), "{call}");
        assert!(words.ends_with('.') && words != UNREADABLE, "{call}: {words}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_in_our_words() {
    let house = house();
    let priya = house.priya.cookie.as_str();
    let asks_with_a_body = CALLS.into_iter().filter(|call| good(call) != json!({}));
    for call in asks_with_a_body {
        let with = |kind: &str, body: Vec<u8>| {
            // The address is the same, and what it goes with is not.
            let asked = request(&house.priya, call, &json!({}));
            house.sends(priya, asked.without_body().body(kind, body))
        };
        for (kind, body, status) in [
            ("application/json", "{", 400),
            ("application/json", "[]", 422),
            ("application/json", "{}", 422),
            ("text/plain", "{}", 415),
            ("application/x-www-form-urlencoded", "email=x&password=y", 415),
        ] {
            let answer = with(kind, body.into());
            is_told(
                &answer,
                status,
                "bad_request",
                UNREADABLE,
                &format!("{call}: {kind} {body}"),
            );
        }
        let large = json!({ "secret": "x".repeat(70_000), "id": "x".repeat(70_000) });
        let answer = with("application/json", serde_json::to_vec(&large).unwrap());
        let words = "This is more than the server takes at once. Nothing was changed.";
        is_told(&answer, 413, "too_large", words, call);
    }
}

#[test]
fn a_browser_that_wants_a_page_is_answered_like_any_other() {
    let house = house();
    for call in CALLS {
        let asked = request(&house.priya, call, &good(call));
        let plain = house.sends("", asked.clone());
        let asked = asked
            .header("accept", "text/html,application/xhtml+xml")
            .header("referer", format!("{}/sign-in", house.server.origin()));
        let page = house.sends("", asked);
        assert_eq!(page.status, plain.status, "{call}");
        assert_eq!(page.header("location"), None, "{call}");
        assert_eq!(
            page.header("content-type"),
            Some("application/json"),
            "{call}: {}",
            page.text()
        );
    }
}

#[test]
fn another_site_may_ask_for_nothing_that_changes_something() {
    let house = house();
    let words = "This request came from another site. Open Fulcrum at the address set as FULCRUM_PUBLIC_URL.";
    for call in CALLS {
        let asked = request(&house.priya, call, &good(call)).header("sec-fetch-site", "cross-site");
        let answer = house.sends(&house.priya.cookie, asked);
        is_told(&answer, 403, "foreign_origin", words, call);
    }
}

#[test]
fn whoever_asks_too_often_is_asked_to_wait() {
    for call in &CALLS[..4] {
        let server = Server::claimed();
        let device = server.device();
        let asked = request(&device, call, &good(call)).header("origin", server.origin());
        let slowed = (0..14)
            .map(|_| server.send(&asked))
            .find(|answer| answer.status == 429);
        let slowed = slowed.unwrap_or_else(|| panic!("{call} is never slowed"));
        let words = "Too many tries: wait a little, then try again.";
        is_told(&slowed, 429, "too_many", words, call);
        let seconds: u32 = slowed.header("retry-after").unwrap().parse().unwrap();
        assert!(seconds >= 1, "{call}");
    }
}
