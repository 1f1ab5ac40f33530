//! Keys, actors, outcomes and instants as the tables hold them.

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::Row;
use sqlx::{Row as _, sqlite::SqliteRow};

use crate::{
    domain::{Actor, Kind, RowKey},
    server::store::Stored,
    sync::{
        carried::AnyKey,
        wire::{Outcome, Seq},
    },
};

/// The key in the columns `kind` and `id` that begin at this one; as text when a newer version wrote its kind.
///
/// # Errors
/// When a column holds something else.
pub fn key(row: &Row, column: usize) -> Stored<Result<RowKey, AnyKey>> {
    let (word, id): (_, uuid::Uuid) = (text(row, column)?, row.get(column + 1)?);
    let kind: Result<Kind, _> = word.parse();
    Ok(kind.map_or_else(
        |_| Err(AnyKey(format!("{word}/{id}"))),
        |kind| Ok(RowKey::new(kind, id)),
    ))
}

/// A text, as it stands there.
///
/// # Errors
/// When the column holds something else.
pub fn text<'a>(row: &'a Row, column: usize) -> Stored<&'a str> {
    Ok(row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?)
}

/// An actor in the columns `by_link` and `actor`.
pub fn by(actor: &Actor) -> (u8, uuid::Uuid) {
    match actor {
        Actor::User(user) => (0, user.0),
        Actor::Link(link) => (1, link.0),
    }
}

/// An outcome in the columns `outcome` and `reason`; its position is the entry's.
///
/// # Errors
/// When the reason cannot be written as JSON.
pub fn told(outcome: &Outcome) -> serde_json::Result<(u8, Option<String>)> {
    Ok(match outcome {
        Outcome::Applied { .. } => (0, None),
        Outcome::NoOp { .. } => (1, None),
        Outcome::Refused { reason, .. } => (2, Some(serde_json::to_string(reason)?)),
    })
}

/// The same read from the columns `seq`, `outcome` and `reason` that begin at this one.
pub fn outcome(row: &SqliteRow, column: usize) -> Stored<Outcome> {
    let seq: Seq = row.try_get::<i64, _>(column)?.cast_unsigned();
    Ok(match row.try_get(column + 1)? {
        0_u8 => Outcome::Applied { seq },
        1 => Outcome::NoOp { seq },
        _ => {
            let reason: &str = row.try_get(column + 2)?;
            Outcome::Refused {
                seq,
                reason: serde_json::from_str(reason)?,
            }
        }
    })
}

pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
