//! What effort say of themselves.

use super::{Amended, Command, Effort};
use crate::domain::{
    Audience, Body, EffortId, Erasure, Goal, Hit, Kind, Leader, Restorable, Role, RowKey, State, UserId,
    Word, full_date, mentions, restore,
};

impl Word for Effort {
    type Id = EffortId;
    const VERSION: u16 = 1;

    fn id(&self) -> EffortId {
        self.id
    }

    fn hangs_on(&self) -> Vec<RowKey> {
        self.roles.iter().copied().map(Role::key).collect()
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

    fn mark(&self) -> (u8, i64) {
        let mark = if self.removed {
            Self::REMOVED
        } else {
            self.kind as u8
        };
        (mark, self.happened_at.timestamp())
    }

    fn spoke_of(&self) -> Vec<RowKey> {
        let earlier = self.history.iter().flat_map(|amended| &amended.was.roles);
        earlier.copied().map(Role::key).collect()
    }

    fn for_readers(mut self, readers: &Audience, written_for: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        self.history.retain(|amended| {
            let roles: Vec<RowKey> = amended.was.roles.iter().copied().map(Role::key).collect();
            written_for(&roles).covers(readers)
        });
        self
    }

    /// Who made it stays.
    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    /// Earlier wordings go where they name her: nobody could edit them any more.
    fn erased(&self, leader: &Leader, _: &State) -> Erasure<Self> {
        let named = |amended: &Amended| mentions(&amended.was.result, &leader.details.name);
        if !self.history.iter().any(named) {
            return Erasure::Kept("the effort was made, and its author edits its words");
        }
        let mut effort = self.clone();
        effort.history.retain(|amended| !named(amended));
        Erasure::Scrubbed(effort)
    }

    fn text(&self, _: &State) -> Option<String> {
        (!self.removed && !self.result.is_empty()).then(|| self.result.clone())
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let role = *self.roles.first()?;
        let title = state.get::<Role>(role).map_or("", Role::called);
        Some(Hit {
            kind: Kind::Effort,
            title: self.result.clone(),
            detail: format!("{} for {title}, {}", self.kind.label(), full_date(self.on())),
            goal: Goal::Role(role),
        })
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let Some(before) = before else {
            return Some(Command::RemoveEffort { effort: now.id }.into());
        };
        let removed = |effort: &Self| Restorable::Removed {
            effort: effort.id,
            removed: effort.removed,
        };
        let draft = |effort: &Self| Restorable::Effort {
            effort: effort.id,
            draft: effort.draft(),
        };
        restore::back(removed(before), removed(now)).or_else(|| restore::back(draft(before), draft(now)))
    }
}
