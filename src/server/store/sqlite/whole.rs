//! Whole workspaces on SQLite: read at the start, recalled for a batch, written by commits.

use async_trait::async_trait;
use serde_json::{Value, json};
use sqlx::{Row as _, sqlite::SqliteRow};

use super::{Sqlite, commit::advance, read::parse};
use crate::domain::{Actor, CommandId, LinkId, UserId, WorkspaceId};
use crate::server::store::{Ask, Decision, Store, Stored};
use crate::sync::{
    server::{Authority, Commit, Departed, Recall, Registered},
    wire::Epoch,
};

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
                        let id = CommandId(parse(&row, 1)?);
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
            let id = CommandId(parse(&row, 1)?);
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
