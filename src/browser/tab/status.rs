//! How a tab stands, and what it tells the person.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{domain::Goal, sync::wire::Troubles};

/// What the person may rely on at this moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Status {
    pub storage: Storage,
    pub hands: Hands,
    /// Changes the server has not answered.
    pub waiting: usize,
    /// Those of them that only a newer version of this page can read.
    pub newer: usize,
    /// How many records on the disk this page cannot read, by the word for their kind.
    pub unread: BTreeMap<String, usize>,
    /// What an owner should know of the server's copy.
    pub troubles: Troubles,
    /// Changes that were refused and not dismissed.
    pub refused: usize,
    /// Accepted before the server was restored from a backup, and waiting for what they build on.
    pub parked: usize,
    /// Changes not yet on the disk.
    pub unsaved: usize,
    pub server: Server,
    /// When everything was last known to be the server's too.
    pub synced_at: Option<String>,
    /// Commands are listed but not applied: replaying them failed twice.
    pub safe_mode: bool,
}

impl Default for Status {
    fn default() -> Self {
        Self {
            storage: Storage::Opening,
            hands: Hands::Coming,
            waiting: 0,
            newer: 0,
            unread: BTreeMap::new(),
            troubles: Troubles::default(),
            refused: 0,
            parked: 0,
            unsaved: 0,
            server: Server::None,
            synced_at: None,
            safe_mode: false,
        }
    }
}

impl Status {
    /// What may be relied on of both: the worse of each, and all that waits.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for (word, count) in other.unread {
            *self.unread.entry(word).or_default() += count;
        }
        for (word, count) in other.troubles.unread {
            *self.troubles.unread.entry(word).or_default() += count;
        }
        self.troubles.undone.extend(other.troubles.undone);
        Self {
            storage: std::cmp::max(self.storage, other.storage),
            hands: std::cmp::max(self.hands, other.hands),
            waiting: self.waiting + other.waiting,
            newer: self.newer + other.newer,
            unread: self.unread,
            troubles: self.troubles,
            refused: self.refused + other.refused,
            parked: self.parked + other.parked,
            unsaved: self.unsaved + other.unsaved,
            server: std::cmp::max(self.server, other.server),
            synced_at: std::cmp::min(self.synced_at, other.synced_at),
            safe_mode: self.safe_mode || other.safe_mode,
        }
    }
}

/// Where changes are kept, from the best to the worst.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Storage {
    /// Saved means: in a transaction that the disk has confirmed.
    Device,
    Opening,
    /// What reads it did not come, and is asked for again: until then it stays as it is, and shut.
    Missing,
    /// The browser gives no storage: everything lasts as long as this tab.
    Memory,
    /// A newer version of this page has written what is kept here: it stays as it is, and shut.
    Unread,
    /// The last write failed, in words.
    Failing(String),
}

/// Whether what is shown can be changed: the code for that is fetched after it. From the best to the worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Hands {
    Here,
    Coming,
    /// It did not come, and is asked for again.
    Missing,
}

/// How it stands with the server, from the best to the worst.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Server {
    /// The board lives on this device only.
    None,
    Talking,
    Offline,
    /// The server's own words.
    Trouble(String),
    /// The server answered, and this page cannot read it.
    Unreadable,
    /// This page is older than the server: read-only until it reloads.
    NeedsReload,
    /// A member no more, in the server's words.
    Left(String),
    SignedOut,
    /// Somebody else is signed in than whose board this is.
    AnotherPerson,
    /// Locked from another device, in the server's words.
    Locked(String),
    /// Wiped from another device: this one is to forget everything.
    Wiped,
}

impl Server {
    /// Whether whoever looks is to sign in, or may not at all: nothing else but an answer changes that.
    pub fn is_out(&self) -> bool {
        matches!(
            self,
            Self::SignedOut | Self::AnotherPerson | Self::Locked(_) | Self::Left(_) | Self::Wiped
        )
    }
}

/// A short message. What takes back what it tells of is in the history.
#[derive(Clone, Debug, Default)]
pub struct Notice {
    pub words: String,
    pub can_be_undone: bool,
    /// It was itself taken back, and can be done again.
    pub was_undone: bool,
    /// Something did not work.
    pub problem: bool,
    /// What it is about: the way there stands beside it.
    pub goal: Option<Goal>,
}

impl Notice {
    /// Nothing more than these words.
    pub fn saying(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            ..Self::default()
        }
    }
}

/// A refusal as a sentence.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        // They all begin with an English word.
        [first.to_ascii_uppercase()]
            .into_iter()
            .chain(chars)
            .chain(['.'])
            .collect()
    })
}
