//! Roles from another tracker's table: choose, check, import. The file stays on the device.

mod check;
mod ended;
mod lately;
mod page;
mod preview;
mod reading;

use crate::board::desk::{Action, Route};
pub use page::ImportPage;

/// What the palette offers of it.
pub const ACTIONS: &[Action] = &[Action::new(
    "Import roles",
    "csv spreadsheet tracker upload requisitions",
    |desk| desk.go(Route::Import),
)];
