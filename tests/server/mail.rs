//! Updates by e-mail, through a real connection with each fault in turn: exactly one good letter arrives, and what came of it is said.

use std::{
    net::TcpListener,
    thread,
    time::{Duration, Instant},
};

use fulcrum::domain::{
    Body, Leader, LeaderDetails, LeaderId, Mail, MailState, Overlay, Refusal, SendMail, State, Update,
    UpdateId, Way, WhyNot, leader, update,
};
use fulcrum::sync::wire::Outcome;
use serde_json::json;

use super::{
    device::{Device, fresh},
    http::Request,
    process::{EMAIL, Server},
    smtp::{Does, MailServer, authority},
};

const FROM: &str = "updates@fulcrum.example";

/// A server that sends through this one, and a leader of its owner's who has an address.
fn sends_through(url: &str) -> (Server, Device, LeaderId) {
    let server = Server::start_with(&[("FULCRUM_SMTP_URL", url), ("FULCRUM_MAIL_FROM", FROM)]).claim();
    let mut device = server.device();
    let leader = LeaderId(fresh());
    device.does(&Body::Leader(leader::Command::add(
        leader,
        LeaderDetails {
            email: "dana@example.com".into(),
            ..LeaderDetails::named("Dana Whitfield")
        },
    )));
    (server, device, leader)
}

fn mails(device: &mut Device, leader: LeaderId) -> UpdateId {
    let update = UpdateId(fresh());
    device.does(&Body::Update(update::Command::SendUpdate {
        update,
        leader,
        roles: vec![],
        answers: None,
        text: "19 approached, 4 first talks; pay is the brake.".into(),
        way: None,
        next_by: None,
        mail: Some(SendMail { after: None }),
    }));
    update
}

fn mails_again(device: &mut Device, update: UpdateId) {
    device.does(&Body::Update(update::Command::MailUpdate {
        update,
        wanted: true,
    }));
}

fn row(device: &mut Device, update: UpdateId) -> Update {
    let rows = device.rows();
    let nothing = Overlay::new();
    let state = State::new(&rows, &nothing);
    state.get::<Update>(update).unwrap().clone()
}

/// Waits until this is so of the letter.
fn until(device: &mut Device, update: UpdateId, is: impl Fn(&Mail) -> bool) -> Update {
    let since = Instant::now();
    loop {
        let row = row(device, update);
        let mail = row.mail.as_ref().unwrap();
        if is(mail) {
            return row;
        }
        assert!(since.elapsed() < Duration::from_secs(20), "{mail:?}");
        thread::sleep(Duration::from_millis(50));
    }
}

fn has_failed_for(why: WhyNot) -> impl Fn(&Mail) -> bool {
    move |mail| mail.waits() && mail.fault.as_ref().is_some_and(|fault| fault.why == why)
}

fn is_sent(mail: &Mail) -> bool {
    mail.state == MailState::Sent
}

fn has_failed(mail: &Mail) -> bool {
    mail.state == MailState::Failed
}

fn is_unclear(mail: &Mail) -> bool {
    mail.state == MailState::Unclear
}

fn message_id(text: &str) -> &str {
    text.lines()
        .find(|line| line.starts_with("Message-ID: "))
        .unwrap()
}

