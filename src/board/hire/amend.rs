//! Changing a hire: what is tapped is built on what is there, what was typed on what was there when it began.

use crate::board::{desk::desk, kit::tell};
use crate::domain::{Body, Hire, HireDetails, HireId, hire::Command};

/// As it stands now. Not reactive.
pub fn now(id: HireId) -> Option<Box<HireDetails>> {
    let tab = desk().tab();
    tab.peek(|state| state.get::<Hire>(id).ok().map(|hire| hire.details.clone()))
}

/// What makes it as it is to be.
pub fn edits(hire: HireId, details: Box<HireDetails>, base: Box<HireDetails>) -> Body {
    Body::Hire(Command::EditHire {
        hire,
        details,
        base: Some(base),
    })
}

/// One tap on one that is there.
pub fn tap(id: HireId, done: &str, edit: impl FnOnce(&mut HireDetails)) {
    let Some(base) = now(id) else { return };
    let mut details = base.clone();
    edit(&mut details);
    tell(done, desk().tab().try_submit(edits(id, details, base)));
}
