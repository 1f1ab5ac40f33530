//! What the device keeps, in IndexedDB: JSON text under text keys, one strict transaction at a time (rule 5).

use std::{cell::RefCell, collections::BTreeSet};

use indexed_db_futures::{
    Build, KeyRange,
    database::Database,
    prelude::*,
    query_source::QuerySource,
    transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions, TransactionRef},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use uuid::Uuid;

use crate::domain::{CommandId, Kind, RowKey, Stored, secret_hash};
use crate::sync::{
    disk::{Draft, Entry, Half, Kept, Meta, Op, Refused, Shelf, Stale, Txn, plan},
    wire::Mid,
};

const META: &str = "meta";
const OUTBOX: &str = "outbox";
const KEPT: &str = "kept";
const REFUSED: &str = "refused";
const LEFT: &str = "rows-left";
const RIGHT: &str = "rows-right";
const STORES: [&str; 6] = [META, OUTBOX, KEPT, REFUSED, LEFT, RIGHT];
/// The one key in [`META`].
const META_KEY: &str = "meta";
/// The lease by which tabs agree on a leader where Web Locks are missing.
const LEASE_KEY: &str = "lease";

/// Why a transaction was not written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// Another tab was faster.
    Stale,
    /// No room left.
    Quota,
    /// The browser's own words.
    Blocked(String),
}

impl From<indexed_db_futures::error::Error> for Failure {
    fn from(error: indexed_db_futures::error::Error) -> Self {
        let words = error.to_string();
        if words.contains("Quota") {
            Self::Quota
        } else {
            Self::Blocked(words)
        }
    }
}

/// Where the device keeps its things; in memory where the browser refuses.
pub enum Disk {
    Indexed(Database),
    Memory(Box<RefCell<Shelf>>),
}

/// What a tab reads at opening: everything but older effort, which follows.
pub struct Opened {
    pub shelf: Shelf,
    pub rows: Vec<Stored>,
}

type Result<T> = std::result::Result<T, Failure>;

impl Disk {
    /// # Errors
    /// When the browser does not give storage.
    pub async fn open(name: &str, fresh: Meta) -> Result<Self> {
        let database = Database::open(name)
            .with_version(1u8)
            .with_on_upgrade_needed(|_, database| {
                for store in STORES {
                    database.create_object_store(store).build()?;
                }
                Ok(())
            })
            .await
            .map_err(|error| Failure::Blocked(error.to_string()))?;
        let disk = Self::Indexed(database);
        if let Self::Indexed(database) = &disk {
            let tx = write(database, &[META])?;
            let store = tx.object_store(META)?;
            let known: Option<String> = store.get(META_KEY).primitive()?.await?;
            if known.is_none() {
                put(&store, META_KEY, &fresh).await?;
            }
            tx.commit().await?;
        }
        Ok(disk)
    }

