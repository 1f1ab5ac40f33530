//! Primitives that board and portal share. They know no routes and no rules.

mod coming;
pub mod day;
mod hold;
mod name;
mod pressed;

pub use coming::{coming_by, lapsed, lapsed_briefly, plan_for};
pub use hold::{asked_again, asked_for, decides, why_held};
pub use name::{first_name, isolated};
pub use pressed::Pressed;

#[cfg(any(feature = "ssr", feature = "csr"))]
mod picture;
#[cfg(any(feature = "ssr", feature = "csr"))]
mod rail;
#[cfg(any(feature = "ssr", feature = "csr"))]
pub use picture::{DatePicture, Picture, notice_words, span};
#[cfg(any(feature = "ssr", feature = "csr"))]
pub use rail::Rail;

#[cfg(feature = "csr")]
mod mark;
#[cfg(feature = "csr")]
pub use mark::Mark;
