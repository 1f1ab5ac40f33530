//! One tap is one effort.

use crate::board::desk::desk;
use crate::browser::clock;
use crate::domain::{Body, EffortId, EffortKind, Role, RoleId, effort};

/// One tap: logged now, with the defaults of its kind.
pub fn log_one(role: RoleId, kind: EffortKind) {
    let desk = desk();
    let draft = desk.draft(kind, role, 1);
    let tab = desk.tab_with(role);
    let title = tab.peek(|state| {
        state
            .get::<Role>(role)
            .map(|role| role.called().to_owned())
            .unwrap_or_default()
    });
    let words = format!("Logged: {} for {title}.", kind.label().to_lowercase());
    tab.submit(
        Body::Effort(effort::Command::LogEffort {
            effort: clock::fresh(EffortId::new),
            draft,
        }),
        words,
    );
}
