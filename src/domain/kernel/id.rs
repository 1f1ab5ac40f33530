//! Identities: one newtype each, so that a role's id never stands where a leader's belongs.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What tells rows of one word from another.
pub trait RowId: Copy {
    fn uuid(self) -> Uuid;
}

/// Of some words a workspace has one row only.
impl RowId for () {
    fn uuid(self) -> Uuid {
        Uuid::nil()
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A time-ordered id (UUID version 7) from the caller's clock (milliseconds since 1970) and randomness.
            pub fn new(unix_ms: u64, random: [u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(unix_ms, &random).into_uuid())
            }
        }

        impl RowId for $name {
            fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A recruiting team's, or one client's, data.
    WorkspaceId,
    /// A person who signs in.
    UserId,
    /// One browser profile's copy of a workspace.
    DeviceId,
    CommandId,
    LeaderId,
    RoleId,
    EffortId,
    UpdateId,
    LinkId,
    ReplyId,
    DecisionId,
    PainId,
    WhyId,
    FixId,
    ExpectationId,
    CandidateId,
    InterviewId,
    /// Somebody who judges in an interview, and their scorecard.
    InterviewerId,
    SitInTalkId,
    HireId,
    CheckInId,
    ProblemId,
    /// One thing that somebody must bring.
    MustId,
    /// An example of somebody who might come.
    ProfileId,
    /// Something that is looked for in interviews.
    CriterionId,
}

impl UserId {
    /// Whoever holds a device that has not signed in: the author of everything on a device-only board.
    pub const THIS_DEVICE: Self = Self(Uuid::nil());
}
