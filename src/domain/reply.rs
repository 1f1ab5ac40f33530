//! A reply: what a leader answers on the portal.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::{
    Changes, Ctx, Kind, LeaderId, LinkId, LinkState, Refusal, ReplyId, Row, RowKey, Scope, State, UpdateId,
    note,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reply {
    pub id: ReplyId,
    /// The link through which it came.
    pub link: LinkId,
    pub leader: LeaderId,
    /// The update it answers; none for a word on its own.
    pub update: Option<UpdateId>,
    pub text: String,
    pub at: DateTime<FixedOffset>,
}

impl Reply {
    /// Most replies through one link on one day: whoever holds the address may not fill the disk.
    pub const MOST_A_DAY: usize = 30;

    pub(super) fn send(
        state: &State,
        id: ReplyId,
        update: Option<UpdateId>,
        text: &str,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let link = ctx.actor.link().ok_or(Refusal::LinkForbids)?;
        let link = state.link(link).map_err(|_| Refusal::LinkGone)?;
        if link.state(ctx.today) != LinkState::Open {
            return Err(Refusal::LinkGone);
        }
        if link.scope != Scope::Respond {
            return Err(Refusal::LinkForbids);
        }
        let leader = link.leader;
        // What the page does not show is not there for it.
        let shown = state.through(link);
        shown.leader(leader).map_err(|_| Refusal::LinkGone)?;
        state.require_new(RowKey::new(Kind::Reply, id.0))?;
        if let Some(update) = update
            && shown.update(update)?.leader != leader
        {
            return Err(Refusal::Unknown { what: Kind::Update });
        }
        let today = state.scan(Kind::Reply).filter(|row| match row {
            Row::Reply(reply) => {
                reply.link == link.id && reply.at.date_naive() == ctx.claimed_at.date_naive()
            }
            _ => false,
        });
        if today.count() >= Self::MOST_A_DAY {
            return Err(Refusal::TooManyReplies {
                most: Self::MOST_A_DAY,
            });
        }
        let text = note("reply", text)?;
        if text.is_empty() {
            return Err(Refusal::Empty {
                field: "reply".into(),
            });
        }
        let reply = Self {
            id,
            link: link.id,
            leader,
            update,
            text,
            at: ctx.claimed_at,
        };
        Ok(state.put_hanging(Row::Reply(reply)))
    }
}

impl<'a> State<'a> {
    /// All replies, the newest first.
    pub fn replies(&self) -> Vec<&'a Reply> {
        let mut replies: Vec<_> = self
            .scan(Kind::Reply)
            .filter_map(|row| match row {
                Row::Reply(reply) => Some(reply),
                _ => None,
            })
            .collect();
        replies.sort_by_key(|reply| std::cmp::Reverse((reply.at, reply.id)));
        replies
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Actor, Body, Story, Target};
    use super::*;

    fn reply(story: &mut Story, text: &str) -> Result<Changes, Refusal> {
        story.actor = Actor::Link(Story::link("link"));
        let reply = ReplyId(uuid::Uuid::from_u128(text.len() as u128));
        let answer = story.tries(Body::SendReply {
            reply,
            update: None,
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
        story.does(Body::RevokeLink {
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
            story.moves("data", super::super::Stage::Offer, None, None),
            Err(Refusal::LinkForbids)
        );
    }
}
