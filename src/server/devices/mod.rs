//! Boards on devices: push, pull, news of what there is to pull, and where else their person is signed in.

pub mod events;
pub mod sessions;
pub mod sync;
