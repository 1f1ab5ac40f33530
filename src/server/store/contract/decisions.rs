//! Links, their passcodes, and decisions that no restore undoes.

use chrono::TimeDelta;

use super::{
    super::{Ending, Passcodes, People, Tried},
    Ask, DEVICE, EPOCH, OTHER_WORKSPACE, PRIYA, Place, Store, TOM, Twin, WORKSPACE, beginning, claimed,
    command, founding, instant, log, now, people, share, tell,
};
use crate::domain::{Actor, Body, Leader, Member, Right, Story, decide, leader, member};
use crate::sync::{
    server::{Authority, Batch, Recall},
    wire::Outcome,
};

pub fn member(name: &str, right: Right) -> Body {
    Body::Member(member::Command::PutMember(Member {
        user: Story::user(name),
        name: name.into(),
        phone: None,
        right,
        left: None,
    }))
}

/// What they had becomes Priya's.
pub fn lets_go(name: &str) -> Body {
    Body::Member(member::Command::RemoveMember {
        member: Story::user(name),
        successor: Story::user("priya"),
        replace: [].into(),
    })
}

pub(super) async fn an_erased_person_leaves_no_trace_on_the_disk<P: Place>(place: P) {
    let store = place.open().await;
    let mut twin = claimed(&store).await;
    twin.does(&beginning()).await;
    twin.does(&[
        log("a", "a call"),
        share("link"),
        tell("u", "Dana Whitfield, pay is the brake"),
    ])
    .await;
    assert_eq!(
        store.workspace_of_link(Story::link("link")).await.unwrap(),
        Some(WORKSPACE)
    );
    twin.does(&[Body::Leader(leader::Command::EraseLeader {
        leader: Story::leader("dana"),
    })])
    .await;
    twin.agrees().await;
    assert_eq!(
        store.workspace_of_link(Story::link("link")).await.unwrap(),
        Some(WORKSPACE),
        "its id stays taken"
    );
    let kept: Vec<_> = P::bodies(&store, WORKSPACE)
        .await
        .into_iter()
        .filter(|(_, body)| body.is_some())
        .collect();
    let kept: Vec<_> = kept.iter().map(|(seq, _)| *seq).collect();
    assert_eq!(
        kept,
        [6],
        "the erasure itself: words about their role may name them"
    );
    let found = place.bytes().windows(9).any(|bytes| bytes == b"Whitfield");
    assert!(!found, "her name is still on the disk");

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
    twin.does(&[tell("v", "Dana Whitfield?")]).await;
    assert!(
        P::bodies(&store, WORKSPACE).await[&7].is_none(),
        "and nothing new is kept of her"
    );
    assert_eq!(
        twin.memory.erased().collect::<Vec<_>>(),
        [Leader::key(Story::leader("dana"))]
    );
}

pub(super) async fn a_links_id_is_one_workspaces_for_ever<P: Place>(place: P) {
    let store = place.open().await;
    let mut twin = claimed(&store).await;
    twin.does(&beginning()).await;
    twin.does(&[share("link")]).await;
    let ask = Ask {
        links: vec![Story::link("link"), Story::link("new")],
        ..Ask::default()
    };
    let here = store.recall(WORKSPACE, &ask).await.unwrap();
    assert!(here.taken.is_empty());
    let elsewhere = store.recall(OTHER_WORKSPACE, &ask).await.unwrap();
    assert_eq!(elsewhere.taken, [Story::link("link")].into());

    // Past the engine, the store itself takes no second one.
    let user = Story::user("eve");
    store
        .found(&founding(OTHER_WORKSPACE, "eve", 2, &[]))
        .await
        .unwrap();
    let authority = Authority::new(EPOCH);
    let run = |recall: Recall| {
        let mut batch = Batch::new(&authority, recall, decide);
        let bodies = beginning().into_iter().chain([share("link")]);
        let outcomes: Vec<_> = (100..)
            .zip(bodies)
            .map(|(n, body)| batch.act(Actor::User(user), command(n), &body, instant(), now()))
            .collect();
        (batch.finish(), outcomes)
    };
    let (commit, outcomes) = run(elsewhere);
    assert!(matches!(outcomes[2], Outcome::Refused { .. }), "{outcomes:?}");
    let (forged, _) = run(Recall::default());
    assert!(store.commit(&[(OTHER_WORKSPACE, forged)]).await.is_err());
    store.commit(&[(OTHER_WORKSPACE, commit)]).await.unwrap();
    assert_eq!(
        store.workspace_of_link(Story::link("link")).await.unwrap(),
        Some(WORKSPACE)
    );
}

