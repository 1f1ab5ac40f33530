//! Batches whose ledger is broken, and what was left to do when the server ended.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::*;
use crate::domain::{
    Audience, COMMAND_VERSION, DeviceId, EffortDraft, EffortId, EffortKind, LeaderDetails, Member, Right,
    Row, Scope, Story, Target, effort, leader, link, member, role,
};
use crate::server::store::{Founding, People, Sqlite};
use crate::sync::{
    server::{Authority, Now},
    wire::{Epoch, PROTO, Sent, Verdict},
};

const HERE: WorkspaceId = WorkspaceId(Uuid::from_u128(1));
const THERE: WorkspaceId = WorkspaceId(Uuid::from_u128(2));

fn adds(name: &str) -> Body {
    Body::Leader(leader::Command::add(
        Story::leader(name),
        LeaderDetails::named(name),
    ))
}

/// A workspace of Priya's, with Dana and a link for her.
async fn opens(store: &Sqlite, ws: WorkspaceId) {
    let priya = Story::user("priya");
    let nothing = Authority::new(Epoch(Uuid::from_u128(3)));
    let mut batch = Batch::new(&nothing, Recall::default(), decide);
    let at = Clock::default().now();
    let now = Now {
        at,
        today: at.date_naive(),
    };
    let member = Member {
        user: priya,
        name: "Priya".into(),
        phone: None,
        right: Right::Owner,
        left: None,
    };
    let mut link = Story::link_to("", Target::Leader(Story::leader("dana")), Scope::Read);
    link.id = LinkId(ws.0);
    let bodies = [
        Body::Member(member::Command::PutMember(member)),
        adds("dana"),
        Body::Link(link::Command::ShareLink(link)),
    ];
    for (n, body) in (0..).zip(&bodies) {
        let id = CommandId(Uuid::from_u128(n));
        let outcome = batch.act(Actor::User(priya), id, body, at.fixed_offset(), now);
        assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
    }
    let founding = Founding {
        ws,
        user: priya,
        request: ws.0,
        claims: None,
        first: batch.finish(),
    };
    store.found(&founding).await.unwrap();
}

/// What a device gives after its first.
fn next(device: u128, mid: u64, body: &Body) -> Push {
    let mut next = push(device, body);
    let id = CommandId(Uuid::from_u128(device << 64 | u128::from(mid)));
    (next.commands[0].mid, next.commands[0].id) = (mid, id);
    next
}

fn push(device: u128, body: &Body) -> Push {
    let sent = Sent {
        id: CommandId(Uuid::from_u128(device)),
        mid: 1,
        version: COMMAND_VERSION,
        body: serde_json::to_value(body).unwrap(),
        claimed_at: Clock::default().now().fixed_offset(),
        subjects: BTreeSet::new(),
        again: None,
        outlived: false,
    };
    Push {
        proto: PROTO,
        person: Story::user("priya"),
        device: DeviceId(Uuid::from_u128(device)),
        epoch: None,
        commands: vec![sent],
    }
}

#[tokio::test]
async fn what_was_left_to_do_is_done_after_a_restart_beside_what_is_given() {
    let data = tempfile::tempdir().unwrap();
    let store = Sqlite::open(&data.path().join("fulcrum.db")).await.unwrap();
    opens(&store, HERE).await;
    let role = Body::Role(role::Command::add(
        Story::role("data"),
        Story::leader("dana"),
        Story::details("Data Engineer", Clock::default().now().date_naive()),
    ));
    let happened_at = Clock::default().now().fixed_offset();
    let efforts = (0..2_500_u128).map(|n| {
        Body::Effort(effort::Command::LogEffort {
            effort: EffortId(Uuid::from_u128(n)),
            draft: EffortDraft::one(EffortKind::Outreach, Story::role("data"), happened_at),
        })
    });
    let restricts = Body::Role(role::Command::RestrictRole {
        role: Story::role("data"),
        audience: Audience::People([Story::user("priya")].into()),
        code_name: None,
    });
    let commit = {
        let authority = store.load(HERE).await.unwrap().unwrap();
        let mut batch = Batch::new(&authority, Recall::default(), decide);
        let (at, actor) = (Clock::default().now(), Actor::User(Story::user("priya")));
        let now = Now {
            at,
            today: at.date_naive(),
        };
        for (n, body) in (1_000..).zip([role].into_iter().chain(efforts).chain([restricts])) {
            let outcome = batch.act(
                actor,
                CommandId(Uuid::from_u128(n)),
                &body,
                at.fixed_offset(),
                now,
            );
            assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
        }
        batch.finish()
    };
    store.commit(&[(HERE, commit)]).await.unwrap();
    assert_eq!(store.with_jobs().await.unwrap(), [HERE]);

    let store = Arc::new(store);
    let workspaces = Arc::new(Workspaces::new(store.clone()));
    let (writer, _task) = Writer::start(store.clone(), workspaces, Courier::nobody(), Clock::default());
    let body = adds("eve");
    let given = writer.push(HERE, Story::user("priya"), push(11, &body)).await;
    assert!(matches!(given, Ok(PushAnswer::Ack(_))), "{given:?}");
    while !store.with_jobs().await.unwrap().is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let stored = store.load(HERE).await.unwrap().unwrap();
    let of_all = stored
        .rows()
        .values()
        .filter(|stored| matches!(stored.row, Row::Effort(_)));
    let seqs: BTreeSet<_> = of_all.clone().map(|stored| stored.seq).collect();
    assert_eq!(
        (of_all.clone().count(), seqs.len()),
        (2_500, 3),
        "in pages of a thousand"
    );
    assert!(of_all.into_iter().all(|stored| !stored.audience.is_workspace()));
}

