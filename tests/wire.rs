//! Released shapes are frozen: what was once sent or stored must stay readable.
//!
//! The snapshots show each shape as it is written today; the fixtures are shapes as they were released, which
//! must still be read. A changed snapshot needs a new version, a reading of the old one, and a fixture for it.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate, Weekday};
use fulcrum::{
    domain::{
        Amended, Audience, Body, COMMAND_VERSION, Cadence, Close, CloseReason, CommandId, DeviceId, Effort,
        EffortDraft, EffortId, EffortKind, Entered, Family, Hold, ImportedRole, Kind, Leader, LeaderDetails,
        LeaderId, LinkId, Member, Niche, OrderKey, Placement, ROW_VERSION, Refusal, Reply, ReplyId,
        Restorable, Right, Role, RoleDetails, RoleId, Row, RowKey, Scope, Seniority, Settings, ShareLink,
        Side, Stage, Stored, Target, Update, UpdateId, UserId, Workspace, WorkspaceId, key_between,
        secret_hash, upcast,
    },
    sync::{
        disk::{Draft, Entry, Half, Home, Kept, Meta, Op, Refused, Shadow},
        wire::{
            Ack, Cursor, Delta, Epoch, Gone, Outcome, PROTO, Page, PullRequest, Pulled, Push, PushAnswer,
            Sent, Verdict,
        },
    },
};
use insta::assert_json_snapshot;
use serde_json::{Value, json};
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0190_c0de_0000_7000_8000_0000_0000_0000 + n)
}

fn at() -> DateTime<FixedOffset> {
    "2026-11-19T09:38:00+01:00".parse().unwrap()
}

fn day() -> NaiveDate {
    at().date_naive()
}

fn user() -> UserId {
    UserId(id(1))
}

fn leader() -> LeaderId {
    LeaderId(id(2))
}

fn role() -> RoleId {
    RoleId(id(3))
}

fn key() -> OrderKey {
    key_between(None, None).unwrap()
}

fn settings() -> Settings {
    Settings {
        cadence: Cadence {
            longest_silence: 4,
            weekday: Some(Weekday::Thu),
            holidays: [day()].into(),
        },
        minutes: [(EffortKind::Screen, 20)].into(),
    }
}

fn details() -> RoleDetails {
    RoleDetails {
        title: "Senior Data Engineer".into(),
        family: Family::Data,
        seniority: Seniority::Senior,
        niche: Niche::VeryRare,
        opened_on: day(),
    }
}

fn named() -> LeaderDetails {
    LeaderDetails {
        name: "Dana Whitfield".into(),
        team: "Platform".into(),
    }
}

fn hold() -> Hold {
    Hold {
        requester: "Dana".into(),
        cause: "budget".into(),
        review_on: day(),
        since: day(),
    }
}

fn placement() -> Placement {
    Placement {
        stage: Stage::Closed,
        order: key(),
        close: Some(Close {
            reason: CloseReason::SolvedWithoutHire,
            on: day(),
        }),
    }
}

fn imported(owner: Option<UserId>) -> ImportedRole {
    let Placement { stage, close, .. } = placement();
    ImportedRole {
        role: role(),
        leader: leader(),
        owner,
        details: details(),
        stage: if owner.is_some() { stage } else { Stage::Source },
        close: close.filter(|_| owner.is_some()),
        held: owner.is_none(),
    }
}

fn people() -> Audience {
    Audience::People([user()].into())
}

fn link() -> ShareLink {
    ShareLink {
        id: LinkId(id(6)),
        target: Target::Leader(leader()),
        scope: Scope::TeamSafe,
        label: "Dana's team".into(),
        secret_hash: secret_hash("open sesame"),
        created_on: day(),
        expires_on: Some(day()),
        revoked: false,
        passcode_hash: None,
    }
}

fn effort_draft() -> EffortDraft {
    EffortDraft {
        quantity: 23,
        replies: 5,
        result: "two want to talk".into(),
        ..EffortDraft::one(EffortKind::Outreach, role(), at())
    }
}

fn member() -> Member {
    Member {
        user: user(),
        name: "Priya".into(),
        phone: Some("+44 20 7946 0000".into()),
        right: Right::Owner,
        left: Some(day()),
    }
}

fn workspace() -> Workspace {
    Workspace {
        name: "Partnership".into(),
        zone: "Europe/London".into(),
    }
}

