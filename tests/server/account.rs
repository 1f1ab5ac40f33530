//! Claiming, signing in and out, and a password that was forgotten.

use serde_json::{Value, json};

use super::{
    http::Response,
    process::{EMAIL, Owner, PASSWORD, Server},
};

fn claim(code: &str) -> Value {
    json!({
        "code": code, "workspace": "Partnership", "zone": "Europe/London", "name": "Priya Raman",
        "email": EMAIL, "password": PASSWORD
    })
}

fn sign_in(server: &Server, email: &str, password: &str) -> Response {
    server.post(
        "/api/v1/sign-in",
        &json!({ "email": email, "password": password }),
    )
}

fn me(server: &Server, cookie: &str) -> u16 {
    server.me(cookie).status
}

/// Everything but the date.
fn told(response: Response) -> Response {
    Response {
        headers: response
            .headers
            .into_iter()
            .filter(|(name, _)| name != "date")
            .collect(),
        ..response
    }
}

#[test]
fn a_new_server_is_claimed_once_and_only_with_the_code_it_printed() {
    let mut server = Server::start();
    for code in ["", "x", &"x".repeat(43)] {
        let response = server.post("/api/v1/claim", &claim(code));
        assert_eq!((response.status, response.code().as_str()), (403, "wrong_code"));
    }
    let code = server.printed.split_once("?code=").unwrap().1.to_owned();
    server = server.claim();
    let response = server.post("/api/v1/claim", &claim(&code));
    assert_eq!(
        (response.status, response.code().as_str()),
        (409, "already_claimed")
    );
    server.stop();
    server.restart();
    assert_eq!(
        server.printed,
        format!("{}/", server.origin()),
        "an owned server prints no code"
    );
    assert_eq!(server.post("/api/v1/claim", &claim(&code)).status, 409);
    assert_eq!(
        me(&server, &server.owner().cookie),
        200,
        "sessions outlive a restart"
    );
}

#[test]
fn a_claim_with_something_missing_leaves_the_server_to_be_claimed() {
    let server = Server::start();
    let code = server.printed.split_once("?code=").unwrap().1.to_owned();
    for (field, value) in [
        ("password", "short"),
        ("email", "priya"),
        ("email", "@example.org"),
        ("email", "a b@example.org"),
        ("name", " \t "),
        ("workspace", ""),
    ] {
        let mut body = claim(&code);
        body[field] = json!(value);
        let response = server.post("/api/v1/claim", &body);
        assert_eq!(
            (response.status, response.code().as_str()),
            (400, "bad_request"),
            "{field}"
        );
    }
    let mut body = claim(&code);
    body["zone"] = json!("Mars/Olympus");
    assert_eq!(
        server.post("/api/v1/claim", &body).status,
        200,
        "an unknown zone counts as UTC"
    );
}

#[test]
fn a_wrong_password_and_an_unknown_address_get_one_answer() {
    let server = Server::claimed();
    let wrong = sign_in(&server, EMAIL, "five words will not do");
    let unknown = sign_in(&server, "nobody@example.org", PASSWORD);
    assert_eq!((wrong.status, wrong.code().as_str()), (401, "wrong_password"));
    assert_eq!(told(wrong), told(unknown));
    assert_eq!(
        sign_in(&server, &EMAIL.to_uppercase(), PASSWORD).status,
        200,
        "addresses do not mind their case"
    );
}

#[test]
fn guessing_is_slowed_down_and_the_board_goes_on() {
    let server = Server::claimed();
    let mut device = server.device();
    let answers: Vec<Response> = (0..14)
        .map(|n| sign_in(&server, EMAIL, &format!("guess number {n}")))
        .collect();
    let slowed: Vec<&Response> = answers.iter().filter(|response| response.status == 429).collect();
    assert!(
        slowed.len() >= 2,
        "{:?}",
        answers.iter().map(|response| response.status).collect::<Vec<_>>()
    );
    assert_eq!(slowed[0].code(), "too_many");
    assert!(slowed[0].header("retry-after").is_some());
    assert_eq!(
        sign_in(&server, EMAIL, PASSWORD).status,
        429,
        "the right one has to wait, too"
    );
    device.begins();
}

#[test]
fn signing_out_ends_this_session_only() {
    let server = Server::claimed();
    let there = Owner::of(&sign_in(&server, EMAIL, PASSWORD)).cookie;
    let out = || server.asks(&there, "/api/v1/sign-out", &json!({}));
    let response = out();
    assert_eq!(response.status, 200);
    assert!(
        response.cookies()[0].contains("Max-Age=0"),
        "{:?}",
        response.cookies()
    );
    assert_eq!(me(&server, &there), 401);
    assert_eq!(me(&server, &server.owner().cookie), 200);
    assert_eq!(out().status, 401);
}

#[test]
fn the_session_cookie_is_out_of_reach_of_script_and_of_other_sites() {
    let server = Server::claimed();
    let response = sign_in(&server, EMAIL, PASSWORD);
    let [cookie] = response.cookies()[..] else {
        panic!("one cookie")
    };
    assert!(cookie.starts_with("fulcrum="), "{cookie}");
    for attribute in ["; Path=/;", "; HttpOnly", "; SameSite=Lax", "; Max-Age=7776000"] {
        assert!(cookie.contains(attribute), "{attribute} in {cookie}");
    }
    let over_tls = Server::start_with(&[("FULCRUM_PUBLIC_URL", "https://fulcrum.example.org")]).claim();
    let response = sign_in(&over_tls, EMAIL, PASSWORD);
    let cookie = response.cookies()[0].to_owned();
    assert!(
        cookie.starts_with("__Host-fulcrum=") && cookie.ends_with("; Secure"),
        "{cookie}"
    );
    assert_eq!(me(&over_tls, cookie.split(';').next().unwrap()), 200);
}

#[test]
fn a_forgotten_password_is_set_from_the_command_line_and_signs_everybody_out() {
    let server = Server::claimed();
    let cookie = server.owner().cookie.clone();
    for (email, input) in [
        ("nobody@example.org", "another four words\n"),
        (EMAIL, "short\n"),
        (EMAIL, ""),
    ] {
        let refused = server.run(&["reset-password", email], input);
        assert!(!refused.status.success());
        assert!(
            !String::from_utf8_lossy(&refused.stderr).contains("another four"),
            "a password is never repeated"
        );
    }
    assert_eq!(me(&server, &cookie), 200, "nothing has happened yet");
    let done = server.run(&["reset-password", EMAIL], "another four words\r\n");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(me(&server, &cookie), 401);
    assert_eq!(sign_in(&server, EMAIL, PASSWORD).status, 401);
    assert_eq!(sign_in(&server, EMAIL, "another four words").status, 200);
}

#[test]
fn a_wrong_directory_is_told_and_stays_empty() {
    let server = Server::start();
    let empty = server.file("elsewhere");
    std::fs::create_dir(&empty).unwrap();
    let (data, backup) = (empty.to_str().unwrap(), server.file("backup.db"));
    for arguments in [
        ["reset-password", EMAIL, "--data", data],
        ["backup", backup.to_str().unwrap(), "--data", data],
    ] {
        let refused = server.run(&arguments, "another four words\n");
        assert!(!refused.status.success());
        assert!(
            String::from_utf8_lossy(&refused.stderr).contains("FULCRUM_DATA"),
            "it says what to change"
        );
    }
    assert_eq!(std::fs::read_dir(&empty).unwrap().count(), 0);
}