pub(super) async fn a_passcode_is_tried_five_times_also_across_a_restart<P: Place>(place: P) {
    let store = place.open().await;
    let mut twin = claimed(&store).await;
    twin.does(&beginning()).await;
    twin.does(&[share("link")]).await;
    let (link, at) = (Story::link("link"), now().at);
    let hash = store.passcode_hash(link).await.unwrap().unwrap();
    assert_eq!(
        store.try_passcode(link, "493021", at).await.unwrap(),
        Tried::Right
    );
    for _ in 0..3 {
        assert_eq!(
            store.try_passcode(link, "493 022", at).await.unwrap(),
            Tried::Wrong
        );
    }
    P::close(store).await;
    let store = place.open().await;
    for _ in 0..2 {
        assert_eq!(store.try_passcode(link, "", at).await.unwrap(), Tried::Wrong);
    }
    let tried = async |minutes| {
        let at = at + TimeDelta::minutes(minutes);
        store.try_passcode(link, "493 021", at).await.unwrap()
    };
    assert_eq!(tried(14).await, Tried::Resting);
    assert_eq!(tried(15).await, Tried::Right);
    assert_eq!(tried(15).await, Tried::Right, "a right one is forgotten");
    let unknown = store
        .try_passcode(Story::link("none"), "493021", at)
        .await
        .unwrap();
    assert_eq!(unknown, Tried::Wrong);
    let bytes = place.bytes();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds(&hash) && !holds("493021") && !holds("493 021"));
}

pub(super) async fn who_was_let_go_is_signed_out_unless_they_are_somewhere_else<P: Place>(place: P) {
    let store = place.open().await;
    let mut twin = claimed(&store).await;
    twin.does(&[
        member("priya", Right::Owner),
        member("tom", Right::Recruiter),
        member("ola", Right::Recruiter),
    ])
    .await;
    // Ola has a workspace of her own besides; Tom is here only.
    let ola = Story::user("ola");
    store
        .found(&founding(OTHER_WORKSPACE, "ola", 2, &[]))
        .await
        .unwrap();
    let expires_at = now().at + TimeDelta::days(1);
    for name in ["priya", "tom", "ola"] {
        store
            .put_session(&people::session(name, name, expires_at))
            .await
            .unwrap();
    }
    twin.does(&[lets_go("tom"), lets_go("ola")]).await;
    let session = async |name: &str| store.session(name, now().at).await.unwrap();
    assert_eq!(session("tom").await, None);
    assert_eq!(
        store.ending("tom").await.unwrap(),
        Some((Story::user("tom"), Ending::LetGo))
    );
    assert_eq!(session("ola").await, Some(ola));
    assert!(session("priya").await.is_some());
}

pub(super) async fn nobodys_id_brings_anothers_answer<P: Place>(place: P) {
    let store = place.open().await;
    let mut twin = claimed(&store).await;
    twin.does(&[member("priya", Right::Owner), member("tom", Right::Recruiter)])
        .await;
    let ask = Ask {
        device: Some(DEVICE),
        ids: vec![(TOM, command(1))],
        ..Ask::default()
    };
    let recall = store.recall(WORKSPACE, &ask).await.unwrap();
    let mut batch = Batch::new(&twin.memory, recall, decide);
    let body = &beginning()[0];
    let outcome = batch.act(TOM, command(1), body, instant(), now());
    assert!(matches!(outcome, Outcome::Applied { seq: 3 }), "{outcome:?}");
    let commit = batch.finish();
    store.commit(&[(WORKSPACE, commit.clone())]).await.unwrap();
    twin.merge(&commit);
    twin.agrees().await;
    let both = Ask {
        ids: vec![(TOM, command(1)), (PRIYA, command(1))],
        ..Ask::default()
    };
    let recall = store.recall(WORKSPACE, &both).await.unwrap();
    assert_eq!(recall.outcomes[&(TOM, command(1))].seq(), 3);
    assert_eq!(recall.outcomes[&(PRIYA, command(1))].seq(), 1);
}
