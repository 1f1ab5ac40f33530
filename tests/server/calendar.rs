//! The calendar that a calendar program fetches: what stands in it, for whom, and until when its address opens it.

use chrono::TimeDelta;
use fulcrum::domain::{
    Audience, Body, CandidateDetails, CandidateId, Ending, InterviewDetails, InterviewId, RoleId, Round,
    candidate, interview, leader, role,
};
use serde_json::{Value, json};

use super::{
    device::{Device, details, fresh, now},
    http::{Request, Response},
    process::{EMAIL, Owner, PASSWORD, Server},
    team::team,
};

/// A new address of this person's calendar.
pub fn makes(server: &Server, device: &Device, named: bool) -> String {
    let body = json!({ "ws": device.ws, "named": named });
    let made = server.asks(&device.cookie, "/api/v1/calendar/make", &body);
    assert_eq!(made.status, 200, "{}", made.text());
    let secret = made.json::<Value>()["secret"].as_str().unwrap().to_owned();
    format!("/calendar/{secret}.ics")
}

/// What is answered to this address, but for the hour.
fn answer(server: &Server, path: &str) -> Response {
    let mut answer = server.get(path);
    answer.headers.retain(|(name, _)| name != "date");
    answer
}

/// What is answered to one that never was.
fn nothing(server: &Server) -> Response {
    let nothing = answer(server, &format!("/calendar/{}.ics", "A".repeat(43)));
    let words = "There is no calendar at this address.";
    assert_eq!((nothing.status, nothing.text().as_str()), (404, words));
    nothing
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
        let head = server.send(&Request::head(&path));
        assert_eq!((head.status, head.header("etag")), (200, Some(tag)));
    }
    assert!(!server.log().contains("/calendar/"));
}

#[test]
fn it_is_fetched_anew_when_something_that_stands_there_changed() {
    let server = Server::claimed();
    let mut priya = server.device();
    let search = priya.begins();
    let path = makes(&server, &priya, false);
    let tag = |answer: &Response| answer.header("etag").unwrap().to_owned();
    let first = tag(&server.get(&path));
    let asked = Request::get(&path).header("if-none-match", format!("\"x\", {first}"));
    priya.logs(search.role, |_| {});
    assert_eq!(
        server.send(&asked).status,
        304,
        "what was done stands nowhere there"
    );
    priya.tells(search.leader, "Three strong people");
    let later = server.send(&asked);
    assert_eq!(later.status, 200);
    assert_ne!(tag(&later), first);
}

#[test]
fn one_address_opens_it_until_it_is_replaced_ended_or_its_person_is_let_go() {
    let server = Server::claimed();
    let (mut priya, tom) = team(&server);
    priya.begins();
    let nothing = nothing(&server);
    let first = makes(&server, &priya, false);
    let second = makes(&server, &priya, false);
    assert_eq!(answer(&server, &first), nothing);
    assert_eq!(server.get(&second).status, 200);
    let toms = makes(&server, &tom, false);
    assert_eq!(server.get(&toms).status, 200);
    assert!(
        !server.get(&toms).text().contains("SUMMARY"),
        "the role is Priya's"
    );
    priya.lets_go(tom.user);
    assert_eq!(answer(&server, &toms), nothing);
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
        "/calendar/%ff.ics",
        second.trim_end_matches(".ics"),
        &format!("{second}.ics"),
    ] {
        assert_eq!(answer(&server, path), nothing, "{path}");
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
    assert_eq!(answer(&server, &path), nothing(&server));
}

#[test]
fn an_interview_stands_there_until_whoever_comes_to_it_is_forgotten() {
    let server = Server::claimed();
    let mut priya = server.device();
    let search = priya.begins();
    let (candidate, interview) = (CandidateId(fresh()), InterviewId(fresh()));
    let ends = candidate::Command::EndCandidate {
        candidate,
        ending: Ending::Withdrew,
        because: String::new(),
    };
    priya.does(&Body::Candidate(candidate::Command::AddCandidate {
        candidate,
        role: search.role,
        details: CandidateDetails::named("Ade Oyelaran").into(),
    }));
    priya.does(&Body::Candidate(candidate::Command::ShowCandidate {
        candidate,
        leader: search.leader,
        shown: true,
    }));
    let details = InterviewDetails {
        how: "Room 4".into(),
        round: Round::Interview,
        minutes: 45,
    };
    priya.does(&Body::Interview(interview::Command::SetInterview {
        interview,
        candidate,
        leader: search.leader,
        details: details.into(),
        zone: "UTC".into(),
        time: now() + TimeDelta::days(2),
    }));
    let path = makes(&server, &priya, true);
    let stands = || server.get(&path).text();
    let start = (now() + TimeDelta::days(2)).to_utc().format("%Y%m%dT%H%M%SZ");
    let before = stands();
    for line in [
        format!("UID:{}@fulcrum\r\n", interview.0),
        format!("DTSTART:{start}\r\n"),
        "SUMMARY:Interview: Candidate A\\, Dana Whitfield\r\n".into(),
        "LOCATION:Room 4\r\n".into(),
    ] {
        assert!(before.contains(&line), "{line} in {before}");
    }
    assert!(!before.contains("Oyelaran"), "as their leader reads them");
    priya.does(&Body::Candidate(ends));
    priya.does(&Body::Candidate(candidate::Command::ForgetCandidate {
        candidate,
    }));
    let after = stands();
    assert!(
        !after.contains("Interview") && !after.contains(&interview.0.to_string()),
        "{after}"
    );
    priya.does(&Body::Leader(leader::Command::EraseLeader {
        leader: search.leader,
    }));
    assert!(!stands().contains("BEGIN:VEVENT"), "{}", stands());
}

#[test]
fn no_restore_opens_it_again_by_an_address_that_ended() {
    let mut server = Server::claimed();
    let (mut priya, tom) = team(&server);
    priya.begins();
    let (first, toms) = (makes(&server, &priya, false), makes(&server, &tom, false));
    let backup = server.file("backup.db").to_str().unwrap().to_owned();
    assert!(server.run(&["backup", &backup], "").status.success());
    let second = makes(&server, &priya, true);
    priya.lets_go(tom.user);
    server.stop();
    let restored = server.run(&["restore", &backup], "");
    let words = String::from_utf8_lossy(&restored.stdout);
    assert!(words.contains("calendars' addresses: 1"), "{words}");
    server.restart();
    assert_eq!([&first, &toms].map(|path| server.get(path).status), [404, 404]);
    let text = server.get(&second).text();
    assert!(text.contains("SUMMARY:Update: Dana Whitfield\r\n"), "{text}");
}

#[test]
fn whoever_tries_many_addresses_is_asked_to_wait() {
    let server = Server::claimed();
    let tried = (0..40).map(|_| server.get("/calendar/x.ics"));
    let mut slowed = tried.filter(|answer| answer.status == 429);
    let slowed = slowed.next().unwrap();
    assert!(slowed.header("retry-after").is_some(), "{slowed:?}");
}
