//! Erasure of a person: the rows go, and everything anywhere that still names them is scrubbed.

use std::collections::BTreeSet;

use super::{
    Body, Change, Changes, Ctx, Effort, Hold, Kind, Leader, LeaderId, NewLink, Power, Refusal, Restorable,
    Role, Row, ShareLink, State, Target, names::mentions,
};

/// What stands in the place of a name that was erased.
const SOMEONE: &str = "Someone";

impl Body {
    /// Erases a leader: their row, updates, replies and every link that was made for them go; their roles stay,
    /// without a leader, and so does the effort that went into them. What nobody could edit any more, who asked
    /// for a hold, labels of others' links and earlier wordings, loses their name as well.
    pub(super) fn erase_leader(state: &State, id: LeaderId, ctx: &Ctx) -> Result<Changes, Refusal> {
        state.require(Power::EraseLeader, ctx)?;
        Ok(Self::erased(state, state.leader(id)?))
    }

    pub(super) fn erased(state: &State, leader: &Leader) -> Changes {
        let (id, name) = (leader.id, &leader.details.name);
        let everything = state.seen_by(None);
        let theirs = |row: &&Row| match row {
            Row::Leader(leader) => leader.id == id,
            Row::Update(update) => update.leader == id,
            Row::Reply(reply) => reply.leader == id,
            Row::Link(link) => link.leader == id,
            _ => false,
        };
        let mut changes: Changes = [Kind::Leader, Kind::Update, Kind::Reply, Kind::Link]
            .into_iter()
            .flat_map(|kind| everything.scan(kind))
            .filter(theirs)
            .map(|row| (row.key(), Change::Gone { erased: true }))
            .collect();
        for role in everything.roles() {
            changes.merge(everything.put_role(role.clone().without(id, name)));
        }
        for link in everything.links() {
            if link.leader != id && mentions(&link.label, name) {
                let label = SOMEONE.into();
                let scrubbed = ShareLink {
                    label,
                    ..link.clone()
                };
                changes.merge(everything.put_hanging(Row::Link(scrubbed)));
            }
        }
        let efforts = everything.scan(Kind::Effort).filter_map(|row| match row {
            Row::Effort(effort) => effort.without_mentions(name),
            _ => None,
        });
        for effort in efforts {
            changes.merge(everything.put_hanging(Row::Effort(effort)));
        }
        changes
    }

    /// The leader whom this command names by their id and speaks of.
    pub fn names(&self) -> Option<LeaderId> {
        match self {
            Self::AddLeader { leader, .. }
            | Self::EditLeader { leader, .. }
            | Self::AddRole { leader, .. }
            | Self::GiveRole { leader, .. }
            | Self::SendUpdate { leader, .. }
            | Self::ShareLink(NewLink {
                target: Target::Leader(leader),
                ..
            })
            | Self::ShareLink(NewLink {
                leader: Some(leader), ..
            })
            | Self::Restore {
                expect: Restorable::Leader { leader, .. },
                ..
            } => Some(*leader),
            _ => None,
        }
    }

    /// The leaders whom this command names, or may name in its words: when one is erased, what still carries the
    /// command is scrubbed. The state is the one in which it was given: it tells whose role it was.
    pub fn subjects(&self, state: &State) -> BTreeSet<LeaderId> {
        let of_role = |role| state.seen_by(None).role(role).ok()?.leader;
        let in_words = match self {
            Self::ShareLink(NewLink {
                target: Target::Role(role),
                ..
            })
            // Who asked for a hold is most often the leader.
            | Self::HoldRole { role, .. }
            | Self::Restore {
                expect: Restorable::Placement { role, .. },
                ..
            } => of_role(*role),
            _ => None,
        };
        self.names().into_iter().chain(in_words).collect()
    }
}

impl Role {
    fn without(self, leader: LeaderId, name: &str) -> Self {
        let is_theirs = self.leader == Some(leader);
        let hold = self.hold.map(|hold| {
            if is_theirs || mentions(&hold.requester, name) {
                Hold {
                    requester: SOMEONE.into(),
                    ..hold
                }
            } else {
                hold
            }
        });
        Self {
            leader: self.leader.filter(|_| !is_theirs),
            hold,
            ..self
        }
    }
}

impl Effort {
    /// The effort without earlier wordings that name this person; none when it has no such.
    fn without_mentions(&self, name: &str) -> Option<Self> {
        let named = |text: &str| mentions(text, name);
        let names = self.history.iter().any(|amended| named(&amended.was.result));
        names.then(|| {
            let mut effort = self.clone();
            effort.history.retain(|amended| !named(&amended.was.result));
            effort
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Actor, Audience, LeaderDetails, Member, Right, Scope, Story};
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
    fn her_name_goes_where_nobody_could_edit_it_any_more() {
        let mut story = Story::begin();
        story.does(Body::add_leader(
            Story::leader("eve"),
            LeaderDetails::named("Eve"),
        ));
        // A link made for her stays hers when the role is given away.
        let mut link = Story::link_to("link", Target::Role(Story::role("data")), Scope::Respond);
        link.label = "Dana Whitfield".into();
        story.does(Body::ShareLink(link));
        story.opens("sre", "SRE");
        let hold = |role: &str, requester: &str| Body::HoldRole {
            role: Story::role(role),
            hold: Hold {
                requester: requester.into(),
                cause: "budget".into(),
                review_on: "2026-12-01".parse().unwrap(),
                since: "2026-11-19".parse().unwrap(),
            },
        };
        story.does(hold("data", "Mrs Whitfield"));
        story.does(hold("sre", "the boss"));
        story.logs("call", "sre", |draft| draft.result = "Dana wants two more".into());
        let mut draft = story.state().effort(Story::effort("call")).unwrap().draft();
        draft.result = "two more are wanted".into();
        story.does(Body::AmendEffort {
            effort: Story::effort("call"),
            draft,
        });
        story.does(Body::GiveRole {
            role: Story::role("data"),
            leader: Story::leader("eve"),
        });
        story.does(Body::EraseLeader {
            leader: Story::leader("dana"),
        });
        let rows = serde_json::to_string(&story.rows.values().collect::<Vec<_>>()).unwrap();
        for name in ["Dana", "Whitfield", "the boss"] {
            assert!(!rows.contains(name), "{name} in {rows}");
        }
        assert!(rows.contains("two more are wanted") && rows.contains("Eve"));
    }

    #[test]
    fn a_command_concerns_the_leader_whom_its_words_may_name() {
        let mut story = Story::begin();
        let link = Story::link_to("link", Target::Role(Story::role("data")), Scope::Respond);
        let dana = BTreeSet::from([Story::leader("dana")]);
        assert_eq!(Body::ShareLink(link.clone()).subjects(&story.state()), dana);
        // A link says by itself for whom it is, whosever the role is by then.
        let meant = NewLink {
            leader: Some(Story::leader("dana")),
            ..link.clone()
        };
        assert_eq!(
            Body::ShareLink(meant.clone()).names(),
            Some(Story::leader("dana"))
        );
        let resume = Body::ResumeRole {
            role: Story::role("data"),
        };
        assert!(resume.subjects(&story.state()).is_empty());
        story.does(Body::EraseLeader {
            leader: Story::leader("dana"),
        });
        assert!(
            Body::ShareLink(link).subjects(&story.state()).is_empty(),
            "it is nobody's now"
        );
        assert_eq!(Body::ShareLink(meant).subjects(&story.state()), dana);
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
        story.does(Body::add_leader(
            Story::leader("eve"),
            LeaderDetails::named("Eve"),
        ));
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
