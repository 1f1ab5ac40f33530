//! A person with rights in a workspace, and what each right allows.

mod command;
mod leaving;
mod word;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{Change, Changes, Kind, Refusal, State, UserId, labelled, line, phone};

pub use command::Command;

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
        ForgetHire = "Forget a hire whose answers somebody else reads",
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
                | Power::ForgetHire
                | Power::ChangeSettings
                | Power::OthersRoles
                | Power::OpenWorkspaces,
            ) => false,
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

#[cfg(test)]
mod tests;
