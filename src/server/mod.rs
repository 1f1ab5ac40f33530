//! The server: one process, one SQLite file, the whole site inside the binary. A folder an audience.

pub(crate) mod accounts;
mod app;
pub(crate) mod calendar;
pub(crate) mod devices;
pub(crate) mod http;
mod mail;
mod operate;
mod portal;
pub mod store;
pub(crate) mod team;
mod work;

pub use http::site::{Carried, carry};
pub use operate::{
    backtest::backtest, backup::backup, config::Config, reset_password::reset_password, restore::restore,
    serve::serve,
};
