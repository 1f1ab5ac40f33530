//! Who may come in: accounts, sessions, invitations.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{EPOCH, OTHER_WORKSPACE, Place, WORKSPACE, account, beginning, claim, claimed, founding, now};
use crate::{
    domain::{Right, Story, WorkspaceId},
    server::store::{Account, Ending, Invitation, Joining, NewSession, People, Store, StoreError},
    sync::server::Authority,
};

pub fn session(token_hash: &str, user: &str, expires_at: DateTime<Utc>) -> NewSession {
    NewSession {
        token_hash: token_hash.into(),
        user: Story::user(user),
        device: "Firefox on Linux".into(),
        opened_at: now().at,
        expires_at,
    }
}

fn invitation(secret_hash: &str, label: &str) -> Invitation {
    Invitation {
        secret_hash: secret_hash.into(),
        ws: WORKSPACE,
        label: label.into(),
        right: Right::Recruiter,
        invited_by: Story::user("priya"),
        expires_at: now().at + TimeDelta::days(7),
    }
}

fn tom() -> Account {
    Account {
        user: Story::user("tom"),
        email: "tom@example.org".into(),
        ..account()
    }
}

pub async fn a_server_is_claimed_once_however_many_try<P: Place>(place: P) {
    let store = place.open().await;
    assert!(!store.is_claimed().await.unwrap());
    let late = Account {
        user: Story::user("tom"),
        email: "tom@example.org".into(),
        ..account()
    };
    let (account, tom) = (account(), late);
    let (here, there) = (
        claim(account.clone(), WORKSPACE),
        claim(tom.clone(), OTHER_WORKSPACE),
    );
    let (one, other) = tokio::join!(store.found(&here), store.found(&there));
    let (one, other) = (one.unwrap().is_some(), other.unwrap().is_some());
    assert!(one != other, "exactly one of them owns it");
    assert!(store.is_claimed().await.unwrap());
    for (user, ws, owns) in [(account.user, WORKSPACE, one), (tom.user, OTHER_WORKSPACE, other)] {
        assert_eq!(
            store.workspaces(user).await.unwrap(),
            if owns { vec![ws] } else { vec![] }
        );
        assert_eq!(store.load(ws).await.unwrap().is_some(), owns);
        assert_eq!(store.knows(user).await.unwrap(), owns);
    }
}

pub async fn a_workspace_is_founded_with_its_first_rows_and_once_for_each_request<P: Place>(place: P) {
    let store = place.open().await;
    claimed(&store).await;
    let (priya, tom) = (Story::user("priya"), Story::user("tom"));
    let first = founding(OTHER_WORKSPACE, "priya", 7, &beginning());
    assert_eq!(store.found(&first).await.unwrap(), Some(OTHER_WORKSPACE));
    let mut memory = Authority::new(EPOCH);
    memory.merge(&first.first);
    assert_eq!(store.load(OTHER_WORKSPACE).await.unwrap(), Some(memory.clone()));

    let third = WorkspaceId(Uuid::from_u128(5));
    let again = founding(third, "priya", 7, &beginning());
    assert_eq!(
        store.found(&again).await.unwrap(),
        Some(OTHER_WORKSPACE),
        "as before"
    );
    assert_eq!(store.load(third).await.unwrap(), None);
    assert_eq!(store.load(OTHER_WORKSPACE).await.unwrap(), Some(memory));
    let toms = founding(third, "tom", 7, &[]);
    assert_eq!(
        store.found(&toms).await.unwrap(),
        Some(third),
        "another's request is theirs"
    );
    assert_eq!(
        store.workspaces(priya).await.unwrap(),
        [WORKSPACE, OTHER_WORKSPACE]
    );
    assert_eq!(store.workspaces(tom).await.unwrap(), [third]);
}

pub async fn what_has_expired_is_kept_no_longer_than_somebody_is_to_be_told<P: Place>(place: P) {
    let store = place.open().await;
    claimed(&store).await;
    let (now, priya) = (now().at, Story::user("priya"));
    let (long_ago, day) = (now - TimeDelta::days(900), TimeDelta::days(1));
    for (name, expires_at) in [("over", now - day), ("ended", now - day), ("open", now + day)] {
        store
            .put_session(&session(name, "priya", expires_at))
            .await
            .unwrap();
    }
    store.end_session("ended", Some(Ending::Wipe)).await.unwrap();
    for (name, expires_at) in [("past", now - day), ("coming", now + day)] {
        let invitation = Invitation {
            expires_at,
            ..invitation(name, name)
        };
        store.invite(&invitation).await.unwrap();
    }
    // As if no time had passed: what is left of each.
    let left = async || {
        let sessions = store.sessions(priya, long_ago).await.unwrap().into_iter();
        let invitations = store.invitations(WORKSPACE, long_ago).await.unwrap().into_iter();
        let mut left: Vec<String> = sessions.map(|one| one.token_hash).collect();
        left.extend(invitations.map(|one| one.secret_hash));
        left.sort();
        left
    };
    assert_eq!(left().await, ["coming", "open", "over", "past"]);
    store.forget_expired(now).await.unwrap();
    assert_eq!(left().await, ["coming", "open"]);
    let ended = async || store.ending("ended").await.unwrap();
    assert_eq!(
        ended().await,
        Some((priya, Ending::Wipe)),
        "its device is to be told"
    );
    store.forget_expired(now + TimeDelta::days(30)).await.unwrap();
    assert_eq!((ended().await, left().await), (None, vec![]));
}

