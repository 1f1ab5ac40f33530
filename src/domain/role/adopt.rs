//! Roles that come in mid-flight: where they are, without debt for the steps that came before.

use std::collections::BTreeMap;

use chrono::Days;
use serde::{Deserialize, Serialize};

use super::{Close, Entered, Hold, Placement, Role, RoleDetails, Stage};
use crate::domain::{
    Audience, Changes, Ctx, Leader, LeaderId, OrderKey, Refusal, RoleId, Spread, State, UserId,
};

/// Most roles in one command.
pub const MAX_IMPORT: usize = 200;

/// Days until a hold that was imported is looked at again.
const REVIEW_DAYS: u64 = 30;

/// What stands with such a hold: tables do not say who asked for it, nor why.
const ASKED_BY: &str = "Someone";
const CAUSE: &str = "On hold when it was imported";

/// A role as another tracker kept it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ImportedRole {
    pub role: RoleId,
    pub leader: LeaderId,
    /// Who answers for it; none, or someone who is no member now: whoever imports it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<UserId>,
    pub details: RoleDetails,
    pub stage: Stage,
    /// Given exactly when the stage is [`Stage::Closed`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub close: Option<Close>,
    #[serde(default)]
    pub held: bool,
}

impl Role {
    /// Adds those that are not here yet, each at the end of its stage. One whose leader is gone comes in without.
    pub(in crate::domain) fn import(
        state: &State,
        roles: &[ImportedRole],
        user: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        if roles.len() > MAX_IMPORT {
            return Err(Refusal::Malformed {
                detail: format!("{} roles at once, {MAX_IMPORT} are the most", roles.len()),
            });
        }
        let mut last: BTreeMap<Stage, OrderKey> = BTreeMap::new();
        for role in state.seen_by(None).all::<Role>() {
            let Placement { stage, order, .. } = &role.placement;
            if last.get(stage).is_none_or(|last| last < order) {
                last.insert(*stage, order.clone());
            }
        }
        let mut spread = Spread::among(state);
        for imported in roles {
            // Also what is passed over must be in order: the journal keeps it.
            let role = imported.adopted(state, last.get(&imported.stage), user, ctx)?;
            if state.require_new(Self::key(imported.role)).is_err() {
                continue;
            }
            last.insert(imported.stage, role.placement.order.clone());
            spread = spread.role(role, Audience::Workspace);
        }
        Ok(spread.changes())
    }
}

impl Hold {
    /// Whether it came with an import, so that nobody knows who asked for it and why.
    pub fn was_imported(&self) -> bool {
        self.requester == ASKED_BY && self.cause == CAUSE
    }
}

impl ImportedRole {
    /// Whether a role is as this person's import would bring it in, wherever in its stage it stands and whenever it came.
    pub(super) fn is_still(&self, state: &State, role: &Role, by: UserId, ctx: &Ctx) -> bool {
        let Ok(new) = self.adopted(state, None, by, ctx) else {
            return false;
        };
        let of_hold = |hold: &Hold| {
            let reviewed_after = hold.review_on - hold.since;
            (hold.requester.clone(), hold.cause.clone(), reviewed_after)
        };
        let stage_of = |role: &Role| role.entered.as_ref().map(|entered| entered.stage);
        let same = Role {
            hold: role.hold.clone(),
            entered: role.entered,
            placement: Placement {
                order: role.placement.order.clone(),
                ..new.placement.clone()
            },
            ..new.clone()
        };
        same == *role
            && stage_of(role) == stage_of(&new)
            && role.hold.as_ref().map(of_hold) == new.hold.as_ref().map(of_hold)
    }

