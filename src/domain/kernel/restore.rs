//! Undo is a command like any other: what to restore, and what must still be there for it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use crate::domain::{
    Body, Brief, BriefDetails, Changes, Commands, Ctx, Effort, EffortDraft, EffortId, Fix, FixDetails, FixId,
    Giver, Hold, Kit, KitDetails, Leader, LeaderDetails, LeaderId, PainDetails, PainId, PainPoint, Placement,
    Problem, ProblemDetails, ProblemId, Refusal, Role, RoleDetails, RoleId, Row, RowKey, Says, Settings,
    State, UserId, Why, WhyDetails, WhyId,
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
    Pain {
        pain: PainId,
        details: PainDetails,
        removed: bool,
    },
    Why {
        why: WhyId,
        details: WhyDetails,
        removed: bool,
    },
    Fix {
        fix: FixId,
        details: FixDetails,
        removed: bool,
    },
    Brief {
        role: RoleId,
        details: Box<BriefDetails>,
    },
    Kit {
        role: RoleId,
        details: Box<KitDetails>,
    },
    Problem {
        problem: ProblemId,
        details: Box<ProblemDetails>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        into: Option<ProblemId>,
        removed: bool,
    },
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    Restore { expect: Restorable, restore: Restorable },
}

impl From<Command> for Body {
    fn from(command: Command) -> Self {
        Self::Undo(command)
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let Self::Restore { expect, .. } = self;
        let (names, may_name) = match expect {
            Restorable::Leader { .. } => (vec![expect.key()], vec![]),
            // Who asked for a hold is most often the leader, and what is known of a role's market may be about them.
            Restorable::Placement { .. }
            | Restorable::Role { .. }
            | Restorable::Pain { .. }
            | Restorable::Why { .. }
            | Restorable::Fix { .. }
            | Restorable::Brief { .. }
            | Restorable::Kit { .. }
            | Restorable::Problem { .. } => (vec![], vec![expect.key()]),
            Restorable::Removed { .. } | Restorable::Effort { .. } => (vec![], vec![]),
        };
        Says {
            by: Giver::Member,
            creates: vec![],
            needs: vec![expect.key()],
            wants: vec![],
            names,
            may_name,
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        let Self::Restore { expect, restore } = self;
        Restorable::apply(state, expect, restore, by, ctx)
    }
}

/// The command that puts a value back as it was; none when it is so.
pub(in crate::domain) fn back(before: Restorable, now: Restorable) -> Option<Body> {
    (before != now).then(|| {
        Command::Restore {
            expect: now,
            restore: before,
        }
        .into()
    })
}

impl Restorable {
    /// The same value as it stands now.
    /// # Errors
    /// When the row is not here.
    pub fn current(&self, state: &State) -> Result<Self, Refusal> {
        Ok(match self {
            Self::Placement { role, .. } => Self::placement(state.get::<Role>(*role)?),
            Self::Role { role, .. } => Self::Role {
                role: *role,
                details: state.get::<Role>(*role)?.details.clone(),
            },
            Self::Leader { leader, .. } => Self::Leader {
                leader: *leader,
                details: state.get::<Leader>(*leader)?.details.clone(),
            },
            Self::Removed { effort, .. } => Self::Removed {
                effort: *effort,
                removed: state.get::<Effort>(*effort)?.removed,
            },
            Self::Effort { effort, .. } => Self::Effort {
                effort: *effort,
                draft: state.get::<Effort>(*effort)?.draft(),
            },
            Self::Pain { pain, .. } => Self::pain(state.get::<PainPoint>(*pain)?),
            Self::Why { why, .. } => Self::why(state.get::<Why>(*why)?),
            Self::Fix { fix, .. } => Self::fix(state.get::<Fix>(*fix)?),
            Self::Brief { role, .. } => Self::brief(*role, &state.get::<Brief>(*role)?.details),
            Self::Kit { role, .. } => Self::kit(*role, &state.get::<Kit>(*role)?.details),
            Self::Problem { problem, .. } => Self::problem(state.get::<Problem>(*problem)?),
        })
    }

