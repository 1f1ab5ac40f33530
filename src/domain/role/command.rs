//! The commands of roles.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::{CloseReason, Hold, ImportedRole, Role, RoleDetails, SkipReason, Stage};
use crate::domain::{
    Audience, Changes, Commands, Ctx, Giver, Leader, LeaderDetails, LeaderId, Member, Refusal, RoleId, Says,
    State, UserId,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    AddRole {
        role: RoleId,
        leader: LeaderId,
        details: RoleDetails,
        /// Of named people: it is confidential from birth.
        #[serde(default, skip_serializing_if = "Audience::is_workspace")]
        audience: Audience,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code_name: Option<String>,
    },
    /// Takes back a role that was just added, with what was written down of what hurts.
    TakeBackRole {
        role: RoleId,
        /// As it was added.
        details: RoleDetails,
        /// Who was added with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        leader: Option<LeaderId>,
    },
    /// Roles that began elsewhere; those that are here already are passed over.
    ImportRoles {
        roles: Vec<ImportedRole>,
    },
    /// Takes back an import, as it was given, while nobody built on it.
    TakeBackImport {
        roles: Vec<ImportedRole>,
        /// Who was added with it, as they were added.
        leaders: BTreeMap<LeaderId, LeaderDetails>,
    },
    EditRole {
        role: RoleId,
        details: RoleDetails,
        /// What the author saw when they began: what others changed meanwhile stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<RoleDetails>,
    },
    MoveRole {
        role: RoleId,
        stage: Stage,
        after: Option<RoleId>,
        before: Option<RoleId>,
        #[serde(default)]
        reason: Option<CloseReason>,
        /// Why it is sourced although it is still to be asked what is behind it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        skip: Option<SkipReason>,
    },
    HoldRole {
        role: RoleId,
        hold: Hold,
    },
    ResumeRole {
        role: RoleId,
    },
    RestrictRole {
        role: RoleId,
        audience: Audience,
        /// What it is called from now on; only for named people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code_name: Option<String>,
    },
    /// The role gets another owner.
    HandOver {
        role: RoleId,
        to: UserId,
    },
    /// The role is another leader's from now on.
    GiveRole {
        role: RoleId,
        leader: LeaderId,
    },
}

impl Command {
    /// Adds a role that everybody sees.
    pub fn add(role: RoleId, leader: LeaderId, details: RoleDetails) -> Self {
        Self::AddRole {
            role,
            leader,
            details,
            audience: Audience::Workspace,
            code_name: None,
        }
    }

    /// Moves a role to the end of a stage; the reason is for closing it.
    pub fn to_end(role: RoleId, stage: Stage, reason: Option<CloseReason>) -> Self {
        Self::MoveRole {
            role,
            stage,
            after: None,
            before: None,
            reason,
            skip: None,
        }
    }

    /// The same, although it is still to be asked what is behind the role.
    pub fn unasked(role: RoleId, stage: Stage, reason: SkipReason) -> Self {
        Self::MoveRole {
            role,
            stage,
            after: None,
            before: None,
            reason: None,
            skip: Some(reason),
        }
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let by = Giver::Member;
        match self {
            Self::AddRole {
                role,
                leader,
                audience,
                ..
            } => Says {
                by,
                creates: vec![Role::key(*role)],
                needs: [Leader::key(*leader)]
                    .into_iter()
                    .chain(audience.keys())
                    .collect(),
                wants: vec![],
                names: vec![Leader::key(*leader)],
                may_name: vec![Role::key(*role)],
            },
            Self::TakeBackRole { role, leader, .. } => Says {
                by,
                creates: vec![],
                needs: vec![Role::key(*role)],
                wants: vec![],
                names: leader.iter().copied().map(Leader::key).collect(),
                may_name: vec![Role::key(*role)],
            },
            // Whose leader is not there comes in without.
            Self::ImportRoles { roles } => Says {
                by,
                creates: roles.iter().map(|imported| Role::key(imported.role)).collect(),
                needs: vec![],
                wants: roles
                    .iter()
                    .map(|imported| Leader::key(imported.leader))
                    .collect(),
                names: vec![],
                may_name: vec![],
            },
            Self::TakeBackImport { roles, leaders } => {
                let keys: Vec<_> = roles.iter().map(|imported| Role::key(imported.role)).collect();
                Says {
                    by,
                    creates: vec![],
                    needs: keys.clone(),
                    wants: vec![],
                    names: leaders.keys().copied().map(Leader::key).collect(),
                    may_name: keys,
                }
            }
            // Who asked for a hold is most often the leader, and what is known of a role's market may be about them.
            Self::HoldRole { role, .. } | Self::EditRole { role, .. } => Says {
                by,
                creates: vec![],
                needs: vec![Role::key(*role)],
                wants: vec![],
                names: vec![],
                may_name: vec![Role::key(*role)],
            },
            Self::MoveRole { role, .. } | Self::ResumeRole { role } => Says {
                by,
                creates: vec![],
                needs: vec![Role::key(*role)],
                wants: vec![],
                names: vec![],
                may_name: vec![],
            },
            Self::RestrictRole { role, audience, .. } => Says {
                by,
                creates: vec![],
                needs: [Role::key(*role)].into_iter().chain(audience.keys()).collect(),
                wants: vec![],
                names: vec![],
                may_name: vec![],
            },
            Self::HandOver { role, to } => Says {
                by,
                creates: vec![],
                needs: vec![Role::key(*role), Member::key(*to)],
                wants: vec![],
                names: vec![],
                may_name: vec![],
            },
            Self::GiveRole { role, leader } => Says {
                by,
                creates: vec![],
                needs: vec![Role::key(*role), Leader::key(*leader)],
                wants: vec![],
                names: vec![Leader::key(*leader)],
                may_name: vec![],
            },
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        match self {
            Self::AddRole {
                role,
                leader,
                details,
                audience,
                code_name,
            } => {
                let shown = (audience, code_name.as_deref());
                Role::add(state, (*role, *leader, details), shown, by, ctx)
            }
            Self::TakeBackRole {
                role,
                details,
                leader,
            } => Role::take_back(state, *role, details, *leader, by),
            Self::ImportRoles { roles } => Role::import(state, roles, by, ctx),
            Self::TakeBackImport { roles, leaders } => Role::take_back_import(state, roles, leaders, by, ctx),
            Self::EditRole { role, details, base } => Role::edit(state, *role, details, base.as_ref(), ctx),
            Self::MoveRole {
                role,
                stage,
                after,
                before,
                reason,
                skip,
            } => {
                state.get::<Role>(*role)?.can_enter(*stage)?;
                Role::shift(state, *role, *stage, (*after, *before), (*reason, *skip), ctx)
            }
            Self::HoldRole { role, hold } => Role::hold(state, *role, hold, ctx),
            Self::ResumeRole { role } => Role::resume(state, *role, ctx),
            Self::RestrictRole {
                role,
                audience,
                code_name,
            } => Role::restrict(state, *role, audience, code_name.as_deref(), by),
            Self::HandOver { role, to } => Role::hand_over(state, *role, *to, by),
            Self::GiveRole { role, leader } => Role::give(state, *role, *leader, ctx),
        }
    }
}
