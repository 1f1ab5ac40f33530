//! Saying what was done: one tap, a form, the evening sweep, a timer.

mod form;
mod log;
mod one;
mod sweep;
mod timer;

pub use form::{EffortForm, Subject};
pub use log::LogSheet;
pub use one::log_one;
pub use sweep::SweepSheet;
pub use timer::TimerChip;
