//! Decisions and crashes: killed between the ledger's line and the commit, and between the commit and the line that
//! ends it. The system kills it there: a limit on how far a file may be written lets one of both through.

use std::{
    collections::BTreeSet,
    fs,
    path::PathBuf,
    process::{Command, Output},
};

use fulcrum::domain::{Body, Leader, LeaderId, Scope, leader, link, member};
use serde_json::{Value, json};

use super::{
    calendar::makes,
    device::{Device, Link},
    http::{Connection, Request},
    process::{EMAIL, Owner, PASSWORD, Server},
    team::team,
    visitor::Visitor,
};

const NEW_PASSWORD: &str = "four other words";
/// Of a database's log nothing fits, and of the ledger some lines do.
const LINES: u64 = 4_000;
/// More than a database's log ever takes here.
const AHEAD: usize = 8 << 20;

/// What may be decided, in an order in which each may still be after the others.
const ALL: [What; 6] = [
    What::Erased,
    What::Revoked,
    What::CalendarEnded,
    What::LetGo,
    What::SessionEnded,
    What::Password,
];

#[derive(Clone, Copy, PartialEq, Debug)]
enum What {
    Erased,
    Revoked,
    /// Tom's, by himself.
    CalendarEnded,
    LetGo,
    SessionEnded,
    Password,
}

/// A workspace in which everything may be decided, and a backup of then.
struct Desk {
    server: Server,
    tom: Device,
    leader: LeaderId,
    link: Link,
    /// Where Tom's calendar is fetched.
    calendar: String,
    /// Of the session on Priya's other device.
    other: String,
}

fn can_limit() -> bool {
    let can = Command::new("prlimit").arg("--version").output();
    let can = can.is_ok_and(|output| output.status.success());
    if !can {
        println!("not run: this system has no prlimit");
    }
    can
}

fn signs_in(server: &Server, password: &str) -> Option<Owner> {
    let response = server.post(
        "/api/v1/sign-in",
        &json!({ "email": EMAIL, "password": password }),
    );
    (response.status == 200).then(|| Owner::of(&response))
}

impl Desk {
    fn begin() -> Self {
        let server = Server::claimed();
        let (mut priya, tom) = team(&server);
        let dana = priya.begins().leader;
        let link = priya.shares(dana, Scope::Respond);
        let leader = priya.adds("Erin Osei");
        let calendar = makes(&server, &tom, false);
        let other = signs_in(&server, PASSWORD).unwrap().cookie;
        let desk = Self {
            server,
            tom,
            leader,
            link,
            calendar,
            other,
        };
        let backup = desk.server.run(&["backup", &desk.backup()], "");
        assert!(backup.status.success(), "{backup:?}");
        desk
    }

    fn backup(&self) -> String {
        self.server.file("backup.db").to_str().unwrap().to_owned()
    }

    /// Decides it, on a server or in a process that dies of it.
    fn dies_of(&mut self, what: What, limit: u64) {
        if what == What::Password {
            let reset = self.resets(&["prlimit", &format!("--fsize={limit}")]);
            assert_eq!(reset.status.code(), None, "killed: {reset:?}");
            return self.server.kill();
        }
        let request = self.decides(what);
        self.server.dies_beyond(limit);
        let answer = Connection::to(self.server.addr).send(&request);
        assert!(answer.is_err(), "{what:?} is answered: {answer:?}");
        self.server.died();
    }

    fn decides(&self, what: What) -> Request {
        match what {
            What::Erased => self.pushes(&Body::Leader(leader::Command::EraseLeader {
                leader: self.leader,
            })),
            What::Revoked => self.pushes(&Body::Link(link::Command::RevokeLink { link: self.link.id })),
            What::CalendarEnded => Request::post("/api/v1/calendar/end")
                .header("origin", self.server.origin())
                .cookie(&self.tom.cookie)
                .json(&json!({ "ws": self.tom.ws })),
            What::LetGo => self.pushes(&Body::Member(member::Command::RemoveMember {
                member: self.tom.user,
                successor: self.server.owner().user,
                replace: BTreeSet::new(),
            })),
            What::SessionEnded => self.ends_the_other_session(),
            What::Password => panic!("from the command line only"),
        }
    }

    fn resets(&self, wrapper: &[&str]) -> Output {
        let input = format!("{NEW_PASSWORD}\n");
        self.server.run_in(wrapper, &["reset-password", EMAIL], &input)
    }

    fn pushes(&self, body: &Body) -> Request {
        let mut priya = self.server.device();
        let sent = priya.sent(body);
        priya.request().json(&priya.of(&[sent]))
    }

    fn ends_the_other_session(&self) -> Request {
        let sessions = self.server.asks(&self.other, "/api/v1/sessions", &json!({}));
        let sessions: Vec<Value> = sessions.json();
        let other = sessions.iter().find(|one| one["here"] == true).unwrap();
        Request::post("/api/v1/sessions/end")
            .header("origin", self.server.origin())
            .cookie(&self.server.owner().cookie)
            .json(&json!({ "id": other["id"], "wipe": false }))
    }

    fn stands(&self, what: What) -> bool {
        let me = |cookie: &str| self.server.me(cookie);
        match what {
            What::Erased => self.server.stored().state().get::<Leader>(self.leader).is_err(),
            What::Revoked => Visitor::of(&self.server, &self.link).opens().status == 404,
            What::CalendarEnded => self.server.get(&self.calendar).status == 404,
            What::LetGo => me(&self.tom.cookie).status == 403,
            What::SessionEnded => me(&self.other).status == 401,
            What::Password => signs_in(&self.server, NEW_PASSWORD).is_some(),
        }
    }

