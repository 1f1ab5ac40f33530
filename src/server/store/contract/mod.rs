//! The stories that every store must pass. A new store gets a [`Place`] and a line at the end.

mod calendars;
mod decisions;
mod history;
mod jobs;
mod people;
mod trouble;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use serde_json::Value;
use tempfile::TempDir;
use uuid::Uuid;

use super::{Account, Ask, Founding, People, Sqlite, Store, StoreError};
use crate::domain::{
    Actor, Body, COMMAND_VERSION, CommandId, DeviceId, EffortDraft, EffortKind, LeaderDetails, ReplyId,
    Scope, Stage, Story, Target, UserId, Way, WorkspaceId, decide, effort, leader, link, reply, role, update,
    workspace,
};
use crate::sync::{
    server::{Authority, Batch, Commit, Now, Recall},
    wire::{Epoch, Mid, Outcome, PROTO, Push, PushAnswer, Sent, Seq},
};

/// Where a store's data lives on when the store is closed, on a disk that can be filled.
trait Place {
    type Store: Store;

    fn new() -> Self;
    async fn open(&self) -> Self::Store;
    async fn close(store: Self::Store);
    /// Leaves no room for anything more, or makes room again.
    async fn fill(store: &Self::Store, full: bool);
    /// What the journal keeps of each command; the trait only ever writes it.
    async fn bodies(store: &Self::Store, ws: WorkspaceId) -> BTreeMap<Seq, Option<Value>>;
    /// Damages the rows of one kind and has another written by a newer version, or takes both back.
    async fn spoil(store: &Self::Store, ws: WorkspaceId, damaged: &str, newer: &str, spoilt: bool);
    /// Every byte on the disk.
    fn bytes(&self) -> Vec<u8>;
}

struct OnSqlite(TempDir);

impl Place for OnSqlite {
    type Store = Sqlite;

    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    async fn open(&self) -> Sqlite {
        Sqlite::open(&self.0.path().join("fulcrum.db")).await.unwrap()
    }

    async fn close(store: Sqlite) {
        store.close().await;
    }

    async fn fill(store: &Sqlite, full: bool) {
        // SQLite never caps a file below its present size: one page means no further page.
        store.cap_pages(if full { 1 } else { 1_000_000 }).await.unwrap();
    }

    async fn bodies(store: &Sqlite, ws: WorkspaceId) -> BTreeMap<Seq, Option<Value>> {
        store.journal_bodies(ws).await.unwrap()
    }

    async fn spoil(store: &Sqlite, ws: WorkspaceId, damaged: &str, newer: &str, spoilt: bool) {
        store.spoil(ws, damaged, newer, spoilt).await.unwrap();
    }

    fn bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.0.path()).unwrap();
        files
            .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap())
            .collect()
    }
}

/// A workspace in a store, and the copy in memory that must never differ from it.
struct Twin<'a, S: Store> {
    store: &'a S,
    ws: WorkspaceId,
    memory: Authority,
    next_mid: Mid,
}

const WORKSPACE: WorkspaceId = WorkspaceId(Uuid::from_u128(1));
const OTHER_WORKSPACE: WorkspaceId = WorkspaceId(Uuid::from_u128(2));
const EPOCH: Epoch = Epoch(Uuid::from_u128(3));
const DEVICE: DeviceId = DeviceId(Uuid::from_u128(4));
const PRIYA: Actor = Actor::User(UserId(Uuid::from_bytes(*b"priya\0\0\0\0\0\0\0\0\0\0\0")));
const TOM: Actor = Actor::User(UserId(Uuid::from_bytes(*b"tom\0\0\0\0\0\0\0\0\0\0\0\0\0")));

fn account() -> Account {
    Account {
        user: Story::user("priya"),
        email: "priya@example.org".into(),
        name: "Priya".into(),
        password_hash: "$argon2id$first".into(),
    }
}

fn instant() -> DateTime<FixedOffset> {
    "2026-11-19T09:38:00+00:00".parse().unwrap()
}

fn now() -> Now {
    Now {
        at: instant().with_timezone(&Utc),
        today: instant().date_naive(),
    }
}

fn command(n: u128) -> CommandId {
    CommandId(Uuid::from_u128(n))
}

/// A workspace that begins with these rows, of somebody who has an account.
fn founding(ws: WorkspaceId, user: &str, request: u128, bodies: &[Body]) -> Founding {
    let nothing = Authority::new(EPOCH);
    let mut batch = Batch::new(&nothing, Recall::default(), decide);
    for (n, body) in (1_000..).zip(bodies) {
        let actor = Actor::User(Story::user(user));
        let outcome = batch.act(actor, command(n), body, instant(), now());
        assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
    }
    Founding {
        ws,
        user: Story::user(user),
        request: Uuid::from_u128(request),
        claims: None,
        first: batch.finish(),
    }
}

