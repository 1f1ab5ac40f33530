//! Whose work it is, where the whole team's is looked at.

use super::What;
use crate::domain::{Decision, LeaderId, Problem, Reply, Role, RoleId, Slot, State, UserId, Whose};

impl<'a> State<'a> {
    /// The colleague who looks after what is owed; none where this person does, too, or nobody in particular.
    pub fn looked_after_by(&self, what: &What, me: UserId) -> Option<&'a str> {
        let is_mine = |role: &&Role| self.is_of(role, Whose::Of(me));
        let name = |user| self.present(user).ok().map(|member| member.name.as_str());
        let roles = match what {
            // What one writes oneself is one's own, whosever the role is.
            What::Interview {
                slot: Slot::Card { is_own: true, .. },
                ..
            } => return None,
            // Those who are greeted are of all the roles that came from elsewhere.
            What::Hello { .. } => return None,
            What::Fix { problem, .. } => {
                let details = &self.get::<Problem>(*problem).ok()?.details;
                if let Some(found) = details.member.filter(|member| self.present(*member).is_ok()) {
                    return name(found).filter(|_| found != me);
                }
                self.these(details.roles.iter())
            }
            What::Hold { role, .. }
            | What::Ask { role, .. }
            | What::TooLate { role, .. }
            | What::Call { role, .. }
            | What::Closed { role, .. }
            | What::Candidate { role, .. }
            | What::Interview { role, .. }
            | What::Hire { role, .. } => self.these([role]),
            What::Decision { leader, decision, .. } => {
                let about = self.get::<Decision>(*decision).ok()?.role;
                about.map_or_else(|| self.served_roles(*leader), |role| self.these([&role]))
            }
            What::Answer { leader, .. } => self.written_about(*leader),
            What::Update { leader, .. } | What::Mail { leader } => self.served_roles(*leader),
        };
        if roles.iter().any(is_mine) {
            return None;
        }
        roles.into_iter().find_map(|role| name(role.owner))
    }

    fn these<'b>(&self, roles: impl IntoIterator<Item = &'b RoleId>) -> Vec<&'a Role> {
        let roles = roles.into_iter();
        roles.filter_map(|role| self.get::<Role>(*role).ok()).collect()
    }

    /// The roles of a leader that are open; where none is, all of them.
    fn served_roles(&self, leader: LeaderId) -> Vec<&'a Role> {
        let mut roles: Vec<&Role> = self.all::<Role>().collect();
        roles.retain(|role| role.leader == Some(leader));
        if roles.iter().any(|role| role.is_open()) {
            roles.retain(|role| role.is_open());
        }
        roles
    }

    /// What roles a leader wrote about and waits for an answer; where they named none, all that are theirs.
    fn written_about(&self, leader: LeaderId) -> Vec<&'a Role> {
        let mut roles = Vec::new();
        for reply in self.waiting(leader) {
            let Ok(reply) = self.get::<Reply>(reply) else {
                continue;
            };
            let about = self.these(&reply.roles);
            if about.is_empty() {
                return self.served_roles(leader);
            }
            roles.extend(about);
        }
        roles
    }
}
