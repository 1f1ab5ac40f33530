//! Of which card more is shown: of one at a time.

use crate::board::desk::OneOf;
use crate::domain::RoleId;

/// Of which card more is shown.
#[derive(Clone, Copy)]
pub struct Opened(OneOf<RoleId>);

impl Opened {
    pub fn new() -> Self {
        Self(OneOf::new())
    }

    /// Reactive.
    pub fn is(self, id: RoleId) -> bool {
        self.0.is(id)
    }

    pub fn show(self, id: RoleId) {
        self.0.set(Some(id));
    }

    pub fn hide(self, id: RoleId) {
        if self.0.now() == Some(id) {
            self.0.set(None);
        }
    }

    pub fn toggle(self, id: RoleId) {
        self.0.set((self.0.now() != Some(id)).then_some(id));
    }

    pub fn hide_all(self) {
        self.0.set(None);
    }
}
