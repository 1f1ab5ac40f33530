//! This device and others: whether all is saved and sent, what is kept, and where one is signed in.

mod appearance;
mod devices;
mod export;
mod set_aside;
mod sign_out;
mod sync_state;
mod this_device;

use crate::board::desk::{Action, Sheet};
pub use appearance::Appearance;
pub use devices::Devices;
pub use export::{ExportButton, ExportUnsent};
pub use sign_out::SignOutOnly;
pub use sync_state::{SyncChip, SyncState};
pub use this_device::ThisDevice;

/// What the palette offers of it.
pub const ACTIONS: &[Action] = &[Action::new(
    "Your data and sync",
    "saved waiting refused sign out",
    |desk| desk.lay(Sheet::SyncState),
)];
