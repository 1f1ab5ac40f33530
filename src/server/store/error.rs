//! Why a store does not answer.

use std::io;

use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};

/// Why the store did not answer. Nothing was written; trying again may succeed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the disk is full: free some space, nothing needs a restart")]
    Full,
    /// Another writer moved the head, or the epoch is another: the copy in memory is stale.
    #[error("the workspace has moved on since it was read")]
    Conflict,
    #[error("this e-mail address already has an account")]
    EmailTaken,
    #[error("the database answered: {0}")]
    Failed(#[from] sqlx::Error),
    #[error("the database answered: {0}")]
    Unwritten(rusqlite::Error),
    #[error("what was to be written broke off: try again, and start the server anew where that repeats")]
    Stopped,
    #[error("the ledger beside the database cannot be written ({0}): nothing was decided")]
    Ledger(io::Error),
    #[error("a stored row cannot be read: {0}")]
    Corrupt(#[from] serde_json::Error),
}

pub type Stored<T> = Result<T, StoreError>;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::Full,
            _ => Self::Unwritten(error),
        }
    }
}

impl StoreError {
    /// What was to be written is there already, such as a command by this id.
    pub fn is_taken(&self) -> bool {
        let code = match self {
            Self::Unwritten(error) => error.sqlite_error().map(|error| error.extended_code),
            _ => None,
        };
        matches!(
            code,
            Some(SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY)
        )
    }

    /// Also of the ledger's disk.
    pub fn is_full(&self) -> bool {
        match self {
            Self::Full => true,
            Self::Ledger(error) => error.kind() == io::ErrorKind::StorageFull,
            _ => false,
        }
    }
}

/// A full disk has its own answer: people can do something about it.
pub fn full(error: sqlx::Error) -> StoreError {
    const SQLITE_FULL: &str = "13";
    let is_full = match &error {
        sqlx::Error::Database(database) => database.code().is_some_and(|code| code == SQLITE_FULL),
        sqlx::Error::Io(io) => io.kind() == io::ErrorKind::StorageFull,
        _ => false,
    };
    if is_full {
        StoreError::Full
    } else {
        StoreError::Failed(error)
    }
}
