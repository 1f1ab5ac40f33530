//! What an operator does from the command line: backup, restore, a new password.

use std::{io::BufRead, path::Path, sync::Arc};

use anyhow::bail;

use super::{
    clock::{Clock, random},
    config::Config,
    password::hash_password,
    serve::lock,
    store::{self, ErasedList, People, Sqlite, Store},
};
use crate::domain::{CommandId, LeaderId, WorkspaceId, decide};
use crate::sync::{
    server::{Batch, Now, Recall},
    wire::Epoch,
};

/// `fulcrum backup FILE`: a whole copy, while the server goes on.
///
/// # Errors
/// When there is no database or the file cannot be written.
pub async fn backup(config: &Config, to: &Path) -> anyhow::Result<()> {
    let store = open(config).await?;
    store.backup(to).await?;
    store.close().await;
    Ok(())
}

/// The database that is there: a wrong directory must not bring forth an empty one.
async fn open(config: &Config) -> anyhow::Result<Sqlite> {
    let database = config.database();
    if !database.exists() {
        bail!(
            "there is no database at {}: set FULCRUM_DATA to the server's data directory",
            database.display()
        );
    }
    Sqlite::open(&database).await
}

/// `fulcrum restore FILE`: the backup takes the database's place; who was erased since stays erased.
/// Answers with how many people that were.
///
/// # Errors
/// When the server is running or the file is not a backup.
pub async fn restore(config: &Config, from: &Path) -> anyhow::Result<usize> {
    std::fs::create_dir_all(&config.data)?;
    let _lock = lock(&config.data)?;
    let database = config.database();
    store::restore(from, &database, || {
        Epoch(uuid::Builder::from_random_bytes(random()).into_uuid())
    })
    .await?;
    let store = Arc::new(Sqlite::open(&database).await?);
    let mut erased = 0;
    for (ws, leader) in ErasedList::beside(&database).read()? {
        erased += usize::from(erase_again(&*store, ws, leader).await?);
    }
    store.close().await;
    Ok(erased)
}

/// Whether the backup still knew them.
async fn erase_again(store: &dyn Store, ws: WorkspaceId, leader: LeaderId) -> anyhow::Result<bool> {
    let Some(authority) = store.load(ws).await? else {
        return Ok(false);
    };
    let clock = Clock::default();
    let now = Now {
        at: clock.now(),
        today: clock.now().date_naive(),
    };
    let mut batch = Batch::new(&authority, Recall::default(), decide);
    let erased = batch.erase_again(leader, CommandId::new(clock.millis(), random()), now);
    let commit = batch.finish();
    if !commit.is_empty() {
        store.commit(&[(ws, commit)]).await?;
    }
    Ok(erased)
}

/// `fulcrum reset-password EMAIL`: reads the new password from standard input and ends the account's sessions.
///
/// # Errors
/// When there is no such account or the password will not do.
pub async fn reset_password(config: &Config, email: &str, input: &mut dyn BufRead) -> anyhow::Result<()> {
    let mut password = String::new();
    input.read_line(&mut password)?;
    let hash = hash_password(password.trim_end_matches(['\r', '\n']).to_owned())
        .await
        .map_err(|_| anyhow::anyhow!("use 10 to 200 characters, on one line of standard input"))?;
    let store = open(config).await?;
    let done = store.set_password(email, &hash).await?;
    store.close().await;
    if !done {
        bail!("no account has the e-mail address {email}");
    }
    Ok(())
}
