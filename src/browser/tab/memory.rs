//! What one tab of the board holds in memory: its engine, what is still to be written, and how it stands.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use chrono::{DateTime, FixedOffset, NaiveDate};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use web_sys::BroadcastChannel;

use super::{
    changed::Changed,
    history::History,
    places,
    status::{Hands, Notice, Server, Status, Storage, capital},
};
use crate::browser::{clock, database::Disk, local};
use crate::domain::{Body, CommandId, Noted, Refusal, RowKey, State, UserId, WorkspaceId, forecast::Lapses};
use crate::sync::{
    Rules,
    client::Engine,
    disk::{Found, Home, Meta, Records, Refused, Settle, Shelf, Txn},
};

/// Noted for a workspace that one belongs to no more, in the server's words: it stays shut without a network, too.
pub(super) const LEFT: &str = "fulcrum.left";
/// What such a workspace was called: its rows are not on the device any more.
pub(super) const TITLE: &str = "fulcrum.left.title";

/// The transaction that stores a command, and its undo.
type Given = Result<(Txn, Option<Body>), Refusal>;

/// What a tab does besides showing what is confirmed. It is called by way of this only, or it would be fetched first.
#[derive(Clone, Copy)]
pub(super) struct Work {
    pub rules: Rules,
    pub take: fn(&mut Shelf, Records, &mut Found),
    pub submit: fn(&mut Engine, CommandId, &Body, DateTime<FixedOffset>) -> Given,
    pub begin: fn(&Rc<Tab>),
    pub drain: fn(&Rc<Tab>),
    pub exchange: fn(&Rc<Tab>),
    pub say_server: fn(&Tab),
    pub say_wiped: fn(&Tab),
    pub lapses: fn(&State, NaiveDate) -> Lapses,
}

thread_local! {
    /// None until it was fetched.
    pub(super) static WORK: Cell<Option<Work>> = const { Cell::new(None) };
}

pub struct Tab {
    pub(super) name: String,
    pub(super) engine: RefCell<Engine>,
    pub(super) disk: RefCell<Rc<Disk>>,
    pub(super) channel: Option<BroadcastChannel>,
    pub(super) leads: Cell<bool>,
    pub(super) exchanging: Cell<bool>,
    pub(super) again: Cell<bool>,
    pub(super) retry: Cell<u32>,
    pub(super) timer: RefCell<Option<Timeout>>,
    pub(super) writing: Cell<bool>,
    pub(super) queue: RefCell<Vec<Txn>>,
    pub(super) changed: Changed,
    pub status: RwSignal<Status>,
    /// Whether what a tab does was fetched: the status says more, and changes more often.
    pub(super) is_handed: ArcMemo<bool>,
    pub notice: RwSignal<Option<Notice>>,
    pub history: RefCell<History>,
}

impl Tab {
    pub(super) fn engine_meta<T>(&self, read: impl FnOnce(&Meta) -> T) -> T {
        read(&self.engine.borrow().shelf().meta)
    }

    pub(super) fn disk(&self) -> Rc<Disk> {
        self.disk.borrow().clone()
    }