#[tokio::test]
async fn a_workspace_that_nobody_uses_leaves_the_memory_and_comes_back_as_it_was() {
    let data = tempfile::tempdir().unwrap();
    let store = Sqlite::open(&data.path().join("fulcrum.db")).await.unwrap();
    opens(&store, HERE).await;
    let store = Arc::new(store);
    let workspaces = Arc::new(Workspaces::new(store.clone()));
    let (writer, _task) = Writer::start(store, workspaces.clone(), Courier::nobody(), Clock::default());
    let does = async |device, name| {
        let given = writer
            .push(HERE, Story::user("priya"), push(device, &adds(name)))
            .await;
        assert!(matches!(given, Ok(PushAnswer::Ack(_))), "{given:?}");
    };
    let is_here = || workspaces.holds(HERE);
    does(11, "eve").await;
    workspaces.let_go(Duration::from_secs(60));
    assert!(is_here(), "it was used just now");
    let listens = workspaces.get(HERE).await.unwrap().unwrap().watch();
    workspaces.let_go(Duration::ZERO);
    assert!(is_here(), "somebody listens");
    drop(listens);
    let has_it = workspaces.get(HERE).await.unwrap().unwrap();
    workspaces.let_go(Duration::ZERO);
    assert!(is_here(), "somebody has it");
    let rows = has_it.read().rows().len();
    drop(has_it);
    workspaces.let_go(Duration::ZERO);
    assert!(!is_here());
    // Whoever goes on finds it as it was, also what the writer remembers of their device.
    let back = workspaces.get(HERE).await.unwrap().unwrap();
    assert_eq!(back.read().rows().len(), rows);
    drop(back);
    workspaces.let_go(Duration::ZERO);
    let given = writer
        .push(HERE, Story::user("priya"), next(11, 2, &adds("marcus")))
        .await;
    let Ok(PushAnswer::Ack(ack)) = given else {
        panic!("{given:?}");
    };
    assert_eq!(ack.last_mid, 2);
    let space = workspaces.get(HERE).await.unwrap().unwrap();
    assert_eq!(space.read().rows().len(), rows + 1);
}

