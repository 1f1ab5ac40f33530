//! One tab of the board: its engine, its disk, its conversation with other tabs and with the server.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_timers::{callback::Timeout, future::TimeoutFuture};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{BroadcastChannel, MessageEvent};

use super::{
    clock,
    database::{self, Disk, Failure},
    lead, local,
    net::{self, Trouble},
    page,
    stream::{Heard, Stream},
};
use crate::domain::{Body, CommandId, DeviceId, EffortId, Refusal, State, decide};
use crate::sync::{
    client::{Engine, Next},
    disk::{Draft, Home, Meta, Op, Refused, Shelf, Txn},
    wire::{Pulled, Push},
};

/// Effort older than this many milliseconds is read after the board is shown.
const RECENT: u64 = 42 * 86_400_000;
/// How many older efforts are read at a time.
const OLDER: u32 = 4_000;
/// Wait before a failed exchange is tried again, in milliseconds: doubled each time up to the last.
const FIRST_RETRY: u32 = 1_000;
const LAST_RETRY: u32 = 30_000;
/// Starts that may die in a replay before safe mode.
const FAILED_STARTS: u32 = 2;

/// Where local databases are listed: the one in use.
const PLACE: &str = "fulcrum.database";
const STARTS: &str = "fulcrum.starts";

/// What the person may rely on at this moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Status {
    pub storage: Storage,
    /// Changes the server has not answered.
    pub waiting: usize,
    /// Changes that were refused and not dismissed.
    pub refused: usize,
    /// Changes not yet on the disk.
    pub unsaved: usize,
    pub server: Server,
    /// When everything was last known to be the server's too.
    pub synced_at: Option<String>,
    /// Commands are listed but not applied: replaying them failed twice.
    pub safe_mode: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Storage {
    Opening,
    /// Saved means: in a transaction that the disk has confirmed.
    Device,
    /// The browser gives no storage: everything lasts as long as this tab.
    Memory,
    /// The last write failed, in words.
    Failing(String),
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Server {
    /// The board lives on this device only.
    None,
    Talking,
    Offline,
    SignedOut,
    /// The server's own words.
    Trouble(String),
    /// This page is older than the server: read-only until it reloads.
    NeedsReload,
}

/// What tabs tell each other.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    /// A transaction was committed.
    Wrote(Vec<Op>),
    /// How the leading tab fares with the server.
    Server {
        server: Server,
        synced_at: Option<String>,
    },
    /// A new tab asks how the leading one fares.
    HowIsIt,
    /// The device was wiped.
    Wiped,
}

/// A short message with an optional way back.
#[derive(Clone, PartialEq, Debug)]
pub struct Notice {
    pub words: String,
    pub undo: Option<Body>,
    /// Something did not work.
    pub problem: bool,
}

pub struct Tab {
    name: String,
    engine: RefCell<Engine>,
    disk: RefCell<Rc<Disk>>,
    channel: Option<BroadcastChannel>,
    leads: Cell<bool>,
    exchanging: Cell<bool>,
    again: Cell<bool>,
    retry: Cell<u32>,
    stream: RefCell<Option<Stream>>,
    timer: RefCell<Option<Timeout>>,
    writing: Cell<bool>,
    queue: RefCell<Vec<Txn>>,
    pub changed: RwSignal<u64>,
    pub status: RwSignal<Status>,
    pub notice: RwSignal<Option<Notice>>,
}

impl Tab {
    /// A tab with an empty board that opens its disk at once; `ready` runs when what was kept is there.
    pub fn open(ready: impl FnOnce() + 'static) -> Rc<Self> {
        let name = local::get::<String>(PLACE).unwrap_or_else(|| "fulcrum".to_owned());
        let starts = local::get::<u32>(STARTS).unwrap_or(0);
        let safe_mode = starts >= FAILED_STARTS;
        local::set(STARTS, starts + 1);
        let shelf = Shelf::new(Meta::new(clock::fresh(DeviceId::new)));
        let tab = Rc::new(Self {
            channel: BroadcastChannel::new(&format!("fulcrum-{name}")).ok(),
            name,
            engine: RefCell::new(Engine::open(shelf.clone(), Vec::new(), decide, !safe_mode)),
            disk: RefCell::new(Rc::new(Disk::Memory(Box::new(RefCell::new(shelf))))),
            leads: Cell::new(false),
            exchanging: Cell::new(false),
            again: Cell::new(false),
            retry: Cell::new(FIRST_RETRY),
            stream: RefCell::new(None),
            timer: RefCell::new(None),
            writing: Cell::new(true),
            queue: RefCell::new(Vec::new()),
            changed: RwSignal::new(0),
            status: RwSignal::new(Status {
                storage: Storage::Opening,
                waiting: 0,
                refused: 0,
                unsaved: 0,
                server: Server::None,
                synced_at: None,
                safe_mode,
            }),
            notice: RwSignal::new(None),
        });
        let opening = tab.clone();
        spawn_local(async move {
            opening.read_disk().await;
            local::set(STARTS, 0);
            ready();
            opening.begin();
        });
        tab
    }

