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
        if self.0.with_untracked(|opened| *opened == Some(id)) {
            self.0.set(None);
        }
    }
}
