//! A backup in the place of the database.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};

use super::Sqlite;
use crate::sync::wire::Epoch;

/// Puts a backup in the place of the database, which is kept under another name. Every workspace gets a new
/// epoch, and who was erased since the backup is erased again by the caller.
///
/// # Errors
/// When the backup is not a Fulcrum database or a file cannot be moved; the database is then as it was.
pub async fn restore(backup: &Path, database: &Path, epochs: impl Fn() -> Epoch) -> anyhow::Result<()> {
    if !backup.is_file() {
        bail!(
            "{} is not a file: name a backup made by `fulcrum backup`",
            backup.display()
        );
    }
    let incoming = database.with_extension("incoming");
    // The log of an interrupted restore would be played into this one.
    remove(&incoming)?;
    fs::copy(backup, &incoming).with_context(|| format!("cannot copy {}", backup.display()))?;
    if let Err(error) = begin_epochs(&incoming, epochs).await {
        remove(&incoming)?;
        return Err(error.context(format!(
            "{} cannot be restored: name a backup made by `fulcrum backup`",
            backup.display()
        )));
    }
    if database.exists()
        && let Ok(current) = Sqlite::open(database).await
    {
        // Brings its log into the file, so that one move takes all of it. One that is damaged moves as it is.
        current.close().await;
    }
    let kept = (1..)
        .map(|n| database.with_extension(format!("before-restore-{n}")))
        .find(|path| !path.exists());
    let kept = kept.context("no name is left for the old database")?;
    for suffix in ["-wal", "-shm", ""] {
        let current = beside(database, suffix);
        if current.exists() {
            fs::rename(&current, beside(&kept, suffix))?;
        }
    }
    fs::rename(&incoming, database)?;
    fs::File::open(database)?.sync_all()?;
    Ok(())
}

/// Checks that the file is one of ours, and whole, before anything is written to it.
async fn begin_epochs(file: &Path, epochs: impl Fn() -> Epoch) -> anyhow::Result<()> {
    let mut connection = SqliteConnectOptions::new().filename(file).connect().await?;
    let sound: String = sqlx::query_scalar("PRAGMA quick_check(1)")
        .fetch_one(&mut connection)
        .await?;
    if sound != "ok" {
        bail!("the file is damaged: {sound}");
    }
    sqlx::query("SELECT id, epoch, head FROM workspaces")
        .fetch_all(&mut connection)
        .await?;
    connection.close().await?;

    let store = Sqlite::open(file).await?;
    let ids: Vec<uuid::Uuid> = sqlx::query_scalar("SELECT id FROM workspaces")
        .fetch_all(&store.pool)
        .await?;
    for id in ids {
        sqlx::query("UPDATE workspaces SET epoch = ? WHERE id = ?")
            .bind(epochs().0)
            .bind(id)
            .execute(&store.pool)
            .await?;
    }
    // Letters that waited then may have gone out since: nobody sends them again by itself.
    sqlx::query(
        "UPDATE jobs SET job = json_set(job, '$.handed', json('true')) WHERE job ->> '$.job' = 'mail'",
    )
    .execute(&store.pool)
    .await?;
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(&store.pool)
        .await?;
    store.close().await;
    Ok(())
}

/// The database's file, or its log (`-wal`) or the log's index (`-shm`).
fn beside(database: &Path, suffix: &str) -> PathBuf {
    database.with_file_name(format!(
        "{}{suffix}",
        database.file_name().unwrap_or_default().display()
    ))
}

fn remove(database: &Path) -> io::Result<()> {
    for suffix in ["-wal", "-shm", ""] {
        match fs::remove_file(beside(database, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
