//! Commits on SQLite.

use rusqlite::{Connection, Params, params};

use super::read::{by, told};
use crate::domain::{Row, RowKey, WorkspaceId};
use crate::server::store::{StoreError, Stored, passcode_key::PasscodeKey};
use crate::sync::server::{Commit, JournalEntry};

/// Moves each workspace's head, if it stands where the commit has found it, and writes what the commits hold.
pub fn advance<'a, All>(tx: &Connection, commits: All, key: &PasscodeKey) -> Stored<()>
where
    All: IntoIterator<Item = (WorkspaceId, &'a Commit), IntoIter: Clone>,
{
    let commits = commits.into_iter();
    for (ws, commit) in commits.clone() {
        let moved = run(
            tx,
            "UPDATE workspaces SET head = ? WHERE id = ? AND head = ? AND epoch = ?",
            params![
                commit.to.cast_signed(),
                ws.0,
                commit.from.cast_signed(),
                commit.epoch.0
            ],
        )?;
        if moved != 1 {
            return Err(StoreError::Conflict);
        }
    }
    for (ws, commit) in commits {
        write_rows(tx, ws, commit)?;
        write_passcodes(tx, ws, commit, key)?;
        write_departed(tx, ws, commit)?;
        for entry in &commit.journal {
            write_entry(tx, ws, entry)?;
        }
        write_devices(tx, ws, commit)?;
        forget(tx, ws, commit)?;
        write_jobs(tx, ws, commit)?;
    }
    Ok(())
}

/// Statements are prepared once for a connection.
pub fn run(tx: &Connection, statement: &'static str, given: impl Params) -> rusqlite::Result<usize> {
    tx.prepare_cached(statement)?.execute(given)
}

fn write_rows(tx: &Connection, WorkspaceId(ws): WorkspaceId, commit: &Commit) -> Stored<()> {
    for RowKey { kind, id } in &commit.dropped {
        let drop = "DELETE FROM rows WHERE ws = ? AND kind = ? AND id = ?";
        run(tx, drop, params![ws, kind.word(), id])?;
    }
    for stored in &commit.rows {
        let RowKey { kind, id } = stored.row.key();
        let text = serde_json::to_string(stored)?;
        run(
            tx,
            "INSERT OR REPLACE INTO rows (ws, kind, id, seq, stored) VALUES (?, ?, ?, ?, ?)",
            params![ws, kind.word(), id, stored.seq.cast_signed(), text],
        )?;
        match &stored.row {
            // Another workspace's link by this id ends the transaction: it is refused before it comes here.
            Row::Link(_) => {
                let belongs = "INSERT INTO links (link, ws) VALUES (?, ?) ON CONFLICT (link, ws) DO NOTHING";
                run(tx, belongs, params![id, ws])?;
            }
            Row::Member(member) => note_member(tx, ws, member.user.0, member.left.is_some())?,
            _ => {}
        }
    }
    Ok(())
}

/// Whoever was let go, and is nowhere else, is signed out; their devices are told why.
fn note_member(tx: &Connection, ws: uuid::Uuid, user: uuid::Uuid, is_gone: bool) -> Stored<()> {
    let note = "UPDATE memberships SET gone = ? WHERE user = ? AND ws = ?";
    run(tx, note, params![is_gone, user, ws])?;
    if is_gone {
        run(
            tx,
            "UPDATE sessions SET ending = 'let_go' WHERE ending IS NULL AND user = ?1
             AND NOT EXISTS (SELECT 1 FROM memberships WHERE user = ?1 AND gone = 0)",
            [user],
        )?;
        let calendar = "DELETE FROM calendars WHERE user = ? AND ws = ?";
        run(tx, calendar, [user, ws])?;
    }
    Ok(())
}

fn write_passcodes(
    tx: &Connection,
    WorkspaceId(ws): WorkspaceId,
    commit: &Commit,
    key: &PasscodeKey,
) -> Stored<()> {
    for (link, passcode) in &commit.passcodes {
        run(
            tx,
            "INSERT OR REPLACE INTO passcodes (link, ws, hash, key_id) VALUES (?, ?, ?, ?)",
            params![link.0, ws, key.hash(*link, passcode.digits()), key.id()],
        )?;
    }
    Ok(())
}

/// Of the rows named everything is written anew.
fn write_departed(tx: &Connection, WorkspaceId(ws): WorkspaceId, commit: &Commit) -> Stored<()> {
    for (RowKey { kind, id }, departed) in &commit.departed {
        let word = kind.word();
        let forget = "DELETE FROM departed WHERE ws = ? AND kind = ? AND id = ?";
        run(tx, forget, params![ws, word, id])?;
        for one in departed {
            let left = serde_json::to_string(&one.left)?;
            run(
                tx,
                "INSERT INTO departed (ws, kind, id, seq, audience, erased) VALUES (?, ?, ?, ?, ?, ?)",
                params![ws, word, id, one.seq.cast_signed(), left, one.erased],
            )?;
        }
    }
    Ok(())
}

fn write_entry(tx: &Connection, WorkspaceId(ws): WorkspaceId, entry: &JournalEntry) -> Stored<()> {
    let (by_link, actor) = by(&entry.actor);
    let (outcome, reason) = told(&entry.outcome)?;
    let body = entry.body.as_ref().map(serde_json::to_string).transpose()?;
    run(
        tx,
        "INSERT INTO journal (ws, seq, id, by_link, actor, version, body, claimed_at, claimed_offset,
                              received_at, outcome, reason)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            ws,
            entry.seq.cast_signed(),
            entry.id.0,
            by_link,
            actor,
            entry.version,
            body,
            entry.claimed_at.timestamp_millis(),
            entry.claimed_at.offset().local_minus_utc() / 60,
            entry.received_at.timestamp_millis(),
            outcome,
            reason
        ],
    )?;
    for person in &entry.subjects {
        let names = "INSERT OR IGNORE INTO subjects (ws, kind, id, seq) VALUES (?, ?, ?, ?)";
        run(
            tx,
            names,
            params![ws, person.kind.word(), person.id, entry.seq.cast_signed()],
        )?;
    }
    Ok(())
}

