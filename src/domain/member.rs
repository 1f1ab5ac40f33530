//! A person with rights in a workspace, and what each right allows.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::role::words;
use super::spread::Spread;
use super::{
    Audience, Body, Change, Changes, Ctx, Kind, LinkId, Refusal, Role, RoleId, Row, RowKey, ShareLink, State,
    UserId, line, phone,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Member {
    pub user: UserId,
    pub name: String,
    /// The number a leader may call; shown on the portal.
    pub phone: Option<String>,
    pub right: Right,
    /// Given once they are in the workspace no more: their name stays on what they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<NaiveDate>,
}

words! {
    Right {
        Owner = "Owner",
        Recruiter = "Recruiter",
    }
}

words! {
    /// What only some may do. Whatever is not named here, every member may do on the roles they see.
    Power {
        NameWorkspace = "Name the workspace and set its zone",
        ManageMembers = "Invite people, change their rights, and let them go",
        EraseLeader = "Erase a leader's data for good",
        ChangeSettings = "Change cadence, holidays and usual minutes",
        OthersRoles = "Hand over, or make confidential, a role that is not one's own",
        OpenWorkspaces = "Open another workspace on the same server",
    }
}

impl Right {
    /// The rights table.
    pub fn may(self, power: Power) -> bool {
        match (self, power) {
            (Self::Owner, _) => true,
            (
                Self::Recruiter,
                Power::NameWorkspace
                | Power::ManageMembers
                | Power::EraseLeader
                | Power::ChangeSettings
                | Power::OthersRoles
                | Power::OpenWorkspaces,
            ) => false,
        }
    }
}

impl Member {
    pub fn key(user: UserId) -> RowKey {
        RowKey::new(Kind::Member, user.0)
    }

    /// Owners add and change anybody; everybody may change their own name and number.
    pub(super) fn put(state: &State, body: &Self, ctx: &Ctx) -> Result<Changes, Refusal> {
        let before = state.member(body.user);
        let own = ctx.actor.user() == Some(body.user);
        if state.scan(Kind::Member).next().is_none() && !(own && body.right == Right::Owner) {
            // Until it has an owner, a workspace takes nobody in: they would find it without one.
            return Err(Refusal::OwnerOnly);
        }
        let same_right = before.is_some_and(|before| before.right == body.right && before.left.is_none());
        if !(own && same_right) {
            state.require(Power::ManageMembers, ctx)?;
        }
        if body.right != Right::Owner {
            state.require_another_owner(body.user)?;
        }
        let member = Self {
            name: line("name", &body.name)?,
            phone: body.phone.as_deref().map(phone).transpose()?,
            left: None,
            ..body.clone()
        };
        if before == Some(&member) {
            return Ok(Changes::new());
        }
        Ok(Change::put(Row::Member(member)).into())
    }

    /// Lets a member go: their roles, their place in confidential ones and the links they keep pass to the
    /// successor; dates stay as they are. Links in `replace` end: who left may know their addresses.
    pub(super) fn remove(
        state: &State,
        user: UserId,
        successor: UserId,
        replace: &BTreeSet<LinkId>,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        state.require(Power::ManageMembers, ctx)?;
        let member = state.present(user)?;
        state.require_another_owner(user)?;
        state.present(successor)?;
        if user == successor {
            return Err(Refusal::Malformed {
                detail: "choose somebody else as the successor".into(),
            });
        }
        let today = ctx.claimed_at.date_naive();
        Ok(Self::passed_on(state, member, successor, replace, today))
    }

    /// Also of what whoever lets them go does not see: no role is left without a person.
    pub(super) fn passed_on(
        state: &State,
        member: &Self,
        successor: UserId,
        replace: &BTreeSet<LinkId>,
        today: NaiveDate,
    ) -> Changes {
        let (user, everything) = (member.user, state.seen_by(None));
        let mut spread = Spread::among(state);
        for role in everything.roles() {
            let owner = if role.owner == user { successor } else { role.owner };
            let role = Role {
                owner,
                ..role.clone()
            };
            let audience = everything.role_audience(role.id).replacing(user, successor);
            spread = spread.role(role, audience);
        }
        for leader in everything.leaders() {
            let audience = everything.audience(&leader.id.key()).cloned().unwrap_or_default();
            spread = spread.leader(leader.clone(), audience.replacing(user, successor));
        }
        let mut changes = spread.changes();
        for link in everything.links().into_iter().filter(|link| link.keeper == user) {
            let passed = ShareLink {
                keeper: successor,
                revoked: link.revoked || replace.contains(&link.id),
                ..link.clone()
            };
            changes.rewrite(Row::Link(passed), &everything);
        }
        let left = Self {
            left: Some(today),
            ..member.clone()
        };
        changes.merge(Change::put(Row::Member(left)).into());
        changes
    }

    /// Hands a role to a successor, who sees it from then on, and keeps its links.
    pub(super) fn hand_over(state: &State, id: RoleId, to: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        let user = ctx.require_user()?;
        let role = state.role(id)?;
        if role.owner != user {
            state.require(Power::OthersRoles, ctx)?;
        }
        state.present(to)?;
        if role.owner == to {
            return Ok(Changes::new());
        }
        let audience = state.role_audience(id).union(&Audience::People([to].into()));
        let handed = Role {
            owner: to,
            ..role.clone()
        };
        let everything = state.seen_by(None);
        let mut changes = Spread::among(state).role(handed, audience).changes();
        let theirs = |link: &&ShareLink| link.target.role() == Some(id) && link.keeper == role.owner;
        for link in everything.links().into_iter().filter(theirs) {
            let passed = ShareLink {
                keeper: to,
                ..link.clone()
            };
            changes.rewrite(Row::Link(passed), &everything);
        }
        Ok(changes)
    }
}

impl State<'_> {
    /// Whoever is or was a member.
    pub fn member(&self, user: UserId) -> Option<&Member> {
        match self.get(&Member::key(user))? {
            Row::Member(member) => Some(member),
            _ => None,
        }
    }

    /// All who are members now, in no particular order.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.scan(Kind::Member).filter_map(|row| match row {
            Row::Member(member) if member.left.is_none() => Some(member),
            _ => None,
        })
    }

    /// Whether this person may use the workspace. One without members (just being claimed) is open to whoever
    /// claims it.
    pub fn is_member(&self, user: UserId) -> bool {
        self.present(user).is_ok() || self.scan(Kind::Member).next().is_none()
    }

    /// Whether this person may do it; on a board without members (device-only, or just being claimed) its
    /// holder may do everything.
    pub fn may(&self, user: UserId, power: Power) -> bool {
        match self.present(user) {
            Ok(member) => member.right.may(power),
            Err(_) => self.scan(Kind::Member).next().is_none(),
        }
    }

    pub(super) fn require(&self, power: Power, ctx: &Ctx) -> Result<(), Refusal> {
        let user = ctx.actor.user().ok_or(Refusal::LinkForbids)?;
        if self.may(user, power) {
            Ok(())
        } else {
            Err(Refusal::OwnerOnly)
        }
    }

    /// # Errors
    /// [`Refusal::Unknown`] for whoever is no member now.
    pub(super) fn present(&self, user: UserId) -> Result<&Member, Refusal> {
        self.member(user)
            .filter(|member| member.left.is_none())
            .ok_or(Refusal::Unknown { what: Kind::Member })
    }

    /// A workspace always keeps an owner.
    fn require_another_owner(&self, than: UserId) -> Result<(), Refusal> {
        let is_owner = |member: &&Member| member.right == Right::Owner;
        let others = self
            .members()
            .filter(is_owner)
            .filter(|member| member.user != than)
            .count();
        let was_owner = self.members().filter(is_owner).any(|member| member.user == than);
        if was_owner && others == 0 {
            return Err(Refusal::LastOwner);
        }
        Ok(())
    }
}

