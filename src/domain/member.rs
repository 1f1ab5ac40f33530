//! A person with rights in a workspace.

use serde::{Deserialize, Serialize};

use super::{Body, Change, Changes, Ctx, Kind, Refusal, Row, RowKey, State, UserId, line};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Member {
    pub user: UserId,
    pub name: String,
    /// The number a leader may call; shown on the portal.
    pub phone: Option<String>,
    pub right: Right,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// May also erase people, name the workspace and add members.
    Owner,
    Recruiter,
}

impl Member {
    pub(super) fn put(state: &State, body: &Self, ctx: &Ctx) -> Result<Changes, Refusal> {
        state.require_owner(ctx)?;
        let member = Self {
            name: line("name", &body.name)?,
            phone: body
                .phone
                .as_deref()
                .map(|phone| line("phone number", phone))
                .transpose()?,
            ..body.clone()
        };
        if state.member(body.user) == Some(&member) {
            return Ok(Changes::new());
        }
        Ok(Change::put(Row::Member(member)).into())
    }
}

impl State<'_> {
    pub fn member(&self, user: UserId) -> Option<&Member> {
        match self.get(&RowKey::new(Kind::Member, user.0))? {
            Row::Member(member) => Some(member),
            _ => None,
        }
    }

    /// All members, in no particular order.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.scan(Kind::Member).filter_map(|row| match row {
            Row::Member(member) => Some(member),
            _ => None,
        })
    }

    /// Owners may do it; on a board without members (device-only, or just being claimed) its holder is the owner.
    pub(super) fn require_owner(&self, ctx: &Ctx) -> Result<(), Refusal> {
        let user = ctx.actor.user().ok_or(Refusal::LinkForbids)?;
        let owner = match self.member(user) {
            Some(member) => member.right == Right::Owner,
            None => self.members().next().is_none(),
        };
        if owner { Ok(()) } else { Err(Refusal::OwnerOnly) }
    }
}

impl From<Member> for Body {
    fn from(member: Member) -> Self {
        Self::PutMember(member)
    }
}
