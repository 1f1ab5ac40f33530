//! Whoever runs the server: settings, start and stop, the clock, figures, and the commands of the command line.

pub mod clock;
pub mod config;
pub mod figures;
pub mod serve;
pub mod tend;
