//! Whole workspaces on SQLite: read at the start, recalled for a batch, written by commits.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use rusqlite::{OptionalExtension, Rows, Transaction, params};
use serde_json::{Value, json};
use sqlx::Row as _;

use super::{
    Sqlite,
    commit::advance,
    read::{by, key, outcome, text},
};
use crate::domain::{self, Actor, CommandId, Job, LinkId, UserId, WorkspaceId};
use crate::server::store::{Ask, Decision, Store, Stored};
use crate::sync::{
    carried::{AnyKey, Found},
    server::{Authority, Commit, Departed, JobId, Recall, Registered, Since},
    wire::{Epoch, Seq},
};

/// What was answered to those who are asked about. `CROSS JOIN` says which is looked up in which: the other way round
/// each push would read the whole journal.
const ANSWERED: &str =
    "SELECT journal.id, journal.by_link, journal.actor, journal.seq, journal.outcome, journal.reason
     FROM json_each(?) AS asked CROSS JOIN journal INDEXED BY journal_by_id
     ON journal.ws = ? AND journal.id = unhex(asked.value ->> 0, '-')
     AND journal.actor = unhex(asked.value ->> 1, '-') AND journal.by_link = asked.value ->> 2";

#[async_trait]
impl Store for Sqlite {
    async fn load(&self, ws: WorkspaceId) -> Stored<Option<Authority>> {
        let load = move |tx: &Transaction| {
            let Some((epoch, head)) = position(tx, ws)? else {
                return Ok(None);
            };
            let rows = "SELECT kind, id, stored FROM rows WHERE ws = ?";
            let (rows, unread) = readable(tx.prepare(rows)?.query([ws.0])?)?;
            let left = "SELECT kind, id, seq, audience, erased FROM departed WHERE ws = ?";
            let departed = departed(tx.prepare(left)?.query([ws.0])?)?;
            let mut barred = BTreeSet::new();
            let mut bar = tx.prepare("SELECT kind, id FROM barred WHERE ws = ?")?;
            let mut found = bar.query([ws.0])?;
            while let Some(row) = found.next()? {
                barred.extend(key(row, 0)?);
            }
            let jobs = jobs(tx, ws)?;
            let authority = Authority::load(epoch, head, rows, departed, barred, jobs);
            Ok(Some(authority.without(unread)))
        };
        self.reading.run(load).await
    }

    async fn since(&self, ws: WorkspaceId, seq: Seq) -> Stored<Option<Since>> {
        let since = move |tx: &Transaction| {
            let Some((epoch, head)) = position(tx, ws)? else {
                return Ok(None);
            };
            let asked = params![ws.0, seq.cast_signed()];
            // Those who wrote of a leader are remembered at no position of their own.
            let rows = "SELECT kind, id, stored FROM rows WHERE ws = ?1 AND seq > ?2
                 UNION SELECT rows.kind, rows.id, rows.stored FROM departed JOIN rows USING (ws, kind, id)
                 WHERE departed.ws = ?1 AND (departed.seq > ?2 OR departed.seq = 0)";
            let (rows, unread) = readable(tx.prepare(rows)?.query(asked)?)?;
            let left = "SELECT kind, id, seq, audience, erased FROM departed WHERE ws = ?1 AND (kind, id) IN
                     (SELECT kind, id FROM rows WHERE ws = ?1 AND seq > ?2
                      UNION SELECT kind, id FROM departed WHERE ws = ?1 AND (seq > ?2 OR seq = 0))
                 ORDER BY kind, id, seq";
            Ok(Some(Since {
                epoch,
                head,
                rows,
                departed: departed(tx.prepare(left)?.query(asked)?)?,
                jobs: jobs(tx, ws)?,
                unread,
            }))
        };
        self.reading.run(since).await
    }

    async fn with_jobs(&self) -> Stored<Vec<WorkspaceId>> {
        let all: Vec<uuid::Uuid> = sqlx::query_scalar("SELECT DISTINCT ws FROM jobs")
            .fetch_all(&self.pool)
            .await?;
        Ok(all.into_iter().map(WorkspaceId).collect())
    }