    fn adopted(
        &self,
        state: &State,
        last: Option<&OrderKey>,
        user: UserId,
        ctx: &Ctx,
    ) -> Result<Role, Refusal> {
        let details = self.details.checked()?;
        ctx.require_begun(details.opened_on)?;
        let close = match (self.stage, &self.close) {
            (Stage::Closed, None) => return Err(Refusal::ReasonNeeded),
            (Stage::Closed, Some(close)) => {
                ctx.require_begun(close.on)?;
                Some(close.clone())
            }
            _ => None,
        };
        let on = ctx.claimed_at.date_naive();
        let order = OrderKey::behind(last).ok_or(Refusal::Internal)?;
        let held = self.held && close.is_none();
        let leader = state.get::<Leader>(self.leader).ok();
        let hold = held.then(|| Hold {
            requester: ASKED_BY.into(),
            cause: CAUSE.into(),
            review_on: on + Days::new(REVIEW_DAYS),
            since: on,
        });
        Ok(Role {
            id: self.role,
            leader: leader.map(|leader| leader.id),
            details,
            owner: self
                .owner
                .filter(|owner| state.present(*owner).is_ok())
                .unwrap_or(user),
            placement: Placement {
                skipped: None,
                sourced_on: None,
                yes_on: None,
                before_offer: None,
                held_days: 0,
                resumed_on: None,
                stage: self.stage,
                order,
                close,
            },
            hold,
            code_name: None,
            given_on: None,
            entered: Some(Entered {
                stage: self.stage,
                on,
            }),
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::{Body, CloseReason, Member, Part, Right, Story, leader, member, role};

    fn imported(name: &str, stage: Stage) -> ImportedRole {
        let opened_on = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let close = (stage == Stage::Closed).then(|| Close {
            from: None,
            at: None,
            reason: CloseReason::Filled,
            on: NaiveDate::from_ymd_opt(2026, 6, 30).unwrap(),
        });
        ImportedRole {
            role: Story::role(name),
            leader: Story::leader("dana"),
            owner: None,
            details: Story::details(name, opened_on),
            stage,
            close,
            held: false,
        }
    }

    fn imports(story: &mut Story, roles: Vec<ImportedRole>) -> Changes {
        story.does(role::Command::ImportRoles { roles })
    }

    #[test]
    fn imported_roles_stand_at_the_end_of_their_stages_once() {
        let mut story = Story::begin();
        let roles = || {
            ["one", "two"]
                .map(|name| imported(name, Stage::Understand))
                .into_iter()
                .chain([imported("old", Stage::Closed)])
        };
        imports(&mut story, roles().collect());
        assert_eq!(
            story.titles(Stage::Understand),
            ["Senior Data Engineer", "one", "two"]
        );
        assert_eq!(story.titles(Stage::Closed), ["old"]);
        assert!(
            imports(&mut story, roles().collect()).is_empty(),
            "a second time adds nothing"
        );
    }

    #[test]
    fn what_came_before_is_no_debt() {
        let mut story = Story::begin();
        imports(
            &mut story,
            vec![imported("late", Stage::Offer), imported("old", Stage::Closed)],
        );
        let today = story.now.date_naive();
        let standing = |name| story.state().standing(Story::role(name), today).unwrap();
        let parts = |name| standing(name).rail.map(|(part, _)| part);
        use Part::{NotHere, NotYet};
        assert_eq!(parts("late"), [NotHere, NotHere, NotYet, NotHere, NotYet, NotYet]);
        assert_eq!(parts("old"), [NotHere; 6]);
        let late = standing("late");
        assert_eq!(
            (late.silence, late.waits_for_hello),
            (None, true),
            "its clock starts with a hello"
        );
    }

    #[test]
    fn a_hold_comes_along_with_a_day_to_look_again() {
        let mut story = Story::begin();
        let held = ImportedRole {
            held: true,
            ..imported("held", Stage::Source)
        };
        imports(&mut story, vec![held]);
        let state = story.state();
        let hold = state
            .get::<Role>(Story::role("held"))
            .unwrap()
            .hold
            .as_ref()
            .unwrap();
        assert_eq!(
            (hold.requester.as_str(), hold.review_on.to_string().as_str()),
            ("Someone", "2026-12-19")
        );
        assert!(hold.was_imported());
        let asked_for = Hold {
            requester: "Dana Whitfield".into(),
            ..hold.clone()
        };
        assert!(!asked_for.was_imported());
    }

    #[test]
    fn an_imported_role_is_owned_by_somebody_who_is_here() {
        let mut story = Story::begin();
        for (name, left) in [("priya", false), ("tom", false), ("tom", true)] {
            story.does(if left {
                Body::Member(member::Command::RemoveMember {
                    member: Story::user(name),
                    successor: Story::user("priya"),
                    replace: [].into(),
                })
            } else {
                Body::Member(member::Command::PutMember(Member {
                    user: Story::user(name),
                    name: name.into(),
                    phone: None,
                    right: Right::Owner,
                    left: None,
                }))
            });
        }
        let toms = ImportedRole {
            owner: Some(Story::user("tom")),
            ..imported("one", Stage::Source)
        };
        imports(&mut story, vec![toms]);
        let owner = story.state().get::<Role>(Story::role("one")).unwrap().owner;
        assert_eq!(owner, Story::user("priya"));
    }

    #[test]
    fn what_is_passed_over_must_be_in_order_too() {
        let mut story = Story::begin();
        imports(&mut story, vec![imported("one", Stage::Source)]);
        let mut again = imported("one", Stage::Source);
        again.details.title = "x".repeat(100_000);
        assert!(
            story
                .tries(role::Command::ImportRoles { roles: vec![again] })
                .is_err()
        );
    }

    #[test]
    fn a_role_whose_leader_was_erased_comes_in_without() {
        let mut story = Story::begin();
        story.does(leader::Command::EraseLeader {
            leader: Story::leader("dana"),
        });
        imports(&mut story, vec![imported("one", Stage::Source)]);
        assert_eq!(
            story.state().get::<Role>(Story::role("one")).unwrap().leader,
            None
        );
    }

    #[test]
    fn a_thousand_roles_keep_short_keys() {
        let mut story = Story::begin();
        for part in 0..10 {
            let roles = (0..MAX_IMPORT).map(|n| imported(&format!("r{part}-{n}"), Stage::Closed));
            imports(&mut story, roles.collect());
        }
        assert!(
            story
                .state()
                .all::<Role>()
                .all(|role| !role.placement.order.is_long())
        );
        let too_many = vec![imported("x", Stage::Source); MAX_IMPORT + 1];
        assert!(matches!(
            story.tries(role::Command::ImportRoles { roles: too_many }),
            Err(Refusal::Malformed { .. })
        ));
    }
}
