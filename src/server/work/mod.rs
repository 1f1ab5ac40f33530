//! Everybody who writes: the workspaces in memory and the one writer that changes them.

pub mod workspaces;
pub mod writer;
