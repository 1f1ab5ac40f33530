//! What is half typed about a role outlives a reload.

use leptos::prelude::*;

use crate::board::desk::desk;
use crate::browser::local;
use crate::domain::{Role, RoleId};

/// Opens a form; one that is open stays as it was typed.
pub fn opens(open: RwSignal<bool>) {
    if !open.get_untracked() {
        open.set(true);
    }
}

/// Words that are kept on the device until they are written down.
#[derive(Clone, Copy)]
pub struct Draft {
    pub words: RwSignal<String>,
    place: StoredValue<String>,
}

impl Draft {
    /// The words that answer this question about a role.
    pub fn of(role: RoleId, question: &str) -> Self {
        let leader = desk()
            .tab()
            .peek(|state| state.get::<Role>(role).ok().and_then(|role| role.leader));
        let place = local::talk_draft(role, leader, question);
        Self {
            words: RwSignal::new(local::get(&place).unwrap_or_default()),
            place: StoredValue::new(place),
        }
    }

    /// Whether there are any.
    pub fn is_kept(self) -> bool {
        self.words.with_untracked(|words| !words.trim().is_empty())
    }

    pub fn type_in(self, words: String) {
        self.place.with_value(|place| {
            if words.trim().is_empty() {
                local::remove(place);
            } else {
                local::set(place, &words);
            }
        });
        self.words.set(words);
    }

    /// They stand elsewhere by now.
    pub fn forget(self) {
        self.type_in(String::new());
    }
}
