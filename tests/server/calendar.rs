//! The calendar that a calendar program fetches: what stands in it, for whom, and until when its address opens it.

use fulcrum::domain::{Audience, Body, RoleId, role};
use serde_json::{Value, json};

use super::{
    device::{Device, details, fresh},
    http::{Request, Response},
    process::{EMAIL, Owner, PASSWORD, Server},
    team::team,
};

/// A new address of this person's calendar.
fn makes(server: &Server, device: &Device, named: bool) -> String {
    let body = json!({ "ws": device.ws, "named": named });
    let made = server.asks(&device.cookie, "/api/v1/calendar/make", &body);
    assert_eq!(made.status, 200, "{}", made.text());
    let secret = made.json::<Value>()["secret"].as_str().unwrap().to_owned();
    format!("/calendar/{secret}.ics")
}

fn is_gone(answer: &Response) -> bool {
    answer.status == 404 && answer.text() == "There is no calendar at this address."
}

#[test]
fn it_names_nobody_unless_asked_to_and_nobody_of_a_confidential_role_at_all() {
    let server = Server::claimed();
    let (mut priya, _) = team(&server);
    let search = priya.begins();
    priya.does(&Body::Role(role::Command::AddRole {
        role: RoleId(fresh()),
        leader: search.leader,
        details: details("Chief XHIDDENX"),
        audience: Audience::People([priya.user].into()),
        code_name: Some("Harbour XHIDDENX".into()),
    }));
    for (named, says) in [
        (false, "SUMMARY:Update\r\n"),
        (true, "SUMMARY:Update: Dana Whitfield\r\n"),
    ] {
        let path = makes(&server, &priya, named);
        let calendar = server.get(&path);
        assert_eq!(calendar.status, 200);
        assert_eq!(
            calendar.header("content-type"),
            Some("text/calendar; charset=utf-8")
        );
        assert_eq!(calendar.header("cache-control"), Some("private, no-cache"));
        let text = calendar.text();
        assert!(
            text.starts_with("BEGIN:VCALENDAR\r\n") && text.contains(says),
            "{text}"
        );
        assert_eq!(text.contains("Dana"), named);
        assert!(!text.contains("XHIDDENX"), "{text}");
        let tag = calendar.header("etag").unwrap();
        let again = server.send(&Request::get(&path).header("if-none-match", tag));
        assert_eq!((again.status, again.text().len()), (304, 0));
    }
    assert!(!server.log().contains("/calendar/"));
}

#[test]
fn one_address_opens_it_until_it_is_replaced_ended_or_its_person_is_let_go() {
    let server = Server::claimed();
    let (mut priya, tom) = team(&server);
    priya.begins();
    let first = makes(&server, &priya, false);
    let second = makes(&server, &priya, false);
    assert!(is_gone(&server.get(&first)));
    assert_eq!(server.get(&second).status, 200);
    let toms = makes(&server, &tom, false);
    assert_eq!(server.get(&toms).status, 200);
    assert!(
        !server.get(&toms).text().contains("SUMMARY"),
        "the role is Priya's"
    );
    priya.lets_go(tom.user);
    assert!(is_gone(&server.get(&toms)));
    let ends = json!({ "ws": priya.ws });
    assert_eq!(
        server.asks(&priya.cookie, "/api/v1/calendar/end", &ends).status,
        200
    );
    for path in [
        second.as_str(),
        "/calendar/x.ics",
        "/calendar/x",
        "/calendar/%0d%0a.ics",
    ] {
        assert!(is_gone(&server.get(path)), "{path}");
    }
    let asked = server.asks(&tom.cookie, "/api/v1/calendar", &ends);
    assert!(asked.status >= 400, "{}", asked.text());
}

#[test]
fn a_lost_device_that_is_wiped_ends_it() {
    let server = Server::claimed();
    let (mut priya, _) = team(&server);
    priya.begins();
    let path = makes(&server, &priya, false);
    let signs = json!({ "email": EMAIL, "password": PASSWORD });
    let other = server.post("/api/v1/sign-in", &signs);
    let other = Device::new(&server, &Owner::of(&other));
    let sessions = server.asks(&other.cookie, "/api/v1/sessions", &json!({}));
    let all = sessions.json::<Value>();
    let lost = all
        .as_array()
        .unwrap()
        .iter()
        .find(|session| session["here"] != json!(true))
        .unwrap();
    let ends = json!({ "id": lost["id"], "wipe": true });
    assert_eq!(
        server.asks(&other.cookie, "/api/v1/sessions/end", &ends).status,
        200
    );
    assert!(is_gone(&server.get(&path)));
}
