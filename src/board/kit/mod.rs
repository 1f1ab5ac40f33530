//! What forms and sheets share; it knows no word of the domain but a refusal.

mod field;
mod form;

pub use field::Field;
pub use form::{Dialog, Problem, chosen, options, whole_number};
