//! The commands of links.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::{NewLink, Scope, ShareLink, Target};
use crate::domain::{Changes, Commands, Ctx, Giver, Leader, LinkId, Refusal, Role, Says, State, UserId};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    ShareLink(NewLink),
    RevokeLink {
        link: LinkId,
    },
    /// The leader passes their page on, for a boss or for the team.
    ForwardLink {
        link: LinkId,
        scope: Scope,
        secret_hash: String,
    },
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        match self {
            Self::ShareLink(link) => {
                let (target, of_target, may_name) = match link.target {
                    Target::Leader(leader) => (Leader::key(leader), Some(leader), vec![]),
                    Target::Role(role) => (Role::key(role), None, vec![Role::key(role)]),
                };
                let opens = link.opens.iter().copied().map(Role::key).chain(link.of_one());
                Says {
                    by: Giver::Member,
                    creates: vec![ShareLink::key(link.id)],
                    needs: [target].into_iter().chain(opens).collect(),
                    wants: vec![],
                    names: of_target
                        .into_iter()
                        .chain(link.leader)
                        .map(Leader::key)
                        .collect(),
                    may_name,
                }
            }
            Self::RevokeLink { link } => Says {
                by: Giver::Member,
                creates: vec![],
                needs: vec![ShareLink::key(*link)],
                wants: vec![],
                names: vec![],
                may_name: vec![],
            },
            Self::ForwardLink { link, .. } => Says {
                by: Giver::LEADER,
                creates: vec![ShareLink::key(*link)],
                needs: vec![],
                wants: vec![],
                names: vec![],
                may_name: vec![],
            },
        }
    }

    fn journaled(&self) -> Self {
        match self {
            Self::ShareLink(link) => Self::ShareLink(NewLink {
                passcode: None,
                ..link.clone()
            }),
            Self::RevokeLink { .. } | Self::ForwardLink { .. } => self.clone(),
        }
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        match self {
            Self::ShareLink(new) => ShareLink::share(state, new, by, ctx),
            Self::RevokeLink { link } => ShareLink::revoke(state, *link),
            Self::ForwardLink {
                link,
                scope,
                secret_hash,
            } => ShareLink::forward(state, (*link, *scope, secret_hash), by, ctx),
        }
    }
}
