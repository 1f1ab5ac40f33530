//! What of a plan is not on the board yet, and the commands that bring it there.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::named::turned;
use super::{Plan, Planned};
use crate::domain::{
    Body, ImportedRole, Leader, LeaderDetails, LeaderId, LinkState, Role, RoleId, ShareLink, State, Target,
    UserId, folded, leader, role,
};

/// What importing a plan would add to a board.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fresh<'a> {
    pub roles: Vec<&'a Planned>,
    /// How many roles are on the board already.
    pub known: usize,
    /// How many leaders the roles are for, and how many of them are new.
    pub leaders: usize,
    pub new_leaders: usize,
    /// Recruiters who are no members: their roles become those of whoever imports them.
    pub strangers: BTreeSet<&'a str>,
}

impl<'a> Fresh<'a> {
    pub fn of(plan: &'a Plan, state: &State) -> Self {
        let there: BTreeSet<RoleId> = state.all::<Role>().map(|role| role.id).collect();
        let is_new = |role: &&Planned| !there.contains(&role.id);
        let roles: Vec<&Planned> = plan.roles.iter().filter(is_new).collect();
        let people = People::of(state);
        let leaders: BTreeSet<String> = roles.iter().map(|role| small(&role.leader)).collect();
        let is_known = |name: &&String| people.leaders.contains_key(*name);
        let recruiters = roles.iter().map(|role| role.recruiter.as_str());
        let is_stranger = |name: &&str| !name.is_empty() && people.member(name).is_none();
        Self {
            known: plan.roles.len() - roles.len(),
            leaders: leaders.len(),
            new_leaders: leaders.len() - leaders.iter().filter(is_known).count(),
            strangers: recruiters.filter(is_stranger).collect(),
            roles,
        }
    }

    /// Leaders whom somebody gave a link to all their roles: these stand on that page as soon as they are imported. By their names here.
    pub fn readers<'s>(&self, state: &State<'s>, today: NaiveDate) -> BTreeSet<&'s str> {
        let people = People::of(state);
        let of = |role: &&Planned| people.leaders.get(&small(&role.leader)).copied();
        let leaders: BTreeSet<LeaderId> = self.roles.iter().filter_map(of).collect();
        let is_read = |link: &&ShareLink| {
            let is_of_all = matches!(link.target, Target::Leader(leader) if leaders.contains(&leader));
            is_of_all && link.state(today) == LinkState::Open
        };
        let read = state.links().into_iter().filter(is_read);
        read.filter_map(|link| state.get::<Leader>(link.leader).ok())
            .map(|leader| leader.details.name.as_str())
            .collect()
    }
}

/// A command of an import, and the line of the table to which it goes back if it is of one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    pub line: Option<u64>,
    pub body: Body,
}

/// Leaders and members of a board by their names: a table has no more of them. Capitals and spaces count for nothing, and who stands there last
/// name first is known by the first name first as well.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct People {
    leaders: BTreeMap<String, LeaderId>,
    members: BTreeMap<String, UserId>,
}

impl People {
    pub fn of(state: &State) -> Self {
        let names = state.leaders().into_iter();
        let names = names.map(|leader| (leader.details.name.as_str(), leader.id));
        let names: Vec<_> = names.collect();
        let other_way = names.iter().filter_map(|(name, id)| Some((turned(name)?, *id)));
        let mut leaders: BTreeMap<String, LeaderId> =
            other_way.map(|(name, id)| (small(&name), id)).collect();
        // Whoever has just that name comes first.
        leaders.extend(names.iter().map(|(name, id)| (small(name), *id)));
        let members = state.members();
        Self {
            leaders,
            members: members.map(|member| (small(&member.name), member.user)).collect(),
        }
    }

    fn member(&self, name: &str) -> Option<UserId> {
        self.members.get(&small(name)).copied()
    }