    /// Reads what is seen now. Reactive: whoever reads is told of changes in the kinds of rows that were asked for.
    pub fn with<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        let noted = Noted::new();
        let answer = read(&self.engine.borrow().state().noting(&noted));
        self.changed.track(&noted);
        answer
    }

    /// Reads without being told of changes.
    pub fn peek<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(&self.engine.borrow().state())
    }

    /// Whether the server has it by now.
    pub fn is_sent(&self, key: RowKey) -> bool {
        self.engine.borrow().row(&key).is_some()
    }

    /// Whose date, as told, no longer holds; nobody's until what works that out was fetched. Reactive.
    pub fn lapses(&self, today: NaiveDate) -> Lapses {
        // Asked first: whoever reads this before it was fetched is told once it was.
        let is_handed = self.is_handed.get();
        let work = WORK.get().filter(|_| is_handed);
        work.map_or_else(Lapses::new, |work| self.with(|state| (work.lapses)(state, today)))
    }

    /// Another number whenever rows may be seen otherwise. Not reactive.
    pub fn revision(&self) -> u64 {
        self.changed.revision()
    }

    /// Whose board this is; before there is an account, whoever holds the device.
    pub fn me(&self) -> UserId {
        self.engine.borrow().user()
    }

    pub fn home(&self) -> Option<Home> {
        self.changed.track_shelf();
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
            let workspace = state.workspace().map(|workspace| workspace.name.clone());
            let left = || local::get(&format!("{TITLE}.{}", self.name));
            workspace.or_else(left).unwrap_or_else(|| "This device".into())
        })
    }

    pub(super) fn remember_title(&self) {
        if let Some(name) = self.peek(|state| state.workspace().map(|workspace| workspace.name.clone())) {
            local::set(&format!("{TITLE}.{}", self.name), name);
        }
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
                    self.done(words, undo.into_iter().collect());
                }
                true
            }
            Err(refusal) => {
                self.complain(&self.refused(&refusal));
                false
            }
        }
    }

    /// Why something was refused, as a sentence in the workspace's own word for leaders.
    pub fn refused(&self, refusal: &Refusal) -> String {
        capital(&self.peek(|state| refusal.said(state.called())))
    }

    /// The same, with the refusal for the caller to show in its place.
    ///
    /// # Errors
    /// Nothing was changed.
    pub fn try_submit(self: &Rc<Self>, body: Body) -> Result<Option<Body>, Refusal> {
        let (txn, undo) = self.give(&body, clock::now())?;
        self.history.borrow_mut().stays |= undo.is_none();
        self.queue.borrow_mut().push(txn);
        self.touch();
        self.drain();
        Ok(undo)
    }

    fn give(&self, body: &Body, at: DateTime<FixedOffset>) -> Given {
        // Nobody can give one before it is here: the board is inert, and parts wait for it.
        let work = WORK.get().ok_or(Refusal::Internal)?;
        (work.submit)(
            &mut self.engine.borrow_mut(),
            clock::fresh(CommandId::new),
            body,
            at,
        )
    }

    /// Says what was done, and remembers it: it can be taken back also when other notices have come. `undo` takes it back, in this order;
    /// empty for what stays.
    pub fn done(&self, words: impl Into<String>, undo: Vec<Body>) {
        let words: String = words.into();
        self.notice.set(Some(Notice {
            can_be_undone: !undo.is_empty(),
            ..Notice::saying(words.clone())
        }));
        self.history.borrow_mut().note(words, undo);
    }

    pub fn complain(&self, words: &str) {
        self.notice.set(Some(Notice {
            problem: true,
            ..Notice::saying(words)
        }));
    }

    pub fn refusals(&self) -> Vec<Refused> {
        self.changed.track_shelf();
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

    /// Everything here that is this person's to hold: confirmed rows, what this version cannot read, what waits, what was refused, what waits for a restored server, and what the
    /// disk has not taken yet. Whoever belongs to the workspace no more has what is their own, and no rows.
    pub fn export(&self) -> serde_json::Value {
        let (title, is_shut) = untrack(|| (self.title(), self.is_shut()));
        let engine = self.engine.borrow();
        let shelf = engine.shelf();
        let rows = (!is_shut).then(|| engine.held());
        let unread = (!is_shut).then(|| engine.unread());
        let parked = shelf.kept.values().filter(|kept| kept.waits);
        serde_json::json!({
            "workspace": title,
            "rows": rows.unwrap_or_default(),
            "unread": unread,
            "waiting": shelf.outbox.values().collect::<Vec<_>>(),
            "unsaved": engine.unsaved_drafts(),
            "refused": shelf.refused.values().collect::<Vec<_>>(),
            "parked": parked.collect::<Vec<_>>(),
        })
    }

    /// Whether this is the made-up board, which has a database of its own and never uploads.
    pub fn is_sample(&self) -> bool {
        self.name == places::SAMPLE
    }

    /// Carries out commands that were given at other moments: the sample's story.
    pub fn tell(self: &Rc<Self>, story: Vec<(DateTime<FixedOffset>, Body)>) {
        for (at, body) in story {
            match self.give(&body, at) {
                Ok((txn, _)) => self.queue.borrow_mut().push(txn),
                Err(refusal) => leptos::logging::error!("the sample's story does not hold: {refusal}"),
            }
        }
        self.touch();
        self.drain();
    }

    pub(super) fn touch(&self) {
        let touched = self.engine.borrow_mut().take_touched();
        let (waiting, newer, refused, parked, unsaved) = {
            let engine = self.engine.borrow();
            let (waiting, newer) = (engine.waiting(), engine.newer());
            let refused = engine.refused().count();
            (waiting, newer, refused, engine.parked(), engine.unsaved())
        };
        let unread = self.engine.borrow().unread_by_noun();
        let (was_open, before) = self
            .status
            .with_untracked(|status| (status.storage != Storage::Opening, status.refused));
        // Whatever the last notice says, this is not so.
        if was_open && refused > before {
            self.complain("A change was refused: see why at the top of the page.");
        }
        self.status.update(|status| {
            (status.waiting, status.newer) = (waiting, newer);
            status.unread = unread;
            (status.refused, status.parked, status.unsaved) = (refused, parked, unsaved);
            if self.engine_meta(|meta| meta.home.is_some()) && status.server == Server::None {
                status.server = Server::Talking;
            }
        });
        self.changed.raise(touched);
    }

    pub(super) fn set_hands(&self, hands: Hands) {
        self.status.update(|status| status.hands = hands);
    }

    pub(super) fn set_storage(&self, storage: Storage) {
        if self.status.with_untracked(|status| status.storage != storage) {
            self.status.update(|status| status.storage = storage);
        }
    }

    pub(super) fn set_server(&self, server: Server) {
        let server = if self.engine_meta(|meta| meta.home.is_none()) {
            Server::None
        } else {
            server
        };
        let left = format!("{LEFT}.{}", self.name);
        match &server {
            Server::Left(words) => drop(local::set(&left, words)),
            // Nothing else but an answer of the server opens it again.
            Server::Talking => {
                local::remove(&left);
                local::remove(&format!("{TITLE}.{}", self.name));
            }
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
            if let Some(work) = WORK.get() {
                (work.say_server)(self);
            }
        }
    }
}
