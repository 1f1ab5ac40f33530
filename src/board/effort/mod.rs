//! Saying what was done: one tap, a form, the evening sweep, a timer.

mod day;
mod form;
mod ledger;
mod log;
mod one;
mod sweep;
mod timer;

use crate::board::desk::{Action, Route, Sheet};
pub use day::FillDay;
pub use form::{EffortForm, Subject};
pub use ledger::Ledger;
pub use log::LogEffort;
pub use one::log_one;
pub use sweep::Sweep;
pub use timer::TimerChip;

/// What the palette offers of it.
pub const ACTIONS: &[Action] = &[
    Action::new(
        "Log effort",
        "outreach approached first talk market check activity",
        |desk| desk.lay(Sheet::LogEffort),
    )
    .on_key("e"),
    Action::new("Evening sweep", "log many effort day", |desk| {
        desk.lay(Sheet::Sweep)
    })
    .on_key("s"),
    Action::new(
        "Fill in my day",
        "calendar ics csv import activities log",
        |desk| desk.lay(Sheet::FillDay),
    ),
    Action::new("What was done", "effort ledger week time learned", |desk| {
        desk.go(Route::Effort)
    }),
];
