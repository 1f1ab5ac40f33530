//! An update: what a leader is told, at the latest when the silence clock says so.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    Change, Changes, Ctx, Kind, LeaderId, Refusal, RoleId, Row, RowKey, Silence, State, UpdateId, UserId,
    note,
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

impl Update {
    pub fn key(id: UpdateId) -> RowKey {
        RowKey::new(Kind::Update, id.0)
    }

    pub(super) fn send(
        state: &State,
        id: UpdateId,
        leader: LeaderId,
        roles: &[RoleId],
        text: &str,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let by = ctx.require_user()?;
        state.require_new(Self::key(id))?;
        let told = state.leader(leader)?.told(ctx.claimed_at);
        let known_to = state.audience(&leader.key()).cloned().unwrap_or_default();
        let mut roles: BTreeSet<RoleId> = roles.iter().copied().collect();
        if roles.is_empty() && !known_to.is_workspace() {
            // With a leader whom few know, the partnership is their confidential roles: it stays with those.
            let theirs = state.roles().filter(|role| role.leader == Some(leader));
            roles = theirs.map(|role| role.id).collect();
        }
        // Whether everybody who knows the leader may know that they were told.
        let mut is_for_all = roles.is_empty();
        for role in &roles {
            if state.role(*role)?.leader != Some(leader) {
                return Err(Refusal::Unknown { what: Kind::Role });
            }
            is_for_all |= state.role_audience(*role).covers(&known_to);
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
        let mut changes = state.put_hanging(Row::Update(update));
        if is_for_all {
            changes.merge(Change::to(Row::Leader(told), known_to).into());
        }
        Ok(changes)
    }
}

impl<'a> State<'a> {
    /// # Errors
    /// [`Refusal::Unknown`] when there is no such update, or it is not for this person.
    pub fn update(&self, id: UpdateId) -> Result<&'a Update, Refusal> {
        match self.get(&Update::key(id)) {
            Some(Row::Update(update)) => Ok(update),
            _ => Err(Refusal::Unknown { what: Kind::Update }),
        }
    }

    /// All updates, the newest first.
    pub fn updates(&self) -> Vec<&'a Update> {
        let mut updates: Vec<_> = self
            .scan(Kind::Update)
            .filter_map(|row| match row {
                Row::Update(update) => Some(update),
                _ => None,
            })
            .collect();
        updates.sort_by_key(|update| std::cmp::Reverse((update.sent_at, update.id)));
        updates
    }

    /// The day by which the leader hears next: silence is counted from the last update, or from the day on which
    /// the first open role was opened.
    pub fn next_update_by(&self, leader: LeaderId, opened: NaiveDate) -> NaiveDate {
        let last = self.last_told().get(&leader).map(|last| last.date_naive());
        Silence::since(last, opened, opened, &self.settings().cadence).due
    }
}
