//! Erasure of a person: the rows go, and everything anywhere that still names them is scrubbed.

use std::collections::BTreeSet;

use super::{
    Body, Change, Changes, Ctx, Kind, LeaderId, LinkId, Power, Refusal, Restorable, Role, Row, RowKey, State,
    Target,
};

impl Body {
    /// Erases a leader: their row, updates, replies and links go; their roles stay, without a leader, and so
    /// does the effort that went into them.
    pub(super) fn erase_leader(state: &State, id: LeaderId, ctx: &Ctx) -> Result<Changes, Refusal> {
        state.require(Power::EraseLeader, ctx)?;
        state.leader(id)?;
        let everything = state.seen_by(None);
        let roles: Vec<&Role> = everything
            .roles()
            .filter(|role| role.leader == Some(id))
            .collect();
        let links: BTreeSet<LinkId> = everything
            .links()
            .into_iter()
            .filter(|link| match link.target {
                Target::Leader(leader) => leader == id,
                Target::Role(target) => roles.iter().any(|role| role.id == target),
            })
            .map(|link| link.id)
            .collect();
        let gone = |row: &&Row| match row {
            Row::Leader(leader) => leader.id == id,
            Row::Update(update) => update.leader == id,
            Row::Reply(reply) => reply.leader == id,
            Row::Link(link) => links.contains(&link.id),
            _ => false,
        };
        let kinds = [Kind::Leader, Kind::Update, Kind::Reply, Kind::Link];
        let rows = kinds
            .into_iter()
            .flat_map(|kind| everything.scan(kind))
            .filter(gone);
        let mut changes: Changes = rows
            .map(|row| (row.key(), Change::Gone { erased: true }))
            .collect();
        for role in &roles {
            changes.merge(everything.put_role(Role {
                leader: None,
                ..(*role).clone()
            }));
        }
        Ok(changes)
    }

    /// The leaders whom this command names: when one is erased, what still carries the command is scrubbed.
    pub fn subjects(&self) -> Vec<LeaderId> {
        let restored = |restorable: &Restorable| match restorable {
            Restorable::Leader { leader, .. } => Some(*leader),
            _ => None,
        };
        match self {
            Self::AddLeader { leader, .. }
            | Self::EditLeader { leader, .. }
            | Self::AddRole { leader, .. }
            | Self::GiveRole { leader, .. }
            | Self::SendUpdate { leader, .. } => vec![*leader],
            Self::ShareLink(link) => match link.target {
                Target::Leader(leader) => vec![leader],
                Target::Role(_) => Vec::new(),
            },
            Self::Restore { expect, .. } => restored(expect).into_iter().collect(),
            _ => Vec::new(),
        }
    }
}

/// The key under which an erased leader is remembered, so that a restored backup forgets them again.
impl LeaderId {
    pub fn key(self) -> RowKey {
        RowKey::new(Kind::Leader, self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Actor, Audience, LeaderDetails, Member, Right, Scope, ShareLink, Story};
    use super::*;

    #[test]
    fn an_erased_leader_leaves_roles_and_effort_but_no_trace() {
        let mut story = Story::begin();
        story.logs("call", "data", |_| {});
        story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.does(Body::SendUpdate {
            update: Story::update("u"),
            leader: Story::leader("dana"),
            roles: vec![],
            text: "Dana, pay is the brake".into(),
        });
        story.does(Body::EraseLeader {
            leader: Story::leader("dana"),
        });
        assert!(
            !serde_json::to_string(&story.rows.values().collect::<Vec<_>>())
                .unwrap()
                .contains("Dana")
        );
        assert_eq!(story.state().role(Story::role("data")).unwrap().leader, None);
        assert_eq!(story.state().efforts().count(), 1);
    }

    #[test]
    fn only_an_owner_erases() {
        let mut story = Story::begin();
        for (name, right) in [("priya", Right::Owner), ("tom", Right::Recruiter)] {
            let member = Member {
                user: Story::user(name),
                name: name.into(),
                phone: None,
                right,
                left: None,
            };
            story.does(Body::PutMember(member));
        }
        story.actor = Actor::User(Story::user("tom"));
        let erased = story.tries(Body::EraseLeader {
            leader: Story::leader("dana"),
        });
        assert_eq!(erased, Err(Refusal::OwnerOnly));
    }

    #[test]
    fn every_link_to_an_erased_leader_or_to_her_roles_goes_also_those_that_whoever_erases_does_not_see() {
        let mut story = Story::begin();
        let member = |name: &str, right| Member {
            user: Story::user(name),
            name: name.into(),
            phone: None,
            right,
            left: None,
        };
        story.does(member("priya", Right::Owner).into());
        story.does(member("tom", Right::Recruiter).into());
        story.does(Body::AddLeader {
            leader: Story::leader("eve"),
            details: LeaderDetails::named("Eve"),
        });
        story.shares("to her", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.shares("to her role", Target::Role(Story::role("data")), Scope::Read);
        story.shares("to eve", Target::Leader(Story::leader("eve")), Scope::Respond);
        // A link to a role that is then kept from Priya.
        story.actor = Actor::User(Story::user("tom"));
        story.opens("chief", "Chief of Staff");
        story.shares("hidden", Target::Role(Story::role("chief")), Scope::Read);
        story.does(Body::RestrictRole {
            role: Story::role("chief"),
            audience: Audience::People([Story::user("tom")].into()),
            code_name: None,
        });
        story.actor = Actor::User(Story::user("priya"));
        let seen = story.state().seen_by(Some(Story::user("priya")));
        assert!(seen.link(Story::link("hidden")).is_err());

        let changes = story.does(Body::EraseLeader {
            leader: Story::leader("dana"),
        });
        let left: Vec<_> = story.state().links().into_iter().map(|link| link.id).collect();
        assert_eq!(left, [Story::link("to eve")]);
        for link in ["to her", "to her role", "hidden"] {
            let change = changes.0.get(&ShareLink::key(Story::link(link)));
            assert_eq!(change, Some(&Change::Gone { erased: true }), "{link}");
        }
    }
}