    /// Reads what a tab needs to show the board: all rows but effort older than `cut`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn read(&self, cut: Uuid) -> Result<Opened> {
        let database = match self {
            Self::Indexed(database) => database,
            Self::Memory(shelf) => {
                return Ok(Opened {
                    shelf: shelf.borrow().clone(),
                    rows: Vec::new(),
                });
            }
        };
        let tx = database.transaction(STORES).build()?;
        let shelf = shelf(&tx, true).await?;
        let rows = tx.object_store(half_name(shelf.meta.half))?;
        let recent = row_key(&RowKey::new(Kind::Effort, cut))..first_after_effort();
        let mut found = texts(rows.get_all().with_query(recent).primitive()?.await?);
        let before = ..row_key(&RowKey::new(Kind::Effort, Uuid::nil()));
        found.extend(texts(rows.get_all().with_query(before).primitive()?.await?));
        let after = first_after_effort()..;
        found.extend(texts(rows.get_all().with_query(after).primitive()?.await?));
        Ok(Opened {
            shelf,
            rows: parsed(found).collect(),
        })
    }

    /// Reads up to `limit` efforts before `before`, newest ranges last, with the transaction number they belong to.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn older_efforts(
        &self,
        half: Half,
        from: Option<Uuid>,
        before: Uuid,
        limit: u32,
    ) -> Result<Vec<Stored>> {
        let Self::Indexed(database) = self else {
            return Ok(Vec::new());
        };
        let tx = database.transaction(half_name(half)).build()?;
        let rows = tx.object_store(half_name(half))?;
        let low = row_key(&RowKey::new(Kind::Effort, from.unwrap_or(Uuid::nil())));
        let high = row_key(&RowKey::new(Kind::Effort, before));
        let range: KeyRange<String> = KeyRange::Bound(low, from.is_some(), high, true);
        let found = texts(
            rows.get_all()
                .with_query::<String, _>(range)
                .with_limit(limit)
                .primitive()?
                .await?,
        );
        Ok(parsed(found).collect())
    }

    /// The number of the last transaction; none in memory, where nobody else writes.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn rev(&self) -> Result<Option<u64>> {
        let Self::Indexed(database) = self else {
            return Ok(None);
        };
        let tx = database.transaction(META).build()?;
        let meta: Option<String> = tx.object_store(META)?.get(META_KEY).primitive()?.await?;
        Ok(meta
            .and_then(|text| serde_json::from_str::<Meta>(&text).ok())
            .map(|meta| meta.rev))
    }

    /// Writes a transaction, all or nothing, and answers with the writes for every tab to follow.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn write(&self, txn: &Txn) -> Result<Vec<Op>> {
        let database = match self {
            Self::Indexed(database) => database,
            Self::Memory(shelf) => {
                let ops = plan(txn, &shelf.borrow()).map_err(|Stale| Failure::Stale)?;
                ops.iter().for_each(|op| shelf.borrow_mut().follow(op));
                return Ok(ops);
            }
        };
        let tx = write(database, &STORES)?;
        // Queueing a command is quick however much waits.
        let all = !matches!(txn, Txn::Queue(_) | Txn::Dismiss(_));
        let shelf = shelf(&tx, all).await?;
        let ops = plan(txn, &shelf).map_err(|Stale| Failure::Stale)?;
        for op in &ops {
            apply(&tx, op)?;
        }
        tx.commit().await?;
        Ok(ops)
    }

    /// Takes or renews the lease until `until` (milliseconds since 1970), unless another tab holds it.
    ///
    /// # Errors
    /// When the lease cannot be read or written.
    pub async fn lease(&self, tab: Uuid, now: u64, until: u64) -> Result<bool> {
        let Self::Indexed(database) = self else {
            return Ok(true);
        };
        let tx = write(database, &[META])?;
        let store = tx.object_store(META)?;
        let held: Option<String> = store.get(LEASE_KEY).primitive()?.await?;
        let held: Option<(Uuid, u64)> = held.and_then(|text| serde_json::from_str(&text).ok());
        let free = held.is_none_or(|(holder, until)| holder == tab || until < now);
        if free {
            put(&store, LEASE_KEY, &(tab, until)).await?;
        }
        tx.commit().await?;
        Ok(free)
    }
}

/// Deletes a whole database.
///
/// # Errors
/// When the browser refuses.
pub async fn wipe(name: &str) -> Result<()> {
    let blocked = |error: indexed_db_futures::error::OpenDbError| Failure::Blocked(error.to_string());
    Database::delete_by_name(name)
        .map_err(blocked)?
        .await
        .map_err(|error| Failure::Blocked(error.to_string()))
}

/// Reads the small stores; without `all` only the record that every transaction needs.
async fn shelf(tx: &TransactionRef<'_>, all: bool) -> Result<Shelf> {
    let meta: Option<String> = tx.object_store(META)?.get(META_KEY).primitive()?.await?;
    let meta = meta
        .and_then(|text| serde_json::from_str(&text).ok())
        .ok_or_else(|| Failure::Blocked("the device's own record cannot be read".into()))?;
    let mut shelf = Shelf::new(meta);
    if !all {
        return Ok(shelf);
    }
    let outbox = tx.object_store(OUTBOX)?;
    let keys = texts(outbox.get_all_keys().primitive()?.await?);
    for (key, text) in keys.iter().zip(texts(outbox.get_all().primitive()?.await?)) {
        let Ok(mid) = key.parse::<Mid>() else { continue };
        shelf.outbox.insert(
            mid,
            serde_json::from_str(&text).unwrap_or_else(|_| unreadable(mid, &text)),
        );
    }
    for kept in parsed::<Kept>(texts(tx.object_store(KEPT)?.get_all().primitive()?.await?)) {
        shelf.kept.insert(kept.draft.id, kept);
    }
    for refused in parsed::<Refused>(texts(tx.object_store(REFUSED)?.get_all().primitive()?.await?)) {
        shelf.refused.insert(refused.draft.id, refused);
    }
    Ok(shelf)
}

