//! The recruiter's board: runs in the browser only, on the device's own copy.
//!
//! One file per page or sheet. Views decide no rules: they ask `domain`, and show what it refuses.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic ends the page's script"
)]

mod account;
mod card;
mod columns;
mod devices;
mod effort_form;
mod filter;
mod first_steps;
mod form;
mod frame;
mod import;
mod join;
mod leaders;
mod log;
mod names;
mod new_role;
mod notice;
mod palette;
mod preview;
mod role;
mod role_effort;
mod role_leader;
mod role_people;
mod role_rail;
mod route;
mod sample;
mod settings;
mod share;
mod sweep;
mod sync_state;
mod team;
mod timer;
mod today;
mod update;
mod welcome;

use std::{cell::Cell, collections::BTreeMap, rc::Rc};

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::browser::{
    clock, local, page,
    tab::{Server, Tab},
    worker,
};
use crate::domain::{EffortDraft, EffortKind, LeaderId, Owed, RoleId, Standing};
pub use route::Route;
use timer::Timer;

/// What every page of the board can reach.
#[derive(Clone, Copy)]
pub struct Desk {
    tab: StoredValue<Rc<Tab>, LocalStorage>,
    pub route: RwSignal<Route>,
    /// Which sheet lies over the page.
    pub sheet: RwSignal<Option<Sheet>>,
    /// What was kept on the device has been read.
    pub ready: RwSignal<bool>,
    /// Signed out on a shared device: nothing shows until the same person signs in.
    pub locked: RwSignal<bool>,
    pub new_version: RwSignal<bool>,
    /// The device's civil day; follows midnight.
    pub today: RwSignal<NaiveDate>,
    /// How each role stands today; those that closed long ago are not among them.
    pub standings: Memo<BTreeMap<RoleId, Standing>>,
    /// What is owed today.
    pub owed: Memo<Owed>,
    /// Whether the board belongs to a workspace of a server.
    pub has_home: Memo<bool>,
    pub timer: Timer,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sheet {
    LogEffort,
    Sweep,
    NewRole,
    MoveRole(RoleId),
    /// An update to a leader.
    Update(LeaderId),
    SyncState,
    Palette,
    Help,
}

impl Desk {
    pub fn tab(&self) -> Rc<Tab> {
        self.tab.get_value()
    }

    pub fn go(&self, route: Route) {
        page::push_address(&route.path());
        self.route.set(route);
        self.sheet.set(None);
        page::focus("main h1".into());
    }

    /// This many of a kind for a role, just now, with the workspace's usual minutes.
    pub fn draft(&self, kind: EffortKind, role: RoleId, quantity: u32) -> EffortDraft {
        EffortDraft {
            quantity,
            minutes: self.usual_minutes(kind, quantity),
            ..EffortDraft::one(kind, role, clock::now())
        }
    }

    pub fn usual_minutes(&self, kind: EffortKind, quantity: u32) -> u32 {
        self.tab()
            .peek(|state| state.settings().usual_minutes(kind, quantity))
    }

    pub fn lock(&self, locked: bool) {
        local::set(LOCKED, locked);
        self.locked.set(locked);
    }
}

const LOCKED: &str = "fulcrum.locked";

thread_local! {
    /// There is one desk in a tab; handlers and futures, which have no owner, reach it too.
    static DESK: Cell<Option<Desk>> = const { Cell::new(None) };
}

pub fn desk() -> Desk {
    DESK.get().unwrap_or_else(expect_context)
}

/// Everything on this device as a file.
#[component]
pub fn ExportButton() -> impl IntoView {
    view! { <button type="button" on:click=move |_| page::download("fulcrum-copy.json", "application/json", &desk().tab().export())>"Export a copy"</button> }
}

#[component]
pub fn Board() -> impl IntoView {
    let ready = RwSignal::new(false);
    let today = RwSignal::new(clock::today());
    let tab = StoredValue::new_local(Tab::open(move || ready.set(true)));
    let desk = Desk {
        tab,
        route: RwSignal::new(Route::here()),
        sheet: RwSignal::new(None),
        ready,
        locked: RwSignal::new(local::get(LOCKED).unwrap_or(false)),
        new_version: RwSignal::new(false),
        today,
        standings: Memo::new(move |_| tab.get_value().with(|state| state.standings(today.get()))),
        owed: Memo::new(move |_| tab.get_value().with(|state| state.owed(today.get()))),
        has_home: Memo::new(move |_| tab.get_value().home().is_some()),
        timer: Timer::new(),
    };
    DESK.set(Some(desk));
    page::every(30_000, move || follow_midnight(today));
    page::on_document("visibilitychange", move || follow_midnight(today));
    Effect::new(move |_| {
        if desk.ready.get() {
            sample::begin();
        }
        // Signed in on a device that was wiped for it.
        if desk.ready.get()
            && let Some(home) = local::get::<crate::sync::disk::Home>(account::ENTER)
        {
            local::remove(account::ENTER);
            desk.tab().settle(home, Vec::new());
        }
    });
    // Locked from another of the person's devices, or a member no more.
    let server = Memo::new(move |_| tab.get_value().status.with(|status| status.server.clone()));
    Effect::new(move |_| {
        if matches!(server.get(), Server::Locked(_)) {
            desk.lock(true);
        }
    });
    page::on_window("popstate", move |_| {
        desk.sheet.set(None);
        desk.route.set(Route::here());
    });
    page::on_plain_key(move |key, event| {
        // Only where the board is shown: not while claiming, signing in, or locked.
        if desk.locked.get_untracked() || desk.route.get_untracked().is_gate() {
            return;
        }
        let pressed = key.to_lowercase();
        if let Some(action) = palette::ACTIONS
            .iter()
            .find(|action| action.key == Some(pressed.as_str()))
        {
            event.prevent_default();
            (action.run)(desk);
        }
    });
    page::on_command_k(move || {
        if !desk.locked.get_untracked() {
            desk.sheet.set(Some(Sheet::Palette));
        }
    });
    worker::register(desk.new_version);
    view! { <frame::Frame/> }
}

fn follow_midnight(today: RwSignal<NaiveDate>) {
    let now = clock::today();
    if today.get_untracked() != now {
        today.set(now);
    }
}
