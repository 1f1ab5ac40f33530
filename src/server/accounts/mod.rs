//! Whoever signs in: claiming a new server, accounts, passwords, sessions.

pub mod claim;
pub mod email;
pub mod founding;
pub mod mail;
pub mod me;
pub mod password;
pub mod secret;
pub mod session;
pub mod sign_in;
pub mod tries;
