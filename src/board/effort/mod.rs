//! Saying what was done: one tap, a form, the evening sweep, a timer.

mod form;
mod log;
mod sweep;
mod timer;

pub use form::{EffortForm, Subject};
pub use log::LogSheet;
pub use sweep::SweepSheet;
pub use timer::{Timer, TimerChip};
