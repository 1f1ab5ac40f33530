//! The workspaces on this device: which there are, which one is shown, and those that come and go.

use std::rc::Rc;

use leptos::prelude::*;

use super::{Desk, Route};
use crate::browser::{
    local, page,
    tab::{Tab, places},
};
use crate::domain::{Role, RoleId, UserId, WorkspaceId};
use crate::sync::disk::{Home, Settle};

/// How long other pages take to let go of a database, in milliseconds.
pub const SETTLES: u32 = 150;

impl Desk {
    /// The workspace that is shown. Whatever shows it is built anew when another is.
    pub fn tab(&self) -> Rc<Tab> {
        self.here.get_untracked()
    }

    /// All workspaces on this device to which the person belongs, the one that is shown first. Reactive.
    pub fn tabs(&self) -> Vec<Rc<Tab>> {
        let here = self.here.get();
        let others = self
            .tabs
            .get()
            .into_iter()
            .filter(|tab| !Rc::ptr_eq(tab, &here) && !tab.is_shut());
        std::iter::once(here.clone()).chain(others).collect()
    }

    /// The same, without being told of changes.
    pub fn all(&self) -> Vec<Rc<Tab>> {
        untrack(|| self.tabs())
    }

    /// The workspace that has this role; the one that is shown when none does.
    pub fn tab_with(&self, role: RoleId) -> Rc<Tab> {
        let has = |tab: &Rc<Tab>| tab.peek(|state| state.get::<Role>(role).is_ok());
        self.all().into_iter().find(has).unwrap_or_else(|| self.tab())
    }

    /// What this tab's workspace is called, where several are shown together. Reactive.
    pub fn title_among_many(&self, database: &str) -> Option<String> {
        let tabs = self.tabs();
        let tab = tabs.iter().find(|tab| tab.name() == database)?;
        (tabs.len() > 1).then(|| tab.title())
    }

    /// Shows another workspace, the page staying what it is.
    pub fn switch(&self, database: &str) {
        let found = self
            .tabs
            .with_untracked(|tabs| tabs.iter().find(|tab| tab.name() == database).cloned());
        if let Some(tab) = found {
            self.show(&tab);
            match self.route.get_untracked() {
                Route::Role(_) | Route::Talk(_) | Route::Preview(_) => self.go(Route::Board),
                Route::Leader(_) => self.go(Route::Leaders),
                _ => {}
            }
        }
    }

    /// Shows this workspace.
    pub fn show(&self, tab: &Rc<Tab>) {
        if !Rc::ptr_eq(tab, &self.tab()) {
            places::choose(tab.name());
            self.here.set(tab.clone());
        }
    }

    /// Opens the databases that this page does not hold yet: after they were listed, also by another page.
    pub fn follow_places(&self) {
        // A sample shown on another page is no place of this one.
        if self.tab().is_sample() || places::current() == places::SAMPLE {
            return;
        }
        for name in places::all() {
            if !self
                .tabs
                .with_untracked(|tabs| tabs.iter().any(|tab| tab.name() == name))
            {
                let tab = Tab::open(name, |_| {});
                self.tabs.update(|tabs| tabs.push(tab));
            }
        }
    }

    /// The tab of a workspace to which this person belongs; a new one, if the device did not hold it. With it the
    /// address is remembered with which they signed in, if it is known.
    pub fn open(&self, workspace: WorkspaceId, user: UserId, address: Option<String>) -> Rc<Tab> {
        // By its name, too: while a new one is opening it does not know yet what it holds.
        let name = places::name_of(workspace);
        let is_it = |tab: &&Rc<Tab>| tab.workspace() == Some(workspace) || tab.name() == name;
        let known = |tabs: &Vec<Rc<Tab>>| tabs.iter().find(is_it).cloned();
        if let Some(tab) = self.tabs.with_untracked(known) {
            return tab;
        }
        let settle = move |tab: Rc<Tab>| {
            if tab.workspace().is_none() {
                tab.settle(Settle {
                    address,
                    ..Settle::of(Home { workspace, user })
                });
            }
        };
        let tab = Tab::open(places::add(&name), settle);
        self.tabs.update(|tabs| tabs.push(tab.clone()));
        tab
    }

    /// Deletes all that this device keeps; the next page begins anew.
    pub async fn wipe(&self) {
        let tabs = self.tabs.get_untracked();
        places::begin_anew();
        tabs.iter().for_each(|tab| tab.wipe());
        local::forget_drafts("");
        page::pause(SETTLES).await;
    }

    /// Takes one workspace off this device, and begins again with the others.
    pub async fn forget(&self, tab: &Tab) {
        places::remove(tab.name());
        tab.wipe();
        page::pause(SETTLES).await;
        page::replace_address("/");
        page::reload();
    }
}
