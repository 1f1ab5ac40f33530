//! One tab of the board: its engine, its disk, its conversation with other tabs and with the server.

mod exchange;
mod line;
mod others;
pub mod places;
mod storage;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use chrono::{DateTime, FixedOffset};
use gloo_timers::{callback::Timeout, future::TimeoutFuture};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use web_sys::BroadcastChannel;

use super::{
    clock,
    database::{self, Disk},
    lead, local, page,
};
use crate::domain::{Body, CommandId, DeviceId, Refusal, State, UserId, WorkspaceId, decide};
use crate::sync::{
    client::Engine,
    disk::{Draft, Home, Meta, Refused, Settle, Shelf, Txn},
};
use exchange::FIRST_RETRY;
pub use line::on_stranger;
use others::Word;

/// Starts that may die in a replay before safe mode.
const FAILED_STARTS: u32 = 2;

/// How often a database's opening has begun since one last succeeded.
const STARTS: &str = "fulcrum.starts";
/// Noted for a workspace that one belongs to no more, in the server's words: it stays shut without a network, too.
const LEFT: &str = "fulcrum.left";

/// What the person may rely on at this moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Status {
    pub storage: Storage,
    /// Changes the server has not answered.
    pub waiting: usize,
    /// Those of them that only a newer version of this page can read.
    pub newer: usize,
    /// Changes that were refused and not dismissed.
    pub refused: usize,
    /// Accepted before the server was restored from a backup, and waiting for what they build on.
    pub parked: usize,
    /// Changes not yet on the disk.
    pub unsaved: usize,
    pub server: Server,
    /// When everything was last known to be the server's too.
    pub synced_at: Option<String>,
    /// Commands are listed but not applied: replaying them failed twice.
    pub safe_mode: bool,
}

impl Default for Status {
    fn default() -> Self {
        Self {
            storage: Storage::Opening,
            waiting: 0,
            newer: 0,
            refused: 0,
            parked: 0,
            unsaved: 0,
            server: Server::None,
            synced_at: None,
            safe_mode: false,
        }
    }
}

impl Status {
    /// What may be relied on of both: the worse of each, and all that waits.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            storage: std::cmp::max(self.storage, other.storage),
            waiting: self.waiting + other.waiting,
            newer: self.newer + other.newer,
            refused: self.refused + other.refused,
            parked: self.parked + other.parked,
            unsaved: self.unsaved + other.unsaved,
            server: std::cmp::max(self.server, other.server),
            synced_at: std::cmp::min(self.synced_at, other.synced_at),
            safe_mode: self.safe_mode || other.safe_mode,
        }
    }
}

/// Where changes are kept, from the best to the worst.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Storage {
    /// Saved means: in a transaction that the disk has confirmed.
    Device,
    Opening,
    /// The browser gives no storage: everything lasts as long as this tab.
    Memory,
    /// The last write failed, in words.
    Failing(String),
}

/// How it stands with the server, from the best to the worst.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Server {
    /// The board lives on this device only.
    None,
    Talking,
    Offline,
    /// The server's own words.
    Trouble(String),
    /// This page is older than the server: read-only until it reloads.
    NeedsReload,
    /// A member no more, in the server's words.
    Left(String),
    SignedOut,
    /// Somebody else is signed in than whose board this is.
    AnotherPerson,
    /// Locked from another device, in the server's words.
    Locked(String),
    /// Wiped from another device: this one is to forget everything.
    Wiped,
}

/// A short message with an optional way back.
#[derive(Clone, PartialEq, Debug)]
pub struct Notice {
    pub words: String,
    /// What takes it back, in this order; empty for what stays.
    pub undo: Vec<Body>,
    /// It was itself taken back: what `undo` holds does it again.
    pub was_undone: bool,
    /// Something did not work.
    pub problem: bool,
}

impl Notice {
    /// It went through, and may be taken back.
    pub fn done(words: impl Into<String>, undo: Option<Body>) -> Self {
        Self {
            words: words.into(),
            undo: undo.into_iter().collect(),
            was_undone: false,
            problem: false,
        }
    }
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
    timer: RefCell<Option<Timeout>>,
    writing: Cell<bool>,
    queue: RefCell<Vec<Txn>>,
    pub changed: RwSignal<u64>,
    pub status: RwSignal<Status>,
    pub notice: RwSignal<Option<Notice>>,
}

