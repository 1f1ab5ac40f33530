//! What hurts whoever leads a role, what is behind it, what else would help, and what is asked for.

mod amend;
mod brief;
mod course;
mod draft;
mod facts;
mod fixes;
mod hire;
mod ladder;
mod musts;
mod pain;
mod pains;
mod profiles;
mod seen;
mod still;
mod talk;
mod versions;

use leptos::prelude::GetUntracked;

use crate::board::desk::{Action, Route};
pub use facts::NoticeForm;
pub use pains::RolePains;
pub use seen::of_part;
pub use talk::TalkPage;

/// What the palette offers of it.
pub const ACTIONS: &[Action] = &[Action::new(
    "Talk it through with the leader",
    "pains why brief must-haves discovery intake questions",
    |desk| match desk.route.get_untracked() {
        Route::Role(role) | Route::Preview(role) => desk.go(Route::Talk(role)),
        _ => desk.done("Open the role first that the talk is about.", None),
    },
)];