    /// The commands that add these roles: first each leader who is not here yet, who is here from then on, then the
    /// roles in one.
    pub fn add(&mut self, roles: &[&Planned], mut fresh: impl FnMut() -> LeaderId) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut imported = Vec::with_capacity(roles.len());
        for role in roles {
            let leader = *self.leaders.entry(small(&role.leader)).or_insert_with(|| {
                let leader = fresh();
                let details = LeaderDetails {
                    name: role.leader.clone(),
                    team: role.team.clone(),
                    ..LeaderDetails::default()
                };
                steps.push(Step {
                    line: Some(role.line),
                    body: leader::Command::add(leader, details).into(),
                });
                leader
            });
            imported.push(ImportedRole {
                role: role.id,
                leader,
                owner: self.member(&role.recruiter),
                details: role.details.clone(),
                stage: role.stage,
                close: role.close.clone(),
                held: role.held,
            });
        }
        steps.push(Step {
            line: None,
            body: role::Command::ImportRoles { roles: imported }.into(),
        });
        steps
    }
}

/// The command that takes back what these steps bring in, once they were given.
pub fn take_back(steps: &[Step]) -> Option<Body> {
    let added = steps.iter().filter_map(|step| match &step.body {
        Body::Leader(leader::Command::AddLeader { leader, details, .. }) => Some((*leader, details.clone())),
        _ => None,
    });
    let leaders = added.collect();
    steps.iter().find_map(|step| match &step.body {
        Body::Role(role::Command::ImportRoles { roles }) => {
            let roles = roles.clone();
            Some(
                role::Command::TakeBackImport {
                    roles,
                    leaders: BTreeMap::clone(&leaders),
                }
                .into(),
            )
        }
        _ => None,
    })
}

