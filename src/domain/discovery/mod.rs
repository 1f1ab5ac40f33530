//! What is behind a role before anybody is sought: what hurts, why, and what else would help.

mod bridge;
pub mod brief;
mod earlier;
pub mod fix;
pub(in crate::domain) mod gate;
pub mod pain;
mod question;
mod speaker;
pub mod why;

pub use brief::{Brief, BriefDetails, Changed, Facts, Must, Profile, Prompt, Serves, Spec, Verdict, Version};
pub use fix::{Fix, FixDetails, FixState};
pub use gate::Asked;
pub use pain::{AtYes, PainDetails, PainPoint};
pub use question::Question;
pub use why::{Cause, Mark, Remedy, Rung, Why, WhyDetails};
