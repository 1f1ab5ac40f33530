//! Calendars' addresses on SQLite.

use async_trait::async_trait;
use rusqlite::{Connection, Transaction, params};
use sqlx::{Row as _, sqlite::SqliteRow};

use super::{Sqlite, commit::run, read::instant};
use crate::domain::{UserId, WorkspaceId};
use crate::server::store::{CalendarAddress, Calendars, Decision, Ending, Stored};

#[async_trait]
impl Calendars for Sqlite {
    async fn calendar(&self, secret_hash: &str) -> Stored<Option<(UserId, WorkspaceId, CalendarAddress)>> {
        let row =
            sqlx::query("SELECT secret_hash, named, made_at, user, ws FROM calendars WHERE secret_hash = ?")
                .bind(secret_hash)
                .fetch_optional(&self.pool)
                .await?;
        row.map(|row| {
            let (user, ws) = (UserId(row.try_get(3)?), WorkspaceId(row.try_get(4)?));
            Ok((user, ws, address(&row)?))
        })
        .transpose()
    }

    async fn calendar_of(&self, user: UserId, ws: WorkspaceId) -> Stored<Option<CalendarAddress>> {
        let row = sqlx::query("SELECT secret_hash, named, made_at FROM calendars WHERE user = ? AND ws = ?")
            .bind(user.0)
            .bind(ws.0)
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(address).transpose()
    }

    async fn put_calendar(
        &self,
        user: UserId,
        ws: WorkspaceId,
        address: Option<CalendarAddress>,
    ) -> Stored<()> {
        let decision = Decision::Calendar {
            user,
            ws,
            address: address.clone(),
        };
        self.deciding(vec![decision], |tx| put_calendar(tx, user, ws, address.as_ref()))
            .await
    }
}

impl Sqlite {
    /// What ending a session this way decides about its person's calendars: a device that was lost may know their addresses.
    pub(super) async fn calendars_that_end(
        &self,
        token_hash: &str,
        ending: Option<Ending>,
    ) -> Stored<Vec<Decision>> {
        if !matches!(ending, Some(Ending::Lock | Ending::Wipe)) {
            return Ok(Vec::new());
        }
        let rows = sqlx::query(
            "SELECT user, ws FROM calendars WHERE user = (SELECT user FROM sessions WHERE token_hash = ?)",
        )
        .bind(token_hash)
        .fetch_all(&self.pool)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Decision::Calendar {
                    user: UserId(row.try_get(0)?),
                    ws: WorkspaceId(row.try_get(1)?),
                    address: None,
                })
            })
            .collect()
    }

    /// What was decided of a calendar's address, after a restore.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn put_calendar_again(
        &self,
        (user, ws): (UserId, WorkspaceId),
        address: Option<CalendarAddress>,
        decision: uuid::Uuid,
    ) -> Stored<()> {
        let put = |tx: Transaction| {
            put_calendar(&tx, user, ws, address.as_ref())?;
            Ok(tx.commit()?)
        };
        self.writing.run(put).await?;
        self.learn(decision).await
    }
}

fn put_calendar(
    tx: &Connection,
    user: UserId,
    ws: WorkspaceId,
    address: Option<&CalendarAddress>,
) -> Stored<()> {
    match address {
        None => run(
            tx,
            "DELETE FROM calendars WHERE user = ? AND ws = ?",
            [user.0, ws.0],
        )?,
        Some(address) => run(
            tx,
            "INSERT OR REPLACE INTO calendars (user, ws, secret_hash, named, made_at) VALUES (?, ?, ?, ?, ?)",
            params![
                user.0,
                ws.0,
                address.secret_hash,
                address.named,
                instant(address.made_at)
            ],
        )?,
    };
    Ok(())
}

/// Ends all of a person's.
pub fn end_calendars(tx: &Connection, user: UserId) -> Stored<()> {
    run(tx, "DELETE FROM calendars WHERE user = ?", [user.0])?;
    Ok(())
}

fn address(row: &SqliteRow) -> Stored<CalendarAddress> {
    let made_at: &str = row.try_get(2)?;
    Ok(CalendarAddress {
        secret_hash: row.try_get(0)?,
        named: row.try_get(1)?,
        made_at: made_at
            .parse()
            .map_err(|error: chrono::ParseError| sqlx::Error::Decode(error.into()))?,
    })
}