impl Tab {
    /// A tab with an empty board that opens this database at once; `ready` runs when what was kept is there.
    pub fn open(name: String, ready: impl FnOnce(Rc<Self>) + 'static) -> Rc<Self> {
        let started = format!("{STARTS}.{name}");
        let starts = local::get::<u32>(&started).unwrap_or(0);
        let safe_mode = starts >= FAILED_STARTS;
        local::set(&started, starts + 1);
        let left = local::get(&format!("{LEFT}.{name}"));
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
            timer: RefCell::new(None),
            writing: Cell::new(true),
            queue: RefCell::new(Vec::new()),
            changed: RwSignal::new(0),
            status: RwSignal::new(Status {
                server: left.map_or(Server::None, Server::Left),
                safe_mode,
                ..Status::default()
            }),
            notice: RwSignal::new(None),
        });
        let opening = tab.clone();
        spawn_local(async move {
            opening.read_disk().await;
            local::remove(&started);
            ready(opening.clone());
            opening.begin();
        });
        tab
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

    /// Whose board this is; before there is an account, whoever holds the device.
    pub fn me(&self) -> UserId {
        self.engine.borrow().user()
    }

    pub fn home(&self) -> Option<Home> {
        self.changed.track();
        self.engine_meta(|meta| meta.home)
    }

    /// With which address its person signed in here last.
    pub fn address(&self) -> Option<String> {
        self.engine_meta(|meta| meta.address.clone())
    }

    /// The workspace it holds; none on a board without an account.
    pub fn workspace(&self) -> Option<WorkspaceId> {
        self.engine_meta(|meta| meta.home.map(|home| home.workspace))
    }

    /// Its database's name: what tells the tabs of one page apart.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the workspace is called. Reactive.
    pub fn title(&self) -> String {
        self.with(|state| {
            let workspace = state.workspace();
            workspace.map_or_else(|| "This device".into(), |workspace| workspace.name.clone())
        })
    }

    /// Whether one belongs to the workspace no more. Reactive.
    pub fn is_shut(&self) -> bool {
        self.status
            .with(|status| matches!(status.server, Server::Left(_)))
    }

    /// Carries a command out at once and stores it. A refusal is shown; true when it went through.
    pub fn submit(self: &Rc<Self>, body: Body, done: impl Into<String>) -> bool {
        match self.try_submit(body) {
            Ok(undo) => {
                let words: String = done.into();
                if !words.is_empty() {
                    self.notice.set(Some(Notice::done(words, undo)));
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
            undo: Vec::new(),
            was_undone: false,
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

    /// The board now belongs to this workspace: what waits is uploaded. One that belongs to it already remembers the
    /// person's address.
    pub fn settle(self: &Rc<Self>, settle: Settle) {
        let is_known = |meta: &Meta| {
            meta.home == Some(settle.home) && (settle.address.is_none() || meta.address == settle.address)
        };
        if self.is_sample() || self.engine_meta(is_known) {
            return;
        }
        self.queue.borrow_mut().push(Txn::Settle(settle));
        self.drain();
    }

    /// Signed in again as the same person: the exchange goes on.
    pub fn resume(self: &Rc<Self>) {
        // A workspace that was left opens by the server's answer, not before.
        if !untrack(|| self.is_shut()) {
            self.set_server(Server::Talking);
        }
        self.exchange_now();
    }

    /// Everything on this device, as JSON: confirmed rows, what waits, what was refused, and what the disk has not
    /// taken yet.
    pub fn export(&self) -> String {
        let engine = self.engine.borrow();
        let shelf = engine.shelf();
        serde_json::to_string_pretty(&serde_json::json!({
            "rows": engine.confirmed().values().collect::<Vec<_>>(),
            "waiting": shelf.outbox.values().collect::<Vec<_>>(),
            "unsaved": engine.unsaved_drafts(),
            "refused": shelf.refused.values().collect::<Vec<_>>(),
        }))
        .unwrap_or_default()
    }

    /// Deletes this database. What opens in its stead is [`places`]' business.
    pub fn wipe(&self) {
        line::leave(self);
        local::remove(&format!("{LEFT}.{}", self.name));
        self.say(&Word::Wiped);
        let name = self.name.clone();
        // The deletion goes through once this page, too, has let go of the database.
        spawn_local(async move {
            let _ = database::wipe(&name).await;
        });
    }

    /// Whether this is the made-up board, which has a database of its own and never uploads.
    pub fn is_sample(&self) -> bool {
        self.name == places::SAMPLE
    }

    /// Carries out commands that were given at other moments: the sample's story.
    pub fn tell(self: &Rc<Self>, story: Vec<(DateTime<FixedOffset>, Body)>) {
        for (at, body) in story {
            let draft = Draft::new(clock::fresh(CommandId::new), &body, at);
            match self.engine.borrow_mut().submit(draft) {
                Ok((txn, _)) => self.queue.borrow_mut().push(txn),
                Err(refusal) => leptos::logging::error!("the sample's story does not hold: {refusal}"),
            }
        }
        self.touch();
        self.drain();
    }

    fn touch(&self) {
        let (waiting, newer, refused, parked, unsaved) = {
            let engine = self.engine.borrow();
            let (waiting, newer) = (engine.waiting(), engine.newer());
            let refused = engine.refused().count();
            (waiting, newer, refused, engine.parked(), engine.unsaved())
        };
        self.status.update(|status| {
            (status.waiting, status.newer) = (waiting, newer);
            (status.refused, status.parked, status.unsaved) = (refused, parked, unsaved);
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
        let left = format!("{LEFT}.{}", self.name);
        match &server {
            Server::Left(words) => drop(local::set(&left, words)),
            // Nothing else but an answer of the server opens it again.
            Server::Talking => local::remove(&left),
            _ if self
                .status
                .with_untracked(|status| matches!(status.server, Server::Left(_))) =>
            {
                return;
            }
            _ => {}
        }
        if self.status.with_untracked(|status| status.server != server) {
            self.status.update(|status| status.server = server);
            self.say_server();
        }
    }
}

/// A refusal as a sentence.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).chain(['.']).collect()
    })
}