impl From<Member> for Body {
    fn from(member: Member) -> Self {
        Self::PutMember(member)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Actor, Scope, Story, Target};
    use super::*;

    fn member(name: &str, right: Right) -> Member {
        Member {
            user: Story::user(name),
            name: name.into(),
            phone: None,
            right,
            left: None,
        }
    }

    /// Priya owns the workspace; Tom and Ola recruit.
    fn team() -> Story {
        let mut story = Story::begin();
        for (name, right) in [
            ("priya", Right::Owner),
            ("tom", Right::Recruiter),
            ("ola", Right::Recruiter),
        ] {
            story.does(member(name, right).into());
        }
        story
    }

    fn acts_as(story: &mut Story, name: &str) {
        story.actor = Actor::User(Story::user(name));
    }

    fn let_go(who: &str, to: &str) -> Body {
        Body::RemoveMember {
            member: Story::user(who),
            successor: Story::user(to),
            replace: BTreeSet::new(),
        }
    }

    fn hand_over(to: &str) -> Body {
        Body::HandOver {
            role: Story::role("data"),
            to: Story::user(to),
        }
    }

    #[test]
    fn a_recruiter_changes_their_own_name_and_nobodys_rights() {
        let mut story = team();
        acts_as(&mut story, "tom");
        let renamed = Member {
            name: "Tom Baker".into(),
            ..member("tom", Right::Recruiter)
        };
        story.does(renamed.into());
        for other in [
            member("tom", Right::Owner),
            member("ola", Right::Recruiter),
            member("new", Right::Recruiter),
        ] {
            assert_eq!(
                story.tries(
                    Member {
                        name: "X".into(),
                        ..other
                    }
                    .into()
                ),
                Err(Refusal::OwnerOnly)
            );
        }
        assert_eq!(story.tries(let_go("ola", "tom")), Err(Refusal::OwnerOnly));
    }

