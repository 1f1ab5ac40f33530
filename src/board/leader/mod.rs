//! The leaders: who they are, what they are told, what they may open, and how it looks to them.

mod as_seen;
mod call;
mod decide;
mod decisions;
mod edit;
mod envelope;
mod heard;
mod known;
mod leaders;
mod line;
mod links;
mod made;
mod mail;
mod names;
mod own_link;
mod page;
mod preview;
mod reach;
mod scopes;
mod share;
mod shared_in;
mod stands;
mod talk;
mod update;
mod who_sees;

use crate::board::desk::{Action, Route};
pub use call::CallLink;
pub use decisions::Decisions;
pub use envelope::seal;
pub use heard::NoteHeard;
pub use known::{KnownLeaders, leader_known, leader_named};
pub use leaders::Leaders;
pub use line::{Mood, explained, outcome, said};
pub use made::{Made, MadeLink};
pub use mail::{Address, address, ask_whether_mail_is_sent, mail_is_sent};
pub use names::NamesHint;
pub use own_link::{MakeOwnLink, OwnLink};
pub use page::LeaderPage;
pub use preview::Preview;
pub use reach::{Reach, has_page, message, on_their_page, waits, whither};
pub use share::Share;
pub use shared_in::SharedIn;
pub use talk::Talk;
pub use update::{Talked, UpdateForm};
pub use who_sees::WhoSees;

/// What the palette offers of it.
pub const ACTIONS: &[Action] = &[
    Action::new("Leaders", "hiring managers people", |desk| {
        desk.go(Route::Leaders)
    })
    .on_key("l"),
    Action::new(
        "Note a reply",
        "paste share answer heard elsewhere mail chat",
        |desk| desk.go(Route::SharedIn),
    ),
];
