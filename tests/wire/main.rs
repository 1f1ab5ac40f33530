//! Released shapes are frozen: what was once sent or stored must stay readable.
//!
//! The snapshots show each shape as it is written today; the fixtures are shapes as they were released, which
//! must still be read. A changed snapshot needs a new version, a reading of the old one, and a fixture for it.

mod candidates;
mod decisions;
mod discovery;
mod examples;
mod fields;
mod hires;
mod interviews;
mod keeps;
mod kits;
mod links;
mod names;
mod problems;
mod refusals;
mod scorecards;
mod told;
mod updates;

use std::collections::BTreeSet;

use fulcrum::{
    domain::{
        Audience, Body, COMMAND_VERSION, CommandId, DeviceId, Kind, Leader, Refusal, Row, RowKey, Stored,
        WorkspaceId, effort,
    },
    sync::{
        disk::{Draft, Entry, Half, Home, Kept, Meta, Op, Refused, Shadow},
        wire::{
            Ack, AnyKey, Carried, Delta, Gone, Outcome, PROTO, Page, PageToken, PullRequest, Pulled, Push,
            PushAnswer, Sent, Troubles, Verdict,
        },
    },
};
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use examples::{bodies, draft, rows, stored};
use names::{at, cursor, epoch, id, leader, people, role, user};
use refusals::refusals;

fn entry(outcome: Option<Outcome>) -> Entry {
    Entry {
        mid: 7,
        draft: draft(),
        outcome,
        again: None,
    }
}

/// A row of a kind that this build does not know.
fn of_tomorrow() -> Carried {
    let key = format!("journal/{}", id(13));
    serde_json::from_value(json!({ "key": key, "v": 1, "seq": 44, "row": { "journal": { "text": "news" } } }))
        .unwrap()
}

#[test]
fn every_command_is_written_as_it_was() {
    let written = json!(bodies());
    let covered: BTreeSet<&str> = written
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|body| body["do"].as_str())
        .collect();
    assert_eq!(covered, Body::NAMES.concat().into_iter().collect());
    let (undo, others): (Vec<_>, Vec<_>) = bodies()
        .into_iter()
        .partition(|body| matches!(body, Body::Undo(_)));
    let (told, others): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|body| matches!(body, Body::Expectation(_) | Body::Update(_)));
    let (leaders, others): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|body| matches!(body, Body::Decision(_) | Body::Leader(_)));
    let (candidates, others): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|body| matches!(body, Body::Candidate(_) | Body::Funnel(_)));
    let (interviews, others): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|body| matches!(body, Body::Interview(_) | Body::SitInTalk(_)));
    let (kits, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|body| matches!(body, Body::Kit(_)));
    let (cards, others): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|body| matches!(body, Body::Interviewer(_) | Body::Scorecard(_)));
    let (problems, others): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|body| matches!(body, Body::Problem(_)));
    let (hires, others): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|body| matches!(body, Body::Hire(_) | Body::CheckIn(_)));
    assert_json_snapshot!("commands", others);
    assert_json_snapshot!("commands_hires", hires);
    assert_json_snapshot!("commands_problems", problems);
    assert_json_snapshot!("commands_scorecards", cards);
    assert_json_snapshot!("commands_kits", kits);
    assert_json_snapshot!("commands_candidates", candidates);
    assert_json_snapshot!("commands_interviews", interviews);
    assert_json_snapshot!("commands_leaders", leaders);
    assert_json_snapshot!("commands_told", told);
    assert_json_snapshot!("undo", undo);
}

