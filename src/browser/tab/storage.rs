//! A tab and its disk: opening, writing, and following what other tabs have written.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, wasm_split::SplitLoaderError};
use wasm_bindgen_futures::spawn_local;

use super::{
    memory::{Tab, WORK},
    others::Word,
    status::Storage,
    work::work,
};
use crate::browser::{
    clock,
    database::{Disk, Older, Opened},
    failure::Failure,
    page, worker,
};
use crate::domain::EffortId;
use crate::sync::{
    client::Engine,
    disk::{Op, Txn},
};

const DAY: u64 = 86_400_000;

/// Effort older than this many milliseconds is read after the board is shown, whose cards draw the week's: in any zone that began on the day
/// before its Monday at the earliest.
const RECENT: u64 = 9 * DAY;

/// How far back is read then, one after the other: what happened last is missed first. At last comes all that there is.
const BACK: [Option<u64>; 3] = [Some(42 * DAY), Some(182 * DAY), None];

impl Tab {
    /// # Errors
    /// When what reads it did not come: until it is read again, all of it stays as it is.
    pub(super) async fn read_disk(self: &Rc<Self>, replays: impl Fn()) -> Result<(), SplitLoaderError> {
        let fresh = self.engine.borrow().shelf().meta.clone();
        let opened = async {
            let disk = Disk::open(&self.name, &fresh).await?;
            let opened = disk.read(ago(RECENT)).await?;
            Ok::<_, Failure>((disk, opened))
        };
        let storage = match opened.await {
            Ok((disk, opened)) => {
                let engine = match self.engine_of(opened, replays).await {
                    Ok(engine) => engine,
                    Err(missing) => {
                        self.set_storage(Storage::Missing);
                        worker::look_for_another();
                        return Err(missing);
                    }
                };
                *self.disk.borrow_mut() = Rc::new(disk);
                *self.engine.borrow_mut() = engine;
                Storage::Device
            }
            Err(Failure::Unread) => Storage::Unread,
            Err(_) => Storage::Memory,
        };
        // While it opens, what was refused before is no news.
        self.touch();
        self.set_storage(storage);
        Ok(())
    }

    /// Rows show by themselves; reading and replaying what waits, and telling the sample, takes more.
    /// `replaying` is told once what it takes is here.
    async fn engine_of(&self, mut opened: Opened, replaying: impl Fn()) -> Result<Engine, SplitLoaderError> {
        let mut rules = WORK.get().map(|work| work.rules);
        if !opened.records.is_empty() || self.is_sample() {
            let work = work().await?;
            replaying();
            (work.take)(&mut opened.shelf, opened.records, &mut opened.found);
            rules = Some(work.rules);
        }
        let replays = self.engine.borrow().replays();
        Ok(Engine::open(opened.shelf, opened.found, rules, replays))
    }

    pub(super) async fn read_older_efforts(self: Rc<Self>) {
        let mut before = RECENT;
        for since in BACK {
            // Time goes on meanwhile: what is read twice counts once, and nothing is passed over.
            if self.read_efforts(since, before).await.is_none() {
                return;
            }
            before = since.unwrap_or(before);
        }
    }

    /// Reads efforts between two times so many milliseconds ago; none when they cannot be read.
    async fn read_efforts(self: &Rc<Self>, since: Option<u64>, before: u64) -> Option<()> {
        let mut from = Some(Older::default());
        while let Some(at) = from.clone() {
            let (rev, half) = self.engine_meta(|meta| (meta.rev, meta.half));
            let between = (since.map(ago), ago(before));
            let (found, next) = self.disk().older_efforts(half, at, between).await.ok()?;
            if self.engine_meta(|meta| (meta.rev, meta.half)) != (rev, half) {
                continue;
            }
            from = next;
            self.engine.borrow_mut().backfill(found);
            self.touch();
            TimeoutFuture::new(0).await;
        }
        Some(())
    }

    /// Writes what is queued; before there is what writes, it waits.
    pub(super) fn drain(self: &Rc<Self>) {
        if let Some(work) = WORK.get() {
            (work.drain)(self);
        }
    }