/// Sends a write; the transaction's end tells whether it went through.
fn apply(tx: &Transaction<'_>, op: &Op) -> Result<()> {
    let put = |store: &str, key: String, value: String| -> Result<()> {
        tx.object_store(store)?.put(value).with_key(key).primitive()?;
        Ok(())
    };
    let drop = |store: &str, key: String| -> Result<()> {
        tx.object_store(store)?.delete(key).primitive()?;
        Ok(())
    };
    match op {
        Op::Meta(meta) => put(META, META_KEY.into(), json(meta)?),
        Op::PutEntry(entry) => put(OUTBOX, mid_key(entry.mid), json(entry)?),
        Op::DropEntry(mid) => drop(OUTBOX, mid_key(*mid)),
        Op::PutKept(kept) => put(KEPT, kept.draft.id.to_string(), json(kept)?),
        Op::DropKept(id) => drop(KEPT, id.to_string()),
        Op::PutRefused(refused) => put(REFUSED, refused.draft.id.to_string(), json(refused)?),
        Op::DropRefused(id) => drop(REFUSED, id.to_string()),
        Op::PutRow(half, stored) => put(half_name(*half), row_key(&stored.row.key()), json(stored)?),
        Op::DropRow(half, key) => drop(half_name(*half), row_key(key)),
        Op::Clear(half) => {
            tx.object_store(half_name(*half))?.clear()?;
            Ok(())
        }
    }
}

fn write<'a>(database: &'a Database, stores: &[&str]) -> Result<Transaction<'a>> {
    let options = TransactionOptions::new().with_durability(TransactionDurability::Strict);
    let names: Vec<&str> = stores.to_vec();
    Ok(database
        .transaction(names.as_slice())
        .with_mode(TransactionMode::Readwrite)
        .with_options(options)
        .build()?)
}

async fn put(
    store: &indexed_db_futures::object_store::ObjectStore<'_>,
    key: &str,
    value: &impl Serialize,
) -> Result<()> {
    store.put(json(value)?).with_key(key).primitive()?.await?;
    Ok(())
}

fn texts(found: impl IntoIterator<Item = indexed_db_futures::Result<String>>) -> Vec<String> {
    found.into_iter().filter_map(std::result::Result::ok).collect()
}

/// Rows that cannot be read are left out: the server brings them again.
fn parsed<T: DeserializeOwned>(texts: Vec<String>) -> impl Iterator<Item = T> {
    texts
        .into_iter()
        .filter_map(|text| serde_json::from_str(&text).ok())
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Failure::Blocked(error.to_string()))
}

/// An entry whose record is damaged keeps its number, so that the order has no hole; it is set aside next.
fn unreadable(mid: Mid, text: &str) -> Entry {
    let hash = secret_hash(text);
    let id = u128::from_str_radix(hash.get(..32).unwrap_or("0"), 16).unwrap_or(0);
    let draft = Draft {
        id: CommandId(Uuid::from_u128(id)),
        version: crate::domain::COMMAND_VERSION,
        body: Value::String(text.into()),
        claimed_at: chrono::DateTime::default(),
        subjects: BTreeSet::new(),
    };
    Entry {
        mid,
        draft,
        outcome: None,
        again: None,
    }
}

fn half_name(half: Half) -> &'static str {
    match half {
        Half::Left => LEFT,
        Half::Right => RIGHT,
    }
}

/// Numbers in text order.
fn mid_key(mid: Mid) -> String {
    format!("{mid:012}")
}

fn row_key(key: &RowKey) -> String {
    key.to_string()
}

/// The first key after those of efforts. Their ids are ordered by time.
fn first_after_effort() -> String {
    "effort0".into()
}
