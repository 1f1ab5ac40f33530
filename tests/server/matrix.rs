//! Every route, asked by everybody: who gets what, and that nobody reads what is not theirs.

use fulcrum::domain::{Audience, Body, LeaderDetails, LeaderId, LinkId, RoleId, Scope, leader, link, role};
use serde_json::{Value, json};

use super::{
    device::{Device, Link, details, fresh, now},
    http::{Request, Response, SOON},
    process::{Owner, Server},
    team::{invites, joins, team},
    visitor::Visitor,
};

/// Stands in everything about the confidential role.
const HIDDEN: &str = "XHIDDENX";
/// Stands in words that only a link which may reply shows.
const WORDS: &str = "XWORDSX";
/// In what is never shared.
const PRIVATE: &str = "XPRIVATEX";

fn person(server: &Server, host: &Device, email: &str) -> Device {
    let joined = joins(server, &invites(server, host), email, "another four words");
    assert_eq!(joined.status, 200, "{}", joined.text());
    Device::new(server, &Owner::of(&joined))
}

/// Priya owns the workspace and its confidential role; Tom recruits, Ola did; Eve is in another workspace.
struct House {
    server: Server,
    priya: Device,
    tom: Device,
    ola: Device,
    eve: Device,
    leader: LeaderId,
    hidden: RoleId,
}

fn house() -> House {
    // Through a proxy, so that each visitor has an address, and limits, of their own.
    let server = Server::start_with(&[("FULCRUM_TRUSTED_PROXY", "127.0.0.1")]).claim();
    let (mut priya, tom) = team(&server);
    let ola = person(&server, &priya, "ola@example.org");
    let ask = json!({ "request": fresh(), "name": "Harbour Foods", "zone": "UTC" });
    let request = Request::post("/api/v1/workspaces").header("origin", server.origin());
    let opened = server.send(&request.cookie(&priya.cookie).json(&ask));
    let mut elsewhere = server.device();
    elsewhere.ws = serde_json::from_value(opened.json::<Value>()["entered"].clone()).unwrap();
    let eve = person(&server, &elsewhere, "eve@example.org");

    let search = priya.begins();
    priya.logs(search.role, |draft| draft.result = WORDS.into());
    priya.logs(search.role, |draft| {
        (draft.shared, draft.result) = (false, PRIVATE.into())
    });
    let hidden = RoleId(fresh());
    priya.does(&Body::Role(role::Command::AddRole {
        role: hidden,
        leader: search.leader,
        details: details(&format!("Chief {HIDDEN}")),
        audience: Audience::People([priya.user].into()),
        code_name: Some(format!("Harbour {HIDDEN}")),
    }));
    priya.logs(hidden, |draft| draft.result = format!("about {HIDDEN}"));
    priya.lets_go(ola.user);
    House {
        leader: search.leader,
        server,
        priya,
        tom,
        ola,
        eve,
        hidden,
    }
}

