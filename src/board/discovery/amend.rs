//! Changing a role's brief: what is tapped is built on what is there, what was typed on what was there when it began.

use crate::board::{desk::desk, kit::said};
use crate::domain::{Body, BriefDetails, Prompt, Refusal, RoleId, brief};

/// As it stands now. Not reactive.
pub fn now(role: RoleId) -> BriefDetails {
    desk().tab().peek(|state| state.brief(role))
}

/// Gives it as it is to be; answers with the way back.
pub fn give(
    role: RoleId,
    details: BriefDetails,
    base: BriefDetails,
    prompt: Option<Prompt>,
) -> Result<Option<Body>, Refusal> {
    let edit = brief::Command::EditBrief {
        role,
        details,
        base: Some(base),
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