    #[test]
    fn a_workspace_keeps_an_owner() {
        let mut story = team();
        assert_eq!(story.tries(let_go("priya", "tom")), Err(Refusal::LastOwner));
        assert_eq!(
            story.tries(member("priya", Right::Recruiter).into()),
            Err(Refusal::LastOwner)
        );
        story.does(member("tom", Right::Owner).into());
        story.does(let_go("priya", "tom"));
        assert!(!story.state().is_member(Story::user("priya")));
        assert_eq!(
            story.state().member(Story::user("priya")).unwrap().name,
            "priya",
            "the name stays"
        );
    }

    #[test]
    fn who_goes_leaves_no_role_without_a_person() {
        let mut story = team();
        story.does(hand_over("tom"));
        acts_as(&mut story, "tom");
        let audience = Audience::People([Story::user("tom")].into());
        let role = Story::role("data");
        story.does(Body::RestrictRole {
            role,
            audience,
            code_name: None,
        });
        story.logs("call", "data", |_| {});
        acts_as(&mut story, "priya");
        assert!(
            story
                .state()
                .seen_by(Some(Story::user("priya")))
                .role(role)
                .is_err()
        );
        story.does(let_go("tom", "ola"));
        let state = story.state();
        assert_eq!(state.role(role).unwrap().owner, Story::user("ola"));
        let heirs = Audience::People([Story::user("ola")].into());
        assert_eq!(state.role_audience(role), heirs);
        assert_eq!(
            state.audience(&super::super::Effort::key(Story::effort("call"))),
            Some(&heirs)
        );
        assert_eq!(
            story.tries(hand_over("tom")),
            Err(Refusal::Unknown { what: Kind::Role }),
            "not Priya's to see"
        );
    }

    #[test]
    fn a_role_is_handed_over_by_its_owner_or_the_workspaces() {
        let mut story = team();
        acts_as(&mut story, "tom");
        assert_eq!(story.tries(hand_over("tom")), Err(Refusal::OwnerOnly));
        acts_as(&mut story, "priya");
        story.does(hand_over("tom"));
        acts_as(&mut story, "tom");
        story.does(hand_over("ola"));
        assert_eq!(
            story.tries(hand_over("tom")),
            Err(Refusal::OwnerOnly),
            "it is Ola's now"
        );
        acts_as(&mut story, "ola");
        assert_eq!(
            story.tries(hand_over("nobody")),
            Err(Refusal::Unknown { what: Kind::Member })
        );
    }

