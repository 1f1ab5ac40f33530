//! The store on SQLite: write-ahead log, every commit synced to the disk before it is acknowledged.

#[cfg(test)]
use std::collections::BTreeMap;
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, bail};
use async_trait::async_trait;
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use sqlx::{
    ConnectOptions, Connection, Row as _, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous},
};

use super::{Ask, Decision, Ledger, Store, StoreError, Stored, passcodes::PasscodeKey, rows::Tables};
use crate::domain::{Actor, LinkId, UserId, WorkspaceId};
#[cfg(test)]
use crate::sync::wire::Seq;
use crate::sync::{
    server::{Authority, Commit, Departed, Recall, Registered},
    wire::Epoch,
};

/// Most connections at once: one writes at a time, the others read.
const CONNECTIONS: u32 = 4;

pub struct Sqlite {
    pub(super) pool: SqlitePool,
    pub(super) key: PasscodeKey,
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
            .busy_timeout(Duration::from_secs(10))
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
        sqlx::migrate!().run(&pool).await.context(
            "the database was written by another version of Fulcrum: start anew with an empty FULCRUM_DATA, or restore it with the version that wrote it",
        )?;
        let key = PasscodeKey::beside(file).context("the key of passcodes cannot be read")?;
        let store = Self {
            pool,
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
                .bind(decision.to_string())
                .fetch_one(&self.pool)
                .await?,
        )
    }

    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Writes decisions into the ledger before `work` commits what carries them out, and how that ended after it.
    pub(super) async fn deciding<T>(
        &self,
        decisions: &[Decision],
        work: impl AsyncFnOnce(&mut SqliteConnection) -> Stored<T>,
    ) -> Stored<T> {
        let mut tx = self.pool.begin_with("BEGIN IMMEDIATE").await.map_err(full)?;
        let done = work(&mut tx).await?;
        if decisions.is_empty() {
            tx.commit().await.map_err(full)?;
            return Ok(done);
        }
        let ids = self.ledger.begin(decisions).map_err(StoreError::Ledger)?;
        let committed = async {
            for id in &ids {
                sqlx::query("INSERT INTO decisions (id) VALUES (?)")
                    .bind(id.to_string())
                    .execute(&mut *tx)
                    .await
                    .map_err(full)?;
            }
            tx.commit().await.map_err(full)
        };
        let committed = committed.await;
        if let Err(error) = self.ledger.end(&ids, committed.is_ok()) {
            // The database tells at the next start.
            tracing::warn!(%error, "the ledger could not be told how a decision ended");
        }
        committed.map(|()| done)
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
        self.pool.close().await;
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
        Ok(())
    }

    pub async fn journal_bodies(&self, ws: WorkspaceId) -> Stored<BTreeMap<Seq, Option<Value>>> {
        let rows = sqlx::query("SELECT seq, body FROM journal WHERE ws = ?")
            .bind(ws.to_string())
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
    let ids: Vec<String> = sqlx::query_scalar("SELECT id FROM workspaces")
        .fetch_all(&store.pool)
        .await?;
    for id in ids {
        sqlx::query("UPDATE workspaces SET epoch = ? WHERE id = ?")
            .bind(epochs().0.to_string())
            .bind(id)
            .execute(&store.pool)
            .await?;
    }
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

#[async_trait]
impl Store for Sqlite {
    async fn load(&self, ws: WorkspaceId) -> Stored<Option<Authority>> {
        // One read transaction, so that the rows belong to the head.
        let mut tx = self.pool.begin().await?;
        let Some(row) = sqlx::query("SELECT epoch, head FROM workspaces WHERE id = ?")
            .bind(ws.to_string())
            .fetch_optional(&mut *tx)
            .await?
        else {
            return Ok(None);
        };
        let epoch = Epoch(parse(&row, 0)?);
        let head = row.try_get::<i64, _>(1)?.cast_unsigned();
        let rows = sqlx::query_scalar::<_, String>("SELECT stored FROM rows WHERE ws = ?")
            .bind(ws.to_string())
            .fetch_all(&mut *tx)
            .await?
            .iter()
            .map(|text| serde_json::from_str(text))
            .collect::<Result<_, _>>()?;
        let departed = sqlx::query("SELECT key, seq, audience, erased FROM departed WHERE ws = ?")
            .bind(ws.to_string())
            .fetch_all(&mut *tx)
            .await?
            .iter()
            .map(departed)
            .collect::<Stored<_>>()?;
        let barred = sqlx::query_scalar::<_, String>("SELECT key FROM barred WHERE ws = ?")
            .bind(ws.to_string())
            .fetch_all(&mut *tx)
            .await?
            .iter()
            .map(|key| {
                key.parse()
                    .map_err(|error: String| sqlx::Error::Decode(error.into()).into())
            })
            .collect::<Stored<_>>()?;
        Ok(Some(Authority::load(epoch, head, rows, departed, barred)))
    }

    async fn recall(&self, ws: WorkspaceId, ask: &Ask) -> Stored<Recall> {
        let mut recall = Recall::default();
        let mut ids = ask.ids.clone();
        if let Some(device) = ask.device {
            let row = sqlx::query("SELECT user, last_mid FROM devices WHERE ws = ? AND device = ?")
                .bind(ws.to_string())
                .bind(device.to_string())
                .fetch_optional(&self.pool)
                .await?;
            if let Some(row) = row {
                let last_mid = row.try_get::<i64, _>(1)?.cast_unsigned();
                let user = UserId(parse(&row, 0)?);
                recall.devices.insert(device, Registered { user, last_mid });
                // Only numbers that were used before can have a receipt.
                let used: Vec<_> = ask.mids.iter().filter(|mid| **mid <= last_mid).collect();
                if !used.is_empty() {
                    let found = sqlx::query(
                        "SELECT mid, id FROM receipts WHERE ws = ? AND device = ? AND mid IN (SELECT value FROM json_each(?))",
                    )
                    .bind(ws.to_string())
                    .bind(device.to_string())
                    .bind(json!(used).to_string())
                    .fetch_all(&self.pool)
                    .await?;
                    for row in found {
                        let id = crate::domain::CommandId(parse(&row, 1)?);
                        recall
                            .receipts
                            .insert((device, row.try_get::<i64, _>(0)?.cast_unsigned()), id);
                        ids.push((Actor::User(user), id));
                    }
                }
            }
        }
        let asked: Vec<_> = ids
            .iter()
            .map(|(actor, id)| Ok(json!([serde_json::to_string(actor)?, id])))
            .collect::<Stored<_>>()?;
        let found = sqlx::query(
            "SELECT journal.actor, journal.id, journal.outcome
             FROM json_each(?) AS asked JOIN journal INDEXED BY journal_by_id
             ON journal.ws = ? AND journal.actor = asked.value ->> 0 AND journal.id = asked.value ->> 1",
        )
        .bind(Value::Array(asked).to_string())
        .bind(ws.to_string())
        .fetch_all(&self.pool)
        .await?;
        for row in found {
            let actor = serde_json::from_str(row.try_get(0)?)?;
            let outcome = serde_json::from_str(row.try_get(2)?)?;
            let id = crate::domain::CommandId(parse(&row, 1)?);
            recall.outcomes.insert((actor, id), outcome);
        }
        if !ask.links.is_empty() {
            let taken = sqlx::query(
                "SELECT link FROM links WHERE ws <> ? AND link IN (SELECT value FROM json_each(?))",
            )
            .bind(ws.to_string())
            .bind(json!(ask.links).to_string())
            .fetch_all(&self.pool)
            .await?;
            for row in taken {
                recall.taken.insert(LinkId(parse(&row, 0)?));
            }
        }
        Ok(recall)
    }

    async fn commit(&self, commits: &[(WorkspaceId, Commit)]) -> Stored<()> {
        let decisions: Vec<_> = commits
            .iter()
            .flat_map(|(ws, commit)| Decision::of(*ws, commit))
            .collect();
        let erases = commits.iter().any(|(_, commit)| !commit.erased.is_empty());
        self.deciding(&decisions, async |tx| advance(tx, commits, &self.key).await)
            .await?;
        if erases
            && let Err(error) = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
                .execute(&self.pool)
                .await
        {
            // The commit stands. What was erased leaves the log with the next checkpoint.
            tracing::warn!(%error, "the log could not be cut after an erasure");
        }
        Ok(())
    }

    async fn workspace_of_link(&self, link: LinkId) -> Stored<Option<WorkspaceId>> {
        let row = sqlx::query("SELECT ws FROM links WHERE link = ?")
            .bind(link.to_string())
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| parse(&row, 0).map(WorkspaceId)).transpose()
    }

    async fn ping(&self) -> Stored<()> {
        sqlx::query("SELECT head FROM workspaces LIMIT 1")
            .fetch_optional(&self.pool)
            .await?;
        Ok(())
    }
}

