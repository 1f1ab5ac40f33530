//! What the desk follows by itself, whatever page is shown.

use std::{collections::BTreeSet, rc::Rc};

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use leptos::prelude::*;

use super::{Desk, Route, back};
use crate::browser::{
    clock, page,
    tab::{Notice, Server, Tab, on_stranger},
    worker,
};
use crate::domain::{Leader, Role, RowKey};
use crate::ui::isolated;

/// Milliseconds after which an open board looks for a newer build: a browser does so by itself only when a page is opened.
const BUILDS_LOOKED_FOR: u32 = 60 * 60 * 1_000;

/// What was written before this is found where it stands, and not told of.
const LATELY: TimeDelta = TimeDelta::minutes(10);

/// What somebody wrote on a page, and when.
type Known = (RowKey, DateTime<FixedOffset>);

impl Desk {
    /// Midnight, the server's word, other pages, and the browser's own way back.
    pub fn follow(self) {
        let today = self.today;
        page::every(30_000, move || follow_midnight(today));
        page::every(BUILDS_LOOKED_FOR, worker::look_for_another);
        page::on_document("visibilitychange", move || follow_midnight(today));
        Effect::new(move |_| heed_the_server(self));
        Effect::new(move |_| follow_address(self));
        Effect::new(move |known: Option<Option<BTreeSet<Known>>>| {
            tell_of_what_is_heard(self, known.flatten())
        });
        page::on_window("storage", move |_| self.follow_places());
        on_stranger(move |workspace| match self.tab().home() {
            Some(home) if !self.tab().is_sample() => {
                let address = self.tab().address();
                self.open(workspace, home.user, address).exchange_now();
            }
            _ => {}
        });
        page::on_window("click", |event| {
            if !page::happened_on(&event, ".menu") {
                page::close_menus();
            }
        });
        Effect::new(move |_| back::note_sheet(self.sheet.with(Option::is_some)));
        page::on_window("popstate", move |_| {
            self.sheet.set(None);
            if !back::stays() {
                self.part.set(page::fragment());
                self.route.set(Route::here());
            }
        });
    }
}

fn follow_midnight(today: RwSignal<NaiveDate>) {
    let now = clock::today();
    if today.get_untracked() != now {
        today.set(now);
    }
}

/// What leaders write while the board is open is told at once. Answers with all that is known of by then.
fn tell_of_what_is_heard(desk: Desk, known: Option<BTreeSet<Known>>) -> Option<BTreeSet<Known>> {
    if !desk.ready.get() {
        return known;
    }
    let lately = clock::utc() - LATELY;
    let mut all = BTreeSet::new();
    for tab in desk.tabs() {
        let news = tab.with(|state| {
            let mut news = None;
            for heard in state.heard() {
                let key = (heard.key, heard.at);
                let is_new = known.as_ref().is_some_and(|known| !known.contains(&key));
                if is_new && heard.at > lately {
                    let leader = state.get::<Leader>(heard.leader).ok();
                    let deputy = heard.link.and_then(|link| state.deputy(link));
                    let words = leader.map(|leader| {
                        let name = isolated(&leader.details.name);
                        match deputy {
                            Some(deputy) => format!("{deputy} for {name}: “{}”", heard.words),
                            None => format!("{name}: “{}”", heard.words),
                        }
                    });
                    news = words.map(|words| (heard.goal, words));
                }
                all.insert(key);
            }
            news
        });
        if let Some((goal, words)) = news {
            tab.notice.set(Some(Notice {
                goal: Some(goal),
                ..Notice::saying(words)
            }));
        }
    }
    Some(all)
}

/// What the server says of this device or its person is done: locking, wiping.
fn heed_the_server(desk: Desk) {
    let tabs = desk.tabs.get();
    let servers = tabs
        .iter()
        .map(|tab| tab.status.with(|status| status.server.clone()));
    let servers: Vec<Server> = servers.collect();
    if servers.contains(&Server::Wiped) {
        page::spawn(async move {
            desk.note_wiped(Some(clock::today()));
            desk.wipe().await;
            page::replace_address("/");
            page::reload();
        });
        return;
    }
    let is_only_left = matches!(servers.as_slice(), [Server::Left(_)]);
    if is_only_left || servers.iter().any(|server| matches!(server, Server::Locked(_))) {
        desk.lock(true);
    }
}

/// An address of a role or a leader in another workspace shows that workspace.
fn follow_address(desk: Desk) {
    let route = desk.route.get();
    let has = |tab: &Rc<Tab>| match route {
        Route::Role(role) | Route::Talk(role) | Route::Preview(role) => {
            tab.with(|state| state.get::<Role>(role).is_ok())
        }
        Route::Leader(leader) => tab.with(|state| state.get::<Leader>(leader).is_ok()),
        _ => false,
    };
    if let Some(tab) = desk.tabs().into_iter().find(has) {
        desk.show(&tab);
    }
}
