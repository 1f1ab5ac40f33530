//! A person with rights in a workspace, and what each right allows.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use crate::domain::{
    Audience, Body, Change, Changes, Commands, Ctx, Erasure, Giver, Hit, Kind, Leader, LinkId, Listed,
    Refusal, RoleId, Row, RowKey, Says, Spread, State, UserId, Word, labelled, line, phone,
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

labelled! {
    Right {
        Owner = "Owner",
        Recruiter = "Recruiter",
    }
}

labelled! {
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

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    PutMember(Member),
    /// Lets a member go; the successor takes over their roles and their links.
    RemoveMember {
        member: UserId,
        successor: UserId,
        /// Links of theirs that end, since whoever left may know their addresses.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        replace: BTreeSet<LinkId>,
    },
}

impl Word for Member {
    type Id = UserId;
    const VERSION: u16 = 1;

    fn id(&self) -> UserId {
        self.user
    }

    fn hangs_on(&self, _: &State) -> Vec<RowKey> {
        Vec::new()
    }

    fn spoke_of(&self) -> Vec<RoleId> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RoleId]) -> Audience) -> Self {
        self
    }

    /// Their name stays on what they did.
    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    fn erased(&self, _: &Leader) -> Erasure<Self> {
        Erasure::Kept("it is a colleague")
    }

    fn text(&self, _: &State) -> Option<String> {
        None
    }

    fn hit(&self, _: &State) -> Option<Hit> {
        None
    }

    fn undo(_: Option<&Self>, _: &Self) -> Option<Body> {
        None
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        match self {
            // Everybody may change their own name and number; the rule asks for more where it is another's.
            Self::PutMember(_) => Says {
                by: Giver::Member,
                creates: vec![],
                needs: vec![],
                wants: vec![],
                names: vec![],
                may_name: vec![],
            },
            Self::RemoveMember {
                member, successor, ..
            } => Says {
                by: Giver::Power(Power::ManageMembers),
                creates: vec![],
                needs: vec![Member::key(*member), Member::key(*successor)],
                wants: vec![],
                names: vec![],
                may_name: vec![],
            },
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        match self {
            Self::PutMember(member) => Member::put(state, member, by),
            Self::RemoveMember {
                member,
                successor,
                replace,
            } => Member::remove(state, *member, *successor, replace, ctx),
        }
    }
}

