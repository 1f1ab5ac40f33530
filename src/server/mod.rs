//! The server: one process, one SQLite file, the whole site inside the binary. A folder an audience.

mod accounts;
mod app;
mod devices;
mod http;
mod operate;
mod portal;
pub mod store;
mod team;
mod work;

pub use operate::{
    backup::backup, config::Config, reset_password::reset_password, restore::restore, serve::serve,
};
