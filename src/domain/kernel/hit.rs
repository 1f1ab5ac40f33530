//! What is found by words, and where it leads.

use crate::domain::{Kind, LeaderId, RoleId};

/// One thing that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    pub kind: Kind,
    pub title: String,
    pub detail: String,
    pub goal: Goal,
}

/// Where a hit leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Goal {
    Role(RoleId),
    Leader(LeaderId),
}
