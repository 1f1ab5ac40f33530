//! Commits on SQLite: each table takes one statement.

use serde_json::Value;
use sqlx::SqliteConnection;

use super::tables::Tables;
use crate::domain::WorkspaceId;
use crate::server::store::{StoreError, Stored, error::full, passcode_key::PasscodeKey};
use crate::sync::server::Commit;

/// Moves each workspace's head, if it stands where the commit has found it, and writes the commits' tables.
pub async fn advance(
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
