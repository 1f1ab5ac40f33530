//! Who is to be told how it stands now. What stands on a page is not told: somebody tells it, and says so.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Untold {
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub candidate: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub leader: bool,
}

impl Untold {
    pub const NOBODY: Self = Self {
        candidate: false,
        leader: false,
    };
    pub const CANDIDATE: Self = Self {
        candidate: true,
        leader: false,
    };
    pub(super) const BOTH: Self = Self {
        candidate: true,
        leader: true,
    };

    pub fn is_nobody(&self) -> bool {
        *self == Self::NOBODY
    }
}
