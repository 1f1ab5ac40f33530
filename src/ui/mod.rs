//! Primitives that board and portal share. They know no routes and no rules.

pub mod day;

#[cfg(any(feature = "ssr", feature = "hydrate"))]
mod rail;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub use rail::Rail;
