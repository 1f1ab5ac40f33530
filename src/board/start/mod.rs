//! Where a board begins: the welcome, the first steps, and the sample.

mod asked;
mod candidates;
mod dates;
mod decisions;
mod first_steps;
mod hires;
mod problems;
mod questions;
pub mod sample;
mod story;
mod tour;
mod welcome;

pub use first_steps::FirstSteps;
pub use sample::{LeaveFirst, SampleBanner};
pub use tour::Tour;
pub use welcome::Welcome;
