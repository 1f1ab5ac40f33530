//! A hiring leader: the person for whom roles are filled.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::{
    Audience, Change, Changes, Ctx, Kind, LeaderId, Refusal, Row, RowKey, State, line, merge::merged,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Leader {
    pub id: LeaderId,
    pub details: LeaderDetails,
    /// When they last heard of a role that everybody sees who knows them, or of the partnership. It stays when the
    /// update itself is only for some, since it also spoke of a confidential role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_at: Option<DateTime<FixedOffset>>,
}

/// What a recruiter may edit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LeaderDetails {
    pub name: String,
    /// Where they work, as their colleagues would say it.
    #[serde(default)]
    pub team: String,
}

impl LeaderDetails {
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            team: String::new(),
        }
    }

    pub(super) fn checked(&self) -> Result<Self, Refusal> {
        let team = if self.team.trim().is_empty() {
            String::new()
        } else {
            line("team", &self.team)?
        };
        Ok(Self {
            name: line("name", &self.name)?,
            team,
        })
    }
}

impl Leader {
    /// Adds them. With an audience of named people they are known to these only, until a role says otherwise.
    pub(super) fn add(
        state: &State,
        id: LeaderId,
        details: &LeaderDetails,
        audience: &Audience,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        ctx.require_user()?;
        state.require_new(id.key())?;
        audience.checked(state, ctx)?;
        let leader = Self {
            id,
            details: details.checked()?,
            told_at: None,
        };
        Ok(Change::to(Row::Leader(leader), audience.clone()).into())
    }

    pub(super) fn edit(
        state: &State,
        id: LeaderId,
        details: &LeaderDetails,
        base: Option<&LeaderDetails>,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        ctx.require_user()?;
        let (leader, given) = (state.leader(id)?, details.checked()?);
        let now = &leader.details;
        let details = LeaderDetails {
            name: merged(
                "name",
                &now.name,
                base.map(|base| &base.name),
                &given.name,
                Clone::clone,
            )?,
            team: merged(
                "team",
                &now.team,
                base.map(|base| &base.team),
                &given.team,
                Clone::clone,
            )?,
        };
        if leader.details == details {
            return Ok(Changes::new());
        }
        let edited = Self {
            details,
            ..leader.clone()
        };
        let audience = state.audience(&id.key()).cloned().unwrap_or_default();
        Ok(Change::to(Row::Leader(edited), audience).into())
    }

    /// The leader as they are once they have heard something at this moment.
    pub(super) fn told(&self, at: DateTime<FixedOffset>) -> Self {
        Self {
            told_at: self.told_at.max(Some(at)),
            ..self.clone()
        }
    }
}

impl LeaderId {
    pub fn key(self) -> RowKey {
        RowKey::new(Kind::Leader, self.0)
    }
}

impl<'a> State<'a> {
    /// # Errors
    /// [`Refusal::Unknown`] when there is no such leader, or they are not for this person to know.
    pub fn leader(&self, id: LeaderId) -> Result<&'a Leader, Refusal> {
        match self.get(&id.key()) {
            Some(Row::Leader(leader)) => Ok(leader),
            _ => Err(Refusal::Unknown { what: Kind::Leader }),
        }
    }

    /// All leaders, by name.
    pub fn leaders(&self) -> Vec<&'a Leader> {
        let mut leaders: Vec<_> = self
            .scan(Kind::Leader)
            .filter_map(|row| match row {
                Row::Leader(leader) => Some(leader),
                _ => None,
            })
            .collect();
        leaders.sort_by_key(|leader| (leader.details.name.to_lowercase(), leader.id));
        leaders
    }
}
