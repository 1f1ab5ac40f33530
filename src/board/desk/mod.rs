//! What every page of the board can reach: the workspaces, what is worked out of them once, the addresses, the notices.

mod action;
mod back;
mod called;
mod each;
mod follow;
mod link;
mod named;
mod notice;
mod owing;
mod route;
mod sheet;
mod tabs;
mod timer;

use std::{cell::Cell, collections::BTreeMap, rc::Rc};

use chrono::NaiveDate;
use leptos::prelude::*;

use self::{each::Each, owing::owed_in, timer::Timer};
use crate::browser::{
    clock, local, page,
    tab::{Status, Tab, places},
    worker,
};
use crate::domain::{
    Body, Called, EffortDraft, EffortKind, Lapse, Logged, RoleId, Standing, forecast::Lapses,
};
pub use action::Action;
pub use called::{ours, ours_live};
pub use each::OneOf;
pub use link::{Link, Turn};
pub use named::{AlsoNamed, also_named};
pub use notice::{NoticeBar, do_again, notices_above, take_back_last};
pub use owing::{Owing, whose};
pub use route::Route;
pub use sheet::{Crossing, Sheet};
pub use tabs::SETTLES;

/// What every page of the board can reach.
#[derive(Clone, Copy)]
pub struct Desk {
    /// All workspaces on this device, and the one that is shown.
    pub tabs: RwSignal<Vec<Rc<Tab>>, LocalStorage>,
    pub here: RwSignal<Rc<Tab>, LocalStorage>,
    pub route: RwSignal<Route>,
    /// Which part of the page the address names; empty for none.
    pub part: RwSignal<String>,
    /// Which sheet lies over the page.
    pub sheet: RwSignal<Option<Sheet>>,
    /// What was kept on the device has been read.
    pub ready: RwSignal<bool>,
    /// Signed out on a shared device: nothing shows until the same person signs in.
    pub locked: RwSignal<bool>,
    pub new_version: RwSignal<bool>,
    /// How many things at the foot of what is shown are tapped again and again, or save a form.
    feet: RwSignal<usize>,
    /// On which day this device was wiped from another, until that is known.
    pub wiped: RwSignal<Option<NaiveDate>>,
    /// With which address one is signed in while it is not decided yet whether this device's board comes along.
    pub signed_in: RwSignal<Option<String>>,
    /// The device's civil day; follows midnight.
    pub today: RwSignal<NaiveDate>,
    /// Whether leaders are called hiring managers in the workspace that is shown.
    says_managers: Memo<bool>,
    /// How each role stands today, without what was logged for it; those that closed long ago are not among them.
    pub standings: Memo<BTreeMap<RoleId, Standing>>,
    logged: Each<RoleId, Logged>,
    /// Whose date, as told, no longer holds in the workspace that is shown.
    pub lapses: Memo<Lapses>,
    /// Whether the whole team's work is looked at, or one's own; the same where one works alone.
    pub team: RwSignal<bool>,
    /// Whether the work of any workspace is shared.
    pub has_team: Memo<bool>,
    /// What is owed today in all workspaces, of the work that is looked at: by the recruiter, and by others.
    pub you_owe: Memo<Vec<Owing>>,
    pub they_owe: Memo<Vec<Owing>>,
    /// What the person may rely on, over all workspaces.
    pub status: Memo<Status>,
    /// Whether the board belongs to a workspace of a server.
    pub has_home: Memo<bool>,
    /// Whether the server sends e-mail, as far as it last said.
    pub mail_is_sent: RwSignal<bool>,
    pub timer: Timer,
}

impl Desk {
    /// Opens what is kept on this device. There is one desk in a page; nothing, if there is no place at all.
    pub fn set_up() -> Option<Self> {
        let ready = RwSignal::new(false);
        let today = RwSignal::new(clock::today());
        let current = places::current();
        let opened = places::all().into_iter().map(|name| {
            let is_current = name == current;
            Tab::open(name, move |_| {
                if is_current {
                    ready.set(true);
                }
            })
        });
        let opened: Vec<Rc<Tab>> = opened.collect();
        let first = opened.iter().find(|tab| tab.name() == current);
        let here = RwSignal::new_local(first.or(opened.first())?.clone());
        let tabs = RwSignal::new_local(opened);
        let open_tabs = move || desk().tabs();
        let team = RwSignal::new(local::get(TEAM).unwrap_or(false));
        // Worked out once for both groups.
        let owed = Memo::new(move |_| owed_in(&open_tabs(), team.get(), today.get()));
        let lapses = Memo::new(move |_| here.get().lapses(today.get()));
        let logged = Each::new();
        let look = RenderEffect::new(move |_| {
            let (here, today) = (here.get(), today.get());
            for (role, one) in here.with(|state| state.logged(today)) {
                logged.set(role, one);
            }
        });
        // For as long as the page.
        StoredValue::new_local(look);
        let desk = Self {
            tabs,
            here,
            route: RwSignal::new(Route::here()),
            part: RwSignal::new(page::fragment()),
            sheet: RwSignal::new(None),
            ready,
            locked: RwSignal::new(local::get(LOCKED).unwrap_or(false)),
            new_version: RwSignal::new(false),
            feet: RwSignal::new(0),
            wiped: RwSignal::new(local::get(WIPED)),
            signed_in: RwSignal::new(local::get(SIGNED_IN)),
            today,
            says_managers: Memo::new(move |_| {
                here.get().with(|state| state.called() == Called::HiringManager)
            }),
            standings: Memo::new(move |_| {
                let (here, today) = (here.get(), today.get());
                let lapses = lapses.get();
                let mut standings = here.with(|state| state.standings(today));
                for (role, standing) in &mut standings {
                    standing.lapse = lapses.get(role).copied();
                }
                standings
            }),
            logged,
            lapses,
            team,
            has_team: Memo::new(move |_| open_tabs().iter().any(|tab| tab.with(|state| state.has_team()))),
            you_owe: Memo::new(move |_| owed.with(|(you, _)| you.clone())),
            they_owe: Memo::new(move |_| owed.with(|(_, they)| they.clone())),
            status: Memo::new(move |_| {
                let all = open_tabs().into_iter().map(|tab| tab.status.get());
                all.reduce(Status::and).unwrap_or_default()
            }),
            has_home: Memo::new(move |_| here.get().home().is_some()),
            mail_is_sent: RwSignal::new(local::get(local::MAIL_IS_SENT).unwrap_or(false)),
            timer: Timer::new(),
        };
        DESK.set(Some(desk));
        Some(desk)
    }

