//! Whoever runs the server: settings, start and stop, the clock, figures, and the commands of the command line.

pub mod backtest;
pub mod backup;
pub mod clock;
pub mod config;
pub mod figures;
pub mod lock;
pub mod reset_password;
pub mod restore;
pub mod serve;
