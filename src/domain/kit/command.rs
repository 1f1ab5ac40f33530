//! The command of a kit. There is one: whatever is edited, it carries all of it and what its author saw.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::{Kit, KitDetails, Tie};
use crate::domain::{
    Changes, Commands, Ctx, Giver, Kind, Leader, LeaderId, PainPoint, Refusal, Role, RoleId, Says, State,
    UserId,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    /// The first edit writes it down.
    EditKit {
        role: RoleId,
        /// Who needs the role as its author knew it: what they share is shared with nobody else.
        leader: Option<LeaderId>,
        details: Box<KitDetails>,
        /// What the author saw when they began: what others changed meanwhile stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<Box<KitDetails>>,
    },
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let Self::EditKit { role, leader, .. } = self;
        Says {
            by: Giver::Member,
            creates: vec![Kit::key(*role)],
            needs: vec![Role::key(*role)],
            wants: vec![],
            names: leader.iter().copied().map(Leader::key).collect(),
            may_name: vec![Role::key(*role)],
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        let Self::EditKit {
            role,
            leader,
            details,
            base,
        } = self;
        Kit::edit(state, (*role, *leader), (details, base.as_deref()), by, ctx)
    }
}

impl Kit {
    pub(in crate::domain) fn edit(
        state: &State,
        (id, leader): (RoleId, Option<LeaderId>),
        (given, base): (&KitDetails, Option<&KitDetails>),
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let role = state.get::<Role>(id)?;
        let found = state.get::<Self>(id).ok();
        let now = found.map_or_else(|| Self::empty(id, role.leader), Clone::clone);
        let details = now.details.edited(given, base, leader == role.leader)?;
        require_pains(state, id, &now.details, &details)?;
        if details == now.details {
            return Ok(Changes::new());
        }
        let versions = now.versions_with(&details.criteria, by, ctx);
        let kit = Self {
            role: id,
            leader: role.leader,
            details,
            versions,
        };
        Ok(match found {
            Some(_) => state.put(kit),
            None => state.put_hanging(kit),
        })
    }
}

/// What is looked for serves pains of its role only. A must-have may be taken out while this waits: it ties to nothing then.
fn require_pains(state: &State, role: RoleId, now: &KitDetails, then: &KitDetails) -> Result<(), Refusal> {
    for criterion in &then.criteria {
        let was = now.criteria.iter().find(|was| was.id == criterion.id);
        if let Some(Tie::Pain(pain)) = criterion.serves
            && was.is_none_or(|was| was.serves != criterion.serves)
            && state.get::<PainPoint>(pain)?.role != role
        {
            return Err(Refusal::Unknown {
                what: Kind::PainPoint,
            });
        }
    }
    Ok(())
}