/// A device that goes on while nobody writes is not queued: what it finds changed by another process, what leaves a job, and what is
/// decided for good goes through all the same.
#[tokio::test]
async fn whoever_comes_alone_writes_what_stands_beside_another_process_and_leaves_jobs() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("fulcrum.db");
    let store = Sqlite::open(&file).await.unwrap();
    opens(&store, HERE).await;
    let process = |store: Sqlite| {
        let store = Arc::new(store);
        let workspaces = Arc::new(Workspaces::new(store.clone()));
        let (writer, _task) = Writer::start(
            store.clone(),
            workspaces.clone(),
            Courier::nobody(),
            Clock::default(),
        );
        (store, workspaces, writer)
    };
    let (store, workspaces, writer) = process(store);
    let (_, _, other) = process(Sqlite::open(&file).await.unwrap());
    let does = async |writer: &Writer, push: Push| {
        let mid = push.commands[0].mid;
        let given = writer.push(HERE, Story::user("priya"), push).await;
        let Ok(PushAnswer::Ack(ack)) = given else {
            panic!("{given:?}");
        };
        assert_eq!(ack.last_mid, mid);
        assert!(matches!(
            ack.results[..],
            [(_, Verdict::Done(Outcome::Applied { .. }))]
        ));
    };
    does(&writer, push(11, &adds("eve"))).await;
    does(&writer, next(11, 2, &adds("marcus"))).await;
    does(&other, push(12, &adds("nadia"))).await;
    does(&writer, next(11, 3, &adds("tom"))).await;
    let names = |space: &Space| {
        let authority = space.read();
        let leaders = authority.rows().values().filter_map(|stored| match &stored.row {
            Row::Leader(leader) => Some(leader.details.name.clone()),
            _ => None,
        });
        leaders.collect::<BTreeSet<_>>()
    };
    let space = workspaces.get(HERE).await.unwrap().unwrap();
    assert_eq!(
        names(&space),
        ["dana", "eve", "marcus", "nadia", "tom"].map(String::from).into()
    );
    let role = Body::Role(role::Command::add(
        Story::role("data"),
        Story::leader("dana"),
        Story::details("Data Engineer", Clock::default().now().date_naive()),
    ));
    let restricts = Body::Role(role::Command::RestrictRole {
        role: Story::role("data"),
        audience: Audience::People([Story::user("priya")].into()),
        code_name: None,
    });
    let effort = Body::Effort(effort::Command::LogEffort {
        effort: EffortId(Uuid::from_u128(1)),
        draft: EffortDraft::one(
            EffortKind::Outreach,
            Story::role("data"),
            Clock::default().now().fixed_offset(),
        ),
    });
    does(&writer, next(11, 4, &role)).await;
    does(&writer, next(11, 5, &effort)).await;
    does(&writer, next(11, 6, &restricts)).await;
    assert!(
        !space.read().jobs().is_empty(),
        "the effort is still to be handed on"
    );
    while !store.with_jobs().await.unwrap().is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let erases = Body::Leader(leader::Command::EraseLeader {
        leader: Story::leader("eve"),
    });
    does(&writer, next(11, 7, &erases)).await;
    let written = std::fs::read_to_string(data.path().join("ledger.jsonl")).unwrap();
    assert!(written.contains("erased"), "{written}");
}

#[tokio::test]
async fn while_the_ledger_is_broken_only_decisions_wait() {
    let data = tempfile::tempdir().unwrap();
    let ledger = data.path().join("ledger.jsonl");
    let store = Sqlite::open(&data.path().join("fulcrum.db")).await.unwrap();
    opens(&store, HERE).await;
    opens(&store, THERE).await;
    std::fs::create_dir(&ledger).unwrap();
    let store = Arc::new(store);
    let workspaces = Arc::new(Workspaces::new(store.clone()));
    let (writer, _task) = Writer::start(store, workspaces, Courier::nobody(), Clock::default());
    let does = |ws, device, body: Body| {
        let writer = writer.clone();
        async move { writer.push(ws, Story::user("priya"), push(device, &body)).await }
    };
    let erase = || {
        Body::Leader(leader::Command::EraseLeader {
            leader: Story::leader("dana"),
        })
    };
    let revoke = || {
        Body::Link(link::Command::RevokeLink {
            link: LinkId(THERE.0),
        })
    };
    // All in one batch, since nothing is written before all wait.
    let (before, erased, after, revoked, elsewhere) = tokio::join!(
        does(HERE, 11, adds("eve")),
        does(HERE, 12, erase()),
        does(HERE, 13, adds("marcus")),
        does(THERE, 14, revoke()),
        does(THERE, 15, adds("nadia")),
    );
    for went_on in [before, after, elsewhere] {
        assert!(matches!(went_on, Ok(PushAnswer::Ack(_))), "{went_on:?}");
    }
    for waits in [erased, revoked] {
        assert_eq!(waits, Err(Unsaved::Failed));
    }
    std::fs::remove_dir(&ledger).unwrap();
    for (ws, device, body) in [(HERE, 12, erase()), (THERE, 14, revoke())] {
        let done = does(ws, device, body).await;
        assert!(matches!(done, Ok(PushAnswer::Ack(_))), "{done:?}");
    }
}
