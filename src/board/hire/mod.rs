//! The offer, and what comes after it: contract, first day, and the first ninety days.

mod amend;
mod ask;
mod card;
mod check_ins;
mod decline;
mod form;
mod given_back;
mod kept;
mod panel;
mod ready;
mod talk;

use leptos::prelude::GetUntracked;

use crate::board::desk::{Action, Route};
pub use panel::RoleAfter;

/// What the palette offers of it.
pub const ACTIONS: &[Action] = &[Action::new(
    "Offer and first ninety days of this role",
    "hire offer accepted declined contract signed start onboarding check-in day 30 60 90 follow up after",
    |desk| match desk.route.get_untracked() {
        Route::Role(_) => desk.turn_to("after"),
        _ => desk.done("Open the role first whose hire you look for.", None),
    },
)];
