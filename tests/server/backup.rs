//! Backup while writing, and a restore after which every device finds its work again.

use std::{
    fs,
    process::Output,
    sync::{Barrier, Mutex},
    thread,
};

use fulcrum::{
    domain::{
        Body, Effort, EffortId, Leader, LeaderDetails, LeaderId, RoleId, Rows, Scope, leader, link, role,
    },
    sync::wire::{PushAnswer, Sent},
};

use super::{
    browser::Browser,
    device::{details, effort, fresh, now, shared},
    process::Server,
    team::team,
    visitor::Visitor,
};

fn succeeds(output: &Output) {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn fails(output: &Output, why: &str) {
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(
        !output.status.success() && words.contains(why),
        "'{why}' in: {words}"
    );
}

/// Rows without their positions: a restored server gives new ones.
fn content(rows: &Rows) -> Vec<String> {
    rows.values()
        .map(|stored| format!("{:?} {:?}", stored.row, stored.audience))
        .collect()
}

#[test]
fn a_backup_made_while_four_write_brings_back_everything_acknowledged() {
    let mut server = Server::claimed();
    let search = server.device().begins();
    let (erin, nadia) = (LeaderId(fresh()), LeaderId(fresh()));
    let mut first = Browser::of(&server);
    first.syncs();
    first.does(&Body::Leader(leader::Command::add(
        erin,
        LeaderDetails::named("Erin Osei"),
    )));
    first.syncs();
    let (backup, again) = (server.file("backup.db"), server.file("again.db"));
    let (backup, again) = (backup.to_str().unwrap(), again.to_str().unwrap());

    let acknowledged = Mutex::new(Vec::<EffortId>::new());
    let halfway = Barrier::new(5);
    let mut browsers: Vec<Browser> = (0..4).map(|_| Browser::of(&server)).collect();
    thread::scope(|scope| {
        for browser in &mut browsers {
            browser.syncs();
            scope.spawn(|| {
                for n in 0..60 {
                    if n == 15 {
                        halfway.wait();
                    }
                    let (id, body) = effort(search.role, |draft| draft.quantity = 3);
                    browser.does(&body);
                    browser.syncs();
                    acknowledged.lock().unwrap().push(id);
                }
            });
        }
        halfway.wait();
        succeeds(&server.run(&["backup", backup], ""));
        succeeds(&server.run(&["backup", again], ""));
    });
    fails(&server.run(&["backup", backup], ""), "never overwrites");
    // After the backup: more work, one erased whom it knows, one erased whom it never knew.
    first.does(&Body::Leader(leader::Command::add(
        nadia,
        LeaderDetails::named("Nadia Haddad"),
    )));
    let kept_role = RoleId(fresh());
    first.does(&Body::Role(role::Command::add(
        kept_role,
        search.leader,
        details("Site Reliability Engineer"),
    )));
    first.does(&effort(kept_role, |draft| draft.result = "after the backup".into()).1);
    first.syncs();
    let mut boss = server.device();
    boss.does(&Body::Leader(leader::Command::EraseLeader { leader: erin }));
    boss.does(&Body::Leader(leader::Command::EraseLeader { leader: nadia }));
    let before = content(&boss.rows());
    let epoch = server.stored().epoch;
    boss.epoch = Some(epoch);

    fails(&server.run(&["restore", backup], ""), "stop it first");
    server.stop();
    let restored = server.run(&["restore", backup], "");
    succeeds(&restored);
    let words = String::from_utf8_lossy(&restored.stdout);
    assert!(words.contains("people erased: 2"), "{words}");
    let behind = server.stored();
    assert_ne!(behind.epoch, epoch);
    assert!(
        behind.rows().len() < before.len(),
        "the backup is older, or this shows nothing"
    );
    assert!(
        behind.state().get::<Leader>(erin).is_err(),
        "erased stays erased, before anybody has synced"
    );
    server.restart();

    let sent = boss.sent(&Body::Leader(leader::Command::add(
        LeaderId(fresh()),
        LeaderDetails::named("Femi"),
    )));
    assert_eq!(boss.push(&[sent]), PushAnswer::NewEpoch { epoch: behind.epoch });
    let identities: Vec<_> = browsers.iter().map(Browser::device).collect();
    browsers.push(first);
    for _ in 0..2 {
        browsers.iter_mut().for_each(Browser::syncs);
    }
    for (browser, was) in browsers.iter().zip(identities) {
        assert_ne!(browser.device(), was, "a new identity for a new epoch");
    }
    let after = server.stored();
    let found: Vec<_> = acknowledged
        .into_inner()
        .unwrap()
        .into_iter()
        .filter(|id| after.state().get::<Effort>(*id).is_err())
        .collect();
    assert!(found.is_empty(), "lost: {found:?}");
    assert_eq!(
        content(after.rows()),
        before,
        "everything is there again, once, and nothing else"
    );
    assert!(after.state().get::<Leader>(erin).is_err() && after.state().get::<Leader>(nadia).is_err());
    for browser in &browsers {
        assert_eq!(browser.engine.confirmed(), after.rows(), "and each device agrees");
        assert_eq!(browser.engine.waiting(), 0);
    }
}

#[test]
fn sessions_and_links_of_the_time_of_the_backup_open_again() {
    let (mut server, _, search, link) = shared();
    let backup = server.file("backup.db");
    succeeds(&server.run(&["backup", backup.to_str().unwrap()], ""));
    server.kill();
    fs::remove_file(server.data().join("fulcrum.db")).unwrap();
    succeeds(&server.run(&["restore", backup.to_str().unwrap()], ""));
    server.restart();
    let mut device = server.device();
    device.logs(search.role, |draft| draft.quantity = 12);
    assert_eq!(Visitor::with(&server, &link).shown().feed().len(), 1);
}

#[test]
fn what_was_decided_after_the_backup_stays_decided() {
    let mut server = Server::claimed();
    let (mut priya, tom) = team(&server);
    let search = priya.begins();
    let known = priya.shares(search.leader, Scope::Respond);
    let backup = server.file("backup.db");
    succeeds(&server.run(&["backup", backup.to_str().unwrap()], ""));
    let (unknown, stays) = (
        priya.shares(search.leader, Scope::Respond),
        priya.shares(search.leader, Scope::Respond),
    );
    for link in [&known, &unknown] {
        priya.does(&Body::Link(link::Command::RevokeLink { link: link.id }));
    }
    priya.lets_go(tom.user);
    // The disk dies; what stands beside the database does not.
    server.kill();
    fs::remove_file(server.data().join("fulcrum.db")).unwrap();
    let restored = server.run(&["restore", backup.to_str().unwrap()], "");
    succeeds(&restored);
    let words = String::from_utf8_lossy(&restored.stdout);
    for said in ["links revoked: 1", "members let go: 1"] {
        assert!(words.contains(said), "{said}: {words}");
    }
    // Once more says nothing new: the restored database knows.
    let again = server.run(&["backup", server.file("again.db").to_str().unwrap()], "");
    succeeds(&again);
    let restored = server.run(&["restore", server.file("again.db").to_str().unwrap()], "");
    succeeds(&restored);
    assert!(!String::from_utf8_lossy(&restored.stdout).contains("carried out again"));
    server.restart();
    assert_eq!(Visitor::of(&server, &known).opens().status, 404);
    let me = server.me(&tom.cookie);
    assert_eq!((me.status, me.code().as_str()), (403, "not_a_member"));
    // Links of after the backup come back from the device that made them: the revoked one as revoked.
    let mut priya = server.device();
    for (link, status) in [(&unknown, 404), (&stays, 303)] {
        let sent = Sent {
            again: Some(now().to_utc()),
            ..priya.sent(&Body::Link(link::Command::ShareLink(
                link.to(search.leader, Scope::Respond),
            )))
        };
        priya.outcome(&sent);
        assert_eq!(Visitor::of(&server, link).opens().status, status);
    }
}

#[test]
fn a_decision_that_the_ledger_cannot_hold_is_not_half_made() {
    let (mut server, mut priya, _, link) = shared();
    let ledger = server.data().join("ledger.jsonl");
    assert!(!ledger.exists(), "nothing was decided yet");
    fs::create_dir(&ledger).unwrap();
    let sent = priya.sent(&Body::Link(link::Command::RevokeLink { link: link.id }));
    let push = priya.of(std::slice::from_ref(&sent));
    let refused = priya.send(&priya.request().json(&push));
    assert_eq!((refused.status, refused.code().as_str()), (503, "not_saved"));
    assert_eq!(Visitor::of(&server, &link).opens().status, 303, "it stays open");
    assert!(server.log().contains("ledger"));
    fs::remove_dir(&ledger).unwrap();
    priya.outcome(&sent);
    assert_eq!(Visitor::of(&server, &link).opens().status, 404);
    // A line that was cut short, and one that is no text, are said and hurt nothing.
    let mut text = fs::read(&ledger).unwrap();
    text.extend(b"\n\xff\xfe\n{\"id\":\"0190");
    fs::write(&ledger, text).unwrap();
    let backup = server.file("backup.db");
    succeeds(&server.run(&["backup", backup.to_str().unwrap()], ""));
    server.stop();
    let restored = server.run(&["restore", backup.to_str().unwrap()], "");
    succeeds(&restored);
    let words = String::from_utf8_lossy(&restored.stdout);
    assert!(
        words.contains("2 lines of ledger.jsonl cannot be read"),
        "{words}"
    );
}

#[test]
fn what_is_no_backup_is_refused_and_the_database_stays_as_it_was() {
    let mut server = Server::claimed();
    server.device().begins();
    server.kill();
    let before = server.stored();
    let (empty, text, missing) = (
        server.file("empty.db"),
        server.file("notes.txt"),
        server.file("missing.db"),
    );
    fs::write(&empty, "").unwrap();
    fs::write(
        &text,
        "not a database at all, but long enough to look like one\n".repeat(100),
    )
    .unwrap();
    for file in [&empty, &text, &missing, &server.data()] {
        fails(
            &server.run(&["restore", file.to_str().unwrap()], ""),
            "fulcrum backup",
        );
        assert_eq!(server.stored(), before);
    }
    let left: Vec<_> = fs::read_dir(server.data())
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert!(
        left.iter()
            .all(|name| !name.to_string_lossy().contains("incoming")),
        "{left:?}"
    );
    server.restart();
    server.device().begins();
}

#[test]
fn a_damaged_backup_is_refused() {
    let mut server = Server::claimed();
    let mut device = server.device();
    let search = device.begins();
    for _ in 0..50 {
        device.logs(search.role, |draft| {
            draft.result = "pay is the brake ".repeat(100)
        });
    }
    let backup = server.file("backup.db");
    succeeds(&server.run(&["backup", backup.to_str().unwrap()], ""));
    server.stop();
    let before = server.stored();
    let mut bytes = fs::read(&backup).unwrap();
    let half = bytes.len() / 2;
    bytes[half..half + 16_384].fill(0xAA);
    fs::write(&backup, bytes).unwrap();
    fails(
        &server.run(&["restore", backup.to_str().unwrap()], ""),
        "fulcrum backup",
    );
    assert_eq!(server.stored(), before);
}

#[test]
fn an_interrupted_restore_does_not_spoil_the_next_and_every_old_database_is_kept() {
    let mut server = Server::claimed();
    server.device().begins();
    let backup = server.file("backup.db");
    succeeds(&server.run(&["backup", backup.to_str().unwrap()], ""));
    server.device().begins();
    // Killed, so that the newest commits are in the log only; and a log that another restore left behind.
    server.kill();
    fs::copy(
        server.data().join("fulcrum.db-wal"),
        server.data().join("fulcrum.incoming-wal"),
    )
    .unwrap();
    let rows = |rows: usize| assert_eq!(server.stored().rows().len(), rows);
    rows(6);
    succeeds(&server.run(&["restore", backup.to_str().unwrap()], ""));
    rows(4);
    succeeds(&server.run(
        &[
            "restore",
            server.data().join("fulcrum.before-restore-1").to_str().unwrap(),
        ],
        "",
    ));
    rows(6);
    assert!(server.data().join("fulcrum.before-restore-2").exists());
}

#[test]
fn what_people_wrote_is_for_the_servers_account_alone() {
    use std::os::unix::fs::PermissionsExt;

    let mut server = Server::claimed();
    server.device().begins();
    let backup = server.file("backup.db");
    succeeds(&server.run(&["backup", backup.to_str().unwrap()], ""));
    server.kill();
    succeeds(&server.run(&["restore", backup.to_str().unwrap()], ""));
    let files = fs::read_dir(server.data())
        .unwrap()
        .map(|file| file.unwrap().path());
    for file in files.chain([backup]) {
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}: {mode:o}", file.display());
    }
}
