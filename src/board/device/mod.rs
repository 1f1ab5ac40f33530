//! This device and others: whether all is saved and sent, what is kept, and where one is signed in.

mod appearance;
mod devices;
mod export;
mod sync_state;
mod this_device;

pub use appearance::Appearance;
pub use devices::Devices;
pub use export::ExportButton;
pub use sync_state::{SyncChip, SyncSheet};
pub use this_device::ThisDevice;
