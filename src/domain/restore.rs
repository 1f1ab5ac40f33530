//! Undo is a command like any other: what to restore, and what must still be there for it.

use serde::{Deserialize, Serialize};

use super::{
    Body, Changes, Ctx, Effort, EffortDraft, EffortId, Hold, Leader, LeaderDetails, LeaderId, Placement,
    Refusal, Role, RoleDetails, RoleId, RowKey, State,
};

/// A value that can be put back as it was. Published updates, replies and revocations are not among them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Restorable {
    Placement {
        role: RoleId,
        placement: Placement,
        hold: Option<Hold>,
    },
    Role {
        role: RoleId,
        details: RoleDetails,
    },
    Leader {
        leader: LeaderId,
        details: LeaderDetails,
    },
    Removed {
        effort: EffortId,
        removed: bool,
    },
    Effort {
        effort: EffortId,
        draft: EffortDraft,
    },
}

impl Restorable {
    /// The same value as it stands now.
    fn current(&self, state: &State) -> Result<Self, Refusal> {
        Ok(match self {
            Self::Placement { role, .. } => Self::placement(state.role(*role)?),
            Self::Role { role, .. } => Self::Role {
                role: *role,
                details: state.role(*role)?.details.clone(),
            },
            Self::Leader { leader, .. } => Self::Leader {
                leader: *leader,
                details: state.leader(*leader)?.details.clone(),
            },
            Self::Removed { effort, .. } => Self::Removed {
                effort: *effort,
                removed: state.effort(*effort)?.removed,
            },
            Self::Effort { effort, .. } => Self::Effort {
                effort: *effort,
                draft: state.effort(*effort)?.draft(),
            },
        })
    }

    /// The row it is part of.
    pub(super) fn key(&self) -> RowKey {
        match self {
            Self::Placement { role, .. } | Self::Role { role, .. } => Role::key(*role),
            Self::Leader { leader, .. } => leader.key(),
            Self::Removed { effort, .. } | Self::Effort { effort, .. } => Effort::key(*effort),
        }
    }

    fn placement(role: &Role) -> Self {
        Self::Placement {
            role: role.id,
            placement: role.placement.clone(),
            hold: role.hold.clone(),
        }
    }

    pub(super) fn apply(state: &State, expect: &Self, restore: &Self, ctx: &Ctx) -> Result<Changes, Refusal> {
        ctx.require_user()?;
        let now = expect.current(state)?;
        if now != *expect || restore.current(state)? != now {
            return Err(Refusal::ChangedSince);
        }
        match restore {
            Self::Placement {
                role,
                placement,
                hold,
            } => {
                placement.restored(hold.as_ref(), ctx)?;
                Ok(state.put_role(Role {
                    placement: placement.clone(),
                    hold: hold.clone(),
                    ..state.role(*role)?.clone()
                }))
            }
            Self::Role { role, details } => Role::edit(state, *role, details, None, ctx),
            Self::Leader { leader, details } => Leader::edit(state, *leader, details, None, ctx),
            Self::Removed { effort, removed } => Effort::set_removed(state, *effort, *removed, ctx),
            Self::Effort { effort, draft } => Effort::amend(state, *effort, draft, ctx),
        }
    }
}

/// The command that would take `body` back, given the state before it and after it; none for what stays.
pub fn inverse(before: &State, after: &State, body: &Body) -> Option<Body> {
    if let Body::LogEffort { effort, .. } = body {
        return Some(Body::RemoveEffort { effort: *effort });
    }
    let touched = match body {
        Body::MoveRole { role, .. } | Body::HoldRole { role, .. } | Body::ResumeRole { role } => {
            Restorable::placement(before.role(*role).ok()?)
        }
        Body::EditRole { role, .. } => Restorable::Role {
            role: *role,
            details: before.role(*role).ok()?.details.clone(),
        },
        Body::EditLeader { leader, .. } => Restorable::Leader {
            leader: *leader,
            details: before.leader(*leader).ok()?.details.clone(),
        },
        Body::RemoveEffort { effort } => Restorable::Removed {
            effort: *effort,
            removed: before.effort(*effort).ok()?.removed,
        },
        Body::AmendEffort { effort, .. } => Restorable::Effort {
            effort: *effort,
            draft: before.effort(*effort).ok()?.draft(),
        },
        _ => return None,
    };
    let expect = touched.current(after).ok()?;
    (expect != touched).then_some(Body::Restore {
        expect,
        restore: touched,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Stage, Story};
    use super::*;

    #[test]
    fn undo_puts_a_moved_role_back_unless_it_moved_again() {
        let mut story = Story::begin();
        let body = Body::MoveRole {
            role: Story::role("data"),
            stage: Stage::Source,
            after: None,
            before: None,
            reason: None,
        };
        let before = story.rows.clone();
        story.does(body.clone());
        let nothing = Changes::new();
        let undo = inverse(&State::new(&before, &nothing), &story.state(), &body).unwrap();

        story.moves("data", Stage::Offer, None, None).unwrap();
        assert_eq!(story.tries(undo.clone()), Err(Refusal::ChangedSince));
        story.moves("data", Stage::Source, None, None).unwrap();
        story.does(undo);
        assert_eq!(story.titles(Stage::Understand), ["Senior Data Engineer"]);
    }

    #[test]
    fn a_restore_cannot_smuggle_in_another_row() {
        let mut story = Story::begin();
        story.opens("sre", "SRE");
        let placement = |name| Restorable::placement(story.state().role(Story::role(name)).unwrap());
        let body = Body::Restore {
            expect: placement("data"),
            restore: placement("sre"),
        };
        assert_eq!(story.tries(body), Err(Refusal::ChangedSince));
    }

    #[test]
    fn what_was_published_is_not_undone() {
        let mut story = Story::begin();
        let body = Body::SendUpdate {
            update: Story::update("u"),
            leader: Story::leader("dana"),
            roles: vec![],
            text: "Three strong people in play".into(),
        };
        let before = story.rows.clone();
        story.does(body.clone());
        assert_eq!(
            inverse(&State::new(&before, &Changes::new()), &story.state(), &body),
            None
        );
    }
}
