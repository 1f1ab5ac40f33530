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
    use chrono::NaiveDate;

    use super::super::{Actor, Close, CloseReason, Row, Scope, Stage, Story, Target};
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
    fn a_placement_that_no_move_could_make_is_not_restored() {
        let mut story = Story::begin();
        let data = Story::role("data");
        let now = story.state().role(data).unwrap().placement.clone();
        let expect = || Restorable::Placement {
            role: data,
            placement: now.clone(),
            hold: None,
        };
        let hold = |requester: &str| Hold {
            requester: requester.into(),
            cause: "budget".into(),
            review_on: "2026-12-01".parse().unwrap(),
            since: "2026-11-01".parse().unwrap(),
        };
        let close = |on: &str| Close {
            reason: CloseReason::Filled,
            on: on.parse().unwrap(),
        };
        let open = |hold| (Stage::Source, None, Some(hold));
        for (stage, close, hold) in [
            (Stage::Closed, None, None),
            (Stage::Source, Some(close("2026-11-01")), None),
            (Stage::Closed, Some(close("2099-01-01")), None),
            (Stage::Closed, Some(close("2026-11-01")), Some(hold("Dana"))),
            open(hold(&"x".repeat(1_000_000))),
            open(hold("")),
            open(Hold {
                review_on: NaiveDate::MAX,
                ..hold("Dana")
            }),
            open(Hold {
                since: NaiveDate::MIN,
                ..hold("Dana")
            }),
        ] {
            let restore = Restorable::Placement {
                role: data,
                placement: Placement {
                    stage,
                    close,
                    ..now.clone()
                },
                hold,
            };
            let expect = expect();
            assert!(story.tries(Body::Restore { expect, restore }).is_err());
        }
        let long = serde_json::from_value::<super::super::OrderKey>("z".repeat(65).into());
        assert!(long.is_err());
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

    /// Does it, and answers with what would take it back.
    fn done(story: &mut Story, body: Body) -> Body {
        let before = story.rows.clone();
        story.does(body.clone());
        inverse(&State::new(&before, &Changes::new()), &story.state(), &body).unwrap()
    }

    fn held(story: &Story, cause: &str) -> Hold {
        Hold {
            requester: "Finance".into(),
            cause: cause.into(),
            review_on: story.now.date_naive(),
            since: story.now.date_naive(),
        }
    }

    fn holds(story: &Story, cause: &str) -> Body {
        Body::HoldRole {
            role: Story::role("data"),
            hold: held(story, cause),
        }
    }

    /// One command for each kind of value that can be put back, each with another that changes the same value.
    fn pairs(story: &Story) -> Vec<[Body; 2]> {
        let (role, leader, effort) = (Story::role("data"), Story::leader("dana"), Story::effort("call"));
        let moves = |stage| Body::MoveRole {
            role,
            stage,
            after: None,
            before: None,
            reason: None,
        };
        let edits = |title: &str| Body::EditRole {
            role,
            details: Story::details(title, story.now.date_naive()),
            base: None,
        };
        let renames = |name: &str| Body::EditLeader {
            leader,
            details: LeaderDetails::named(name),
            base: None,
        };
        let amends = |minutes| {
            let mut draft = story.state().effort(effort).unwrap().draft();
            draft.minutes = minutes;
            Body::AmendEffort { effort, draft }
        };
        vec![
            [moves(Stage::Source), moves(Stage::Offer)],
            [moves(Stage::Source), holds(story, "budget")],
            [holds(story, "budget"), holds(story, "a reorganisation")],
            [holds(story, "budget"), Body::ResumeRole { role }],
            [edits("Data Engineer"), edits("Data Lead")],
            [renames("Dana W."), renames("Dana Whitfield-Moss")],
            [amends(7), amends(8)],
        ]
    }

    fn with_an_effort() -> Story {
        let mut story = Story::begin();
        story.logs("call", "data", |_| {});
        story
    }

    #[test]
    fn undo_is_refused_once_another_has_changed_the_same_value() {
        for [ours, theirs] in pairs(&with_an_effort()) {
            let mut story = with_an_effort();
            let undo = done(&mut story, ours.clone());
            story.actor = Actor::User(Story::user("tom"));
            story.does(theirs.clone());
            let rows = story.rows.clone();
            story.actor = Actor::User(Story::user("priya"));
            let answer = story.tries(undo);
            assert_eq!(answer, Err(Refusal::ChangedSince), "{ours:?}, then {theirs:?}");
            assert_eq!(story.rows, rows);
        }
        // What was removed has two states only: changed twice it is as it was, changed once it is not.
        let mut story = with_an_effort();
        let effort = Story::effort("call");
        let undo = done(&mut story, Body::RemoveEffort { effort });
        story.does(undo.clone());
        assert_eq!(story.tries(undo), Err(Refusal::ChangedSince));
    }

    #[test]
    fn undo_puts_back_what_was_there_and_nothing_else() {
        for [body, _] in pairs(&with_an_effort()) {
            let mut story = with_an_effort();
            let before = story.rows.clone();
            let undo = done(&mut story, body.clone());
            assert_ne!(story.rows, before);
            story.does(undo);
            let mut after = story.rows.clone();
            // An effort remembers what was said of it meanwhile.
            if let Some(Row::Effort(effort)) = after
                .get_mut(&Effort::key(Story::effort("call")))
                .map(|stored| &mut stored.row)
            {
                effort.history.clear();
            }
            assert_eq!(after, before, "{body:?}");
        }
    }

    #[test]
    fn undo_of_closing_brings_the_hold_back() {
        let mut story = Story::begin();
        story.does(holds(&story, "budget"));
        let close = Body::MoveRole {
            role: Story::role("data"),
            stage: Stage::Closed,
            after: None,
            before: None,
            reason: Some(CloseReason::Cancelled),
        };
        let undo = done(&mut story, close);
        assert_eq!(story.state().role(Story::role("data")).unwrap().hold, None);
        story.does(undo);
        let role = story.state().role(Story::role("data")).unwrap().clone();
        assert_eq!(role.hold, Some(held(&story, "budget")));
        assert_eq!(
            (role.placement.stage, role.placement.close),
            (Stage::Understand, None)
        );
    }

    #[test]
    fn a_link_undoes_nothing() {
        for [body, _] in pairs(&with_an_effort()) {
            let mut story = with_an_effort();
            story.shares("link", Target::Role(Story::role("data")), Scope::Respond);
            let undo = done(&mut story, body.clone());
            story.actor = Actor::Link(Story::link("link"));
            assert_eq!(story.tries(undo), Err(Refusal::LinkForbids), "{body:?}");
        }
    }
}