fn write_devices(tx: &Connection, WorkspaceId(ws): WorkspaceId, commit: &Commit) -> Stored<()> {
    for (device, registered) in &commit.devices {
        run(
            tx,
            "INSERT INTO devices (ws, device, user) VALUES (?, ?, ?)
             ON CONFLICT (ws, device) DO UPDATE SET user = excluded.user WHERE user <> excluded.user",
            params![ws, device.0, registered.user.0],
        )?;
    }
    for (device, mid, id) in &commit.receipts {
        let receipt = "INSERT INTO receipts (ws, device, mid, id) VALUES (?, ?, ?, ?)";
        run(tx, receipt, params![ws, device.0, mid.cast_signed(), id.0])?;
    }
    Ok(())
}

/// Of whoever was erased no word is left of what named them.
fn forget(tx: &Connection, WorkspaceId(ws): WorkspaceId, commit: &Commit) -> Stored<()> {
    for person in &commit.erased {
        let (word, id) = (person.kind.word(), person.id);
        run(
            tx,
            "UPDATE journal SET body = NULL WHERE ws = ?1 AND seq IN
                 (SELECT seq FROM subjects WHERE ws = ?1 AND kind = ?2 AND id = ?3)",
            params![ws, word, id],
        )?;
        let forget = "DELETE FROM subjects WHERE ws = ? AND kind = ? AND id = ?";
        run(tx, forget, params![ws, word, id])?;
    }
    Ok(())
}

fn write_jobs(tx: &Connection, WorkspaceId(ws): WorkspaceId, commit: &Commit) -> Stored<()> {
    for (id, job) in &commit.jobs {
        let seq = id.seq.cast_signed();
        match job {
            Some(job) => {
                let text = serde_json::to_string(job)?;
                let put = "INSERT OR REPLACE INTO jobs (ws, seq, n, job) VALUES (?, ?, ?, ?)";
                run(tx, put, params![ws, seq, id.n, text])?;
            }
            None => {
                let done = "DELETE FROM jobs WHERE ws = ? AND seq = ? AND n = ?";
                run(tx, done, params![ws, seq, id.n])?;
            }
        }
    }
    Ok(())
}
