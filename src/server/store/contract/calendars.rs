//! The addresses by which calendar programs fetch a person's calendar.

use chrono::TimeDelta;

use super::{
    super::{CalendarAddress, Calendars, Ending, People},
    OTHER_WORKSPACE, Place, Store, WORKSPACE, claimed,
    decisions::{lets_go, member},
    founding, now,
    people::session,
};
use crate::domain::{Right, Story, UserId, WorkspaceId};

fn address(secret_hash: &str, named: bool) -> CalendarAddress {
    CalendarAddress {
        secret_hash: secret_hash.into(),
        named,
        made_at: now().at,
    }
}

/// Gives each of them this address.
async fn made<S: Store>(store: &S, all: &[(&str, WorkspaceId, &str)]) {
    for (name, ws, secret_hash) in all {
        let address = address(secret_hash, false);
        store
            .put_calendar(Story::user(name), *ws, Some(address))
            .await
            .unwrap();
    }
}

/// Whose calendar each of these opens, and where; those that open nothing are left out.
async fn open<S: Store>(store: &S, all: &[&'static str]) -> Vec<(&'static str, UserId, WorkspaceId)> {
    let mut open = Vec::new();
    for secret_hash in all {
        if let Some((user, ws, _)) = store.calendar(secret_hash).await.unwrap() {
            open.push((*secret_hash, user, ws));
        }
    }
    open
}

pub(super) async fn a_calendar_has_one_address_until_another_or_none<P: Place>(place: P) {
    let store = place.open().await;
    claimed(&store).await;
    let (priya, tom) = (Story::user("priya"), Story::user("tom"));
    assert_eq!(store.calendar_of(priya, WORKSPACE).await.unwrap(), None);
    let first = address("first", false);
    store.put_calendar(priya, WORKSPACE, Some(first)).await.unwrap();
    made(
        &store,
        &[("priya", OTHER_WORKSPACE, "there"), ("tom", WORKSPACE, "toms")],
    )
    .await;
    let second = address("second", true);
    store
        .put_calendar(priya, WORKSPACE, Some(second.clone()))
        .await
        .unwrap();
    P::close(store).await;

    let store = place.open().await;
    assert_eq!(
        store.calendar("second").await.unwrap(),
        Some((priya, WORKSPACE, second.clone()))
    );
    assert_eq!(store.calendar_of(priya, WORKSPACE).await.unwrap(), Some(second));
    assert_eq!(store.calendar_of(tom, OTHER_WORKSPACE).await.unwrap(), None);
    let all = ["first", "second", "there", "toms", "%", ""];
    let others = [("there", priya, OTHER_WORKSPACE), ("toms", tom, WORKSPACE)];
    let [there, toms] = others;
    assert_eq!(
        open(&store, &all).await,
        [("second", priya, WORKSPACE), there, toms]
    );
    for _ in 0..2 {
        store.put_calendar(priya, WORKSPACE, None).await.unwrap();
        assert_eq!(open(&store, &all).await, others, "none, and none again");
    }
    assert_eq!(store.calendar_of(priya, WORKSPACE).await.unwrap(), None);
}

pub(super) async fn a_calendars_address_ends_with_its_persons_password_and_their_lost_device<P: Place>(
    place: P,
) {
    let store = place.open().await;
    claimed(&store).await;
    let later = now().at + TimeDelta::days(1);
    let (priya, tom) = (Story::user("priya"), Story::user("tom"));
    let all = ["here", "there", "toms"];
    let toms = ("toms", tom, WORKSPACE);
    let whole = [
        ("here", priya, WORKSPACE),
        ("there", priya, OTHER_WORKSPACE),
        toms,
    ];
    let make = async || {
        let whose = [
            ("priya", WORKSPACE, "here"),
            ("priya", OTHER_WORKSPACE, "there"),
            ("tom", WORKSPACE, "toms"),
        ];
        made(&store, &whose).await;
        assert_eq!(open(&store, &all).await, whole);
    };
    for ending in [Ending::Lock, Ending::Wipe] {
        make().await;
        let lost = ending.word();
        store.put_session(&session(lost, "priya", later)).await.unwrap();
        store.end_session(lost, Some(ending)).await.unwrap();
        assert_eq!(open(&store, &all).await, [toms], "{ending:?}");
    }
    make().await;
    store.put_session(&session("here", "priya", later)).await.unwrap();
    store.end_session("here", None).await.unwrap();
    assert_eq!(open(&store, &all).await, whole, "whoever signs out lost nothing");
    let done = store.set_password("priya@example.org", "$argon2id$second").await;
    assert!(done.unwrap());
    assert_eq!(open(&store, &all).await, [toms]);
}

pub(super) async fn a_calendars_address_ends_with_whoever_was_let_go_there_alone<P: Place>(place: P) {
    let store = place.open().await;
    let mut twin = claimed(&store).await;
    twin.does(&[
        member("priya", Right::Owner),
        member("tom", Right::Recruiter),
        member("ola", Right::Recruiter),
    ])
    .await;
    let (priya, ola) = (Story::user("priya"), Story::user("ola"));
    let elsewhere = founding(OTHER_WORKSPACE, "ola", 2, &[]);
    store.found(&elsewhere).await.unwrap();
    made(
        &store,
        &[
            ("priya", WORKSPACE, "priyas"),
            ("tom", WORKSPACE, "toms"),
            ("ola", WORKSPACE, "olas"),
            ("ola", OTHER_WORKSPACE, "elsewhere"),
        ],
    )
    .await;
    twin.does(&[lets_go("tom"), lets_go("ola")]).await;
    assert_eq!(
        open(&store, &["priyas", "toms", "olas", "elsewhere"]).await,
        [("priyas", priya, WORKSPACE), ("elsewhere", ola, OTHER_WORKSPACE)]
    );
}
