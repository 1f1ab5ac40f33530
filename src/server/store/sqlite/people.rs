//! People on SQLite: accounts, sessions, invitations.

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{Row as _, SqliteConnection};

use super::{Sqlite, calendars::end_calendars, commit::advance, read::instant};
use crate::domain::{Right, UserId, WorkspaceId};
use crate::server::store::{
    Account, Decision, Ending, Founding, Invitation, Joining, NewSession, OpenSession, People, StoreError,
    Stored, error::full,
};
use crate::sync::server::Commit;

#[async_trait]
impl People for Sqlite {
    async fn found(&self, founding: &Founding) -> Stored<Option<WorkspaceId>> {
        let Founding { ws, user, .. } = founding;
        let mut tx = self.pool.begin().await.map_err(full)?;
        let opened = sqlx::query(
            "INSERT INTO workspaces (id, epoch, head, opened_by, request) SELECT ?, ?, ?, ?, ?
             WHERE ? OR NOT EXISTS (SELECT 1 FROM accounts) ON CONFLICT (opened_by, request) DO NOTHING",
        )
        .bind(ws.0)
        .bind(founding.first.epoch.0)
        .bind(founding.first.from.cast_signed())
        .bind(user.0)
        .bind(founding.request)
        .bind(founding.claims.is_none())
        .execute(&mut *tx)
        .await
        .map_err(full)?;
        if opened.rows_affected() == 0 {
            let before = sqlx::query("SELECT id FROM workspaces WHERE opened_by = ? AND request = ?")
                .bind(user.0)
                .bind(founding.request)
                .fetch_optional(&mut *tx)
                .await?;
            return before.map(|row| Ok(WorkspaceId(row.try_get(0)?))).transpose();
        }
        if let Some(account) = &founding.claims {
            open_account(&mut tx, account).await?;
        }
        belongs(&mut tx, *user, *ws).await?;
        advance(&mut tx, &[(*ws, founding.first.clone())], &self.key).await?;
        tx.commit().await.map_err(full)?;
        Ok(Some(*ws))
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
        self.deciding(&[decision], async |tx| {
            put_password(tx, account.user, password_hash).await
        })
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
        let row = sqlx::query(
            "SELECT user FROM sessions WHERE token_hash = ? AND expires_at > ? AND ending IS NULL",
        )
        .bind(token_hash)
        .bind(instant(now))
        .fetch_optional(&self.pool)
        .await?;
        row.map(|row| Ok(UserId(row.try_get(0)?))).transpose()
    }

    async fn seen(&self, token_hash: &str, now: DateTime<Utc>, unless_since: DateTime<Utc>) -> Stored<()> {
        sqlx::query("UPDATE sessions SET seen_at = ? WHERE token_hash = ? AND seen_at < ?")
            .bind(instant(now))
            .bind(token_hash)
            .bind(instant(unless_since))
            .execute(&self.pool)
            .await
            .map_err(full)?;
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
        self.deciding(&decisions, async |tx| {
            end_session(tx, token_hash, ending).await.map(drop)
        })
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
        let mut tx = self.pool.begin().await.map_err(full)?;
        let used = sqlx::query("DELETE FROM invitations WHERE ws = ? AND secret_hash = ?")
            .bind(ws.0)
            .bind(&joining.secret_hash)
            .execute(&mut *tx)
            .await
            .map_err(full)?;
        if used.rows_affected() == 0 {
            return Ok(false);
        }
        if let Some(account) = &joining.account {
            open_account(&mut tx, account).await?;
        }
        belongs(&mut tx, joining.user, ws).await?;
        advance(&mut tx, &[(ws, commit.clone())], &self.key).await?;
        tx.commit().await.map_err(full)?;
        Ok(true)
    }
}

/// False when there is no such account.
pub async fn put_password(tx: &mut SqliteConnection, user: UserId, hash: &str) -> Stored<bool> {
    sqlx::query("DELETE FROM sessions WHERE user = ?")
        .bind(user.0)
        .execute(&mut *tx)
        .await
        .map_err(full)?;
    end_calendars(tx, user).await?;
    let done = sqlx::query("UPDATE accounts SET password_hash = ? WHERE user = ?")
        .bind(hash)
        .bind(user.0)
        .execute(&mut *tx)
        .await
        .map_err(full)?;
    Ok(done.rows_affected() == 1)
}

/// False when there is no such session.
pub async fn end_session(
    tx: &mut SqliteConnection,
    token_hash: &str,
    ending: Option<Ending>,
) -> Stored<bool> {
    if matches!(ending, Some(Ending::Lock | Ending::Wipe)) {
        let whose = sqlx::query_scalar("SELECT user FROM sessions WHERE token_hash = ?")
            .bind(token_hash)
            .fetch_optional(&mut *tx)
            .await?;
        if let Some(user) = whose {
            end_calendars(tx, UserId(user)).await?;
        }
    }
    let statement = match ending {
        None => sqlx::query("DELETE FROM sessions WHERE token_hash = ?"),
        Some(ending) => {
            sqlx::query("UPDATE sessions SET ending = ? WHERE token_hash = ?").bind(ending.word())
        }
    };
    let done = statement.bind(token_hash).execute(tx).await.map_err(full)?;
    Ok(done.rows_affected() == 1)
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

async fn open_account(tx: &mut SqliteConnection, account: &Account) -> Stored<()> {
    sqlx::query("INSERT INTO accounts (user, email, name, password_hash) VALUES (?, ?, ?, ?)")
        .bind(account.user.0)
        .bind(&account.email)
        .bind(&account.name)
        .bind(&account.password_hash)
        .execute(tx)
        .await
        .map_err(|error| match error.as_database_error() {
            Some(database) if database.is_unique_violation() => StoreError::EmailTaken,
            _ => full(error),
        })?;
    Ok(())
}

async fn belongs(tx: &mut SqliteConnection, user: UserId, ws: WorkspaceId) -> Stored<()> {
    sqlx::query("INSERT OR IGNORE INTO memberships (user, ws) VALUES (?, ?)")
        .bind(user.0)
        .bind(ws.0)
        .execute(tx)
        .await
        .map_err(full)?;
    Ok(())
}