fn restores() -> Vec<Body> {
    let values = [
        Restorable::Placement {
            role: role(),
            placement: placement(),
            hold: Some(hold()),
        },
        Restorable::Role {
            role: role(),
            details: details(),
        },
        Restorable::Leader {
            leader: leader(),
            details: named(),
        },
        Restorable::Removed {
            effort: EffortId(id(4)),
            removed: true,
        },
        Restorable::Effort {
            effort: EffortId(id(4)),
            draft: effort_draft(),
        },
    ];
    let same = |value: Restorable| Body::Restore {
        expect: value.clone(),
        restore: value,
    };
    values.into_iter().map(same).collect()
}

fn bodies() -> Vec<Body> {
    let (leader, role, effort) = (leader(), role(), EffortId(id(4)));
    let mut bodies = vec![
        Body::PutWorkspace(workspace()),
        Body::PutMember(member()),
        Body::RemoveMember {
            member: user(),
            successor: UserId(id(10)),
        },
        Body::PutSettings(settings()),
        Body::AddLeader {
            leader,
            details: named(),
        },
        Body::EditLeader {
            leader,
            details: named(),
            base: None,
        },
        Body::EraseLeader { leader },
        Body::AddRole {
            role,
            leader,
            details: details(),
        },
        Body::ImportRoles {
            roles: vec![imported(None), imported(Some(user()))],
        },
        Body::EditRole {
            role,
            details: details(),
            base: Some(details()),
        },
        Body::MoveRole {
            role,
            stage: Stage::SetExpectations,
            after: Some(RoleId(id(7))),
            before: None,
            reason: Some(CloseReason::Filled),
        },
        Body::HoldRole { role, hold: hold() },
        Body::ResumeRole { role },
        Body::RestrictRole {
            role,
            audience: people(),
            code_name: Some("Harbour".into()),
        },
        Body::RestrictRole {
            role,
            audience: Audience::Workspace,
            code_name: None,
        },
        Body::HandOver { role, to: user() },
        Body::GiveRole { role, leader },
        Body::LogEffort {
            effort,
            draft: effort_draft(),
        },
        Body::AmendEffort {
            effort,
            draft: effort_draft(),
        },
        Body::ShareWords { effort },
        Body::RemoveEffort { effort },
        Body::SendUpdate {
            update: UpdateId(id(5)),
            leader,
            roles: vec![role],
            text: "Three strong people are in play".into(),
        },
        Body::ShareLink(link()),
        Body::RevokeLink { link: LinkId(id(6)) },
        Body::SendReply {
            reply: ReplyId(id(8)),
            update: Some(UpdateId(id(5))),
            text: "Thank you".into(),
        },
        Body::Scrubbed { told: true },
    ];
    bodies.extend(restores());
    bodies
}

/// A new variant needs a number here, an example above, and a snapshot.
fn number(body: &Body) -> usize {
    match body {
        Body::PutWorkspace(_) => 0,
        Body::PutMember(_) => 1,
        Body::AddLeader { .. } => 2,
        Body::EditLeader { .. } => 3,
        Body::EraseLeader { .. } => 4,
        Body::AddRole { .. } => 5,
        Body::EditRole { .. } => 6,
        Body::MoveRole { .. } => 7,
        Body::HoldRole { .. } => 8,
        Body::ResumeRole { .. } => 9,
        Body::RestrictRole { .. } => 10,
        Body::LogEffort { .. } => 11,
        Body::RemoveEffort { .. } => 12,
        Body::SendUpdate { .. } => 13,
        Body::ShareLink(_) => 14,
        Body::RevokeLink { .. } => 15,
        Body::SendReply { .. } => 16,
        Body::Restore { .. } => 17,
        Body::Scrubbed { .. } => 18,
        Body::AmendEffort { .. } => 19,
        Body::ShareWords { .. } => 20,
        Body::PutSettings(_) => 21,
        Body::ImportRoles { .. } => 22,
        Body::RemoveMember { .. } => 23,
        Body::HandOver { .. } => 24,
        Body::GiveRole { .. } => 25,
    }
}

