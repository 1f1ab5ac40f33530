//! What roles say of themselves.

use super::{Command, Hold, Outlook, Role};
use crate::domain::{
    Audience, Body, Erasure, Goal, Hit, Kind, Leader, Restorable, RoleId, RowKey, State, UserId, Word,
    erasure, mentions, restore,
};

impl Word for Role {
    type Id = RoleId;
    const VERSION: u16 = 1;

    fn id(&self) -> RoleId {
        self.id
    }

    /// Others hang on it.
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

    fn passed_on(&self, from: UserId, to: UserId) -> Option<Self> {
        (self.owner == from).then(|| Self {
            owner: to,
            ..self.clone()
        })
    }

    /// It stays, without a leader, and whoever asked for a hold loses their name.
    fn erased(&self, leader: &Leader, _: &State) -> Erasure<Self> {
        let is_theirs = self.leader == Some(leader.id);
        let name = &leader.details.name;
        let is_asked_for = |hold: &Hold| mentions(&hold.requester, name);
        let is_named = |outlook: &Outlook| mentions(&outlook.because, name);
        let is_told = self.details.outlook.as_ref().is_some_and(is_named);
        if !is_theirs && !is_told && !self.hold.as_ref().is_some_and(is_asked_for) {
            return Erasure::Kept("it is another leader's");
        }
        let mut details = self.details.clone();
        if let Some(outlook) = &mut details.outlook
            && (is_theirs || is_told)
            && !outlook.because.is_empty()
        {
            outlook.because = erasure::WORDS.into();
        }
        Erasure::Scrubbed(Self {
            leader: self.leader.filter(|_| !is_theirs),
            details,
            hold: self.hold.clone().map(|hold| Hold {
                requester: erasure::SOMEONE.into(),
                ..hold
            }),
            ..self.clone()
        })
    }

    fn text(&self, state: &State) -> Option<String> {
        let leader = self.leader.map_or("", |leader| state.name_of(leader));
        Some(format!("{} {leader}", self.called()))
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let leader = self.leader.map_or("", |leader| state.name_of(leader));
        Some(Hit {
            kind: Kind::Role,
            title: self.called().to_owned(),
            detail: format!("{} · {leader}", self.placement.stage.label()),
            goal: Goal::Role(self.id),
        })
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let Some(before) = before else {
            return now.entered.is_none().then(|| {
                Command::TakeBackRole {
                    role: now.id,
                    details: now.details.clone(),
                    leader: None,
                }
                .into()
            });
        };
        let details = |role: &Self| Restorable::Role {
            role: role.id,
            details: role.details.clone(),
        };
        restore::back(Restorable::placement(before), Restorable::placement(now))
            .or_else(|| restore::back(details(before), details(now)))
    }
}
