//! Whoever signs in: claiming a new server, accounts, passwords, sessions.

pub mod account;
pub mod founding;
pub mod password;
pub mod secret;
pub mod session;
pub mod tries;
