//! What is asked in interviews for a role: proposed from what hurts, kept, edited, timed, and shared as a prep card.

mod amend;
mod bank;
mod checked;
mod edit;
mod kept;
mod line;
mod panel;
mod plan;
mod proposal;
mod share;
mod unexplained;
mod versions;

use leptos::prelude::GetUntracked;

use crate::board::desk::{Action, Route};
pub use panel::Questions;

/// What the palette offers of it.
pub const ACTIONS: &[Action] = &[Action::new(
    "Interview questions of this role",
    "interviews kit criteria competencies prep card anchors",
    |desk| match desk.route.get_untracked() {
        Route::Role(_) => {
            desk.turn_to("candidates");
            crate::browser::page::focus("#role-questions".into());
        }
        _ => desk.done("Open the role first whose interviews you prepare.", None),
    },
)];
