//! The leader's page: what each scope sees, what never appears, and what a leader may answer.

use fulcrum::{
    domain::{Body, LeaderDetails, RoleId, Row, Rows, Scope, leader, link, member, role, workspace},
    portal::FormState,
};
use serde_json::Value;

use super::{
    device::{Link, details, fresh, shared},
    http::{Request, Response},
    process::Server,
    visitor::{Visitor, command},
};

fn replies(rows: &Rows) -> Vec<String> {
    let reply = |row: &Row| match row {
        Row::Reply(reply) => Some(reply.text.clone()),
        _ => None,
    };
    rows.values().filter_map(|stored| reply(&stored.row)).collect()
}

#[test]
fn the_page_shows_what_was_done_and_nothing_private() {
    let server = Server::claimed();
    let mut device = server.device();
    let search = device.begins();
    device.logs(search.role, |draft| {
        (draft.quantity, draft.replies, draft.result) = (12, 3, "Pay is the brake".into())
    });
    device.logs(search.role, |draft| {
        (draft.shared, draft.result) = (false, "Dana is hard to reach".into())
    });
    device.tells(search.leader, "Three strong people in play");
    let links =
        [Scope::Respond, Scope::Read, Scope::TeamSafe].map(|scope| device.shares(search.leader, scope));
    // What its script may have to say stands in templates behind it.
    let pages = links.map(|link| {
        let page = Visitor::with(&server, &link).page().text();
        page.split("<template").next().unwrap().to_owned()
    });
    let shows = |text: &str| pages.each_ref().map(|page| page.contains(text));
    assert_eq!(shows("people approached"), [true; 3]);
    assert_eq!(shows("Dana Whitfield"), [true, false, false]);
    assert_eq!(shows("Three strong people in play"), [true, false, false]);
    assert_eq!(shows("Pay is the brake"), [true, false, false]);
    assert_eq!(shows("<form "), [true, false, false]);
    assert_eq!(shows("hard to reach"), [false; 3]);
    assert_eq!(shows("minutes"), [false; 3]);
    assert_eq!(shows(&device.user.to_string()), [false; 3]);
}

/// Markup, attributes, the end of a script, and what looks like a template.
const NASTY: &str =
    "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{7*7}} &amp; \u{202e}مديرة 👩🏽‍💻";

