//! Of which card more is shown: of one at a time.

use leptos::prelude::*;

use crate::domain::RoleId;

/// Of which card more is shown.
#[derive(Clone, Copy)]
pub struct Opened(pub RwSignal<Option<RoleId>>);

impl Opened {
    pub fn is(self, id: RoleId) -> bool {
        self.0.with(|opened| *opened == Some(id))
    }

    pub fn show(self, id: RoleId) {
        self.0.set(Some(id));
    }

    pub fn hide(self, id: RoleId) {
        // The focus leaves a card also when its page goes.
        if self.0.try_get_untracked() == Some(Some(id)) {
            self.0.try_set(None);
        }
    }
}