pub async fn founding_is_all_or_nothing<P: Place>(place: P) {
    let store = place.open().await;
    claimed(&store).await;
    let tom = Story::user("tom");
    // Its journal holds one entry twice, which the store finds when all else is written.
    let whole = founding(OTHER_WORKSPACE, "tom", 7, &beginning());
    let mut broken = whole.clone();
    let twice = broken.first.journal.clone();
    broken.first.journal.extend(twice);
    assert!(store.found(&broken).await.is_err());
    assert_eq!(store.load(OTHER_WORKSPACE).await.unwrap(), None);
    assert!(store.workspaces(tom).await.unwrap().is_empty());
    assert!(P::bodies(&store, OTHER_WORKSPACE).await.is_empty());
    assert_eq!(
        store.found(&whole).await.unwrap(),
        Some(OTHER_WORKSPACE),
        "the request is free"
    );
}

pub async fn an_address_names_one_account_however_it_is_written<P: Place>(place: P) {
    let store = place.open().await;
    claimed(&store).await;
    let found = store.account("Priya@Example.org").await.unwrap().unwrap();
    assert_eq!(
        (found.user, found.email.as_str()),
        (Story::user("priya"), "priya@example.org")
    );
    assert!(store.account("priya@example.or").await.unwrap().is_none());
    assert!(store.account("%").await.unwrap().is_none());
}

pub async fn a_session_lasts_until_its_hour_or_its_end<P: Place>(place: P) {
    let store = place.open().await;
    let (user, start) = (Story::user("priya"), now().at);
    store
        .put_session(&session("one", "priya", start + TimeDelta::hours(1)))
        .await
        .unwrap();
    store
        .put_session(&session("two", "priya", start + TimeDelta::hours(2)))
        .await
        .unwrap();
    let at = |minutes| start + TimeDelta::minutes(minutes);
    assert_eq!(store.session("one", at(59)).await.unwrap(), Some(user));
    assert_eq!(store.session("one", at(60)).await.unwrap(), None);
    assert_eq!(store.session("two", at(60)).await.unwrap(), Some(user));
    store.end_session("two", None).await.unwrap();
    assert_eq!(store.session("two", at(0)).await.unwrap(), None);
    assert_eq!(store.session("three", at(0)).await.unwrap(), None);
}

pub async fn a_new_password_ends_the_sessions_of_its_account_only<P: Place>(place: P) {
    let store = place.open().await;
    claimed(&store).await;
    let (soon, later) = (now().at, now().at + TimeDelta::days(1));
    store.put_session(&session("here", "priya", later)).await.unwrap();
    store
        .put_session(&session("there", "priya", later))
        .await
        .unwrap();
    store.put_session(&session("theirs", "tom", later)).await.unwrap();
    assert!(
        !store
            .set_password("nobody@example.org", "$argon2id$second")
            .await
            .unwrap()
    );
    assert_eq!(
        store.session("here", soon).await.unwrap(),
        Some(Story::user("priya"))
    );
    assert!(
        store
            .set_password("PRIYA@example.org", "$argon2id$second")
            .await
            .unwrap()
    );
    assert_eq!(store.session("here", soon).await.unwrap(), None);
    assert_eq!(store.session("there", soon).await.unwrap(), None);
    assert_eq!(
        store.session("theirs", soon).await.unwrap(),
        Some(Story::user("tom"))
    );
    assert_eq!(
        store
            .account("priya@example.org")
            .await
            .unwrap()
            .unwrap()
            .password_hash,
        "$argon2id$second"
    );
}

