//! Passcodes of links on SQLite.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sqlx::Row as _;
use subtle::ConstantTimeEq;

use super::{Sqlite, read::instant};
use crate::domain::LinkId;
use crate::server::store::{
    Passcodes, Stored, Tried,
    error::full,
    passcodes::{REST, TRIES},
};

#[async_trait]
impl Passcodes for Sqlite {
    async fn passcode_hash(&self, link: LinkId) -> Stored<Option<String>> {
        let hash = sqlx::query_scalar("SELECT hash FROM passcodes WHERE link = ? AND key_id = ?")
            .bind(link.0)
            .bind(self.key.id())
            .fetch_optional(&self.pool)
            .await?;
        Ok(hash)
    }

    async fn try_passcode(&self, link: LinkId, given: &str, now: DateTime<Utc>) -> Stored<Tried> {
        // Immediate: many tries at once are counted one after the other.
        let mut tx = self.pool.begin_with("BEGIN IMMEDIATE").await.map_err(full)?;
        let row = sqlx::query("SELECT hash, wrong, tried_at FROM passcodes WHERE link = ? AND key_id = ?")
            .bind(link.0)
            .bind(self.key.id())
            .fetch_optional(&mut *tx)
            .await?;
        let Some(row) = row else {
            return Ok(Tried::Wrong);
        };
        let (hash, wrong): (String, u32) = (row.try_get(0)?, row.try_get(1)?);
        let tried_at: Option<String> = row.try_get(2)?;
        let tried_at = tried_at.and_then(|text| text.parse::<DateTime<Utc>>().ok());
        let is_rested = tried_at.is_none_or(|last| now >= last + REST);
        let wrong = if is_rested { 0 } else { wrong };
        if wrong >= TRIES {
            return Ok(Tried::Resting);
        }
        let digits: String = given.chars().filter(|c| !c.is_whitespace()).collect();
        let given = self.key.hash(link, &digits);
        let is_right: bool = hash.as_bytes().ct_eq(given.as_bytes()).into();
        sqlx::query("UPDATE passcodes SET wrong = ?, tried_at = ? WHERE link = ?")
            .bind(if is_right { 0 } else { wrong + 1 })
            .bind(instant(now))
            .bind(link.0)
            .execute(&mut *tx)
            .await
            .map_err(full)?;
        tx.commit().await.map_err(full)?;
        Ok(if is_right { Tried::Right } else { Tried::Wrong })
    }
}