    async fn recall(&self, ws: WorkspaceId, ask: &Ask) -> Stored<Recall> {
        let mut recall = Recall::default();
        let mut ids = ask.ids.clone();
        if let Some(device) = ask.device {
            let row = sqlx::query(
                "SELECT user, (SELECT coalesce(max(mid), 0) FROM receipts WHERE ws = ?1 AND device = ?2)
                 FROM devices WHERE ws = ?1 AND device = ?2",
            )
            .bind(ws.0)
            .bind(device.0)
            .fetch_optional(&self.pool)
            .await?;
            if let Some(row) = row {
                let last_mid = row.try_get::<i64, _>(1)?.cast_unsigned();
                let user = UserId(row.try_get(0)?);
                recall.devices.insert(device, Registered { user, last_mid });
                // Only numbers that were used before can have a receipt.
                let used: Vec<_> = ask.mids.iter().filter(|mid| **mid <= last_mid).collect();
                if !used.is_empty() {
                    let found = sqlx::query(
                        "SELECT mid, id FROM receipts WHERE ws = ? AND device = ? AND mid IN (SELECT value FROM json_each(?))",
                    )
                    .bind(ws.0)
                    .bind(device.0)
                    .bind(json!(used).to_string())
                    .fetch_all(&self.pool)
                    .await?;
                    for row in found {
                        let id = CommandId(row.try_get(1)?);
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
            .map(|(actor, id)| {
                let (by_link, actor) = by(actor);
                json!([id, actor, by_link])
            })
            .collect();
        let found = sqlx::query(ANSWERED)
            .bind(Value::Array(asked).to_string())
            .bind(ws.0)
            .fetch_all(&self.pool)
            .await?;
        for row in found {
            let (id, by_link) = (CommandId(row.try_get(0)?), row.try_get::<bool, _>(1)?);
            let actor = if by_link {
                Actor::Link(LinkId(row.try_get(2)?))
            } else {
                Actor::User(UserId(row.try_get(2)?))
            };
            recall.outcomes.insert((actor, id), outcome(&row, 3)?);
        }
        if !ask.links.is_empty() {
            let taken = sqlx::query(
                "SELECT link FROM links WHERE ws <> ? AND link IN (SELECT unhex(value, '-') FROM json_each(?))",
            )
            .bind(ws.0)
            .bind(json!(ask.links).to_string())
            .fetch_all(&self.pool)
            .await?;
            for row in taken {
                recall.taken.insert(LinkId(row.try_get(0)?));
            }
        }
        Ok(recall)
    }

    async fn commit(&self, commits: &[(WorkspaceId, Commit)]) -> Stored<()> {
        let decisions: Vec<_> = commits
            .iter()
            .flat_map(|(ws, commit)| Decision::of(*ws, commit))
            .collect();
        let all = commits.iter().map(|(ws, commit)| (*ws, commit));
        self.deciding(decisions, |tx| advance(tx, all, &self.key)).await?;
        if commits.iter().any(|(_, commit)| commit.erases())
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
            .bind(link.0)
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?.map(WorkspaceId))
    }

    async fn ping(&self) -> Stored<()> {
        sqlx::query("SELECT head FROM workspaces LIMIT 1")
            .fetch_optional(&self.pool)
            .await?;
        Ok(())
    }
}

fn position(tx: &Transaction, ws: WorkspaceId) -> Stored<Option<(Epoch, Seq)>> {
    let position = "SELECT epoch, head FROM workspaces WHERE id = ?";
    let position = tx.query_row(position, [ws.0], |row| {
        Ok((Epoch(row.get(0)?), row.get::<_, i64>(1)?.cast_unsigned()))
    });
    Ok(position.optional()?)
}

/// Rows that this version can read, and the keys of the others, which stay where they are.
fn readable(mut found: Rows) -> Stored<(Vec<domain::Stored>, BTreeSet<AnyKey>)> {
    let (mut rows, mut unread) = (Vec::new(), BTreeSet::new());
    while let Some(row) = found.next()? {
        let key = key(row, 0)?;
        let stored = Found::read(text(row, 2)?);
        match stored.filter(|stored| key == Ok(stored.row.key())) {
            Some(stored) => rows.push(stored),
            None => drop(unread.insert(key.map_or_else(|unknown| unknown, AnyKey::from))),
        }
    }
    Ok((rows, unread))
}

/// Who ceased to see what; of kinds that a newer version wrote this one tells nobody.
fn departed(mut found: Rows) -> Stored<Vec<Departed>> {
    let mut all = Vec::new();
    while let Some(row) = found.next()? {
        if let Ok(key) = key(row, 0)? {
            all.push(Departed {
                key,
                seq: row.get::<_, i64>(2)?.cast_unsigned(),
                left: serde_json::from_str(text(row, 3)?)?,
                erased: row.get(4)?,
            });
        }
    }
    Ok(all)
}

/// What is left to do; a job that a newer version wrote waits for one.
fn jobs(tx: &Transaction, ws: WorkspaceId) -> Stored<BTreeMap<JobId, Job>> {
    let mut waiting = tx.prepare("SELECT seq, n, job FROM jobs WHERE ws = ?")?;
    let mut found = waiting.query([ws.0])?;
    let mut jobs = BTreeMap::new();
    while let Some(row) = found.next()? {
        let id = JobId {
            seq: row.get::<_, i64>(0)?.cast_unsigned(),
            n: row.get(1)?,
        };
        match serde_json::from_str(text(row, 2)?) {
            Ok(job) => drop(jobs.insert(id, job)),
            Err(error) => {
                tracing::warn!(%ws, ?id, %error, "a job cannot be read, and waits for a newer version")
            }
        }
    }
    Ok(jobs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_asked_about_is_looked_up_one_by_one() {
        let folder = tempfile::tempdir().unwrap();
        let sqlite = Sqlite::open(&folder.path().join("fulcrum.db")).await.unwrap();
        let explained = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {ANSWERED}"));
        let plan = sqlx::query(explained)
            .bind("[]")
            .bind("")
            .fetch_all(&sqlite.pool)
            .await
            .unwrap();
        let steps: Vec<String> = plan.iter().map(|row| row.try_get(3).unwrap()).collect();
        let [asked, journal] = steps.as_slice() else {
            panic!("{steps:?}")
        };
        assert!(asked.starts_with("SCAN asked"), "{steps:?}");
        assert!(
            journal.ends_with("(ws=? AND id=? AND actor=? AND by_link=?)"),
            "{steps:?}"
        );
    }
}
