//! Commands: the only way anything changes.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    Audience, Changes, CloseReason, CommandId, Effort, EffortDraft, EffortId, Hold, ImportedRole, Leader,
    LeaderDetails, LeaderId, LinkId, Member, NewLink, Refusal, Reply, ReplyId, Restorable, Role, RoleDetails,
    RoleId, RowKey, Settings, ShareLink, Stage, State, Target, Update, UpdateId, UserId, Workspace,
};

/// The shape that new commands have; [`upcast`] reads every older one.
pub const COMMAND_VERSION: u16 = 4;

/// A command as its author gave it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Command {
    pub id: CommandId,
    pub body: Body,
    /// The author's clock and offset when the command was given.
    pub claimed_at: DateTime<FixedOffset>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Body {
    PutWorkspace(Workspace),
    PutMember(Member),
    /// Lets a member go; the successor takes over their roles and their links.
    RemoveMember {
        member: UserId,
        successor: UserId,
        /// Links of theirs that end, since whoever left may know their addresses.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        replace: BTreeSet<LinkId>,
    },
    PutSettings(Settings),
    AddLeader {
        leader: LeaderId,
        details: LeaderDetails,
        /// To whom they are known until they have a role.
        #[serde(default, skip_serializing_if = "Audience::is_workspace")]
        audience: Audience,
    },
    EditLeader {
        leader: LeaderId,
        details: LeaderDetails,
        /// What the author saw when they began: what others changed meanwhile stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<LeaderDetails>,
    },
    EraseLeader {
        leader: LeaderId,
    },
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
    /// Roles that began elsewhere; those that are here already are passed over.
    ImportRoles {
        roles: Vec<ImportedRole>,
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
    LogEffort {
        effort: EffortId,
        draft: EffortDraft,
    },
    AmendEffort {
        effort: EffortId,
        draft: EffortDraft,
    },
    RemoveEffort {
        effort: EffortId,
    },
    /// Leaders see an effort's words without waiting.
    ShareWords {
        effort: EffortId,
    },
    SendUpdate {
        update: UpdateId,
        leader: LeaderId,
        roles: Vec<RoleId>,
        text: String,
    },
    ShareLink(NewLink),
    RevokeLink {
        link: LinkId,
    },
    SendReply {
        reply: ReplyId,
        update: Option<UpdateId>,
        text: String,
    },
    Restore {
        expect: Restorable,
        restore: Restorable,
    },
    /// What is left of a command that named an erased person, or that could not be read. Always refused; it
    /// keeps its place in the order.
    Scrubbed {
        /// Whether its author has been told already.
        #[serde(default)]
        told: bool,
    },
}

impl Body {
    /// Adds a leader whom everybody may know.
    pub fn add_leader(leader: LeaderId, details: LeaderDetails) -> Self {
        Self::AddLeader {
            leader,
            details,
            audience: Audience::Workspace,
        }
    }

    /// Adds a role that everybody sees.
    pub fn add_role(role: RoleId, leader: LeaderId, details: RoleDetails) -> Self {
        Self::AddRole {
            role,
            leader,
            details,
            audience: Audience::Workspace,
            code_name: None,
        }
    }

    /// The rows that the command would add.
    pub fn creates(&self) -> Vec<RowKey> {
        match self {
            Self::AddLeader { leader, .. } => vec![leader.key()],
            Self::AddRole { role, .. } => vec![Role::key(*role)],
            Self::ImportRoles { roles } => roles.iter().map(|imported| Role::key(imported.role)).collect(),
            Self::LogEffort { effort, .. } => vec![Effort::key(*effort)],
            Self::SendUpdate { update, .. } => vec![Update::key(*update)],
            Self::ShareLink(link) => vec![ShareLink::key(link.id)],
            _ => Vec::new(),
        }
    }

    /// The rows that must be there for it.
    pub fn needs(&self) -> Vec<RowKey> {
        let roles = |roles: &[RoleId]| roles.iter().copied().map(Role::key).collect::<Vec<_>>();
        let people = |audience: &Audience| match audience {
            Audience::People(people) => people.iter().copied().map(Member::key).collect(),
            Audience::Workspace => Vec::new(),
        };
        match self {
            Self::RemoveMember { member, successor, .. } => {
                vec![Member::key(*member), Member::key(*successor)]
            }
            Self::EditLeader { leader, .. } | Self::EraseLeader { leader } => vec![leader.key()],
            Self::AddLeader { audience, .. } => people(audience),
            Self::AddRole {
                leader, audience, ..
            } => [leader.key()].into_iter().chain(people(audience)).collect(),
            Self::EditRole { role, .. }
            | Self::MoveRole { role, .. }
            | Self::HoldRole { role, .. }
            | Self::ResumeRole { role } => vec![Role::key(*role)],
            Self::RestrictRole { role, audience, .. } => {
                [Role::key(*role)].into_iter().chain(people(audience)).collect()
            }
            Self::HandOver { role, to } => vec![Role::key(*role), Member::key(*to)],
            Self::GiveRole { role, leader } => vec![Role::key(*role), leader.key()],
            Self::LogEffort { draft, .. } => roles(&draft.roles),
            Self::AmendEffort { effort, draft } => {
                [Effort::key(*effort)].into_iter().chain(roles(&draft.roles)).collect()
            }
            Self::RemoveEffort { effort } | Self::ShareWords { effort } => vec![Effort::key(*effort)],
            Self::SendUpdate {
                leader, roles: about, ..
            } => [leader.key()].into_iter().chain(roles(about)).collect(),
            Self::ShareLink(link) => {
                let target = match link.target {
                    Target::Leader(leader) => leader.key(),
                    Target::Role(role) => Role::key(role),
                };
                [target].into_iter().chain(link.opens.iter().copied().map(Role::key)).collect()
            }
            Self::RevokeLink { link } => vec![ShareLink::key(*link)],
            Self::Restore { expect, .. } => vec![expect.key()],
            Self::PutWorkspace(_)
            | Self::PutMember(_)
            | Self::PutSettings(_)
            // Whose leader is not there comes in without.
            | Self::ImportRoles { .. }
            | Self::SendReply { .. }
            | Self::Scrubbed { .. } => Vec::new(),
        }
    }

    /// The rows on which it was built, also those without which it would be only half carried out.
    pub fn builds_on(&self) -> Vec<RowKey> {
        match self {
            Self::ImportRoles { roles } => roles.iter().map(|imported| imported.leader.key()).collect(),
            other => other.needs(),
        }
    }

    /// What the journal keeps of it: a passcode is nobody's to read.
    pub fn journaled(&self) -> Self {
        match self {
            Self::ShareLink(link) => Self::ShareLink(NewLink {
                passcode: None,
                ..link.clone()
            }),
            other => other.clone(),
        }
    }
}

/// Who gives a command.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    User(UserId),
    /// Whoever holds a share link.
    Link(LinkId),
}

