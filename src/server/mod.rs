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
    config::Config,
    serve::serve,
    tend::{backup, reset_password, restore},
};
