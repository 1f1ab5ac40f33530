//! Changing a role's brief: what is tapped is built on what is there, what was typed on what was there when it began.

use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{Base, heed, said},
};
use crate::domain::{Body, BriefDetails, Prompt, Refusal, Role, RoleId, brief};

/// As it stands now. Not reactive.
pub fn now(role: RoleId) -> BriefDetails {
    desk().tab().peek(|state| state.brief(role))
}

/// Gives it as it is to be; answers with the way back.
fn give(
    role: RoleId,
    details: BriefDetails,
    base: BriefDetails,
    prompt: Option<Prompt>,
) -> Result<Option<Body>, Refusal> {
    let leader = desk()
        .tab()
        .peek(|state| state.get::<Role>(role).ok().and_then(|role| role.leader));
    let edit = brief::Command::EditBrief {
        role,
        leader,
        details: details.into(),
        base: Some(base.into()),
        prompt,
    };
    desk().tab().try_submit(Body::Brief(edit))
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
    give(role, details, base, prompt).map_err(said)
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
        let saved = give(role, details, base, prompt);
        let saved = saved
            .inspect_err(|refusal| self.base.catch_up(refusal, || Some(now(role))))
            .map_err(said);
        if let Some(undo) = heed(self.problem, saved) {
            desk().done("Saved.", undo);
            self.open.set(false);
        }
    }
}
