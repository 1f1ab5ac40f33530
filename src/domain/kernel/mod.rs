//! What all words stand on: rows and what changes them, who may hold them, and the text, ids and order within.

mod audience;
mod calendar;
mod command;
pub mod erasure;
mod hit;
mod id;
mod job;
mod labelled;
mod merge;
mod names;
mod order;
mod refusal;
pub mod restore;
mod rows;
mod sorting;
mod spread;
mod state;
mod table;
mod text;

pub use audience::Audience;
pub use calendar::{full_date, month, short_date, three_letters, time_of_day, week_start, weekday};
pub use command::{Actor, Command, Ctx, Giver, Says, bounded, decide};
pub use erasure::Erasure;
pub use hit::{Goal, Hit};
pub use id::{
    CandidateId, CheckInId, CommandId, CriterionId, DecisionId, DeviceId, EffortId, ExpectationId, FixId,
    HireId, InterviewId, InterviewerId, LeaderId, LinkId, MustId, PainId, ProblemId, ProfileId, ReplyId,
    RoleId, RowId, SitInTalkId, UpdateId, UserId, WhyId, WorkspaceId,
};
pub use job::{Job, Repeat};
pub use names::{KnownNames, names_in};
pub use order::{OrderKey, key_between};
pub use refusal::Refusal;
pub use restore::{Restorable, inverse};
pub use rows::{Change, Changes, Overlay, RowKey, Rows, Stored};
pub use sorting::{Sorting, gathered};
pub use state::{Noted, State};
pub use table::Table;
pub use text::{MAX_NAME, MAX_NOTE, email, https, initials, line, note, phone};
pub(in crate::domain) use text::{folded, sentence, words_of};

pub(in crate::domain) use labelled::labelled;
pub(in crate::domain) use merge::{merged, merged_each};
pub(in crate::domain) use names::mentions;
pub(in crate::domain) use spread::Spread;
