//! The store on SQLite: write-ahead log, every commit synced to the disk before it is acknowledged.

mod calendars;
mod commit;
mod passcodes;
mod people;
mod read;
mod reading;
mod remembered;
mod replace;
mod restored;
mod whole;
mod writing;

#[cfg(test)]
use std::collections::BTreeMap;
use std::{fs, path::Path};

use anyhow::{Context, bail};
use rusqlite::Transaction;
#[cfg(test)]
use serde_json::Value;
#[cfg(test)]
use sqlx::Row as _;
use sqlx::{
    Connection, SqlSafeStr, SqlitePool,
    migrate::{Migration, MigrationType, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use self::{
    commit::run,
    reading::Reading,
    remembered::Remembered,
    writing::{PATIENCE, Writing},
};
use super::{Decision, Ledger, StoreError, Stored, passcode_key::PasscodeKey};
#[cfg(test)]
use crate::{domain::WorkspaceId, sync::wire::Seq};

pub use replace::restore;

/// Most connections at once besides the one that writes commits and decisions.
const CONNECTIONS: u32 = 4;

/// Each by the number and the name of its file. Listed here since the macro that lists a folder brings a second SQLite,
/// compiled for the compiler.
fn migrations() -> Migrator {
    let first = include_str!("../../../../migrations/0001_workspaces.sql").into_sql_str();
    let second = include_str!("../../../../migrations/0002_calendars.sql").into_sql_str();
    let numbered = |number, name: &'static str, sql| {
        Migration::new(number, name.into(), MigrationType::Simple, sql, false)
    };
    Migrator::with_migrations(vec![
        numbered(1, "workspaces", first),
        numbered(2, "calendars", second),
    ])
}

pub struct Sqlite {
    pub(in crate::server::store) pool: SqlitePool,
    writing: Writing,
    reading: Reading,
    sessions: Remembered,
    key: PasscodeKey,
    ledger: Ledger,
}

impl Sqlite {
    /// Opens the database file, creating it and bringing its tables up to date.
    ///
    /// # Errors
    /// When the file cannot be opened or was written by a newer version.
    pub async fn open(file: &Path) -> anyhow::Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE)
            .pragma("secure_delete", "ON")
            .foreign_keys(true);
        let pool = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            // The file is here: a connection is not lost between two uses, and asking each time costs two thread switches.
            .test_before_acquire(false)
            .after_release(|connection, _| {
                Box::pin(async move {
                    // A full disk ends a transaction behind the driver's back, which then counts wrongly and leaves
                    // the next one open: such a connection is closed.
                    connection.ping().await?;
                    Ok(!connection.is_in_transaction())
                })
            })
            .connect_with(options)
            .await
            .with_context(|| format!("cannot open the database {}", file.display()))?;
        migrations().run(&pool).await.context(
            "the database was written by another version of Fulcrum: start anew with an empty FULCRUM_DATA, or restore it with the version that wrote it",
        )?;
        let key = PasscodeKey::beside(file).context("the key of passcodes cannot be read")?;
        let writing = Writing::open(file).with_context(|| format!("cannot write to {}", file.display()))?;
        let store = Self {
            pool,
            writing,
            reading: Reading::of(file),
            sessions: Remembered::default(),
            key,
            ledger: Ledger::beside(file),
        };
        store.reconcile().await?;
        Ok(store)
    }

    /// Of decisions that were begun when the server last ended, the database says which were committed.
    async fn reconcile(&self) -> anyhow::Result<()> {
        let read = || {
            self.ledger
                .read()
                .context("the ledger beside the database cannot be read")
        };
        let (entries, unread) = read()?;
        if unread > 0 {
            tracing::warn!(unread, "lines of the ledger beside the database cannot be read");
        }
        if entries.iter().all(|entry| entry.committed.is_some()) {
            return Ok(());
        }
        // Whoever decides at this moment, while a backup is made say, holds this lock: what has no end now was left.
        let lock = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        for entry in read()?.0.iter().filter(|entry| entry.committed.is_none()) {
            self.ledger.end(&[entry.id], self.knows(entry.id).await?)?;
        }
        lock.rollback().await?;
        Ok(())
    }

    /// Whether a decision in the ledger was committed here.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn knows(&self, decision: uuid::Uuid) -> Stored<bool> {
        Ok(
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM decisions WHERE id = ?)")
                .bind(decision)
                .fetch_one(&self.pool)
                .await?,
        )
    }

    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Writes decisions into the ledger before what `work` wrote is committed, and how that ended after it.
    async fn deciding<T>(
        &self,
        decisions: Vec<Decision>,
        work: impl FnOnce(&Transaction) -> Stored<T>,
    ) -> Stored<T> {
        let decided = |tx: Transaction| {
            let done = work(&tx)?;
            if decisions.is_empty() {
                tx.commit()?;
                return Ok(done);
            }
            let ids = self.ledger.begin(&decisions).map_err(StoreError::Ledger)?;
            let mut learnt = ids
                .iter()
                .map(|id| run(&tx, "INSERT INTO decisions (id) VALUES (?)", [id]));
            let committed = learnt.try_for_each(|learnt| learnt.map(drop));
            drop(learnt);
            let committed = committed.and_then(|()| tx.commit());
            if let Err(error) = self.ledger.end(&ids, committed.is_ok()) {
                // The database tells at the next start.
                tracing::warn!(%error, "the ledger could not be told how a decision ended");
            }
            committed?;
            Ok(done)
        };
        self.writing.run(decided).await
    }

    /// Writes a whole copy to a new file, while others read and write.
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub async fn backup(&self, to: &Path) -> anyhow::Result<()> {
        if to.exists() {
            bail!(
                "{} exists: name a new file, a backup never overwrites one",
                to.display()
            );
        }
        sqlx::query("VACUUM INTO ?")
            .bind(to.to_string_lossy().into_owned())
            .execute(&self.pool)
            .await?;
        fs::File::open(to)?.sync_all()?;
        Ok(())
    }

    pub async fn close(&self) {
        self.reading.close();
        self.pool.close().await;
        self.writing.close().await;
    }
}

