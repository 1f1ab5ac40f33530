//! Who may fill a role: a card for each finalist, and how many others stand where.

mod answer;
mod card;
mod counts;
mod debrief;
mod form;
mod help;
mod interviewers;
mod invite;
mod panel;
mod practise;
mod scorecard;
mod slot_form;
mod slots;
mod talk;

use leptos::prelude::GetUntracked;

use crate::board::desk::{Action, Route};
pub use panel::Candidates;

/// What the palette offers of it.
pub const ACTIONS: &[Action] = &[Action::new(
    "Interviews and finalists of this role",
    "candidates shortlist cards counts withdrew turned down time slot meet appointment interviewer scorecard debrief",
    |desk| match desk.route.get_untracked() {
        Route::Role(_) => desk.turn_to("candidates"),
        _ => desk.done("Open the role first whose finalists you look for.", None),
    },
)];
