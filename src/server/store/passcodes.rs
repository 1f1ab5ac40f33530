//! Passcodes of links: hashed with a key that no database holds, and tried a few times only.

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

use super::Stored;
use crate::domain::LinkId;

/// Wrong passcodes after which a link takes no more for a while: of a million, that many are tried in vain.
pub const TRIES: u32 = 5;
/// How long.
pub const REST: TimeDelta = TimeDelta::minutes(15);

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tried {
    Right,
    Wrong,
    /// Nobody may try now.
    Resting,
}

#[async_trait]
pub trait Passcodes: Send + Sync {
    /// The keyed hash of a link's passcode; none when this server cannot check it.
    async fn passcode_hash(&self, link: LinkId) -> Stored<Option<String>>;
    /// Whether this is the link's passcode. A try is counted before it is answered.
    async fn try_passcode(&self, link: LinkId, given: &str, now: DateTime<Utc>) -> Stored<Tried>;
}
