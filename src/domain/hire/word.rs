//! What a hire says of itself.

use super::{Command, Hire};
use crate::domain::{
    Audience, Body, Candidate, Erasure, Goal, HireId, Hit, Kind, Leader, LeaderId, Role, RowKey, State,
    UserId, Word, erasure, mentions,
};

impl Word for Hire {
    type Id = HireId;
    const VERSION: u16 = 1;

    fn id(&self) -> HireId {
        self.id
    }

    fn hangs_on(&self) -> Vec<RowKey> {
        let card = self.candidate.map(Candidate::key);
        [Role::key(self.role)].into_iter().chain(card).collect()
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

    fn mark(&self) -> (u8, i64) {
        (0, self.at.timestamp())
    }

    /// To whom it was shown, who may need the role no more.
    fn spoke_of(&self) -> Vec<RowKey> {
        self.details.shown.into_iter().map(Leader::key).collect()
    }

    fn for_readers(mut self, readers: &Audience, written_for: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        let is_known = |leader: &LeaderId| written_for(&[Leader::key(*leader)]).covers(readers);
        self.details.shown = self.details.shown.filter(is_known);
        self
    }

    /// Who noted the offer stays. Who reads what they answer next is theirs to choose, and nobody's to inherit.
    fn passed_on(&self, from: UserId, _: UserId) -> Option<Self> {
        let is_read = self.reader == Some(from);
        (is_read || self.read_before == Some(from)).then(|| Self {
            reader: self.reader.filter(|_| !is_read),
            agreed_on: self.agreed_on.filter(|_| !is_read),
            read_before: self.read_before.filter(|before| *before != from),
            ..self.clone()
        })
    }

    /// Whoever was hired stays without the leader: on no page, and in no words about them.
    fn erased(&self, leader: &Leader, _: &State) -> Erasure<Self> {
        let name = &leader.details.name;
        let mut hire = self.clone();
        let details = &mut *hire.details;
        details.shown = details.shown.filter(|shown| *shown != leader.id);
        if mentions(&details.calls, name) {
            erasure::SOMEONE.clone_into(&mut details.calls);
        }
        let ready = details.ready.iter_mut().map(|ready| &mut ready.what);
        for words in [&mut details.matters, &mut details.because]
            .into_iter()
            .chain(ready)
        {
            if mentions(words, name) {
                erasure::WORDS.clone_into(words);
            }
        }
        if hire == *self {
            Erasure::Kept("it says nothing of them")
        } else {
            Erasure::Scrubbed(hire)
        }
    }

    fn text(&self, _: &State) -> Option<String> {
        let details = &self.details;
        let words = [&details.name, &details.matters, &details.because];
        (!self.removed).then(|| words.map(String::as_str).join(" "))
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let role = state.get::<Role>(self.role).ok()?;
        Some(Hit {
            kind: Kind::Hire,
            title: self.details.name.clone(),
            detail: format!("Offer and first days, {}", role.called()),
            goal: Goal::Role(self.role),
        })
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let hire = now.id;
        let back = match before {
            None => Command::RemoveHire { hire, removed: true },
            Some(before) if before.removed != now.removed => Command::RemoveHire {
                hire,
                removed: before.removed,
            },
            // Who reads what was said by then is not taken back: they may have read it.
            Some(before) if before.details == now.details => return None,
            Some(before) => Command::EditHire {
                hire,
                details: before.details.clone(),
                base: Some(now.details.clone()),
            },
        };
        Some(back.into())
    }
}
