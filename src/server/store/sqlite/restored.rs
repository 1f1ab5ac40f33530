//! What a restore asks of the database: what it lacks, and decisions to be carried out again.

use std::path::Path;

use rusqlite::Transaction;
use sqlx::Connection as _;

use super::{
    Sqlite,
    people::{end_session, put_password},
};
use crate::domain::{RowKey, UserId, WorkspaceId};
use crate::server::store::{Ending, Stored, error::full};

impl Sqlite {
    /// The e-mail addresses of accounts that a backup does not have.
    ///
    /// # Errors
    /// When either file does not answer.
    pub async fn accounts_missing_from(&self, backup: &Path) -> Stored<Vec<String>> {
        let options = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(backup)
            .read_only(true);
        let mut connection = sqlx::SqliteConnection::connect_with(&options).await?;
        let there: Vec<uuid::Uuid> = sqlx::query_scalar("SELECT user FROM accounts")
            .fetch_all(&mut connection)
            .await?;
        connection.close().await?;
        let here: Vec<(uuid::Uuid, String)> =
            sqlx::query_as("SELECT user, email FROM accounts ORDER BY email")
                .fetch_all(&self.pool)
                .await?;
        let lacks = here.into_iter().filter(|(user, _)| !there.contains(user));
        Ok(lacks.map(|(_, email)| email).collect())
    }

    /// What this is about is not here; should a device bring it back, the decision is remembered.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn bar(&self, ws: WorkspaceId, key: RowKey) -> Stored<()> {
        sqlx::query("INSERT OR IGNORE INTO barred (ws, kind, id) VALUES (?, ?, ?)")
            .bind(ws.0)
            .bind(key.kind.word())
            .bind(key.id)
            .execute(&self.pool)
            .await
            .map_err(full)?;
        Ok(())
    }

    /// From now on this database knows the decision.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn learn(&self, decision: uuid::Uuid) -> Stored<()> {
        sqlx::query("INSERT OR IGNORE INTO decisions (id) VALUES (?)")
            .bind(decision)
            .execute(&self.pool)
            .await
            .map_err(full)?;
        Ok(())
    }

    /// False when there is no such session.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn end_session_again(
        &self,
        token_hash: &str,
        ending: Option<Ending>,
        decision: uuid::Uuid,
    ) -> Stored<bool> {
        let end = |tx: Transaction| {
            let done = end_session(&tx, token_hash, ending)?;
            tx.commit()?;
            Ok(done)
        };
        let done = self.writing.run(end).await?;
        self.learn(decision).await?;
        Ok(done)
    }

    /// False when there is no such account.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn put_password_again(&self, user: UserId, hash: &str, decision: uuid::Uuid) -> Stored<bool> {
        let put = |tx: Transaction| {
            let done = put_password(&tx, user, hash)?;
            tx.commit()?;
            Ok(done)
        };
        let done = self.writing.run(put).await?;
        self.learn(decision).await?;
        Ok(done)
    }

    /// How many links ask for a passcode that was hashed with another key.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn passcodes_of_other_keys(&self) -> Stored<u32> {
        Ok(
            sqlx::query_scalar("SELECT count(*) FROM passcodes WHERE key_id <> ?")
                .bind(self.key.id())
                .fetch_one(&self.pool)
                .await?,
        )
    }
}
