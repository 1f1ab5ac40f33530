//! Why a device's storage did not do what it was asked.

use indexed_db_futures::error::Error;

/// Why a transaction was not written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// Another tab was faster.
    Stale,
    /// No room left.
    Quota,
    /// The browser's own words.
    Blocked(String),
    /// What is kept here cannot be read by this build. Nothing of it is changed.
    Unread,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        // Not all that the library may say: it knows how to write any value.
        let words = match error {
            Error::DomException(exception) => web_sys::DomException::from(exception),
            _ => return Self::Blocked("its storage answered in a way of its own".into()),
        };
        if words.name().contains("Quota") || words.message().contains("Quota") {
            Self::Quota
        } else {
            Self::Blocked(words.message())
        }
    }
}