    /// How long the line is that stays of it.
    fn dies_before_the_commit(&mut self, what: What) -> u64 {
        let (length, lines) = (self.length(), self.lines());
        self.dies_of(what, LINES);
        let length = self.length() - length;
        assert_eq!(
            self.lines(),
            (lines.0 + 1, lines.1),
            "{what:?}: it begins, and has no end"
        );
        assert_eq!(self.committed(), 0, "{what:?} is committed");
        self.server.restart();
        assert!(!self.stands(what), "{what:?} happened");
        assert_eq!(
            self.lines(),
            (lines.0 + 1, lines.1 + 1),
            "{what:?}: the start ends it"
        );
        length
    }

    fn path(&self) -> PathBuf {
        self.server.data().join("ledger.jsonl")
    }

    fn ledger(&self) -> String {
        fs::read_to_string(self.path()).unwrap_or_default()
    }

    fn length(&self) -> u64 {
        self.ledger().len() as u64
    }

    /// How many decisions begin, and how many end, in the ledger.
    fn lines(&self) -> (usize, usize) {
        let text = self.ledger();
        (
            text.matches("\"decision\"").count(),
            text.matches("\"committed\"").count(),
        )
    }

    /// How many decisions the database knows besides the calendar's first address.
    fn committed(&self) -> usize {
        let known: Vec<(Vec<u8>,)> = self.server.query("SELECT id FROM decisions");
        known.len() - 1
    }

    /// Puts the backup in the database's place; what it says of decisions.
    fn restores(&self) -> String {
        let restored = self.server.run(&["restore", &self.backup()], "");
        assert!(restored.status.success(), "{restored:?}");
        let words = String::from_utf8(restored.stdout).unwrap();
        let about = words.lines().filter(|line| line.contains("carried out again"));
        about.collect::<Vec<_>>().join("\n")
    }
}

#[test]
fn killed_before_the_commit_a_decision_did_not_happen_and_no_restore_makes_it() {
    if !can_limit() {
        return;
    }
    let mut desk = Desk::begin();
    for what in ALL {
        desk.dies_before_the_commit(what);
    }
    desk.server.stop();
    assert_eq!(desk.restores(), "");
    desk.server.restart();
    for what in ALL {
        assert!(!desk.stands(what), "{what:?} happened by the restore");
    }
}

#[test]
fn killed_after_the_commit_a_decision_stands_and_a_restore_carries_it_out() {
    if !can_limit() {
        return;
    }
    let mut desk = Desk::begin();
    let lengths = ALL.map(|what| desk.dies_before_the_commit(what));
    // All that was about them is forgotten. Empty lines say nothing; as far as they go, the database's log may be written.
    fs::write(desk.path(), "\n".repeat(AHEAD)).unwrap();
    for (what, length) in ALL.into_iter().zip(lengths) {
        let lines = desk.lines();
        // Of the line that ends it nothing fits, or only its beginning.
        let cut = if what == What::Revoked { 20 } else { 0 };
        desk.dies_of(what, desk.length() + length + cut);
        assert_eq!(
            desk.lines(),
            (lines.0 + 1, lines.1),
            "{what:?}: it begins, and has no end"
        );
        assert_eq!(desk.committed(), lines.0 + 1, "{what:?} is committed");
        if what != What::Password {
            desk.server.restart();
            assert!(desk.stands(what), "{what:?} did not happen");
        }
    }
    // This time no start comes between the crash and the restore.
    let words = desk.restores();
    for said in [
        "people erased: 1",
        "links revoked: 1",
        "calendars' addresses: 1",
        "members let go: 1",
        "sessions ended: 1",
        "passwords changed: 1",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    desk.server.restart();
    for what in ALL {
        assert!(desk.stands(what), "{what:?} was undone by the restore");
    }
}

#[test]
fn a_ledger_that_cannot_be_written_refuses_every_decision_in_words_and_nothing_else() {
    let mut desk = Desk::begin();
    let mut priya = desk.server.device();
    let search = priya.begins();
    let _ = fs::remove_file(desk.path());
    fs::create_dir(desk.path()).unwrap();
    for what in ALL {
        if what == What::Password {
            let reset = desk.resets(&[]);
            let words = String::from_utf8(reset.stderr).unwrap();
            assert!(!reset.status.success() && words.contains("ledger"), "{words}");
        } else {
            let refused = desk.server.send(&desk.decides(what));
            assert_eq!(
                (refused.status, refused.code().as_str()),
                (503, "not_saved"),
                "{what:?}"
            );
        }
        assert_eq!(desk.committed(), 0, "{what:?}");
        priya.logs(search.role, |_| {});
    }
    assert!(desk.server.log().contains("ledger"));
    // It does not start without knowing what was decided.
    desk.server.stop();
    assert!(!desk.server.starts());
    assert!(
        desk.server
            .log()
            .contains("the ledger beside the database cannot be read")
    );
    let restored = desk.server.run(&["restore", &desk.backup()], "");
    let words = String::from_utf8(restored.stderr).unwrap();
    assert!(!restored.status.success() && words.contains("ledger"), "{words}");
    fs::remove_dir(desk.path()).unwrap();
    desk.server.restart();
    for what in ALL {
        assert!(!desk.stands(what), "{what:?} is half done");
    }
    for what in ALL.into_iter().filter(|what| *what != What::Password) {
        assert_eq!(desk.server.send(&desk.decides(what)).status, 200, "{what:?}");
        assert!(desk.stands(what), "{what:?}");
    }
}
