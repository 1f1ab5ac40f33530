//! By when somebody comes: the forecast and what moves it, what was told of it, and how to say it.

mod bridge;
mod calibration;
mod factors;
mod fitting;
mod kind;
mod levers;
mod memory;
mod panel;
mod plan;
mod script;
mod send;
mod tell;
mod versions;

use leptos::prelude::GetUntracked;

use crate::board::desk::{Action, Route, ours};
pub use calibration::Calibration;
pub use panel::RoleTold;

/// What the palette offers of it.
pub const ACTIONS: &[Action] = &[
    Action::new(
        "Tell by when somebody comes",
        "date expectation forecast told promise agree gap notice",
        |desk| match desk.route.get_untracked() {
            Route::Role(role) => desk.go_to(Route::Role(role), "told"),
            _ => desk.done(ours("Open the role first whose leader is told."), None),
        },
    ),
    Action::new(
        "How dates came true",
        "calibration forecast accuracy backtest told against outcome",
        |desk| desk.go(Route::Calibration),
    ),
];