pub async fn a_session_that_was_ended_elsewhere_is_told_how<P: Place>(place: P) {
    let store = place.open().await;
    let (start, later) = (now().at, now().at + TimeDelta::days(1));
    for token_hash in ["here", "lost", "stolen"] {
        store
            .put_session(&session(token_hash, "priya", later))
            .await
            .unwrap();
    }
    store.put_session(&session("theirs", "tom", later)).await.unwrap();
    let soon = start + TimeDelta::hours(2);
    store
        .seen("lost", soon, soon - TimeDelta::hours(1))
        .await
        .unwrap();
    store.seen("lost", later, start).await.unwrap();
    let open = store.sessions(Story::user("priya"), start).await.unwrap();
    let names: Vec<&str> = open.iter().map(|session| session.token_hash.as_str()).collect();
    assert_eq!(names, ["lost", "here", "stolen"], "the latest used first");
    assert_eq!(
        (open[0].seen_at, open[1].seen_at),
        (soon, start),
        "a use is noted once an hour"
    );
    assert_eq!(open[0].device, "Firefox on Linux");

    store.end_session("lost", Some(Ending::Lock)).await.unwrap();
    store.end_session("stolen", Some(Ending::Wipe)).await.unwrap();
    for (token_hash, ending) in [("lost", Ending::Lock), ("stolen", Ending::Wipe)] {
        assert_eq!(store.session(token_hash, start).await.unwrap(), None);
        let person = Story::user("priya");
        assert_eq!(store.ending(token_hash).await.unwrap(), Some((person, ending)));
    }
    assert_eq!(store.ending("here").await.unwrap(), None);
    assert_eq!(store.ending("nobody's").await.unwrap(), None);
    assert_eq!(
        store.sessions(Story::user("priya"), start).await.unwrap().len(),
        1
    );
}

pub async fn an_invitation_lets_one_person_in_once<P: Place>(place: P) {
    let store = place.open().await;
    let mut twin = claimed(&store).await;
    let (soon, late) = (now().at, now().at + TimeDelta::days(7));
    store.invite(&invitation("hash", "Tom")).await.unwrap();
    store.invite(&invitation("other", "Ola")).await.unwrap();
    assert_eq!(store.invitations(WORKSPACE, soon).await.unwrap().len(), 2);
    assert_eq!(store.invitations(WORKSPACE, late).await.unwrap(), []);
    assert_eq!(store.invitations(OTHER_WORKSPACE, soon).await.unwrap(), []);
    let found = store.invitation("hash", soon).await.unwrap();
    assert_eq!(found, Some(invitation("hash", "Tom")));
    assert_eq!(store.invitation("hash", late).await.unwrap(), None);

    let tom = tom();
    let commit = twin.prepare(&beginning()).await;
    assert!(
        store
            .join(WORKSPACE, &joining("hash", Some(&tom)), &commit)
            .await
            .unwrap()
    );
    twin.merge(&commit);
    twin.agrees().await;
    assert_eq!(store.workspaces(tom.user).await.unwrap(), [WORKSPACE]);
    // An account that is there already joins by its id alone, and twice is no harm.
    let nothing = twin.prepare(&[]).await;
    assert!(
        store
            .join(WORKSPACE, &joining("other", None), &nothing)
            .await
            .unwrap()
    );
    twin.agrees().await;
    assert_eq!(store.workspaces(tom.user).await.unwrap(), [WORKSPACE]);

    store.invite(&invitation("third", "Ada")).await.unwrap();
    store.withdraw(OTHER_WORKSPACE, "third").await.unwrap();
    assert!(store.invitation("third", soon).await.unwrap().is_some());
    store.withdraw(WORKSPACE, "third").await.unwrap();
    assert_eq!(store.invitation("third", soon).await.unwrap(), None);
}

pub async fn an_invitation_that_fails_is_not_used_up<P: Place>(place: P) {
    let store = place.open().await;
    let mut twin = claimed(&store).await;
    store.invite(&invitation("hash", "Tom")).await.unwrap();
    let taken = Account {
        email: "PRIYA@example.org".into(),
        ..tom()
    };
    let stale = twin.prepare(&beginning()).await;
    let joined = store
        .join(WORKSPACE, &joining("hash", Some(&taken)), &stale)
        .await;
    assert!(matches!(joined, Err(StoreError::EmailTaken)));
    twin.does(&beginning()).await;
    let joined = store
        .join(WORKSPACE, &joining("hash", Some(&tom())), &stale)
        .await;
    assert!(matches!(joined, Err(StoreError::Conflict)));
    assert!(store.invitation("hash", now().at).await.unwrap().is_some());
    assert!(store.account("tom@example.org").await.unwrap().is_none());
    assert_eq!(store.workspaces(taken.user).await.unwrap(), []);
    twin.agrees().await;
}

pub async fn an_invitation_that_is_gone_writes_nothing<P: Place>(place: P) {
    let store = place.open().await;
    let twin = claimed(&store).await;
    store.invite(&invitation("hash", "Tom")).await.unwrap();
    let commit = twin.prepare(&beginning()).await;
    for (ws, secret_hash) in [(WORKSPACE, "never given"), (OTHER_WORKSPACE, "hash")] {
        let joined = store.join(ws, &joining(secret_hash, Some(&tom())), &commit).await;
        assert!(!joined.unwrap());
        assert!(store.account("tom@example.org").await.unwrap().is_none());
        assert_eq!(store.workspaces(tom().user).await.unwrap(), []);
        twin.agrees().await;
    }
    assert!(store.invitation("hash", now().at).await.unwrap().is_some());
}

/// Tom comes in.
fn joining(secret_hash: &str, account: Option<&Account>) -> Joining {
    Joining {
        secret_hash: secret_hash.into(),
        user: Story::user("tom"),
        account: account.cloned(),
    }
}