#[test]
fn markup_stays_text_in_every_field() {
    let server = Server::claimed();
    let mut device = server.device();
    let user = device.user;
    device.does(&Body::Workspace(workspace::Command::PutWorkspace(
        fulcrum::domain::Workspace {
            name: format!("W {NASTY}"),
            zone: "UTC".into(),
        },
    )));
    device.does(&Body::Member(member::Command::PutMember(
        fulcrum::domain::Member {
            user,
            name: format!("M {NASTY}"),
            phone: Some(format!("P {NASTY}")),
            right: fulcrum::domain::Right::Owner,
            left: None,
        },
    )));
    let search = device.begins();
    let named = LeaderDetails {
        name: format!("L {NASTY}"),
        team: NASTY.into(),
        ..LeaderDetails::default()
    };
    device.does(&Body::Leader(leader::Command::EditLeader {
        leader: search.leader,
        details: named,
        base: None,
    }));
    device.does(&Body::Role(role::Command::EditRole {
        role: search.role,
        details: details(&format!("R {NASTY}")),
        base: None,
    }));
    let second = RoleId(fresh());
    device.does(&Body::Role(role::Command::add(
        second,
        search.leader,
        details(&format!("S {NASTY}")),
    )));
    device.logs(search.role, |draft| {
        (draft.roles, draft.result) = (vec![search.role, second], format!("E {NASTY}"));
    });
    let update = device.tells(search.leader, &format!("U {NASTY}"));
    let link = device.shares_with(search.leader, Scope::Respond, |link| link.label = NASTY.into());
    let mut visitor = Visitor::with(&server, &link);
    for update in [Some(update), None] {
        let command = command(&visitor.page().text(), update);
        let update = update.map(|update| update.to_string());
        let update = update.iter().map(|update| ("about", update.as_str()));
        let more: Vec<_> = update.chain([("i_am", "yes")]).collect();
        assert_eq!(
            visitor.replies(&command, &format!("Y {NASTY}"), &more).status,
            303
        );
    }

    let returned = Visitor::with(&server, &link).replies(&fresh().to_string(), &format!("Z {NASTY}"), &[]);
    let kept = returned
        .text()
        .split_once("…\">Z ")
        .map(|(_, rest)| rest.to_owned());
    assert!(
        kept.is_some_and(|kept| kept.starts_with("&lt;/script>&lt;script>alert(1)")),
        "a form keeps it as text"
    );
    let shown = NASTY
        .replace('\u{202e}', "")
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    for page in [visitor.page(), returned] {
        let text = page.text();
        assert!(!text.contains("<script>") && !text.contains("<img"), "{text}");
        assert_eq!(text.matches("<script").count(), 1, "the page's own");
        for field in ["L", "E"] {
            assert!(
                text.contains(&format!("{field} {shown}")),
                "nothing is lost of it but what turns the writing round: {text}"
            );
        }
        let body = text.split_once("<body>").unwrap().1;
        for field in ["W", "M", "P", "L", "R", "S", "E", "U", "Y"] {
            assert!(
                body.contains(&format!("{field} &lt;/script&gt;&lt;script&gt;alert(1)")),
                "{field} in {body}"
            );
        }
    }
    for path in [
        "/",
        "/roles/%3Cscript%3E",
        "/p/%3Cscript%3E/%22",
        "/api/v1/%3Cscript%3E",
    ] {
        assert!(!server.get(path).text().contains("<script>"), "{path}");
    }
}

#[test]
fn a_first_reply_asks_who_it_is_and_keeps_the_text() {
    let server = Server::claimed();
    let mut device = server.device();
    let search = device.begins();
    let update = device.tells(search.leader, "Three strong people in play");
    let link = device.shares(search.leader, Scope::Respond);
    let mut visitor = Visitor::with(&server, &link);
    let page = visitor.page().text();
    let first = command(&page, Some(update));
    assert_ne!(first, command(&page, None), "each form has an id of its own");

    let asked = visitor.replies(&first, "Tuesday suits me", &[("about", &update.to_string())]);
    assert_eq!(asked.status, 200);
    let text = asked.text();
    assert!(
        text.contains("Are you Dana Whitfield?") && text.contains("Tuesday suits me"),
        "{text}"
    );
    assert!(replies(&device.rows()).is_empty());

    let not_me = visitor.replies(&first, "Tuesday suits me", &[("i_am", "no")]);
    let not_me = not_me.text();
    assert!(not_me.contains("nothing was sent") && replies(&device.rows()).is_empty());
    // The sheet in the head knows of it either way.
    let is_for_reading = |page: &str| {
        page.split_once("</head>")
            .is_some_and(|(_, body)| body.contains("data-reads"))
    };
    assert!(
        is_for_reading(&not_me) && !is_for_reading(&text),
        "it is for reading from now on"
    );

    let again = command(&text, Some(update));
    assert_eq!(again, first, "sent again by whoever goes back, it is the same");
    let sent = visitor.replies(
        &again,
        "Tuesday suits me",
        &[("about", &update.to_string()), ("i_am", "yes")],
    );
    let place = format!("{}?sent={again}#reply-{update}", link.path());
    assert_eq!(
        (sent.status, sent.header("location")),
        (303, Some(place.as_str()))
    );
    let me = sent
        .cookies()
        .into_iter()
        .find(|cookie| cookie.starts_with("fulcrum-me=1;"))
        .expect("it remembers");
    assert!(
        me.contains("HttpOnly") && me.contains(&format!("Path={};", link.path())),
        "{me}"
    );
    assert_eq!(replies(&device.rows()), ["Tuesday suits me"]);
    assert!(visitor.shown().replies()[0].ends_with("Tuesday suits me"));

    let next = command(&visitor.page().text(), None);
    assert_eq!(
        visitor.replies(&next, "And thank you", &[]).status,
        303,
        "it is asked once"
    );
    assert!(
        visitor.shown().replies()[1].ends_with("And thank you"),
        "below the updates"
    );
}