impl Member {
    /// Owners add and change anybody; everybody may change their own name and number.
    fn put(state: &State, body: &Self, by: UserId) -> Result<Changes, Refusal> {
        let before = state.member(body.user);
        let own = by == body.user;
        if state.all::<Self>().next().is_none() && !(own && body.right == Right::Owner) {
            // Until it has an owner, a workspace takes nobody in: they would find it without one.
            return Err(Refusal::OwnerOnly);
        }
        let same_right = before.is_some_and(|before| before.right == body.right && before.left.is_none());
        if !(own && same_right) {
            state.require(Power::ManageMembers, by)?;
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
        Ok(Change::put(member).into())
    }

    /// Lets a member go: their roles, their place in confidential ones and the links they keep pass to the
    /// successor; dates stay as they are. Links in `replace` end: who left may know their addresses.
    fn remove(
        state: &State,
        user: UserId,
        successor: UserId,
        replace: &BTreeSet<LinkId>,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
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
    pub(in crate::domain) fn passed_on(
        state: &State,
        member: &Self,
        successor: UserId,
        replace: &BTreeSet<LinkId>,
        today: NaiveDate,
    ) -> Changes {
        let (from, everything) = (member.user, state.seen_by(None));
        let mut spread = Spread::among(state);
        let mut passed = Vec::new();
        for row in everything.rows() {
            let held = everything.audience(&row.key()).cloned().unwrap_or_default();
            let audience = held.clone().replacing(from, successor);
            match row {
                Row::Role(role) => {
                    let role = role.passed_on(from, successor).unwrap_or_else(|| role.clone());
                    spread = spread.role(role, audience);
                }
                Row::Leader(leader) => spread = spread.leader(leader.clone(), audience),
                row => match row.passed_on(from, successor) {
                    Some(row) => passed.push((row, audience)),
                    // What hangs on nothing has an audience of its own.
                    None if audience != held && row.hangs_on(&everything).is_empty() => {
                        passed.push((row.clone(), audience));
                    }
                    None => {}
                },
            }
        }
        let mut changes = spread.changes();
        for (row, audience) in passed {
            let row = match row {
                Row::Link(link) if replace.contains(&link.id) => link.revoked().into_row(),
                row => row,
            };
            changes.keep(row, audience);
        }
        let left = Self {
            left: Some(today),
            ..member.clone()
        };
        changes.merge(Change::put(left).into());
        changes
    }
}

impl<'a> State<'a> {
    /// Whoever is or was a member.
    pub fn member(&self, user: UserId) -> Option<&'a Member> {
        self.get::<Member>(user).ok()
    }

    /// All who are members now, in no particular order.
    pub fn members(&self) -> impl Iterator<Item = &'a Member> + use<'a> {
        self.all::<Member>().filter(|member| member.left.is_none())
    }

    /// Whether this person may use the workspace. One without members (just being claimed) is open to whoever
    /// claims it.
    pub fn is_member(&self, user: UserId) -> bool {
        self.present(user).is_ok() || self.all::<Member>().next().is_none()
    }

    /// Whether this person may do it; on a board without members (device-only, or just being claimed) its
    /// holder may do everything.
    pub fn may(&self, user: UserId, power: Power) -> bool {
        match self.present(user) {
            Ok(member) => member.right.may(power),
            Err(_) => self.all::<Member>().next().is_none(),
        }
    }

    pub(in crate::domain) fn require(&self, power: Power, user: UserId) -> Result<(), Refusal> {
        if self.may(user, power) {
            Ok(())
        } else {
            Err(Refusal::OwnerOnly)
        }
    }

    /// # Errors
    /// [`Refusal::Unknown`] for whoever is no member now.
    pub(in crate::domain) fn present(&self, user: UserId) -> Result<&'a Member, Refusal> {
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
        Command::PutMember(member).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Actor, Effort, Role, Story, leader, role, settings, update, workspace};

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
            story.does(member(name, right));
        }
        story
    }

    fn acts_as(story: &mut Story, name: &str) {
        story.actor = Actor::User(Story::user(name));
    }

    fn let_go(who: &str, to: &str) -> Body {
        Body::Member(Command::RemoveMember {
            member: Story::user(who),
            successor: Story::user(to),
            replace: BTreeSet::new(),
        })
    }

    fn hand_over(to: &str) -> Body {
        Body::Role(role::Command::HandOver {
            role: Story::role("data"),
            to: Story::user(to),
        })
    }

    #[test]
    fn a_recruiter_changes_their_own_name_and_nobodys_rights() {
        let mut story = team();
        acts_as(&mut story, "tom");
        let renamed = Member {
            name: "Tom Baker".into(),
            ..member("tom", Right::Recruiter)
        };
        story.does(renamed);
        for other in [
            member("tom", Right::Owner),
            member("ola", Right::Recruiter),
            member("new", Right::Recruiter),
        ] {
            assert_eq!(
                story.tries(Member {
                    name: "X".into(),
                    ..other
                }),
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
            story.tries(member("priya", Right::Recruiter)),
            Err(Refusal::LastOwner)
        );
        story.does(member("tom", Right::Owner));
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
        story.does(role::Command::RestrictRole {
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
                .get::<Role>(role)
                .is_err()
        );
        story.does(let_go("tom", "ola"));
        let state = story.state();
        assert_eq!(state.get::<Role>(role).unwrap().owner, Story::user("ola"));
        let heirs = Audience::People([Story::user("ola")].into());
        assert_eq!(state.audience_of::<Role>(role), heirs);
        assert_eq!(state.audience(&Effort::key(Story::effort("call"))), Some(&heirs));
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
        story.does(role::Command::RestrictRole {
            role,
            audience: only,
            code_name: None,
        });
        story.does(hand_over("tom"));
        let both = Audience::People([Story::user("priya"), Story::user("tom")].into());
        assert_eq!(story.state().audience_of::<Role>(role), both);
    }

    #[test]
    fn that_a_leader_was_told_reaches_whoever_sees_one_of_the_roles_but_not_the_words() {
        let mut story = team();
        let (open, hidden) = (Story::role("data"), Story::role("chief"));
        story.opens("chief", "Chief of Staff");
        story.does(role::Command::RestrictRole {
            role: hidden,
            audience: Audience::People([Story::user("priya")].into()),
            code_name: None,
        });
        let mut tells = |update: &str, roles: Vec<RoleId>| {
            story.does(update::Command::SendUpdate {
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
        let workspace = crate::domain::Workspace {
            name: "Ours".into(),
            zone: "Europe/London".into(),
        };
        let leader = Story::leader("dana");
        for body in [
            Body::Workspace(workspace::Command::PutWorkspace(workspace)),
            Body::Settings(settings::Command::PutSettings(crate::domain::Settings::default())),
            Body::Leader(leader::Command::EraseLeader { leader }),
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
        let back = story.tries(member("tom", Right::Recruiter));
        assert!(back.is_err(), "{back:?}");
        assert!(!story.state().is_member(Story::user("tom")));
        acts_as(&mut story, "priya");
        story.does(member("tom", Right::Recruiter));
        assert!(story.state().is_member(Story::user("tom")), "an owner does");
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
        story.does(update::Command::SendUpdate {
            update: Story::update("both"),
            leader: Story::leader("dana"),
            roles: both,
            text: "The board has met.".into(),
        });
        for (role, people) in [("data", data), ("chief", chief)] {
            story.does(role::Command::RestrictRole {
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
            Effort::key(Story::effort("both")),
            crate::domain::Update::key(Story::update("both")),
        ];
        keys.map(|key| story.state().audience(&key).cloned().unwrap())
    }

    #[test]
    fn what_whoever_hands_a_role_over_does_not_see_is_handed_over_with_it() {
        let mut story = two_hidden_roles(&["tom", "priya"], &["tom", "ola"]);
        assert_eq!(of_both(&story), [only(&["tom"]), only(&["tom"])]);
        acts_as(&mut story, "priya");
        let seen = story.state().seen_by(Some(Story::user("priya")));
        assert!(seen.get::<Effort>(Story::effort("both")).is_err());
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
        let audience = |role| story.state().audience_of::<Role>(Story::role(role));
        assert_eq!(
            [audience("data"), audience("chief")],
            [only(&["priya", "ola"]), only(&["ola"])]
        );
        let owners: Vec<_> = story.state().all::<Role>().map(|role| role.owner).collect();
        assert_eq!(owners, [Story::user("ola"), Story::user("ola")]);
    }
}