#[test]
fn a_letter_arrives_once_and_then_its_leader_was_told() {
    let mail = MailServer::that(&[Does::Takes]);
    let (_server, mut device, leader) = sends_through(&mail.url(""));
    let id = mails(&mut device, leader);
    let told = until(&mut device, id, is_sent);
    assert_eq!((told.way, told.told_at.is_some()), (Some(Way::Mail), true));
    let [text] = mail.texts().try_into().unwrap();
    for line in [
        &format!("Message-ID: <{id}@fulcrum.example>"),
        "From: \"Priya Raman\" <updates@fulcrum.example>",
        &format!("Reply-To: \"Priya Raman\" <{EMAIL}>"),
        "To: \"Dana Whitfield\" <dana@example.com>",
        "19 approached, 4 first talks; pay is the brake.",
        "You hear from me again by ",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    thread::sleep(Duration::from_millis(300));
    assert_eq!(mail.connections(), 1);
}

#[test]
fn after_each_passing_fault_it_is_tried_again_and_one_letter_arrives() {
    let mail = MailServer::that(&[Does::HangsUp, Does::Greylists, Does::Takes]);
    let (_server, mut device, leader) = sends_through(&mail.url(""));
    let id = mails(&mut device, leader);
    until(&mut device, id, has_failed_for(WhyNot::Unreachable));
    until(&mut device, id, has_failed_for(WhyNot::Busy));
    until(&mut device, id, is_sent);
    assert_eq!((mail.texts().len(), mail.connections()), (1, 3));
}

#[test]
fn a_mailbox_that_is_not_there_is_said_and_the_right_one_gets_the_same_letter() {
    let mail = MailServer::that(&[Does::KnowsNoMailbox, Does::RefusesText, Does::Takes]);
    let (_server, mut device, leader) = sends_through(&mail.url(""));
    let id = mails(&mut device, leader);
    for said in ["550 5.1.1 no such mailbox", "554 5.7.1 not this"] {
        let failed = until(&mut device, id, has_failed);
        let words = failed.mail.unwrap().stopped().unwrap();
        assert!(
            words.starts_with("The mail server does not take it") && words.ends_with(said),
            "{words}"
        );
        assert_eq!(failed.told_at, None);
        mails_again(&mut device, id);
    }
    until(&mut device, id, is_sent);
    let [refused, taken] = mail.texts().try_into().unwrap();
    assert_eq!(message_id(&refused), message_id(&taken));
}

#[test]
fn what_may_have_arrived_is_not_sent_again_unless_a_person_says_so() {
    let mail = MailServer::that(&[Does::HangsAfterText, Does::HangsUpAfterText, Does::Takes]);
    let (mut server, mut device, leader) = sends_through(&mail.url("?timeout=1"));
    let id = mails(&mut device, leader);
    for connections in [1, 2] {
        until(&mut device, id, is_unclear);
        server.kill();
        server.restart();
        thread::sleep(Duration::from_millis(1500));
        assert_eq!(mail.connections(), connections, "nobody asked for it");
        mails_again(&mut device, id);
    }
    until(&mut device, id, is_sent);
    let texts = mail.texts();
    assert_eq!(texts.len(), 3);
    assert!(texts.iter().all(|text| message_id(text) == message_id(&texts[0])));
}

#[test]
fn a_server_that_dies_while_a_letter_is_under_way_asks_and_one_that_waits_goes_out() {
    let mail = MailServer::that(&[Does::SaysNothing, Does::Takes]);
    let (mut server, mut device, leader) = sends_through(&mail.url(""));
    let id = mails(&mut device, leader);
    mail.was_come_to(1);
    server.kill();
    server.restart();
    until(&mut device, id, is_unclear);

    // Another, to a mail server that is not there yet.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    server.kill();
    server.set_env("FULCRUM_SMTP_URL", &format!("smtp://127.0.0.1:{port}"));
    server.restart();
    mails_again(&mut device, id);
    until(&mut device, id, has_failed_for(WhyNot::Unreachable));
    server.kill();
    let later = MailServer::on(TcpListener::bind(("127.0.0.1", port)).unwrap(), &[Does::Takes]);
    server.restart();
    until(&mut device, id, is_sent);
    assert_eq!((later.texts().len(), mail.texts().len()), (1, 0));
}

#[test]
fn a_server_that_is_stopped_waits_for_the_letter_that_it_carries() {
    let mail = MailServer::that(&[Does::HangsAfterText]);
    let (mut server, mut device, leader) = sends_through(&mail.url("?timeout=2"));
    let id = mails(&mut device, leader);
    mail.was_come_to(1);
    server.stop();
    server.restart();
    assert_eq!(
        row(&mut device, id).mail.unwrap().state,
        MailState::Unclear,
        "it was written before the server ended"
    );
}

#[test]
fn nothing_is_said_in_the_clear_that_is_to_be_safe() {
    let localhost = |mail: &MailServer| format!("smtp://localhost:{}?tls=required&timeout=5", mail.port);
    for does in [Does::Takes, Does::BreaksTls, Does::TakesSafely] {
        // The last is signed by somebody whom this server does not know.
        let mail = MailServer::that(&[does]);
        let (_server, mut device, leader) = sends_through(&localhost(&mail));
        let id = mails(&mut device, leader);
        until(&mut device, id, has_failed_for(WhyNot::Insecure));
        assert!(mail.texts().is_empty(), "{does:?}");
    }
    let mail = MailServer::that(&[Does::TakesSafely]);
    let (mut server, mut device, leader) = sends_through(&localhost(&mail));
    server.kill();
    server.set_env("SSL_CERT_FILE", authority().to_str().unwrap());
    server.restart();
    let id = mails(&mut device, leader);
    until(&mut device, id, is_sent);
    assert_eq!(mail.texts().len(), 1);
}

#[test]
fn whoever_is_not_let_in_or_finds_no_address_is_told_so() {
    let mail = MailServer::that(&[Does::LetsNobodyIn]);
    let (_server, mut device, leader) = sends_through(&format!("smtp://name:word@127.0.0.1:{}", mail.port));
    let id = mails(&mut device, leader);
    until(&mut device, id, has_failed_for(WhyNot::Login));
    let (_server, mut device, leader) = sends_through("smtp://nowhere.invalid?tls=none");
    let id = mails(&mut device, leader);
    until(&mut device, id, has_failed_for(WhyNot::Unreachable));
}

#[test]
fn what_was_sent_before_a_restore_is_not_sent_after_it() {
    let mail = MailServer::that(&[Does::HangsUp, Does::Takes]);
    let (mut server, mut device, leader) = sends_through(&mail.url(""));
    let id = mails(&mut device, leader);
    until(&mut device, id, has_failed_for(WhyNot::Unreachable));
    let backup = server.file("backup.db");
    let backup = backup.to_str().unwrap();
    assert!(server.run(&["backup", backup], "").status.success());
    until(&mut device, id, is_sent);
    server.stop();
    assert!(server.run(&["restore", backup], "").status.success());
    server.restart();
    let mut device = server.device();
    until(&mut device, id, is_unclear);
    assert_eq!(mail.texts().len(), 1);
}

#[test]
fn a_server_without_e_mail_says_so_and_one_with_it_sends_a_test_to_oneself() {
    let (server, mut device, leader) = sends_through("");
    let ask = |server: &Server, path: &str| {
        let request = Request::post(path)
            .header("origin", server.origin())
            .cookie(&server.owner().cookie);
        super::http::send(server.addr, &request.json(&json!({})))
    };
    assert_eq!(ask(&server, "/api/v1/mail").text(), r#"{"from":null}"#);
    let refused = ask(&server, "/api/v1/mail/test");
    assert_eq!(refused.status, 400);
    assert!(refused.text().contains("FULCRUM_SMTP_URL"), "{}", refused.text());
    let id = mails(&mut device, leader);
    let failed = until(&mut device, id, has_failed);
    assert!(
        failed
            .mail
            .unwrap()
            .stopped()
            .unwrap()
            .contains("FULCRUM_SMTP_URL")
    );

    let mail = MailServer::that(&[Does::Takes, Does::KnowsNoMailbox]);
    let (server, ..) = sends_through(&mail.url(""));
    assert_eq!(
        ask(&server, "/api/v1/mail").text(),
        format!(r#"{{"from":"{FROM}"}}"#)
    );
    let sent = ask(&server, "/api/v1/mail/test");
    assert_eq!(
        (sent.status, sent.text()),
        (200, format!(r#"{{"to":"{EMAIL}"}}"#))
    );
    assert!(
        mail.texts()[0].contains(&format!("To: {EMAIL}")),
        "{:?}",
        mail.texts()
    );
    let refused = ask(&server, "/api/v1/mail/test");
    assert!(
        refused.status == 400 && refused.text().contains("no such mailbox"),
        "{}",
        refused.text()
    );
    let nobody = super::http::send(
        server.addr,
        &Request::post("/api/v1/mail/test")
            .header("origin", server.origin())
            .json(&json!({})),
    );
    assert_eq!(nobody.status, 401);
}

#[test]
fn whoever_gets_a_letter_stops_them_in_one_tap_and_only_with_what_stands_in_it() {
    let mail = MailServer::that(&[Does::Takes]);
    let (server, mut device, leader) = sends_through(&mail.url(""));
    let id = mails(&mut device, leader);
    until(&mut device, id, is_sent);
    let [text] = mail.texts().try_into().unwrap();
    // A long line goes on in the next one (quoted-printable).
    let text = text.replace("=\r\n", "").replace("=3D", "=");
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("To get no more of them: "));
    let path = line.unwrap().trim().split_once("/mail/").unwrap().1;
    let path = format!("/mail/{path}");
    // What is looked at by a mail program changes nothing, and somebody else's proof opens nothing.
    let asked = server.get(&path);
    assert_eq!(asked.status, 200);
    assert!(
        asked.text().contains("No more e-mails from Priya Raman?"),
        "{}",
        asked.text()
    );
    let another = path.replace(&id.to_string(), &fresh().to_string());
    let shorter = path.strip_suffix(path.chars().last().unwrap()).unwrap();
    for wrong in [another.as_str(), shorter] {
        for request in [Request::get(wrong), Request::post(wrong)] {
            assert_eq!(server.send(&request).status, 404);
        }
    }
    let wants = |device: &mut Device| {
        let rows = device.rows();
        let nothing = Overlay::new();
        let state = State::new(&rows, &nothing);
        !state.get::<Leader>(leader).unwrap().details.no_mail
    };
    assert!(wants(&mut device));
    // From anywhere: a mail program is no page of ours. Twice is once.
    for _ in 0..2 {
        let stopped = server.send(&Request::post(&path).form(&[("List-Unsubscribe", "One-Click")]));
        assert_eq!(stopped.status, 200);
        assert!(
            stopped.text().contains("You get no more e-mails"),
            "{}",
            stopped.text()
        );
    }
    assert!(!wants(&mut device));
    let refused = device.tries(&Body::Update(update::Command::SendUpdate {
        update: UpdateId(fresh()),
        leader,
        roles: vec![],
        answers: None,
        text: "Another.".into(),
        way: None,
        next_by: None,
        mail: Some(SendMail { after: Some(id) }),
    }));
    assert!(
        matches!(
            refused,
            Outcome::Refused {
                reason: Refusal::WantsNoMail,
                ..
            }
        ),
        "{refused:?}"
    );
}