#[test]
fn every_route_of_the_board_answers_each_person_as_it_should() {
    let house = house();
    let (server, ws) = (&house.server, house.priya.ws);
    let get = |path: &str| Request::get(path);
    let post = |path: &str, body: Value| Request::post(path).header("origin", server.origin()).json(&body);
    let of = |route: &str| format!("/api/v1/w/{ws}/{route}");
    let invite = json!({ "ws": ws, "label": "Ida", "right": "recruiter" });
    // Anonymous, of another workspace, let go, recruiter, owner.
    type Asks<'a> = Box<dyn Fn(&Device) -> Request + 'a>;
    let routes: Vec<(&str, Asks, [u16; 5])> = vec![
        (
            "me",
            Box::new(|_| post("/api/v1/me", json!({}))),
            [401, 200, 403, 200, 200],
        ),
        (
            "sessions",
            Box::new(|_| post("/api/v1/sessions", json!({}))),
            [401, 200, 403, 200, 200],
        ),
        (
            "end a session that is none of theirs",
            Box::new(|_| {
                post(
                    "/api/v1/sessions/end",
                    json!({ "id": "0123456789abcdef", "wipe": true }),
                )
            }),
            [401, 404, 403, 404, 404],
        ),
        (
            "open a workspace",
            Box::new(|_| {
                post(
                    "/api/v1/workspaces",
                    json!({ "request": fresh(), "name": "Third", "zone": "UTC" }),
                )
            }),
            [401, 403, 403, 403, 200],
        ),
        (
            "invitations",
            Box::new(|_| post("/api/v1/invitations", json!({ "ws": ws }))),
            [401, 404, 403, 403, 200],
        ),
        (
            "invite",
            Box::new(|_| post("/api/v1/invitations/invite", invite.clone())),
            [401, 404, 403, 403, 200],
        ),
        (
            "withdraw",
            Box::new(|_| post("/api/v1/invitations/withdraw", json!({ "ws": ws, "id": "none" }))),
            [401, 404, 403, 403, 200],
        ),
        (
            "calendar",
            Box::new(|_| post("/api/v1/calendar", json!({ "ws": ws }))),
            [401, 404, 403, 200, 200],
        ),
        (
            "make a calendar's address",
            Box::new(|_| post("/api/v1/calendar/make", json!({ "ws": ws, "named": true }))),
            [401, 404, 403, 200, 200],
        ),
        (
            "end a calendar's address",
            Box::new(|_| post("/api/v1/calendar/end", json!({ "ws": ws }))),
            [401, 404, 403, 200, 200],
        ),
        (
            "pull",
            Box::new(|device| {
                get(&format!(
                    "{}?proto={}&words={}&person={}",
                    of("pull"),
                    fulcrum::sync::wire::PROTO,
                    fulcrum::domain::Vocabulary::of_this_build(),
                    device.user
                ))
            }),
            [401, 404, 403, 200, 200],
        ),
        (
            "push",
            Box::new(|device| post(&of("push"), serde_json::to_value(device.of(&[])).unwrap())),
            [401, 404, 403, 200, 200],
        ),
        (
            "an address that is none",
            Box::new(|_| get(&of("nothing"))),
            [404; 5],
        ),
    ];
    let nobody = "";
    let people = [
        (nobody, &house.tom),
        (house.eve.cookie.as_str(), &house.eve),
        (house.ola.cookie.as_str(), &house.ola),
        (house.tom.cookie.as_str(), &house.tom),
        (house.priya.cookie.as_str(), &house.priya),
    ];
    for (route, request, expected) in &routes {
        for ((cookie, device), status) in people.iter().zip(expected) {
            let response = server.send(&request(device).cookie(cookie));
            let is_hers = *cookie == house.priya.cookie;
            let text = response.text();
            assert_eq!(response.status, *status, "{route} by '{cookie}': {text}");
            assert!(is_hers || !text.contains(HIDDEN), "{route} by '{cookie}': {text}");
            assert!(
                response.status < 400 || text.contains("\"error\""),
                "{route}: {text}"
            );
        }
    }
    // What changes something comes from our own pages only, whoever asks.
    for (route, request, _) in &routes {
        let foreign = request(&house.priya).header("sec-fetch-site", "cross-site");
        let response = server.send(&foreign.cookie(&house.priya.cookie));
        assert!(
            !response.text().contains("epoch") || route.starts_with("pull"),
            "{route}"
        );
    }
}

#[test]
fn ids_of_another_workspace_are_nobodys_here() {
    let mut house = house();
    let link = house.priya.shares(house.leader, Scope::Respond);
    let theirs = house.eve.adds("Marcus Obi");
    // The same id once more: refused, and the page stays hers.
    let forged = Body::Link(link::Command::ShareLink(link.to(theirs, Scope::Respond)));
    let forged = house.eve.sent(&forged);
    let outcome = house.eve.outcome(&forged);
    assert!(format!("{outcome:?}").contains("Exists"), "{outcome:?}");
    let page = Visitor::with(&house.server, &link).page().text();
    assert!(page.contains("Dana Whitfield") && !page.contains("Marcus"));
    // What is here is not there, by any id.
    for body in [
        Body::Leader(leader::Command::EraseLeader { leader: house.leader }),
        Body::Link(link::Command::RevokeLink { link: link.id }),
        Body::Role(role::Command::ResumeRole { role: house.hidden }),
        Body::Leader(leader::Command::EditLeader {
            leader: house.leader,
            details: LeaderDetails::named("Taken over"),
            base: None,
        }),
    ] {
        let outcome = house.eve.tries(&body);
        assert!(
            format!("{outcome:?}").contains("Refused"),
            "{body:?}: {outcome:?}"
        );
    }
    // Nor does Tom reach what is kept from him.
    for body in [
        Body::Role(role::Command::ResumeRole { role: house.hidden }),
        Body::Role(role::Command::HandOver {
            role: house.hidden,
            to: house.tom.user,
        }),
    ] {
        let outcome = format!("{:?}", house.tom.tries(&body));
        assert!(
            outcome.contains("Unknown") && !outcome.contains(HIDDEN),
            "{outcome}"
        );
    }
}