/// One that claims a new server.
fn claim(account: Account, ws: WorkspaceId) -> Founding {
    Founding {
        user: account.user,
        claims: Some(account),
        ..founding(ws, "priya", 1, &[])
    }
}

async fn claimed<S: Store>(store: &S) -> Twin<'_, S> {
    let stands = store.found(&claim(account(), WORKSPACE)).await.unwrap();
    assert_eq!(stands, Some(WORKSPACE));
    Twin {
        store,
        ws: WORKSPACE,
        memory: Authority::new(EPOCH),
        next_mid: 1,
    }
}

impl<S: Store> Twin<'_, S> {
    /// The commit of a push, not yet written. Each command's id is its number on the device.
    async fn prepare(&self, bodies: &[Body]) -> Commit {
        let commands: Vec<_> = (self.next_mid..)
            .zip(bodies)
            .map(|(mid, body)| Sent {
                id: command(mid.into()),
                mid,
                version: COMMAND_VERSION,
                body: serde_json::to_value(body).unwrap(),
                claimed_at: instant(),
                subjects: BTreeSet::new(),
                again: None,
                outlived: false,
            })
            .collect();
        let ask = Ask {
            device: Some(DEVICE),
            mids: commands.iter().map(|sent| sent.mid).collect(),
            ids: commands.iter().map(|sent| (PRIYA, sent.id)).collect(),
            links: Vec::new(),
        };
        let recall = self.store.recall(self.ws, &ask).await.unwrap();
        let mut batch = Batch::new(&self.memory, recall, decide);
        let push = Push {
            proto: PROTO,
            person: Story::user("priya"),
            device: DEVICE,
            epoch: None,
            commands,
        };
        let answer = batch.push(Story::user("priya"), &push, now());
        let PushAnswer::Ack(ack) = answer else {
            panic!("{answer:?}")
        };
        assert_eq!(ack.results.len(), bodies.len());
        batch.finish()
    }

    fn merge(&mut self, commit: &Commit) {
        self.memory.merge(commit);
        self.next_mid += commit.receipts.len() as Mid;
    }

    async fn does(&mut self, bodies: &[Body]) {
        let commit = self.prepare(bodies).await;
        self.store.commit(&[(self.ws, commit.clone())]).await.unwrap();
        self.merge(&commit);
    }

    /// Does the next page of the oldest job; says whether there was any.
    async fn drains(&mut self, most: usize) -> bool {
        let Some(id) = self.memory.jobs().keys().next().copied() else {
            return false;
        };
        let commit = {
            let mut batch = Batch::new(&self.memory, Recall::default(), decide);
            batch.page(id, most).unwrap();
            batch.finish()
        };
        self.store.commit(&[(self.ws, commit.clone())]).await.unwrap();
        self.merge(&commit);
        true
    }

    async fn agrees(&self) {
        assert_eq!(
            self.store.load(self.ws).await.unwrap().as_ref(),
            Some(&self.memory)
        );
    }
}

/// Dana leads the search for a Data Engineer.
fn beginning() -> Vec<Body> {
    vec![
        Body::Leader(leader::Command::add(
            Story::leader("dana"),
            LeaderDetails::named("Dana Whitfield"),
        )),
        role("data"),
    ]
}

fn role(name: &str) -> Body {
    Body::Role(role::Command::add(
        Story::role(name),
        Story::leader("dana"),
        Story::details("Senior Data Engineer", now().today),
    ))
}

fn log(effort: &str, result: &str) -> Body {
    let mut draft = EffortDraft::one(EffortKind::Outreach, Story::role("data"), instant());
    draft.result = result.into();
    Body::Effort(effort::Command::LogEffort {
        effort: Story::effort(effort),
        draft,
    })
}

fn share(link: &str) -> Body {
    let mut new = Story::link_to(link, Target::Leader(Story::leader("dana")), Scope::Respond);
    new.label = "Dana Whitfield".into();
    new.passcode = String::from("493 021").try_into().ok();
    Body::Link(link::Command::ShareLink(new))
}

fn tell(update: &str, text: &str) -> Body {
    Body::Update(update::Command::SendUpdate {
        update: Story::update(update),
        leader: Story::leader("dana"),
        roles: vec![],
        answers: None,
        text: text.into(),
        way: Some(Way::Chat),
        next_by: None,
        mail: None,
    })
}

