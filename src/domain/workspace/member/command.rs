//! The commands of members.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::{Member, Power};
use crate::domain::{Body, Changes, Commands, Ctx, Giver, LinkId, Refusal, Says, State, UserId};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    PutMember(Member),
    /// Lets a member go; the successor takes over their roles and their links.
    RemoveMember {
        member: UserId,
        successor: UserId,
        /// Links of theirs that end, since whoever left may know their addresses. Those that its giver does not see end anyway.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        replace: BTreeSet<LinkId>,
    },
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

impl From<Member> for Body {
    fn from(member: Member) -> Self {
        Command::PutMember(member).into()
    }
}
