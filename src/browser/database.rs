//! What the device keeps, in IndexedDB: JSON text under text keys, one transaction at a time (rule 5). All are strict but the pages of a
//! snapshot, which can be fetched again: what is written after them syncs them, too.

use std::{borrow::Cow, cell::RefCell, collections::BTreeMap};

use indexed_db_futures::{
    Build, KeyRange,
    database::Database,
    error::{Error, OpenDbError},
    future::GetAllPrimitiveRequest as Asked,
    object_store::ObjectStore,
    prelude::*,
    query_source::QuerySource,
    transaction::{
        Transaction,
        TransactionDurability::{self, Relaxed, Strict},
        TransactionMode, TransactionOptions, TransactionRef,
    },
};
use serde::Serialize;
use uuid::Uuid;

use super::failure::Failure;
use crate::domain::{Kind, RowKey};
use crate::sync::{
    client::Engine,
    disk::{Found, Half, Meta, Op, Records, Shelf, Stale, Txn, plan},
    packs,
    wire::{AnyKey, Carried, Mid},
};

/// Raised only when the device's own records change so that a build of before would misread them: it then refuses in
/// words to open them. Rows and commands of kinds that it does not know are no reason.
const VERSION: u8 = 2;

const META: &str = "meta";
const OUTBOX: &str = "outbox";
const KEPT: &str = "kept";
const REFUSED: &str = "refused";
const LEFT: &str = "rows-left";
const RIGHT: &str = "rows-right";
/// Rows of a snapshot, many in a record; none of them stands beside them, too.
const LEFT_PACKS: &str = "packs-left";
const RIGHT_PACKS: &str = "packs-right";
const STORES: [&str; 8] = [META, OUTBOX, KEPT, REFUSED, LEFT, RIGHT, LEFT_PACKS, RIGHT_PACKS];
/// The one key in [`META`].
const META_KEY: &str = "meta";
/// The lease by which tabs agree on a leader where Web Locks are missing.
const LEASE_KEY: &str = "lease";

/// Where the device keeps its things; in memory where the browser refuses.
pub enum Disk {
    Indexed(Database),
    Memory(Box<RefCell<InMemory>>),
}

/// The same for as long as the page is open: rows as text under their keys.
pub struct InMemory {
    shelf: Shelf,
    left: BTreeMap<String, String>,
    right: BTreeMap<String, String>,
}

impl InMemory {
    pub fn new(shelf: Shelf) -> Self {
        Self {
            shelf,
            left: BTreeMap::new(),
            right: BTreeMap::new(),
        }
    }

    fn rows(&mut self, half: Half) -> &mut BTreeMap<String, String> {
        match half {
            Half::Left => &mut self.left,
            Half::Right => &mut self.right,
        }
    }

    fn follow(&mut self, op: &Op) -> Result<()> {
        match op {
            Op::PutRow(half, row) => drop(self.rows(*half).insert(row.key().0, text(row)?.into_owned())),
            Op::DropRow(half, AnyKey(key)) => drop(self.rows(*half).remove(key)),
            Op::Clear(half) => self.rows(*half).clear(),
            _ => self.shelf.follow(op),
        }
        Ok(())
    }

    fn read(&self) -> Opened {
        let rows = match self.shelf.meta.half {
            Half::Left => &self.left,
            Half::Right => &self.right,
        };
        let mut found = Found::default();
        for (key, text) in rows {
            found.take(key, text);
        }
        Opened {
            shelf: self.shelf.clone(),
            found,
            records: Records::default(),
        }
    }
}

/// Where reading older efforts goes on: after this record of those that were packed, then of the others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Older {
    Packed(Option<String>),
    Single(Option<String>),
}

impl Default for Older {
    fn default() -> Self {
        Self::Packed(None)
    }
}

/// How many of them are read at a time.
const OLDER_PACKS: u32 = 16;
const OLDER_ROWS: u32 = 4_000;

/// What a tab reads at opening: everything but older effort, which follows.
pub struct Opened {
    pub shelf: Shelf,
    pub found: Found,
    /// What is still to be read into the shelf.
    pub records: Records,
}

type Result<T> = std::result::Result<T, Failure>;

impl Disk {
    /// Whether other tabs read and write it, too.
    pub fn is_shared(&self) -> bool {
        matches!(self, Self::Indexed(_))
    }

