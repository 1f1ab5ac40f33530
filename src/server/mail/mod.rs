//! E-mail: which server takes it, what a letter looks like, and how it is handed over.
//!
//! Which updates go out by it, and what became of each, is in the rows; `work/drain` brings both together.

mod letter;
mod smtp;
pub mod stop;
pub mod through;

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use tokio::sync::Semaphore;

pub use stop::Stop;
pub use through::Through;

use crate::domain::{Letter, MailFault, Posted, UpdateId, WhyNot, WorkspaceId};

/// Most letters that are handed over at the same time.
const AT_ONCE: usize = 4;

/// Who carries letters; where no mail server is known, nobody. Cheap to clone.
#[derive(Clone)]
pub struct Courier(Option<Arc<Inner>>);

struct Inner {
    through: Through,
    stop: Stop,
    at_once: Semaphore,
}

impl Courier {
    /// One that sends nothing.
    pub fn nobody() -> Self {
        Self(None)
    }

    pub fn new(through: Through, stop: Stop) -> Self {
        Self(Some(Arc::new(Inner {
            through,
            stop,
            at_once: Semaphore::new(AT_ONCE),
        })))
    }

    /// From which address it sends; none where it sends nothing.
    pub fn address(&self) -> Option<String> {
        self.0.as_ref().map(|inner| inner.through.from.email.to_string())
    }

    /// Whether this is what stands in the letter of that update.
    pub fn knows(&self, ws: WorkspaceId, update: UpdateId, proof: &str) -> bool {
        let inner = self.0.as_ref();
        inner.is_some_and(|inner| inner.stop.knows(ws, update, proof))
    }

    /// Hands a letter over, once. Whoever answers it reaches this address.
    pub async fn carry(&self, ws: WorkspaceId, letter: &Letter, answers_to: Option<&str>) -> Posted {
        let Some(inner) = &self.0 else {
            return Posted::Never(MailFault::new(WhyNot::NoServer, ""));
        };
        let answers_to = answers_to.and_then(|address| address.parse().ok());
        let stop = inner.stop.address(ws, letter.update);
        match letter::of_update(letter, &inner.through.from, answers_to, &stop) {
            Ok(message) => inner.hand_over(&message).await,
            Err(said) => Posted::Never(MailFault::new(WhyNot::Rejected, &said)),
        }
    }

    /// Sends a letter that says that letters arrive.
    pub async fn try_out(&self, to: &str, now: DateTime<FixedOffset>) -> Posted {
        let Some(inner) = &self.0 else {
            return Posted::Never(MailFault::new(WhyNot::NoServer, ""));
        };
        match letter::to_try(to, &inner.through.from, now) {
            Ok(message) => inner.hand_over(&message).await,
            Err(said) => Posted::Never(MailFault::new(WhyNot::Rejected, &said)),
        }
    }
}

impl Inner {
    async fn hand_over(&self, message: &lettre::Message) -> Posted {
        // It is never closed.
        let _turn = self.at_once.acquire().await.ok();
        smtp::hand_over(&self.through, message).await
    }
}
