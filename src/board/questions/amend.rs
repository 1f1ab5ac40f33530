//! Changing what is asked: what is tapped is built on what is there, what was typed on what was there when it began.

use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{Base, heed, said, tell},
};
use crate::domain::{Body, KitDetails, Role, RoleId, kit};

/// Opens a form; one that is open stays as it was typed.
pub fn opens(open: RwSignal<bool>) {
    if !open.get_untracked() {
        open.set(true);
    }
}

/// As it stands now. Not reactive.
pub fn now(role: RoleId) -> KitDetails {
    desk().tab().peek(|state| state.kit(role))
}

/// What makes it as it is to be.
fn edits(role: RoleId, details: KitDetails, base: KitDetails) -> Body {
    let leader = desk()
        .tab()
        .peek(|state| state.get::<Role>(role).ok().and_then(|role| role.leader));
    Body::Kit(kit::Command::EditKit {
        role,
        leader,
        details: details.into(),
        base: Some(base.into()),
    })
}

/// The same of one tap, which says that it was done.
pub fn tap(role: RoleId, done: &str, edit: impl FnOnce(&mut KitDetails)) {
    let base = now(role);
    let mut details = base.clone();
    edit(&mut details);
    tell(done, desk().tab().try_submit(edits(role, details, base)));
}

/// What was typed in a form, on what was there when it was opened; it closes once that is saved.
#[derive(Clone, Copy)]
pub struct Typed {
    pub role: RoleId,
    pub base: Base<KitDetails>,
    pub problem: RwSignal<Option<String>>,
    pub open: RwSignal<bool>,
}

impl Typed {
    pub fn save(self, edit: impl FnOnce(&mut KitDetails)) {
        self.save_saying("Saved.".into(), edit);
    }

    pub fn save_saying(self, done: String, edit: impl FnOnce(&mut KitDetails)) {
        let base = self.base.get();
        let mut details = base.clone();
        edit(&mut details);
        let saved = self.base.submit(edits(self.role, details, base)).map_err(said);
        if let Some(undo) = heed(self.problem, saved) {
            desk().done(&done, undo);
            self.open.set(false);
        }
    }
}
