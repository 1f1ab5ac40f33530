//! What comes before the board: claiming a server, signing in, joining.

mod account;
mod join;

pub use account::{Claim, ENTER, Field, SignIn};
pub use join::Joining;