#[test]
fn a_form_sent_twice_is_one_reply() {
    let (server, mut device, _, link) = shared();
    let mut visitor = Visitor::with(&server, &link);
    let command = command(&visitor.page().text(), None);
    for text in ["Yes please", "Yes please", " Yes please\r\n"] {
        assert_eq!(visitor.replies(&command, text, &[("i_am", "yes")]).status, 303);
    }
    let changed = visitor.replies(&command, "Rather not", &[("i_am", "yes")]);
    assert_eq!(changed.status, 409, "what was not written is not called sent");
    assert!(changed.text().contains("…\">Rather not</textarea>"));
    assert_eq!(replies(&device.rows()), ["Yes please"]);
    // And at the same moment, from many.
    let command = fresh().to_string();
    let form = visitor.form(&[("command", &command), ("text", "All at once"), ("i_am", "yes")]);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(server.send(&form).status, 303));
        }
    });
    let mut all = replies(&device.rows());
    all.sort();
    assert_eq!(all, ["All at once", "Yes please"]);
}

#[test]
fn a_refused_reply_comes_back_with_its_text_and_the_reason() {
    let (server, mut device, _, link) = shared();
    let mut visitor = Visitor::with(&server, &link);
    let long = "much to say ".repeat(400);
    let refused = visitor.replies(&fresh().to_string(), &long, &[("i_am", "yes")]);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("at most 4,000 fit") && refused.text().contains(long.trim()));
    assert!(
        refused
            .cookies()
            .iter()
            .any(|cookie| cookie.starts_with("fulcrum-me")),
        "who has said who they are is not asked again"
    );
    let empty = visitor.replies(&fresh().to_string(), "  ", &[]);
    assert!(empty.status == 422 && empty.text().contains("Write something first"));
    for fields in [
        vec![("text", "Hello")],
        vec![("command", "7"), ("text", "Hello")],
        vec![
            ("command", "0190c0de-0000-7000-8000-000000000001"),
            ("command", "0190c0de-0000-7000-8000-000000000002"),
            ("text", "Hello"),
            ("i_am", "yes"),
        ],
        vec![
            ("command", "0190c0de-0000-7000-8000-000000000001"),
            ("about", "7"),
            ("text", "Hello"),
            ("i_am", "yes"),
        ],
    ] {
        let answer = server.send(&visitor.form(&fields));
        assert!(
            (400..500).contains(&answer.status),
            "{fields:?}: {}",
            answer.status
        );
        let kept = answer.text().contains(">Hello</textarea>");
        assert!(kept, "{fields:?}: {}", answer.text());
    }
    assert!(replies(&device.rows()).is_empty());
}

#[test]
fn that_something_was_sent_is_said_where_it_was_written_and_of_nothing_else() {
    let (server, mut device, search, link) = shared();
    let other = device.shares(search.leader, Scope::Respond);
    let mut visitor = Visitor::with(&server, &link);
    let id = command(&visitor.page().text(), None);
    visitor.replies(&id, "Tuesday suits me", &[("i_am", "yes")]);
    let says = |link: &Link, sent: &str| {
        let visitor = Visitor::with(&server, link);
        let page = Request::get(format!("{}?{sent}", link.path())).cookie(&visitor.cookie());
        let page = server.send(&page);
        assert_eq!(page.status, 200, "{sent}");
        // It stands in a template, too.
        page.text().matches("class=\"tag good\">Sent<").count() == 2
    };
    assert!(says(&link, &format!("sent={id}")));
    assert!(
        !says(&other, &format!("sent={id}")),
        "it came through another link"
    );
    let says_whose = |link: &Link| {
        Visitor::with(&server, link)
            .page()
            .text()
            .contains(">Through another link, ")
    };
    assert!(
        !says_whose(&link) && says_whose(&other),
        "it may have been somebody else"
    );
    for made_up in [
        "sent=Tuesday",
        "sent=",
        "sent=1&sent=2",
        &format!("sent={}", fresh()),
    ] {
        assert!(!says(&link, made_up), "{made_up}");
    }
}