/// Moves each workspace's head, if it stands where the commit has found it, and writes the commits' tables.
pub(super) async fn advance(
    tx: &mut SqliteConnection,
    commits: &[(WorkspaceId, Commit)],
    key: &PasscodeKey,
) -> Stored<()> {
    for (ws, commit) in commits {
        let moved = sqlx::query("UPDATE workspaces SET head = ? WHERE id = ? AND head = ? AND epoch = ?")
            .bind(commit.to.cast_signed())
            .bind(ws.to_string())
            .bind(commit.from.cast_signed())
            .bind(commit.epoch.0.to_string())
            .execute(&mut *tx)
            .await
            .map_err(full)?;
        if moved.rows_affected() != 1 {
            return Err(StoreError::Conflict);
        }
    }
    write(tx, Tables::of(commits, key)?).await.map_err(full)
}

async fn write(tx: &mut SqliteConnection, tables: Tables) -> Result<(), sqlx::Error> {
    let statements: [(&'static str, Value); 14] = [
        (
            "DELETE FROM rows WHERE (ws, key) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))",
            tables.dropped,
        ),
        (
            "INSERT OR REPLACE INTO rows (ws, key, stored)
             SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)",
            tables.rows,
        ),
        (
            // Another workspace's link by this id ends the transaction: it is refused before it comes here.
            "INSERT INTO links (link, ws) SELECT value ->> 0, value ->> 1 FROM json_each(?) WHERE true
             ON CONFLICT (link, ws) DO NOTHING",
            tables.links,
        ),
        (
            "INSERT OR REPLACE INTO passcodes (link, ws, hash, key_id)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)",
            tables.passcodes,
        ),
        (
            "UPDATE memberships SET gone = given.value ->> 2 FROM json_each(?) AS given
             WHERE memberships.user = given.value ->> 0 AND memberships.ws = given.value ->> 1",
            tables.members.clone(),
        ),
        (
            // Whoever was let go, and is nowhere else, is signed out; their devices are told why.
            "UPDATE sessions SET ending = 'let_go' WHERE ending IS NULL
                 AND user IN (SELECT value ->> 0 FROM json_each(?) WHERE value ->> 2 = 1)
                 AND user NOT IN (SELECT user FROM memberships WHERE gone = 0)",
            tables.members,
        ),
        (
            "DELETE FROM departed WHERE (ws, key) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))",
            tables.touched,
        ),
        (
            "INSERT INTO departed (ws, key, seq, audience, erased)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)",
            tables.departed,
        ),
        (
            "INSERT INTO journal (ws, seq, id, actor, version, body, claimed_at, received_at, outcome)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
                    value ->> 7, value ->> 8 FROM json_each(?)",
            tables.journal,
        ),
        (
            "INSERT OR IGNORE INTO subjects (ws, leader, seq)
             SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)",
            tables.subjects,
        ),
        (
            "INSERT OR REPLACE INTO devices (ws, device, user, last_mid)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)",
            tables.devices,
        ),
        (
            "INSERT INTO receipts (ws, device, mid, id)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)",
            tables.receipts,
        ),
        (
            "UPDATE journal SET body = NULL WHERE (ws, seq) IN (
                 SELECT subjects.ws, subjects.seq FROM subjects
                 JOIN json_each(?) AS erased ON subjects.ws = erased.value ->> 0 AND subjects.leader = erased.value ->> 1)",
            tables.erased.clone(),
        ),
        (
            "DELETE FROM subjects WHERE (ws, leader) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))",
            tables.erased,
        ),
    ];
    for (statement, list) in statements {
        if list.as_array().is_some_and(|list| !list.is_empty()) {
            sqlx::query(statement)
                .bind(list.to_string())
                .execute(&mut *tx)
                .await?;
        }
    }
    Ok(())
}

fn departed(row: &SqliteRow) -> Stored<Departed> {
    let key: String = row.try_get(0)?;
    Ok(Departed {
        key: key
            .parse()
            .map_err(|error: String| sqlx::Error::Decode(error.into()))?,
        seq: row.try_get::<i64, _>(1)?.cast_unsigned(),
        left: serde_json::from_str(row.try_get(2)?)?,
        erased: row.try_get(3)?,
    })
}

pub(super) fn parse(row: &SqliteRow, column: usize) -> Stored<uuid::Uuid> {
    let text: &str = row.try_get(column)?;
    text.parse()
        .map_err(|error: uuid::Error| sqlx::Error::Decode(error.into()).into())
}

pub(super) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A full disk has its own answer: people can do something about it.
pub(super) fn full(error: sqlx::Error) -> StoreError {
    const SQLITE_FULL: &str = "13";
    let is_full = match &error {
        sqlx::Error::Database(database) => database.code().is_some_and(|code| code == SQLITE_FULL),
        sqlx::Error::Io(io) => io.kind() == io::ErrorKind::StorageFull,
        _ => false,
    };
    if is_full {
        StoreError::Full
    } else {
        StoreError::Failed(error)
    }
}
