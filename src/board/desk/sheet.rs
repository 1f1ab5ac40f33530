//! What lies over a page.

use crate::domain::{LeaderId, RoleId};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sheet {
    LogEffort,
    Sweep,
    NewRole,
    MoveRole(RoleId),
    /// An update to a leader.
    Update(LeaderId),
    SyncState,
    Palette,
    Help,
}