#[test]
fn every_route_of_the_portal_shows_each_link_what_it_is_for() {
    let mut house = house();
    let leader = house.leader;
    let today = now().date_naive();
    let hidden = house.hidden;
    let lock = |link: &mut fulcrum::domain::NewLink| link.passcode = String::from("493 021").try_into().ok();
    let mut shares =
        |scope, edit: &dyn Fn(&mut fulcrum::domain::NewLink)| house.priya.shares_with(leader, scope, edit);
    let respond = shares(Scope::Respond, &|_| {});
    let read = shares(Scope::Read, &|_| {});
    let team_safe = shares(Scope::TeamSafe, &|_| {});
    let locked = shares(Scope::Respond, &lock);
    let opens = shares(Scope::Respond, &|link| {
        lock(link);
        link.opens.insert(hidden);
    });
    let toms = house.tom.shares_with(leader, Scope::Respond, lock);
    let revoked = shares(Scope::Respond, &|_| {});
    let expired = shares(Scope::Respond, &|link| link.expires_on = Some(today));
    let kept = |link: &Link| Visitor::with(&house.server, link).cookies().clone();
    let (was_revoked, was_open) = (kept(&revoked), kept(&expired));
    house
        .priya
        .does(&Body::Link(link::Command::RevokeLink { link: revoked.id }));
    house.server.set_env("FULCRUM_TEST_CLOCK", "2026-11-20T12:00:00Z");
    house.server.stop();
    house.server.restart();
    let server = &house.server;
    let unlocks = |link: &Link| {
        let mut visitor = Visitor::with(server, link);
        let answer = server.send(&visitor.post("passcode", &[("passcode", "493021")]));
        assert_eq!(answer.status, 303, "{}", answer.text());
        visitor.keep(&answer);
        visitor
    };
    // Page, stream's first word, reply, passcode; names, words, the confidential role.
    type Sees = (u16, &'static str, u16, u16, [bool; 3]);
    let rows: Vec<(&str, Visitor, Sees)> = vec![
        (
            "may reply",
            Visitor::with(server, &respond),
            (200, "view", 303, 303, [true, true, false]),
        ),
        (
            "a boss",
            Visitor::with(server, &read),
            (200, "view", 422, 303, [false, false, false]),
        ),
        (
            "the team",
            Visitor::with(server, &team_safe),
            (200, "view", 422, 303, [false, false, false]),
        ),
        (
            "locked",
            Visitor::with(server, &locked),
            (200, "bye", 404, 403, [false, false, false]),
        ),
        (
            "unlocked",
            unlocks(&locked),
            (200, "view", 303, 303, [true, true, false]),
        ),
        (
            "unlocked, made for it",
            unlocks(&opens),
            (200, "view", 303, 303, [true, true, true]),
        ),
        (
            "unlocked, of who is not named",
            unlocks(&toms),
            (200, "view", 303, 303, [true, true, false]),
        ),
        (
            "revoked",
            Visitor::again(server, &revoked, &was_revoked),
            (404, "bye", 404, 404, [false, false, false]),
        ),
        (
            "expired",
            Visitor::again(server, &expired, &was_open),
            (404, "bye", 404, 404, [false, false, false]),
        ),
        (
            "no cookie",
            Visitor::of(server, &respond),
            (404, "bye", 404, 404, [false, false, false]),
        ),
    ];
    for (n, (who, visitor, (page, stream, reply, passcode, sees))) in rows.into_iter().enumerate() {
        let from = |request: Request| request.header("x-forwarded-for", format!("10.0.0.{n}"));
        let shown = visitor.page();
        assert_eq!(shown.status, page, "{who}: {}", shown.text());
        let event = visitor.stream(None).find(SOON, |event| Some(event.clone()));
        assert_eq!(event.name, stream, "{who}");
        let news = visitor.news("");
        assert_eq!(news.status, if stream == "view" { 200 } else { 404 }, "{who}");
        for text in [shown.text(), event.data, news.text()] {
            for (canary, may) in ["Dana Whitfield", WORDS, HIDDEN].iter().zip(sees) {
                assert!(may || !text.contains(canary), "{who} reads {canary}");
            }
            assert!(!text.contains(PRIVATE), "{who} reads what was never shared");
        }
        for (canary, may) in ["Dana Whitfield", WORDS, HIDDEN].iter().zip(sees) {
            assert_eq!(shown.text().contains(canary), may, "{who}: {canary}");
        }
        let tried = server.send(&from(visitor.post("passcode", &[("passcode", "000000")])));
        assert_eq!(tried.status, passcode, "{who}: {}", tried.text());
        let command = fresh().to_string();
        let fields = [
            ("command", command.as_str()),
            ("text", "Thank you"),
            ("i_am", "yes"),
        ];
        let answered = server.send(&from(visitor.post("reply", &fields)));
        assert_eq!(answered.status, reply, "{who}: {}", answered.text());
    }
    for path in ["/p/x", "/p/x/y", &format!("/p/{}", LinkId(fresh()))] {
        let gone: Response = server.get(path);
        assert_eq!((gone.status, gone.cookies().len()), (404, 0), "{path}");
    }
    // A secret is 32 bytes as base64url: nothing else reaches a cookie.
    for secret in ["x", "%0d%0aset-cookie:%20a=b", &format!("{}%3B", respond.secret)] {
        let gone = server.get(&format!("{}/{secret}", respond.path()));
        assert_eq!((gone.status, gone.cookies().len()), (404, 0), "{secret}");
    }
}
