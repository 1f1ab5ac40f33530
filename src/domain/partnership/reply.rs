//! A reply: what a leader answers on the portal, or said elsewhere and a recruiter noted; and what their team asks.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::link::AtPage;
use crate::domain::{
    Audience, Body, Changes, Commands, Ctx, Erasure, Giver, Goal, Hit, Kind, Leader, LeaderId, LinkId,
    Moment, Refusal, ReplyId, Role, RoleId, RowKey, Says, Scope, ShareLink, Sorting, State, Update, UpdateId,
    UserId, Word, full_date, note,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reply {
    pub id: ReplyId,
    /// The link through which it came; none where a recruiter noted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkId>,
    /// Whoever noted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noted_by: Option<UserId>,
    pub leader: LeaderId,
    /// The update it answers; none for a word on its own.
    pub update: Option<UpdateId>,
    /// The roles it speaks of, sorted, each once; none means the partnership as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleId>,
    /// It is what the leader's team asks: the next update opens by answering it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub team: bool,
    pub text: String,
    pub at: DateTime<FixedOffset>,
    /// A recruiter said that it needs no answer.
    #[serde(default, skip_serializing_if = "is_false")]
    pub settled: bool,
    /// It was noted and taken back.
    #[serde(default, skip_serializing_if = "is_false")]
    pub removed: bool,
}

fn is_false(is: &bool) -> bool {
    !is
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    SendReply {
        reply: ReplyId,
        update: Option<UpdateId>,
        /// The role it speaks of, where it answers no update.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<RoleId>,
        #[serde(default, skip_serializing_if = "is_false")]
        team: bool,
        text: String,
    },
    /// What the leader or their team said elsewhere, as a recruiter notes it.
    NoteReply {
        reply: ReplyId,
        leader: LeaderId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<RoleId>,
        #[serde(default, skip_serializing_if = "is_false")]
        team: bool,
        text: String,
    },
    /// What was noted was not said, or after all it was.
    RemoveNoted { reply: ReplyId, removed: bool },
    /// It needs no answer, or after all it does.
    SettleReply { reply: ReplyId, settled: bool },
    /// The leader says on their page whether they know where they stand.
    TellStanding {
        role: RoleId,
        asked: Moment,
        knows: bool,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        words: String,
    },
}

impl Word for Reply {
    type Id = ReplyId;
    const VERSION: u16 = 1;

    fn id(&self) -> ReplyId {
        self.id
    }

    fn hangs_on(&self) -> Vec<RowKey> {
        let roles = self.roles.iter().copied().map(Role::key);
        // On the link, too: what was written behind a passcode stays with those who see what it shows.
        [Leader::key(self.leader)]
            .into_iter()
            .chain(self.link.map(ShareLink::key))
            .chain(self.update.map(Update::key))
            .chain(roles)
            .collect()
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

    /// What the team asks stands apart: it waits however much is told.
    fn mark(&self) -> (u8, i64) {
        (u8::from(self.team), self.at.timestamp())
    }

    fn spoke_of(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        self
    }

    /// Who noted it stays.
    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    fn erased(&self, leader: &Leader, _: &State) -> Erasure<Self> {
        if self.leader == leader.id {
            Erasure::Gone
        } else {
            Erasure::Kept("another leader wrote it")
        }
    }

    fn text(&self, _: &State) -> Option<String> {
        (!self.removed).then(|| self.text.clone())
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let name = state.name_of(self.leader);
        Some(Hit {
            kind: Kind::Reply,
            title: self.text.clone(),
            detail: format!("{name} wrote, {}", full_date(self.at.date_naive())),
            goal: Goal::Leader(self.leader),
        })
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        // What was written was read; what was only noted may have been another's word.
        let Some(before) = before else {
            return now.noted_by.map(|_| {
                Body::Reply(Command::RemoveNoted {
                    reply: now.id,
                    removed: true,
                })
            });
        };
        if before.removed != now.removed {
            return Some(Body::Reply(Command::RemoveNoted {
                reply: now.id,
                removed: before.removed,
            }));
        }
        (before.settled != now.settled).then_some(Body::Reply(Command::SettleReply {
            reply: now.id,
            settled: before.settled,
        }))
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let (by, creates, needs) = match self {
            Self::SendReply { reply, .. } => {
                (Giver::Link(&[Scope::Respond]), vec![Reply::key(*reply)], vec![])
            }
            Self::NoteReply {
                reply, leader, role, ..
            } => {
                let about = role.map(Role::key);
                let needs = [Leader::key(*leader)].into_iter().chain(about).collect();
                (Giver::Member, vec![Reply::key(*reply)], needs)
            }
            Self::TellStanding { role, .. } => (Giver::LEADER, vec![], vec![Role::key(*role)]),
            Self::SettleReply { reply, .. } | Self::RemoveNoted { reply, .. } => {
                (Giver::Member, vec![], vec![Reply::key(*reply)])
            }
        };
        let names = match self {
            Self::NoteReply { leader, .. } => vec![Leader::key(*leader)],
            _ => vec![],
        };
        Says {
            by,
            creates,
            needs,
            wants: Vec::new(),
            names,
            may_name: Vec::new(),
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        match self {
            Self::SendReply {
                reply,
                update,
                role,
                team,
                text,
            } => Reply::send(state, *reply, (*update, *role, *team), text, ctx),
            Self::NoteReply {
                reply,
                leader,
                role,
                team,
                text,
            } => Reply::note(state, (*reply, *leader, *role), (*team, text), by, ctx),
            Self::RemoveNoted { reply, removed } => {
                let reply = state.get::<Reply>(*reply)?;
                if reply.noted_by.is_none() {
                    return Err(Refusal::Unknown { what: Kind::Reply });
                }
                Ok(state.put(Reply {
                    removed: *removed,
                    ..reply.clone()
                }))
            }
            Self::TellStanding {
                role,
                asked,
                knows,
                words,
            } => Leader::tell_standing(state, (*role, *asked, *knows, words), ctx),
            Self::SettleReply { reply, settled } => {
                let reply = state.get::<Reply>(*reply)?;
                Ok(state.put(Reply {
                    settled: *settled,
                    ..reply.clone()
                }))
            }
        }
    }
}

impl Reply {
    /// Most replies through one link on one day: whoever holds the address may not fill the disk.
    pub const MOST_A_DAY: usize = 30;

    fn send(
        state: &State,
        id: ReplyId,
        (update, role, team): (Option<UpdateId>, Option<RoleId>, bool),
        text: &str,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let AtPage { link, shown } = state.at_page(ctx)?;
        let leader = link.leader;
        state.require_new(Self::key(id))?;
        let mut roles = Vec::new();
        if let Some(update) = update {
            let update = shown.get::<Update>(update)?;
            if update.leader != leader {
                return Err(Refusal::Unknown { what: Kind::Update });
            }
            roles = update.roles.clone();
        } else if let Some(role) = role.or(link.target.role()) {
            if shown.get::<Role>(role)?.leader != Some(leader) {
                return Err(Refusal::Unknown { what: Kind::Role });
            }
            roles = vec![role];
        }
        let day = ctx.claimed_at.date_naive();
        let today = state
            .all::<Self>()
            .filter(|reply| reply.link == Some(link.id) && reply.at.date_naive() == day);
        if today.count() >= Self::MOST_A_DAY {
            return Err(Refusal::TooManyReplies {
                most: Self::MOST_A_DAY,
            });
        }
        let reply = Self {
            id,
            link: Some(link.id),
            noted_by: None,
            leader,
            update,
            roles,
            team,
            text: Self::checked(text)?,
            at: ctx.claimed_at,
            settled: false,
            removed: false,
        };
        Ok(state.put_hanging(reply))
    }

    fn checked(text: &str) -> Result<String, Refusal> {
        let text = note("reply", text)?;
        if text.is_empty() {
            return Err(Refusal::Empty {
                field: "reply".into(),
            });
        }
        Ok(text)
    }

    fn note(
        state: &State,
        (id, leader, role): (ReplyId, LeaderId, Option<RoleId>),
        (team, text): (bool, &str),
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        state.require_new(Self::key(id))?;
        state.get::<Leader>(leader)?;
        if let Some(role) = role
            && state.get::<Role>(role)?.leader != Some(leader)
        {
            return Err(Refusal::LeaderChanged);
        }
        let reply = Self {
            id,
            link: None,
            noted_by: Some(by),
            leader,
            update: None,
            roles: role.into_iter().collect(),
            team,
            text: Self::checked(text)?,
            at: ctx.claimed_at,
            settled: false,
            removed: false,
        };
        Ok(state.put_hanging(reply))
    }
}

impl<'a> State<'a> {
    /// All replies, the newest first.
    pub fn replies(&self) -> Vec<&'a Reply> {
        let mut replies: Vec<_> = self.all::<Reply>().collect();
        replies.put_in_order_by(|reply| std::cmp::Reverse((reply.at, reply.id)));
        replies
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Actor, Story, Target, link};

    fn reply(story: &mut Story, text: &str) -> Result<Changes, Refusal> {
        story.actor = Actor::Link(Story::link("link"));
        let reply = ReplyId(uuid::Uuid::from_u128(text.len() as u128));
        let answer = story.tries(Command::SendReply {
            reply,
            update: None,
            role: None,
            team: false,
            text: text.into(),
        });
        story.actor = Actor::User(Story::user("priya"));
        answer
    }

    #[test]
    fn a_link_that_may_reply_does_until_it_is_revoked() {
        let mut story = Story::begin();
        story.shares("link", Target::Role(Story::role("data")), Scope::Respond);
        reply(&mut story, "Thank you").unwrap();
        assert_eq!(
            reply(&mut story, "  "),
            Err(Refusal::Empty {
                field: "reply".into()
            })
        );
        story.does(link::Command::RevokeLink {
            link: Story::link("link"),
        });
        assert_eq!(reply(&mut story, "Still there?"), Err(Refusal::LinkGone));
        assert_eq!(story.state().replies().len(), 1);
    }

    #[test]
    fn a_link_does_nothing_but_reply() {
        let mut story = Story::begin();
        story.shares("link", Target::Leader(Story::leader("dana")), Scope::Read);
        assert_eq!(reply(&mut story, "Hello"), Err(Refusal::LinkForbids));
        story.actor = Actor::Link(Story::link("link"));
        assert_eq!(
            story.moves("data", crate::domain::Stage::Offer, None, None),
            Err(Refusal::LinkForbids)
        );
    }
}