async fn what_was_committed_is_what_is_loaded<P: Place>(place: P) {
    let store = place.open().await;
    let mut twin = claimed(&store).await;
    twin.agrees().await;
    let close = |reason| {
        Body::Role(role::Command::MoveRole {
            role: Story::role("data"),
            stage: Stage::Closed,
            after: None,
            before: None,
            reason,
            skip: None,
        })
    };
    for batch in [
        beginning(),
        vec![
            log("a", "Zażółć 👩🏽‍💻 \u{202e}مديرة <b>"),
            log("b", "two\nlines"),
            share("link"),
        ],
        vec![Body::Leader(leader::Command::EditLeader {
            leader: Story::leader("dana"),
            details: LeaderDetails::named("Dana Whitfield"),
            base: None,
        })],
        vec![
            log("a", "the same effort again is refused"),
            close(None),
            tell("u", "Three strong people"),
        ],
        vec![Body::Effort(effort::Command::RemoveEffort {
            effort: Story::effort("b"),
        })],
    ] {
        twin.does(&batch).await;
        twin.agrees().await;
    }
    let mut batch = Batch::new(&twin.memory, Recall::default(), decide);
    let reply = Body::Reply(reply::Command::SendReply {
        reply: ReplyId(Uuid::from_u128(9)),
        update: None,
        role: None,
        team: false,
        text: "Thank you".into(),
    });
    let outcome = batch.act(
        Actor::Link(Story::link("link")),
        command(99),
        &reply,
        instant(),
        now(),
    );
    assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
    let commit = batch.finish();
    store.commit(&[(WORKSPACE, commit.clone())]).await.unwrap();
    twin.merge(&commit);
    twin.agrees().await;
    assert_eq!(store.load(OTHER_WORKSPACE).await.unwrap(), None);
}

async fn a_command_is_remembered_with_its_number_and_its_outcome<P: Place>(place: P) {
    let store = place.open().await;
    let mut twin = claimed(&store).await;
    twin.does(&beginning()).await;
    twin.does(&[log("a", ""), log("a", "refused")]).await;

    let all = Ask {
        device: Some(DEVICE),
        mids: vec![2, 4, 5],
        ids: vec![(PRIYA, command(1)), (PRIYA, command(77)), (TOM, command(3))],
        links: Vec::new(),
    };
    let recall = store.recall(WORKSPACE, &all).await.unwrap();
    let registered = recall.devices.get(&DEVICE).unwrap();
    assert_eq!((registered.user, registered.last_mid), (Story::user("priya"), 4));
    assert_eq!(
        recall.receipts,
        [((DEVICE, 2), command(2)), ((DEVICE, 4), command(4))].into()
    );
    let outcomes: Vec<_> = recall
        .outcomes
        .iter()
        .map(|(id, outcome)| (*id, outcome.seq()))
        .collect();
    assert_eq!(
        outcomes,
        [
            ((PRIYA, command(1)), 1),
            ((PRIYA, command(2)), 2),
            ((PRIYA, command(4)), 4)
        ],
        "an outcome for each, by id or number, and none for another author's id"
    );
    assert!(matches!(
        recall.outcomes[&(PRIYA, command(4))],
        Outcome::Refused { .. }
    ));

    let elsewhere = store.recall(OTHER_WORKSPACE, &all).await.unwrap();
    assert!(elsewhere.devices.is_empty() && elsewhere.receipts.is_empty() && elsewhere.outcomes.is_empty());
}

async fn a_moved_head_is_a_conflict_and_nothing_is_half_written<P: Place>(place: P) {
    let store = place.open().await;
    let mut twin = claimed(&store).await;
    twin.does(&beginning()).await;
    let toms = founding(OTHER_WORKSPACE, "tom", 2, &[]);
    assert_eq!(store.found(&toms).await.unwrap(), Some(OTHER_WORKSPACE));
    let other = Twin {
        store: &store,
        ws: OTHER_WORKSPACE,
        memory: Authority::new(EPOCH),
        next_mid: 1,
    };

    let (first, second) = (
        twin.prepare(&[log("a", "")]).await,
        twin.prepare(&[log("b", "")]).await,
    );
    store.commit(&[(WORKSPACE, first.clone())]).await.unwrap();
    twin.merge(&first);
    let restored = Commit {
        epoch: Epoch(Uuid::from_u128(8)),
        ..twin.prepare(&[log("c", "")]).await
    };
    for stale in [second, restored] {
        let both = [
            (OTHER_WORKSPACE, other.prepare(&beginning()).await),
            (WORKSPACE, stale),
        ];
        assert!(matches!(store.commit(&both).await, Err(StoreError::Conflict)));
        twin.agrees().await;
        other.agrees().await;
        assert_eq!(P::bodies(&store, WORKSPACE).await.len(), 3);
        assert!(P::bodies(&store, OTHER_WORKSPACE).await.is_empty());
    }
}