impl Actor {
    pub fn user(self) -> Option<UserId> {
        match self {
            Self::User(user) => Some(user),
            Self::Link(_) => None,
        }
    }

    pub fn link(self) -> Option<LinkId> {
        match self {
            Self::Link(link) => Some(link),
            Self::User(_) => None,
        }
    }
}

/// What a rule may know besides the rows. Zones are resolved at the edges: rules see civil days only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ctx {
    pub actor: Actor,
    /// The author's clock and offset.
    pub claimed_at: DateTime<FixedOffset>,
    /// The server's clock; on the device the author's.
    pub received_at: DateTime<Utc>,
    /// The workspace's civil day at `received_at`.
    pub today: NaiveDate,
}

/// Days by which another clock or zone may be ahead of ours.
const AHEAD_DAYS: i64 = 2;

/// The day of a moment where it was told, for moments at the ends of time as well.
fn civil(moment: DateTime<FixedOffset>) -> NaiveDate {
    let utc = moment.naive_utc();
    utc.checked_add_offset(*moment.offset()).unwrap_or(utc).date()
}

/// What an author's clock said, as far as it can be so: a clock that is days ahead of ours, or behind all that
/// happened, says nothing, and ours counts in its place.
pub fn bounded(claimed_at: DateTime<FixedOffset>, received_at: DateTime<Utc>) -> DateTime<FixedOffset> {
    let is_behind = civil(claimed_at) < first_day();
    if is_behind || claimed_at > received_at + TimeDelta::days(AHEAD_DAYS) {
        received_at.with_timezone(claimed_at.offset())
    } else {
        claimed_at
    }
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(1990, 1, 1).unwrap_or_default()
}