    /// # Errors
    /// When the browser does not give storage.
    pub async fn open(name: &str, fresh: &Meta) -> Result<Self> {
        let fresh = json(fresh)?;
        let database = Database::open(name)
            .with_version(VERSION)
            .with_on_upgrade_needed(move |_, database| {
                let known: Vec<String> = database.object_store_names().collect();
                for name in STORES
                    .into_iter()
                    .filter(|store| known.iter().all(|known| known != store))
                {
                    let store = database.create_object_store(name).build()?;
                    // There with its store or not at all, so that nobody who opens it looks whether to write it.
                    if name == META {
                        store.put(fresh.as_str()).with_key(META_KEY).primitive()?;
                    }
                }
                Ok(())
            })
            .await
            .map_err(not_opened)?;
        Ok(Self::Indexed(database))
    }

    /// Reads what a tab needs to show the board: all rows but effort older than `cut`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn read(&self, cut: Uuid) -> Result<Opened> {
        let database = match self {
            Self::Indexed(database) => database,
            Self::Memory(kept) => return Ok(kept.borrow().read()),
        };
        // What does not wait for each other is asked for at once: each answer takes its turn on a busy page.
        let tx = database.transaction(STORES).build()?;
        let records = ask_records(&tx)?;
        let shelf = Shelf::new(meta(&tx).await?);
        let rows = tx.object_store(half_name(shelf.meta.half))?;
        let packs = tx.object_store(packs_name(shelf.meta.half))?;
        // Together with older effort these are all keys that there may be, of whatever kind.
        let (first, cut) = (first_effort(), row_key(&RowKey::new(Kind::Effort, cut)));
        let ranges = [
            KeyRange::UpperBound(first, true),
            KeyRange::LowerBound(cut, false),
        ];
        let mut asked = Vec::new();
        for range in ranges {
            asked.push((
                ask(&packs, range.clone(), ALL)?,
                ask(&rows, range.clone(), ALL)?,
                range,
            ));
        }
        let mut found = Found::default();
        for (asked_packs, asked_rows, range) in asked {
            read_packs(asked_packs, &mut found).await?;
            read_rows(&rows, asked_rows, range, ALL, &mut found).await?;
        }
        let records = records_of(records).await?;
        Ok(Opened {
            shelf,
            found,
            records,
        })
    }

    /// Reads some of the efforts from the first of these on, if one is named, and before the second; answers with where to go on, none when
    /// those were all.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn older_efforts(
        &self,
        half: Half,
        from: Older,
        (since, before): (Option<Uuid>, Uuid),
    ) -> Result<(Found, Option<Older>)> {
        let mut found = Found::default();
        let Self::Indexed(database) = self else {
            return Ok((found, None));
        };
        let name = match from {
            Older::Packed(_) => packs_name(half),
            Older::Single(_) => half_name(half),
        };
        let tx = database.transaction(name).build()?;
        let store = tx.object_store(name)?;
        let key = |id| row_key(&RowKey::new(Kind::Effort, id));
        let (since, before) = (since.map_or_else(first_effort, key), key(before));
        let after = |from: &Option<String>| {
            let low = from.clone().unwrap_or_else(|| since.clone());
            KeyRange::Bound(low, from.is_some(), before, true)
        };
        let next = match from {
            Older::Packed(from) => {
                let range = after(&from);
                let asked = store
                    .get_all_keys::<String>()
                    .with_query::<String, _>(range.clone());
                let keys = asked.with_limit(OLDER_PACKS).primitive()?.await?;
                let last = keys.last().and_then(std::result::Result::ok);
                read_packs(ask(&store, range, OLDER_PACKS)?, &mut found).await?;
                Some(last.map_or(Older::Single(None), |last| Older::Packed(Some(last))))
            }
            Older::Single(from) => {
                let range = after(&from);
                let asked = ask(&store, range.clone(), OLDER_ROWS)?;
                let last = read_rows(&store, asked, range, OLDER_ROWS, &mut found).await?;
                // Nothing more; nor is a row read again that stands under another's key.
                let more = last.filter(|last| Some(last) > from.as_ref());
                more.map(|last| Older::Single(Some(last)))
            }
        };
        Ok((found, next))
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

    /// Writes a transaction, all or nothing, and answers with the writes for every tab to follow. What the tab has in its memory is read
    /// from the disk only where another tab was faster.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn write(&self, txn: &Txn, memory: &RefCell<Engine>) -> Result<Vec<Op>> {
        let database = match self {
            Self::Indexed(database) => database,
            Self::Memory(kept) => {
                let ops = plan(txn, &kept.borrow().shelf).map_err(|Stale| Failure::Stale)?;
                for op in &ops {
                    kept.borrow_mut().follow(op)?;
                }
                return Ok(ops);
            }
        };
        let is_page = matches!(txn, Txn::Paged(_));
        let tx = write(database, &STORES, if is_page { Relaxed } else { Strict })?;
        let meta = meta(&tx).await?;
        let at_hand = {
            let engine = memory.borrow();
            (engine.shelf().meta == meta).then(|| plan(txn, engine.shelf()))
        };
        let planned = match at_hand {
            Some(planned) => planned,
            None => {
                let mut shelf = Shelf::new(meta);
                shelf.take(records_of(ask_records(&tx)?).await?, &mut Found::default());
                plan(txn, &shelf)
            }
        };
        let ops = planned.map_err(|Stale| Failure::Stale)?;
        if is_page {
            put_packed(&tx, &ops)?;
        } else {
            take_out(&tx, &ops).await?;
            for op in &ops {
                apply(&tx, op)?;
            }
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
        let tx = write(database, &[META], Strict)?;
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
    Database::delete_by_name(name)
        .map_err(not_opened)?
        .await
        .map_err(Failure::from)
}

fn not_opened(error: OpenDbError) -> Failure {
    match error {
        OpenDbError::Base(Error::DomException(exception))
            if web_sys::DomException::from(exception.clone()).name() == "VersionError" =>
        {
            Failure::Unread
        }
        OpenDbError::Base(error) => error.into(),
        _ => Failure::Blocked("it gives no storage".into()),
    }
}

/// The record that every transaction needs.
async fn meta(tx: &TransactionRef<'_>) -> Result<Meta> {
    let meta: Option<String> = tx.object_store(META)?.get(META_KEY).primitive()?.await?;
    meta.and_then(|text| serde_json::from_str(&text).ok())
        .ok_or(Failure::Unread)
}

/// What the other small stores hold, each asked for.
struct AskedRecords {
    outbox: AskedTexts,
    kept: AskedTexts,
    refused: AskedTexts,
}

fn ask_records(tx: &TransactionRef<'_>) -> Result<AskedRecords> {
    Ok(AskedRecords {
        outbox: ask_texts(tx, OUTBOX)?,
        kept: ask_texts(tx, KEPT)?,
        refused: ask_texts(tx, REFUSED)?,
    })
}

async fn records_of(asked: AskedRecords) -> Result<Records> {
    Ok(Records {
        outbox: texts(asked.outbox).await?,
        kept: texts(asked.kept).await?,
        refused: texts(asked.refused).await?,
    })
}

/// No limit.
const ALL: u32 = u32::MAX;

/// Keys, and what stands under them.
type AskedTexts = (Asked<String>, Asked<String>);

fn ask_texts(tx: &TransactionRef<'_>, store: &str) -> Result<AskedTexts> {
    let store = tx.object_store(store)?;
    let keys = store.get_all_keys::<String>().primitive()?;
    Ok((keys, store.get_all::<String>().primitive()?))
}

/// All records of a store with their keys. What is no text was written by nobody here: its place is kept empty.
async fn texts((keys, texts): AskedTexts) -> Result<Vec<(String, String)>> {
    let both = keys.await?.zip(texts.await?);
    Ok(both
        .filter_map(|(key, text)| Some((key.ok()?, text.unwrap_or_default())))
        .collect())
}

/// Asks for the records of a range. The browser is at it from then on; what it answers is waited for.
fn ask(store: &ObjectStore<'_>, range: KeyRange<String>, limit: u32) -> Result<Asked<String>> {
    let asked = store.get_all::<String>().with_query::<String, _>(range);
    Ok(asked.with_limit(limit).primitive()?)
}

/// Reads the rows of a range; answers with their last key. What this build cannot read is set aside as it stands.
async fn read_rows(
    rows: &ObjectStore<'_>,
    asked: Asked<String>,
    range: KeyRange<String>,
    limit: u32,
    found: &mut Found,
) -> Result<Option<String>> {
    let texts: Vec<_> = asked.await?.collect();
    let mut unread = Vec::new();
    let count = found.rows.len();
    for (at, text) in texts.into_iter().enumerate() {
        let text = text.unwrap_or_default();
        match Found::read(&text) {
            Some(stored) => found.rows.push(stored),
            None => unread.push((at, text)),
        }
    }
    if unread.is_empty() {
        let last = found.rows.get(count..).and_then(<[_]>::last);
        return Ok(last.map(|stored| row_key(&stored.row.key())));
    }
    // Their keys are asked for only when they are needed: they are many.
    let asked = rows.get_all_keys::<String>().with_query::<String, _>(range);
    let keys: Vec<_> = asked.with_limit(limit).primitive()?.await?.collect();
    let key = |at: usize| keys.get(at).and_then(|key| key.as_ref().ok());
    for (at, text) in unread {
        if let Some(key) = key(at) {
            found.set_aside(key, &text);
        }
    }
    Ok(keys.len().checked_sub(1).and_then(key).cloned())
}

/// Reads the rows of packs.
async fn read_packs(asked: Asked<String>, found: &mut Found) -> Result<()> {
    for text in asked.await? {
        packs::rows_of(&text.unwrap_or_default()).for_each(|row| found.take_packed(row));
    }
    Ok(())
}

/// Writes a page of a snapshot: its rows in packs, since they are many.
fn put_packed(tx: &Transaction<'_>, ops: &[Op]) -> Result<()> {
    let mut halves = BTreeMap::<_, Vec<_>>::new();
    for op in ops {
        match op {
            Op::PutRow(half, row) => {
                let rows = halves.entry(packs_name(*half)).or_default();
                rows.push((row.key(), text(row)?));
            }
            _ => apply(tx, op)?,
        }
    }
    for (name, rows) in halves {
        let store = tx.object_store(name)?;
        for pack in packs::packed(rows) {
            store.put(pack.text).with_key(pack.key).primitive()?;
        }
    }
    Ok(())
}

/// Takes out of their packs what is written anew, or dropped.
async fn take_out(tx: &Transaction<'_>, ops: &[Op]) -> Result<()> {
    for half in [Half::Left, Half::Right] {
        let row = |op: &Op| match op {
            Op::PutRow(of, row) if *of == half => Some(row.key().0),
            Op::DropRow(of, AnyKey(key)) if *of == half => Some(key.clone()),
            _ => None,
        };
        let rows: Vec<String> = ops.iter().filter_map(row).collect();
        if rows.is_empty() {
            continue;
        }
        let store = tx.object_store(packs_name(half))?;
        let keys = store.get_all_keys::<String>().primitive()?.await?;
        let keys: Vec<String> = keys.filter_map(std::result::Result::ok).collect();
        let rows: Vec<_> = rows.iter().map(String::as_str).collect();
        for (key, rows) in packs::concerned(&keys, &rows) {
            let text: Option<String> = store.get(key).primitive()?.await?;
            match packs::without(&text.unwrap_or_default(), &rows) {
                Some(left) if left.is_empty() => drop(store.delete(key).primitive()?),
                Some(left) => drop(store.put(left).with_key(key).primitive()?),
                None => {}
            }
        }
    }
    Ok(())
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
        Op::PutRow(half, row) => put(half_name(*half), row.key().0, text(row)?.into_owned()),
        Op::DropRow(half, AnyKey(key)) => drop(half_name(*half), key.clone()),
        Op::Clear(half) => {
            tx.object_store(half_name(*half))?.clear()?;
            tx.object_store(packs_name(*half))?.clear()?;
            Ok(())
        }
    }
}

