//! What forms and sheets share; it knows no word of the domain but a refusal.

mod dialog;
mod field;
mod form;

pub use dialog::Dialog;
pub use field::Field;
pub use form::{Problem, chosen, options, whole_number};