    /// The row it is part of.
    fn key(&self) -> RowKey {
        match self {
            Self::Placement { role, .. } | Self::Role { role, .. } => Role::key(*role),
            Self::Leader { leader, .. } => Leader::key(*leader),
            Self::Removed { effort, .. } | Self::Effort { effort, .. } => Effort::key(*effort),
            Self::Pain { pain, .. } => PainPoint::key(*pain),
            Self::Why { why, .. } => Why::key(*why),
            Self::Fix { fix, .. } => Fix::key(*fix),
            Self::Brief { role, .. } => Brief::key(*role),
            Self::Kit { role, .. } => Kit::key(*role),
            Self::Problem { problem, .. } => Problem::key(*problem),
        }
    }

    pub(in crate::domain) fn placement(role: &Role) -> Self {
        Self::Placement {
            role: role.id,
            placement: role.placement.clone(),
            hold: role.hold.clone(),
        }
    }

    pub(in crate::domain) fn pain(pain: &PainPoint) -> Self {
        Self::Pain {
            pain: pain.id,
            details: pain.details.clone(),
            removed: pain.removed,
        }
    }

    pub(in crate::domain) fn why(why: &Why) -> Self {
        Self::Why {
            why: why.id,
            details: why.details.clone(),
            removed: why.removed,
        }
    }

    pub(in crate::domain) fn fix(fix: &Fix) -> Self {
        Self::Fix {
            fix: fix.id,
            details: fix.details.clone(),
            removed: fix.removed,
        }
    }

    pub(in crate::domain) fn brief(role: RoleId, details: &BriefDetails) -> Self {
        Self::Brief {
            role,
            details: Box::new(details.clone()),
        }
    }

    pub(in crate::domain) fn kit(role: RoleId, details: &KitDetails) -> Self {
        Self::Kit {
            role,
            details: Box::new(details.clone()),
        }
    }

    pub(in crate::domain) fn problem(problem: &Problem) -> Self {
        Self::Problem {
            problem: problem.id,
            details: problem.details.clone(),
            into: problem.into,
            removed: problem.removed,
        }
    }

    fn apply(
        state: &State,
        expect: &Self,
        restore: &Self,
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
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
                Ok(state.put(Role {
                    placement: placement.clone(),
                    hold: hold.clone(),
                    ..state.get::<Role>(*role)?.clone()
                }))
            }
            Self::Role { role, details } => Role::edit(state, *role, details, None, ctx),
            Self::Leader { leader, details } => Leader::edit(state, *leader, details, None, ctx),
            Self::Removed { effort, removed } => Effort::set_removed(state, *effort, *removed),
            Self::Effort { effort, draft } => Effort::amend(state, *effort, draft, by, ctx),
            Self::Pain {
                pain,
                details,
                removed,
            } => {
                let now = state.get::<PainPoint>(*pain)?;
                Ok(state.put(PainPoint {
                    details: now.details.edited(details, None, ctx)?,
                    rated_on: now.rated_on.filter(|_| details.severity == now.details.severity),
                    removed: *removed,
                    ..now.clone()
                }))
            }
            Self::Why {
                why,
                details,
                removed,
            } => {
                let now = state.get::<Why>(*why)?;
                Ok(state.put(Why {
                    details: now.details.edited(details, None)?,
                    removed: *removed,
                    ..now.clone()
                }))
            }
            Self::Fix {
                fix,
                details,
                removed,
            } => {
                let now = state.get::<Fix>(*fix)?;
                Ok(state.put(Fix {
                    details: now.details.edited(details, None, ctx)?,
                    removed: *removed,
                    ..now.clone()
                }))
            }
            Self::Brief { role, details } => {
                let leader = state.get::<Role>(*role)?.leader;
                Brief::edit(state, (*role, leader), (details, None, None), by, ctx)
            }
            Self::Kit { role, details } => {
                let leader = state.get::<Role>(*role)?.leader;
                Kit::edit(state, (*role, leader), (details, None), by, ctx)
            }
            Self::Problem {
                problem,
                details,
                into,
                removed,
            } => {
                let now = state.get::<Problem>(*problem)?;
                now.restored(state, (details, *into, *removed), ctx)
            }
        }
    }
}

