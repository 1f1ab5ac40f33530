//! An update: what a leader is told, at the latest when the silence clock says so.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use crate::domain::{
    Audience, Body, Change, Changes, Commands, Ctx, Erasure, Giver, Goal, Hit, Kind, Leader, LeaderId,
    Refusal, Role, RoleId, RowKey, Says, Sorting, State, UpdateId, UserId, Word, full_date, gathered, note,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Update {
    pub id: UpdateId,
    pub leader: LeaderId,
    /// The roles it speaks of, sorted, each once; none means the partnership as a whole.
    pub roles: Vec<RoleId>,
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
        roles.chain([Leader::key(self.leader)]).collect()
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
            ..
        } = self;
        let about = roles.iter().copied().map(Role::key);
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
            text,
        } = self;
        Update::send(state, *update, *leader, (roles, text), by, ctx)
    }
}

impl Update {
    fn send(
        state: &State,
        id: UpdateId,
        leader: LeaderId,
        (roles, text): (&[RoleId], &str),
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        state.require_new(Self::key(id))?;
        let told = state.get::<Leader>(leader)?.told(ctx.claimed_at);
        let known_to = state.audience_of::<Leader>(leader);
        let mut roles: BTreeSet<RoleId> = gathered(roles.iter().copied());
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
        let text = note("update", text)?;
        if text.is_empty() {
            return Err(Refusal::Empty {
                field: "update".into(),
            });
        }
        ctx.require_past(ctx.claimed_at)?;
        let update = Self {
            id,
            leader,
            roles: roles.into_iter().collect(),
            text,
            sent_at: ctx.claimed_at,
            by,
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
