//! The connection that writes, on which each statement is prepared once. One at a time has it, and writes on the thread that asked: nobody
//! waits for another to wake.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    sync::Mutex,
    task::block_in_place,
    time::Instant,
};

use crate::server::store::{StoreError, Stored};

/// How long another process is waited for that writes just now.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// More than there are.
const STATEMENTS: usize = 64;

/// Whoever waits longer than this for a disk keeps others from what they have to do on the same thread.
const QUICK: Duration = Duration::from_millis(1);

pub struct Writing {
    /// None once it is closed.
    connection: Mutex<Option<Connection>>,
    /// Whether what was written last was.
    was_quick: AtomicBool,
}

impl Writing {
    /// Opens a connection to a database that is there.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn open(file: &Path) -> rusqlite::Result<Self> {
        Ok(Self {
            connection: Mutex::new(Some(open(file)?)),
            was_quick: AtomicBool::new(false),
        })
    }

    /// Does this in a transaction that nobody else writes beside; unless it commits that, nothing was written.
    ///
    /// # Errors
    /// Those of the work, and [`StoreError::Stopped`].
    pub async fn run<T>(&self, work: impl FnOnce(Transaction) -> Stored<T>) -> Stored<T> {
        let mut connection = self.connection.lock().await;
        let connection = connection.as_mut().ok_or(StoreError::Stopped)?;
        let write = || work(connection.transaction_with_behavior(TransactionBehavior::Immediate)?);
        let write = || catch_unwind(AssertUnwindSafe(write));
        let began = Instant::now();
        // Where another thread is to go on meanwhile, it has to be woken, which costs more than a quick write does.
        let goes_aside = !self.was_quick.load(Ordering::Relaxed)
            && Handle::current().runtime_flavor() == RuntimeFlavor::MultiThread;
        let written = if goes_aside {
            block_in_place(write)
        } else {
            write()
        };
        self.was_quick.store(began.elapsed() < QUICK, Ordering::Relaxed);
        written.unwrap_or(Err(StoreError::Stopped))
    }

    /// Nothing is written after that.
    pub async fn close(&self) {
        self.connection.lock().await.take();
    }
}

fn open(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(PATIENCE)?;
    for (pragma, value) in [
        ("synchronous", "FULL"),
        ("secure_delete", "ON"),
        ("foreign_keys", "ON"),
    ] {
        connection.pragma_update(None, pragma, value)?;
    }
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_panics_or_does_not_commit_writes_nothing_and_stops_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("some.db");
        Connection::open(&file)
            .unwrap()
            .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE some (number INTEGER) STRICT")
            .unwrap();
        let writing = Writing::open(&file).unwrap();
        let add = |tx: &Transaction| tx.execute("INSERT INTO some VALUES (1)", []).map(drop);
        let count = async || {
            let counts =
                |tx: Transaction| Ok(tx.query_row("SELECT count(*) FROM some", [], |row| row.get(0))?);
            writing.run::<u32>(counts).await.unwrap()
        };
        writing.run(move |tx| Ok(add(&tx)?)).await.unwrap();
        let panicked = writing.run::<()>(move |tx| {
            add(&tx)?;
            panic!("as a rule may");
        });
        assert!(matches!(panicked.await, Err(StoreError::Stopped)));
        assert_eq!(count().await, 0);
        let commits = writing.run(move |tx| {
            add(&tx)?;
            Ok(tx.commit()?)
        });
        commits.await.unwrap();
        assert_eq!(count().await, 1);
        writing.close().await;
        let late = writing.run(move |tx| Ok(add(&tx)?)).await;
        assert!(matches!(late, Err(StoreError::Stopped)));
    }
}
