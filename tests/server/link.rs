//! Share links: what opens, what does not, and that nobody can tell why.

use chrono::Days;
use fulcrum::domain::{Body, LinkId, Scope, leader, link};

use super::{
    device::{Link, fresh, now, shared},
    http::{Request, Response, SOON},
    process::Server,
    visitor::Visitor,
};

#[test]
fn opening_a_link_takes_its_secret_out_of_the_address() {
    let (server, _, _, link) = shared();
    let mut visitor = Visitor::of(&server, &link);
    let opened = visitor.opens();
    assert_eq!(
        (opened.status, opened.header("location")),
        (303, Some(link.path().as_str()))
    );
    assert_eq!(opened.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(opened.header("cache-control"), Some("no-store"));
    assert_eq!(opened.header("x-robots-tag"), Some("noindex, nofollow"));
    let [cookie] = opened.cookies()[..] else {
        panic!("one cookie")
    };
    for attribute in [
        &format!("; Path={};", link.path()),
        "; HttpOnly",
        "; SameSite=Lax",
    ] {
        assert!(cookie.contains(attribute), "{attribute} in {cookie}");
    }
    let page = visitor.page();
    assert_eq!(
        (page.status, page.header("referrer-policy")),
        (200, Some("same-origin")),
        "or forms would have no origin"
    );
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("x-robots-tag"), Some("noindex, nofollow"));
    let text = page.text();
    assert!(text.contains("Dana Whitfield") && text.contains("noindex"));
    assert!(
        !text.contains(&link.secret),
        "the page does not repeat the secret"
    );
}

#[test]
fn over_tls_the_cookie_has_its_prefix() {
    let server = Server::start_with(&[("FULCRUM_PUBLIC_URL", "https://fulcrum.example.org")]).claim();
    let mut device = server.device();
    let search = device.begins();
    let link = device.shares(search.leader, Scope::Respond);
    let mut visitor = Visitor::of(&server, &link);
    let opened = visitor.opens();
    let cookie = opened.cookies()[0];
    assert!(
        cookie.starts_with("__Secure-fulcrum-link=") && cookie.ends_with("; Secure"),
        "{cookie}"
    );
    assert_eq!(visitor.page().status, 200);
}

/// Status, headers (but for the date) and body, with the link's own address left out.
fn seen(response: Response, link: &Link) -> (u16, Vec<(String, String)>, String) {
    let text = response.text().replace(&link.id.to_string(), "LINK");
    let headers = response
        .headers
        .into_iter()
        .filter(|(name, _)| name != "date")
        .collect();
    (response.status, headers, text)
}

