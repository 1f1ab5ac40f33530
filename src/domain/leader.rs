//! A hiring leader: the person for whom roles are filled.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::{Change, Changes, Ctx, Kind, LeaderId, Refusal, Row, RowKey, State, line, merge::merged};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Leader {
    pub id: LeaderId,
    pub details: LeaderDetails,
    /// When they last heard of a role that the whole workspace sees, or of the partnership. It stays when the
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
    pub(super) fn add(
        state: &State,
        id: LeaderId,
        details: &LeaderDetails,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        ctx.require_user()?;
        state.require_new(RowKey::new(Kind::Leader, id.0))?;
        Ok(Change::put(Row::Leader(Self {
            id,
            details: details.checked()?,
            told_at: None,
        }))
        .into())
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
        Ok(Change::put(Row::Leader(Self {
            details,
            ..leader.clone()
        }))
        .into())
    }

    /// The leader as they are once they have heard something at this moment.
    pub(super) fn told(&self, at: DateTime<FixedOffset>) -> Self {
        Self {
            told_at: self.told_at.max(Some(at)),
            ..self.clone()
        }
    }
}

impl State<'_> {
    /// # Errors
    /// [`Refusal::Unknown`] when there is no such leader.
    pub fn leader(&self, id: LeaderId) -> Result<&Leader, Refusal> {
        match self.get(&RowKey::new(Kind::Leader, id.0)) {
            Some(Row::Leader(leader)) => Ok(leader),
            _ => Err(Refusal::Unknown { what: Kind::Leader }),
        }
    }

    /// All leaders, by name.
    pub fn leaders(&self) -> Vec<&Leader> {
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
