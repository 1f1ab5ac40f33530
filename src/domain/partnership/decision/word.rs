//! What decisions say of themselves.

use super::{Command, Decision, Turn};
use crate::domain::{
    Audience, Body, DecisionId, Erasure, Goal, Hit, Kind, Leader, Role, RowKey, ShareLink, State, UserId,
    Word, full_date,
};

impl Word for Decision {
    type Id = DecisionId;
    const VERSION: u16 = 1;

    fn id(&self) -> DecisionId {
        self.id
    }

    /// On the links, too: what was written behind a passcode stays with those who see what it shows.
    fn hangs_on(&self) -> Vec<RowKey> {
        let answered = self.answer.as_ref().and_then(|decided| decided.link);
        let links = self.link.into_iter().chain(answered).map(ShareLink::key);
        [Leader::key(self.leader)]
            .into_iter()
            .chain(self.role.map(Role::key))
            .chain(links)
            .collect()
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

    fn mark(&self) -> (u8, i64) {
        (u8::from(self.answer.is_some()), self.at.timestamp())
    }

    fn spoke_of(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        self
    }

    /// Who asked, and who noted the answer, stays.
    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    fn erased(&self, leader: &Leader, _: &State) -> Erasure<Self> {
        if self.leader == leader.id {
            Erasure::Gone
        } else {
            Erasure::Kept("it was asked of another leader, or by one")
        }
    }

    fn text(&self, _: &State) -> Option<String> {
        let said = self.answer.as_ref().map(super::Decided::said).unwrap_or_default();
        (!self.withdrawn).then(|| format!("{} {said}", self.details.what))
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let name = state.name_of(self.leader);
        let asked = match self.turn {
            Turn::Leader => format!("asked of {name}"),
            Turn::Us => format!("{name} asked"),
        };
        Some(Hit {
            kind: Kind::Decision,
            title: self.details.what.clone(),
            detail: format!("{asked}, by {}", full_date(self.details.due)),
            goal: Goal::Leader(self.leader),
        })
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let decision = now.id;
        let withdraw = |withdrawn| Command::WithdrawDecision { decision, withdrawn };
        let is_ours = now.link.is_none();
        let Some(before) = before else {
            return is_ours.then(|| withdraw(true).into());
        };
        if before.withdrawn != now.withdrawn {
            return Some(withdraw(before.withdrawn).into());
        }
        if before.answer != now.answer {
            // What was said on a page was read.
            let is_noted = now.answer.as_ref().is_some_and(|decided| decided.by.is_some());
            return match &before.answer {
                None => is_noted.then(|| Command::TakeBackDecided { decision }.into()),
                Some(decided) => Some(
                    Command::NoteDecided {
                        decision,
                        choice: decided.choice.clone(),
                        words: decided.words.clone(),
                    }
                    .into(),
                ),
            };
        }
        (before.details != now.details).then(|| {
            Command::EditDecision {
                decision,
                details: before.details.clone(),
                base: Some(now.details.clone()),
            }
            .into()
        })
    }
}