async fn workspaces_commit_together_and_stay_apart<P: Place>(place: P) {
    let store = place.open().await;
    let mut one = claimed(&store).await;
    let toms = founding(OTHER_WORKSPACE, "tom", 2, &[]);
    assert_eq!(store.found(&toms).await.unwrap(), Some(OTHER_WORKSPACE));
    let memory = Authority::new(EPOCH);
    let mut other = Twin {
        store: &store,
        ws: OTHER_WORKSPACE,
        memory,
        next_mid: 1,
    };
    // The same ids, numbers and device in both: keys begin with the workspace.
    let (a, b) = (one.prepare(&beginning()).await, other.prepare(&beginning()).await);
    store
        .commit(&[(WORKSPACE, a.clone()), (OTHER_WORKSPACE, b.clone())])
        .await
        .unwrap();
    one.merge(&a);
    other.merge(&b);
    other.does(&[log("a", "")]).await;
    one.agrees().await;
    other.agrees().await;
    assert_eq!(store.workspaces(Story::user("priya")).await.unwrap(), [WORKSPACE]);
}

async fn closed_and_opened_again_it_holds_the_same<P: Place>(place: P) {
    let store = place.open().await;
    let mut twin = claimed(&store).await;
    twin.does(&beginning()).await;
    let expires_at = now().at + TimeDelta::days(1);
    store
        .put_session(&people::session("hash", "priya", expires_at))
        .await
        .unwrap();
    let Twin { memory, next_mid, .. } = twin;
    P::close(store).await;

    let store = place.open().await;
    let mut twin = Twin {
        store: &store,
        ws: WORKSPACE,
        memory,
        next_mid,
    };
    twin.agrees().await;
    twin.does(&[log("a", "")]).await;
    twin.agrees().await;
    assert!(store.is_claimed().await.unwrap());
    assert_eq!(
        store.session("hash", now().at).await.unwrap(),
        Some(Story::user("priya"))
    );
}

macro_rules! passes {
    ($name:ident: $place:ty; $($story:ident),+; $($trouble:ident),+; $($job:ident),+; $($decision:ident),+; $($person:ident),+; $($calendar:ident),+ $(,)?) => {
        mod $name {
            use super::*;

            $(
                #[tokio::test]
                async fn $story() {
                    super::$story(<$place>::new()).await;
                }
            )+

            $(
                #[tokio::test]
                async fn $trouble() {
                    super::trouble::$trouble(<$place>::new()).await;
                }
            )+

            $(
                #[tokio::test]
                async fn $job() {
                    super::jobs::$job(<$place>::new()).await;
                }
            )+

            $(
                #[tokio::test]
                async fn $decision() {
                    super::decisions::$decision(<$place>::new()).await;
                }
            )+

            $(
                #[tokio::test]
                async fn $person() {
                    super::people::$person(<$place>::new()).await;
                }
            )+

            $(
                #[tokio::test]
                async fn $calendar() {
                    super::calendars::$calendar(<$place>::new()).await;
                }
            )+

            #[test]
            fn any_history_is_loaded_as_it_was_lived() {
                super::history::any_history_is_loaded_as_it_was_lived::<$place>();
            }
        }
    };
}

passes! {
    sqlite: OnSqlite;
    what_was_committed_is_what_is_loaded,
    a_command_is_remembered_with_its_number_and_its_outcome,
    a_moved_head_is_a_conflict_and_nothing_is_half_written,
    workspaces_commit_together_and_stay_apart,
    closed_and_opened_again_it_holds_the_same;
    on_a_full_disk_writes_say_so_reads_go_on_and_room_is_enough,
    what_cannot_be_read_is_set_aside_told_and_kept;
    what_follows_a_commit_is_written_with_it_and_goes_when_it_is_done,
    whoever_knows_it_up_to_somewhere_catches_up;
    an_erased_person_leaves_no_trace_on_the_disk,
    a_links_id_is_one_workspaces_for_ever,
    a_passcode_is_tried_five_times_also_across_a_restart,
    who_was_let_go_is_signed_out_unless_they_are_somewhere_else,
    nobodys_id_brings_anothers_answer;
    a_server_is_claimed_once_however_many_try,
    a_workspace_is_founded_with_its_first_rows_and_once_for_each_request,
    founding_is_all_or_nothing,
    an_address_names_one_account_however_it_is_written,
    a_session_lasts_until_its_hour_or_its_end,
    a_session_that_was_ended_elsewhere_is_told_how,
    what_has_expired_is_kept_no_longer_than_somebody_is_to_be_told,
    a_new_password_ends_the_sessions_of_its_account_only,
    an_invitation_lets_one_person_in_once,
    an_invitation_that_fails_is_not_used_up,
    an_invitation_that_is_gone_writes_nothing;
    a_calendar_has_one_address_until_another_or_none,
    a_calendars_address_ends_with_its_persons_password_and_their_lost_device,
    a_calendars_address_ends_with_whoever_was_let_go_there_alone,
}
