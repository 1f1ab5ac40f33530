//! What hurts whoever leads a role, what is behind it, and what else would help.

mod fixes;
mod ladder;
mod pain;
mod pains;
mod seen;

pub use pains::RolePains;
