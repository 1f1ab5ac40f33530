//! A tab opens its database, begins to listen and to exchange, and deletes it in the end.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::BroadcastChannel;

use super::{
    changed::Changed,
    exchange::FIRST_RETRY,
    line,
    memory::{LEFT, TITLE, Tab, WORK},
    status::{Hands, Server, Status},
    work::work,
};
use crate::browser::{
    clock,
    database::{self, Disk, InMemory},
    lead, local, page, worker,
};
use crate::domain::{DeviceId, Leader, Role, decide};
use crate::sync::{
    Rules,
    client::Engine,
    disk::{Found, Meta, Shelf},
};

/// Starts that may die in a replay before safe mode.
const FAILED_STARTS: u32 = 2;

/// How often a database's opening has begun since one last succeeded.
const STARTS: &str = "fulcrum.starts";

/// Milliseconds after which a page says that it waits.
const TOO_LONG: u32 = 8_000;

/// Milliseconds after which what was made is painted.
const PAINTED: u32 = 60;

/// Milliseconds until what did not come is asked for again.
const ASK_AGAIN: u32 = 3_000;

impl Tab {
    /// A tab with an empty board that opens this database at once; `ready` runs when what was kept is there.
    pub fn open(name: String, ready: impl FnOnce(Rc<Self>) + 'static) -> Rc<Self> {
        let started = format!("{STARTS}.{name}");
        let starts = local::get::<u32>(&started).unwrap_or(0);
        let safe_mode = starts >= FAILED_STARTS;
        let left = local::get(&format!("{LEFT}.{name}"));
        let shelf = Shelf::new(Meta::new(clock::fresh(DeviceId::new)));
        let status = RwSignal::new(Status {
            server: left.map_or(Server::None, Server::Left),
            safe_mode,
            ..Status::default()
        });
        let tab = Rc::new(Self {
            channel: BroadcastChannel::new(&format!("fulcrum-{name}")).ok(),
            name,
            engine: RefCell::new(Engine::open(shelf.clone(), Found::default(), None, !safe_mode)),
            disk: RefCell::new(Rc::new(Disk::Memory(Box::new(RefCell::new(InMemory::new(
                shelf,
            )))))),
            leads: Cell::new(false),
            exchanging: Cell::new(false),
            again: Cell::new(false),
            retry: Cell::new(FIRST_RETRY),
            timer: RefCell::new(None),
            writing: Cell::new(true),
            queue: RefCell::new(Vec::new()),
            changed: Changed::new(),
            status,
            is_handed: ArcMemo::new(move |_| status.with(|status| status.hands == Hands::Here)),
            notice: RwSignal::new(None),
            history: RefCell::default(),
        });
        let opening = tab.clone();
        spawn_local(async move {
            // Only what dies in a replay counts, not what is given up while it is fetched.
            let replaying = || {
                local::set(&started, starts + 1);
            };
            while opening.read_disk(replaying).await.is_err() {
                TimeoutFuture::new(ASK_AGAIN).await;
            }
            local::remove(&started);
            ready(opening.clone());
            // What is on the device already is here in no time: the board is painted first.
            if worker::is_at_work() {
                TimeoutFuture::new(PAINTED).await;
            }
            // One that hangs is told like one that fails, and waited for all the same.
            let waiting = opening.clone();
            page::later(TOO_LONG, move || {
                if WORK.get().is_none() {
                    waiting.set_hands(Hands::Missing);
                }
            });
            loop {
                match work().await {
                    Ok(work) => break (work.begin)(&opening),
                    Err(_) => opening.set_hands(Hands::Missing),
                }
                worker::look_for_another();
                TimeoutFuture::new(ASK_AGAIN).await;
            }
        });
        tab
    }

    /// What was kept is shown: from here on it is changed, too.
    pub(super) fn begin(self: &Rc<Self>) {
        self.engine.borrow_mut().obey(Rules::new(decide));
        let repairs = self.engine.borrow().repairs();
        self.queue.borrow_mut().extend(repairs);
        self.writing.set(false);
        self.set_hands(Hands::Here);
        if self.disk().is_shared() {
            self.listen_to_tabs();
        }
        // What others wrote before this tab listened.
        let tab = self.clone();
        spawn_local(async move { tab.catch_up().await });
        self.write_queued();
        let tab = self.clone();
        lead::when_leading(&self.name, self.disk(), move || {
            tab.leads.set(true);
            tab.exchange();
        });
        let tab = self.clone();
        page::on_window("online", move |_| tab.exchange_now());
        let tab = self.clone();
        page::on_window("offline", move |_| {
            tab.set_server(Server::Offline);
            // What was under way may still be answered, and a server on this machine is reached all the same.
            tab.exchange_now();
        });
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
            // What a tap needs comes first.
            TimeoutFuture::new(100).await;
            tab.read_older_efforts().await;
        });
    }

    /// What was half typed here is not in the database, nor is what was imported.
    fn forget_drafts(&self) {
        local::forget_imports(&self.name);
        self.peek(|state| {
            for leader in state.all::<Leader>() {
                local::forget_drafts(&leader.id.to_string());
            }
            for role in state.all::<Role>() {
                local::forget_drafts(&role.id.to_string());
            }
        });
    }

    /// Deletes this database. What opens in its stead is [`super::places`]' business.
    pub fn wipe(&self) {
        line::leave(self);
        self.forget_drafts();
        local::remove(&format!("{LEFT}.{}", self.name));
        local::remove(&format!("{TITLE}.{}", self.name));
        if let Some(work) = WORK.get() {
            (work.say_wiped)(self);
        }
        let name = self.name.clone();
        // The deletion goes through once this page, too, has let go of the database.
        spawn_local(async move {
            let _ = database::wipe(&name).await;
        });
    }
}