    /// One transaction after the other.
    pub(super) fn write_queued(self: &Rc<Self>) {
        if self.writing.replace(true) {
            return;
        }
        let tab = self.clone();
        spawn_local(async move {
            loop {
                let Some((txn, count)) = Txn::first_of(tab.queue.borrow().iter()) else {
                    break;
                };
                match tab.write(&txn).await {
                    Ok(()) => drop(tab.queue.borrow_mut().drain(..count)),
                    Err(Failure::Stale) => {
                        drop(tab.queue.borrow_mut().drain(..count));
                        tab.catch_up().await;
                    }
                    Err(failure) => {
                        tab.set_storage(Storage::Failing(failing(&failure)));
                        // Nothing is dropped: it is tried again, and by hand sooner.
                        TimeoutFuture::new(5_000).await;
                    }
                }
            }
            tab.writing.set(false);
            tab.exchange();
        });
    }

    pub(super) async fn write(self: &Rc<Self>, txn: &Txn) -> Result<(), Failure> {
        let first = self.engine_meta(|meta| meta.next_mid == 1 && meta.cursor.is_none());
        let mut ops = self.disk().write(txn, &self.engine).await?;
        // No tab has the rows of a snapshot in its memory before the last of them is there; then each reads the disk.
        if matches!(txn, Txn::Paged(_)) {
            ops.retain(|op| !matches!(op, Op::PutRow(..)));
        }
        if matches!(
            self.status.with_untracked(|status| status.storage.clone()),
            Storage::Failing(_)
        ) {
            self.set_storage(Storage::Device);
        }
        let wrote = Word::Wrote(ops);
        if self.disk().is_shared() {
            self.say(&wrote);
        }
        if let Word::Wrote(ops) = wrote {
            self.follow(ops).await;
        }
        if first && matches!(txn, Txn::Queue(_)) {
            // The first edit is the moment at which keeping the data matters. Some browsers ask the person, who may
            // take their time: what is written next does not wait for them.
            spawn_local(async {
                page::persist().await;
            });
        }
        Ok(())
    }

    pub(super) async fn follow(self: &Rc<Self>, ops: Vec<Op>) {
        let swaps = self.engine.borrow().swaps(&ops);
        if swaps {
            self.reopen().await;
        }
        self.engine.borrow_mut().follow(ops);
        if self.engine.borrow().is_behind() {
            // Another tab's writes may still be on their way; if not, the disk has them.
            TimeoutFuture::new(300).await;
            if self.engine.borrow().is_behind() {
                self.reopen().await;
            }
        }
        self.touch();
    }

    /// Looks whether the disk has moved on without this tab having heard of it.
    pub(super) async fn catch_up(self: &Rc<Self>) {
        if self
            .disk()
            .rev()
            .await
            .is_ok_and(|rev| rev.is_some_and(|rev| rev > self.engine_meta(|meta| meta.rev)))
        {
            self.reopen().await;
            self.touch();
        }
    }

    pub(super) async fn reopen(self: &Rc<Self>) {
        let Ok(opened) = self.disk().read(ago(RECENT)).await else {
            return;
        };
        let Ok(mut fresh) = self.engine_of(opened, || ()).await else {
            return;
        };
        fresh.adopt_unsaved(&mut self.engine.borrow_mut());
        *self.engine.borrow_mut() = fresh;
        let tab = self.clone();
        spawn_local(async move { tab.read_older_efforts().await });
    }
}

/// Efforts with ids from before this are read later: ids are ordered by time.
/// Before the ids of all efforts of the last so many milliseconds.
fn ago(millis: u64) -> uuid::Uuid {
    EffortId::new(clock::millis().saturating_sub(millis), [0; 10]).0
}

pub(super) fn failing(failure: &Failure) -> String {
    match failure {
        Failure::Quota => {
            "This device's storage is full. Free some space; until then changes are kept in this tab only. Export a copy to be safe."
                .into()
        }
        Failure::Blocked(words) => {
            format!("This device could not save ({words}). Changes are kept in this tab only; export a copy to be safe.")
        }
        Failure::Stale => "Another tab was faster.".into(),
        Failure::Unread => {
            "What this device keeps was written by a newer version of Fulcrum. Reload to get it; until then changes are kept in this tab only."
                .into()
        }
    }
}
