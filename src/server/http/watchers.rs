//! How many event streams may be open.

use std::net::IpAddr;

use super::{
    error::ApiError,
    tally::{Counted, Tally},
};
use crate::domain::LinkId;

/// Most streams of one address at once; an office behind one router has room.
const MOST_OF_AN_ADDRESS: usize = 256;
/// Most of one session: a browser keeps one for each window that is seen.
const MOST_OF_A_SESSION: usize = 16;
/// Most of one link: a page that is passed around stays a page.
const MOST_OF_A_LINK: usize = 6_144;

/// By whom open streams are counted.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Watcher {
    Address(IpAddr),
    /// By the hash of its token.
    Session(String),
    Link(LinkId),
}

impl Watcher {
    fn most(&self) -> usize {
        match self {
            Self::Address(_) => MOST_OF_AN_ADDRESS,
            Self::Session(_) => MOST_OF_A_SESSION,
            Self::Link(_) => MOST_OF_A_LINK,
        }
    }
}

/// The event streams that are open.
#[derive(Default)]
pub struct Watchers(Tally<Watcher>);

impl Watchers {
    /// Counts a stream as open, until the answer is dropped.
    ///
    /// # Errors
    /// When too many are open. Its page asks again after a while.
    pub fn enter(&self, address: IpAddr, watcher: Watcher) -> Result<Counted<Watcher>, ApiError> {
        // From this machine itself, all kinds of people come through something that does not say so.
        let place = (!address.is_loopback()).then_some(Watcher::Address(address));
        let each = [watcher].into_iter().chain(place);
        let counted = self.0.enter(each.map(|watcher| {
            let most = watcher.most();
            (watcher, most)
        }));
        counted.ok_or_else(ApiError::too_many_streams)
    }
}