impl Ctx {
    pub(super) fn require_user(&self) -> Result<UserId, Refusal> {
        self.actor.user().ok_or(Refusal::LinkForbids)
    }

    /// Clocks differ: up to two days ahead of ours still counts as now.
    pub(super) fn require_past(&self, moment: DateTime<FixedOffset>) -> Result<(), Refusal> {
        if moment > self.received_at + TimeDelta::days(AHEAD_DAYS) {
            return Err(Refusal::DateOutOfReach {
                date: civil(moment).to_string(),
            });
        }
        self.require_reachable(civil(moment))
    }

    /// An effort was made before whoever logs it says so, by the same clock.
    pub(super) fn require_made(&self, moment: DateTime<FixedOffset>) -> Result<(), Refusal> {
        self.require_past(moment)?;
        if moment > self.claimed_at + TimeDelta::minutes(10) {
            return Err(Refusal::DateAhead {
                date: moment.format("%Y-%m-%d %H:%M").to_string(),
            });
        }
        Ok(())
    }

    /// A day on which something is to happen: not before whoever names it does so.
    pub(super) fn require_coming(&self, date: NaiveDate) -> Result<(), Refusal> {
        if date < self.claimed_at.date_naive() {
            return Err(Refusal::DatePassed {
                date: date.to_string(),
            });
        }
        self.require_reachable(date)
    }

    /// The same of a day: what has begun lies in the past, or two days ahead by another clock or zone.
    pub(super) fn require_begun(&self, date: NaiveDate) -> Result<(), Refusal> {
        if date > self.today + TimeDelta::days(AHEAD_DAYS) {
            return Err(Refusal::DateOutOfReach {
                date: date.to_string(),
            });
        }
        self.require_reachable(date)
    }

    /// Dates within a working life: from 1990 to twenty years from now.
    pub(super) fn require_reachable(&self, date: NaiveDate) -> Result<(), Refusal> {
        let last = self.today + TimeDelta::days(20 * 366);
        if (first_day()..=last).contains(&date) {
            Ok(())
        } else {
            Err(Refusal::DateOutOfReach {
                date: date.to_string(),
            })
        }
    }
}

