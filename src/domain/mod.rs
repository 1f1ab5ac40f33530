//! What a recruiting partnership is made of, and its rules.
//!
//! Pure: no IO, no clock, no randomness. Every change is a [`Body`]; [`decide`] answers with the rows it
//! would change or with a [`Refusal`] in words a person understands. The browser and the server run this
//! same code, so what the recruiter sees at once is what the server will say later.
//!
//! `words` is the one table of words, `kernel` what all of them stand on; then a file for each word, in folders
//! by what they are about; `derived` is what is worked out from rows, `import` what comes from elsewhere.

mod derived;
pub mod import;
mod kernel;
mod partnership;
pub mod role;
mod vocabulary;
mod words;
pub mod workspace;

pub use derived::{
    Debt, Goal, Hidden, Hit, Index, Owed, Pace, Part, Rail, Silence, Spoken, Standing, Step, Tally, Told,
    WEEKS, What, names_in, tally_words,
};
pub use import::{Entered, ImportedRole, MAX_IMPORT};
pub use kernel::{
    Actor, Anew, Audience, Change, Changes, Command, CommandId, Ctx, DeviceId, EffortId, Erasure, Giver,
    LeaderId, LinkId, MAX_NAME, MAX_NOTE, Noted, OrderKey, Overlay, Refusal, ReplyId, Restorable, RoleId,
    RowId, RowKey, Rows, Says, Settled, State, Stored, Table, UpdateId, UserId, WorkspaceId, bounded, decide,
    erasure, inverse, key_between, line, note, phone, restore, week_start,
};
pub use partnership::{
    effort::{self, Amended, Effort, EffortDraft, EffortKind, Side},
    leader::{self, Leader, LeaderDetails},
    link::{self, LinkState, NewLink, Passcode, Scope, ShareLink, Target, is_secret, secret_hash},
    reply::{self, Reply},
    update::{self, Update},
};
pub use role::{
    Close, CloseReason, Family, Hold, Niche, Placement, Role, RoleDetails, Seniority, Stage, column,
};
pub use vocabulary::Vocabulary;
pub use words::{Body, COMMAND_VERSION, Commands, Kind, Listed, Row, Word};
pub use workspace::{
    Workspace,
    member::{self, Member, Power, Right},
    settings::{self, Cadence, Settings},
};

use derived::mentions;
use kernel::{Spread, folded, labelled, merged};
use role::at_end;

#[cfg(test)]
mod story;
#[cfg(test)]
pub use story::Story;
