//! Going on once it is known who one is: in which workspace, and with what was done here before.

use leptos::prelude::*;

use crate::board::desk::{Route, desk};
use crate::browser::{local, page};
use crate::calls::told::Me;
use crate::domain::WorkspaceId;
use crate::sync::disk::{Home, Settle};

/// Said of a board that is kept for somebody else; the server says the same.
pub const SOMEBODY_ELSES: &str = "This board holds the work of somebody else. Sign in as that person, or use another browser or profile for your own. Nothing was changed.";

/// What to enter with after the device was wiped.
const ENTER: &str = "fulcrum.enter";

/// What is left to decide after the password was right: whether work that was done here without an account
/// comes along.
#[derive(Clone, PartialEq)]
pub struct Next {
    pub me: Me,
    /// Where the person goes on.
    pub settle: Settle,
    /// How many changes wait here without an account.
    waiting: usize,
}

impl Next {
    /// Where the person belongs on this device: where they have just entered, else where they were, else in the
    /// oldest of their workspaces.
    ///
    /// # Errors
    /// In words: the device is somebody else's, or the account belongs nowhere.
    pub fn of(me: Me, address: String) -> Result<Self, String> {
        let tab = desk().tab();
        let home = tab.home();
        if home.is_some_and(|home| home.user != me.user && Some(home.user) != me.instead_of) {
            return Err(SOMEBODY_ELSES.into());
        }
        let belongs = |workspace: &WorkspaceId| me.workspaces.iter().any(|place| place.id == *workspace);
        let workspace = me
            .entered
            .or(home.map(|home| home.workspace))
            .filter(belongs)
            .or(me.workspaces.first().map(|place| place.id));
        let Some(workspace) = workspace else {
            return Err("This account belongs to no workspace here any more. Ask one of its owners.".into());
        };
        let waiting = tab.status.with_untracked(|status| status.waiting);
        let user = me.user;
        Ok(Self {
            settle: Settle {
                address: Some(address),
                instead_of: me.instead_of,
                ..Settle::of(Home { workspace, user })
            },
            me,
            waiting: if home.is_some() { 0 } else { waiting },
        })
    }

    /// Goes on at once when there is nothing to decide, else asks on the page.
    pub fn take(self, ask: RwSignal<Option<Self>>) {
        if self.waiting == 0 {
            enter(&self.me, self.settle);
        } else {
            desk().note_signed_in(self.settle.address.clone());
            ask.set(Some(self));
        }
    }
}

/// Goes on in this workspace, all others of the person at hand. A board without an account joins it, and what
/// waits is sent.
pub fn enter(me: &Me, settle: Settle) {
    let desk = desk();
    desk.lock(false);
    desk.note_wiped(None);
    desk.note_signed_in(None);
    let Settle { home, address, .. } = settle.clone();
    let here = desk.tab();
    let tab = if here.home().is_none() {
        here.settle(settle);
        here
    } else {
        remember(me, &settle);
        desk.open(home.workspace, home.user, address.clone())
    };
    for place in me.workspaces.iter().filter(|place| place.id != home.workspace) {
        desk.open(place.id, home.user, address.clone());
    }
    desk.all().iter().for_each(|tab| tab.resume());
    desk.show(&tab);
    page::replace_address("/");
    desk.route.set(Route::home());
}

/// The boards of this person that are kept here remember their address, and follow them to a new id.
fn remember(me: &Me, settle: &Settle) {
    let user = settle.home.user;
    for tab in desk().tabs.get_untracked() {
        let workspace = tab.workspace();
        let still = me.workspaces.iter().find(|place| Some(place.id) == workspace);
        if let Some(workspace) = still.map(|place| place.id) {
            let home = Home { workspace, user };
            tab.settle(Settle {
                home,
                ..settle.clone()
            });
        }
    }
}

/// Forgets all that this device keeps, and goes on with these after the page has begun anew.
pub fn begin_anew_with(settle: Settle) {
    page::spawn(async move {
        desk().note_signed_in(None);
        desk().wipe().await;
        local::set(ENTER, settle);
        page::replace_address("/");
        page::reload();
    });
}

/// Signed in on a device that was wiped for it.
pub fn enter_wiped() {
    if let Some(settle) = local::get::<Settle>(ENTER) {
        local::remove(ENTER);
        desk().tab().settle(settle);
    }
}
