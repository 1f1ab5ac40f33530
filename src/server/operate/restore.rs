//! `fulcrum restore`.

use std::{collections::BTreeMap, path::Path};

use anyhow::Context;

use super::{
    clock::{Clock, random},
    config::Config,
    lock::lock,
};
use crate::domain::{Anew, Audience, CommandId, Settled, decide};
use crate::server::store::{self, Decision, Entry, Ledger, Sqlite, Store};
use crate::sync::{
    server::{Batch, Now, Recall},
    wire::Epoch,
};

/// What a restore has done besides putting the backup in the database's place.
#[derive(Debug, Default)]
pub struct Restored {
    /// Decisions since the backup that were carried out again: how many, of what kind.
    pub again: BTreeMap<&'static str, usize>,
    /// What could not be brought back, and what to do about it, in words.
    pub missing: Vec<String>,
}

impl Restored {
    fn again(&mut self, what: &'static str) {
        *self.again.entry(what).or_default() += 1;
    }
}

/// `fulcrum restore FILE`: the backup takes the database's place, and what was decided since is carried out again.
///
/// # Errors
/// When the server is running or the file is not a backup.
pub async fn restore(config: &Config, from: &Path) -> anyhow::Result<Restored> {
    std::fs::create_dir_all(&config.data)?;
    let _lock = lock(&config.data)?;
    let database = config.database();
    let mut restored = Restored::default();
    let ledger = Ledger::beside(&database);
    let (_, unread) = ledger
        .read()
        .context("the ledger beside the database cannot be read")?;
    if unread > 0 {
        restored.missing.push(format!(
            "{unread} lines of ledger.jsonl cannot be read: whether a link was revoked or somebody let go there is not \
             known; look through links and members"
        ));
    }
    let lost = ask_the_lost_database(&database, from).await;
    restored.missing.extend(lost.unwrap_or_default());
    // What not even the database could tell was decided by a person: it stands.
    for entry in ledger.read()?.0.iter().filter(|entry| entry.committed.is_none()) {
        ledger.end(&[entry.id], true)?;
    }
    store::restore(from, &database, || {
        Epoch(uuid::Builder::from_random_bytes(random()).into_uuid())
    })
    .await?;
    let store = Sqlite::open(&database).await?;
    for entry in ledger.read()?.0 {
        if entry.committed == Some(true) && !store.knows(entry.id).await? {
            decide_again(&store, &entry, &mut restored).await?;
        }
    }
    let unchecked = store.passcodes_of_other_keys().await?;
    if unchecked > 0 {
        restored.missing.push(format!(
            "{unchecked} links ask for a passcode that cannot be checked, since passcode.key is not the one with which \
             they were made: put its copy back, or make these links anew"
        ));
    }
    store.close().await;
    Ok(restored)
}

/// Lets the database that is about to be replaced say which decisions it had committed, and what the backup lacks. None
/// when it cannot be read.
async fn ask_the_lost_database(database: &Path, backup: &Path) -> Option<Vec<String>> {
    if !database.exists() {
        return None;
    }
    let current = Sqlite::open(database).await.ok()?;
    let lacks = current.accounts_missing_from(backup).await.unwrap_or_default();
    current.close().await;
    (!lacks.is_empty()).then(|| {
        vec![format!(
            "{} joined after the backup: invite them again; the work on their devices comes along when they join with \
             the same address",
            lacks.join(", ")
        )]
    })
}

/// Carries out a decision of which the backup knows nothing.
async fn decide_again(store: &Sqlite, entry: &Entry, restored: &mut Restored) -> anyhow::Result<()> {
    let (ws, settled, left) = match &entry.decision {
        Decision::Erased { ws, person, left } => (*ws, Settled::Erased(*person), left.clone()),
        Decision::Revoked { ws, link } => (*ws, Settled::Revoked(*link), Audience::default()),
        Decision::LetGo {
            ws,
            member,
            successor,
        } => {
            let (member, successor) = (*member, *successor);
            (*ws, Settled::LetGo { member, successor }, Audience::default())
        }
        Decision::SessionEnded { token_hash, ending } => {
            if store.end_session_again(token_hash, *ending, entry.id).await? {
                restored.again("sessions ended");
            }
            return Ok(());
        }
        Decision::Calendar { user, ws, address } => {
            let whose = (*user, *ws);
            store.put_calendar_again(whose, address.clone(), entry.id).await?;
            restored.again("calendars' addresses");
            return Ok(());
        }
        Decision::Password { user, hash } => {
            if store.put_password_again(*user, hash, entry.id).await? {
                restored.again("passwords changed");
            }
            return Ok(());
        }
    };
    let Some(authority) = store.load(ws).await? else {
        restored.missing.push(format!(
            "workspace {ws} was opened after the backup: open it anew"
        ));
        return Ok(());
    };
    let clock = Clock::default();
    let now = Now {
        at: clock.now(),
        today: clock.now().date_naive(),
    };
    let mut batch = Batch::new(&authority, Recall::default(), decide);
    let anew = batch.settle(settled, &left, CommandId::new(clock.millis(), random()), now);
    let commit = batch.finish();
    if !commit.is_empty() {
        store.commit(&[(ws, commit)]).await?;
    }
    match (anew, settled) {
        (Anew::Stands, _) => {}
        (_, Settled::Erased(_)) => restored.again("people erased"),
        (Anew::Changes(..), Settled::Revoked(_)) => restored.again("links revoked"),
        (Anew::Changes(..), Settled::LetGo { .. }) => restored.again("members let go"),
        (Anew::NotHere(key), _) => store.bar(ws, key).await?,
        (Anew::NoSuccessor, _) => restored.missing.push(
            "somebody who was let go is the only owner that the backup knows: make somebody else an owner, then let \
             them go again"
                .into(),
        ),
    }
    store.learn(entry.id).await?;
    Ok(())
}
