//! Sessions that were asked for within a second. Whatever ends one is a decision, which stands in the ledger before it is carried out, and
//! again after it: once that has grown, nothing is known. The second bounds what a crash between the two could leave.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use crate::domain::UserId;

/// Most that are remembered; then it begins anew.
const MOST: usize = 10_000;

const HOLDS: Duration = Duration::from_secs(1);

/// Moments as the database writes them, whose order is that of their texts.
pub struct Session {
    pub user: UserId,
    pub expires_at: String,
    pub seen_at: String,
    /// When it was asked for.
    pub read_at: Instant,
}

#[derive(Default)]
pub struct Remembered(Mutex<Sessions>);

#[derive(Default)]
struct Sessions {
    /// How long the ledger was when these were read.
    ledger: u64,
    all: HashMap<String, Session>,
}

impl Remembered {
    /// Whose session it is, where that is known and it has not expired.
    pub fn user(&self, ledger: u64, token_hash: &str, now: &str) -> Option<UserId> {
        let sessions = self.lock();
        let session = sessions.all.get(token_hash)?;
        let is_fresh = sessions.ledger == ledger && session.read_at.elapsed() < HOLDS;
        (is_fresh && session.expires_at.as_str() > now).then_some(session.user)
    }

    /// Whether its use was noted since then.
    pub fn is_noted(&self, token_hash: &str, since: &str) -> bool {
        let sessions = self.lock();
        let session = sessions.all.get(token_hash);
        session.is_some_and(|session| session.seen_at.as_str() >= since)
    }

    pub fn note(&self, token_hash: &str, seen_at: String) {
        if let Some(session) = self.lock().all.get_mut(token_hash) {
            session.seen_at = seen_at;
        }
    }

    /// As it was read when the ledger was so long.
    pub fn put(&self, ledger: u64, token_hash: &str, session: Session) {
        let mut sessions = self.lock();
        if sessions.ledger != ledger || sessions.all.len() >= MOST {
            *sessions = Sessions {
                ledger,
                all: HashMap::new(),
            };
        }
        sessions.all.insert(token_hash.to_owned(), session);
    }

    fn lock(&self) -> MutexGuard<'_, Sessions> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_known_until_it_expires_or_anything_is_decided() {
        let remembered = Remembered::default();
        let user = UserId(uuid::Uuid::from_u128(1));
        let session = || Session {
            user,
            expires_at: "2026-11-24T10:00:00Z".into(),
            seen_at: "2026-11-24T08:00:00Z".into(),
            read_at: Instant::now(),
        };
        let old = Session {
            read_at: Instant::now().checked_sub(HOLDS).unwrap(),
            ..session()
        };
        remembered.put(10, "old", old);
        assert_eq!(remembered.user(10, "old", "2026-11-24T09:00:00Z"), None);
        remembered.put(10, "one", session());
        let known = |ledger, now| remembered.user(ledger, "one", now);
        assert_eq!(known(10, "2026-11-24T09:59:59Z"), Some(user));
        assert_eq!(known(10, "2026-11-24T10:00:00Z"), None);
        assert_eq!(
            known(11, "2026-11-24T09:00:00Z"),
            None,
            "something was decided since"
        );
        assert!(!remembered.is_noted("one", "2026-11-24T08:30:00Z"));
        remembered.note("one", "2026-11-24T09:00:00Z".into());
        assert!(remembered.is_noted("one", "2026-11-24T08:30:00Z"));
        remembered.put(11, "two", session());
        assert_eq!(
            known(11, "2026-11-24T09:00:00Z"),
            None,
            "what was read before it is not"
        );
    }
}