    async fn read_disk(self: &Rc<Self>) {
        let fresh = self.engine.borrow().shelf().meta.clone();
        let opened = async {
            let disk = Disk::open(&self.name, fresh).await?;
            let opened = disk.read(cut()).await?;
            Ok::<_, Failure>((disk, opened))
        };
        match opened.await {
            Ok((disk, opened)) => {
                *self.disk.borrow_mut() = Rc::new(disk);
                let replays = self.engine.borrow().replays();
                *self.engine.borrow_mut() = Engine::open(opened.shelf, opened.rows, decide, replays);
                self.set_storage(Storage::Device);
            }
            Err(_) => self.set_storage(Storage::Memory),
        }
        let repairs = self.engine.borrow().repairs();
        self.queue.borrow_mut().extend(repairs);
        self.writing.set(false);
        self.touch();
    }

    fn begin(self: &Rc<Self>) {
        self.listen_to_tabs();
        self.drain();
        let tab = self.clone();
        lead::when_leading(&self.name, self.disk(), move || {
            tab.leads.set(true);
            tab.exchange();
        });
        let tab = self.clone();
        page::on_window("online", move |_| tab.exchange_now());
        let tab = self.clone();
        page::on_window("offline", move |_| tab.set_server(Server::Offline));
        let tab = self.clone();
        page::on_document("visibilitychange", move || {
            if !page::is_hidden() {
                let tab = tab.clone();
                spawn_local(async move {
                    tab.catch_up().await;
                    tab.exchange_now();
                });
            }
        });
        let tab = self.clone();
        spawn_local(async move {
            // The board is painted first.
            TimeoutFuture::new(400).await;
            tab.read_older_efforts().await;
        });
    }

    async fn read_older_efforts(self: Rc<Self>) {
        let mut from = None;
        loop {
            let (rev, half) = self.engine_meta(|meta| (meta.rev, meta.half));
            let Ok(rows) = self.disk().older_efforts(half, from, cut(), OLDER).await else {
                return;
            };
            if self.engine_meta(|meta| (meta.rev, meta.half)) != (rev, half) {
                continue;
            }
            let Some(last) = rows.last() else { return };
            from = Some(last.row.key().id);
            self.engine.borrow_mut().backfill(rows);
            self.touch();
            TimeoutFuture::new(0).await;
        }
    }

    fn engine_meta<T>(&self, read: impl FnOnce(&Meta) -> T) -> T {
        read(&self.engine.borrow().shelf().meta)
    }

    fn disk(&self) -> Rc<Disk> {
        self.disk.borrow().clone()
    }