#[test]
fn every_row_is_written_as_it_was() {
    let kinds: BTreeSet<Kind> = rows().iter().map(|row| row.key().kind).collect();
    assert_eq!(kinds, Kind::ALL.iter().copied().collect());
    let (candidates, others): (Vec<_>, Vec<_>) = (1..).zip(rows()).partition(|(_, row)| {
        matches!(
            row,
            Row::Candidate(_) | Row::Funnel(_) | Row::Interview(_) | Row::SitInTalk(_)
        )
    });
    let (kits, others): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|(_, row)| matches!(row, Row::Kit(_)));
    let (cards, others): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|(_, row)| matches!(row, Row::Interviewer(_) | Row::Scorecard(_)));
    let (problems, others): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|(_, row)| matches!(row, Row::Problem(_)));
    let (hires, others): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|(_, row)| matches!(row, Row::Hire(_) | Row::CheckIn(_)));
    let carried = |rows: Vec<(u64, Row)>| -> Vec<Carried> {
        let rows = rows.into_iter();
        rows.map(|(seq, row)| stored(seq, Audience::Workspace, row).into())
            .collect()
    };
    let mut all = carried(others);
    all.push(stored(9, people(), rows().remove(3)).into());
    assert_json_snapshot!("rows", all);
    assert_json_snapshot!("rows_candidates", carried(candidates));
    assert_json_snapshot!("rows_kits", carried(kits));
    assert_json_snapshot!("rows_scorecards", carried(cards));
    assert_json_snapshot!("rows_problems", carried(problems));
    assert_json_snapshot!("rows_hires", carried(hires));
}

#[test]
fn every_refusal_is_written_as_it_was() {
    let shown: Vec<Value> = refusals()
        .iter()
        .map(|refusal| json!({ "is": refusal, "reads": refusal.to_string() }))
        .collect();
    assert_json_snapshot!("refusals", shown);
}

#[test]
fn a_push_and_its_answers_are_written_as_they_were() {
    let sent = Sent::from(&entry(None));
    let again = Sent::from(&Entry {
        again: Some(at().to_utc()),
        ..entry(None)
    });
    let push = |epoch| Push {
        proto: PROTO,
        person: user(),
        device: DeviceId(id(11)),
        epoch,
        commands: vec![sent.clone(), again.clone()],
    };
    let refused = Outcome::Refused {
        seq: 44,
        reason: Refusal::OnHold,
    };
    let ack = Ack {
        epoch: epoch(),
        head: 44,
        last_mid: 6,
        at: at().to_utc(),
        results: vec![
            (1, Verdict::Duplicate(Outcome::Applied { seq: 12 })),
            (2, Verdict::Done(Outcome::Applied { seq: 42 })),
            (3, Verdict::Done(Outcome::NoOp { seq: 43 })),
            (4, Verdict::Done(refused)),
            (5, Verdict::Waits),
            (6, Verdict::Fork),
        ],
    };
    let answers = [
        PushAnswer::Ack(ack),
        PushAnswer::NewEpoch { epoch: epoch() },
        PushAnswer::TooNew {
            proto: PROTO,
            version: COMMAND_VERSION,
        },
        PushAnswer::AnotherPerson,
        PushAnswer::NotAMember,
    ];
    assert_json_snapshot!("push", [push(None), push(Some(epoch()))]);
    assert_json_snapshot!("push_answers", answers);
}

#[test]
fn a_pull_and_its_answers_are_written_as_they_were() {
    let after = PageToken("the server's own note".into());
    let words = "201.9f86d081884c7d65".parse().unwrap();
    let snapshot = PullRequest {
        words,
        ..PullRequest::snapshot(user())
    };
    let requests = [
        snapshot.clone(),
        PullRequest {
            cursor: Some(cursor(42)),
            ..snapshot.clone()
        },
        PullRequest {
            start: Some(cursor(40)),
            after: Some(after.clone()),
            ..snapshot
        },
    ];
    let row: Carried = stored(43, Audience::Workspace, rows().remove(2)).into();
    let key = AnyKey::from(RowKey::new(Kind::Role, id(3)));
    let gone = |erased| Gone {
        key: key.clone(),
        erased,
    };
    let answers = [
        Pulled::Delta(Delta {
            troubles: Troubles {
                unread: [("role".into(), 2)].into(),
                undone: ["handing on what belongs to a role".into()].into(),
            },
            from: cursor(42),
            to: cursor(44),
            rows: vec![row.clone(), of_tomorrow()],
            gone: vec![gone(false), gone(true)],
            more: true,
        }),
        Pulled::Page(Page {
            from: Some(cursor(99)),
            start: cursor(44),
            after: None,
            rows: vec![row.clone()],
            next: Some(after.clone()),
            erased: vec![Leader::key(leader())],
        }),
        Pulled::Page(Page {
            from: None,
            start: cursor(44),
            after: Some(after),
            rows: vec![row],
            next: None,
            erased: Vec::new(),
        }),
        Pulled::Upgrade,
        Pulled::AnotherPerson,
    ];
    assert_json_snapshot!("pull_requests", requests);
    assert_json_snapshot!("pull_answers", answers);
}