/// What the command changes, or why it is refused. Never mutates; reads no clock; draws nothing at random.
///
/// # Errors
/// A [`Refusal`] is final for this command.
pub fn decide(state: &State, body: &Body, ctx: &Ctx) -> Result<Changes, Refusal> {
    if let Actor::User(user) = ctx.actor
        && !state.is_member(user)
    {
        return Err(Refusal::NotAMember);
    }
    let state = &state.seen_by(ctx.actor.user());
    match body {
        Body::PutWorkspace(workspace) => Workspace::put(state, workspace, ctx),
        Body::PutMember(member) => Member::put(state, member, ctx),
        Body::RemoveMember {
            member,
            successor,
            replace,
        } => Member::remove(state, *member, *successor, replace, ctx),
        Body::PutSettings(settings) => Settings::put(state, settings, ctx),
        Body::AddLeader {
            leader,
            details,
            audience,
        } => Leader::add(state, *leader, details, audience, ctx),
        Body::EditLeader {
            leader,
            details,
            base,
        } => Leader::edit(state, *leader, details, base.as_ref(), ctx),
        Body::EraseLeader { leader } => Body::erase_leader(state, *leader, ctx),
        Body::AddRole {
            role,
            leader,
            details,
            audience,
            code_name,
        } => Role::add(
            state,
            *role,
            *leader,
            details,
            (audience, code_name.as_deref()),
            ctx,
        ),
        Body::ImportRoles { roles } => Role::import(state, roles, ctx),
        Body::EditRole { role, details, base } => Role::edit(state, *role, details, base.as_ref(), ctx),
        Body::MoveRole {
            role,
            stage,
            after,
            before,
            reason,
        } => Role::shift(state, *role, *stage, (*after, *before), *reason, ctx),
        Body::HoldRole { role, hold } => Role::hold(state, *role, hold, ctx),
        Body::ResumeRole { role } => Role::resume(state, *role, ctx),
        Body::RestrictRole {
            role,
            audience,
            code_name,
        } => Role::restrict(state, *role, audience, code_name.as_deref(), ctx),
        Body::HandOver { role, to } => Member::hand_over(state, *role, *to, ctx),
        Body::GiveRole { role, leader } => Role::give(state, *role, *leader, ctx),
        Body::LogEffort { effort, draft } => Effort::log(state, *effort, draft, ctx),
        Body::AmendEffort { effort, draft } => Effort::amend(state, *effort, draft, ctx),
        Body::ShareWords { effort } => Effort::share_words(state, *effort, ctx),
        Body::RemoveEffort { effort } => Effort::set_removed(state, *effort, true, ctx),
        Body::SendUpdate {
            update,
            leader,
            roles,
            text,
        } => Update::send(state, *update, *leader, roles, text, ctx),
        Body::ShareLink(new) => ShareLink::share(state, new, ctx),
        Body::RevokeLink { link } => ShareLink::revoke(state, *link, ctx),
        Body::SendReply { reply, update, text } => Reply::send(state, *reply, *update, text, ctx),
        Body::Restore { expect, restore } => Restorable::apply(state, expect, restore, ctx),
        Body::Scrubbed { .. } => Err(Refusal::Erased),
    }
}

/// Reads a command of any released version.
///
/// # Errors
/// [`Refusal::Malformed`], saying what could not be read.
pub fn upcast(version: u16, mut body: Value) -> Result<Body, Refusal> {
    if version < 2
        && let Some(draft) = body.get_mut("draft").and_then(Value::as_object_mut)
        && let Some(role) = draft.remove("role")
    {
        // Version 1 logged each effort for one role.
        draft.insert("roles".into(), json!([role]));
    }
    serde_json::from_value(body).map_err(|error| Refusal::Malformed {
        detail: error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_effort_of_the_first_version_is_read_with_its_one_role() {
        let role = "0190c0de-0000-7000-8000-000000000001";
        let body = json!({
            "do": "log_effort", "effort": "0190c0de-0000-7000-8000-000000000002",
            "draft": {
                "role": role, "kind": "screen", "quantity": 1, "minutes": 30, "shared": true,
                "side": "sourcing", "happened_at": "2026-11-19T09:38:00+01:00"
            }
        });
        let Ok(Body::LogEffort { draft, .. }) = upcast(1, body.clone()) else {
            panic!("not read")
        };
        assert_eq!(draft.roles, [role.parse().unwrap()]);
        assert!(
            matches!(upcast(2, body), Err(Refusal::Malformed { .. })),
            "version 2 names its roles"
        );
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused_in_words() {
        let details = json!({
            "title": "SRE", "family": "it", "seniority": "mid", "niche": "common", "opened_on": "2026-02-30"
        });
        let body =
            json!({ "do": "edit_role", "role": "0190c0de-0000-7000-8000-000000000001", "details": details });
        assert!(
            matches!(upcast(COMMAND_VERSION, body), Err(Refusal::Malformed { detail }) if detail.contains("out of range"))
        );
    }
}
