//! An update: what a leader is told, at the latest when the silence clock says so.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use crate::domain::{
    Audience, Body, Change, Changes, Commands, Ctx, Erasure, Giver, Goal, Hit, Kind, Leader, LeaderId,
    Refusal, ReplyId, Role, RoleId, RowKey, Says, Sorting, State, UpdateId, UserId, Word, full_date,
    gathered, note,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Update {
    pub id: UpdateId,
    pub leader: LeaderId,
    /// The roles it speaks of, sorted, each once; none means the partnership as a whole.
    pub roles: Vec<RoleId>,
    /// What the leader wrote that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<ReplyId>,
    pub text: String,
    pub sent_at: DateTime<FixedOffset>,
    pub by: UserId,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    SendUpdate {
        update: UpdateId,
        leader: LeaderId,
        roles: Vec<RoleId>,
        /// What the leader wrote that it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answers: Option<ReplyId>,
        text: String,
    },
}

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

    fn mark(&self) -> (u8, i64) {
        (0, self.sent_at.timestamp())
    }

    fn spoke_of(&self) -> Vec<RoleId> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RoleId]) -> Audience) -> Self {
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
        Some(self.text.clone())
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

    /// It was told.
    fn undo(_: Option<&Self>, _: &Self) -> Option<Body> {
        None
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let Self::SendUpdate {
            update,
            leader,
            roles,
            answers,
            ..
        } = self;
        let about = roles.iter().copied().map(Role::key);
        let about = about.chain(answers.map(answered));
        Says {
            by: Giver::Member,
            creates: vec![Update::key(*update)],
            needs: [Leader::key(*leader)].into_iter().chain(about).collect(),
            wants: Vec::new(),
            names: vec![*leader],
            may_name: Vec::new(),
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        let Self::SendUpdate {
            update,
            leader,
            roles,
            answers,
            text,
        } = self;
        let update = Update {
            id: *update,
            leader: *leader,
            roles: roles.clone(),
            answers: *answers,
            text: text.clone(),
            sent_at: ctx.claimed_at,
            by,
        };
        update.send(state, ctx)
    }
}

/// Its key, without knowing more of it: a reply knows what an update is.
fn answered(reply: ReplyId) -> RowKey {
    RowKey::new(Kind::Reply, reply.0)
}

impl Update {
    /// It as it was given, checked.
    fn send(self, state: &State, ctx: &Ctx) -> Result<Changes, Refusal> {
        state.require_new(Self::key(self.id))?;
        let leader = self.leader;
        let told = state.get::<Leader>(leader)?.told(ctx.claimed_at);
        let is_theirs = |reply| {
            let row = state.row(&answered(reply));
            row.is_some_and(|row| row.hangs_on().contains(&Leader::key(leader)))
        };
        if !self.answers.is_none_or(is_theirs) {
            return Err(Refusal::Unknown { what: Kind::Reply });
        }
        let known_to = state.audience_of::<Leader>(leader);
        let mut roles: BTreeSet<RoleId> = gathered(self.roles.iter().copied());
        if roles.is_empty() && !known_to.is_workspace() {
            // With a leader whom few know, the partnership is their confidential roles: it stays with those.
            let theirs = state.all::<Role>().filter(|role| role.leader == Some(leader));
            roles = theirs.map(|role| role.id).collect();
        }
        // Whether everybody who knows the leader may know that they were told.
        let mut is_for_all = roles.is_empty();
        for role in &roles {
            if state.get::<Role>(*role)?.leader != Some(leader) {
                return Err(Refusal::Unknown { what: Kind::Role });
            }
            is_for_all |= state.audience_of::<Role>(*role).covers(&known_to);
        }
        let text = note("update", &self.text)?;
        if text.is_empty() {
            return Err(Refusal::Empty {
                field: "update".into(),
            });
        }
        ctx.require_past(ctx.claimed_at)?;
        let update = Self {
            roles: roles.into_iter().collect(),
            text,
            ..self
        };
        let mut changes = state.put_hanging(update);
        if is_for_all {
            changes.merge(Change::to(told, known_to).into());
        }
        Ok(changes)
    }
}

impl<'a> State<'a> {
    /// All updates, the newest first.
    pub fn updates(&self) -> Vec<&'a Update> {
        let mut updates: Vec<_> = self.all::<Update>().collect();
        updates.put_in_order_by(|update| std::cmp::Reverse((update.sent_at, update.id)));
        updates
    }
}
