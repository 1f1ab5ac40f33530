//! Changing a role's brief: what is tapped is built on what is there, what was typed on what was there when it began.

use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{Base, heed, said},
};
use crate::domain::{Body, BriefDetails, Prompt, Role, RoleId, brief};

/// As it stands now. Not reactive.
pub fn now(role: RoleId) -> BriefDetails {
    desk().tab().peek(|state| state.brief(role))
}

/// What makes it as it is to be.
fn edits(role: RoleId, details: BriefDetails, base: BriefDetails, prompt: Option<Prompt>) -> Body {
    let leader = desk()
        .tab()
        .peek(|state| state.get::<Role>(role).ok().and_then(|role| role.leader));
    Body::Brief(brief::Command::EditBrief {
        role,
        leader,
        details: details.into(),
        base: Some(base.into()),
        prompt,
    })
}

/// The same of one tap.
pub fn tap(
    role: RoleId,
    prompt: Option<Prompt>,
    edit: impl FnOnce(&mut BriefDetails),
) -> Result<Option<Body>, String> {
    let base = now(role);
    let mut details = base.clone();
    edit(&mut details);
    let edit = edits(role, details, base, prompt);
    desk().tab().try_submit(edit).map_err(said)
}

/// What was typed in a form, on what was there when it was opened; it closes once that is saved.
pub struct Typed {
    pub role: RoleId,
    pub base: Base<BriefDetails>,
    pub problem: RwSignal<Option<String>>,
    pub open: RwSignal<bool>,
}

impl Typed {
    pub fn save(&self, prompt: Option<Prompt>, edit: impl FnOnce(&mut BriefDetails)) {
        let role = self.role;
        let base = self.base.get();
        let mut details = base.clone();
        edit(&mut details);
        let saved = self.base.submit(edits(role, details, base, prompt)).map_err(said);
        if let Some(undo) = heed(self.problem, saved) {
            desk().done("Saved.", undo);
            self.open.set(false);
        }
    }
}
