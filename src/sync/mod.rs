//! How a device and the server come to agree. Sans-IO: every function takes what was read and answers with
//! what to write or send.
//!
//! # Words
//! - **Command**: a change, with an id its author drew. **Mid**: its number on its device: 1, 2, 3, …
//! - **Seq**: its number in the workspace; the last is the **head**. **Epoch**: drawn anew when a server is
//!   restored from a backup, so that positions of before mean nothing any more.
//! - **Cursor**: `epoch:seq`, how far a device has pulled. **Outbox**: what waits to be sent, or to be seen in a pull.
//!
//! # Rules (tests cite them by number)
//! 1. Effect, journal entry, receipt and outcome commit in one transaction, which compares and sets the head.
//! 2. `mid == last + 1` runs; lower with the same id answers what it answered before; lower with another id is
//!    a fork; higher is a gap and waits. An id runs once, whichever device brings it. A refusal is final.
//! 3. On a fork, a gap it cannot fill, or a new epoch, the device takes a new identity and renumbers its
//!    outbox; ids stay. After a new epoch it also offers again what was acknowledged in the last 14 days, by the
//!    server's clock. Such a command is not refused in these days: it waits until what it builds on is back. Nothing
//!    is sent before a pull has told the epoch, so that what was on its way when a server was restored never runs in it.
//! 4. What is seen is the confirmed rows under a replay of the outbox. A replay error hides the effect and
//!    keeps the command.
//! 5. One transaction on the device writes rows and cursor and takes from the outbox what is known **and**
//!    pulled, or known when its person is let go. A mid is given in the transaction that stores the command. A reset
//!    never empties the outbox.
//! 6. One tab sends; pushes go one at a time and in order. Every tab follows the same stream of writes.
//! 7. Rules read no clock and draw nothing. A failed commit leaves nothing behind; a panic in a rule is a refusal.
//! 8. A row goes only to its audience, which is never wider than that of what it hangs on; whoever leaves the
//!    audience is told that it is gone, and nobody else hears of it. Every released shape stays readable.
//! 9. Moves name neighbours; the server's order is final.
//! 10. Undo is a command that names what it expects; what builds on a refused command is refused with it.
//! 11. A device-only board becomes a workspace's by pushing its outbox; bodies never name a workspace.
//! 12. A leader's form carries its command's id, so that sending it twice is sending it once.
//! 13. A link's secret never leaves the device that drew it; commands carry its hash. It shows what its keeper may
//!     see, and of confidential roles only those for which it was made.
//! 14. Push and pull name the person whose board it is. Under a session of somebody else, and for whoever is a
//!     member no more when the batch runs, nothing runs. Under somebody else's nothing changes on the device either; of
//!     whoever is let go it keeps only what was not sent. An id brings back only its own author's answer.
//! 15. What was erased, revoked or ended stays so after a restore, also when it comes back later than the decision.
//! 16. What a build does not know it keeps: a row under its key as it came, a command in its place, a refusal as it was
//!     written. It never reads as a broken line, and never keeps the rest from being read.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic ends the page's script"
)]

pub mod answer;
pub mod carried;
pub mod client;
pub mod disk;
pub mod lines;
pub mod packs;
pub mod server;
mod settle;
mod shelf;
#[cfg(test)]
mod stories;
pub mod wire;

use crate::domain::{Body, Changes, Ctx, Refusal, State};

/// The rules, as both engines call them. Tests hand in rules that panic or are broken.
pub type Decide = fn(&State, &Body, &Ctx) -> Result<Changes, Refusal>;

/// What carries commands out. A browser fetches it after it has shown what is confirmed.
#[derive(Clone, Copy)]
pub struct Rules {
    pub decide: Decide,
    /// Reads a command as it was stored, which is [`disk::Draft::read`].
    pub read: fn(&disk::Draft) -> Result<Body, Refusal>,
}

impl Rules {
    pub fn new(decide: Decide) -> Self {
        let read = disk::Draft::read;
        Self { decide, read }
    }
}
