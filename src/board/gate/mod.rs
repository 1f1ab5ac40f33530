//! What comes before the board: claiming a server, signing in, joining.

mod claim;
mod join;
mod left;
mod next;
mod sign_in;
mod upload;
mod who;

pub use claim::Claim;
pub use join::Join;
pub use left::LeftBehind;
pub use next::enter_wiped;
pub use sign_in::SignIn;
