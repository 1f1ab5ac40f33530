//! Reading whole workspaces: by connections and threads of their own, since tens of thousands of rows keep a thread busy.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, Transaction};
use tokio::{sync::Semaphore, task::spawn_blocking};

use super::writing::PATIENCE;
use crate::server::store::{StoreError, Stored};

/// Most that are read at once: each fills memory and keeps a processor busy.
const AT_ONCE: usize = 2;

pub struct Reading {
    file: PathBuf,
    turns: Semaphore,
}

impl Reading {
    pub fn of(file: &Path) -> Self {
        Self {
            file: file.to_owned(),
            turns: Semaphore::new(AT_ONCE),
        }
    }

    /// Reads in one transaction, so that all of it belongs together.
    ///
    /// # Errors
    /// Those of the work, and [`StoreError::Stopped`].
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction) -> Stored<T> + Send + 'static,
    ) -> Stored<T> {
        let _turn = self.turns.acquire().await.map_err(|_| StoreError::Stopped)?;
        let file = self.file.clone();
        let read = move || {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let mut connection = Connection::open_with_flags(file, flags)?;
            connection.busy_timeout(PATIENCE)?;
            work(&connection.transaction()?)
        };
        spawn_blocking(read).await.unwrap_or(Err(StoreError::Stopped))
    }

    /// Nothing is read after that.
    pub fn close(&self) {
        self.turns.close();
    }
}