/// The command that would take `body` back, given the state before it and after it; none for what stays.
pub fn inverse(before: &State, after: &State, body: &Body) -> Option<Body> {
    let key = match body {
        // Before anybody changed them they hold without a row, so nothing asks for it.
        Body::Settings(_) => Settings::key(()),
        _ => *body.says().target()?,
    };
    Row::undo(before.row(&key), after.row(&key)?)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::{
        Actor, Close, CloseReason, Overlay, Row, Rows, Scope, SkipReason, Stage, Stored, Story, Target, Way,
        effort, leader, role, update,
    };

    #[test]
    fn undo_puts_a_moved_role_back_unless_it_moved_again() {
        let mut story = Story::begin();
        let body = Body::Role(role::Command::unasked(
            Story::role("data"),
            Stage::Source,
            SkipReason::Urgent,
        ));
        let before = story.rows.clone();
        story.does(body.clone());
        let nothing = Overlay::new();
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
        let now = story.state().get::<Role>(data).unwrap().placement.clone();
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
            from: None,
            at: None,
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
            assert!(story.tries(Command::Restore { expect, restore }).is_err());
        }
        let long = serde_json::from_value::<crate::domain::OrderKey>("z".repeat(65).into());
        assert!(long.is_err());
    }

    #[test]
    fn a_restore_cannot_smuggle_in_another_row() {
        let mut story = Story::begin();
        story.opens("sre", "SRE");
        let placement = |name| Restorable::placement(story.state().get::<Role>(Story::role(name)).unwrap());
        let body = Body::Undo(Command::Restore {
            expect: placement("data"),
            restore: placement("sre"),
        });
        assert_eq!(story.tries(body), Err(Refusal::ChangedSince));
    }

    #[test]
    fn what_was_published_is_not_undone() {
        let mut story = Story::begin();
        let body = Body::Update(update::Command::SendUpdate {
            update: Story::update("u"),
            leader: Story::leader("dana"),
            roles: vec![],
            answers: None,
            text: "Three strong people in play".into(),
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
        });
        let before = story.rows.clone();
        story.does(body.clone());
        assert_eq!(
            inverse(&State::new(&before, &Overlay::new()), &story.state(), &body),
            None
        );
    }

    /// Does it, and answers with what would take it back.
    fn done(story: &mut Story, body: Body) -> Body {
        let before = story.rows.clone();
        story.does(body.clone());
        inverse(&State::new(&before, &Overlay::new()), &story.state(), &body).unwrap()
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
        Body::Role(role::Command::HoldRole {
            role: Story::role("data"),
            hold: held(story, cause),
        })
    }

    /// One command for each kind of value that can be put back, each with another that changes the same value.
    fn pairs(story: &Story) -> Vec<[Body; 2]> {
        let (role, leader, effort) = (Story::role("data"), Story::leader("dana"), Story::effort("call"));
        let moves = |stage| Body::Role(role::Command::unasked(role, stage, SkipReason::Urgent));
        let edits = |title: &str| {
            Body::Role(role::Command::EditRole {
                role,
                details: Story::details(title, story.now.date_naive()),
                base: None,
            })
        };
        let renames = |name: &str| {
            Body::Leader(leader::Command::EditLeader {
                leader,
                details: LeaderDetails::named(name),
                base: None,
            })
        };
        let amends = |minutes| {
            let mut draft = story.state().get::<Effort>(effort).unwrap().draft();
            draft.minutes = minutes;
            Body::Effort(effort::Command::AmendEffort { effort, draft })
        };
        vec![
            [moves(Stage::Source), moves(Stage::Offer)],
            [moves(Stage::Source), holds(story, "budget")],
            [holds(story, "budget"), holds(story, "a reorganisation")],
            [
                holds(story, "budget"),
                Body::Role(role::Command::ResumeRole { role }),
            ],
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
        let undo = done(&mut story, Body::Effort(effort::Command::RemoveEffort { effort }));
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
            // An effort remembers what was said of it meanwhile.
            let forgets = |stored: Stored| match stored.row {
                Row::Effort(effort) => Stored {
                    row: Row::Effort(Effort {
                        history: vec![],
                        ..effort
                    }),
                    ..stored
                },
                _ => stored,
            };
            let after: Rows = story
                .rows
                .into_iter()
                .map(|(key, stored)| (key, forgets(stored)))
                .collect();
            assert_eq!(after, before, "{body:?}");
        }
    }

    #[test]
    fn undo_of_closing_brings_the_hold_back() {
        let mut story = Story::begin();
        story.does(holds(&story, "budget"));
        let close = Body::Role(role::Command::to_end(
            Story::role("data"),
            Stage::Closed,
            Some(CloseReason::Cancelled),
        ));
        let undo = done(&mut story, close);
        assert_eq!(story.state().get::<Role>(Story::role("data")).unwrap().hold, None);
        story.does(undo);
        let role = story.state().get::<Role>(Story::role("data")).unwrap().clone();
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