    #[test]
    fn who_takes_over_a_confidential_role_sees_it() {
        let mut story = team();
        let (role, only) = (
            Story::role("data"),
            Audience::People([Story::user("priya")].into()),
        );
        story.does(Body::RestrictRole {
            role,
            audience: only,
            code_name: None,
        });
        story.does(hand_over("tom"));
        let both = Audience::People([Story::user("priya"), Story::user("tom")].into());
        assert_eq!(story.state().role_audience(role), both);
    }

    #[test]
    fn that_a_leader_was_told_reaches_whoever_sees_one_of_the_roles_but_not_the_words() {
        let mut story = team();
        let (open, hidden) = (Story::role("data"), Story::role("chief"));
        story.opens("chief", "Chief of Staff");
        story.does(Body::RestrictRole {
            role: hidden,
            audience: Audience::People([Story::user("priya")].into()),
            code_name: None,
        });
        let mut tells = |update: &str, roles: Vec<RoleId>| {
            story.does(Body::SendUpdate {
                update: Story::update(update),
                leader: Story::leader("dana"),
                roles,
                text: "The board has met.".into(),
            });
            let state = story.state().seen_by(Some(Story::user("tom")));
            let told = state.last_told().contains_key(&Story::leader("dana"));
            (told, state.updates().len())
        };
        assert_eq!(
            tells("one", vec![hidden]),
            (false, 0),
            "not that there is such a role"
        );
        assert_eq!(tells("both", vec![open, hidden]), (true, 0));
        assert_eq!(tells("open", vec![open]), (true, 1));
    }

    #[test]
    fn the_rights_table_is_what_the_rules_ask() {
        let mut story = team();
        acts_as(&mut story, "tom");
        let workspace = super::super::Workspace {
            name: "Ours".into(),
            zone: "Europe/London".into(),
        };
        let leader = Story::leader("dana");
        for body in [
            Body::PutWorkspace(workspace),
            Body::PutSettings(super::super::Settings::default()),
            Body::EraseLeader { leader },
        ] {
            assert_eq!(story.tries(body), Err(Refusal::OwnerOnly));
        }
        for power in Power::ALL {
            assert!(Right::Owner.may(*power) && !Right::Recruiter.may(*power));
        }
    }

    #[test]
    fn who_goes_leaves_their_work_to_somebody_else_who_is_there() {
        let mut story = team();
        story.does(let_go("ola", "priya"));
        for (nobody, why) in [("nobody", "was never here"), ("ola", "has left")] {
            let refused = Err(Refusal::Unknown { what: Kind::Member });
            assert_eq!(story.tries(let_go("tom", nobody)), refused, "{nobody} {why}");
        }
        let own = story.tries(let_go("tom", "tom"));
        assert!(matches!(own, Err(Refusal::Malformed { .. })), "{own:?}");
        assert!(story.state().is_member(Story::user("tom")));
        story.does(let_go("tom", "priya"));
        assert_eq!(
            story.tries(let_go("tom", "priya")),
            Err(Refusal::Unknown { what: Kind::Member }),
            "gone already"
        );
    }

    #[test]
    fn who_was_let_go_does_not_put_themselves_back() {
        let mut story = team();
        story.does(let_go("tom", "ola"));
        acts_as(&mut story, "tom");
        let tom = member("tom", Right::Recruiter);
        assert_eq!(story.tries(tom.clone().into()), Err(Refusal::NotAMember));
        let by_the_rule_alone = Member::put(&story.state(), &tom, &story.ctx());
        assert_eq!(by_the_rule_alone, Err(Refusal::OwnerOnly));
        assert!(!story.state().is_member(Story::user("tom")));
        acts_as(&mut story, "priya");
        story.does(member("tom", Right::Recruiter).into());
        assert!(story.state().is_member(Story::user("tom")), "an owner does");
    }

