//! Whose a role is: the leader who needs it, the recruiter who answers for it, and who may see it.

use super::{Role, code_name_for};
use crate::domain::{
    Audience, Brief, Changes, Ctx, Expectation, Goal, Kit, Leader, LeaderId, Member, Power, Refusal, RoleId,
    ShareLink, Sorting, Spread, State, Update, UserId,
};

/// Whose work is meant where several share it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    /// What this person looks after.
    Of(UserId),
    /// What anybody in the team does.
    Team,
}

impl<'a> State<'a> {
    /// Who looks after a role; none where its owner is not here.
    pub fn owner_here(&self, role: &Role) -> Option<&'a Member> {
        self.present(role.owner).ok()
    }

    /// Whom a page of these roles says to call: of one role its owner; of several whoever keeps the page while an open one is theirs, or
    /// nobody's, else whoever owns most of the open ones, of equals the one whose role was opened first.
    pub fn contact(&self, roles: &[&Role], keeper: UserId) -> Option<&'a Member> {
        let keeper = self.present(keeper).ok();
        if let [only] = roles {
            return self.owner_here(only).or(keeper);
        }
        let mut open: Vec<&Role> = roles.iter().copied().filter(|role| role.is_open()).collect();
        open.put_in_order_by(|role| (role.details.opened_on, role.id));
        let owners: Vec<&Member> = open.iter().filter_map(|role| self.owner_here(role)).collect();
        let owned = |one: &Member| owners.iter().filter(|owner| owner.user == one.user).count();
        if let Some(keeper) = keeper.filter(|keeper| owners.is_empty() || owned(keeper) > 0) {
            return Some(keeper);
        }
        // Of equals the last is taken: from the end that is the one whose role was opened first.
        owners.iter().rev().copied().max_by_key(|owner| owned(owner))
    }

    /// Whether what speaks of these roles, or of none in particular, is all of it for whoever has this link: one that is for a role, where it
    /// speaks of that alone, or where its leader never needed another.
    pub fn is_for_whole(&self, link: &ShareLink, roles: &[RoleId]) -> bool {
        let Some(role) = link.target.role() else {
            return true;
        };
        let everything = self.seen_by(None);
        let theirs = |one: &&Role| one.leader == Some(link.leader);
        let is_only = || everything.all::<Role>().filter(theirs).all(|one| one.id == role);
        roles == [role] || roles.is_empty() && is_only()
    }

    /// Whether a role is among these: it is its owner's, and one whose owner is not here is everybody's.
    pub fn is_of(&self, role: &Role, whose: Whose) -> bool {
        match whose {
            Whose::Team => true,
            Whose::Of(user) => role.owner == user || self.present(role.owner).is_err(),
        }
    }

    /// Whether somebody looks after what this is about: the role, or one of the leader's.
    pub fn concerns(&self, goal: Goal, whose: Whose) -> bool {
        match goal {
            Goal::Role(role) => self.get::<Role>(role).is_ok_and(|role| self.is_of(role, whose)),
            Goal::Leader(leader) => {
                let mut theirs = self.all::<Role>().filter(|role| role.leader == Some(leader));
                theirs.any(|role| self.is_of(role, whose))
            }
        }
    }

    /// Whether the work is shared with anybody.
    pub fn has_team(&self) -> bool {
        self.members().count() > 1
    }
}

impl Role {
    /// Another leader needs it from now on. Links to the role's page were for the former one: they are revoked. Whoever was hired, and an
    /// interviewer, keep theirs: what they are asked is the same.
    pub(super) fn give(state: &State, id: RoleId, leader: LeaderId, ctx: &Ctx) -> Result<Changes, Refusal> {
        let role = state.get::<Self>(id)?;
        state.get::<Leader>(leader)?;
        if role.leader == Some(leader) {
            return Ok(Changes::new());
        }
        // Whoever gets it back goes on waiting for news.
        let heard = |update: &Update| update.roles.contains(&id);
        let was_told = state
            .on::<Expectation>(Self::key(id))
            .any(|told| told.leader == Some(leader))
            || state.on::<Update>(Leader::key(leader)).any(heard);
        let given = Self {
            leader: Some(leader),
            given_on: (!was_told).then(|| ctx.claimed_at.date_naive()),
            ..role.clone()
        };
        let mut changes = Spread::among(state)
            .role(given, state.audience_of::<Self>(id))
            .changes();
        // All of them, whether or not this person sees them.
        let everything = state.seen_by(None);
        for link in everything.all::<ShareLink>() {
            if link.target.role() == Some(id) && !link.revoked {
                let kept = match link.is_page() {
                    true => link.revoked(),
                    false => ShareLink {
                        leader,
                        ..link.clone()
                    },
                };
                changes.rewrite(kept, &everything);
            }
        }
        if let Ok(brief) = everything.get::<Brief>(id) {
            changes.rewrite(brief.given_to(leader, &everything), &everything);
        }
        if let Ok(kit) = everything.get::<Kit>(id) {
            changes.rewrite(kit.given_to(leader), &everything);
        }
        Ok(changes)
    }

    /// Hands a role to a successor, who sees it from then on, and keeps its links.
    pub(super) fn hand_over(state: &State, id: RoleId, to: UserId, by: UserId) -> Result<Changes, Refusal> {
        let role = state.get::<Self>(id)?;
        if role.owner != by {
            state.require(Power::OthersRoles, by)?;
        }
        state.present(to)?;
        if role.owner == to {
            return Ok(Changes::new());
        }
        let audience = state
            .audience_of::<Self>(id)
            .union(&Audience::People([to].into()));
        let handed = Self {
            owner: to,
            ..role.clone()
        };
        let everything = state.seen_by(None);
        let mut changes = Spread::among(state).role(handed, audience).changes();
        // What a hire is asked is read by whoever they chose, whosever the role is.
        let theirs = |link: &&ShareLink| {
            link.target.role() == Some(id) && link.keeper == role.owner && link.hire.is_none()
        };
        for link in everything.all::<ShareLink>().filter(theirs) {
            let passed = ShareLink {
                keeper: to,
                ..link.clone()
            };
            changes.rewrite(passed, &everything);
        }
        Ok(changes)
    }

    /// Narrows or widens who may hold the role, and with it all that hangs on it.
    pub(super) fn restrict(
        state: &State,
        id: RoleId,
        audience: &Audience,
        code_name: Option<&str>,
        by: UserId,
    ) -> Result<Changes, Refusal> {
        let role = state.get::<Self>(id)?;
        if role.owner != by {
            state.require(Power::OthersRoles, by)?;
        }
        audience.checked(state, by)?;
        if !audience.includes(role.owner) {
            return Err(Refusal::Malformed {
                detail: "its owner must see it: include them, or hand the role over first".into(),
            });
        }
        let role = Self {
            code_name: code_name_for(audience, code_name)?,
            ..role.clone()
        };
        Ok(Spread::among(state).role(role, audience.clone()).changes())
    }
}
