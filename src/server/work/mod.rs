//! Everybody who writes: the workspaces in memory and the one writer that changes them.

pub mod broadcast;
mod drain;
mod recent;
pub mod shown;
pub mod workspaces;
pub mod writer;