#[test]
fn what_does_not_arrive_as_a_form_is_answered_with_a_page() {
    let (server, mut device, search, link) = shared();
    let locked = device.shares_with(search.leader, Scope::Respond, |link| {
        link.passcode = String::from("493 021").try_into().ok();
    });
    let visitor = Visitor::with(&server, &link);
    let stranger = Visitor::of(&server, &link);
    let large = "x".repeat(70_000);
    let forms = |visitor: &Visitor, to: &str| {
        [
            visitor.post(to, &[]).without_body().body("text/plain", "Hello"),
            visitor.post(to, &[]).without_body(),
            visitor.post(to, &[("text", &large)]),
        ]
    };
    for (form, status) in forms(&visitor, "reply").iter().zip([415, 415, 413]) {
        let page = server.send(form);
        assert_eq!(page.status, status);
        let words = page.text();
        assert!(
            words.contains("<h1>It was not sent</h1>") && words.contains("is still there"),
            "{words}"
        );
        let told = server.send(&form.clone().header("accept", "application/json"));
        let told: Value = told.json();
        let why = told["state"]["refused"].as_str().unwrap_or_default();
        assert!(why.starts_with("It was not sent."), "{told}");
    }
    for form in forms(&stranger, "reply") {
        assert_eq!(
            server.send(&form).status,
            404,
            "whom the link does not open learns nothing"
        );
    }
    let asked = Visitor::with(&server, &locked);
    for form in forms(&asked, "passcode") {
        let page = server.send(&form);
        assert_eq!(page.status, 422);
        assert!(
            page.text().contains("A passcode has six digits"),
            "{}",
            page.text()
        );
    }
}

#[test]
fn a_tab_names_the_role_and_the_leader_where_the_page_does() {
    let (server, mut device, search, link) = shared();
    let title = |page: Response| {
        let text = page.text();
        let (_, rest) = text.split_once("<title>").unwrap();
        rest.split("</title>").next().unwrap().to_owned()
    };
    let named = title(Visitor::with(&server, &link).page());
    assert!(named.ends_with(" · for Dana Whitfield"), "{named}");
    let team = device.shares(search.leader, Scope::TeamSafe);
    assert_eq!(title(Visitor::with(&server, &team).page()), "Fulcrum");
    assert_eq!(title(server.get(&link.path())), "Fulcrum", "nothing opens");

    let locked = device.shares_with(search.leader, Scope::Respond, |link| {
        link.passcode = String::from("493 021").try_into().ok();
    });
    let mut asked = Visitor::with(&server, &locked);
    assert_eq!(title(asked.page()), "Fulcrum");
    asked.keep(&server.send(&asked.post("passcode", &[("passcode", "493021")])));
    assert_eq!(
        title(asked.page()),
        "For Dana Whitfield",
        "no role in a browser's history"
    );
}

#[test]
fn what_is_sent_to_a_link_that_was_revoked_meanwhile_is_given_back() {
    let (server, mut device, _, link) = shared();
    let mut visitor = Visitor::with(&server, &link);
    device.does(&Body::Link(link::Command::RevokeLink { link: link.id }));
    let answer = visitor.replies(
        &fresh().to_string(),
        "Reports <b>arrive</b> late",
        &[("i_am", "yes")],
    );
    assert_eq!(answer.status, 404);
    let text = answer.text();
    assert!(
        text.contains("This was not sent") && text.contains("Reports &lt;b&gt;arrive"),
        "{text}"
    );
    assert!(!visitor.page().text().contains("Reports"), "and to nobody later");
}

