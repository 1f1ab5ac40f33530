//! What is behind a role before anybody is sought: what hurts, why, and what else would help.

pub mod fix;
pub mod pain;
pub mod why;

pub use fix::{Fix, FixDetails, FixState};
pub use pain::{Asked, PainDetails, PainPoint};
pub use why::{Cause, Mark, Remedy, Rung, Why, WhyDetails};