fn rows() -> Vec<Row> {
    let by = user();
    let EffortDraft {
        kind,
        quantity,
        replies,
        result,
        minutes,
        shared,
        happened_at,
        ..
    } = effort_draft();
    vec![
        Row::Workspace(workspace()),
        Row::Settings(settings()),
        Row::Member(member()),
        Row::Leader(Leader {
            id: leader(),
            details: named(),
            told_at: Some(at()),
        }),
        Row::Role(Role {
            id: role(),
            leader: Some(leader()),
            details: details(),
            owner: by,
            placement: placement(),
            hold: Some(hold()),
            entered: Some(Entered {
                stage: Stage::Source,
                on: day(),
            }),
            code_name: Some("Harbour".into()),
        }),
        Row::Update(Update {
            id: UpdateId(id(5)),
            leader: leader(),
            roles: vec![role()],
            text: "Three strong people are in play".into(),
            sent_at: at(),
            by,
        }),
        Row::Link(link()),
        Row::Reply(Reply {
            id: ReplyId(id(8)),
            link: LinkId(id(6)),
            leader: leader(),
            update: None,
            text: "Thank you".into(),
            at: at(),
        }),
        Row::Effort(Effort {
            id: EffortId(id(4)),
            roles: vec![role()],
            kind,
            quantity,
            replies,
            result,
            minutes,
            shared,
            side: Side::Sourcing,
            happened_at,
            by,
            removed: false,
            words_from: Some(at().to_utc()),
            history: vec![Amended {
                at: at(),
                by,
                was: effort_draft(),
            }],
        }),
    ]
}

fn stored(seq: u64, audience: Audience, row: Row) -> Stored {
    Stored {
        v: ROW_VERSION,
        seq,
        audience,
        row,
    }
}

fn refusals() -> Vec<Refusal> {
    let (what, field) = (Kind::Role, String::from("title"));
    vec![
        Refusal::Unknown { what },
        Refusal::Exists { what: Kind::Link },
        Refusal::PasscodeNeeded,
        Refusal::DatePassed {
            date: "2026-11-18".into(),
        },
        Refusal::DateAhead {
            date: "2026-11-20".into(),
        },
        Refusal::Empty { field: field.clone() },
        Refusal::TooLong {
            field: field.clone(),
            max: 200,
            length: 201,
        },
        Refusal::OutOfRange {
            field,
            min: 0,
            max: 9,
        },
        Refusal::DateOutOfReach {
            date: "1815-06-18".into(),
        },
        Refusal::NoRole,
        Refusal::ReasonNeeded,
        Refusal::OnHold,
        Refusal::Closed,
        Refusal::ChangedSince,
        Refusal::OwnerOnly,
        Refusal::LinkForbids,
        Refusal::LinkGone,
        Refusal::LastOwner,
        Refusal::EditedMeanwhile {
            field: "title".into(),
            theirs: "Site Reliability Engineer".into(),
        },
        Refusal::Erased,
        Refusal::DependsOn { on: CommandId(id(9)) },
        Refusal::Malformed {
            detail: "missing field `roles`".into(),
        },
        Refusal::Internal,
    ]
}

fn epoch() -> Epoch {
    Epoch(id(10))
}

fn cursor(seq: u64) -> Cursor {
    Cursor { epoch: epoch(), seq }
}

fn draft() -> Draft {
    Draft::new(CommandId(id(9)), &Body::ResumeRole { role: role() }, at())
}

#[test]
fn every_command_is_written_as_it_was() {
    let covered: BTreeSet<usize> = bodies().iter().map(number).collect();
    assert_eq!(covered, (0..=25).collect());
    assert_json_snapshot!("commands", bodies());
}

#[test]
fn every_row_is_written_as_it_was() {
    let kinds: BTreeSet<Kind> = rows().iter().map(|row| row.key().kind).collect();
    assert_eq!(kinds, Kind::ALL.into());
    let mut all: Vec<_> = (1..)
        .zip(rows())
        .map(|(seq, row)| stored(seq, Audience::Workspace, row))
        .collect();
    all.push(stored(9, people(), rows().remove(3)));
    assert_json_snapshot!("rows", all);
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
    let sent = Sent::from((7, &draft()));
    let push = |epoch| Push {
        proto: PROTO,
        device: DeviceId(id(11)),
        epoch,
        commands: vec![sent.clone()],
    };
    let refused = Outcome::Refused {
        seq: 44,
        reason: Refusal::OnHold,
    };
    let ack = Ack {
        epoch: epoch(),
        head: 44,
        last_mid: 5,
        results: vec![
            (1, Verdict::Duplicate(Outcome::Applied { seq: 12 })),
            (2, Verdict::Done(Outcome::Applied { seq: 42 })),
            (3, Verdict::Done(Outcome::NoOp { seq: 43 })),
            (4, Verdict::Done(refused)),
            (5, Verdict::Fork),
        ],
    };
    let answers = [
        PushAnswer::Ack(ack),
        PushAnswer::NewEpoch { epoch: epoch() },
        PushAnswer::TooNew {
            proto: PROTO,
            version: COMMAND_VERSION,
        },
    ];
    assert_json_snapshot!("push", [push(None), push(Some(epoch()))]);
    assert_json_snapshot!("push_answers", answers);
}