#[test]
fn pages_with_script_get_their_answer_as_data() {
    let (server, mut device, _, link) = shared();
    let visitor = Visitor::with(&server, &link);
    let ask = |fields: &[(&str, &str)]| {
        let response = server.send(&visitor.form(fields).header("accept", "application/json"));
        let body: Value = response.json();
        (
            response.status,
            serde_json::from_value::<FormState>(body["state"].clone()).unwrap(),
        )
    };
    let id = fresh().to_string();
    assert_eq!(ask(&[("command", &id), ("text", "Hello")]), (200, FormState::Who));
    assert_eq!(
        ask(&[("command", &id), ("text", "Hello"), ("i_am", "no")]),
        (200, FormState::NotYou)
    );
    assert_eq!(
        ask(&[("command", &id), ("text", "Hello"), ("i_am", "yes")]),
        (200, FormState::Sent)
    );
    assert_eq!(
        ask(&[("command", &id), ("text", "Hello"), ("i_am", "yes")]),
        (200, FormState::Sent)
    );
    assert!(matches!(
        ask(&[("command", "x"), ("text", "Hello")]),
        (400, FormState::Refused(_))
    ));
    assert_eq!(replies(&device.rows()), ["Hello"]);
}

#[test]
fn a_boss_and_a_team_cannot_reply_whatever_they_send() {
    let server = Server::claimed();
    let mut device = server.device();
    let search = device.begins();
    for scope in [Scope::Read, Scope::TeamSafe] {
        let link = device.shares(search.leader, scope);
        let mut visitor = Visitor::with(&server, &link);
        let refused = visitor.replies(&fresh().to_string(), "Hello", &[("i_am", "yes")]);
        assert_eq!(refused.status, 422, "{scope:?}");
        assert!(refused.cookies().is_empty());
    }
    assert!(replies(&device.rows()).is_empty());
}

#[test]
fn replies_are_limited_to_what_a_person_can_type() {
    let (server, _, _, link) = shared();
    let visitor = Visitor::with(&server, &link);
    let form = || {
        visitor.form(&[
            ("command", &fresh().to_string()),
            ("text", "Hello"),
            ("i_am", "yes"),
        ])
    };
    let sent = (0..30).filter(|_| server.send(&form()).status == 303).count();
    assert!((20..26).contains(&sent), "{sent}");
    assert_eq!(
        server
            .send(&Request::get(link.path()).cookie(&visitor.cookie()))
            .status,
        200,
        "reading goes on"
    );
}

#[test]
fn a_page_travels_packed_runs_its_own_script_only_and_is_kept_but_behind_a_passcode() {
    let (server, mut device, search, link) = shared();
    let locked = device.shares_with(search.leader, Scope::Respond, |link| {
        link.passcode = String::from("493 021").try_into().ok();
    });
    let open = Visitor::with(&server, &link);
    let packed = server.send(
        &Request::get(link.path())
            .cookie(&open.cookie())
            .header("accept-encoding", "br"),
    );
    assert_eq!(packed.header("content-encoding"), Some("br"));
    let page = open.page();
    let policy = page.header("content-security-policy").unwrap();
    for part in [
        "script-src 'self';",
        "require-trusted-types-for 'script'",
        "trusted-types portal",
    ] {
        assert!(policy.contains(part), "{part} in {policy}");
    }
    assert!(
        !policy.contains("wasm") && !page.text().contains(".wasm"),
        "{policy}"
    );
    assert_eq!(page.header("fulcrum-keep"), Some("yes"));

    let mut asked = Visitor::with(&server, &locked);
    assert_eq!(asked.page().header("fulcrum-keep"), None);
    let passed = server.send(&asked.post("passcode", &[("passcode", "493021")]));
    asked.keep(&passed);
    let page = asked.page();
    assert!(page.text().contains("data-stamp"), "it is open now");
    assert_eq!(page.header("fulcrum-keep"), None);
}