#[test]
fn what_a_device_keeps_is_written_as_it_was() {
    let meta = Meta {
        rev: 17,
        device: DeviceId(id(11)),
        next_mid: 8,
        cursor: Some(cursor(42)),
        epoch: Some(epoch()),
        home: Some(Home {
            workspace: WorkspaceId(id(12)),
            user: user(),
        }),
        address: Some("priya@example.org".into()),
        shadow: Some(Shadow {
            start: cursor(40),
            after: PageToken("the server's own note".into()),
        }),
        half: Half::Right,
    };
    let ops = [
        Op::Meta(meta),
        Op::Meta(Meta::new(DeviceId(id(11)))),
        Op::PutEntry(entry(None)),
        Op::PutEntry(entry(Some(Outcome::Applied { seq: 42 }))),
        Op::PutEntry(Entry {
            again: Some(at().to_utc()),
            ..entry(None)
        }),
        Op::DropEntry(7),
        Op::PutKept(Kept {
            seq: 42,
            draft: draft(),
            acked_at: at().to_utc(),
            waits: false,
        }),
        Op::PutKept(Kept {
            seq: 42,
            draft: Draft {
                subjects: [Leader::key(leader())].into(),
                ..draft()
            },
            acked_at: at().to_utc(),
            waits: true,
        }),
        Op::DropKept(CommandId(id(9))),
        Op::PutRefused(Refused {
            draft: draft(),
            reason: Refusal::OnHold,
        }),
        Op::DropRefused(CommandId(id(9))),
        Op::PutRow(Half::Left, stored(1, people(), rows().remove(0)).into()),
        Op::PutRow(Half::Left, of_tomorrow()),
        Op::DropRow(Half::Right, RowKey::new(Kind::Role, id(3)).into()),
        Op::Clear(Half::Left),
    ];
    assert_json_snapshot!("device", ops);
}

/// Each released form of a command, with the version under which it was sent.
#[test]
fn commands_of_every_released_version_are_read() {
    let released: Vec<(u16, Value)> =
        serde_json::from_str(include_str!("../released/commands.json")).unwrap();
    for (version, body) in released {
        let read = Body::read(version, body.clone());
        assert!(read.is_ok(), "version {version}: {body} gave {read:?}");
    }
    let first = json!({
        "do": "log_effort", "effort": id(4),
        "draft": {
            "role": id(3), "kind": "screen", "quantity": 1, "minutes": 30, "shared": false,
            "side": "sourcing", "happened_at": "2026-11-19T09:38:00+01:00"
        }
    });
    let Ok(Body::Effort(effort::Command::LogEffort { draft, .. })) = Body::read(1, first) else {
        panic!("the first version's effort is not read");
    };
    assert_eq!(
        (draft.roles, draft.replies, draft.result),
        (vec![role()], 0, String::new())
    );
}

#[test]
fn rows_of_every_released_version_are_read() {
    let released: Vec<Stored> = serde_json::from_str(include_str!("../released/rows.json")).unwrap();
    assert!(released.iter().all(|row| row.v == 1));
    assert_eq!(
        released[0].audience,
        Audience::Workspace,
        "without an audience it is the workspace's"
    );
    assert_eq!(released.last().map(|row| row.audience.clone()), Some(people()));
}

#[test]
fn messages_of_every_released_version_are_read() {
    let released: Value = serde_json::from_str(include_str!("../released/messages.json")).unwrap();
    let read = |key: &str| released[key].clone();
    let _: Vec<Push> = serde_json::from_value(read("push")).unwrap();
    let _: Vec<PushAnswer> = serde_json::from_value(read("push_answers")).unwrap();
    let _: Vec<PullRequest> = serde_json::from_value(read("pull_requests")).unwrap();
    let _: Vec<Pulled> = serde_json::from_value(read("pull_answers")).unwrap();
    let _: Vec<Op> = serde_json::from_value(read("device")).unwrap();
}

#[test]
fn what_cannot_be_read_says_what_is_wrong() {
    let Err(Refusal::Malformed { detail }) = Body::read(COMMAND_VERSION, json!({ "do": "levitate" })) else {
        panic!("it was read");
    };
    assert!(detail.contains("levitate"), "{detail}");
}
