//! People on SQLite: accounts, sessions, invitations.

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sqlx::Row as _;
use tokio::time::Instant;

use super::{
    Sqlite,
    calendars::end_calendars,
    commit::{advance, run},
    read::instant,
    remembered::Session,
};
use crate::domain::{Right, UserId, WorkspaceId};
use crate::server::store::{
    Account, Decision, Ending, Founding, Invitation, Joining, NewSession, OpenSession, People, StoreError,
    Stored, error::full,
};
use crate::sync::server::Commit;

#[async_trait]
impl People for Sqlite {
    async fn found(&self, founding: &Founding) -> Stored<Option<WorkspaceId>> {
        let Founding {
            ws,
            user,
            request,
            claims,
            first,
        } = founding;
        let found = |tx: Transaction| {
            let opened = run(
                &tx,
                "INSERT INTO workspaces (id, epoch, head, opened_by, request) SELECT ?, ?, ?, ?, ?
                 WHERE ? OR NOT EXISTS (SELECT 1 FROM accounts) ON CONFLICT (opened_by, request) DO NOTHING",
                params![
                    ws.0,
                    first.epoch.0,
                    first.from.cast_signed(),
                    user.0,
                    request,
                    claims.is_none()
                ],
            )?;
            if opened == 0 {
                let before = "SELECT id FROM workspaces WHERE opened_by = ? AND request = ?";
                let before = tx.query_row(before, [user.0, *request], |row| row.get(0));
                return Ok(before.optional()?.map(WorkspaceId));
            }
            if let Some(account) = claims {
                open_account(&tx, account)?;
            }
            belongs(&tx, *user, *ws)?;
            advance(&tx, [(*ws, first)], &self.key)?;
            tx.commit()?;
            Ok(Some(*ws))
        };
        self.writing.run(found).await
    }

