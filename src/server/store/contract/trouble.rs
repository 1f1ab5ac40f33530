//! Stories of a disk that is full, and of rows that cannot be read.

use std::collections::BTreeSet;

use super::*;

pub async fn what_cannot_be_read_is_set_aside_told_and_kept<P: Place>(place: P) {
    let store = place.open().await;
    let mut twin = claimed(&store).await;
    twin.does(&beginning()).await;
    twin.does(&[log("a", "kept"), tell("u", "Three strong people")])
        .await;
    let whole = twin.memory.clone();
    P::spoil(&store, WORKSPACE, "role", "update", true).await;
    let lacking = store.load(WORKSPACE).await.unwrap().unwrap();
    let kinds: BTreeSet<_> = lacking.rows().keys().map(|key| key.kind.word()).collect();
    assert!(
        kinds.contains("leader") && !kinds.contains("role") && !kinds.contains("update"),
        "{kinds:?}"
    );
    let troubles = lacking.troubles();
    let unread: Vec<_> = troubles
        .unread
        .iter()
        .map(|(word, count)| (word.as_str(), *count))
        .collect();
    assert_eq!(unread, [("role", 1), ("tomorrow", 1)]);

    // Nothing is written over it, and all else goes on.
    twin.memory = lacking;
    let outcome = |commit: &Commit| commit.journal[0].outcome.clone();
    let again = twin.prepare(&[role("data")]).await;
    assert!(
        matches!(outcome(&again), Outcome::Refused { .. }),
        "{:?}",
        outcome(&again)
    );
    twin.does(&[Body::Leader(leader::Command::EditLeader {
        leader: Story::leader("dana"),
        details: LeaderDetails::named("Dana W."),
        base: None,
    })])
    .await;
    twin.agrees().await;
    P::spoil(&store, WORKSPACE, "role", "update", false).await;
    let mended = store.load(WORKSPACE).await.unwrap().unwrap();
    assert!(mended.troubles().are_none());
    let rows = mended.rows().keys().collect::<Vec<_>>();
    assert_eq!(rows, whole.rows().keys().collect::<Vec<_>>());
}

pub async fn on_a_full_disk_writes_say_so_reads_go_on_and_room_is_enough<P: Place>(place: P) {
    let store = place.open().await;
    let wordy = Account {
        name: "Priya ".repeat(20_000),
        ..account()
    };
    let many: Vec<_> = beginning()
        .into_iter()
        .chain((0..50).map(|n| tell(&format!("update {n}"), &"pay is the brake ".repeat(100))))
        .collect();
    for _ in 0..3 {
        // Each time anew: a connection may have been replaced, and the cap is each connection's own.
        P::fill(&store, true).await;
        let answer = store.found(&claim(wordy.clone(), WORKSPACE)).await;
        assert!(matches!(answer, Err(StoreError::Full)), "{answer:?}");
        let rows = Founding {
            claims: Some(account()),
            ..founding(WORKSPACE, "priya", 1, &many)
        };
        P::fill(&store, true).await;
        let answer = store.found(&rows).await;
        assert!(matches!(answer, Err(StoreError::Full)), "{answer:?}");
        assert!(!store.is_claimed().await.unwrap());
        assert_eq!(store.load(WORKSPACE).await.unwrap(), None);
    }
    P::fill(&store, false).await;

    let mut twin = claimed(&store).await;
    twin.agrees().await;
    twin.does(&beginning()).await;
    twin.agrees().await;
    let long = "pay is the brake ".repeat(200);
    let much: Vec<_> = (0..100).map(|n| log(&format!("effort {n}"), &long)).collect();
    for _ in 0..3 {
        P::fill(&store, true).await;
        let commit = twin.prepare(&much).await;
        let answer = store.commit(&[(WORKSPACE, commit)]).await;
        assert!(matches!(answer, Err(StoreError::Full)), "{answer:?}");
        twin.agrees().await;
        store.ping().await.unwrap();
        assert!(store.account("priya@example.org").await.unwrap().is_some());
    }
    P::fill(&store, false).await;
    // Whatever a failed transaction leaves behind must not hold up the next ones: not a lock, not an old view.
    let (first, stale) = (twin.prepare(&much).await, twin.prepare(&[log("b", "")]).await);
    store.commit(&[(WORKSPACE, first.clone())]).await.unwrap();
    twin.merge(&first);
    for _ in 0..4 {
        let answer = store.commit(&[(WORKSPACE, stale.clone())]).await;
        assert!(matches!(answer, Err(StoreError::Conflict)), "{answer:?}");
        twin.does(&[Body::Workspace(workspace::Command::PutWorkspace(
            crate::domain::Workspace {
                name: format!("Partnership {}", twin.next_mid),
                zone: "UTC".into(),
            },
        ))])
        .await;
        let views = tokio::join!(
            store.load(WORKSPACE),
            store.load(WORKSPACE),
            store.load(WORKSPACE),
            store.load(WORKSPACE)
        );
        for view in [views.0, views.1, views.2, views.3] {
            assert_eq!(view.unwrap().as_ref(), Some(&twin.memory));
        }
    }
}
