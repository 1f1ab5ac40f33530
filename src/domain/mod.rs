//! What a recruiting partnership is made of, and its rules.
//!
//! Pure: no IO, no clock, no randomness. Every change is a [`Body`]; [`decide`] answers with the rows it
//! would change or with a [`Refusal`] in words a person understands. The browser and the server run this
//! same code, so what the recruiter sees at once is what the server will say later.
//!
//! One file per word of the glossary. To add a word: a file here, a variant in [`Row`], [`Kind`] and
//! [`Body`], and an arm in [`decide`].

mod audience;
mod calendar;
mod command;
mod effort;
mod erasure;
mod export;
mod id;
pub mod import;
mod leader;
mod link;
mod member;
mod merge;
mod names;
mod order;
mod owed;
mod refusal;
mod reply;
mod restore;
mod role;
mod rows;
mod search;
mod settings;
mod settled;
mod spread;
mod standing;
mod text;
mod update;
mod workspace;

pub use audience::Audience;
pub use calendar::week_start;
pub use command::{Actor, Body, COMMAND_VERSION, Command, Ctx, bounded, decide, upcast};
pub use effort::{Amended, Effort, EffortDraft, EffortKind, Side};
pub use id::{
    CommandId, DeviceId, EffortId, LeaderId, LinkId, ReplyId, RoleId, UpdateId, UserId, WorkspaceId,
};
pub use import::{Entered, ImportedRole, MAX_IMPORT};
pub use leader::{Leader, LeaderDetails};
pub use link::{LinkState, NewLink, Passcode, Scope, ShareLink, Target, is_secret, secret_hash};
pub use member::{Member, Power, Right};
pub use names::names_in;
pub use order::{OrderKey, key_between};
pub use owed::{Debt, Owed, Tally, What, tally_words};
pub use refusal::Refusal;
pub use reply::Reply;
pub use restore::{Restorable, inverse};
pub use role::{
    Close, CloseReason, Family, Hold, Niche, Placement, Role, RoleDetails, Seniority, Stage, column,
};
pub use rows::{Change, Changes, Kind, ROW_VERSION, Row, RowKey, Rows, State, Stored};
pub use search::{Goal, Hit, Index};
pub use settings::{Cadence, Settings};
pub use settled::{Anew, Settled};
pub use standing::{Pace, Part, Rail, Silence, Standing, Step, Told, WEEKS};
pub use text::{MAX_NAME, MAX_NOTE, line, note, phone};
pub use update::Update;
pub use workspace::Workspace;

#[cfg(test)]
mod story;
#[cfg(test)]
pub use story::Story;
