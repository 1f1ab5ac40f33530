//! The server: one process, one SQLite file, the whole site inside the binary.

mod account;
mod app;
mod client_address;
mod clock;
mod config;
mod connections;
mod error;
mod events;
mod figures;
mod founding;
mod password;
mod portal;
mod router;
mod secret;
mod security;
mod serve;
mod session;
mod sessions_api;
mod shell;
mod site;
pub mod store;
mod sync_api;
mod tally;
mod team;
mod tend;
mod tries;
mod workspaces;
mod writer;

pub use config::Config;
pub use serve::serve;
pub use tend::{backup, reset_password, restore};
