//! What a check-in says of itself.

use super::{CheckIn, CheckInDetails, Command, Voice};
use crate::domain::{
    Audience, Body, CheckInId, Erasure, Goal, Hire, Hit, Kind, Leader, Role, RowKey, ShareLink, State,
    UserId, Word, erasure, mentions,
};

impl Word for CheckIn {
    type Id = CheckInId;
    const VERSION: u16 = 1;

    fn id(&self) -> CheckInId {
        self.id
    }

    /// On the link of what was said on a page, too: behind a passcode it stays with those who see what that opens.
    fn hangs_on(&self) -> Vec<RowKey> {
        [Hire::key(self.hire), Role::key(self.role)]
            .into_iter()
            .chain(self.leader.map(Leader::key))
            .chain(self.link.map(ShareLink::key))
            .collect()
    }

    /// What whoever was hired said is their reader's alone, and nobody's once that one is no member.
    fn readers(&self, wide: Audience, everything: &State) -> Audience {
        match (self.voice, self.reader) {
            (Voice::Leader | Voice::PassedOn, _) => wide,
            // What they have not sent is theirs.
            (Voice::Hire, Some(_)) if self.is_unsent() => Audience::nobody(),
            (Voice::Hire, Some(reader)) if everything.is_member(reader) => {
                wide.intersect(&Audience::People([reader].into()))
            }
            (Voice::Hire, _) => Audience::nobody(),
        }
    }

    fn mark(&self) -> (u8, i64) {
        (0, self.at.timestamp())
    }

    fn spoke_of(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        self
    }

    /// Nobody takes a reader's place but whom the hire chooses: what was said to them is given once more, to nobody.
    fn passed_on(&self, from: UserId, _: UserId) -> Option<Self> {
        (self.reader == Some(from)).then(|| self.clone())
    }

    /// How much it still hurt stays; the words were the leader's.
    fn erased(&self, leader: &Leader, _: &State) -> Erasure<Self> {
        let mut one = self.clone();
        let is_theirs = one.leader == Some(leader.id);
        if is_theirs {
            (one.leader, one.link) = (None, None);
        }
        let words = &mut one.details.words;
        if (is_theirs && !words.is_empty()) || mentions(words, &leader.details.name) {
            erasure::WORDS.clone_into(words);
        }
        if one == *self {
            Erasure::Kept("it says nothing of them")
        } else {
            Erasure::Scrubbed(one)
        }
    }

    /// What was said to one reader is in nobody's search.
    fn text(&self, _: &State) -> Option<String> {
        let is_found = self.voice != Voice::Hire && !self.details.words.is_empty();
        is_found.then(|| self.details.words.clone())
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let hire = state.get::<Hire>(self.hire).ok().filter(|hire| !hire.removed)?;
        (self.voice != Voice::Hire).then(|| Hit {
            kind: Kind::CheckIn,
            title: format!("{}, day {}", hire.details.name, self.day),
            detail: self.details.words.clone(),
            goal: Goal::Role(self.role),
        })
    }

    /// What was said on a page, or written through a link, stays said; and what was opened was read.
    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        if now.form.is_some()
            && before.is_none_or(|before| before.edition != now.edition || before.form != now.form)
        {
            return None;
        }
        let details = before.map_or_else(
            || Box::new(CheckInDetails::default()),
            |before| before.details.clone(),
        );
        let edit = Command::EditCheckIn {
            check_in: now.id,
            details,
            base: Some(now.details.clone()),
        };
        now.link.is_none().then(|| edit.into())
    }
}
