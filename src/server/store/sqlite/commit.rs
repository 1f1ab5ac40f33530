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
            .bind(ws.0)
            .bind(commit.from.cast_signed())
            .bind(commit.epoch.0)
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
    // Ids travel as text: a list is JSON.
    let statements: [(&'static str, Value); 17] = [
        (
            "DELETE FROM rows WHERE (ws, kind, id) IN
                 (SELECT unhex(value ->> 0, '-'), value ->> 1, unhex(value ->> 2, '-') FROM json_each(?))",
            tables.dropped,
        ),
        (
            "INSERT OR REPLACE INTO rows (ws, kind, id, seq, stored)
             SELECT unhex(value ->> 0, '-'), value ->> 1, unhex(value ->> 2, '-'), value ->> 3, value ->> 4
             FROM json_each(?)",
            tables.rows,
        ),
        (
            // Another workspace's link by this id ends the transaction: it is refused before it comes here.
            "INSERT INTO links (link, ws) SELECT unhex(value ->> 0, '-'), unhex(value ->> 1, '-')
             FROM json_each(?) WHERE true ON CONFLICT (link, ws) DO NOTHING",
            tables.links,
        ),
        (
            "INSERT OR REPLACE INTO passcodes (link, ws, hash, key_id)
             SELECT unhex(value ->> 0, '-'), unhex(value ->> 1, '-'), value ->> 2, value ->> 3 FROM json_each(?)",
            tables.passcodes,
        ),
        (
            "UPDATE memberships SET gone = given.value ->> 2 FROM json_each(?) AS given
             WHERE memberships.user = unhex(given.value ->> 0, '-') AND memberships.ws = unhex(given.value ->> 1, '-')",
            tables.members.clone(),
        ),
        (
            // Whoever was let go, and is nowhere else, is signed out; their devices are told why.
            "UPDATE sessions SET ending = 'let_go' WHERE ending IS NULL
                 AND user IN (SELECT unhex(value ->> 0, '-') FROM json_each(?) WHERE value ->> 2 = 1)
                 AND user NOT IN (SELECT user FROM memberships WHERE gone = 0)",
            tables.members.clone(),
        ),
        (
            "DELETE FROM calendars WHERE (user, ws) IN
                 (SELECT unhex(value ->> 0, '-'), unhex(value ->> 1, '-') FROM json_each(?) WHERE value ->> 2 = 1)",
            tables.members,
        ),
        (
            "DELETE FROM departed WHERE (ws, kind, id) IN
                 (SELECT unhex(value ->> 0, '-'), value ->> 1, unhex(value ->> 2, '-') FROM json_each(?))",
            tables.touched,
        ),
        (
            "INSERT INTO departed (ws, kind, id, seq, audience, erased)
             SELECT unhex(value ->> 0, '-'), value ->> 1, unhex(value ->> 2, '-'), value ->> 3, value ->> 4, value ->> 5
             FROM json_each(?)",
            tables.departed,
        ),
        (
            "INSERT INTO journal (ws, seq, id, by_link, actor, version, body, claimed_at, claimed_offset,
                                  received_at, outcome, reason)
             SELECT unhex(value ->> 0, '-'), value ->> 1, unhex(value ->> 2, '-'), value ->> 3,
                    unhex(value ->> 4, '-'), value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9,
                    value ->> 10, value ->> 11 FROM json_each(?)",
            tables.journal,
        ),
        (
            "INSERT OR IGNORE INTO subjects (ws, kind, id, seq)
             SELECT unhex(value ->> 0, '-'), value ->> 1, unhex(value ->> 2, '-'), value ->> 3 FROM json_each(?)",
            tables.subjects,
        ),
        (
            "INSERT OR REPLACE INTO devices (ws, device, user, last_mid)
             SELECT unhex(value ->> 0, '-'), unhex(value ->> 1, '-'), unhex(value ->> 2, '-'), value ->> 3
             FROM json_each(?)",
            tables.devices,
        ),
        (
            "INSERT INTO receipts (ws, device, mid, id)
             SELECT unhex(value ->> 0, '-'), unhex(value ->> 1, '-'), value ->> 2, unhex(value ->> 3, '-')
             FROM json_each(?)",
            tables.receipts,
        ),
        (
            "UPDATE journal SET body = NULL WHERE (ws, seq) IN (
                 SELECT subjects.ws, subjects.seq FROM subjects
                 JOIN json_each(?) AS erased ON subjects.ws = unhex(erased.value ->> 0, '-')
                                            AND subjects.kind = erased.value ->> 1
                                            AND subjects.id = unhex(erased.value ->> 2, '-'))",
            tables.erased.clone(),
        ),
        (
            "DELETE FROM subjects WHERE (ws, kind, id) IN
                 (SELECT unhex(value ->> 0, '-'), value ->> 1, unhex(value ->> 2, '-') FROM json_each(?))",
            tables.erased,
        ),
        (
            "INSERT OR REPLACE INTO jobs (ws, seq, n, job)
             SELECT unhex(value ->> 0, '-'), value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)",
            tables.jobs,
        ),
        (
            "DELETE FROM jobs WHERE (ws, seq, n) IN
                 (SELECT unhex(value ->> 0, '-'), value ->> 1, value ->> 2 FROM json_each(?))",
            tables.jobs_done,
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
