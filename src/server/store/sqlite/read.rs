//! Ids and instants as the tables hold them.

use chrono::{DateTime, SecondsFormat, Utc};
use sqlx::{Row as _, sqlite::SqliteRow};

use crate::server::store::Stored;

pub fn parse(row: &SqliteRow, column: usize) -> Stored<uuid::Uuid> {
    let text: &str = row.try_get(column)?;
    text.parse()
        .map_err(|error: uuid::Error| sqlx::Error::Decode(error.into()).into())
}

pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
