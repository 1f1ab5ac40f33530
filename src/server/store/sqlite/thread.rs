//! The thread that writes: one connection, on which each statement is prepared once. Whoever asks it waits for one answer, and not for
//! a change of threads at each statement.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::mpsc,
    thread,
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use tokio::sync::oneshot;

use crate::server::store::{StoreError, Stored};

/// How long another process is waited for that writes just now.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// More than there are.
const STATEMENTS: usize = 64;

enum Asked {
    Work(Box<dyn FnOnce(&mut Connection) + Send>),
    Close(oneshot::Sender<()>),
}

pub struct Thread {
    asked: mpsc::Sender<Asked>,
}

impl Thread {
    /// Opens a connection to a database that is there, and waits for work until it is closed or dropped.
    ///
    /// # Errors
    /// When the file cannot be opened, or the system has no room for a thread.
    pub fn start(file: &Path) -> anyhow::Result<Self> {
        let mut connection = open(file)?;
        let (asked, queue) = mpsc::channel();
        thread::Builder::new().name("writer".into()).spawn(move || {
            for asked in queue {
                match asked {
                    Asked::Work(work) => work(&mut connection),
                    Asked::Close(closed) => {
                        drop(connection);
                        // Whoever asked may have gone.
                        let _ = closed.send(());
                        return;
                    }
                }
            }
        })?;
        Ok(Self { asked })
    }

    /// Has this done in a transaction that nobody else writes beside; unless it commits that, nothing was written.
    ///
    /// # Errors
    /// Those of the work, and [`StoreError::Stopped`].
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(Transaction) -> Stored<T> + Send + 'static,
    ) -> Stored<T> {
        let (answer, answered) = oneshot::channel();
        let work = move |connection: &mut Connection| {
            let done = catch_unwind(AssertUnwindSafe(|| {
                work(connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
            }));
            // Whoever asked may have gone.
            let _ = answer.send(done.unwrap_or(Err(StoreError::Stopped)));
        };
        let asked = self.asked.send(Asked::Work(Box::new(work)));
        asked.map_err(|_| StoreError::Stopped)?;
        answered.await.unwrap_or(Err(StoreError::Stopped))
    }

    /// Once what was asked before is done. Nothing is written after that.
    pub async fn close(&self) {
        let (closed, is_closed) = oneshot::channel();
        if self.asked.send(Asked::Close(closed)).is_ok() {
            let _ = is_closed.await;
        }
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
        let thread = Thread::start(&file).unwrap();
        let add = |tx: &Transaction| tx.execute("INSERT INTO some VALUES (1)", []).map(drop);
        let count = async || {
            let counts =
                |tx: Transaction| Ok(tx.query_row("SELECT count(*) FROM some", [], |row| row.get(0))?);
            thread.run::<u32>(counts).await.unwrap()
        };
        thread.run(move |tx| Ok(add(&tx)?)).await.unwrap();
        let panicked = thread.run::<()>(move |tx| {
            add(&tx)?;
            panic!("as a rule may");
        });
        assert!(matches!(panicked.await, Err(StoreError::Stopped)));
        assert_eq!(count().await, 0);
        let commits = thread.run(move |tx| {
            add(&tx)?;
            Ok(tx.commit()?)
        });
        commits.await.unwrap();
        assert_eq!(count().await, 1);
        thread.close().await;
        let late = thread.run(move |tx| Ok(add(&tx)?)).await;
        assert!(matches!(late, Err(StoreError::Stopped)));
    }
}
