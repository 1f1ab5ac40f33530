//! What the rest must know of an update.

use super::{Command, Update, answered};
use crate::domain::{
    Audience, Body, Erasure, Goal, Hit, Kind, Leader, Role, RowKey, State, UpdateId, UserId, Word, full_date,
};

impl Word for Update {
    type Id = UpdateId;
    const VERSION: u16 = 1;

    fn id(&self) -> UpdateId {
        self.id
    }

    fn hangs_on(&self) -> Vec<RowKey> {
        let roles = self.roles.iter().copied().map(Role::key);
        let answers = self.answers.map(answered);
        roles.chain([Leader::key(self.leader)]).chain(answers).collect()
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

    fn mark(&self) -> (u8, i64) {
        (u8::from(self.removed), self.sent_at.timestamp())
    }

    fn spoke_of(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        self
    }

    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    fn erased(&self, leader: &Leader, _: &State) -> Erasure<Self> {
        if self.leader == leader.id {
            Erasure::Gone
        } else {
            Erasure::Kept("it was for another leader")
        }
    }

    fn text(&self, _: &State) -> Option<String> {
        (!self.removed).then(|| self.text.clone())
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let name = state.name_of(self.leader);
        let goal = self
            .roles
            .first()
            .map_or(Goal::Leader(self.leader), |role| Goal::Role(*role));
        Some(Hit {
            kind: Kind::Update,
            title: self.text.clone(),
            detail: format!("Update to {name}, {}", full_date(self.sent_at.date_naive())),
            goal,
        })
    }

    /// What was told stays told. That it was is taken back, and so is a talk.
    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let update = now.id;
        let talk = |removed| Body::Update(Command::RemoveTalk { update, removed });
        let Some(before) = before else {
            return now.is_talk().then(|| talk(true));
        };
        if before.removed != now.removed {
            return Some(talk(before.removed));
        }
        if before.way == now.way && before.mail.is_some() != now.mail.is_some() {
            let wanted = before.mail.is_some();
            return Some(Body::Update(Command::MailUpdate { update, wanted }));
        }
        (before.way != now.way).then_some(Body::Update(Command::TellUpdate {
            update,
            way: before.way,
        }))
    }
}
