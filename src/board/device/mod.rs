//! This device and others: whether all is saved and sent, and where one is signed in.

mod devices;
mod sync_state;

pub use devices::Devices;
pub use sync_state::{SyncChip, SyncSheet};