    /// Reads what is seen now. Reactive: whoever reads is told of changes.
    pub fn with<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        self.changed.track();
        read(&self.engine.borrow().state())
    }

    /// Reads without being told of changes.
    pub fn peek<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(&self.engine.borrow().state())
    }

    pub fn home(&self) -> Option<Home> {
        self.changed.track();
        self.engine_meta(|meta| meta.home)
    }

    /// Carries a command out at once and stores it. A refusal is shown; true when it went through.
    pub fn submit(self: &Rc<Self>, body: Body, done: impl Into<String>) -> bool {
        match self.try_submit(body) {
            Ok(undo) => {
                let words: String = done.into();
                if !words.is_empty() {
                    self.notice.set(Some(Notice {
                        words,
                        undo,
                        problem: false,
                    }));
                }
                true
            }
            Err(refusal) => {
                self.complain(&capital(&refusal.to_string()));
                false
            }
        }
    }

    /// The same, with the refusal for the caller to show in its place.
    ///
    /// # Errors
    /// Nothing was changed.
    pub fn try_submit(self: &Rc<Self>, body: Body) -> Result<Option<Body>, Refusal> {
        let draft = Draft::new(clock::fresh(CommandId::new), &body, clock::now());
        let (txn, undo) = self.engine.borrow_mut().submit(draft)?;
        self.queue.borrow_mut().push(txn);
        self.touch();
        self.drain();
        Ok(undo)
    }

    pub fn complain(&self, words: &str) {
        self.notice.set(Some(Notice {
            words: words.into(),
            undo: None,
            problem: true,
        }));
    }

    pub fn refusals(&self) -> Vec<Refused> {
        self.changed.track();
        self.engine.borrow().refused().cloned().collect()
    }

    pub fn dismiss(self: &Rc<Self>, id: CommandId) {
        self.queue.borrow_mut().push(Txn::Dismiss(id));
        self.drain();
    }

    /// The board now belongs to this workspace: what waits is uploaded.
    pub fn settle(self: &Rc<Self>, home: Home) {
        self.queue.borrow_mut().push(Txn::Settle(home));
        self.set_server(Server::Talking);
        self.drain();
    }

    /// Signed in again as the same person: the exchange goes on.
    pub fn resume(self: &Rc<Self>) {
        self.set_server(Server::Talking);
        self.exchange_now();
    }

    /// Everything on this device, as JSON: confirmed rows, what waits, what was refused.
    pub fn export(&self) -> String {
        let engine = self.engine.borrow();
        let shelf = engine.shelf();
        serde_json::to_string_pretty(&serde_json::json!({
            "rows": engine.confirmed().values().collect::<Vec<_>>(),
            "waiting": shelf.outbox.values().collect::<Vec<_>>(),
            "refused": shelf.refused.values().collect::<Vec<_>>(),
        }))
        .unwrap_or_default()
    }

    /// Deletes what this device keeps and begins anew.
    pub async fn wipe(&self) {
        if let Some(stream) = self.stream.borrow_mut().take() {
            stream.close();
        }
        local::remove(PLACE);
        // A new name: the old database may be held open by other tabs until they reload.
        local::set(PLACE, format!("fulcrum-{}", clock::millis()));
        self.say(&Word::Wiped);
        let name = self.name.clone();
        spawn_local(async move {
            let _ = database::wipe(&name).await;
        });
        // The deletion goes through once this page, too, has let go of the database.
        TimeoutFuture::new(150).await;
    }

    fn touch(&self) {
        let (waiting, refused, unsaved) = {
            let engine = self.engine.borrow();
            (engine.waiting(), engine.refused().count(), engine.unsaved())
        };
        self.status.update(|status| {
            (status.waiting, status.refused, status.unsaved) = (waiting, refused, unsaved);
            if self.engine_meta(|meta| meta.home.is_some()) && status.server == Server::None {
                status.server = Server::Talking;
            }
        });
        self.changed.update(|changes| *changes += 1);
    }

    fn set_storage(&self, storage: Storage) {
        if self.status.with_untracked(|status| status.storage != storage) {
            self.status.update(|status| status.storage = storage);
        }
    }

    fn set_server(&self, server: Server) {
        let server = if self.engine_meta(|meta| meta.home.is_none()) {
            Server::None
        } else {
            server
        };
        if self.status.with_untracked(|status| status.server != server) {
            self.status.update(|status| status.server = server);
            self.say_server();
        }
    }

    // ---- the disk ----

    /// Writes what is queued, one transaction after the other.
    fn drain(self: &Rc<Self>) {
        if self.writing.replace(true) {
            return;
        }
        let tab = self.clone();
        spawn_local(async move {
            loop {
                let Some(txn) = tab.queue.borrow().first().cloned() else {
                    break;
                };
                match tab.write(&txn).await {
                    Ok(()) => drop(tab.queue.borrow_mut().remove(0)),
                    Err(Failure::Stale) => {
                        drop(tab.queue.borrow_mut().remove(0));
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

    async fn write(self: &Rc<Self>, txn: &Txn) -> Result<(), Failure> {
        let first = self.engine_meta(|meta| meta.next_mid == 1 && meta.cursor.is_none());
        let ops = self.disk().write(txn).await?;
        if matches!(
            self.status.with_untracked(|status| status.storage.clone()),
            Storage::Failing(_)
        ) {
            self.set_storage(Storage::Device);
        }
        let wrote = Word::Wrote(ops);
        self.say(&wrote);
        if let Word::Wrote(ops) = wrote {
            self.follow(ops).await;
        }
        if first && matches!(txn, Txn::Queue(_)) {
            // The first edit is the moment at which keeping the data matters.
            page::persist().await;
        }
        Ok(())
    }

    async fn follow(self: &Rc<Self>, ops: Vec<Op>) {
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
    async fn catch_up(self: &Rc<Self>) {
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

    async fn reopen(self: &Rc<Self>) {
        let Ok(opened) = self.disk().read(cut()).await else {
            return;
        };
        let replays = self.engine.borrow().replays();
        let mut fresh = Engine::open(opened.shelf, opened.rows, decide, replays);
        fresh.adopt_unsaved(&mut self.engine.borrow_mut());
        *self.engine.borrow_mut() = fresh;
        let tab = self.clone();
        spawn_local(async move { tab.read_older_efforts().await });
    }

    fn say(&self, word: &Word) {
        if let Some(channel) = &self.channel
            && let Ok(text) = serde_json::to_string(word)
        {
            let _ = channel.post_message(&text.into());
        }
    }

    fn say_server(&self) {
        if self.leads.get() {
            let (server, synced_at) = self
                .status
                .with_untracked(|status| (status.server.clone(), status.synced_at.clone()));
            self.say(&Word::Server { server, synced_at });
        }
    }

    fn listen_to_tabs(self: &Rc<Self>) {
        let Some(channel) = &self.channel else { return };
        let tab = self.clone();
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            let Ok(word) = serde_json::from_str::<Word>(&text) else {
                return;
            };
            match word {
                Word::Wrote(ops) => {
                    let tab = tab.clone();
                    spawn_local(async move {
                        tab.follow(ops).await;
                        tab.exchange();
                    });
                }
                Word::Server { server, synced_at } => tab.status.update(|status| {
                    status.server = server;
                    status.synced_at = synced_at;
                }),
                Word::HowIsIt => tab.say_server(),
                Word::Wiped => page::reload(),
            }
        });
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        hear.forget();
        self.say(&Word::HowIsIt);
    }

    // ---- the server ----

    /// Exchanges now, even if a retry was due later.
    pub fn exchange_now(self: &Rc<Self>) {
        self.retry.set(FIRST_RETRY);
        self.exchange();
    }

    /// Pushes what waits and pulls what is new; one exchange at a time (rule 6).
    fn exchange(self: &Rc<Self>) {
        if !self.leads.get() || self.engine_meta(|meta| meta.home.is_none()) {
            return;
        }
        if self.exchanging.replace(true) {
            self.again.set(true);
            return;
        }
        drop(self.timer.borrow_mut().take());
        let tab = self.clone();
        spawn_local(async move {
            let result = tab.exchange_all().await;
            tab.exchanging.set(false);
            match result {
                Ok(()) => {
                    tab.retry.set(FIRST_RETRY);
                    tab.open_stream();
                    if tab.again.replace(false) {
                        tab.exchange();
                    }
                }
                Err(trouble) => {
                    tab.again.set(false);
                    tab.stop_for(trouble);
                }
            }
        });
    }

    fn stop_for(self: &Rc<Self>, trouble: Trouble) {
        let server = match trouble {
            Trouble::Unreachable => Server::Offline,
            Trouble::SignedOut => Server::SignedOut,
            Trouble::Said(words) => Server::Trouble(words),
        };
        let signed_out = server == Server::SignedOut;
        self.set_server(server);
        if signed_out {
            return;
        }
        let wait = self.retry.get();
        self.retry.set((wait * 2).min(LAST_RETRY));
        let tab = self.clone();
        *self.timer.borrow_mut() = Some(Timeout::new(wait, move || tab.exchange()));
    }

    async fn exchange_all(self: &Rc<Self>) -> Result<(), Trouble> {
        let Some(home) = self.engine_meta(|meta| meta.home) else {
            return Ok(());
        };
        // Without a cursor the epoch is not known yet: a pull comes first. Else a push does, since it carries the cursor.
        if self.engine_meta(|meta| meta.cursor.is_none()) {
            self.pull_all(home).await?;
        }
        loop {
            while let Some(push) = self.next_push() {
                let answer = net::push(home.workspace, &push).await?;
                let next =
                    self.engine
                        .borrow()
                        .pushed(&push, &answer, clock::fresh(DeviceId::new), clock::utc());
                self.carry_out(next).await?;
            }
            self.pull_all(home).await?;
            if self.next_push().is_none() {
                break;
            }
        }
        self.status.update(|status| {
            status.server = Server::Talking;
            status.synced_at = Some(clock::time());
        });
        self.say_server();
        Ok(())
    }

    fn next_push(&self) -> Option<Push> {
        self.engine.borrow().next_push()
    }

    async fn pull_all(self: &Rc<Self>, home: Home) -> Result<(), Trouble> {
        loop {
            let request = self.engine.borrow().next_pull();
            let pulled = net::pull(home.workspace, &request).await?;
            let more = match &pulled {
                Pulled::Delta(delta) => delta.more,
                Pulled::Page(_) => true,
                Pulled::Upgrade => false,
            };
            if let Pulled::Delta(delta) = &pulled
                && delta.from == delta.to
            {
                return Ok(());
            }
            let next = self.engine.borrow().pulled(pulled, clock::fresh(DeviceId::new));
            self.carry_out(next).await?;
            if !more {
                return Ok(());
            }
        }
    }

    async fn carry_out(self: &Rc<Self>, next: Next) -> Result<(), Trouble> {
        for txn in &next.txns {
            match self.write(txn).await {
                Ok(()) => {}
                // Another tab was faster: what is asked for next is asked from the new state.
                Err(Failure::Stale) => self.catch_up().await,
                Err(failure) => {
                    let words = failing(&failure);
                    self.set_storage(Storage::Failing(words.clone()));
                    return Err(Trouble::Said(words));
                }
            }
        }
        if next.upgrade {
            self.set_server(Server::NeedsReload);
            return Err(Trouble::Said(
                "A new version is ready: reload to go on. Nothing is lost.".into(),
            ));
        }
        if next.server_too_old {
            return Err(Trouble::Said(
                "The server is older than this page. Your changes wait here until it is updated.".into(),
            ));
        }
        Ok(())
    }

    fn open_stream(self: &Rc<Self>) {
        let Some(home) = self.engine_meta(|meta| meta.home) else {
            return;
        };
        if self.stream.borrow().is_some() {
            return;
        }
        let tab = self.clone();
        let hear = move |heard: Heard| match heard {
            Heard::Event("head", head) => {
                let known = tab.engine_meta(|meta| meta.cursor.map(|cursor| cursor.to_string()));
                tab.set_server(Server::Talking);
                if known.as_deref() != Some(head.as_str()) || tab.engine.borrow().waiting() > 0 {
                    tab.exchange_now();
                }
            }
            Heard::Event(_, why) => {
                if why == "signed-out" {
                    let stream = tab.stream.borrow_mut().take();
                    if let Some(stream) = stream {
                        stream.close();
                    }
                    tab.set_server(Server::SignedOut);
                }
            }
            Heard::Lost => tab.set_server(Server::Offline),
        };
        let url = move || format!("/api/v1/w/{}/events", home.workspace);
        *self.stream.borrow_mut() = Some(Stream::open(url, &["head", "bye"], hear));
    }
}

/// Efforts with ids from before this are read later: ids are ordered by time.
fn cut() -> uuid::Uuid {
    EffortId::new(clock::millis().saturating_sub(RECENT), [0; 10]).0
}

fn failing(failure: &Failure) -> String {
    match failure {
        Failure::Quota => {
            "This device's storage is full. Free some space; until then changes are kept in this tab only. Export a copy to be safe."
                .into()
        }
        Failure::Blocked(words) => {
            format!("This device could not save ({words}). Changes are kept in this tab only; export a copy to be safe.")
        }
        Failure::Stale => "Another tab was faster.".into(),
    }
}

/// A refusal as a sentence.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).chain(['.']).collect()
    })
}