/// What tests ask of a store beyond the trait.
#[cfg(test)]
impl Sqlite {
    /// How large the file may grow: beyond it every write fails as on a full disk.
    pub async fn cap_pages(&self, pages: u32) -> Stored<()> {
        let mut all = Vec::new();
        for _ in 0..CONNECTIONS {
            all.push(self.pool.acquire().await?);
        }
        for connection in &mut all {
            let pragma = sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {pages}"));
            sqlx::query(pragma).execute(&mut **connection).await?;
        }
        let pragma = format!("PRAGMA max_page_count = {pages}");
        let caps = move |tx: Transaction| Ok(tx.query_row(&pragma, [], |_| Ok(()))?);
        self.writing.run(caps).await
    }

    /// Damages the rows of a kind, or mends them; and has another kind written by tomorrow's version, or by this one.
    pub async fn spoil(&self, ws: WorkspaceId, damaged: &str, newer: &str, spoilt: bool) -> Stored<()> {
        let (stored, from, to) = if spoilt {
            ("'#' || stored", newer, "tomorrow")
        } else {
            ("substr(stored, 2)", "tomorrow", newer)
        };
        let damage = format!("UPDATE rows SET stored = {stored} WHERE ws = ? AND kind = ?");
        sqlx::query(sqlx::AssertSqlSafe(damage))
            .bind(ws.0)
            .bind(damaged)
            .execute(&self.pool)
            .await?;
        sqlx::query("UPDATE rows SET kind = ? WHERE ws = ? AND kind = ?")
            .bind(to)
            .bind(ws.0)
            .bind(from)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    pub async fn journal_bodies(&self, ws: WorkspaceId) -> Stored<BTreeMap<Seq, Option<Value>>> {
        let rows = sqlx::query("SELECT seq, body FROM journal WHERE ws = ?")
            .bind(ws.0)
            .fetch_all(&self.pool)
            .await?;
        rows.iter()
            .map(|row| {
                let body: Option<&str> = row.try_get(1)?;
                Ok((
                    row.try_get::<i64, _>(0)?.cast_unsigned(),
                    body.map(serde_json::from_str).transpose()?,
                ))
            })
            .collect()
    }
}
