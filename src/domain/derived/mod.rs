//! What is worked out from rows and never kept.

mod asks;
mod candidates;
mod conversation;
mod draft;
mod export;
mod heard;
mod hidden;
mod interviews;
mod known;
mod ledger;
mod matter;
mod meant;
mod owed;
mod problems;
mod recent;
mod search;
mod silence;
mod spoken;
mod standing;
mod told;
mod urgent;

pub use asks::Asks;
pub use conversation::{Said, Thread};
pub use draft::{Draft, Line as DraftLine, RoleDraft, ToAnswer};
pub use heard::Heard;
pub use hidden::Hidden;
pub use ledger::{LedgerBy, LedgerLine, LedgerWeek};
pub use matter::Matter;
pub use owed::{Debt, Owed, Tally, What, tally_words};
pub use search::Index;
pub use silence::{Asking, Pace, Silence};
pub use spoken::Spoken;
pub use standing::{Part, Rail, Standing, Step, WORKDAYS};
pub use told::{DateTold, LastTold};
