//! What is worked out from rows and never kept.

mod export;
mod hidden;
mod names;
mod owed;
mod search;
mod spoken;
mod standing;

pub use hidden::Hidden;
pub use names::names_in;
pub use owed::{Debt, Owed, Tally, What, tally_words};
pub use search::{Goal, Hit, Index};
pub use spoken::Spoken;
pub use standing::{Pace, Part, Rail, Silence, Standing, Step, Told, WEEKS};

pub(in crate::domain) use names::mentions;
