//! Stories of what follows commits, and of another process that follows them.

use super::{Body, Place, Store, Story, Twin, WORKSPACE, beginning, claimed, leader, log, role, share, tell};
use crate::domain::{Audience, Effort};

fn restricts(names: &[&str]) -> Body {
    let people = names.iter().map(|name| Story::user(name));
    Body::Role(role::Command::RestrictRole {
        role: Story::role("data"),
        audience: if names.is_empty() {
            Audience::Workspace
        } else {
            Audience::People(people.collect())
        },
        code_name: None,
    })
}

fn efforts() -> Vec<Body> {
    ["a", "b", "c", "d", "e"]
        .map(|effort| log(effort, "pay is the brake"))
        .into()
}

pub async fn what_follows_a_commit_is_written_with_it_and_goes_when_it_is_done<P: Place>(place: P) {
    let store = place.open().await;
    let mut twin = claimed(&store).await;
    twin.does(&beginning()).await;
    twin.does(&efforts()).await;
    assert!(store.with_jobs().await.unwrap().is_empty());
    twin.does(&[restricts(&["priya"])]).await;
    assert_eq!(store.with_jobs().await.unwrap(), [WORKSPACE]);
    assert!(twin.drains(2).await);
    twin.agrees().await;
    let Twin { memory, next_mid, .. } = twin;
    P::close(store).await;

    // The server ended between two pages.
    let store = place.open().await;
    let mut twin = Twin {
        store: &store,
        ws: WORKSPACE,
        memory,
        next_mid,
    };
    twin.agrees().await;
    let mut pages = 0;
    while twin.drains(2).await {
        twin.agrees().await;
        pages += 1;
    }
    assert!(pages >= 2, "it was not all done at once");
    assert!(store.with_jobs().await.unwrap().is_empty());
    let only = Audience::People([Story::user("priya")].into());
    let state = twin.memory.state();
    for name in ["a", "b", "c", "d", "e"] {
        assert_eq!(state.audience(&Effort::key(Story::effort(name))), Some(&only));
    }
}

pub async fn whoever_knows_it_up_to_somewhere_catches_up<P: Place>(place: P) {
    let store = place.open().await;
    let mut twin = claimed(&store).await;
    let mut copies = vec![twin.memory.clone()];
    let erase = Body::Leader(leader::Command::EraseLeader {
        leader: Story::leader("dana"),
    });
    for bodies in [
        beginning(),
        efforts(),
        vec![share("link"), tell("u", "Three strong people")],
        vec![restricts(&["priya"])],
        vec![role("other"), restricts(&[])],
        vec![erase],
    ] {
        twin.does(&bodies).await;
        copies.push(twin.memory.clone());
        twin.drains(2).await;
        copies.push(twin.memory.clone());
    }
    for mut copy in copies {
        let since = store.since(WORKSPACE, copy.head).await.unwrap().unwrap();
        let from = copy.head;
        assert!(copy.catch_up(since));
        assert_eq!(copy, twin.memory, "from {from} on");
    }
}
