//! A law: whatever was done in whatever order, closed and opened in between, is loaded as it was lived.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use super::{Ask, DEVICE, PRIYA, Place, Store, Twin, WORKSPACE, claimed, command, instant, now};
use crate::domain::{
    Audience, Body, COMMAND_VERSION, EffortDraft, EffortId, EffortKind, LeaderDetails, LeaderId, RoleId,
    Story, decide, effort, erasure, leader, role,
};
use crate::sync::{
    server::Batch,
    wire::{Mid, PROTO, Push, PushAnswer, Sent, Verdict},
};

/// Any command, over so few ids that commands meet.
fn any_body() -> impl Strategy<Value = Body> {
    let leader = (1u128..3).prop_map(|n| LeaderId(Uuid::from_u128(n)));
    let role = (1u128..4).prop_map(|n| RoleId(Uuid::from_u128(n)));
    let effort = (1u128..9).prop_map(|n| EffortId(Uuid::from_u128(n)));
    prop_oneof![
        4 => (leader.clone(), "\\PC{0,12}").prop_map(|(leader, name)| Body::Leader(leader::Command::add(leader, LeaderDetails::named(name)))),
        2 => (leader.clone(), "\\PC{1,12}").prop_map(|(leader, name)| Body::Leader(leader::Command::EditLeader {
            leader,
            details: LeaderDetails::named(name), base: None, })),
        1 => leader.clone().prop_map(|leader| Body::Leader(leader::Command::EraseLeader { leader })),
        4 => (role.clone(), leader.clone()).prop_map(|(role, leader)| Body::Role(role::Command::add(role, leader, Story::details("Role", now().today)))),
        3 => (role.clone(), any::<bool>()).prop_map(|(role, mine)| Body::Role(role::Command::RestrictRole {
            role,
            audience: if mine {
                Audience::People([Story::user("priya")].into())
            } else {
                Audience::Workspace
            },
            code_name: mine.then(|| "Harbour".into()),
        })),
        6 => (effort.clone(), role.clone(), "\\PC{0,20}").prop_map(|(effort, role, result)| {
            let mut draft = EffortDraft::one(EffortKind::Screen, role, instant());
            draft.result = result;
            Body::Effort(effort::Command::LogEffort { effort, draft })
        }),
        2 => effort.prop_map(|effort| Body::Effort(effort::Command::RemoveEffort { effort })),
        1 => Just(Body::Erasure(erasure::Command::Scrubbed { told: true })),
    ]
}

pub(super) fn any_history_is_loaded_as_it_was_lived<P: Place>() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let batches = prop::collection::vec(
        (
            prop::collection::vec(any_body(), 1..6),
            any::<bool>(),
            any::<bool>(),
        ),
        1..10,
    );
    proptest!(ProptestConfig::with_cases(24), |(batches in batches)| {
        runtime.block_on(async {
            let place = P::new();
            let mut store = place.open().await;
            let Twin { mut memory, mut next_mid, .. } = claimed(&store).await;
            let first = memory.clone();
            for (bodies, reopens, drains) in batches {
                if reopens {
                    P::close(store).await;
                    store = place.open().await;
                }
                let mut twin = Twin { store: &store, ws: WORKSPACE, memory, next_mid };
                let mut before = twin.memory.clone();
                twin.does(&bodies).await;
                if drains {
                    twin.drains(2).await;
                }
                twin.agrees().await;
                // Whoever knew it before, or from the beginning, catches up with it.
                for copy in [&mut before, &mut first.clone()] {
                    let since = store.since(WORKSPACE, copy.head).await.unwrap().unwrap();
                    prop_assert!(copy.catch_up(since));
                    prop_assert_eq!(&*copy, &twin.memory);
                }
                Twin { memory, next_mid, .. } = twin;
            }
            let ask = Ask { device: Some(DEVICE), mids: (1..next_mid).collect(), ..Ask::default() };
            let recall = store.recall(WORKSPACE, &ask).await.unwrap();
            prop_assert_eq!(recall.receipts.len() as Mid, next_mid - 1);
            prop_assert_eq!(recall.outcomes.len() as Mid, next_mid - 1);
            // Whatever is sent again is answered as before, and writes nothing.
            let sent = (1..next_mid).map(|mid| Sent {
                id: command(mid.into()),
                mid,
                version: COMMAND_VERSION,
                body: Value::Null,
                claimed_at: instant(),
                subjects: BTreeSet::new(),
                again: None,
                outlived: false,
            });
            let push = Push { proto: PROTO, person: Story::user("priya"), device: DEVICE, epoch: None, commands: sent.collect() };
            let expected: Vec<_> =
                (1..next_mid).map(|mid| (mid, Verdict::Duplicate(recall.outcomes[&(PRIYA, command(mid.into()))].clone()))).collect();
            let mut batch = Batch::new(&memory, recall, decide);
            let PushAnswer::Ack(ack) = batch.push(Story::user("priya"), &push, now()) else { panic!("not acknowledged") };
            prop_assert_eq!(ack.results, expected);
            prop_assert!(batch.finish().is_empty());
            P::close(store).await;
            Ok::<_, TestCaseError>(())
        })?;
    });
}