#[test]
fn a_pull_and_its_answers_are_written_as_they_were() {
    let after = RowKey::new(Kind::Role, id(3));
    let requests = [
        PullRequest::default(),
        PullRequest {
            cursor: Some(cursor(42)),
            ..PullRequest::default()
        },
        PullRequest {
            cursor: None,
            start: Some(cursor(40)),
            after: Some(after),
        },
    ];
    let row = stored(43, Audience::Workspace, rows().remove(2));
    let gone = |erased| Gone { key: after, erased };
    let answers = [
        Pulled::Delta(Delta {
            from: cursor(42),
            to: cursor(44),
            rows: vec![row.clone()],
            gone: vec![gone(false), gone(true)],
            more: true,
        }),
        Pulled::Page(Page {
            from: Some(cursor(99)),
            start: cursor(44),
            after: None,
            rows: vec![row.clone()],
            next: Some(after),
            erased: vec![leader()],
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
        shadow: Some(Shadow {
            start: cursor(40),
            after: RowKey::new(Kind::Role, id(3)),
        }),
        half: Half::Right,
    };
    let entry = |outcome| Entry {
        mid: 7,
        draft: draft(),
        outcome,
    };
    let ops = [
        Op::Meta(meta),
        Op::Meta(Meta::new(DeviceId(id(11)))),
        Op::PutEntry(entry(None)),
        Op::PutEntry(entry(Some(Outcome::Applied { seq: 42 }))),
        Op::DropEntry(7),
        Op::PutKept(Kept {
            seq: 42,
            draft: draft(),
        }),
        Op::DropKept(CommandId(id(9))),
        Op::PutRefused(Refused {
            draft: draft(),
            reason: Refusal::OnHold,
        }),
        Op::DropRefused(CommandId(id(9))),
        Op::PutRow(Half::Left, stored(1, people(), rows().remove(0))),
        Op::DropRow(Half::Right, RowKey::new(Kind::Role, id(3))),
        Op::Clear(Half::Left),
    ];
    assert_json_snapshot!("device", ops);
}

/// Each released form of a command, with the version under which it was sent.
#[test]
fn commands_of_every_released_version_are_read() {
    let released: Vec<(u16, Value)> = serde_json::from_str(include_str!("released/commands.json")).unwrap();
    for (version, body) in released {
        let read = upcast(version, body.clone());
        assert!(read.is_ok(), "version {version}: {body} gave {read:?}");
    }
    let first = json!({
        "do": "log_effort", "effort": id(4),
        "draft": {
            "role": id(3), "kind": "screen", "quantity": 1, "minutes": 30, "shared": false,
            "side": "sourcing", "happened_at": "2026-11-19T09:38:00+01:00"
        }
    });
    let Ok(Body::LogEffort { draft, .. }) = upcast(1, first) else {
        panic!("the first version's effort is not read");
    };
    assert_eq!(
        (draft.roles, draft.replies, draft.result),
        (vec![role()], 0, String::new())
    );
}

#[test]
fn rows_of_every_released_version_are_read() {
    let released: Vec<Stored> = serde_json::from_str(include_str!("released/rows.json")).unwrap();
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
    let released: Value = serde_json::from_str(include_str!("released/messages.json")).unwrap();
    let read = |key: &str| released[key].clone();
    let _: Vec<Push> = serde_json::from_value(read("push")).unwrap();
    let _: Vec<PushAnswer> = serde_json::from_value(read("push_answers")).unwrap();
    let _: Vec<PullRequest> = serde_json::from_value(read("pull_requests")).unwrap();
    let _: Vec<Pulled> = serde_json::from_value(read("pull_answers")).unwrap();
    let _: Vec<Op> = serde_json::from_value(read("device")).unwrap();
}

#[test]
fn what_cannot_be_read_says_what_is_wrong() {
    let Err(Refusal::Malformed { detail }) = upcast(COMMAND_VERSION, json!({ "do": "levitate" })) else {
        panic!("it was read");
    };
    assert!(detail.contains("levitate"), "{detail}");
}
