//! What links say of themselves.

use super::ShareLink;
use crate::domain::{
    Audience, Body, Erasure, Hit, Leader, LinkId, Role, RowKey, State, UserId, Word, erasure, folded,
    mentions,
};

impl Word for ShareLink {
    type Id = LinkId;
    const VERSION: u16 = 1;

    fn id(&self) -> LinkId {
        self.id
    }

    fn hangs_on(&self) -> Vec<RowKey> {
        let roles = self.roles().map(Role::key);
        roles
            .chain([Leader::key(self.leader)])
            .chain(self.of_one())
            .collect()
    }

    /// Whom whoever was hired tells how it goes, and at which day they are asked, is between them and that reader; once it has ended, nobody
    /// needs to know that it was.
    fn readers(&self, wide: Audience, _: &State) -> Audience {
        match self.hire {
            Some(_) if self.revoked => Audience::nobody(),
            Some(_) => wide.intersect(&Audience::People([self.keeper].into())),
            None => wide,
        }
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

    fn passed_on(&self, from: UserId, to: UserId) -> Option<Self> {
        (self.keeper == from).then(|| Self {
            keeper: to,
            // What was to be read by one is read by nobody in their place.
            revoked: self.revoked || self.hire.is_some(),
            ..self.clone()
        })
    }

    /// What is simply the name of the link's own leader stays, also where who is erased has the same.
    fn erased(&self, leader: &Leader, everything: &State) -> Erasure<Self> {
        let plain = |text: &str| folded(text).to_lowercase();
        let is_own = plain(&self.label) == plain(everything.name_of(self.leader));
        if self.leader == leader.id {
            return Erasure::Gone;
        }
        let mut link = self.clone();
        if !is_own && mentions(&self.label, &leader.details.name) {
            link.label = erasure::SOMEONE.into();
        }
        for told in link.brief.iter_mut() {
            if mentions(&told.text, &leader.details.name) {
                erasure::WORDS.clone_into(&mut told.text);
            }
        }
        if link == *self {
            Erasure::Kept("it is another leader's")
        } else {
            Erasure::Scrubbed(link)
        }
    }

    fn text(&self, _: &State) -> Option<String> {
        None
    }

    fn hit(&self, _: &State) -> Option<Hit> {
        None
    }

    /// It may have been opened.
    fn undo(_: Option<&Self>, _: &Self) -> Option<Body> {
        None
    }
}
