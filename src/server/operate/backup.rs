//! `fulcrum backup`.

use std::path::Path;

use anyhow::bail;

use super::config::Config;
use crate::server::store::Sqlite;

/// `fulcrum backup FILE`: a whole copy, while the server goes on.
///
/// # Errors
/// When there is no database or the file cannot be written.
pub async fn backup(config: &Config, to: &Path) -> anyhow::Result<()> {
    let store = open(config).await?;
    store.backup(to).await?;
    store.close().await;
    Ok(())
}

/// The database that is there: a wrong directory must not bring forth an empty one.
///
/// # Errors
/// When there is none, or it cannot be opened.
pub async fn open(config: &Config) -> anyhow::Result<Sqlite> {
    let database = config.database();
    if !database.exists() {
        bail!(
            "there is no database at {}: set FULCRUM_DATA to the server's data directory",
            database.display()
        );
    }
    Sqlite::open(&database).await
}