#[test]
fn links_that_do_not_open_cannot_be_told_apart() {
    let mut server = Server::claimed();
    let mut device = server.device();
    let search = device.begins();
    let other = device.adds("Erin Osei");
    let unknown = Link {
        id: LinkId(fresh()),
        secret: "x".repeat(43),
    };
    let mut wrong_secret = device.shares(search.leader, Scope::Respond);
    wrong_secret.secret = "x".repeat(43);
    let revoked = device.shares(search.leader, Scope::Respond);
    let today = now().date_naive();
    let expired = device.shares_with(search.leader, Scope::Respond, |link| {
        link.expires_on = Some(today)
    });
    let erased = device.shares(other, Scope::Respond);
    let all = [unknown, wrong_secret, revoked.clone(), expired, erased];
    // Everybody had opened theirs while that was possible.
    let cookies: Vec<_> = all
        .iter()
        .map(|link| {
            let mut visitor = Visitor::of(&server, link);
            visitor.opens();
            let cookie = visitor.cookie();
            if cookie.is_empty() {
                format!("fulcrum-link={}", link.secret)
            } else {
                cookie
            }
        })
        .collect();
    device.does(&Body::Link(link::Command::RevokeLink { link: revoked.id }));
    device.does(&Body::Leader(leader::Command::EraseLeader { leader: other }));
    server.stop();
    server.set_env("FULCRUM_TEST_CLOCK", "2026-11-20T00:00:01Z");
    server.restart();

    let mut answers = Vec::new();
    for (link, cookie) in all.iter().zip(&cookies) {
        let opened = seen(server.get(&link.whole()), link);
        let page = seen(server.send(&Request::get(link.path()).cookie(cookie)), link);
        let form = Request::post(format!("{}/reply", link.path()))
            .header("origin", server.origin())
            .cookie(cookie);
        let reply = seen(
            server.send(&form.form(&[("command", &fresh().to_string()), ("text", "Hello")])),
            link,
        );
        assert_eq!(opened.0, 404, "{}", opened.2);
        assert_eq!(opened, page, "the same whatever is asked");
        assert!(
            reply.0 == 404 && reply.2.contains("This was not sent"),
            "what was written is given back"
        );
        let stream = server.stream(&Request::get(format!("{}/events", link.path())).cookie(cookie));
        let bye = stream.expect("bye", SOON);
        stream.ends(SOON);
        let stream = (stream.head.status, seen(stream.head, link).1, bye.data);
        answers.push((opened, page, reply, stream));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:#?}");
    let nonsense = Link {
        secret: "y".into(),
        ..all[0].clone()
    };
    assert_eq!(seen(server.get("/p/not-an-id/secret"), &nonsense), answers[0].0);
    assert_eq!(
        seen(server.get(&all[0].path()), &nonsense),
        answers[0].0,
        "and without any cookie"
    );
}

#[test]
fn a_link_opens_to_the_end_of_its_last_day_in_the_workspaces_zone() {
    let mut server = Server::claimed();
    let mut device = server.device();
    let search = device.begins();
    let last = now().date_naive() + Days::new(7);
    let link = device.shares_with(search.leader, Scope::Respond, |link| link.expires_on = Some(last));
    for (clock, status) in [("2026-11-26T23:59:00Z", 200), ("2026-11-27T00:00:01Z", 404)] {
        server.stop();
        server.set_env("FULCRUM_TEST_CLOCK", clock);
        server.restart();
        let mut visitor = Visitor::of(&server, &link);
        visitor.opens();
        assert_eq!(visitor.page().status, status, "{clock}");
    }
}

#[test]
fn one_links_cookie_opens_no_other() {
    let server = Server::claimed();
    let mut device = server.device();
    let search = device.begins();
    let (read, respond) = (
        device.shares(search.leader, Scope::Read),
        device.shares(search.leader, Scope::Respond),
    );
    let cookie = Visitor::with(&server, &read).cookie();
    assert_eq!(
        server.send(&Request::get(respond.path()).cookie(&cookie)).status,
        404
    );
    let reply = Request::post(format!("{}/reply", respond.path()))
        .header("origin", server.origin())
        .cookie(&cookie);
    assert_eq!(
        server
            .send(&reply.form(&[("command", &fresh().to_string()), ("text", "Hello")]))
            .status,
        404
    );
    assert_eq!(server.me(&cookie).status, 401);
}

#[test]
fn a_passcode_is_asked_for_before_anything_shows_and_guessing_ends_soon() {
    let server = Server::claimed();
    let mut device = server.device();
    let search = device.begins();
    device.logs(search.role, |draft| draft.quantity = 12);
    let link = device.shares_with(search.leader, Scope::Respond, |link| {
        link.passcode = String::from("493 021").try_into().ok();
    });
    let opened = server.get(&link.whole());
    let secret = opened.cookies()[0].split(';').next().unwrap().to_owned();
    let get = |cookie: &str, path: String| server.send(&Request::get(path).cookie(cookie));
    let asked = get(&secret, link.path());
    assert!(asked.text().contains("asks for a passcode"));
    assert!(!asked.text().contains("Dana"));
    server
        .stream(&Request::get(format!("{}/events", link.path())).cookie(&secret))
        .find(SOON, |event| (event.data == "gone").then_some(()));

    let give = |passcode: &str, cookie: &str| {
        let request = Request::post(format!("{}/passcode", link.path())).header("origin", server.origin());
        server.send(&request.cookie(cookie).form(&[("passcode", passcode)]))
    };
    assert_eq!(give("493022", &secret).status, 403);
    let right = give("493021", &secret);
    assert_eq!(right.status, 303, "{}", right.text());
    let passed = right.cookies()[0].split(';').next().unwrap().to_owned();
    assert!(
        get(&format!("{secret}; {passed}"), link.path())
            .text()
            .contains("Dana")
    );
    // The proof alone, or a made-up one, opens nothing.
    assert_eq!(get(&passed, link.path()).status, 404);
    let made_up = format!("{secret}; fulcrum-passed={}", "0".repeat(64));
    assert!(get(&made_up, link.path()).text().contains("asks for a passcode"));

    // What cannot be a passcode is no try.
    for slip in ["", "  ", "49302", "4930211", "letter"] {
        assert_eq!(give(slip, &secret).status, 422, "{slip}");
    }
    for _ in 0..5 {
        assert_eq!(give("000000", &secret).status, 403);
    }
    let late = give("493021", &secret);
    assert_eq!(late.status, 429, "{}", late.text());
    assert!(late.text().contains("quarter of an hour"));
    assert!(!server.log().contains("493021"));
}

#[test]
fn who_sends_too_much_at_once_is_told_so_in_a_page_and_whom_to_call() {
    let (server, _, _, link) = shared();
    let sends_till_late = |visitor: &Visitor| {
        let form = visitor.form(&[("command", "none"), ("text", "Hello")]);
        let mut answers = (0..200).map(|_| server.send(&form));
        answers
            .find(|answer| answer.status == 429)
            .expect("there is a limit")
    };
    let late = sends_till_late(&Visitor::with(&server, &link));
    let page = late.text();
    assert!(
        page.contains("That was quick") && page.contains("what you wrote is still there"),
        "{page}"
    );
    assert!(page.contains("Call Priya Raman on +44 20 7946 0000"), "{page}");
    assert!(
        late.header("content-type")
            .is_some_and(|kind| kind.starts_with("text/html"))
    );
    assert_eq!(late.header("cache-control"), Some("no-store"));
    let wait = late.header("retry-after").expect("it says when to ask again");
    assert!(wait.parse::<u32>().unwrap() >= 1, "{wait}");

    let stranger = sends_till_late(&Visitor::of(&server, &link)).text();
    assert!(stranger.contains("That was quick"), "{stranger}");
    assert!(
        !stranger.contains("Priya"),
        "to whom the link does not open, nobody is named"
    );
}