fn write<'a>(
    database: &'a Database,
    stores: &[&str],
    durability: TransactionDurability,
) -> Result<Transaction<'a>> {
    let options = TransactionOptions::new().with_durability(durability);
    let names: Vec<&str> = stores.to_vec();
    Ok(database
        .transaction(names.as_slice())
        .with_mode(TransactionMode::Readwrite)
        .with_options(options)
        .build()?)
}

async fn put(store: &ObjectStore<'_>, key: &str, value: &impl Serialize) -> Result<()> {
    store.put(json(value)?).with_key(key).primitive()?.await?;
    Ok(())
}

fn text(row: &Carried) -> Result<Cow<'_, str>> {
    row.text().map_err(|error| Failure::Blocked(error.to_string()))
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Failure::Blocked(error.to_string()))
}

fn half_name(half: Half) -> &'static str {
    match half {
        Half::Left => LEFT,
        Half::Right => RIGHT,
    }
}

fn packs_name(half: Half) -> &'static str {
    match half {
        Half::Left => LEFT_PACKS,
        Half::Right => RIGHT_PACKS,
    }
}

/// Numbers in text order.
fn mid_key(mid: Mid) -> String {
    format!("{mid:012}")
}

fn row_key(key: &RowKey) -> String {
    key.to_string()
}

/// Before the keys of all efforts, and of nothing else. Their ids are ordered by time.
fn first_effort() -> String {
    row_key(&RowKey::new(Kind::Effort, Uuid::nil()))
}