    async fn is_claimed(&self) -> Stored<bool> {
        Ok(sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM accounts)")
            .fetch_one(&self.pool)
            .await?)
    }

    async fn account(&self, email: &str) -> Stored<Option<Account>> {
        let row = sqlx::query("SELECT user, email, name, password_hash FROM accounts WHERE email = ?")
            .bind(email)
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| {
            Ok(Account {
                user: UserId(row.try_get(0)?),
                email: row.try_get(1)?,
                name: row.try_get(2)?,
                password_hash: row.try_get(3)?,
            })
        })
        .transpose()
    }

    async fn address_of(&self, user: UserId) -> Stored<Option<String>> {
        Ok(sqlx::query_scalar("SELECT email FROM accounts WHERE user = ?")
            .bind(user.0)
            .fetch_optional(&self.pool)
            .await?)
    }

    async fn knows(&self, user: UserId) -> Stored<bool> {
        let found: Option<i64> = sqlx::query_scalar("SELECT 1 FROM accounts WHERE user = ?")
            .bind(user.0)
            .fetch_optional(&self.pool)
            .await?;
        Ok(found.is_some())
    }

    async fn set_password(&self, email: &str, password_hash: &str) -> Stored<bool> {
        let Some(account) = self.account(email).await? else {
            return Ok(false);
        };
        let decision = Decision::Password {
            user: account.user,
            hash: password_hash.into(),
        };
        self.deciding(vec![decision], |tx| put_password(tx, account.user, password_hash))
            .await
    }

    async fn workspaces(&self, user: UserId) -> Stored<Vec<WorkspaceId>> {
        let rows = sqlx::query("SELECT ws FROM memberships WHERE user = ? ORDER BY ws")
            .bind(user.0)
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(|row| Ok(WorkspaceId(row.try_get(0)?))).collect()
    }

    async fn put_session(&self, session: &NewSession) -> Stored<()> {
        sqlx::query(
            "INSERT INTO sessions (token_hash, user, device, opened_at, seen_at, expires_at)
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(&session.token_hash)
        .bind(session.user.0)
        .bind(&session.device)
        .bind(instant(session.opened_at))
        .bind(instant(session.opened_at))
        .bind(instant(session.expires_at))
        .execute(&self.pool)
        .await
        .map_err(full)?;
        Ok(())
    }

    async fn session(&self, token_hash: &str, now: DateTime<Utc>) -> Stored<Option<UserId>> {
        let (ledger, now, read_at) = (self.ledger.length(), instant(now), Instant::now());
        if let Some(known) = ledger.and_then(|ledger| self.sessions.user(ledger, token_hash, &now)) {
            return Ok(Some(known));
        }
        let row = sqlx::query(
            "SELECT user, expires_at, seen_at FROM sessions WHERE token_hash = ? AND expires_at > ? AND ending IS NULL",
        )
        .bind(token_hash)
        .bind(&now)
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let session = Session {
            user: UserId(row.try_get(0)?),
            expires_at: row.try_get(1)?,
            seen_at: row.try_get(2)?,
            read_at,
        };
        let user = session.user;
        if let Some(ledger) = ledger {
            self.sessions.put(ledger, token_hash, session);
        }
        Ok(Some(user))
    }

    async fn seen(&self, token_hash: &str, now: DateTime<Utc>, unless_since: DateTime<Utc>) -> Stored<()> {
        let (now, unless_since) = (instant(now), instant(unless_since));
        if self.sessions.is_noted(token_hash, &unless_since) {
            return Ok(());
        }
        sqlx::query("UPDATE sessions SET seen_at = ? WHERE token_hash = ? AND seen_at < ?")
            .bind(&now)
            .bind(token_hash)
            .bind(unless_since)
            .execute(&self.pool)
            .await
            .map_err(full)?;
        self.sessions.note(token_hash, now);
        Ok(())
    }

    async fn sessions(&self, user: UserId, now: DateTime<Utc>) -> Stored<Vec<OpenSession>> {
        let rows = sqlx::query(
            "SELECT token_hash, device, opened_at, seen_at FROM sessions
             WHERE user = ? AND expires_at > ? AND ending IS NULL ORDER BY seen_at DESC, token_hash",
        )
        .bind(user.0)
        .bind(instant(now))
        .fetch_all(&self.pool)
        .await?;
        rows.iter()
            .map(|row| {
                let moment = |column| -> Stored<DateTime<Utc>> {
                    let text: &str = row.try_get(column)?;
                    text.parse()
                        .map_err(|error: chrono::ParseError| sqlx::Error::Decode(error.into()).into())
                };
                Ok(OpenSession {
                    token_hash: row.try_get(0)?,
                    device: row.try_get(1)?,
                    opened_at: moment(2)?,
                    seen_at: moment(3)?,
                })
            })
            .collect()
    }

    async fn end_session(&self, token_hash: &str, ending: Option<Ending>) -> Stored<()> {
        let decision = Decision::SessionEnded {
            token_hash: token_hash.into(),
            ending,
        };
        let mut decisions = self.calendars_that_end(token_hash, ending).await?;
        decisions.push(decision);
        self.deciding(decisions, |tx| end_session(tx, token_hash, ending).map(drop))
            .await
    }

    async fn ending(&self, token_hash: &str) -> Stored<Option<(UserId, Ending)>> {
        let row =
            sqlx::query("SELECT user, ending FROM sessions WHERE token_hash = ? AND ending IS NOT NULL")
                .bind(token_hash)
                .fetch_optional(&self.pool)
                .await?;
        let Some(row) = row else { return Ok(None) };
        let (user, word): (UserId, &str) = (UserId(row.try_get(0)?), row.try_get(1)?);
        let ending = Ending::ALL.into_iter().find(|ending| ending.word() == word);
        Ok(ending.map(|ending| (user, ending)))
    }

    async fn forget_expired(&self, now: DateTime<Utc>) -> Stored<()> {
        let mut tx = self.pool.begin().await.map_err(full)?;
        sqlx::query("DELETE FROM sessions WHERE expires_at <= ? AND (ending IS NULL OR expires_at <= ?)")
            .bind(instant(now))
            .bind(instant(now - TimeDelta::days(30)))
            .execute(&mut *tx)
            .await
            .map_err(full)?;
        sqlx::query("DELETE FROM invitations WHERE expires_at <= ?")
            .bind(instant(now))
            .execute(&mut *tx)
            .await
            .map_err(full)?;
        tx.commit().await.map_err(full)?;
        Ok(())
    }

    async fn invite(&self, invitation: &Invitation) -> Stored<()> {
        sqlx::query(
            "INSERT INTO invitations (secret_hash, ws, label, member_right, invited_by, expires_at)
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(&invitation.secret_hash)
        .bind(invitation.ws.0)
        .bind(&invitation.label)
        .bind(serde_json::to_string(&invitation.right)?)
        .bind(invitation.invited_by.0)
        .bind(instant(invitation.expires_at))
        .execute(&self.pool)
        .await
        .map_err(full)?;
        Ok(())
    }

    async fn invitations(&self, ws: WorkspaceId, now: DateTime<Utc>) -> Stored<Vec<Invitation>> {
        let rows = sqlx::query(
            "SELECT secret_hash, ws, label, member_right, invited_by, expires_at FROM invitations
             WHERE ws = ? AND expires_at > ? ORDER BY expires_at, secret_hash",
        )
        .bind(ws.0)
        .bind(instant(now))
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(invitation).collect()
    }

    async fn invitation(&self, secret_hash: &str, now: DateTime<Utc>) -> Stored<Option<Invitation>> {
        let row = sqlx::query(
            "SELECT secret_hash, ws, label, member_right, invited_by, expires_at FROM invitations
             WHERE secret_hash = ? AND expires_at > ?",
        )
        .bind(secret_hash)
        .bind(instant(now))
        .fetch_optional(&self.pool)
        .await?;
        row.as_ref().map(invitation).transpose()
    }

    async fn withdraw(&self, ws: WorkspaceId, secret_hash: &str) -> Stored<()> {
        sqlx::query("DELETE FROM invitations WHERE ws = ? AND secret_hash = ?")
            .bind(ws.0)
            .bind(secret_hash)
            .execute(&self.pool)
            .await
            .map_err(full)?;
        Ok(())
    }

    async fn join(&self, ws: WorkspaceId, joining: &Joining, commit: &Commit) -> Stored<bool> {
        let join = |tx: Transaction| {
            let uses = "DELETE FROM invitations WHERE ws = ? AND secret_hash = ?";
            if run(&tx, uses, params![ws.0, joining.secret_hash])? == 0 {
                return Ok(false);
            }
            if let Some(account) = &joining.account {
                open_account(&tx, account)?;
            }
            belongs(&tx, joining.user, ws)?;
            advance(&tx, [(ws, commit)], &self.key)?;
            tx.commit()?;
            Ok(true)
        };
        self.writing.run(join).await
    }
}

/// False when there is no such account.
pub fn put_password(tx: &Connection, user: UserId, hash: &str) -> Stored<bool> {
    run(tx, "DELETE FROM sessions WHERE user = ?", [user.0])?;
    end_calendars(tx, user)?;
    let put = "UPDATE accounts SET password_hash = ? WHERE user = ?";
    Ok(run(tx, put, params![hash, user.0])? == 1)
}

/// False when there is no such session.
pub fn end_session(tx: &Connection, token_hash: &str, ending: Option<Ending>) -> Stored<bool> {
    if matches!(ending, Some(Ending::Lock | Ending::Wipe)) {
        let whose = "SELECT user FROM sessions WHERE token_hash = ?";
        let whose = tx.query_row(whose, [token_hash], |row| row.get(0)).optional()?;
        if let Some(user) = whose {
            end_calendars(tx, UserId(user))?;
        }
    }
    let ended = match ending {
        None => run(tx, "DELETE FROM sessions WHERE token_hash = ?", [token_hash])?,
        Some(ending) => {
            let end = "UPDATE sessions SET ending = ? WHERE token_hash = ?";
            run(tx, end, [ending.word(), token_hash])?
        }
    };
    Ok(ended == 1)
}

fn invitation(row: &sqlx::sqlite::SqliteRow) -> Stored<Invitation> {
    let right: Right = serde_json::from_str(row.try_get(3)?)?;
    let expires_at: &str = row.try_get(5)?;
    Ok(Invitation {
        secret_hash: row.try_get(0)?,
        ws: WorkspaceId(row.try_get(1)?),
        label: row.try_get(2)?,
        right,
        invited_by: UserId(row.try_get(4)?),
        expires_at: expires_at
            .parse()
            .map_err(|error: chrono::ParseError| sqlx::Error::Decode(error.into()))?,
    })
}

fn open_account(tx: &Connection, account: &Account) -> Stored<()> {
    let opened = run(
        tx,
        "INSERT INTO accounts (user, email, name, password_hash) VALUES (?, ?, ?, ?)",
        params![account.user.0, account.email, account.name, account.password_hash],
    );
    opened.map(drop).map_err(|error| match StoreError::from(error) {
        error if error.is_taken() => StoreError::EmailTaken,
        error => error,
    })
}

fn belongs(tx: &Connection, user: UserId, ws: WorkspaceId) -> Stored<()> {
    let belongs = "INSERT OR IGNORE INTO memberships (user, ws) VALUES (?, ?)";
    run(tx, belongs, [user.0, ws.0])?;
    Ok(())
}