    #[test]
    fn a_roles_links_are_kept_by_whoever_takes_it_over_and_all_others_by_the_successor() {
        let mut story = team();
        let (role, leader) = (Story::role("data"), Story::leader("dana"));
        story.shares("to the role", Target::Role(role), Scope::Respond);
        story.shares("to her", Target::Leader(leader), Scope::Respond);
        let keepers = |story: &Story| {
            let keeper = |link| story.state().link(Story::link(link)).unwrap().keeper;
            [keeper("to the role"), keeper("to her")]
        };
        story.does(hand_over("tom"));
        assert_eq!(keepers(&story), [Story::user("tom"), Story::user("priya")]);
        acts_as(&mut story, "tom");
        story.shares("of tom", Target::Leader(leader), Scope::Read);
        acts_as(&mut story, "priya");
        story.does(Body::RemoveMember {
            member: Story::user("tom"),
            successor: Story::user("ola"),
            replace: [Story::link("of tom")].into(),
        });
        assert_eq!(keepers(&story), [Story::user("ola"), Story::user("priya")]);
        let state = story.state();
        let link = |name| state.link(Story::link(name)).unwrap();
        let replaced = link("of tom");
        assert!(replaced.revoked && replaced.keeper == Story::user("ola"));
        assert!(!link("to the role").revoked && !link("to her").revoked);
    }

    fn only(names: &[&str]) -> Audience {
        Audience::People(names.iter().map(|name| Story::user(name)).collect())
    }

    /// Two roles of Tom's, kept to named people, and what hangs on both: it is for whoever is named for each.
    fn two_hidden_roles(data: &[&str], chief: &[&str]) -> Story {
        let mut story = team();
        acts_as(&mut story, "tom");
        story.opens("chief", "Chief of Staff");
        acts_as(&mut story, "priya");
        story.does(hand_over("tom"));
        acts_as(&mut story, "tom");
        let both = vec![Story::role("data"), Story::role("chief")];
        story.logs("both", "data", |draft| draft.roles = both.clone());
        story.does(Body::SendUpdate {
            update: Story::update("both"),
            leader: Story::leader("dana"),
            roles: both,
            text: "The board has met.".into(),
        });
        for (role, people) in [("data", data), ("chief", chief)] {
            story.does(Body::RestrictRole {
                role: Story::role(role),
                audience: only(people),
                code_name: None,
            });
        }
        story
    }

    /// Whoever may hold what hangs on both roles.
    fn of_both(story: &Story) -> [Audience; 2] {
        let keys = [
            super::super::Effort::key(Story::effort("both")),
            super::super::Update::key(Story::update("both")),
        ];
        keys.map(|key| story.state().audience(&key).cloned().unwrap())
    }

    #[test]
    fn what_whoever_hands_a_role_over_does_not_see_is_handed_over_with_it() {
        let mut story = two_hidden_roles(&["tom", "priya"], &["tom", "ola"]);
        assert_eq!(of_both(&story), [only(&["tom"]), only(&["tom"])]);
        acts_as(&mut story, "priya");
        let seen = story.state().seen_by(Some(Story::user("priya")));
        assert!(seen.effort(Story::effort("both")).is_err());
        story.does(hand_over("ola"));
        assert_eq!(of_both(&story), [only(&["tom", "ola"]), only(&["tom", "ola"])]);
    }

    #[test]
    fn what_whoever_lets_somebody_go_does_not_see_passes_to_the_successor() {
        let mut story = two_hidden_roles(&["tom", "priya"], &["tom"]);
        assert_eq!(of_both(&story), [only(&["tom"]), only(&["tom"])]);
        acts_as(&mut story, "priya");
        story.does(let_go("tom", "ola"));
        assert_eq!(of_both(&story), [only(&["ola"]), only(&["ola"])]);
        let audience = |role| story.state().role_audience(Story::role(role));
        assert_eq!(
            [audience("data"), audience("chief")],
            [only(&["priya", "ola"]), only(&["ola"])]
        );
        let owners: Vec<_> = story.state().roles().map(|role| role.owner).collect();
        assert_eq!(owners, [Story::user("ola"), Story::user("ola")]);
    }
}