fn small(name: &str) -> String {
    folded(name).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::{DateOrder, Endings, Planner, Table};
    use super::*;
    use crate::domain::{Member, Right, Scope, Story, member};

    const TABLE: &str = "Number,Title,Manager,Opened,Recruiter\n\
        1,SRE,DANA WHITFIELD,2026-11-02,Priya\n\
        2,Nurse,Ines Okafor,2026-11-02,PRIYA\n\
        3,Midwife,ines okafor,2026-11-03,Zed\n\
        4,Porter,Tom Bell,2026-11-04,\n";

    fn plan(text: &str) -> Plan {
        let table = Table::parse(text).unwrap();
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let mut planner = Planner::new(&table, DateOrder::DayFirst, today, Endings::new());
        while planner.read(10) {}
        assert_eq!(planner.plan.bad, []);
        planner.plan
    }

    /// A board with Dana on it, and Priya as its owner.
    fn board() -> Story {
        let mut story = Story::begin();
        story.does(member::Command::PutMember(Member {
            user: Story::user("priya"),
            name: "Priya".into(),
            phone: None,
            right: Right::Owner,
            left: None,
        }));
        story
    }

    /// Imports these roles as a board does; answers with the lines of the leaders who were new.
    fn imports(story: &mut Story, people: &mut People, roles: &[&Planned]) -> Vec<u64> {
        let mut ids = story.state().leaders().len() as u128..;
        let id = || LeaderId(uuid::Uuid::from_u128(ids.next().unwrap()));
        let steps = people.add(roles, id);
        let lines = steps.iter().filter_map(|step| step.line).collect();
        for step in steps {
            story.does(step.body);
        }
        lines
    }

    fn leader_of<'a>(story: &'a Story, title: &str) -> &'a str {
        let state = story.state();
        let role = state
            .all::<Role>()
            .find(|role| role.details.title == title)
            .unwrap();
        &state.get::<Leader>(role.leader.unwrap()).unwrap().details.name
    }

    #[test]
    fn people_are_known_by_their_names_whatever_the_capitals() {
        let (story, plan) = (board(), plan(TABLE));
        let fresh = Fresh::of(&plan, &story.state());
        assert_eq!((fresh.roles.len(), fresh.known), (4, 0));
        assert_eq!(
            (fresh.leaders, fresh.new_leaders),
            (3, 2),
            "Dana is here, Ines once"
        );
        assert_eq!(
            fresh.strangers,
            BTreeSet::from(["Zed"]),
            "who is not named is nobody"
        );
    }

    #[test]
    fn a_leader_who_stands_there_last_name_first_is_the_one_who_is_here() {
        let table = "Number,Title,Manager,Opened\n\
            1,SRE,\"WHITFIELD,  dana\",2026-11-02\n\
            2,Nurse,\"Okafor, Ines\",2026-11-02\n";
        let (mut story, plan) = (board(), plan(table));
        // As an import of before brought her in.
        story.does(leader::Command::add(
            Story::leader("ines"),
            LeaderDetails::named("Okafor, Ines"),
        ));
        let fresh = Fresh::of(&plan, &story.state());
        assert_eq!((fresh.leaders, fresh.new_leaders), (2, 0));
        let mut people = People::of(&story.state());
        imports(&mut story, &mut people, &fresh.roles);
        assert_eq!(leader_of(&story, "SRE"), "Dana Whitfield");
        assert_eq!(leader_of(&story, "Nurse"), "Okafor, Ines");
    }

    #[test]
    fn a_leader_who_is_here_gets_the_role_and_one_who_is_new_comes_once() {
        let (mut story, plan) = (board(), plan(TABLE));
        let mut people = People::of(&story.state());
        let roles: Vec<_> = plan.roles.iter().collect();
        let (first, rest) = roles.split_at(2);
        assert_eq!(imports(&mut story, &mut people, first), [3], "Ines, in line 3");
        assert_eq!(imports(&mut story, &mut people, rest), [5], "she is known by now");
        assert_eq!(leader_of(&story, "SRE"), "Dana Whitfield");
        assert_eq!(leader_of(&story, "Midwife"), "Ines Okafor");
        assert_eq!(story.state().leaders().len(), 3);
    }

    #[test]
    fn an_import_in_parts_is_taken_back_from_its_end() {
        let (mut story, plan) = (board(), plan(TABLE));
        let before = story.rows.clone();
        let mut people = People::of(&story.state());
        let mut ids = 10_u128..;
        let mut undo = Vec::new();
        // Ines comes with the first part, and has a role of the second.
        for part in plan.roles.iter().collect::<Vec<_>>().chunks(2) {
            let steps = people.add(part, || LeaderId(uuid::Uuid::from_u128(ids.next().unwrap())));
            undo.extend(take_back(&steps));
            for step in steps {
                story.does(step.body);
            }
        }
        for body in undo.into_iter().rev() {
            story.does(body);
        }
        assert_eq!(story.rows, before);
    }

    #[test]
    fn a_role_goes_to_its_recruiter_and_a_strangers_to_whoever_imports_it() {
        let (mut story, plan) = (board(), plan(TABLE));
        story.does(member::Command::PutMember(Member {
            user: Story::user("zed"),
            name: "zed".into(),
            phone: None,
            right: Right::Recruiter,
            left: None,
        }));
        let fresh = Fresh::of(&plan, &story.state());
        assert_eq!(fresh.strangers, BTreeSet::new());
        let mut people = People::of(&story.state());
        imports(&mut story, &mut people, &fresh.roles);
        let owner = |title: &str| {
            let state = story.state();
            let role = state.all::<Role>().find(|role| role.details.title == title);
            role.unwrap().owner
        };
        assert_eq!(owner("Nurse"), Story::user("priya"));
        assert_eq!(owner("Midwife"), Story::user("zed"));
        assert_eq!(owner("Porter"), Story::user("priya"), "she imports it");
    }

    #[test]
    fn who_has_a_page_of_all_their_roles_reads_these_at_once() {
        let (mut story, plan) = (board(), plan(TABLE));
        let today = story.now.date_naive();
        let readers = |story: &Story| {
            let state = story.state();
            let fresh = Fresh::of(&plan, &state);
            let names = fresh.readers(&state, today);
            names.into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(readers(&story), [""; 0]);
        story.shares("one", Target::Role(Story::role("data")), Scope::Respond);
        assert_eq!(readers(&story), [""; 0], "that page is of one role");
        story.shares("all", Target::Leader(Story::leader("dana")), Scope::Read);
        assert_eq!(readers(&story), ["Dana Whitfield"]);
    }

    #[test]
    fn what_is_on_the_board_already_is_left_alone() {
        let (mut story, plan) = (board(), plan(TABLE));
        let mut people = People::of(&story.state());
        imports(&mut story, &mut people, &[&plan.roles[1]]);
        let fresh = Fresh::of(&plan, &story.state());
        assert_eq!((fresh.roles.len(), fresh.known), (3, 1));
        assert_eq!(
            (fresh.leaders, fresh.new_leaders),
            (3, 1),
            "only Tom is new by now"
        );
    }
}