    pub fn go(&self, route: Route) {
        self.go_to(route, "");
    }

    /// Goes to a part of a page.
    pub fn go_to(&self, route: Route, part: &str) {
        page::push_address(&address(&route, part));
        self.part.set(part.into());
        self.route.set(route);
        self.sheet.set(None);
        page::to_top();
        page::focus("main h1".into());
    }

    /// Shows another part of the page that is shown; the way back leads to where one came from all the same.
    pub fn turn_to(&self, part: &str) {
        self.route
            .with_untracked(|route| page::replace_address(&address(route, part)));
        self.part.set(part.into());
    }

    /// Loads the page anew, in the new version if there is one.
    pub fn begin_anew(&self) {
        match self.new_version.get_untracked() {
            true => worker::activate(),
            false => page::reload(),
        }
    }

    /// Lays a sheet over the page.
    pub fn lay(&self, sheet: Sheet) {
        self.sheet.set(Some(sheet));
    }

    /// Says in the workspace that is shown that something is done, with the way back if there is one.
    pub fn done(&self, words: impl Into<String>, undo: Option<Body>) {
        self.tab().done(words, undo.into_iter().collect());
    }

    /// What was logged for a role, as far as its card shows that. Reactive.
    pub fn logged(&self, role: RoleId) -> Logged {
        self.logged.get(role)
    }

    /// What is likely in a role instead of the date told, where that no longer holds. Reactive.
    pub fn lapse(&self, role: RoleId) -> Option<Lapse> {
        self.lapses.with(|lapses| lapses.get(&role).copied())
    }

    /// This many of a kind for a role, just now, with the workspace's usual minutes.
    pub fn draft(&self, kind: EffortKind, role: RoleId, quantity: u32) -> EffortDraft {
        EffortDraft {
            quantity,
            minutes: usual_minutes(&self.tab_with(role), kind, quantity),
            ..EffortDraft::one(kind, role, clock::now())
        }
    }

    /// Looks at the whole team's work from now on, or at one's own.
    pub fn look_at(&self, team: bool) {
        local::set(TEAM, team);
        self.team.set(team);
    }

    /// What the next page says of why the device is empty; nothing once it is known.
    pub fn note_wiped(&self, on: Option<NaiveDate>) {
        match on {
            Some(on) => drop(local::set(WIPED, on)),
            None => local::remove(WIPED),
        }
        self.wiped.set(on);
    }

    /// Signed in, and asked whether this device's board comes along; nothing once that is decided.
    pub fn note_signed_in(&self, address: Option<String>) {
        match &address {
            Some(address) => drop(local::set(SIGNED_IN, address)),
            None => local::remove(SIGNED_IN),
        }
        self.signed_in.set(address);
    }

    pub fn lock(&self, locked: bool) {
        local::set(LOCKED, locked);
        self.locked.set(locked);
    }
}

fn address(route: &Route, part: &str) -> String {
    match part {
        "" => route.path(),
        part => format!("{}#{part}", route.path()),
    }
}

pub fn usual_minutes(tab: &Tab, kind: EffortKind, quantity: u32) -> u32 {
    tab.peek(|state| state.settings().usual_minutes(kind, quantity))
}

const TEAM: &str = "fulcrum.team";
const LOCKED: &str = "fulcrum.locked";
const WIPED: &str = "fulcrum.wiped";
const SIGNED_IN: &str = "fulcrum.signed-in";

thread_local! {
    /// There is one desk in a tab; handlers and futures, which have no owner, reach it too.
    static DESK: Cell<Option<Desk>> = const { Cell::new(None) };
}

pub fn desk() -> Desk {
    DESK.get().unwrap_or_else(expect_context)
}
