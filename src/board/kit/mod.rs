//! What forms and sheets share; it knows no word of the domain but a refusal.

mod form;

pub use form::{Dialog, Problem, chosen, options, whole_number};
