//! What members say of themselves.

use super::Member;
use crate::domain::{Audience, Body, Erasure, Hit, Leader, RowKey, State, UserId, Word};

impl Word for Member {
    type Id = UserId;
    const VERSION: u16 = 1;

    fn id(&self) -> UserId {
        self.user
    }

    fn hangs_on(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

    fn mark(&self) -> (u8, i64) {
        (0, 0)
    }

    fn spoke_of(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        self
    }

    /// Their name stays on what they did.
    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    fn erased(&self, _: &Leader, _: &State) -> Erasure<Self> {
        Erasure::Kept("it is a colleague")
    }

    fn text(&self, _: &State) -> Option<String> {
        None
    }

    fn hit(&self, _: &State) -> Option<Hit> {
        None
    }

    fn undo(_: Option<&Self>, _: &Self) -> Option<Body> {
        None
    }
}
