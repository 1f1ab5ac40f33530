//! Words of a build that is newer than this one: kept as they came, said, and never taken for a broken line.

use serde_json::json;

use super::*;
use crate::{
    domain::{COMMAND_VERSION, Leader, Refusal, Vocabulary},
    sync::{
        disk::Entry,
        wire::{
            Carried, Cursor, Delta, Gone, Outcome, PROTO, PageToken, PullRequest, Pulled, Seq, Troubles,
            Verdict,
        },
    },
};

/// A command whose name nobody here has heard.
fn levitates(id: u128) -> Draft {
    Draft {
        id: CommandId(Uuid::from_u128(id)),
        version: COMMAND_VERSION,
        body: json!({ "do": "levitate", "leader": DANA, "metres": 3 }),
        claimed_at: at(),
        subjects: [].into(),
        outlived: false,
    }
}

#[test]
fn a_refusal_of_tomorrow_is_written_as_it_was_read_and_says_what_to_do() {
    let written =
        r#"{"why":"too_late","until":"2027-01-31","kind":"journal","again":{"b":1,"a":[2,1.5,null]}}"#;
    let reason: Refusal = serde_json::from_str(written).unwrap();
    assert_eq!(serde_json::to_string(&reason).unwrap(), written);
    assert!(reason.to_string().contains("reload"), "{reason}");
    let of_an_unknown_kind = r#"{"why":"exists","what":"journal"}"#;
    let reason: Refusal = serde_json::from_str(of_an_unknown_kind).unwrap();
    assert_eq!(serde_json::to_string(&reason).unwrap(), of_an_unknown_kind);
    let outcome = format!(r#"{{"verdict":"done","is":{{"outcome":"refused","seq":7,"reason":{written}}}}}"#);
    let verdict: Verdict = serde_json::from_str(&outcome).unwrap();
    assert!(
        matches!(&verdict, Verdict::Done(Outcome::Refused { seq: 7, .. })),
        "{verdict:?}"
    );
    assert_eq!(serde_json::to_string(&verdict).unwrap(), outcome);
}

#[test]
fn a_command_of_an_unknown_name_waits_on_the_device_and_at_the_server() {
    let mut server = Server::team();
    let mut device = Device::of(PRIYA);
    device.syncs(&mut server);
    device.write(&Txn::Queue(vec![levitates(77)]));
    let engine = device.engine();
    assert_eq!((engine.newer(), engine.hidden().len()), (1, 0));
    assert_eq!(engine.repairs(), [], "nor is it set aside");
    assert_eq!(device.syncs(&mut server), Some(Stop::ServerTooOld));
    assert_eq!((device.waiting(), device.shelf.refused.len()), (1, 0));
}

#[test]
fn what_is_no_command_at_all_is_still_set_aside() {
    let mut device = Device::of(PRIYA);
    for (mid, body) in [
        (1, json!("levitate")),
        (2, json!({ "leader": DANA })),
        (3, json!({ "do": 7 })),
    ] {
        device.write(&Txn::Queue(vec![Draft {
            body,
            ..levitates(mid)
        }]));
    }
    assert_eq!(device.engine().repairs().len(), 3);
}

/// An answer to a pull as a newer server gives it.
fn delta(from: &str, to: &str, rows: &Value, gone: &Value) -> String {
    json!({ "answer": "delta", "from": from, "to": to, "rows": rows, "gone": gone, "more": false })
        .to_string()
}

#[test]
fn an_answer_with_a_row_and_a_departure_of_unknown_kinds_is_read() {
    let (from, to) = (
        "00000000-0000-0000-0000-000000000001:5",
        "00000000-0000-0000-0000-000000000001:6",
    );
    let rows = json!([{ "key": format!("journal/{}", Uuid::from_u128(9)), "v": 1, "seq": 6, "row": { "journal": { "id": Uuid::from_u128(9), "text": "news" } } }]);
    let gone = json!([{ "key": format!("diary/{}", Uuid::from_u128(8)), "erased": false }]);
    for (rows, gone) in [(&rows, &json!([])), (&json!([]), &gone)] {
        let read: Result<Pulled, _> = serde_json::from_str(&delta(from, to, rows, gone));
        assert!(read.is_ok(), "{read:?}");
    }
}

fn key(text: &str) -> AnyKey {
    AnyKey(text.into())
}

/// A row of a kind, or in a shape, that nobody here has heard of.
fn row(key: &str, v: u16, seq: Seq, row: &Value) -> Carried {
    serde_json::from_value(json!({ "key": key, "v": v, "seq": seq, "row": row })).unwrap()
}

const JOURNAL: &str = "journal/00000000-0000-0000-0000-000000000009";

/// What a newer server tells, after all that this one knows.
fn told(device: &Device, rows: Vec<Carried>, gone: &[&str]) -> Delta {
    let from = device.shelf.meta.cursor.unwrap();
    let to = Cursor {
        seq: from.seq + 1,
        ..from
    };
    let gone = gone.iter().map(|gone| Gone {
        key: key(gone),
        erased: false,
    });
    Delta {
        troubles: Troubles::default(),
        from,
        to,
        rows,
        gone: gone.collect(),
        more: false,
    }
}

#[test]
fn a_row_of_an_unknown_kind_is_kept_under_its_key_as_it_came_until_it_goes() {
    let mut server = Server::team();
    let mut device = Device::of(PRIYA);
    device.syncs(&mut server);
    let known = device.rows().clone();
    let written = json!({ "id": 9, "z": 1, "a": [null] });
    let journal = row(JOURNAL, 1, 90, &json!({ "journal": written }));
    let as_it_came = serde_json::to_string(&journal).unwrap();
    let mut other_tab = device.engine();
    let delta = told(&device, vec![journal], &[]);
    let ops = plan(&Txn::Pulled(delta), &device.shelf).unwrap();
    let again: Vec<Op> = serde_json::from_value(serde_json::to_value(&ops).unwrap()).unwrap();
    assert_eq!(again, ops, "the tabs tell each other");
    let on_disk = ops.iter().find_map(|op| match op {
        Op::PutRow(_, row) => Some(serde_json::to_string(row).unwrap()),
        _ => None,
    });
    assert_eq!(on_disk, Some(as_it_came.clone()));
    other_tab.follow(again);
    device.apply(&ops);
    assert_eq!(device.rows(), &known, "the rest goes on");
    for engine in [&device.engine(), &other_tab] {
        assert_eq!(engine.unread().keys().collect::<Vec<_>>(), [&key(JOURNAL)]);
        assert_eq!(
            engine.unread()[&key(JOURNAL)]["row"],
            json!({ "journal": written })
        );
    }
    let mut found = Found::default();
    found.take(JOURNAL, &as_it_came);
    assert_eq!(&found.unread, device.unread(), "and after a reload");

    let delta = told(&device, vec![], &[JOURNAL]);
    device.write(&Txn::Pulled(delta));
    assert!(device.unread().is_empty());
}

#[test]
fn a_known_row_in_a_newer_shape_is_set_aside_and_comes_back_in_one_that_is_read() {
    let mut server = Server::team();
    let mut device = Device::of(PRIYA);
    device.syncs(&mut server);
    let dana = Leader::key(DANA);
    let today = device.rows().get(&dana).unwrap().clone();
    // It would be read, and its first word lost.
    let mut newer = serde_json::to_value(&today).unwrap();
    newer["row"]["leader"]["called"] = json!("Dame Dana");
    let newer = row(&dana.to_string(), dana.kind.version() + 1, 90, &newer["row"]);
    let delta = told(&device, vec![newer], &[]);
    let ops = plan(&Txn::Pulled(delta), &device.shelf).unwrap();
    let mut tab = device.engine();
    tab.follow(ops.clone());
    device.apply(&ops);
    for engine in [&device.engine(), &tab] {
        assert!(engine.row(&dana).is_none() && engine.unread().contains_key(&dana.into()));
    }
    let delta = told(&device, vec![today.clone().into()], &[]);
    let ops = plan(&Txn::Pulled(delta), &device.shelf).unwrap();
    tab.follow(ops.clone());
    device.apply(&ops);
    for engine in [&device.engine(), &tab] {
        assert_eq!(engine.row(&dana), Some(&today));
        assert!(engine.unread().is_empty());
    }
}

#[test]
fn a_field_that_is_not_known_goes_to_the_disk_with_the_rest() {
    let server = Server::team();
    let dana = Leader::key(DANA);
    let mut written = serde_json::to_value(server.authority.rows().get(&dana).unwrap()).unwrap();
    written["row"]["leader"]["called"] = json!("Dame Dana");
    let carried = row(&dana.to_string(), 1, 4, &written["row"]);
    assert!(carried.read().is_some());
    assert!(serde_json::to_string(&carried).unwrap().contains("Dame Dana"));
}

#[test]
fn rows_of_unknown_kinds_come_with_a_snapshot_and_an_unreadable_one_keeps_none_from_being_read() {
    let mut server = Server::team();
    let mut device = Device::of(PRIYA);
    let Pulled::Page(mut page) = server.authority.pull(PRIYA, &device.engine().next_pull(), 100) else {
        panic!("a snapshot")
    };
    page.rows.push(row(JOURNAL, 1, 2, &json!({ "journal": {} })));
    page.rows.push(row("role/not-an-id", 1, 3, &json!({ "role": 7 })));
    let next = device
        .engine()
        .pulled(Pulled::Page(page), DeviceId(Uuid::from_u128(1)));
    next.txns.iter().for_each(|txn| device.write(txn));
    assert_eq!(device.rows(), server.authority.rows());
    let nouns: Vec<_> = device.unread().keys().map(AnyKey::noun).collect();
    assert_eq!(nouns, ["journal", "role"]);
    assert_eq!(device.syncs(&mut server), None);
    assert_eq!(device.unread().len(), 2);
}

#[test]
fn an_unreadable_row_on_the_disk_is_set_aside_and_the_rest_is_read() {
    let server = Server::team();
    let mut found = Found::default();
    for (key, stored) in server.authority.rows().iter() {
        found.take(
            &key.to_string(),
            &serde_json::to_string(&Carried::from(stored.clone())).unwrap(),
        );
    }
    found.take(JOURNAL, r#"{"v":1,"seq":3,"row":{"journal":{}}}"#);
    found.take(
        "leader/00000000-0000-0000-0000-000000000003",
        r#"{"v":1,"seq":3,"row":{"lea"#,
    );
    found.take("settings/00000000-0000-0000-0000-000000000000", "7");
    assert_eq!(found.rows.len(), server.authority.rows().len());
    let damaged = &found.unread[&key("leader/00000000-0000-0000-0000-000000000003")];
    assert_eq!(
        damaged,
        &json!(r#"{"v":1,"seq":3,"row":{"lea"#),
        "as it stands there"
    );
    assert_eq!(found.unread.len(), 3);
}

#[test]
fn an_older_build_may_push_and_is_told_to_reload_a_newer_one_is_not() {
    let mut server = Server::team();
    let mut device = Device::of(PRIYA);
    device.syncs(&mut server);
    device.does(&adds(LeaderId(Uuid::from_u128(0x1002)), "Marcus"));
    let push = device.engine().next_push().unwrap();
    let answer = server.receives(PRIYA, &push);
    let next = device
        .engine()
        .pushed(&push, &answer, DeviceId(Uuid::from_u128(1)));
    next.txns.iter().for_each(|txn| device.write(txn));
    let known = Vocabulary::of_this_build();
    let ask = |words: &str, proto| {
        let request = PullRequest {
            words: words.parse().unwrap(),
            proto,
            ..device.engine().next_pull()
        };
        server.authority.pull(PRIYA, &request, 100)
    };
    for (older, proto) in [("3.00000000000000ff", PROTO), (&known.to_string(), PROTO - 1)] {
        let pulled = ask(older, proto);
        assert_eq!(pulled, Pulled::Upgrade, "{older}");
        let next = device.engine().pulled(pulled, DeviceId(Uuid::from_u128(1)));
        assert_eq!(
            (next.stop, next.txns),
            (Some(Stop::Upgrade), vec![]),
            "nothing is lost"
        );
    }
    for (newer, proto) in [("99999.00000000000000ff", PROTO), (&known.to_string(), PROTO + 1)] {
        assert!(matches!(ask(newer, proto), Pulled::Delta(_)), "{newer}");
    }
}

#[test]
fn a_note_that_means_nothing_to_the_server_begins_the_snapshot_anew() {
    let server = Server::team();
    let ask = |start, after: Option<PageToken>| {
        let request = PullRequest {
            start,
            after,
            ..PullRequest::snapshot(PRIYA)
        };
        match server.authority.pull(PRIYA, &request, 2) {
            Pulled::Page(page) => page,
            other => panic!("{other:?}"),
        }
    };
    let first = ask(None, None);
    let second = ask(Some(first.start), first.next.clone());
    assert_eq!(second.after, first.next, "it goes on there");
    assert!(second.rows != first.rows);
    let of_another_build = first.next.as_ref().unwrap().0.replacen('.', "0.", 1);
    for note in ["", "leader", "cat/7", &DANA.to_string(), &of_another_build] {
        assert_eq!(
            ask(Some(first.start), Some(PageToken(note.into()))),
            first,
            "{note}"
        );
    }
}

#[test]
fn an_answer_that_only_a_newer_build_knows_leaves_the_command_where_it_was() {
    let draft = Draft::new(CommandId(Uuid::from_u128(5)), &opens(SEARCH), at());
    let entry = json!({ "mid": 4, "draft": draft, "outcome": { "outcome": "merged", "seq": 7 } });
    let read = Entry::read(4, &entry.to_string());
    assert_eq!((read.mid, &read.draft, &read.outcome), (4, &draft, &None));
    let damaged = Entry::read(4, r#"{"mid":4,"draft":{"id":"to"#);
    assert!(
        damaged.draft.read().is_err() && !damaged.draft.is_newer(),
        "set aside, in its place"
    );
}

#[test]
fn older_rows_that_cannot_be_read_are_set_aside_beside_those_that_can() {
    let mut server = Server::team();
    let mut device = Device::of(PRIYA);
    device.syncs(&mut server);
    let mut engine = device.engine();
    let dana = Leader::key(DANA);
    let mut found = Found::default();
    found.take(JOURNAL, r#"{"v":1,"seq":3,"row":{"journal":{}}}"#);
    found.take(&dana.to_string(), "damaged, and written anew since");
    engine.backfill(found);
    assert_eq!(engine.unread().keys().collect::<Vec<_>>(), [&key(JOURNAL)]);
    assert_eq!(engine.unread_by_noun(), [("journal".to_owned(), 1)].into());
    assert!(engine.row(&dana).is_some());
}
